// SPDX-License-Identifier: Apache-2.0
// How zones are divided among ranks.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "tests/mpi/ranks_under_test.hpp"

namespace ravenstein {
namespace {

/// As many towns, each with eight suburbs around it; neighbouring towns are linked. Suburbs stand
/// apart from their towns in the list, so that dividing it in order would cut them off.
ZoneGraph towns(int count) {
  constexpr int kSuburbs = 8;
  std::vector<std::vector<int>> neighbours(static_cast<std::size_t>(count * (kSuburbs + 1)));
  const auto link = [&](int a, int b) {
    neighbours[static_cast<std::size_t>(a)].push_back(b);
    neighbours[static_cast<std::size_t>(b)].push_back(a);
  };
  for (int town = 0; town < count; ++town) {
    if (town > 0) link(town - 1, town);
    for (int s = 0; s < kSuburbs; ++s) link(town, count + s * count + town);
  }
  ZoneGraph graph;
  graph.people.assign(neighbours.size(), 1000);
  graph.begin = {0};
  for (const std::vector<int>& row : neighbours) {
    graph.to.insert(graph.to.end(), row.begin(), row.end());
    graph.begin.push_back(static_cast<int>(graph.to.size()));
  }
  return graph;
}

int links_cut(const ZoneGraph& graph, const std::vector<int>& owner) {
  int cut = 0;
  for (std::size_t zone = 0; zone < owner.size(); ++zone) {
    for (int n = graph.begin[zone]; n < graph.begin[zone + 1]; ++n) {
      const auto other = static_cast<std::size_t>(graph.to[static_cast<std::size_t>(n)]);
      if (other > zone && owner[zone] != owner[other]) ++cut;
    }
  }
  return cut;
}

TEST_CASE("zones without links are divided in order, by people") {
  // Of 16 people in all, 8 each: the first zone alone, and the other four.
  CHECK(divide_in_order(std::vector<std::int64_t>{7, 1, 1, 1, 1}, 2) ==
        std::vector<int>{0, 1, 1, 1, 1});
  CHECK(divide_in_order(std::vector<std::int64_t>{5, 5, 5, 5}, 1) == std::vector<int>{0, 0, 0, 0});
  // More ranks than zones: some have none, no zone is left out.
  for (const int rank : divide_in_order(std::vector<std::int64_t>{9, 9}, 5)) {
    CHECK((rank >= 0 && rank < 5));
  }
}

TEST_CASE("the zones of a network are divided evenly, with few links cut") {
  mpi::MpiRanks& ranks = ranks_under_test();
  const int count = 8 * ranks.size();
  const ZoneGraph graph = towns(count);
  const std::vector<int> owner = ranks.divide(graph);
  REQUIRE(owner.size() == graph.people.size());
  std::map<int, int> zones;
  for (const int rank : owner) ++zones[rank];
  CHECK(static_cast<int>(zones.size()) == ranks.size());
  // METIS keeps parts within 3 % of even (its default), here within two of 72 zones.
  for (const auto& [rank, number] : zones) CHECK(std::abs(number - 72) <= 2);
  // In order, nearly every suburb would be cut off from its town.
  CHECK(links_cut(graph, owner) <= 10 * (ranks.size() - 1));
  if (ranks.size() > 1) {
    CHECK(links_cut(graph, divide_in_order(graph.people, ranks.size())) > 10 * ranks.size());
  }
  // All ranks have the same.
  std::vector<std::int64_t> sums(owner.begin(), owner.end());
  ranks.sum(sums);
  for (std::size_t zone = 0; zone < owner.size(); ++zone) {
    CHECK(sums[zone] == std::int64_t{owner[zone]} * ranks.size());
  }
}

}  // namespace
}  // namespace ravenstein
