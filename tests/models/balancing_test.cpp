// SPDX-License-Identifier: Apache-2.0
#include "models/movement/balancing.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "engine/core/problem.hpp"
#include "models/movement/feasible_margins.hpp"

namespace ravenstein::models {
namespace {

using Row = std::vector<double>;

RowSource rows_of(std::vector<Row> matrix) {
  return [matrix = std::move(matrix)](std::size_t i, std::span<double> row) {
    std::copy(matrix[i].begin(), matrix[i].end(), row.begin());
  };
}

std::string refused(const std::vector<Row>& matrix, Constraint constraint, const Margins& margins) {
  try {
    balance(matrix.size(), matrix[0].size(), rows_of(matrix), constraint, margins);
  } catch (const InputError& error) {
    return error.problems().at(0).message;
  }
  return "";
}

TEST_CASE("Willekens' example of the R package migest is balanced") {
  // migest 2.0.5, ?cm2: rows 18, 20, columns 16, 22, offset 5 1 / 2 7 (data/flows, section 1.7).
  const Row origin{18, 20}, destination{16, 22};
  const std::vector<Row> offset{{5, 1}, {2, 7}};
  const Balance b = balance(2, 2, rows_of(offset), Constraint::doubly, {0, origin, destination});
  REQUIRE(b.converged);
  CHECK(b.worst_margin <= 1e-10);
  const auto n = [&](std::size_t i, std::size_t j) {
    return b.origin_factor[i] * offset[i][j] * b.destination_factor[j];
  };
  CHECK(n(0, 0) == Approx(13.250194).margin(1e-5));  // printed by a looser stopping rule
  CHECK(n(0, 1) == Approx(4.749808).margin(1e-5));
  CHECK(n(1, 0) == Approx(2.749806).margin(1e-5));
  CHECK(n(1, 1) == Approx(17.250192).margin(1e-5));
  CHECK(n(0, 0) + n(0, 1) == Approx(18).epsilon(1e-14));
}

TEST_CASE("Single constraints divide by sums") {
  const std::vector<Row> w{{1, 3}, {2, 2}, {0, 5}};
  const Row origin{8, 4, 10}, destination{6, 20};
  const Margins margins{26, origin, destination};
  const Balance p = balance(3, 2, rows_of(w), Constraint::production, margins);
  CHECK(p.origin_factor == Row{2, 1, 2});
  CHECK(p.destination_factor == Row{1, 1});
  const Balance a = balance(3, 2, rows_of(w), Constraint::attraction, margins);
  CHECK(a.destination_factor == Row{2, 2});
  const Balance t = balance(3, 2, rows_of(w), Constraint::total, margins);
  CHECK(t.origin_factor == Row{2, 2, 2});
  const Balance u = balance(3, 2, rows_of(w), Constraint::unconstrained, margins);
  CHECK(u.origin_factor == Row{1, 1, 1});
}

TEST_CASE("Structural zeros stay, and empty rows and columns are let be") {
  const std::vector<Row> w{{0, 1, 2, 1}, {1, 0, 1, 1}, {3, 1, 0, 1}, {1, 1, 1, 1}};
  const Row origin{10, 20, 15, 0}, destination{25, 12, 8, 0};
  const Balance b = balance(4, 4, rows_of(w), Constraint::doubly, {0, origin, destination});
  REQUIRE(b.converged);
  for (std::size_t i = 0; i < 4; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < 4; ++j)
      sum += b.origin_factor[i] * w[i][j] * b.destination_factor[j];
    CHECK(sum == Approx(origin[i]).epsilon(1e-10));
  }
  CHECK(b.origin_factor[3] == 0);
  CHECK(b.destination_factor[3] == 0);
}

TEST_CASE("Margins that no matrix has are refused with the reason") {
  const std::vector<Row> full{{1, 1}, {1, 1}};
  const Row two{1, 1}, three{1, 2}, minus{3, -1}, none{0, 0};
  CHECK(refused(full, Constraint::doubly, {0, two, three}) ==
        "no matrix with these zeros has these margins: the origins' margins sum to 2, the "
        "destinations' to 3");
  CHECK(refused(full, Constraint::production, {0, minus, two}) ==
        "the margin of origin 2 is -1; expected 0 or more");
  CHECK(refused({{1, 1}, {0, 0}}, Constraint::doubly, {0, two, two}) ==
        "origin 2 has a margin of 1, but all its weights are zero");
  CHECK(refused({{1, 0}, {1, 0}}, Constraint::doubly, {0, two, two}) ==
        "destination 2 has a margin of 1, but all its weights are zero");
  CHECK(refused({{0, 0}, {0, 0}}, Constraint::total, {5, two, two}) == "all weights are zero");
  // Origins 1 and 2 reach only destination 1, which takes less than they send (Gale 1957).
  const Row out{6, 5, 4}, in{9, 6};
  CHECK(refused({{1, 0}, {1, 0}, {1, 1}}, Constraint::doubly, {0, out, in}) ==
        "no matrix with these zeros has these margins: origins 1, 2 must send 11, but have weights "
        "above zero only to destinations 1, which take 9");
}

TEST_CASE("A largest flow finds what is feasible only by rerouting") {
  // Filled greedily origin 1 takes destination 1, which is the only one of origin 2.
  const Row out{3, 3}, in{3, 3};
  CHECK(why_infeasible(out, in, rows_of({{1, 1}, {1, 0}})).empty());
  const Row more{4, 2};
  CHECK_FALSE(why_infeasible(Row{3, 3}, Row{2, 4}, rows_of({{1, 1}, {1, 0}})).empty());
  CHECK(why_infeasible(more, in, rows_of({{1, 1}, {1, 0}})).empty());
}

TEST_CASE("Too few iterations are told") {
  const Row margin{1, 3};
  BalancingOptions options;
  options.most_iterations = 2;
  const Balance b =
      balance(2, 2, rows_of({{1, 9}, {9, 1}}), Constraint::doubly, {0, margin, Row{2, 2}}, options);
  CHECK_FALSE(b.converged);
  CHECK(b.worst_margin > 1e-10);
}

}  // namespace
}  // namespace ravenstein::models
