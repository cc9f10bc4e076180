// SPDX-License-Identifier: Apache-2.0
#include "models/needs/needs.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "models/city/backlog.hpp"

namespace ravenstein::models {
namespace {

constexpr std::array<NeedInfo, kNeeds> kInfos = {{
    {"water", "l/day", "water"},
    {"latrines", "latrines", "latrines"},
    {"shelter", "m2", ""},
    {"consultations", "1/day", ""},
    {"clinicians", "clinicians", "clinicians"},
    {"beds", "beds", "beds"},
    {"school_places", "places", "school_places"},
}};

/// People in hospital at the end of each row.
std::vector<double> inpatients(const NeedRates& rates, std::span<const double> people,
                               std::span<const int> row_days) {
  std::vector<double> census;
  for (std::size_t row = 0; row < people.size(); ++row) {
    double left = rates.length_of_stay_days, in_hospital = 0;
    for (std::size_t back = row + 1; back-- > 0 && left > 0;) {
      const double days = back == 0 ? left : std::min<double>(left, row_days[back]);
      in_hospital += rates.admissions_per_person_day * people[back] * days;
      left -= days;
    }
    census.push_back(in_hospital);
  }
  return census;
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return {};
  return value;
}

}  // namespace

std::span<const NeedInfo> need_infos() { return kInfos; }

Required required(const NeedRates& rates, std::span<const double> people,
                  std::span<const int> row_days, std::optional<double> school_age_share) {
  const std::vector<double> census = inpatients(rates, people, row_days);
  Required result;
  const auto put = [&](Need need, double amount) {
    result[static_cast<std::size_t>(need)].push_back(amount);
  };
  for (std::size_t row = 0; row < people.size(); ++row) {
    const double visits = rates.visits_per_person_day * people[row];
    put(Need::water, rates.water_l_per_person_day * people[row]);
    put(Need::latrines, people[row] / rates.persons_per_latrine);
    put(Need::shelter, rates.shelter_m2_per_person * people[row]);
    put(Need::consultations, visits);
    put(Need::clinicians, visits / rates.visits_per_clinician_day);
    put(Need::beds, census[row] / rates.bed_occupancy);
    put(Need::school_places, school_age_share.value_or(rates.school_age_share) * people[row]);
  }
  return result;
}

Waiting waiting(const NeedRates& rates, std::span<const double> people,
                std::span<const double> clinicians, std::span<const int> row_days,
                double first_wait_days, double target_wait_days) {
  Waiting result;
  double backlog = -1;
  for (std::size_t row = 0; row < people.size(); ++row) {
    const double arrivals = rates.visits_per_person_day * people[row];
    const double served = clinicians[row] * rates.visits_per_clinician_day;
    if (backlog < 0) backlog = first_wait_days * served;
    result.clinicians_to_hold.push_back(
        capacity_to_hold(arrivals, backlog, target_wait_days, row_days[row]) /
        rates.visits_per_clinician_day);
    backlog = backlog_after({arrivals, served, 0}, backlog, row_days[row]);
    result.wait_days.push_back(served > 0 ? backlog / served
                                          : std::numeric_limits<double>::quiet_NaN());
  }
  return result;
}

std::optional<double> school_age_share_of(std::string_view label) {
  constexpr int kFirst = 5, kLast = 17;
  if (label.ends_with('+')) {
    const auto from = whole(label.substr(0, label.size() - 1));
    return from && *from > kLast ? std::optional(0.0) : std::nullopt;
  }
  const auto dash = label.find('-');
  if (dash == std::string_view::npos) return {};
  const auto from = whole(label.substr(0, dash)), to = whole(label.substr(dash + 1));
  if (!from || !to || *to < *from) return {};
  const int ages = std::min(*to, kLast) - std::max(*from, kFirst) + 1;
  return std::max(0, ages) / static_cast<double>(*to - *from + 1);
}

}  // namespace ravenstein::models
