// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/conflict.hpp"

#include <algorithm>

namespace ravenstein::models {

double conflict_decay(int days_since_onset, std::span<const double> decay, double interval_days) {
  if (decay.empty()) return 1;
  const auto interval = static_cast<std::size_t>(days_since_onset / interval_days);
  return decay[std::min(interval, decay.size() - 1)];
}

ConflictHistory::ConflictHistory(std::size_t zones, const FleeParameters& parameters)
    : parameters_(&parameters), intensity_(zones, 0.0), onset_day_(zones, 0) {}

void ConflictHistory::advance(int day, std::span<const double> intensity) {
  day_ = day;
  for (std::size_t z = 0; z < intensity.size(); ++z) {
    if (!(intensity[z] > kNoConflict)) {
      intensity_[z] = 0;
    } else if (intensity_[z] == 0) {
      intensity_[z] = intensity[z];
      onset_day_[z] = day;
    } else if (!parameters_->conflict_intensity_frozen) {
      intensity_[z] = intensity[z];
    }
  }
}

double ConflictHistory::decay(std::size_t zone) const {
  return conflict_decay(day_ - onset_day_[zone], parameters_->conflict_spawn_decay,
                        parameters_->conflict_spawn_decay_interval_days);
}

}  // namespace ravenstein::models
