// SPDX-License-Identifier: Apache-2.0
// All places as the rules see them today: scores, move chances, how full they are.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/scenario.hpp"
#include "models/movement/flee/choice_classes.hpp"
#include "models/movement/flee/conflict.hpp"

namespace ravenstein::models {

class Places {
 public:
  Places(const FleeParameters& parameters, const Scenario& scenario, const ChoiceClasses& classes);

  /// Takes in the day; `receiving` says which camps are open.
  void begin_day(const DayView& today, std::span<const std::uint8_t> receiving);

  bool camp(ZoneIndex zone) const { return camp_[zone] != 0; }  ///< an open one
  bool town(ZoneIndex zone) const { return town_[zone] != 0; }  ///< neither camp nor in conflict
  double chance(ZoneIndex zone) const { return chance_[zone]; }
  double score(std::size_t choice_class, ZoneIndex zone) const {
    return score_[choice_class * zones() + zone];
  }
  /// How much of its pull a place has left, 0..1.
  double multiplier(ZoneIndex zone) const { return multiplier_[zone]; }
  /// Nobody sets out for it: an open camp with less than half of its pull.
  bool full_camp(ZoneIndex zone) const { return full_camp_[zone] != 0; }
  /// True if that many people change the multiplier.
  bool set_people(ZoneIndex zone, double people);
  /// Places whose scores are not those of yesterday.
  std::span<const ZoneIndex> rescored() const { return rescored_; }

  const ConflictHistory& conflict() const { return conflict_; }
  std::size_t zones() const { return chance_.size(); }

 private:
  void update_capacity(int day);
  void update_scores(const DayView& today);
  double score_by_class(const ChoiceClass& choice_class, ZoneIndex zone, double score,
                        double flood_level) const;

  const FleeParameters* parameters_;
  const Scenario* scenario_;
  const ChoiceClasses* classes_;
  ConflictHistory conflict_;
  std::vector<std::uint8_t> camp_, town_, full_camp_;
  std::vector<double> capacity_on_day0_;  ///< 0: unlimited
  std::vector<double> capacity_per_day_;  ///< what is built, from day 0 on
  std::vector<double> capacity_;          ///< scaled, today
  std::vector<double> chance_, score_, multiplier_;
  std::vector<ZoneIndex> rescored_;
};

/// Residents of a zone at the scenario's scale.
double scaled_residents(const Zone& zone, std::int64_t hasten);

}  // namespace ravenstein::models
