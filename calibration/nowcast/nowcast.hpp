// SPDX-License-Identifier: Apache-2.0
// Who is where today, when camps report at different times and only the total is new (recipe R4):
//
//   R = N - sum o;   R >= 0: m_x = o_x + R p_x a_x^g / sum_y p_y a_y^g
//                    R < 0:  m_x = max(0, o_x + R o_x a_x^g / sum_y o_y a_y^g)
//
// N: the total; o: the last reports, a: days since; p: where the scenario's model would send
// newcomers with o people present; g = 1. What the last reports do not explain goes where nobody
// has counted for long. R4s is the same with a model that knows capacities.
#pragma once

#include <span>
#include <vector>

#include "calibration/nowcast/destination_shares.hpp"
#include "calibration/nowcast/last_reports.hpp"
#include "calibration/scores/no_skill.hpp"

namespace ravenstein::calibration {

/// Leads [days] at which nowcasts are scored.
inline constexpr int kNowcastLeads[] = {1, 7, 30, 60, 90, 180};

/// The nowcast of a day, per camp.
struct NowcastDay {
  int day = 0;
  double total = 0;               ///< N
  double residual = 0;            ///< R
  LastReports known;              ///< o, a
  std::vector<double> newcomers;  ///< p
  std::vector<double> share;      ///< of the residual: p a^g (or o a^g), normalised
  std::vector<double> persons;    ///< m
};

/// Divides `total`. Where the product of p and age has no weight, p alone decides; where p has
/// none, all camps alike.
NowcastDay nowcast(double total, LastReports known, std::vector<double> newcomers,
                   double age_exponent = 1);

/// One for each of `days` (ascending), knowing entries dated `lead_days` before or earlier and
/// every day's total. The behaviour must be fresh.
std::vector<NowcastDay> nowcasts(const Scenario& scenario, Behaviour& behaviour,
                                 const CampObservations& observed, int lead_days,
                                 std::span<const int> days);

/// Every day, for the scores; days before the first report can be known hold the observed people.
Forecast nowcast_forecast(const Scenario& scenario, Behaviour& behaviour,
                          const CampObservations& observed, int lead_days);

/// The shares of the last entries dated `lead_days` before, carried forward.
Forecast carried_forward(const CampObservations& observed, int lead_days);

}  // namespace ravenstein::calibration
