// SPDX-License-Identifier: Apache-2.0
// People go to receiving zones (camps) by gravity on the open network, with momentum and
// saturation. On the day's starting counts S (people present):
//
//   A_x = open_x (S_x / sum S + s0)^g size_x^e comp_x^c sat(S_x / (kappa cap_x)) room_x^a
//   p(x | z) = f(D_zx) A_x / sum_y f(D_zy) A_y,   f(D) = D^-beta e^(-lambda D / 100 km)
//   sat(r) = 1 for r <= onset;  (1 - r) / (1 - onset) between;  1e-9 for r >= 1
//   room_x = (kappa cap_x - S_x) / mean over x of kappa cap_x, at least 1e-9; 1 where unlimited
//   comp_x = sum over y, not x, of 1 / max(10 km, great circle), / its geometric mean over x
//
// D: shortest distance on the links open that day. e, c, a and lambda are 0 unless they are asked
// for; competing destinations: Fotheringham 1983. Origins of prescribed entries are weighted by
// population x conflict intensity. Recipes R0-R3: what is known of each and the parameters pooled
// over eight crises stand with the presets. Every factor is a function of its own, to be exchanged.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/core/parameter.hpp"
#include "engine/world/routing.hpp"
#include "models/movement/pull.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

struct SaturatingGravityParameters : PullParameters {
  SaturatingGravityParameters() {
    momentum_exponent = 1;
    capacity = "used";
  }
  double distance_exponent = 0.7;
  double distance_decay_per_100_km = 0;
  double size_exponent = 0;
  double competition_exponent = 0;
  double room_exponent = 0;
  double departure_hazard_per_day = 0;
  double onward_hazard_per_day = 0;
};

const ParameterList<SaturatingGravityParameters>& saturating_gravity_parameters();
BehaviourModel saturating_gravity_model();

class SaturatingGravity : public Behaviour {
 public:
  /// `hasten` divides capacities as it divides people.
  SaturatingGravity(const SaturatingGravityParameters& parameters, const World& world,
                    std::int64_t hasten);

  void begin_day(const DayView& today) override;
  void entry_weights(const DayView& today, std::span<double> weight) override;
  void hazards(const DayView& today, Hazards& hazards) override;
  bool destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) override;

  /// A_x per receiving zone, after begin_day.
  std::span<const double> attraction() const { return attraction_; }

 private:
  double deterrence(double km) const;
  void refresh_kernel(const DayView& today);
  void refresh_capacity(const DayView& today);
  void set_mean_capacity();
  double attraction_of(std::size_t camp, const DayView& today, double total_present) const;
  void append_row(ZoneIndex zone, ChoiceTable& choice) const;
  bool is_origin(ZoneIndex zone, std::span<const double> conflict) const;

  SaturatingGravityParameters parameters_;
  std::int64_t hasten_;
  std::vector<ZoneIndex> camps_;
  std::vector<double> usable_capacity_;  ///< per camp: kappa cap; 0 = unlimited
  std::vector<double> standing_factor_;  ///< per camp: size^e comp^c
  double mean_usable_capacity_ = 0;      ///< of the camps that have a limit
  std::vector<double> attraction_;       ///< per camp, today
  std::size_t epoch_ = static_cast<std::size_t>(-1);
  DistanceTable distance_;      ///< camps x zones, of the epoch
  std::vector<double> kernel_;  ///< camps x zones: f(D), 0 where no way leads
  bool camps_only_ = true;      ///< nobody moves on, so only origins need a row
};

}  // namespace ravenstein::models
