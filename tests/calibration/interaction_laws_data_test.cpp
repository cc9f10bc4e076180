// SPDX-License-Identifier: Apache-2.0
// Kansas: every law under every constraint at the parameter with the highest CPC, as TDLM (section
// 3.2 of reference/spatial-interaction.md: its Java code agrees to .0004, the figures are of exact
// averages, sums to 1e-10). CPC is not smooth: ours may be higher, not lower by more than 1e-5.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/interaction/common_part_search.hpp"
#include "tests/calibration/flow_tables.hpp"

namespace ravenstein::calibration {
namespace {

using models::Constraint;
using models::DeterrenceKind;
using models::LawKind;
using testing::FlowTable;

/// The zones of a table for laws.
models::LawInputs inputs_of(const FlowTable& table) {
  models::LawInputs inputs;
  inputs.zones = table.size();
  inputs.cost = [&table](std::size_t i, std::span<double> row) {
    std::copy_n(table.cost.begin() + static_cast<std::ptrdiff_t>(i * row.size()), row.size(),
                row.begin());
  };
  inputs.origin_mass = table.origin_mass;
  inputs.destination_mass = table.destination_mass;
  return inputs;
}

models::Law law_of(LawKind kind, DeterrenceKind deterrence, bool normalised) {
  models::Law law;
  law.kind = kind;
  law.deterrence.kind = deterrence;
  law.normalised = normalised;
  return law;
}

struct Row {
  const char* name;
  models::Law law;
  std::array<double, 4> parameter;  ///< unconstrained (total), production, attraction, doubly
  std::array<double, 4> cpc;
};

TEST_CASE("Kansas: eight laws under four constraints", "[data]") {
  if (testing::absent("kansas_tdlm")) return;
  const FlowTable table = testing::kansas();
  const InteractionData data = table.data();
  const models::LawInputs inputs = inputs_of(table);
  constexpr DeterrenceKind kExp = DeterrenceKind::exponential, kPow = DeterrenceKind::power;
  const std::vector<Row> rows{{"GravExp",
                               law_of(LawKind::gravity, kExp, false),
                               {.033730, .077913, .067197, .073334},
                               {.56789, .80249, .71325, .85524}},
                              {"NGravExp",
                               law_of(LawKind::gravity, kExp, true),
                               {.067139, .077913, .090469, .073334},
                               {.58251, .80249, .74833, .85524}},
                              {"GravPow",
                               law_of(LawKind::gravity, kPow, false),
                               {1.994631, 4.123007, 3.926139, 4.243987},
                               {.53283, .79913, .68181, .84592}},
                              {"NGravPow",
                               law_of(LawKind::gravity, kPow, true),
                               {4.141186, 4.123007, 4.989438, 4.243987},
                               {.58412, .79913, .74314, .84592}},
                              {"Schneider",
                               law_of(LawKind::schneider, DeterrenceKind::none, true),
                               {8.48337e-6, 7.70626e-6, 1.31525e-5, 1.70962e-5},
                               {.50597, .67645, .66949, .75667}},
                              {"Rad",
                               law_of(LawKind::radiation, DeterrenceKind::none, true),
                               {},
                               {.50253, .61621, .61224, .71523}},
                              {"RadExt",
                               law_of(LawKind::extended_radiation, DeterrenceKind::none, true),
                               {.910285, .672417, 1.785406, 1.230791},
                               {.50304, .62698, .62410, .71813}},
                              {"Unif",
                               law_of(LawKind::uniform, DeterrenceKind::none, false),
                               {},
                               {.10021, .10662, .12975, .24326}}};
  constexpr std::array<Constraint, 4> kConstraints{Constraint::total, Constraint::production,
                                                   Constraint::attraction, Constraint::doubly};
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < 4; ++c) {
      INFO(row.name << " " << name_of(kConstraints[c]));
      models::Law law = row.law;
      if (law.kind == LawKind::uniform) law.origin_exponent = 0;
      const ParameterRange range = sensible_range(law, inputs);
      const CommonPartFit fit =
          fit_common_part(data, law, inputs, kConstraints[c], range.least, range.most);
      CHECK(fit.cpc >= row.cpc[c] - 1e-5);
      // The same place on the same curve: no more than the last digit higher, near the parameter.
      CHECK(fit.cpc <= row.cpc[c] + 2e-4);
      if (row.parameter[c] != 0) {
        CHECK(std::fabs(fit.parameter) == Approx(row.parameter[c]).epsilon(0.05));
      }
    }
  }
}

TEST_CASE("Kansas: measures of doubly constrained laws at the printed parameters", "[data]") {
  if (testing::absent("kansas_tdlm")) return;
  const FlowTable table = testing::kansas();
  const InteractionData data = table.data();
  const models::LawInputs inputs = inputs_of(table);
  const struct {
    const char* name;
    models::Law law;
    double cpc, nrmse, kl, cpc_d, ks;
  } kRows[] = {
      {"GravExp",
       with_parameter(law_of(LawKind::gravity, DeterrenceKind::exponential, false), -.0733339),
       .85524, 7.9179, .36323, .95038, .03970},
      {"GravPow", with_parameter(law_of(LawKind::gravity, DeterrenceKind::power, false), -4.243987),
       .84592, 8.8418, .17184, .94080, .03065},
      {"Schneider",
       with_parameter(law_of(LawKind::schneider, DeterrenceKind::none, true), 1.70962e-5), .75667,
       18.4471, 1.21047, .90199, .06998},
      {"Rad", law_of(LawKind::radiation, DeterrenceKind::none, true), .71523, 22.4050, .40092,
       .85991, .06792}};
  const ObservedMargins observed = observed_margins(data);
  for (const auto& row : kRows) {
    INFO(row.name);
    const RowSource weights = models::law_rows(row.law, inputs);
    const models::Balance balance = models::balance(data.origins, data.destinations, weights,
                                                    Constraint::doubly, observed.margins());
    REQUIRE(balance.converged);
    const Goodness g = goodness_of(data, models::balanced_rows(weights, balance));
    CHECK(g.cpc == Approx(row.cpc).margin(6e-6));
    CHECK(g.nrmse_by_trips == Approx(row.nrmse).margin(2e-4));
    CHECK(g.kl == Approx(row.kl).margin(2e-5));
    CHECK(g.cpc_d == Approx(row.cpc_d).margin(2e-5));
    CHECK(g.ks == Approx(row.ks).margin(2e-5));
    CHECK(g.cpl == Approx(.29601).margin(6e-6));
    CHECK(g.predicted_sum == Approx(200347).epsilon(1e-10));
  }
}

