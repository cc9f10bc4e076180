// SPDX-License-Identifier: Apache-2.0
#include "calibration/urban/city_growth.hpp"

#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

#include "calibration/regression/least_squares.hpp"

namespace ravenstein::calibration {
namespace {

void check(const CityHistory& history, std::size_t least) {
  if (history.persons.empty() || history.country.size() != history.persons.size()) {
    throw std::invalid_argument("city growth: expected cities, each with its country");
  }
  for (const auto& city : history.persons) {
    if (city.size() < least || city.size() != history.persons.front().size()) {
      throw std::invalid_argument("city growth: expected as many people counts of every city, " +
                                  std::to_string(least) + " or more");
    }
    for (const double people : city) {
      if (!(people > 0)) throw std::invalid_argument("city growth: expected people above 0");
    }
  }
}

/// g over the interval that begins at `time`, by city [1/year].
std::vector<double> growth_over(const CityHistory& history, std::size_t time) {
  std::vector<double> growth;
  for (const auto& city : history.persons) {
    growth.push_back(std::log(city[time + 1] / city[time]) / history.interval_years);
  }
  return growth;
}

/// G of each city's country.
std::vector<double> country_means(const std::vector<double>& growth,
                                  const std::vector<int>& country) {
  std::map<int, std::pair<double, double>> sums;
  for (std::size_t c = 0; c < growth.size(); ++c) {
    sums[country[c]].first += growth[c];
    sums[country[c]].second += 1;
  }
  std::vector<double> means;
  for (const int k : country) means.push_back(sums[k].first / sums[k].second);
  return means;
}

/// Of ln P: a shock counts 1 + r + r^2 + ... times, once for each interval since it came.
double log_spread(double sd, double lasting, double interval_years, std::size_t intervals) {
  double variance = 0, left = 1, sum = 0;
  for (std::size_t i = 0; i < intervals; ++i) {
    sum += left;
    left *= lasting;
    variance += sum * sum;
  }
  return sd * interval_years * std::sqrt(variance);
}

}  // namespace

CityGrowthLaw fit_city_growth(const CityHistory& history) {
  check(history, 3);
  const std::size_t cities = history.persons.size();
  const std::size_t pairs = history.persons.front().size() - 2;
  Regression data;
  data.x.resize(static_cast<Eigen::Index>(cities * pairs), 3);
  data.y.resize(data.x.rows());
  Eigen::Index row = 0;
  for (std::size_t t = 0; t < pairs; ++t) {
    const std::vector<double> before = growth_over(history, t), after = growth_over(history, t + 1);
    const std::vector<double> mean = country_means(before, history.country);
    for (std::size_t c = 0; c < cities; ++c, ++row) {
      data.x.row(row) << 1, before[c] - mean[c], mean[c];
      data.y(row) = after[c];
    }
  }
  if (data.x.rows() <= 3 || data.x.colPivHouseholderQr().rank() < 3) {
    throw std::invalid_argument("city growth: too few cities that differ to tell their growth");
  }
  const LeastSquaresFit fit = fit_least_squares(data);
  const double free = static_cast<double>(data.x.rows() - 3);
  return {fit.coefficient(0), fit.coefficient(1), fit.coefficient(2),
          std::sqrt(fit.sum_of_squares / free), cities * pairs};
}

std::vector<std::vector<CityForecast>> forecast_cities(const CityGrowthLaw& law,
                                                       const CityHistory& history,
                                                       std::size_t intervals) {
  check(history, 2);
  std::vector<double> growth = growth_over(history, history.persons.front().size() - 2);
  std::vector<std::vector<CityForecast>> forecasts(growth.size());
  for (std::size_t i = 1; i <= intervals; ++i) {
    const std::vector<double> mean = country_means(growth, history.country);
    const double spread = log_spread(law.sd, law.country, history.interval_years, i);
    for (std::size_t c = 0; c < growth.size(); ++c) {
      growth[c] = law.base + law.own * (growth[c] - mean[c]) + law.country * mean[c];
      const double before = i == 1 ? history.persons[c].back() : forecasts[c].back().persons;
      forecasts[c].push_back({before * std::exp(growth[c] * history.interval_years), spread});
    }
  }
  return forecasts;
}

std::vector<std::vector<CityForecast>> persistent_growth(const CityHistory& history,
                                                         std::size_t intervals, bool of_all) {
  check(history, 2);
  std::vector<std::vector<CityForecast>> forecasts;
  for (const auto& city : history.persons) {
    const std::size_t first = of_all ? 0 : city.size() - 2;
    const double per_interval =
        std::log(city.back() / city[first]) / static_cast<double>(city.size() - 1 - first);
    auto& forecast = forecasts.emplace_back();
    for (std::size_t i = 1; i <= intervals; ++i) {
      forecast.push_back({city.back() * std::exp(per_interval * static_cast<double>(i)), 0});
    }
  }
  return forecasts;
}

}  // namespace ravenstein::calibration
