// SPDX-License-Identifier: Apache-2.0
#include "engine/random/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "engine/random/shocks.hpp"

namespace ravenstein {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool logarithmic(const Distribution& p) {
  return p.kind == DistributionKind::log_uniform || p.kind == DistributionKind::log_normal;
}

bool flat(const Distribution& p) {
  return p.kind == DistributionKind::uniform || p.kind == DistributionKind::log_uniform;
}

/// The scale on which the prior is uniform or normal.
double inner(const Distribution& p, double x) {
  if (!logarithmic(p)) return x;
  return x > 0 ? std::log(x) : -kInfinity;
}

double outer(const Distribution& p, double t) { return logarithmic(p) ? std::exp(t) : t; }

bool unlimited(const Distribution& p) {
  return inner(p, p.lower) == -kInfinity && p.upper == kInfinity;
}

/// Of the distribution without limits; only for normal kinds.
double base_cdf(const Distribution& p, double t) {
  return normal_probability((t - p.location) / p.scale);
}

/// FNV-1a, 32 bits (Fowler, Noll, Vo 1991): a name as a subject of draws.
std::uint32_t subject_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char letter : name) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
  }
  return hash;
}

struct Mass {
  double below, inside;
};

Mass mass(const Distribution& p) {
  const double below = base_cdf(p, inner(p, p.lower));
  return {below, base_cdf(p, inner(p, p.upper)) - below};
}

}  // namespace

Distribution Distribution::uniform(double lower, double upper) {
  return {DistributionKind::uniform, 0, 1, lower, upper};
}
Distribution Distribution::log_uniform(double lower, double upper) {
  return {DistributionKind::log_uniform, 0, 1, lower, upper};
}
Distribution Distribution::normal(double mean, double sd) {
  return {DistributionKind::normal, mean, sd, -kInfinity, kInfinity};
}
Distribution Distribution::log_normal(double log_mean, double log_sd) {
  return {DistributionKind::log_normal, log_mean, log_sd, 0, kInfinity};
}

Distribution Distribution::within(double lower_limit, double upper_limit) const {
  Distribution cut = *this;
  cut.lower = std::max(lower, lower_limit);
  cut.upper = std::min(upper, upper_limit);
  return cut;
}

void Distribution::check() const {
  const auto fail = [](const char* what) { throw std::invalid_argument(what); };
  if (!(lower < upper)) fail("distribution: expected lower < upper");
  if (flat(*this)) {
    if (!std::isfinite(lower) || !std::isfinite(upper))
      fail("distribution: expected finite limits");
    if (logarithmic(*this) && lower <= 0) fail("distribution: expected lower > 0 for log-uniform");
    return;
  }
  if (!(scale > 0) || !std::isfinite(scale)) fail("distribution: expected a scale > 0");
  if (!std::isfinite(location)) fail("distribution: expected a finite location");
  if (!(mass(*this).inside > 0)) fail("distribution: the limits leave no probability");
}

double Distribution::log_density(double x) const {
  if (!(x >= lower && x <= upper)) return -kInfinity;
  if (logarithmic(*this) && x <= 0) return -kInfinity;
  const double t = inner(*this, x);
  const double jacobian = logarithmic(*this) ? -t : 0;  // dt/dx = 1/x
  if (flat(*this)) return jacobian - std::log(inner(*this, upper) - inner(*this, lower));
  const double z = (t - location) / scale;
  const double cut = unlimited(*this) ? 0 : std::log(mass(*this).inside);
  return jacobian - z * z / 2 - std::log(scale) - 0.5 * std::log(2 * std::numbers::pi) - cut;
}

double Distribution::quantile(double u) const {
  if (flat(*this)) {
    const double low = inner(*this, lower);
    return outer(*this, low + u * (inner(*this, upper) - low));
  }
  const Mass m = unlimited(*this) ? Mass{0, 1} : mass(*this);
  const double x = outer(*this, location + scale * normal_quantile(m.below + u * m.inside));
  return std::clamp(x, lower, upper);
}

double Distribution::cdf(double x) const {
  if (x <= lower) return 0;
  if (x >= upper) return 1;
  const double t = inner(*this, x);
  if (flat(*this)) {
    const double low = inner(*this, lower);
    return (t - low) / (inner(*this, upper) - low);
  }
  const Mass m = mass(*this);
  return (base_cdf(*this, t) - m.below) / m.inside;
}

double Distribution::from_score(double z) const {
  if (!flat(*this) && unlimited(*this)) return outer(*this, location + scale * z);
  // Beyond 8 standard deviations the probability is 0 or 1 in double precision.
  return quantile(std::clamp(normal_probability(z), 0x1p-53, 1 - 0x1p-53));
}

double Distribution::to_score(double x) const {
  if (!flat(*this) && unlimited(*this)) return (inner(*this, x) - location) / scale;
  return normal_quantile(std::clamp(cdf(x), 0x1p-53, 1 - 0x1p-53));
}

double Distribution::share_within() const { return flat(*this) ? 1 : mass(*this).inside; }

double draw_parameter(const Distribution& distribution, const DrawKey& key, std::string_view name) {
  Stream stream(key, Purpose::parameter, subject_of(name), 0);
  return distribution.quantile(stream.uniform_open());
}

}  // namespace ravenstein
