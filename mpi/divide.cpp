// SPDX-License-Identifier: Apache-2.0
#include <metis.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "mpi/mpi_ranks.hpp"

namespace ravenstein::mpi {
namespace {

/// METIS adds weights up in 32 bits.
std::vector<idx_t> weights_of(const std::vector<std::int64_t>& people) {
  constexpr double kMost = 1e9;
  const double all = std::accumulate(people.begin(), people.end(), 0.0);
  const double scale = std::min(1.0, kMost / std::max(all, 1.0));
  std::vector<idx_t> weights;
  for (const std::int64_t of_zone : people) {
    weights.push_back(1 + static_cast<idx_t>(static_cast<double>(of_zone) * scale));
  }
  return weights;
}

std::vector<int> by_metis(const ZoneGraph& graph, int ranks) {
  auto zones = static_cast<idx_t>(graph.people.size());
  idx_t constraints = 1, parts = ranks, cut = 0;
  std::vector<idx_t> begin(graph.begin.begin(), graph.begin.end());
  std::vector<idx_t> to(graph.to.begin(), graph.to.end());
  std::vector<idx_t> weights = weights_of(graph.people), owner(graph.people.size());
  idx_t options[METIS_NOPTIONS];
  METIS_SetDefaultOptions(options);
  options[METIS_OPTION_SEED] = 1;
  const int result =
      METIS_PartGraphKway(&zones, &constraints, begin.data(), to.data(), weights.data(), nullptr,
                          nullptr, &parts, nullptr, nullptr, options, &cut, owner.data());
  if (result != METIS_OK) throw std::runtime_error("METIS could not divide the zones among ranks");
  return {owner.begin(), owner.end()};
}

}  // namespace

std::vector<int> MpiRanks::divide(const ZoneGraph& graph) {
  const bool linked = !graph.to.empty();
  if (!linked || size() == 1) return divide_in_order(graph.people, size());
  std::vector<int> owner(graph.people.size());
  if (rank() == 0) owner = by_metis(graph, size());
  std::vector<std::size_t> begin(static_cast<std::size_t>(size()) + 1, owner.size() * sizeof(int));
  begin[0] = 0;
  share(std::as_writable_bytes(std::span(owner)), begin);
  return owner;
}

}  // namespace ravenstein::mpi
