// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/read_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "io/tables/days.hpp"
#include "io/tables/kind.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::array<std::string_view, 6> kOf{"present", "entries",  "exits",
                                              "returns", "arrivals", "departures"};
constexpr std::array<std::string_view, 3> kKinds{"stock", "flow", "incident"};

template <std::size_t N>
std::size_t index_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

/// Reads the counts of one item of `observations`.
class CountsReader {
 public:
  CountsReader(const io::YamlNode& root, io::InputFiles& files, CalibrationPlan& plan,
               Problems& problems)
      : root_(root),
        files_(files),
        plan_(plan),
        scenario_(plan.scenario.scenario),
        sound_(plan.scenario.sound),
        codes_(scenario_.world.zones),
        problems_(problems) {}

  void read(std::size_t item) {
    at_ = fmt::format("observations.{}", item);
    form_ = &plan_.form.observations[item];
    CountSeries series{form_->name, CountOf::present, error_model()};
    take_quantity(series);
    if (sound_.zones) take_zones();
    complete_ = complete_ && knows_days();
    const std::vector<Count> counts = form_->table.path.empty() ? of_scenario() : of_table();
    plan_.series.push_back(std::move(series));
    share_out(counts);
  }

  /// Whether it is known which days all counts are of.
  bool complete() const { return complete_; }

 private:
  /// Not so where kind or interval are missing or none that there is, which is told with the key.
  bool knows_days() const {
    return form_->kind == "stock" ||
           (!form_->kind.empty() && !(given("interval") && form_->interval.empty()));
  }

  void tell(std::string_view key, std::string message, std::string hint = {}) {
    const std::string subject = key.empty() ? at_ : fmt::format("{}.{}", at_, key);
    problems_.add({io::place_of(root_, subject), subject, std::move(message), std::move(hint)});
  }
  bool given(std::string_view key) const {
    return io::find_given(root_, fmt::format("{}.{}", at_, key)) != nullptr;
  }

  ErrorModel error_model() {
    ErrorModel model;
    model.sd = form_->sd;
    model.dispersion = form_->dispersion;
    model.detection_rate = form_->detection_rate;
    model.censored_below = form_->censored_below;
    model.least_expected = form_->least_expected;
    model.kind = form_->error == "poisson"    ? ErrorKind::poisson
                 : form_->error == "gaussian" ? ErrorKind::gaussian
                                              : ErrorKind::negative_binomial;
    model.transform = form_->transform == "none"   ? CountTransform::none
                      : form_->transform == "sqrt" ? CountTransform::sqrt
                                                   : CountTransform::log1p;
    const auto only_with = [&](std::string_view key, std::string_view error) {
      if (!given(key) || form_->error == error || form_->error.empty()) return;
      tell(key, fmt::format("does nothing with error: {}", form_->error));
    };
    only_with("transform", "gaussian");
    only_with("sd", "gaussian");
    only_with("dispersion", "negative_binomial");
    return model;
  }

  void take_quantity(CountSeries& series) {
    const std::size_t kind = index_in(kKinds, form_->kind);
    if (kind == kKinds.size()) return;  // told with the key
    read_of(series, kind);
    if (kind == 0 && given("interval")) tell("interval", "does nothing with kind: stock");
    if (kind != 0) check_interval();
    if (kind != 0 && form_->table.path.empty()) {
      tell("table", fmt::format("is required with kind: {}: the scenario's observations are stocks",
                                form_->kind));
    }
  }

  void read_of(CountSeries& series, std::size_t kind) {
    std::string of = form_->of;
    if (of.empty() && kind == 0) of = "present";
    const std::size_t what = index_in(kOf, of);
    if (of.empty() && given("of")) return;  // told with the key
    if (of.empty()) return tell("of", fmt::format("is required with kind: {}", form_->kind));
    if (what == kOf.size()) return;  // told with the key
    series.of = static_cast<CountOf>(what);
    const auto real_kind = static_cast<std::size_t>(kind_of(series.of));
    if (real_kind == kind) return;
    tell("of", fmt::format("expected what is counted as {}, found {}, which is {} {}", form_->kind,
                           of, real_kind == 2 ? "an" : "a", kKinds[real_kind]));
  }

  /// What happens within a step is recorded on its first day.
  void check_interval() {
    if (!sound_.period || !knows_days()) return;
    const Interval step = scenario_.period.interval;
    const bool months = interval() == "month";
    if (step == Interval::day || (step == Interval::month && months)) return;
    tell("interval",
         fmt::format("{} is shorter than the scenario's steps, a {} each",
                     given("interval") ? interval() : "month, the default,", name_of(step)));
  }

  std::string_view interval() const {
    return form_->interval.empty() ? std::string_view("month") : std::string_view(form_->interval);
  }

  void take_zones() {
    wanted_.clear();
    for (std::size_t i = 0; i < form_->zones.size(); ++i) {
      const std::string& code = form_->zones[i];
      if (const auto zone = codes_.find(code)) {
        wanted_.insert(*zone);
      } else {
        tell(fmt::format("zones.{}", i), fmt::format("the scenario has no zone \"{}\"", code),
             codes_.hint(code));
      }
    }
  }

  bool is_wanted(ZoneIndex zone) const {
    return zone != kNowhere && (wanted_.empty() || wanted_.contains(zone));
  }

