// SPDX-License-Identifier: Apache-2.0
#include "models/disclosure/parts.hpp"

#include <algorithm>

#include "models/disclosure/settings.hpp"

namespace ravenstein::models {
namespace {

struct Hidden {
  double persons = 0;
  int parts = 0;
};

Hidden hidden_in(const std::vector<double>& parts, const std::vector<bool>& shown) {
  Hidden sum;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    if (shown[p]) continue;
    sum.persons += parts[p];
    ++sum.parts;
  }
  return sum;
}

}  // namespace

std::vector<bool> shown_parts(std::span<const std::vector<double>> scenarios, double smallest) {
  if (scenarios.empty()) return {};
  std::vector<bool> shown(scenarios.front().size(), true);
  for (const std::vector<double>& parts : scenarios) {
    for (std::size_t p = 0; p < parts.size(); ++p) {
      if (!may_be_shown(parts[p], smallest)) shown[p] = false;
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::vector<double>& parts : scenarios) {
      const Hidden hidden = hidden_in(parts, shown);
      const bool safe = hidden.parts >= 2 && may_be_shown(hidden.persons, smallest);
      if (hidden.parts == 0 || safe) continue;
      std::size_t least = parts.size();
      for (std::size_t p = 0; p < parts.size(); ++p) {
        const bool better = shown[p] && parts[p] > 0;
        if (better && (least == parts.size() || parts[p] < parts[least])) least = p;
      }
      // Nobody else is left: whoever has no share may hide it as well as others.
      if (least == parts.size() && hidden.parts >= 2) continue;
      if (least == parts.size()) {
        least = static_cast<std::size_t>(std::ranges::find(shown, true) - shown.begin());
      }
      if (least == parts.size()) continue;
      shown[least] = false;
      changed = true;
    }
  }
  return shown;
}

bool quantiles_may_be_shown(std::span<const double> quantiles, double smallest) {
  return std::ranges::all_of(quantiles, [&](double q) { return may_be_shown(q, smallest); });
}

void WholeAndParts::show(std::span<const double> quantiles) {
  shown.resize(quantiles.size());
  for (std::size_t q = 0; q < quantiles.size(); ++q) shown[q] += quantiles[q];
}

bool whole_may_be_shown(const WholeAndParts& all, double smallest) {
  if (all.hidden.empty()) return true;
  const std::size_t count = all.whole.size();
  if (count == 0) return false;
  bool unsure = all.shown.size() == count && all.shown.back() - all.shown.front() >= smallest;
  for (std::size_t q = 0; q <= (count - 1) / 2 && unsure; ++q) {
    unsure = all.whole[q] - all.shown[q] >= smallest;
  }
  if (unsure) return true;
  if (all.hidden.size() < 2) return false;
  for (std::size_t q = 0; q < count; ++q) {
    const bool many = std::ranges::any_of(
        all.hidden, [&](const std::vector<double>& part) { return part[q] >= smallest; });
    if (!many) return false;  // what is summed is at least the largest of its parts
  }
  return true;
}

}  // namespace ravenstein::models
