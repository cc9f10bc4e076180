// SPDX-License-Identifier: Apache-2.0
#include "engine/random/draws.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "engine/random/log_ratio.hpp"

namespace ravenstein {
namespace {

__extension__ using Wide = unsigned __int128;

// Below this mean the sequential searches are faster than the rejection methods, and above it the
// hats of BTRS and PTRS are proven.
constexpr double kSearchMean = 10;
// A search that got here only follows rounding errors: P(X > 200) < 1e-180 at mean 10.
constexpr std::int64_t kSearchEnd = 200;
// From here on HRUA* is faster than drawing person by person.
constexpr std::int64_t kUrnSample = 20;

std::int64_t binomial_by_search(Stream& stream, std::int64_t n, double p) {
  const double odds = p / (1 - p);
  const double first = std::exp(static_cast<double>(n) * std::log1p(-p));
  const std::int64_t end = std::min(n, kSearchEnd);
  while (true) {
    double u = stream.uniform();
    double mass = first;
    for (std::int64_t k = 0; k <= end; ++k) {
      if (u < mass) return k;
      u -= mass;
      mass *= odds * static_cast<double>(n - k) / static_cast<double>(k + 1);
    }
  }
}

// BTRS; n p >= 10, p <= 1/2.
std::int64_t binomial_by_rejection(Stream& stream, std::int64_t n, double p) {
  const auto trials = static_cast<double>(n);
  const double odds = p / (1 - p);
  const double sd = std::sqrt(trials * p * (1 - p));
  const double b = 1.15 + 2.53 * sd;
  const double a = -0.0873 + 0.0248 * b + 0.01 * p;
  const double alpha = (2.83 + 5.1 / b) * sd;
  const double v_sure = 0.92 - 4.2 / b;
  const double mode = std::floor((trials + 1) * p);
  const double center = trials * p + 0.5 - mode;
  while (true) {
    const double u = stream.uniform() - 0.5;
    const double v = stream.uniform_open();
    const double us = 0.5 - std::abs(u);
    if (us == 0) continue;
    const double d = std::floor((2 * a / us + b) * u + center);  // distance from the mode
    const double k = mode + d;
    if (us >= 0.07 && v <= v_sure) return static_cast<std::int64_t>(k);
    if (k < 0 || k > trials) continue;
    const double log_ratio = d * std::log(odds * (trials - k + 1) / (k + 1)) -
                             log_factorial_step(mode, d) - log_factorial_step(trials - mode, -d);
    if (std::log(v * alpha / (a / (us * us) + b)) <= log_ratio) return static_cast<std::int64_t>(k);
  }
}

std::int64_t poisson_by_search(Stream& stream, double mean) {
  const double first = std::exp(-mean);
  while (true) {
    double u = stream.uniform();
    double mass = first;
    for (std::int64_t k = 0; k <= kSearchEnd; ++k) {
      if (u < mass) return k;
      u -= mass;
      mass *= mean / static_cast<double>(k + 1);
    }
  }
}

// log of the Poisson mass at k.
double poisson_log_mass(double k, double mean) {
  constexpr double kLogSqrt2Pi = 0.91893853320467274178;
  const double excess = k + 1 - mean;
  return excess - k * std::log1p(excess / mean) - 0.5 * std::log(k + 1) - kLogSqrt2Pi -
         stirling_correction(k);
}

// PTRS; mean >= 10.
std::int64_t poisson_by_rejection(Stream& stream, double mean) {
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double v_sure = 0.9277 - 3.6224 / (b - 2);
  while (true) {
    const double u = stream.uniform() - 0.5;
    const double v = stream.uniform_open();
    const double us = 0.5 - std::abs(u);
    if (us == 0) continue;
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= v_sure) return static_cast<std::int64_t>(k);
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v * inverse_alpha / (a / (us * us) + b)) <= poisson_log_mass(k, mean)) {
      return static_cast<std::int64_t>(k);
    }
  }
}

std::int64_t hypergeometric_by_urn(Stream& stream, std::int64_t total, std::int64_t marked,
                                   std::int64_t sample) {
  std::int64_t left = marked;
  for (std::int64_t i = 0; i < sample; ++i) {
    const auto ball = uniform_below(stream, static_cast<std::uint64_t>(total - i));
    if (ball < static_cast<std::uint64_t>(left)) --left;
  }
  return marked - left;
}

// HRUA*; sample <= marked <= total / 2.
std::int64_t hypergeometric_by_rejection(Stream& stream, std::int64_t total_count,
                                         std::int64_t marked_count, std::int64_t sample_count) {
  const auto total = static_cast<double>(total_count);
  const auto marked = static_cast<double>(marked_count);
  const auto sample = static_cast<double>(sample_count);
  const double share = marked / total;
  const double variance = (total - sample) / (total - 1) * sample * share * (1 - share);
  // Width of the ratio-of-uniforms rectangle: 2 sqrt(2/e) sqrt(variance + 1/2) + 3 - 2 sqrt(3/e).
  const double width = 1.7155277699214135 * std::sqrt(variance + 0.5) + 0.8989161620588988;
  const double mode = std::floor((sample + 1) / (total + 2) * (marked + 1));
  const double center = sample * share + 0.5 - mode;
  const double others = total - marked - sample;  // unmarked people outside the sample, less k
  while (true) {
    const double u = stream.uniform_open();
    const double d = std::floor(center + width * (stream.uniform_open() - 0.5) / u);
    const double k = mode + d;
    if (k < 0 || k > sample) continue;
    const double odds = (marked - k + 1) / (k + 1) * ((sample - k + 1) / (others + k + 1));
    const double log_ratio =
        d * std::log(odds) - log_factorial_step(mode, d) - log_factorial_step(marked - mode, -d) -
        log_factorial_step(sample - mode, -d) - log_factorial_step(others + mode, d);
    if (2 * std::log(u) <= log_ratio) return static_cast<std::int64_t>(k);
  }
}

