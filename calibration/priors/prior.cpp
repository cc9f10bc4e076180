// SPDX-License-Identifier: Apache-2.0
#include "calibration/priors/prior.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool logarithmic(const Prior& p) {
  return p.kind == PriorKind::log_uniform || p.kind == PriorKind::log_normal;
}

bool flat(const Prior& p) {
  return p.kind == PriorKind::uniform || p.kind == PriorKind::log_uniform;
}

/// The scale on which the prior is uniform or normal.
double inner(const Prior& p, double x) {
  if (!logarithmic(p)) return x;
  return x > 0 ? std::log(x) : -kInfinity;
}

double outer(const Prior& p, double t) { return logarithmic(p) ? std::exp(t) : t; }

bool unlimited(const Prior& p) { return inner(p, p.lower) == -kInfinity && p.upper == kInfinity; }

/// Of the distribution without limits; only for normal kinds.
double base_cdf(const Prior& p, double t) { return normal_probability((t - p.location) / p.scale); }

struct Mass {
  double below, inside;
};

Mass mass(const Prior& p) {
  const double below = base_cdf(p, inner(p, p.lower));
  return {below, base_cdf(p, inner(p, p.upper)) - below};
}

}  // namespace

Prior Prior::uniform(double lower, double upper) {
  return {PriorKind::uniform, 0, 1, lower, upper};
}
Prior Prior::log_uniform(double lower, double upper) {
  return {PriorKind::log_uniform, 0, 1, lower, upper};
}
Prior Prior::normal(double mean, double sd) {
  return {PriorKind::normal, mean, sd, -kInfinity, kInfinity};
}
Prior Prior::log_normal(double log_mean, double log_sd) {
  return {PriorKind::log_normal, log_mean, log_sd, 0, kInfinity};
}

Prior Prior::within(double lower_limit, double upper_limit) const {
  Prior cut = *this;
  cut.lower = std::max(lower, lower_limit);
  cut.upper = std::min(upper, upper_limit);
  return cut;
}

void Prior::check() const {
  const auto fail = [](const char* what) { throw std::invalid_argument(what); };
  if (!(lower < upper)) fail("prior: expected lower < upper");
  if (flat(*this)) {
    if (!std::isfinite(lower) || !std::isfinite(upper)) fail("prior: expected finite limits");
    if (logarithmic(*this) && lower <= 0) fail("prior: expected lower > 0 for log-uniform");
    return;
  }
  if (!(scale > 0) || !std::isfinite(scale)) fail("prior: expected a scale > 0");
  if (!std::isfinite(location)) fail("prior: expected a finite location");
  if (!(mass(*this).inside > 0)) fail("prior: the limits leave no probability");
}

double Prior::log_density(double x) const {
  if (!(x >= lower && x <= upper)) return -kInfinity;
  if (logarithmic(*this) && x <= 0) return -kInfinity;
  const double t = inner(*this, x);
  const double jacobian = logarithmic(*this) ? -t : 0;  // dt/dx = 1/x
  if (flat(*this)) return jacobian - std::log(inner(*this, upper) - inner(*this, lower));
  const double z = (t - location) / scale;
  const double cut = unlimited(*this) ? 0 : std::log(mass(*this).inside);
  return jacobian - z * z / 2 - std::log(scale) - 0.5 * std::log(2 * std::numbers::pi) - cut;
}

double Prior::quantile(double u) const {
  if (flat(*this)) {
    const double low = inner(*this, lower);
    return outer(*this, low + u * (inner(*this, upper) - low));
  }
  const Mass m = unlimited(*this) ? Mass{0, 1} : mass(*this);
  const double x = outer(*this, location + scale * normal_quantile(m.below + u * m.inside));
  return std::clamp(x, lower, upper);
}

double Prior::cdf(double x) const {
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

double Prior::from_score(double z) const {
  if (!flat(*this) && unlimited(*this)) return outer(*this, location + scale * z);
  // Beyond 8 standard deviations the probability is 0 or 1 in double precision.
  return quantile(std::clamp(normal_probability(z), 0x1p-53, 1 - 0x1p-53));
}

double Prior::to_score(double x) const {
  if (!flat(*this) && unlimited(*this)) return (inner(*this, x) - location) / scale;
  return normal_quantile(std::clamp(cdf(x), 0x1p-53, 1 - 0x1p-53));
}

double log_density(std::span<const Prior> priors, std::span<const double> x) {
  double sum = 0;
  for (std::size_t i = 0; i < priors.size(); ++i) sum += priors[i].log_density(x[i]);
  return sum;
}

std::vector<double> draw(std::span<const Prior> priors, Stream& stream) {
  std::vector<double> x;
  for (const Prior& prior : priors) x.push_back(prior.quantile(stream.uniform_open()));
  return x;
}

}  // namespace ravenstein::calibration
