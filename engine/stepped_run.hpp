// SPDX-License-Identifier: Apache-2.0
// A run that stops after any step, tells where people are, can be told better, and goes on; as
// bytes it can be kept and copied. For filters, which hold many of them. Resolution `cohorts`,
// without cities; with the same scenario, behaviour and key it runs as `simulate` does, to the bit.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/projection.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class SteppedRun {
 public:
  /// The scenario outlives the run. Throws std::invalid_argument for another resolution, cities, or
  /// rules that move single people.
  SteppedRun(const Scenario& scenario, std::unique_ptr<Behaviour> behaviour, const DrawKey& key);
  SteppedRun(SteppedRun&&) noexcept;
  SteppedRun& operator=(SteppedRun&&) noexcept;
  ~SteppedRun();

  int steps_done() const;
  void advance_to(int steps);
  /// Displaced people and refugees per zone, now.
  std::span<const double> present() const;
  std::span<const double> residents() const;

  /// Displaced people per zone become those wanted (negative: left alone), see Cohorts::correct;
  /// what was recorded of the last step follows. Throws std::logic_error if people are not
  /// conserved.
  void correct(std::span<const std::int64_t> wanted, std::uint32_t call = 0);
  /// Another behaviour of the same model from the next step on. Models that work by calendar month
  /// (they declare a state) are exchanged where a month ends, else they miss what the month began
  /// with.
  void set_behaviour(std::unique_ptr<Behaviour> behaviour);
  /// Factors per zone: of the hazards of leaving, and of the pull of places. Empty: 1.
  void set_factors(std::span<const double> hazard, std::span<const double> pull);
  /// People per zone who are there, though rules that ask how many are there (room in a camp,
  /// momentum) shall not count them; negative: are not there, though they shall. Empty: nobody.
  void set_unseen(std::span<const double> people);

  /// The state after the last step, without behaviour, factors, people unseen and finished rows of
  /// the record.
  std::string checkpoint() const;
  /// The state of a run of the same scenario; draws go on with this run's own key. The run must be
  /// fresh. Throws std::runtime_error for other bytes. For models that work by calendar month the
  /// state must be that of a month's end.
  void restore(std::string_view checkpoint);

  /// What was recorded; the run is over.
  Projection take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ravenstein
