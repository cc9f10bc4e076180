// SPDX-License-Identifier: Apache-2.0
// What each change says, checked on its own.
#include "io/yaml/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

/// What a change can be about, and the keys that then have a meaning (beside from and to).
struct Subject {
  const char* key;
  std::vector<std::string> keys;
};

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> kSubjects{
      {"driver", {"zones", "scale", "shift", "value", "table", "extrapolate"}},
      {"cause", {"zones", "scale"}},
      {"border", {"permeability"}},
      {"link", {"permeability"}},
      {"camp", {"permeability"}},
      {"capacity", {"zones", "capacity_per_month"}},
      {"capacity_per_month", {"zones", "capacity"}},
      {"new_camp", {}}};
  return kSubjects;
}

constexpr std::array kOtherKeys = {"zones", "scale",       "shift",       "value",
                                   "table", "extrapolate", "permeability"};

bool has(const std::vector<std::string>& keys, const std::string& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

Changes::Changes(const std::vector<ChangeForm>& forms, const YamlNode& root, const Days& days,
                 Problems& problems)
    : root_(root), days_(days), problems_(problems) {
  for (std::size_t i = 0; i < forms.size(); ++i) {
    Entry entry{.form = &forms[i], .path = fmt::format("changes.{}", i), .subject = {}};
    const bool dated = read_days(entry);
    const bool known = find_subject(entry) && check_keys(entry);
    if (!dated || !known) entry.subject.clear();
    entries_.push_back(std::move(entry));
  }
}

bool Changes::given(const Entry& entry, const char* key) const {
  return find_given(root_, entry.path + '.' + key) != nullptr;
}

void Changes::tell(const Entry& entry, const std::string& key, std::string message,
                   std::string hint) const {
  const std::string path = key.empty() ? entry.path : entry.path + '.' + key;
  problems_.add({place_of(root_, path), path, std::move(message), std::move(hint)});
}

bool Changes::find_subject(Entry& entry) const {
  std::vector<std::string> found;
  std::vector<std::string> all;
  for (const Subject& subject : subjects()) {
    all.emplace_back(subject.key);
    if (given(entry, subject.key)) found.emplace_back(subject.key);
  }
  if (found == std::vector<std::string>{"capacity", "capacity_per_month"}) found.pop_back();
  if (found.size() == 1) {
    entry.subject = found.front();
    return true;
  }
  tell(entry, "",
       fmt::format("expected one of {}, found {}", listed(all),
                   found.empty() ? "none" : fmt::format("{}", listed(found))),
       "a change is about one thing");
  return false;
}

bool Changes::check_keys(const Entry& entry) const {
  const auto subject =
      std::find_if(subjects().begin(), subjects().end(),
                   [&](const Subject& known) { return entry.subject == known.key; });
  bool good = true;
  for (const char* key : kOtherKeys) {
    if (!given(entry, key) || has(subject->keys, key)) continue;
    tell(entry, key, fmt::format("has no meaning for a change of {}", entry.subject),
         subject->keys.empty() ? "" : "known here: " + listed(subject->keys));
    good = false;
  }
  const ChangeForm& form = *entry.form;
  const int bases = int{given(entry, "value")} + int{given(entry, "table")} +
                    int{form.extrapolate != Extrapolation::none};
  if (good && bases > 1) {
    tell(entry, "", "expected one of value, table and extrapolate, found several");
    good = false;
  }
  const bool scales = entry.subject == "driver" || entry.subject == "cause";
  if (good && scales && bases == 0 && form.scale == 1 && form.shift == 0) {
    tell(entry, "", "changes nothing",
         entry.subject == "cause" ? "expected scale: other than 1"
                                  : "expected scale, shift, value, table or extrapolate");
    good = false;
  }
  return good;
}

bool Changes::read_days(Entry& entry) const {
  const ChangeForm& form = *entry.form;
  const Period& period = days_.period;
  entry.first_day = 0;
  entry.end_day = period.days;
  if (!days_.known) return false;
  bool good = true;
  const auto read = [&](const char* key, Date date, int& day, int more) {
    if (!given(entry, key)) return;
    if (date == Date{}) {
      good = false;  // not a date: told
      return;
    }
    day = period.day_of(date) + more;
    if (period.contains(day - more)) return;
    tell(entry, key,
         fmt::format("{} lies outside the period, which is {} to {}", to_string(date),
                     to_string(period.start), to_string(period.date_of(period.days - 1))));
    good = false;
  };
  read("from", form.from, entry.first_day, 0);
  read("to", form.to, entry.end_day, 1);
  if (good && entry.end_day <= entry.first_day) {
    tell(entry, "to",
         fmt::format("{} lies before {}, the first day of the change", to_string(form.to),
                     to_string(form.from)));
    good = false;
  }
  return good;
}

bool Changes::find_zones(const Entry& entry, const ZoneCodes& codes,
                         std::vector<ZoneIndex>& zones) const {
  bool good = true;
  const std::vector<std::string>& names = entry.form->zones;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto zone = find_zone(entry, fmt::format("zones.{}", i), names[i], codes);
    if (zone) zones.push_back(*zone);
    good = good && zone.has_value();
  }
  if (good && given(entry, "zones") && names.empty()) {
    tell(entry, "zones", "expected codes of zones, found none", "leave it out to mean all");
    good = false;
  }
  std::sort(zones.begin(), zones.end());
  const auto repeated = std::adjacent_find(zones.begin(), zones.end());
  if (repeated == zones.end()) return good;
  tell(entry, "zones", "names a zone twice");
  return false;
}

std::optional<ZoneIndex> Changes::find_zone(const Entry& entry, const std::string& key,
                                            const std::string& code, const ZoneCodes& codes) const {
  const auto zone = codes.find(code);
  if (!zone && !codes.excused(code)) {
    tell(entry, key, fmt::format("unknown zone {}", in_quotes(code)), codes.hint(code));
  }
  return zone;
}

bool Changes::whole_months(const Entry& entry) const {
  const Period& period = days_.period;
  bool good = true;
  const auto check = [&](const char* key, int day, const char* which) {
    const Date date = period.date_of(day);
    if (!given(entry, key) || date == first_of_month(month_number(date))) return;
    tell(entry, key,
         fmt::format("{} is known by month: expected the {} day of a month, found {}",
                     entry.form->driver, which, find_given(root_, entry.path + '.' + key)->text));
    good = false;
  };
  check("from", entry.first_day, "first");
  // The last day of a cut period ends its month, too.
  if (entry.end_day != period.days) check("to", entry.end_day, "last");
  return good;
}

}  // namespace ravenstein::io
