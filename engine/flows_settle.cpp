// SPDX-License-Identifier: Apache-2.0
// Returns and integration at resolution `flows`.
#include <algorithm>
#include <array>

#include "engine/core/row_math.hpp"
#include "engine/flows.hpp"
#include "engine/travel.hpp"

namespace ravenstein {

void Flows::settle(const DayView& today, const Hazards& hazards) {
  const auto never = [](double hazard) { return !(hazard > 0); };
  if (std::ranges::all_of(hazards.returning, never) &&
      std::ranges::all_of(hazards.staying, never) && std::ranges::all_of(hazards.settling, never)) {
    return;
  }
  std::vector<double> at_home(zones_ * strata_);  // of each home: who came back
  each_block([&](std::size_t block) { settle_block(block, hazards, today.days, at_home); });
  partition_.unite(at_home);
  for (std::size_t row = 0; row < at_home.size(); ++row) returnees_[row] += at_home[row];
  const CountrySums gone = country_sums(gone_), stays = country_sums(stays_);
  for (ZoneIndex place = 0; place < zones_; ++place) {
    by_country(gone, place, [&](ZoneIndex, bool abroad, double persons) {
      recorder_.go_home(place, abroad, persons);
    });
    by_country(stays, place, [&](ZoneIndex, bool abroad, double persons) {
      recorder_.change(place, Status::displaced, Status::integrated, abroad, persons);
    });
    recorder_.come_home(place, sum_row(std::span(at_home).subspan(place * strata_, strata_)));
  }
}

void Flows::settle_block(std::size_t block, const Hazards& hazards, double days,
                         std::span<double> came_home) {
  std::array<double, kLanes> going{}, staying{};
  for (std::size_t home = block * kLanes; home < std::min(zones_, (block + 1) * kLanes); ++home) {
    const double hazard = hazards.returning[home] + hazards.staying[home];
    const double deciding = leave_probability(hazard * days);
    if (!(deciding > 0)) continue;
    const double home_again = deciding * hazards.returning[home] / hazard;
    going[home % kLanes] = home_again;
    staying[home % kLanes] =  // of the rest
        home_again < 1 ? (deciding - home_again) / (1 - home_again) : 0;
  }
  std::vector<double> at_home(strata_ * kLanes);
  std::fill_n(&lane(gone_, block, 0), zones_ * kLanes, 0.0);
  std::fill_n(&lane(stays_, block, 0), zones_ * kLanes, 0.0);
  for (ZoneIndex place = 0; place < zones_; ++place) {
    if (!occupied_[place]) continue;
    lane_math().settle(displaced_.at(block, place), integrated_.at(block, place), strata_,
                       going.data(), staying.data(),
                       leave_probability(hazards.settling[place] * days), at_home.data(),
                       &lane(gone_, block, place), &lane(stays_, block, place));
  }
  for (std::size_t home = block * kLanes; home < std::min(zones_, (block + 1) * kLanes); ++home) {
    for (std::size_t s = 0; s < strata_; ++s) {
      came_home[home * strata_ + s] = at_home[s * kLanes + home % kLanes];
    }
  }
}

}  // namespace ravenstein
