// SPDX-License-Identifier: Apache-2.0
#include "engine/core/row_math.hpp"

#include "engine/core/row_math_kernel.hpp"
#include "engine/random/simd_level.hpp"

namespace ravenstein {
namespace {

const RowMath& math() {
  static const RowMath& kBest = best_simd_level() != SimdLevel::scalar && row_math_avx2() != nullptr
                                    ? *row_math_avx2()
                                    : kRowMath;
  return kBest;
}

}  // namespace

void exp_row(std::span<const double> x, std::span<double> out) {
  math().exp(x.data(), out.data(), out.size());
}
void exp_affine_row(double a, double b, std::span<const double> x, std::span<const double> y,
                    std::span<double> out) {
  math().exp_affine(a, b, x.data(), y.empty() ? nullptr : y.data(), out.data(), out.size());
}
void log_row(std::span<const double> x, std::span<double> out) {
  math().log(x.data(), out.data(), out.size());
}
double sum_row(std::span<const double> x) { return math().sum(x.data(), x.size()); }
double dot_row(std::span<const double> x, std::span<const double> y) {
  return math().dot(x.data(), y.data(), x.size());
}
double dot_row(std::span<const double> x, std::span<const double> y, std::span<const double> z) {
  return math().dot3(x.data(), y.data(), z.data(), x.size());
}
void add_scaled_row(double a, std::span<const double> x, std::span<double> y) {
  math().add_scaled(a, x.data(), y.data(), y.size());
}
void add_scaled_row(double a, std::span<const double> x, std::span<const double> z,
                    std::span<double> y) {
  math().add_scaled_product(a, x.data(), z.data(), y.data(), y.size());
}
void scale_row(double a, std::span<double> y) { math().scale(a, y.data(), y.size()); }

}  // namespace ravenstein
