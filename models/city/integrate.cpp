// SPDX-License-Identifier: Apache-2.0
#include "models/city/integrate.hpp"

#include <fmt/format.h>

#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>

#include "models/city/adaptive_steps.hpp"

namespace ravenstein::models {
namespace {

namespace odeint = boost::numeric::odeint;

std::string message(double time, std::size_t component, bool singular) {
  if (!singular) {
    return fmt::format("component {} needs steps too small to go on from t = {}", component, time);
  }
  return fmt::format(
      "component {} grows without bound: the solution ends in a singularity at t = {}", component,
      time);
}

}  // namespace

OdeFailure::OdeFailure(double time, std::size_t component, bool singular)
    : std::runtime_error(message(time, component, singular)),
      time_(time),
      component_(component),
      singular_(singular) {}

void integrate(const OdeRates& rates, std::vector<double>& y, double from, double to,
               const OdeOptions& options) {
  if (!(to > from) || y.empty()) return;
  if (options.stepper == OdeStepper::implicit) {
    return integrate_implicit(rates, y, from, to, options);
  }
  const auto system = [&](const std::vector<double>& at, std::vector<double>& rate, double t) {
    rates(at, rate, t);
  };
  step_through(odeint::make_controlled(options.absolute_error, options.relative_error,
                                       odeint::runge_kutta_dopri5<std::vector<double>>()),
               system, y, from, to, options);
}

}  // namespace ravenstein::models
