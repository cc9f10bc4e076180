// SPDX-License-Identifier: Apache-2.0
// The model `drivers`: conflict, drought, flood, food insecurity, urbanisation, poverty compete for
// departures; people go where gravity and remembered corridors lead them, come home when it is
// safe, or stay. How many leave is drawn (or expected) once per cause, zone and calendar month.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/drivers/causes.hpp"
#include "models/drivers/covariates.hpp"
#include "models/drivers/departures.hpp"
#include "models/drivers/memory.hpp"
#include "models/drivers/rivers.hpp"
#include "models/movement/corridor_memory.hpp"
#include "models/movement/pull.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

BehaviourModel drivers_model();

/// Effects of zones on a cause, by the name of the zones' attribute: CAUSE_occurrence_effect (on
/// the logit), CAUSE_size_effect (on the log size).
using ZoneEffects = std::map<std::string, std::vector<double>, std::less<>>;

class Drivers : public Behaviour {
 public:
  /// `parameters`: complete. The scenario outlives the object.
  Drivers(const ParameterValues& parameters, const Scenario& scenario);
  /// For another member of an ensemble: the same forms and terms with other numbers; effects not
  /// named are those of the scenario's zones.
  Drivers(const Drivers& like, const ParameterValues& parameters, const ZoneEffects& effects = {});

  std::vector<std::string> causes() const override;
  std::vector<StateArray> declare_state() const override;
  bool asks_for_flows() const override { return remembers_corridors_; }
  void begin_day(const DayView& today) override;
  void entry_weights(const DayView& today, std::span<double> weight) override;
  void hazards(const DayView& today, Hazards& hazards) override;
  bool destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) override;

 private:
  /// A cause that is switched on.
  struct Active {
    const Cause* cause;
    std::uint32_t number;  ///< among all causes: shocks do not depend on which others are on
    CauseForm form;
    Predictor intercept;
    ShockShares shares;
    double decay;  ///< of memory, per month
    GravityForm gravity;
    struct Part {
      double occurrence, size, rate;
      std::shared_ptr<const MonthlySeries> series;  ///< none: depends on what happens in the run
      std::string_view name;
    };
    std::vector<Part> parts;
    std::vector<double> occurrence_effect, size_effect;  ///< per zone (attributes), or 0
  };
  double parameter(const std::string& name) const;
  Active activate(const Cause& cause, CauseForm form, const ZoneEffects& effects);
  void activate_all(const ZoneEffects& effects);
  std::shared_ptr<const MonthlySeries> covariate_of(std::string_view cause, std::string_view term);
  /// The arrays of a cause in the state, in this order.
  enum StateKind : std::size_t { kMemorySum, kMemoryWeights, kLastMonth, kCorridors, kStateKinds };
  std::size_t state_of(std::size_t cause, std::size_t array) const;
  void remember(const DayView& today);
  std::vector<double> register_flows(const std::string& cause, int now) const;
  double run_term(std::size_t k, std::string_view name, ZoneIndex zone, const DayView& today) const;
  Predictor predictor(std::size_t k, ZoneIndex zone, const DayView& today) const;
  void draw_month(const DayView& today);
  ChoiceWorld choice_world(const DayView& today) const;
  void refresh_gravity(const DayView& today);
  double persons_driven_out(const DayView& today, ZoneIndex zone) const;
  void refresh_pull(const DayView& today);

  ParameterValues parameters_;
  const Scenario& scenario_;
  std::size_t zones_;
  /// By cause and term; shared by the members of an ensemble.
  std::map<std::pair<std::string_view, std::string_view>, std::shared_ptr<const MonthlySeries>>
      covariates_;
  std::vector<Active> active_;
  std::vector<double> river_;  ///< exposure
  std::size_t flood_;          ///< the active cause `flood`, or how many there are
  bool remembers_corridors_;
  // Of the month.
  std::vector<double> persons_, hazard_, onward_;  ///< causes x zones
  std::vector<double> returning_, staying_;
  bool choices_stale_ = true;  ///< a new month, or another network
  // Factors of the zones' pull: by whom is there (of the day), by safety and food (of the month).
  PullParameters pull_parameters_;
  std::vector<double> usable_capacity_, pull_of_people_, pull_of_month_;
  // Of the network's epoch.
  std::size_t epoch_ = static_cast<std::size_t>(-1);
  Passage passage_;
  std::vector<GravityTable> gravity_;  ///< per cause
};

}  // namespace ravenstein::models
