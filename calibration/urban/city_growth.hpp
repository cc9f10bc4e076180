// SPDX-License-Identifier: Apache-2.0
// How fast cities grow, from how fast they and the other cities of their country grew before:
//
//   g(c, t+1) = base + own (g(c, t) - G(k, t)) + country G(k, t) + e,    e ~ N(0, s^2)
//
// g: growth of city c over an interval, ln(P(t+1) / P(t)) / years [1/year]; G: the mean of g over
// the cities of its country k. A city keeps the share `own` of its deviation from its country, and
// a country the share `country` of its growth. (own, country) = (1, 1) without base is persistence.
// The form is ours: an autoregression of the first order with a mean by group, by least squares.
#pragma once

#include <cstddef>
#include <vector>

namespace ravenstein::calibration {

/// Populations at equal intervals.
struct CityHistory {
  double interval_years = 5;
  std::vector<std::vector<double>> persons;  ///< by city, over time; positive, of equal length
  std::vector<int> country;                  ///< by city: any numbers, equal within a country
};

struct CityGrowthLaw {
  double base = 0;     ///< [1/year]
  double own = 0;      ///< share of a city's own deviation that is left after an interval
  double country = 0;  ///< share of the country's growth that is left
  double sd = 0;       ///< s, of the growth of a city over an interval [1/year]
  std::size_t observations = 0;
};

/// Least squares over all pairs of following intervals. Throws std::invalid_argument where
/// there are fewer than three counts of a city, growth differs too little to tell, lengths differ
/// or people are not positive.
CityGrowthLaw fit_city_growth(const CityHistory& history);

/// One city some intervals ahead: ln P is normal around ln `persons`.
struct CityForecast {
  double persons = 0;
  double log_sd = 0;
};

/// By city, intervals 1 to `intervals` after the end of the history. The spread is that of
/// e alone: shocks of s per interval that all cities of a country share, so that they last as
/// `country` says (where `country` > `own`, the wider way to read s). That coefficients are
/// estimates is not in it.
std::vector<std::vector<CityForecast>> forecast_cities(const CityGrowthLaw& law,
                                                       const CityHistory& history,
                                                       std::size_t intervals);

/// The last growth goes on, or the mean of all intervals (`of_all`); no spread.
std::vector<std::vector<CityForecast>> persistent_growth(const CityHistory& history,
                                                         std::size_t intervals, bool of_all);

}  // namespace ravenstein::calibration