TEST_CASE("Kansas: Hyman's mean cost is likelihood for exponential, not for power", "[data]") {
  if (testing::absent("kansas_tdlm")) return;
  const FlowTable table = testing::kansas();
  const InteractionData data = table.data();
  const models::LawInputs inputs = inputs_of(table);
  const MeanCostFit exponential =
      fit_mean_cost(data, law_of(LawKind::gravity, DeterrenceKind::exponential, false), inputs,
                    Constraint::doubly);
  REQUIRE(exponential.converged);
  CHECK(exponential.observed_mean_cost == Approx(51.00805).epsilon(1e-6));
  CHECK(exponential.predicted_mean_cost == Approx(exponential.observed_mean_cost).epsilon(1e-10));
  CHECK(exponential.coefficient == Approx(-.04782985).epsilon(1e-6));
  InteractionModel model;
  model.constraint = Constraint::doubly;
  CHECK(exponential.coefficient ==
        Approx(fit_interaction(data, model).estimates[0].value).epsilon(1e-8));
  const MeanCostFit power = fit_mean_cost(
      data, law_of(LawKind::gravity, DeterrenceKind::power, false), inputs, Constraint::doubly);
  REQUIRE(power.converged);
  CHECK(power.coefficient == Approx(-3.71749540).epsilon(1e-6));
}

TEST_CASE("Kansas: row scaling does not matter once both sums are held", "[data]") {
  if (testing::absent("kansas_tdlm")) return;
  const FlowTable table = testing::kansas();
  const InteractionData data = table.data();
  const ObservedMargins observed = observed_margins(data);
  std::vector<double> first, row(table.size());
  for (const bool normalised : {false, true}) {
    models::Law law =
        with_parameter(law_of(LawKind::gravity, DeterrenceKind::exponential, normalised), -.05);
    const RowSource weights = models::law_rows(law, inputs_of(table));
    const models::Balance balance = models::balance(data.origins, data.destinations, weights,
                                                    Constraint::doubly, observed.margins());
    std::vector<double> all;
    for (std::size_t i = 0; i < table.size(); ++i) {
      models::balanced_rows(weights, balance)(i, row);
      all.insert(all.end(), row.begin(), row.end());
      CHECK(row[i] == 0);
    }
    if (first.empty()) first = all;
    for (std::size_t c = 0; c < all.size(); ++c) {
      REQUIRE(all[c] == Approx(first[c]).epsilon(1e-7).margin(1e-12));
    }
  }
}

TEST_CASE("New York: CPC of scikit-mobility's models", "[data]") {
  if (testing::absent("ny_commuting_skmob")) return;
  // Section 3.3: coefficients as fitted there to positive flows, origins' sums as observed, CPC
  // over all pairs of two counties.
  FlowTable table = testing::new_york();
  table.origin_mass = table.destination_mass;
  const InteractionData data = table.data();
  const ObservedMargins observed = observed_margins(data);
  const auto law = [](DeterrenceKind kind, double coefficient, double origin, double destination) {
    models::Law one = law_of(LawKind::gravity, kind, false);
    one.deterrence.coefficient[0] = coefficient;
    one.origin_exponent = origin;
    one.destination_exponent = destination;
    return one;
  };
  constexpr DeterrenceKind kExp = DeterrenceKind::exponential, kPow = DeterrenceKind::power;
  const struct {
    const char* name;
    models::Law law;
    Constraint constraint;
    double cpc;
  } kRows[] = {
      {"singly power", law(kPow, -1.9947152031914186, 0, .6471759552223144), Constraint::production,
       .519036},
      {"singly exp", law(kExp, -.04240161500, 0, .9604197645), Constraint::production, .578107},
      {"globally power", law(kPow, -1.5867093772, .4049635663, .5765070014), Constraint::total,
       .460318},
      {"unfitted power", law(kPow, -2, 0, 1), Constraint::production, .509003}};
  for (const auto& row : kRows) {
    INFO(row.name);
    const RowSource weights = models::law_rows(row.law, inputs_of(table));
    const models::Balance balance = models::balance(data.origins, data.destinations, weights,
                                                    row.constraint, observed.margins());
    CHECK(common_part(data, models::balanced_rows(weights, balance)) ==
          Approx(row.cpc).margin(5.1e-7));
  }
  // Radiation for finite systems is a probability as it stands; its flows were rounded.
  models::Law radiation = law_of(LawKind::finite_radiation, DeterrenceKind::none, false);
  radiation.origin_exponent = 0;
  const RowSource share = models::law_rows(radiation, inputs_of(table));
  const RowSource rounded = [&](std::size_t i, std::span<double> row) {
    share(i, row);
    for (double& flow : row) flow = std::nearbyint(flow * observed.origin[i]);
  };
  CHECK(common_part(data, rounded) == Approx(.529472).margin(5.1e-7));
}

}  // namespace
}  // namespace ravenstein::calibration
