// SPDX-License-Identifier: Apache-2.0
#include "engine/population/prescribed.hpp"

#include <cmath>

namespace ravenstein {

std::vector<PrescribedDay> prescribe(const ObservedDaily& observed, const PopulationPlan& plan,
                                     Resolution resolution) {
  std::vector<PrescribedDay> days(static_cast<std::size_t>(observed.days));
  const auto total = [&](int day) {
    double persons = 0;
    for (const double there : observed.row(day)) {
      persons += resolution == Resolution::agents ? std::floor(there) : there;
    }
    return persons;
  };
  double debt = 0;
  for (int day = plan.observed_until_day + 1; day < observed.days; ++day) {
    double change = total(day) - total(day - 1);
    if (plan.falls == PopulationPlan::Falls::offset) {
      change -= debt;
      debt = change < 0 ? -change : 0;
    }
    PrescribedDay& today = days[static_cast<std::size_t>(day)];
    if (change > 0) today.entries = change;
    if (change < 0 && plan.falls == PopulationPlan::Falls::exits) today.exits = -change;
  }
  return days;
}

}  // namespace ravenstein
