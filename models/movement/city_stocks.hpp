// SPDX-License-Identifier: Apache-2.0
// Cities (or regions) that grow and exchange people in continuous time:
//
//   dP_k/dt = (b_k - d_k) P_k + sum over l of (M_lk - M_kl) + f_k,     M_kl = h_k P_k p(l | k)
//
// b, d: births and deaths per person and year; h: departures per person and year; p(l | k): where
// they go, by any law of interaction (models/movement/interaction_law.hpp); f: arrivals from
// outside [persons per year]. Summed over cities migration cancels: sum P' = sum (b - d) P + sum f.
// Two places, one rural, are the United Nations' accounting of urbanisation. It is the limit of
// many people of the behaviour `gravity`. Integrated with Boost.Odeint: Fehlberg's method of orders
// 7 and 8, steps chosen by its error.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "engine/core/row_blocks.hpp"

namespace ravenstein::models {

struct CityStocks {
  std::vector<double> population;           ///< at the start [persons]
  std::vector<double> births_per_year;      ///< per person; empty: none
  std::vector<double> deaths_per_year;      ///< likewise
  std::vector<double> departures_per_year;  ///< likewise
  std::vector<double> arrivals_per_year;    ///< f, persons; empty: none
  /// w(l | k), rows that need not sum to one, given the populations of the moment; a row without
  /// weight: nobody leaves k.
  std::function<RowSource(std::span<const double> population)> weights;
  bool weights_follow_population = false;  ///< else they are asked for once
};

/// Of a year, per city [persons].
struct CityYear {
  std::vector<double> population;  ///< at its end
  std::vector<double> births, deaths;
  std::vector<double> moved_in, moved_out;  ///< between the cities
  double net(std::size_t city) const { return moved_in[city] - moved_out[city]; }
  double total() const;  ///< everybody who moved
};

/// The years one after the other. Throws std::invalid_argument where lengths differ.
std::vector<CityYear> city_years(const CityStocks& cities, int years);

}  // namespace ravenstein::models
