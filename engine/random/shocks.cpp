// SPDX-License-Identifier: Apache-2.0
#include "engine/random/shocks.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace ravenstein {
namespace {

/// Subject of a part that all zones, or all months, have in common.
constexpr std::uint32_t kAll = 0xffffffffU;

Shock normals(const DrawKey& key, Purpose purpose, std::uint32_t cause, std::uint32_t zone,
              std::uint32_t month) {
  // Causes take draws of their own: one call of Philox gives the two numbers of 64 bits.
  Stream stream(key, purpose, zone, month, cause);
  const double occurrence = normal_quantile(stream.uniform_open());
  return {occurrence, normal_quantile(stream.uniform_open())};
}

}  // namespace

double normal_quantile(double u) { return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * u); }

double normal_probability(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

Shock draw_shock(const DrawKey& key, std::uint32_t cause, std::uint32_t zone, int month,
                 const ShockShares& shares) {
  const auto when = static_cast<std::uint32_t>(month);
  const Shock own = normals(key, Purpose::shock, cause, zone, when);
  const double rest = std::sqrt(1 - shares.month - shares.zone);
  Shock shock{rest * own.occurrence, rest * own.severity};
  const auto add = [&](double share, const Shock& common) {
    shock.occurrence += std::sqrt(share) * common.occurrence;
    shock.severity += std::sqrt(share) * common.severity;
  };
  if (shares.month > 0) {
    add(shares.month, normals(key, Purpose::shared_shock, cause, kAll, when));
  }
  if (shares.zone > 0) add(shares.zone, normals(key, Purpose::shared_shock, cause, zone, kAll));
  return shock;
}

}  // namespace ravenstein
