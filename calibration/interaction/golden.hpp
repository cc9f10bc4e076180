// SPDX-License-Identifier: Apache-2.0
// The largest value of a function of one number (golden-section search, Kiefer 1953).
#pragma once

#include <cmath>

namespace ravenstein::calibration {

struct Peak {
  double at = 0;
  double value = 0;
};

/// Within low..high, to `tolerance` in x. Finds a local one if there are several.
template <class Function>
Peak golden_search(Function&& f, double low, double high, double tolerance) {
  constexpr double kRatio = 0.6180339887498949;
  double a = high - kRatio * (high - low), b = low + kRatio * (high - low);
  double fa = f(a), fb = f(b);
  while (high - low > tolerance) {
    if (fa >= fb) {
      high = b;
      b = a;
      fb = fa;
      a = high - kRatio * (high - low);
      fa = f(a);
    } else {
      low = a;
      a = b;
      fa = fb;
      b = low + kRatio * (high - low);
      fb = f(b);
    }
  }
  return fa >= fb ? Peak{a, fa} : Peak{b, fb};
}

/// Looks at points + 1 places first and then around the best of them.
template <class Function>
Peak scan_and_search(Function&& f, double low, double high, int points, double tolerance) {
  Peak best{low, f(low)};
  for (int k = 1; k <= points; ++k) {
    const double x = low + (high - low) * k / points;
    const double value = f(x);
    if (value > best.value || !std::isfinite(best.value)) best = {x, value};
  }
  const double step = (high - low) / points;
  const Peak near =
      golden_search(f, std::fmax(low, best.at - step), std::fmin(high, best.at + step), tolerance);
  return near.value >= best.value ? near : best;
}

}  // namespace ravenstein::calibration
