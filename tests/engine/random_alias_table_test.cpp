// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "engine/random/alias_table.hpp"
#include "engine/random/philox.hpp"
#include "engine/world/zone.hpp"
#include "tests/engine/chi_square.hpp"

namespace ravenstein {
namespace {

static_assert(sizeof(AliasCell) == 12);
static_assert(kNoTarget == kNowhere);

// The probabilities a row's cells stand for.
std::map<std::uint32_t, double> implied(std::span<const AliasCell> cells) {
  std::map<std::uint32_t, double> p;
  const auto n = static_cast<double>(cells.size());
  for (const AliasCell& cell : cells) {
    p[cell.own] += cell.threshold * 0x1p-32 / n;
    p[cell.other] += (1 - cell.threshold * 0x1p-32) / n;
  }
  return p;
}

struct Rows {
  std::vector<std::uint32_t> begin{0};
  std::vector<std::uint32_t> to;
  std::vector<double> weight;

  void add(const std::vector<double>& weights) {
    for (const double w : weights) {
      to.push_back(static_cast<std::uint32_t>(1000 + to.size()));
      weight.push_back(w);
    }
    begin.push_back(static_cast<std::uint32_t>(to.size()));
  }
};

Rows some_rows() {
  Rows rows;
  rows.add({3});
  rows.add({});
  rows.add({0, 0});
  rows.add({1, 0, 2, 0, 0, 4, 1e-12});
  rows.add(std::vector<double>(7, 0.1));
  rows.add({1e-300, 3e-300});
  rows.add({1e-310, 3e-310, 0});
  rows.add({1e300, 1e-300, 1e299});
  Stream stream({11, 0}, Purpose::attribute, 0, 0);
  for (const double exponent : {0.0, 1.0, 5.0, 40.0}) {
    std::vector<double> weights(257);
    for (double& w : weights) w = std::pow(stream.uniform(), exponent);
    rows.add(weights);
    std::sort(weights.begin(), weights.end());
    rows.add(weights);
  }
  return rows;
}

void check_row(const AliasTables& tables, const Rows& rows, std::uint32_t row,
               const std::vector<double>& weight) {
  auto p = implied(tables.cells(row));
  double sum = 0;
  for (std::uint32_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i) sum += weight[i];
  if (sum == 0) {
    CHECK((p.size() == 1 && p.begin()->first == kNoTarget));
    return;
  }
  double worst = 0;
  for (std::uint32_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i) {
    worst = std::max(worst, std::abs(p[rows.to[i]] - weight[i] / sum));
    if (weight[i] == 0) CHECK(p[rows.to[i]] == 0);
    p.erase(rows.to[i]);
  }
  CHECK(p.empty());  // no other target
  CHECK(worst < 0x1p-31);
}

TEST_CASE("Alias tables stand for their weights to 2^-31") {
  const Rows rows = some_rows();
  AliasTables tables;
  tables.set_targets(rows.begin, rows.to);
  REQUIRE(tables.rows() == rows.begin.size() - 1);
  for (std::uint32_t row = 0; row < tables.rows(); ++row) {
    const auto p = implied(tables.cells(row));
    CHECK((p.size() == 1 && p.begin()->first == kNoTarget));
  }
  tables.rebuild_all(rows.weight);
  for (std::uint32_t row = 0; row < tables.rows(); ++row) check_row(tables, rows, row, rows.weight);
}

TEST_CASE("Only the rows asked for are rebuilt") {
  const Rows rows = some_rows();
  AliasTables tables;
  tables.set_targets(rows.begin, rows.to);
  tables.rebuild_all(rows.weight);
  std::vector<double> changed = rows.weight;
  for (double& w : changed) w = w * w + 1;
  const std::vector<std::uint32_t> some{2, 8};
  tables.rebuild(some, changed);
  for (std::uint32_t row = 0; row < tables.rows(); ++row) {
    check_row(tables, rows, row, row == 2 || row == 8 ? changed : rows.weight);
  }
}

TEST_CASE("Draws from an alias table follow the weights") {
  const Rows rows = some_rows();
  AliasTables tables;
  tables.set_targets(rows.begin, rows.to);
  tables.rebuild_all(rows.weight);
  for (const std::uint32_t row : {3U, 8U, 11U, 12U}) {
    const std::uint32_t first = rows.begin[row];
    testing::Pmf pmf{rows.to[first], {}};
    double sum = 0;
    for (std::uint32_t i = first; i < rows.begin[row + 1]; ++i) sum += rows.weight[i];
    for (std::uint32_t i = first; i < rows.begin[row + 1]; ++i) {
      pmf.mass.push_back(rows.weight[i] / sum);
    }
    std::vector<std::int64_t> draws(200000);
    Stream stream({12, 0}, Purpose::destination, row, 0);
    for (std::int64_t& target : draws) {
      const std::uint32_t word0 = stream.next_u32();
      target = sample(tables.view(), row, word0, stream.next_u32());
    }
    CHECK(testing::chi_square(pmf, draws).plausible());
  }
  CHECK(sample(tables.view(), 0, 0xffffffffU, 0xffffffffU) == rows.to[0]);
  CHECK(sample(tables.view(), 1, 0xffffffffU, 0) == kNoTarget);
  CHECK(sample(tables.view(), 2, 5, 0xffffffffU) == kNoTarget);
}

TEST_CASE("Alias tables refuse weights that are none") {
  AliasTables tables;
  const std::vector<std::uint32_t> begin{0, 2};
  const std::vector<std::uint32_t> to{4, 5};
  tables.set_targets(begin, to);
  CHECK_THROWS_AS(tables.rebuild_all(std::vector<double>{1, -1}), std::logic_error);
  CHECK_THROWS_AS(tables.rebuild_all(std::vector<double>{1, std::nan("")}), std::logic_error);
  CHECK_THROWS_AS(tables.rebuild_all(std::vector<double>{1, INFINITY}), std::logic_error);
  CHECK_THROWS_AS(tables.rebuild_all(std::vector<double>{1}), std::logic_error);
  const std::vector<std::uint32_t> wrong{0, 1};
  CHECK_THROWS_AS(tables.set_targets(wrong, to), std::logic_error);
}

}  // namespace
}  // namespace ravenstein
