// SPDX-License-Identifier: Apache-2.0
#include "models/movement/gravity_table.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::models {
namespace {

constexpr double kMassFloor = 1000;  // persons, so that zones without a town attract, too

}  // namespace

GravityTable::GravityTable(const GravityForm& form, std::span<const double> mass)
    : form_(form), pull_(mass.size()) {
  for (const double persons : mass) {
    log_mass_.push_back(form.mass_exponent * std::log(persons + kMassFloor));
  }
}

double GravityTable::pull(bool same, ZoneIndex to, double km, bool next_to) const {
  if (!same && !(std::isfinite(km) && km > 0)) return 0;
  double log_pull = log_mass_[to];
  log_pull += same ? form_.intra
                   : -form_.distance_exponent * std::log(km) - form_.distance_decay_per_km * km;
  if (!same && next_to) log_pull += form_.adjacency;
  return std::exp(log_pull);
}

void GravityTable::add_row(std::span<const double> km, std::span<const double> next_to,
                           double least) {
  const auto from = static_cast<ZoneIndex>(begin_.size() - 1);
  double sum = 0;
  for (ZoneIndex to = 0; to < size(); ++to) {
    sum += pull_[to] = pull(from == to, to, km[to], next_to[to] > 0);
  }
  sum_.push_back(sum);
  const auto best = static_cast<ZoneIndex>(std::ranges::max_element(pull_) - pull_.begin());
  for (ZoneIndex to = 0; to < size(); ++to) {
    const double share = sum > 0 ? pull_[to] / sum : 0;
    if (!(share > 0) || (share < least && to != best)) continue;
    to_.push_back(to);
    share_.push_back(share);
  }
  begin_.push_back(to_.size());
}

double GravityTable::share(ZoneIndex from, ZoneIndex to, double km, bool next_to) const {
  return sum_[from] > 0 ? pull(from == to, to, km, next_to) / sum_[from] : 0;
}

}  // namespace ravenstein::models
