// SPDX-License-Identifier: Apache-2.0
// Reference: the C library's exp and log in long double.
#include "engine/core/row_math.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/core/row_math_kernel.hpp"

namespace ravenstein {
namespace {

/// Numbers that reach every part of low..high.
std::vector<double> spread(double low, double high, std::size_t n) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double u = std::fmod(static_cast<double>(i) * 0.6180339887498949, 1.0);
    x[i] = low + (high - low) * u;
  }
  return x;
}

TEST_CASE("exp_row is exact to 4e-16") {
  std::vector<double> x = spread(-707.9, 708.9, 100003);
  const std::vector<double> near = spread(-2, 2, 100003);
  x.insert(x.end(), near.begin(), near.end());
  std::vector<double> y(x.size());
  exp_row(x, y);
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long double e = std::exp(static_cast<long double>(x[i]));
    worst = std::max(worst, static_cast<double>(std::fabs((y[i] - e) / e)));
  }
  CHECK(worst < 4e-16);
  std::vector<double> ends{-std::numeric_limits<double>::infinity(), -709, 0, 710,
                           std::numeric_limits<double>::infinity()};
  exp_row(ends, ends);
  CHECK(ends == std::vector<double>{0, 0, 1, std::numeric_limits<double>::infinity(),
                                    std::numeric_limits<double>::infinity()});
}

TEST_CASE("log_row is exact to 4e-16") {
  std::vector<double> x = spread(0.5, 2, 100003);
  for (const double e : spread(-300, 300, 100003)) x.push_back(std::pow(10, e));
  x.push_back(1);
  std::vector<double> y(x.size());
  log_row(x, y);
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long double l = std::log(static_cast<long double>(x[i]));
    worst =
        std::max(worst, static_cast<double>(std::fabs(y[i] - l) / std::fmax(1.0L, std::fabs(l))));
  }
  CHECK(worst < 4e-16);
  CHECK(y.back() == 0);
  std::vector<double> zero{0};
  log_row(zero, zero);
  CHECK(zero[0] == -std::numeric_limits<double>::infinity());
}

TEST_CASE("Rows are summed and added as written") {
  const std::vector<double> x = spread(-1, 1, 1001);
  const std::vector<double> z = spread(0, 3, 1001);
  long double sum = 0, dot = 0, dot3 = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum += x[i];
    dot += static_cast<long double>(x[i]) * z[i];
    dot3 += static_cast<long double>(x[i]) * z[i] * x[i];
  }
  CHECK(sum_row(x) == Approx(static_cast<double>(sum)).epsilon(1e-13).margin(1e-13));
  CHECK(dot_row(x, z) == Approx(static_cast<double>(dot)).epsilon(1e-12));
  CHECK(dot_row(x, z, x) == Approx(static_cast<double>(dot3)).epsilon(1e-12));
  std::vector<double> y = z;
  add_scaled_row(2, x, y);
  CHECK(y[1000] == z[1000] + 2 * x[1000]);
  add_scaled_row(-1, x, z, y);
  CHECK(y[999] == z[999] + 2 * x[999] - x[999] * z[999]);
  scale_row(0.5, y);
  CHECK(y[999] == 0.5 * (z[999] + 2 * x[999] - x[999] * z[999]));
}

TEST_CASE("The bits are the same with and without vector instructions") {
  const std::vector<double> x = spread(-700, 700, 1003);
  std::vector<double> fast(x.size()), plain(x.size());
  exp_row(x, fast);
  kRowMath.exp(x.data(), plain.data(), x.size());  // this copy is compiled without AVX2
  CHECK(fast == plain);
  std::vector<double> logs(x.size());
  log_row(plain, fast);
  kRowMath.log(plain.data(), logs.data(), x.size());
  CHECK(fast == logs);
  CHECK(std::bit_cast<std::uint64_t>(dot_row(x, logs)) ==
        std::bit_cast<std::uint64_t>(kRowMath.dot(x.data(), logs.data(), x.size())));
}

}  // namespace
}  // namespace ravenstein
