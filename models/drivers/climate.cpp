// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/climate.hpp"

#include <cmath>

#include "models/drivers/memory.hpp"

namespace ravenstein::models {
namespace {

struct Usual {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double deviation = std::numeric_limits<double>::quiet_NaN();
};

/// Of the values of one zone in one month of the year over the reference years.
Usual usual(const MonthlySeries& x, std::size_t zone, int month_of_year, Climatology reference) {
  double sum = 0;
  int n = 0;
  const auto each = [&](auto&& use) {
    for (int year = reference.first_year; year <= reference.last_year; ++year) {
      const double value = x.at(month_number(year, month_of_year), zone);
      if (!std::isnan(value)) use(value);
    }
  };
  each([&](double value) {
    sum += value;
    ++n;
  });
  if (n == 0) return {};
  const double mean = sum / n;
  double squares = 0;
  each([&](double value) { squares += (value - mean) * (value - mean); });
  return {mean, std::sqrt(squares / (n - 1))};
}

template <class Compare>
MonthlySeries against_usual(const MonthlySeries& x, Climatology reference, Compare&& compare) {
  MonthlySeries result(x.first_month, x.months, x.zones);
  for (std::size_t zone = 0; zone < x.zones; ++zone) {
    for (int of_year = 1; of_year <= 12; ++of_year) {
      const Usual normal = usual(x, zone, of_year, reference);
      for (int month = x.first_month; month < x.end_month(); ++month) {
        if (month_of_year(month) != of_year) continue;
        const double value = compare(x.at(month, zone), normal);
        if (std::isfinite(value)) result.at(month, zone) = value;
      }
    }
  }
  return result;
}

}  // namespace

MonthlySeries rolling_sum(const MonthlySeries& x, int months) {
  MonthlySeries result(x.first_month, x.months, x.zones);
  for (int month = x.first_month + months - 1; month < x.end_month(); ++month) {
    for (std::size_t zone = 0; zone < x.zones; ++zone) {
      double sum = 0;
      for (int k = months - 1; k >= 0; --k) sum += x.at(month - k, zone);
      result.at(month, zone) = sum;
    }
  }
  return result;
}

MonthlySeries relative_anomaly(const MonthlySeries& rain_mm, int months, Climatology reference) {
  return against_usual(rolling_sum(rain_mm, months), reference,
                       [](double sum, const Usual& normal) { return sum / normal.mean - 1; });
}

MonthlySeries standardised_anomaly(const MonthlySeries& rain_mm, int months,
                                   Climatology reference) {
  return against_usual(
      rolling_sum(rain_mm, months), reference,
      [](double sum, const Usual& normal) { return (sum - normal.mean) / normal.deviation; });
}

MonthlySeries log_rain(const MonthlySeries& rain_mm) { return log1p_of(rain_mm); }

}  // namespace ravenstein::models
