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

/// The rates of (y, t): the time is a component like the others, with rate 1. Boost 1.74's
/// rosenbrock4 is of first order only where rates depend on the time it is given apart.
class WithTime {
 public:
  WithTime(const OdeRates& rates, std::size_t size) : rates_(rates), y_(size), out_(size) {}

  void rates(const Vector& at, Vector& rate) {
    const std::size_t size = y_.size();
    std::copy(at.begin(), at.begin() + static_cast<std::ptrdiff_t>(size), y_.begin());
    rates_(y_, out_, at[size]);
    std::copy(out_.begin(), out_.end(), rate.begin());
    rate[size] = 1;
  }

  /// By central differences.
  void jacobian(const Vector& at, Matrix& matrix) {
    constexpr double kRelative = 6e-6;  // cube root of the machine's precision
    Vector moved = at, above(at.size()), below(at.size());
    for (std::size_t column = 0; column < at.size(); ++column) {
      const double step = kRelative * std::max(1.0, std::abs(at[column]));
      moved[column] = at[column] + step;
      rates(moved, above);
      moved[column] = at[column] - step;
      rates(moved, below);
      moved[column] = at[column];
      for (std::size_t row = 0; row < at.size(); ++row) {
        matrix(row, column) = (above[row] - below[row]) / (2 * step);
      }
    }
  }

 private:
  const OdeRates& rates_;
  std::vector<double> y_, out_;
};

}  // namespace

void integrate_implicit(const OdeRates& rates, std::vector<double>& y, double from, double to,
                        const OdeOptions& options) {
  Vector state(y.size() + 1);
  std::copy(y.begin(), y.end(), state.begin());
  state[y.size()] = from;
  WithTime equations(rates, y.size());
  const auto system = [&](const Vector& at, Vector& rate, double) { equations.rates(at, rate); };
  const auto jacobian = [&](const Vector& at, Matrix& matrix, const double&, Vector& by_time) {
    equations.jacobian(at, matrix);
    std::fill(by_time.begin(), by_time.end(), 0.0);
  };
  const auto keep = [&] { std::copy_n(state.begin(), y.size(), y.begin()); };
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
