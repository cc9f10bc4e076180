// SPDX-License-Identifier: Apache-2.0
#include "engine/random/distribution.hpp"

#include <algorithm>
#include <cmath>

#include "engine/random/shocks.hpp"

namespace ravenstein {
namespace {

bool of_logarithms(DistributionKind kind) {
  return kind == DistributionKind::log_uniform || kind == DistributionKind::lognormal;
}

/// FNV-1a, 32 bits (Fowler, Noll, Vo 1991): a name as a subject of draws.
std::uint32_t subject_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char letter : name) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
  }
  return hash;
}

/// Bounds and centre on the scale on which the distribution is uniform or normal.
struct Scaled {
  double low, high, centre;
};

Scaled scaled(const Distribution& d) {
  if (!of_logarithms(d.kind)) return {d.low, d.high, d.location};
  return {std::log(std::max(0.0, d.low)), std::log(d.high), std::log(d.location)};
}

}  // namespace

double quantile(const Distribution& d, double u) {
  const Scaled at = scaled(d);
  double x = 0;
  if (d.kind == DistributionKind::uniform || d.kind == DistributionKind::log_uniform) {
    x = at.low + u * (at.high - at.low);
  } else {
    const double below = normal_probability((at.low - at.centre) / d.spread);
    const double upto = normal_probability((at.high - at.centre) / d.spread);
    const double p = below + u * (upto - below);
    x = p <= 0 ? at.low : p >= 1 ? at.high : at.centre + d.spread * normal_quantile(p);
  }
  return std::clamp(of_logarithms(d.kind) ? std::exp(x) : x, d.low, d.high);
}

double share_within(const Distribution& d) {
  if (d.kind == DistributionKind::uniform || d.kind == DistributionKind::log_uniform) return 1;
  const Scaled at = scaled(d);
  return normal_probability((at.high - at.centre) / d.spread) -
         normal_probability((at.low - at.centre) / d.spread);
}

double draw_parameter(const Distribution& distribution, const DrawKey& key, std::string_view name) {
  Stream stream(key, Purpose::parameter, subject_of(name), 0);
  return quantile(distribution, stream.uniform_open());
}

}  // namespace ravenstein
