// SPDX-License-Identifier: Apache-2.0
// The loops of row_math, written so that the compiler makes vectors of them. Included once per
// instruction set, always inside an anonymous namespace, so that no copy is shared between them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace ravenstein {

/// What one instruction set offers.
struct RowMath {
  void (*exp)(const double* x, double* out, std::size_t n);
  void (*exp_affine)(double a, double b, const double* x, const double* y, double* out,
                     std::size_t n);
  void (*log)(const double* x, double* out, std::size_t n);
  double (*sum)(const double* x, std::size_t n);
  double (*dot)(const double* x, const double* y, std::size_t n);
  double (*dot3)(const double* x, const double* y, const double* z, std::size_t n);
  void (*add_scaled)(double a, const double* x, double* y, std::size_t n);
  void (*add_scaled_product)(double a, const double* x, const double* z, double* y, std::size_t n);
  void (*scale)(double a, double* y, std::size_t n);
};

namespace {

// e^x = 2^k e^r with |r| <= ln 2 / 2, ln 2 in two parts (Cody and Waite 1980, "Software manual for
// the elementary functions"); e^r by its Taylor series to the 13th power, whose rest is < 5e-18.
inline double exp_one(double x) {
  constexpr double kShift = 0x1.8p52;  // adding it rounds to the nearest whole number
  constexpr double kLog2Of2High = 0x1.62e42feep-1;
  constexpr double kLog2Of2Low = 0x1.a39ef35793c76p-33;
  const double bounded = x < -708 ? -708 : (x > 709 ? 709 : x);
  const double shifted = bounded * 0x1.71547652b82fep0 + kShift;
  const double k = shifted - kShift;
  const double r = (bounded - k * kLog2Of2High) - k * kLog2Of2Low;
  const double r2 = r * r;  // the series in pairs, so that the CPU can overlap them
  const double r4 = r2 * r2;
  const double p01 = 0.5 + r * (1.0 / 6);
  const double p23 = 1.0 / 24 + r * (1.0 / 120);
  const double p45 = 1.0 / 720 + r * (1.0 / 5040);
  const double p67 = 1.0 / 40320 + r * (1.0 / 362880);
  const double p89 = 1.0 / 3628800 + r * (1.0 / 39916800);
  const double pab = 1.0 / 479001600 + r * (1.0 / 6227020800);
  const double p = (p01 + r2 * p23) + r4 * ((p45 + r2 * p67) + r4 * (p89 + r2 * pab));
  const double e = 1 + (r + r2 * p);
  const double scaled = std::bit_cast<double>(std::bit_cast<std::uint64_t>(e) +
                                              (std::bit_cast<std::uint64_t>(shifted) << 52));
  const double low = x < -708 ? 0 : scaled;
  return x > 709 ? std::numeric_limits<double>::infinity() : low;
}

// x = 2^k m with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh(s), s = (m - 1) / (m + 1), by the
// series of artanh to the 21st power, whose rest is < 2e-18.
inline double log_one(double x) {
  constexpr std::uint64_t kHalfRoot = 0x3fe6a09e00000000;  // about sqrt(1/2)
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t over = bits - kHalfRoot;
  const std::uint64_t biased = (over + 0x4000000000000000) >> 52;  // 1024 + k
  const double m = std::bit_cast<double>(bits - ((biased - 1024) << 52));
  // A whole number below 2^52 put into the mantissa of 2^52 becomes a double by a subtraction.
  const double k = std::bit_cast<double>(biased | 0x4330000000000000) - (0x1p52 + 1024);
  const double f = m - 1;
  const double s = f / (m + 1);
  const double z = s * s;
  double p = 2.0 / 21;
  p = p * z + 2.0 / 19;
  p = p * z + 2.0 / 17;
  p = p * z + 2.0 / 15;
  p = p * z + 2.0 / 13;
  p = p * z + 2.0 / 11;
  p = p * z + 2.0 / 9;
  p = p * z + 2.0 / 7;
  p = p * z + 2.0 / 5;
  p = p * z + 2.0 / 3;
  const double tail = s * (z * p) + k * 0x1.a39ef35793c76p-33;
  const double value = k * 0x1.62e42feep-1 + (2 * s + tail);
  return x == 0 ? -std::numeric_limits<double>::infinity() : value;
}

void exp_loop(const double* x, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = exp_one(x[i]);
}

void exp_affine_loop(double a, double b, const double* x, const double* y, double* out,
                     std::size_t n) {
  if (y == nullptr) {
    for (std::size_t i = 0; i < n; ++i) out[i] = exp_one(a + b * x[i]);
  } else {
    for (std::size_t i = 0; i < n; ++i) out[i] = exp_one(a + b * x[i] + y[i]);
  }
}

void log_loop(const double* x, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = log_one(x[i]);
}

/// Sum of term(i) over eight lanes.
template <class Term>
inline double lane_sum(std::size_t n, Term term) {
  constexpr std::size_t kLanes = 8;
  double lane[kLanes] = {};
  const std::size_t whole = n - n % kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t l = 0; l < kLanes; ++l) lane[l] += term(i + l);
  }
  for (std::size_t i = whole; i < n; ++i) lane[i - whole] += term(i);
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

double sum_loop(const double* x, std::size_t n) {
  return lane_sum(n, [=](std::size_t i) { return x[i]; });
}
double dot_loop(const double* x, const double* y, std::size_t n) {
  return lane_sum(n, [=](std::size_t i) { return x[i] * y[i]; });
}
double dot3_loop(const double* x, const double* y, const double* z, std::size_t n) {
  return lane_sum(n, [=](std::size_t i) { return x[i] * y[i] * z[i]; });
}
void add_scaled_loop(double a, const double* x, double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) y[i] += a * x[i];
}
void add_scaled_product_loop(double a, const double* x, const double* z, double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) y[i] += a * (x[i] * z[i]);
}
void scale_loop(double a, double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) y[i] *= a;
}

constexpr RowMath kRowMath{exp_loop,  exp_affine_loop, log_loop,        sum_loop,
                           dot_loop,  dot3_loop,       add_scaled_loop, add_scaled_product_loop,
                           scale_loop};

}  // namespace

/// The table of the AVX2 file, or nullptr where it is not compiled for such a CPU.
const RowMath* row_math_avx2();

}  // namespace ravenstein
