// SPDX-License-Identifier: Apache-2.0
// Apart from the rest and in C++17, for Boost 1.74's uBLAS cannot be read as C++20 (it uses
// std::allocator::construct).
#include <algorithm>
#include <boost/numeric/odeint/stepper/rosenbrock4.hpp>
#include <boost/numeric/odeint/stepper/rosenbrock4_controller.hpp>
#include <cmath>

#include "models/city/adaptive_steps.hpp"

namespace ravenstein::models {
namespace {

namespace odeint = boost::numeric::odeint;
using Vector = boost::numeric::ublas::vector<double>;
using Matrix = boost::numeric::ublas::matrix<double>;

/// Jacobian and time derivative by central differences.
class Differences {
 public:
  explicit Differences(const OdeRates& rates, std::size_t size)
      : rates_(rates), y_(size), above_(size), below_(size) {}

  void operator()(const Vector& y, Matrix& jacobian, double t, Vector& by_time) {
    std::copy(y.begin(), y.end(), y_.begin());
    for (std::size_t column = 0; column < y_.size(); ++column) {
      const double step = kRelative * std::max(1.0, std::abs(y_[column]));
      const double here = y_[column];
      y_[column] = here + step;
      rates_(y_, above_, t);
      y_[column] = here - step;
      rates_(y_, below_, t);
      y_[column] = here;
      for (std::size_t row = 0; row < y_.size(); ++row) {
        jacobian(row, column) = (above_[row] - below_[row]) / (2 * step);
      }
    }
    const double step = kRelative * std::max(1.0, std::abs(t));
    rates_(y_, above_, t + step);
    rates_(y_, below_, t - step);
    for (std::size_t row = 0; row < y_.size(); ++row) {
      by_time[row] = (above_[row] - below_[row]) / (2 * step);
    }
  }

 private:
  static constexpr double kRelative = 6e-6;  // cube root of the machine's precision
  const OdeRates& rates_;
  std::vector<double> y_, above_, below_;
};

}  // namespace

void integrate_implicit(const OdeRates& rates, std::vector<double>& y, double from, double to,
                        const OdeOptions& options) {
  Vector state(y.size());
  std::copy(y.begin(), y.end(), state.begin());
  std::vector<double> in(y.size()), out(y.size());
  const auto system = [&](const Vector& at, Vector& rate, double t) {
    std::copy(at.begin(), at.end(), in.begin());
    rates(in, out, t);
    std::copy(out.begin(), out.end(), rate.begin());
  };
  Differences differences(rates, y.size());
  const auto jacobian = [&](const Vector& at, Matrix& matrix, const double& t, Vector& by_time) {
    differences(at, matrix, t, by_time);
  };
  const auto keep = [&] { std::copy(state.begin(), state.end(), y.begin()); };
  try {
    step_through(odeint::rosenbrock4_controller<odeint::rosenbrock4<double>>(
                     options.absolute_error, options.relative_error),
                 std::make_pair(system, jacobian), state, from, to, options);
  } catch (const OdeFailure&) {
    keep();
    throw;
  }
  keep();
}

}  // namespace ravenstein::models
