// SPDX-License-Identifier: Apache-2.0
// What a forecast of departures is fitted to, from a scenario: the register's months and the terms
// of the model `drivers`.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "calibration/hindcast/engine_forecaster.hpp"
#include "calibration/hindcast/engine_shares.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::calibration {

/// Persons of the cause by month and zone of origin, as the scenario's register counted them; none
/// if the register does not know the cause.
const MonthlySeries* displaced_by(const Scenario& scenario, const std::string& cause);

/// Values of a term by month and zone, with what the register counted as memory, half-life as
/// declared. NaN where something is missing. std::logic_error if the scenario lacks a series that
/// the term needs (models::series_needed).
MonthlySeries term_values(const Scenario& scenario, const std::string& cause,
                          const std::string& term);

/// Setups refer to the scenario and to what is kept here, so both outlive them; neither moves.
class DepartureInputs {
 public:
  /// `fit_from`: month number.
  DepartureInputs(const Scenario& scenario, int fit_from)
      : scenario_(scenario), fit_from_(fit_from) {}
  DepartureInputs(const DepartureInputs&) = delete;
  DepartureInputs& operator=(const DepartureInputs&) = delete;

  /// The terms' values are those of term_values; at most half of a zone's people leave in a draw.
  EngineForecast departures(const std::string& cause, const std::vector<std::string>& terms);

  /// Who leaves: by memory alone, all zones alike, as shares are given how many. Gravity: great
  /// circles, urban people + 1000 (the zones' column `urban`).
  EngineShares destinations(const std::string& cause);

 private:
  const Scenario& scenario_;
  int fit_from_;
  std::deque<MonthlySeries> columns_;
  std::deque<MonthlyFlows> flows_;
};

}  // namespace ravenstein::calibration
