// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/terms_of_trade.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::models {

double median_of_known(std::span<const double> values) {
  std::vector<double> known;
  for (const double value : values) {
    if (!std::isnan(value)) known.push_back(value);
  }
  if (known.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(known.begin(), known.end());
  const std::size_t half = known.size() / 2;
  return known.size() % 2 == 1 ? known[half] : (known[half - 1] + known[half]) / 2;
}

MonthlySeries log_against_median(const MonthlySeries& ratio, int first_year, int last_year,
                                 double limit) {
  MonthlySeries result(ratio.first_month, ratio.months, ratio.zones);
  std::vector<double> reference;
  for (std::size_t zone = 0; zone < ratio.zones; ++zone) {
    reference.clear();
    for (int month = month_number(first_year, 1); month <= month_number(last_year, 12); ++month) {
      reference.push_back(ratio.at(month, zone));
    }
    const double median = median_of_known(reference);
    for (int month = ratio.first_month; month < ratio.end_month(); ++month) {
      const double now = ratio.at(month, zone);
      if (!(now > 0 && median > 0)) continue;
      result.at(month, zone) = std::clamp(std::log(now / median), -limit, limit);
    }
  }
  return result;
}

std::vector<double> national_median(const MonthlySeries& log_ratio) {
  std::vector<double> national;
  for (int month = log_ratio.first_month; month < log_ratio.end_month(); ++month) {
    national.push_back(median_of_known(log_ratio.row(month)));
  }
  return national;
}

MonthlySeries held_then_national(const MonthlySeries& log_ratio, std::span<const double> national,
                                 int hold_months) {
  MonthlySeries filled = log_ratio;
  for (std::size_t zone = 0; zone < filled.zones; ++zone) {
    double last = std::numeric_limits<double>::quiet_NaN();
    int age = 0;
    for (int t = 0; t < filled.months; ++t) {
      double& value = filled.at(filled.first_month + t, zone);
      if (!std::isnan(value)) {
        last = value;
        age = 0;
      } else {
        const bool held = ++age <= hold_months && !std::isnan(last);
        value = held ? last : national[static_cast<std::size_t>(t)];
      }
    }
  }
  return filled;
}

double squared_fall(double log_ratio) {
  const double fall = std::max(0.0, -log_ratio);
  return fall * fall;
}

MonthlySeries deviation_from(const MonthlySeries& log_ratio, std::span<const double> national) {
  MonthlySeries result = log_ratio;
  for (std::size_t i = 0; i < result.value.size(); ++i) {
    result.value[i] -= national[i / result.zones];
  }
  return result;
}

}  // namespace ravenstein::models
