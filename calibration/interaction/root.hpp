// SPDX-License-Identifier: Apache-2.0
// Where a function of one number falls through 0: widened from a start until it is bracketed, then
// by false position (the Illinois rule, Dowell and Jarratt 1971).
#pragma once

#include <algorithm>
#include <cmath>

namespace ravenstein::calibration {

/// To `tolerance` in x; low or high if f does not fall through 0 between them, NaN if f is NaN
/// somewhere on the way.
template <class Function>
double falling_root(Function&& f, double start, double low, double high, double tolerance) {
  double a = start, fa = f(a);
  double b = a, fb = fa;
  for (double step = 0.5; fb != 0 && (fb > 0) == (fa > 0); step *= 2) {
    const double bound = fb > 0 ? high : low;
    if (std::isnan(fb) || b == bound) return std::isnan(fb) ? fb : bound;
    a = b;
    fa = fb;
    b = std::clamp(fa > 0 ? a + step : a - step, low, high);
    fb = f(b);
  }
  if (std::isnan(fb)) return fb;
  while (fb != 0) {
    const double c = b - fb * (b - a) / (fb - fa);
    const double fc = f(c);
    if (std::isnan(fc)) return fc;
    const bool there = std::fabs(c - b) <= tolerance;
    if ((fc > 0) != (fb > 0)) {
      a = b;
      fa = fb;
    } else {
      fa /= 2;
    }
    b = c;
    fb = fc;
    if (there) break;
  }
  return b;
}

}  // namespace ravenstein::calibration
