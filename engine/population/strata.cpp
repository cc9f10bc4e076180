// SPDX-License-Identifier: Apache-2.0
#include "engine/population/strata.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ravenstein {

std::string Strata::name(std::size_t stratum) const {
  const std::vector<std::string>& labels = strata[stratum].labels;
  return labels.empty() ? "all" : fmt::format("{}", fmt::join(labels, " "));
}

std::vector<double> Strata::relative_hazards(std::string_view cause) const {
  std::vector<double> relative;
  for (const Stratum& stratum : strata) {
    const auto found = stratum.relative_hazard.find(cause);
    relative.push_back(found == stratum.relative_hazard.end() ? stratum.relative_hazard_otherwise
                                                              : found->second);
  }
  return relative;
}

bool Strata::has_births_or_deaths() const {
  return std::any_of(strata.begin(), strata.end(), [](const Stratum& stratum) {
    return stratum.deaths_per_year > 0 || stratum.births_per_year > 0;
  });
}

std::vector<std::int64_t> apportion(const Strata& strata, ZoneIndex zone, std::int64_t residents) {
  std::vector<std::int64_t> persons(strata.size(), 0);
  if (strata.share.empty()) {
    persons[0] = residents;
    return persons;
  }
  std::vector<double> remainder(strata.size());
  for (std::size_t s = 0; s < strata.size(); ++s) {
    const double exact = strata.share[zone * strata.size() + s] * static_cast<double>(residents);
    persons[s] = static_cast<std::int64_t>(exact);
    remainder[s] = exact - std::floor(exact);
  }
  std::vector<std::size_t> order(strata.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
  std::int64_t left = residents - std::accumulate(persons.begin(), persons.end(), std::int64_t{0});
  for (std::size_t n = 0; left > 0; ++n, --left) ++persons[order[n % order.size()]];
  return persons;
}

}  // namespace ravenstein
