// SPDX-License-Identifier: Apache-2.0
// The behaviour `gravity`: people leave each zone at a constant rate and go where a law of spatial
// interaction leads, with coefficients of `ravenstein gravity fit` or by hand:
//
//   hazard_i = rate_i,   p(j | i) = a_j w(j | i) / sum over k of a_k w(k | i)
//
// w: models/movement/interaction_law.hpp, the very functions that fit and predict flows; a: further
// attraction of a zone, given by the fitted file (its terms of destinations and effects of places).
// Terms of origins and sums of flows do not touch p(j | i). In the limit of many people it is
// models/movement/city_stocks.hpp.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/core/parameter.hpp"
#include "models/movement/corridor_memory.hpp"
#include "models/movement/interaction_law.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

struct MigrationParameters {
  std::string law = "gravity";
  std::string deterrence = "power";
  double coefficient_1 = -2;
  double coefficient_2 = 0;
  double shape = 1;
  double destination_exponent = 1;
  double law_parameter = 1;
  std::vector<double> attraction;
  std::string masses = "initial";
  std::string distance = "great_circle";
  bool intrazonal = false;
  double departures_per_year = .02;
};

BehaviourModel migration_model();

class Migration : public Behaviour {
 public:
  Migration(const MigrationParameters& parameters, const Scenario& scenario);

  std::vector<std::string> causes() const override { return {"migration"}; }
  void begin_day(const DayView& today) override;
  void entry_weights(const DayView& today, std::span<double> weight) override;
  void hazards(const DayView& today, Hazards& hazards) override;
  bool destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) override;

 private:
  void fill_row(std::size_t zone, std::span<const double> weight, ChoiceTable& choice) const;

  MigrationParameters parameters_;
  Law law_;
  double speed_km_per_day_;
  std::vector<double> rate_per_day_;  ///< per zone
  std::vector<double> attraction_;    ///< a; 0 where nobody settles (hubs, markers)
  std::vector<double> pull_;          ///< a times how the zone's city stands
  std::vector<double> mass_;          ///< per zone [persons]
  std::vector<double> km_;            ///< zones x zones
  Passage passage_;
  std::size_t epoch_ = static_cast<std::size_t>(-1);
  bool changed_ = true;  ///< what choices depend on, since they were made
};

}  // namespace ravenstein::models
