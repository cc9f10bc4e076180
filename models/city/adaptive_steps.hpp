// SPDX-License-Identifier: Apache-2.0
// The loop of adaptive steps, for any controlled stepper of Boost.Odeint. Also read as C++17.
#pragma once

#include <algorithm>
#include <boost/numeric/odeint/stepper/controlled_step_result.hpp>
#include <cmath>
#include <cstddef>
#include <optional>

#include "models/city/integrate.hpp"

namespace ravenstein::models {

/// The component that is not finite, or else the largest.
template <class State>
std::size_t worst(const State& y) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!std::isfinite(y[i])) return i;
    if (std::abs(y[i]) > std::abs(y[found])) found = i;
  }
  return found;
}

template <class State>
bool bounded(const State& y, double largest) {
  return std::all_of(y.begin(), y.end(), [&](double v) { return std::abs(v) < largest; });
}

/// Adaptive steps with any controlled stepper; a step too small to move the time on is a
/// singularity.
template <class Stepper, class System, class State>
void step_through(const Stepper& fresh, const System& system, State& y, double from, double to,
                  const OdeOptions& options) {
  double t = from;
  double step = options.first_step > 0 ? options.first_step : (to - from) / 100;
  const double smallest = 1e-14 * std::max({std::abs(from), std::abs(to), to - from});
  std::optional<Stepper> stepper(fresh);
  State last = y;
  std::size_t component = 0;
  for (std::size_t n = 0; t < to; ++n) {
    if (n >= options.most_steps) throw OdeFailure(t, worst(y), false);
    step = std::min(step, to - t);
    const bool last_step = step == to - t;
    const double tried_from = t, tried = step;
    const auto result = stepper->try_step(system, y, t, step);
    const bool sound = bounded(y, options.largest);
    if (result == boost::numeric::odeint::success && sound) {
      if (last_step) return;  // t is `to` but for rounding
      last = y;
      continue;
    }
    if (!sound) {  // stepped over what the equations allow: again from there, with care
      component = worst(y);
      y = last;
      t = tried_from;
      step = tried / 4;
      stepper.emplace(fresh);
    }
    if (step < smallest) throw OdeFailure(t, sound ? worst(y) : component, true);
  }
}

}  // namespace ravenstein::models
