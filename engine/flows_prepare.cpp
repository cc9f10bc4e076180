// SPDX-License-Identifier: Apache-2.0
// What is the same for everybody at resolution `flows`: which share of a zone's people leaves, and
// where those arrive. Made anew only when choices or hazards change.
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/flows.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

/// Shares that differ by rounding only are one.
bool alike(std::span<const double> a, std::span<const double> b) {
  constexpr double kRounding = 1e-14;
  return std::equal(a.begin(), a.end(), b.begin(),
                    [](double x, double y) { return std::abs(x - y) <= kRounding; });
}

}  // namespace

void Flows::choose(std::span<const ChoiceTable> by_cause) {
  choices_ = by_cause;
  choices_changed_ = true;
}

void Flows::find_ways() {
  if (!choices_changed_) return;
  choices_changed_ = false;
  ways_ = ways_out(choices_, scenario_.travel, zones_);
  for (const WaysOut::End& end : ways_.ends) occupied_[end.to] = true;
  for (std::size_t row = 0; row < ways_.stranded.size(); ++row) {
    if (ways_.stranded[row] > 0) occupied_[row % zones_] = true;
  }
  settled_.hazard.clear();  // what is made of ways and hazards is made anew
}

void Flows::prepare(const DayView& today, const Hazards& hazards) {
  find_ways();
  retrying_.resize(zones_);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    retrying_[zone] = leave_probability(hazards.release[zone] * today.days);
  }
  // Steps of unequal length (months): the hazards of the step are what counts.
  const auto of_step = [&](const std::vector<double>& hazard) {
    std::vector<double> scaled = hazard;
    for (double& h : scaled) h *= today.days;
    return scaled;
  };
  std::vector<double> departure = of_step(hazards.departure), onward = of_step(hazards.onward);
  if (departure == settled_.hazard && onward == onward_.hazard) return;
  settled_.hazard = std::move(departure);
  onward_.hazard = std::move(onward);
  share_out(settled_);
  share_out(onward_);
  const auto nobody = [](double share) { return share == 0; };
  one_mix_ =
      std::ranges::all_of(onward_.share, nobody) || alike(settled_.by_cause, onward_.by_cause);
  weigh(settled_);
  if (!one_mix_) weigh(onward_);
}

void Flows::share_out(Leaving& leaving) const {
  leaving.share.assign(zones_ * strata_, 0.0);
  leaving.by_cause.assign(zones_ * causes_ * strata_, 0.0);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    for (std::size_t s = 0; s < strata_; ++s) {
      double* rate = &leaving.by_cause[zone * causes_ * strata_ + s];
      double all = 0;
      for (std::size_t k = 0; k < causes_; ++k) {
        if (!leads_somewhere(k, zone)) continue;
        all += rate[k * strata_] = relative_[k][s] * leaving.hazard[k * zones_ + zone];
      }
      if (!(all > 0)) continue;
      for (std::size_t k = 0; k < causes_; ++k) rate[k * strata_] /= all;
      leaving.share[zone * strata_ + s] = leave_probability(all);
    }
  }
}

void Flows::weigh(Leaving& leaving) const {
  const std::size_t paths = ways_.paths();
  leaving.weight.resize(strata_ * paths);
  oneapi::tbb::parallel_for(std::size_t{0}, strata_, [&](std::size_t s) {
    const std::span<double> weight = std::span(leaving.weight).subspan(s * paths, paths);
    std::fill(weight.begin(), weight.end(), 0.0);
    for (std::size_t k = 0; k < causes_; ++k) {
      const std::vector<double>& arriving = ways_.arriving_by[k];
      for (std::size_t path = 0; path < paths; ++path) {
        const std::size_t zone = ways_.from[path];
        weight[path] += leaving.by_cause[(zone * causes_ + k) * strata_ + s] * arriving[path];
      }
    }
  });
}

}  // namespace ravenstein
