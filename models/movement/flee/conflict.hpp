// SPDX-License-Identifier: Apache-2.0
// Conflict in each zone as Flee's rules remember it: how intense, and since when.
#pragma once

#include <span>
#include <vector>

#include "models/movement/flee/parameters.hpp"

namespace ravenstein::models {

/// Below this intensity there is no conflict (Flee).
inline constexpr double kNoConflict = 1e-6;

/// decay[min(floor(days / interval), last)]; 1 if there is no decay.
double conflict_decay(int days_since_onset, std::span<const double> decay, double interval_days);

class ConflictHistory {
 public:
  ConflictHistory(std::size_t zones, const FleeParameters& parameters);

  /// Takes in the intensities of a day (empty: no conflict anywhere), day after day.
  void advance(int day, std::span<const double> intensity);

  /// Of the day; with `conflict_intensity_frozen` that of the day of onset.
  double intensity(std::size_t zone) const { return intensity_[zone]; }
  bool active(std::size_t zone) const { return intensity_[zone] > 0; }
  /// Decay by the time since the last onset.
  double decay(std::size_t zone) const;

 private:
  const FleeParameters* parameters_;
  int day_ = 0;
  std::vector<double> intensity_;
  std::vector<int> onset_day_;
};

}  // namespace ravenstein::models
