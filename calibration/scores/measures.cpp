// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/measures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravenstein::calibration {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Mean of value(t) over the days of the window for which it is defined (not NaN).
template <class Value>
double mean_over_days(const Comparison& c, Window window, Value&& value) {
  double sum = 0;
  int days = 0;
  for (int t = window.first_day; t < c.days(); ++t) {
    const double v = value(t);
    if (std::isnan(v)) continue;
    sum += v;
    ++days;
  }
  return days > 0 ? sum / days : kUndefined;
}

/// Mean of value(x) over the camps for which it is defined.
template <class Value>
double mean_over_camps(const Comparison& c, Value&& value) {
  double sum = 0;
  int camps = 0;
  for (std::size_t x = 0; x < c.camps; ++x) {
    const double v = value(x);
    if (std::isnan(v)) continue;
    sum += v;
    ++camps;
  }
  return camps > 0 ? sum / camps : kUndefined;
}

double absolute_error(const Comparison& c, int t) {
  double sum = 0;
  for (std::size_t x = 0; x < c.camps; ++x) sum += std::abs(c.m(t, x) - c.d(t, x));
  return sum;
}

double naive_forecast(const Comparison& c, std::size_t camp, int k, FleeNaive naive, int t) {
  const double then = c.d(k, camp);
  switch (naive) {
    case FleeNaive::flat:
      return then;
    case FleeNaive::sloped:
      return t * then;
    case FleeNaive::ratio:
      return c.total_observed(k) > 0 ? c.total_observed(t) * then / c.total_observed(k)
                                     : kUndefined;
  }
  return kUndefined;
}

}  // namespace

double Comparison::total_observed(int t) const {
  double sum = 0;
  for (std::size_t x = 0; x < camps; ++x) sum += d(t, x);
  return sum;
}

double Comparison::total_forecast(int t) const {
  double sum = 0;
  for (std::size_t x = 0; x < camps; ++x) sum += m(t, x);
  return sum;
}

std::vector<double> rescaled(const Comparison& c) {
  std::vector<double> persons(c.forecast.size());
  for (int t = 0; t < c.days(); ++t) {
    const double total = c.total_forecast(t);
    if (total == 0) continue;
    const double factor = c.total_observed(t);
    for (std::size_t x = 0; x < c.camps; ++x) {
      persons[static_cast<std::size_t>(t) * c.camps + x] = c.m(t, x) * factor / total;
    }
  }
  return persons;
}

double ard(const Comparison& c, Window window) {
  return mean_over_days(
      c, window, [&](int t) { return absolute_error(c, t) / std::max(1.0, c.total_observed(t)); });
}

double total_error_flee(const Comparison& c, Window window, double total_on_day0) {
  return mean_over_days(c, window, [&](int t) {
    return absolute_error(c, t) / std::max(1.0, c.total_observed(t) + total_on_day0);
  });
}

double camp_error(const Comparison& c, std::size_t camp, Window window) {
  constexpr double kDecimals = 1e4;
  return mean_over_days(c, window, [&](int t) {
    if (c.d(t, camp) == 0) return 0.0;
    return std::round(std::abs(c.m(t, camp) / c.d(t, camp) - 1) * kDecimals) / kDecimals;
  });
}

double ratio_difference(const Comparison& c, std::size_t camp, Window window) {
  return mean_over_days(c, window, [&](int t) {
    return std::abs(c.m(t, camp) - c.d(t, camp)) / std::max(1.0, c.total_observed(t));
  });
}

double ln_accuracy_ratio(const Comparison& c, std::size_t camp, Window window) {
  return mean_over_days(c, window, [&](int t) {
    const bool defined = c.m(t, camp) > 0 && c.d(t, camp) > 0;
    return defined ? std::abs(std::log(c.m(t, camp) / c.d(t, camp))) : kUndefined;
  });
}

double mase_flee(const Comparison& c, std::size_t camp, int k, FleeNaive naive) {
  if (k >= c.days()) return kUndefined;
  const double error = mean_absolute_error(c, camp, kAllDays);
  const double of_naive = mean_over_days(c, {"", k + 1}, [&](int t) {
    return std::abs(c.d(t, camp) - naive_forecast(c, camp, k, naive, t));
  });
  return of_naive > 0 ? error / of_naive : kUndefined;
}

double mase_flee(const Comparison& c, int k, FleeNaive naive) {
  double sum = 0, weights = 0;
  for (std::size_t x = 0; x < c.camps; ++x) {
    const double value = mase_flee(c, x, k, naive);
    if (std::isnan(value)) continue;
    double weight = 0;
    for (int t = 0; t < c.days(); ++t) weight += c.d(t, x);
    sum += weight * value;
    weights += weight;
  }
  return weights > 0 ? sum / weights : kUndefined;
}

double mean_absolute_error(const Comparison& c, std::size_t camp, Window window) {
  return mean_over_days(c, window, [&](int t) { return std::abs(c.m(t, camp) - c.d(t, camp)); });
}

double root_mean_square_error(const Comparison& c, std::size_t camp, Window window) {
  return std::sqrt(mean_over_days(c, window, [&](int t) {
    const double error = c.m(t, camp) - c.d(t, camp);
    return error * error;
  }));
}

double bias(const Comparison& c, std::size_t camp, Window window) {
  return mean_over_days(c, window, [&](int t) { return c.m(t, camp) - c.d(t, camp); });
}

double wape(const Comparison& c, std::size_t camp, Window window) {
  const double observed = mean_over_days(c, window, [&](int t) { return c.d(t, camp); });
  return observed > 0 ? mean_absolute_error(c, camp, window) / observed : kUndefined;
}

double mase_hyndman_koehler(const Comparison& c, std::size_t camp, Window window) {
  const double step =
      mean_over_days(c, {"", 1}, [&](int t) { return std::abs(c.d(t, camp) - c.d(t - 1, camp)); });
  return step > 0 ? mean_absolute_error(c, camp, window) / step : kUndefined;
}

double mean_absolute_error(const Comparison& c, Window window) {
  return mean_over_camps(c, [&](std::size_t x) { return mean_absolute_error(c, x, window); });
}

double root_mean_square_error(const Comparison& c, Window window) {
  return std::sqrt(mean_over_camps(c, [&](std::size_t x) {
    const double of_camp = root_mean_square_error(c, x, window);
    return of_camp * of_camp;
  }));
}

double bias(const Comparison& c, Window window) {
  return mean_over_camps(c, [&](std::size_t x) { return bias(c, x, window); });
}

double wape(const Comparison& c, Window window) {
  const double observed = mean_over_days(c, window, [&](int t) { return c.total_observed(t); });
  const double error = mean_over_days(c, window, [&](int t) { return absolute_error(c, t); });
  return observed > 0 ? error / observed : kUndefined;
}

double mase_hyndman_koehler(const Comparison& c, Window window) {
  return mean_over_camps(c, [&](std::size_t x) { return mase_hyndman_koehler(c, x, window); });
}

double ln_accuracy_ratio(const Comparison& c, Window window) {
  return mean_over_camps(c, [&](std::size_t x) { return ln_accuracy_ratio(c, x, window); });
}

}  // namespace ravenstein::calibration