  std::vector<Count> of_scenario() {
    std::vector<Count> counts;
    if (!sound_.all || form_->kind != "stock") return counts;  // told
    std::set<ZoneIndex> met;
    for (const ObservedSeries& series : scenario_.observations) {
      if (!is_wanted(series.zone)) continue;
      met.insert(series.zone);
      for (const ObservedEntry& entry : series.entries) {
        if (scenario_.period.contains(entry.day)) {
          counts.push_back({number(), series.zone, entry.day, entry.day, entry.persons});
        }
      }
    }
    if (met.empty()) tell("table", "is required: the scenario has no observations of these zones");
    if (met.empty()) return counts;
    for (const ZoneIndex zone : wanted_) {
      if (met.contains(zone)) continue;
      tell("zones",
           fmt::format("the scenario has no observations of {}", scenario_.world.zones[zone].code));
    }
    return counts;
  }

  std::vector<Count> of_table() {
    std::vector<Count> counts;
    const io::EmbeddedFile* file =
        files_.read(form_->table.path, form_->table.place, at_ + ".table", problems_);
    if (file == nullptr) return counts;
    io::Table table(files_.shown(form_->table.path), file->bytes, problems_);
    if (!io::expect_stocks(table)) return counts;
    const io::Column zone_column = table.need("zone");
    const io::DayColumn day_column(table, "date", "day", true);
    const io::Column persons_column = table.need("persons");
    table.refuse_other_columns();
    const io::Days days{scenario_.period, sound_.period, false};
    std::map<std::pair<ZoneIndex, int>, std::size_t> seen;
    for (std::size_t r = 0; r < table.rows(); ++r) {
      // Where the scenario's zones have mistakes of their own, nothing is said of codes.
      const auto zone = sound_.zones ? codes_.read(table, r, zone_column) : std::nullopt;
      const auto day = day_column.read(table, r, days);
      const bool missing = table.blank(r, persons_column);
      const auto persons = missing ? std::nullopt : table.persons(r, persons_column);
      if (!zone || !day || !sound_.period || !knows_days()) continue;
      Count count{number(), *zone, *day, *day, 0};
      if (form_->kind != "stock") count.last_day = last_day_from(count.first_day);
      const auto [first, is_new] = seen.try_emplace({*zone, count.first_day}, r);
      if (!is_new) {
        table.problem(r, day_column.column(),
                      fmt::format("the zone has a count of this {} already in line {}",
                                  count.last_day == count.first_day ? "day" : interval(),
                                  table.place(first->second).line));
      }
      if (!persons) continue;
      count.persons = static_cast<double>(*persons);
      if (count.last_day < 0 || count.first_day >= scenario_.period.days) {
        if (is_wanted(*zone)) ++plan_.outside;
        continue;
      }
      if (!scenario_.period.contains(count.first_day) ||
          !scenario_.period.contains(count.last_day)) {
        table.problem(
            r, day_column.column(),
            fmt::format("the {} from {} to {} lies only in part in the scenario's period, "
                        "{} to {}",
                        interval(), to_string(scenario_.period.date_of(count.first_day)),
                        to_string(scenario_.period.date_of(count.last_day)),
                        to_string(scenario_.period.start), last_date()));
        continue;
      }
      if (is_wanted(*zone)) counts.push_back(count);
    }
    return counts;
  }

  /// `first` becomes the first day of its month, if counts are of months.
  int last_day_from(int& first) const {
    if (interval() == "day") return first;
    if (interval() == "week") return first + 6;
    const Period& period = scenario_.period;
    const int month = month_number(period.date_of(first));
    first = period.day_of(first_of_month(month));
    return period.day_of(first_of_month(month + 1)) - 1;
  }

  std::string last_date() const {
    return to_string(scenario_.period.date_of(scenario_.period.days - 1));
  }

  /// A model that begins with the people observed has nothing to say on those days.
  bool is_told(const Count& count) const {
    const PopulationPlan& plan = scenario_.population;
    return form_->table.path.empty() && plan.initial == PopulationPlan::Initial::observed &&
           count.first_day <= plan.observed_until_day;
  }

  void share_out(const std::vector<Count>& counts) {
    const auto within = [](const Count& count, const DayWindow& window) {
      return count.first_day >= window.first && count.last_day <= window.last;
    };
    for (const Count& count : counts) {
      if (is_told(count)) {
        ++plan_.told;
      } else if (within(count, plan_.fit_window)) {
        plan_.fit.push_back(count);
      } else if (plan_.hold_out_window && within(count, *plan_.hold_out_window)) {
        plan_.hold_out.push_back(count);
      } else {
        ++plan_.outside;
      }
    }
  }

  std::uint32_t number() const { return static_cast<std::uint32_t>(plan_.series.size()); }

  const io::YamlNode& root_;
  io::InputFiles& files_;
  CalibrationPlan& plan_;
  const Scenario& scenario_;
  const io::SoundParts sound_;
  io::ZoneCodes codes_;
  Problems& problems_;
  std::string at_;
  bool complete_ = true;
  const io::ObservedForm* form_ = nullptr;
  std::set<ZoneIndex> wanted_;
};

}  // namespace

void read_counts(const io::YamlNode& root, io::InputFiles& files, bool windows,
                 CalibrationPlan& plan, Problems& problems) {
  CountsReader reader(root, files, plan, problems);
  const std::size_t before = problems.size();
  for (std::size_t i = 0; i < plan.form.observations.size(); ++i) reader.read(i);
  if (plan.form.observations.empty()) return;  // told with the key
  if (problems.size() != before || !windows || !plan.scenario.sound.all) return;
  if (!reader.complete()) return;
  const auto need = [&](bool there, const char* key) {
    if (there) return;
    problems.add(
        {io::place_of(root, key), key, "no observation lies in it that the model is not told", ""});
  };
  need(!plan.fit.empty(), "fit");
  if (plan.hold_out_window) need(!plan.hold_out.empty(), "hold_out");
}

}  // namespace ravenstein::calibration
