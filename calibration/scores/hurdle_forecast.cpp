// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/hurdle_forecast.hpp"

#include <algorithm>
#include <cmath>

#include "calibration/scores/normal.hpp"

namespace ravenstein::calibration {

double HurdleForecast::cdf(double persons) const {
  if (persons < 0) return 0;
  if (persons >= cap) return 1;
  const double nobody = 1 - probability;
  if (persons == 0) return nobody;
  return nobody + probability * normal_cdf((std::log(persons) - log_median) / log_sd);
}

double HurdleForecast::quantile(double p) const {
  const double nobody = 1 - probability;
  if (p <= nobody) return 0;
  const double persons =
      std::exp(log_median + log_sd * normal_quantile((p - nobody) / probability));
  return std::min(persons, cap);
}

double HurdleForecast::mean() const {
  const double uncapped = std::exp(log_median + log_sd * log_sd / 2);
  if (std::isinf(cap)) return probability * uncapped;
  const double z = (std::log(cap) - log_median) / log_sd;
  return probability * (uncapped * normal_cdf(z - log_sd) + cap * normal_cdf(-z));
}

double log_score(const HurdleForecast& forecast, double persons) {
  if (persons == 0) return std::log1p(-forecast.probability);
  const auto z = [&](double x) { return (std::log(x) - forecast.log_median) / forecast.log_sd; };
  const double low = z(persons - 0.5);
  const double high = z(persons + 0.5);
  // In the upper tail the difference of what is above keeps its digits.
  const double inside =
      low > 0 ? normal_cdf(-low) - normal_cdf(-high) : normal_cdf(high) - normal_cdf(low);
  return std::log(forecast.probability) + std::log(inside);
}

std::vector<double> even_sample(const HurdleForecast& forecast, std::size_t n) {
  std::vector<double> sample(n);
  for (std::size_t i = 0; i < n; ++i) {
    sample[i] = forecast.quantile((static_cast<double>(i) + 0.5) / static_cast<double>(n));
  }
  return sample;
}

}  // namespace ravenstein::calibration