std::uint64_t uniform_below_wide(Stream& stream, std::uint64_t n) {
  Wide product = Wide{stream.next_u64()} * n;
  if (static_cast<std::uint64_t>(product) < n) {
    const std::uint64_t unfair = (0 - n) % n;
    while (static_cast<std::uint64_t>(product) < unfair) product = Wide{stream.next_u64()} * n;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

std::int64_t binomial(Stream& stream, std::int64_t n, double p) {
  if (n < 0 || !(p >= 0 && p <= 1)) throw std::logic_error("binomial: n < 0 or p not in 0..1");
  if (n == 0 || p == 0) return 0;
  if (p == 1) return n;
  if (p > 0.5) return n - binomial(stream, n, 1 - p);
  return static_cast<double>(n) * p < kSearchMean ? binomial_by_search(stream, n, p)
                                                  : binomial_by_rejection(stream, n, p);
}

void multinomial(Stream& stream, std::int64_t n, std::span<const double> weights,
                 std::span<std::int64_t> counts) {
  if (counts.size() != weights.size()) throw std::logic_error("multinomial: sizes differ");
  double weight_left = 0;
  std::size_t last = weights.size();  // the last group that can get anybody
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] >= 0)) throw std::logic_error("multinomial: a weight is negative or NaN");
    weight_left += weights[i];
    if (weights[i] > 0) last = i;
  }
  if (n < 0 || (n > 0 && !(weight_left > 0 && std::isfinite(weight_left)))) {
    throw std::logic_error("multinomial: n < 0, or weights without a finite positive sum");
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    counts[i] = 0;
    if (n == 0 || weights[i] == 0) continue;
    const bool everyone = i == last || weights[i] >= weight_left;
    counts[i] = everyone ? n : binomial(stream, n, weights[i] / weight_left);
    n -= counts[i];
    weight_left -= weights[i];
  }
}

std::int64_t hypergeometric(Stream& stream, std::int64_t total, std::int64_t marked,
                            std::int64_t sample) {
  if (marked < 0 || sample < 0 || marked > total || sample > total) {
    throw std::logic_error("hypergeometric: marked or sample not in 0..total");
  }
  if (sample > total - sample)
    return marked - hypergeometric(stream, total, marked, total - sample);
  if (marked > total - marked)
    return sample - hypergeometric(stream, total, total - marked, sample);
  if (marked < sample) std::swap(marked, sample);  // the distribution is symmetric in the two
  return sample <= kUrnSample ? hypergeometric_by_urn(stream, total, marked, sample)
                              : hypergeometric_by_rejection(stream, total, marked, sample);
}

void multivariate_hypergeometric(Stream& stream, std::int64_t n,
                                 std::span<const std::int64_t> sizes,
                                 std::span<std::int64_t> drawn) {
  if (drawn.size() != sizes.size()) {
    throw std::logic_error("multivariate_hypergeometric: sizes differ");
  }
  std::int64_t left = 0;
  for (const std::int64_t size : sizes) {
    if (size < 0) throw std::logic_error("multivariate_hypergeometric: a group is negative");
    left += size;
  }
  if (n < 0 || n > left) throw std::logic_error("multivariate_hypergeometric: n not in 0..sum");
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::int64_t size = sizes[i];
    drawn[i] = hypergeometric(stream, left, size, n);
    left -= size;
    n -= drawn[i];
  }
}

std::int64_t poisson(Stream& stream, double mean) {
  if (!(mean >= 0 && mean <= 0x1p40)) throw std::logic_error("poisson: mean not in 0..2^40");
  if (mean == 0) return 0;
  return mean < kSearchMean ? poisson_by_search(stream, mean) : poisson_by_rejection(stream, mean);
}

std::uint64_t uniform_below(Stream& stream, std::uint64_t n) {
  if (n == 0) throw std::logic_error("uniform_below: n is 0");
  if (n > 0xffffffffU) return uniform_below_wide(stream, n);
  std::uint64_t product = stream.next_u32() * n;
  if (static_cast<std::uint32_t>(product) < n) {
    const std::uint32_t unfair =
        (0 - static_cast<std::uint32_t>(n)) % static_cast<std::uint32_t>(n);
    while (static_cast<std::uint32_t>(product) < unfair) product = stream.next_u32() * n;
  }
  return product >> 32;
}

std::span<std::uint32_t> choose_without_replacement(Stream& stream, std::span<std::uint32_t> pool,
                                                    std::size_t k) {
  if (k > pool.size()) throw std::logic_error("choose_without_replacement: k > pool");
  for (std::size_t left = pool.size(); left > pool.size() - k; --left) {
    std::swap(pool[uniform_below(stream, left)], pool[left - 1]);
  }
  return pool.last(k);
}

}  // namespace ravenstein
