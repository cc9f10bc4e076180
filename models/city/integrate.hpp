// SPDX-License-Identifier: Apache-2.0
// Integrates ordinary differential equations with Boost.Odeint: an explicit method for most cities,
// an implicit one where something settles much faster than the rest changes (stiff equations).
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <vector>

namespace ravenstein::models {

/// Writes dy/dt at (y, t) into the second argument, which has the size of y.
using OdeRates =
    std::function<void(const std::vector<double>& y, std::vector<double>& rates, double t)>;

enum class OdeStepper {
  explicit_adaptive,  ///< Dormand-Prince 5(4)
  implicit            ///< Rosenbrock 4(3), with a Jacobian by central differences
};

struct OdeOptions {
  OdeStepper stepper = OdeStepper::explicit_adaptive;
  double absolute_error = 1e-10, relative_error = 1e-10;  ///< per step
  double first_step = 0;                                  ///< 0: a hundredth of the interval
  double largest = 1e18;               ///< beyond this a value counts as infinite
  std::size_t most_steps = 1'000'000;  ///< tried
};

/// A solution that cannot be continued: it grows without bound in finite time, or is too stiff for
/// the method.
class OdeFailure : public std::runtime_error {
 public:
  OdeFailure(double time, std::size_t component, bool singular);
  double time() const noexcept { return time_; }                 ///< how far it came
  std::size_t component() const noexcept { return component_; }  ///< the largest there
  bool singular() const noexcept { return singular_; }           ///< else too many steps

 private:
  double time_;
  std::size_t component_;
  bool singular_;
};

/// Moves y from `from` to `to`. OdeFailure if that is not possible; y is then where it stopped.
void integrate(const OdeRates& rates, std::vector<double>& y, double from, double to,
               const OdeOptions& options = {});

/// `integrate` for OdeStepper::implicit.
void integrate_implicit(const OdeRates& rates, std::vector<double>& y, double from, double to,
                        const OdeOptions& options);

}  // namespace ravenstein::models
