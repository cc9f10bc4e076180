// SPDX-License-Identifier: Apache-2.0
// Fits of real flows against what other programs find. Sources: reference/spatial-interaction.md
// sections 3.1 to 3.3 (pysal/spint, R's glm, scikit-mobility, TDLM, all run on these files) and
// data/flows/README.md. spint stops early (4e-8 of the deviance), so its deviances are met to 2e-8,
// everything else to 1e-6 or to the digits that are printed.
#include <catch2/catch.hpp>
#include <optional>

#include "tests/calibration/flow_tables.hpp"

namespace ravenstein::calibration {
namespace {

using models::Constraint;
using models::DeterrenceKind;
using testing::FlowTable;

/// The masses a constraint leaves to be told.
InteractionModel model_of(Constraint constraint, DeterrenceKind deterrence,
                          const std::vector<double>& origin,
                          const std::vector<double>& destination) {
  InteractionModel model;
  model.constraint = constraint;
  model.deterrence = deterrence;
  if (constraint == Constraint::total || constraint == Constraint::attraction) {
    model.terms.push_back({"log_origin_mass", Term::Side::origin, origin});
  }
  if (constraint == Constraint::total || constraint == Constraint::production) {
    model.terms.push_back({"log_destination_mass", Term::Side::destination, destination});
  }
  return model;
}

struct Expected {
  Constraint constraint;
  DeterrenceKind deterrence;
  std::vector<double> coefficients;
  double deviance;
  double aic, d2, ssi, srmse, cpc;  ///< 0: not printed
};

void check(double found, double printed, double relative) {
  // Half a unit of the sixth decimal, for what is printed with six.
  if (printed != 0) CHECK(found == Approx(printed).epsilon(relative).margin(5.1e-7));
}

void check_rows(const FlowTable& table, const std::vector<Expected>& rows) {
  const std::vector<double> origin = testing::logs(table.origin_mass);
  const std::vector<double> destination = testing::logs(table.destination_mass);
  const InteractionData data = table.data();
  for (const Expected& row : rows) {
    INFO(name_of(row.constraint) << " " << name_of(row.deterrence));
    const InteractionModel model = model_of(row.constraint, row.deterrence, origin, destination);
    const InteractionFit fit = fit_interaction(data, model);
    INFO(fit.trouble);
    REQUIRE(fit.converged);
    for (std::size_t k = 0; k < row.coefficients.size(); ++k) {
      CHECK(fit.estimates.at(k).value == Approx(row.coefficients[k]).epsilon(1e-6));
    }
    check(fit.goodness.deviance, row.deviance, 2e-8);
    check(fit.goodness.aic, row.aic, 2e-8);
    check(fit.goodness.d2, row.d2, 1e-6);
    check(fit.goodness.ssi, row.ssi, 1e-6);
    check(fit.goodness.srmse, row.srmse, 1e-6);
    check(fit.goodness.cpc, row.cpc, 1e-6);
  }
}

constexpr Constraint kTotal = Constraint::total, kProduction = Constraint::production,
                     kAttraction = Constraint::attraction, kDoubly = Constraint::doubly;
constexpr DeterrenceKind kExp = DeterrenceKind::exponential, kPow = DeterrenceKind::power;

TEST_CASE("Austria, spint's test vector", "[data]") {
  if (testing::absent("austria_spint")) return;
  check_rows(testing::austria(false),
             {{kTotal,
               kExp,
               {-7.95447436, .863867812, .880474585, -6.20544765e-3},
               19806.4087,
               20395.0854,
               .88713874,
               .72706171,
               .62063116,
               0},
              {kProduction,
               kExp,
               {.89278717, -.00727113},
               15279.9742,
               15882.6510,
               .91293136,
               .74061920,
               .46622685,
               0},
              {kAttraction, kExp, {}, 15673.2226, 16275.8993, .91069054, .75063450, .59478478, 0},
              {kDoubly,
               kExp,
               {-.00791533},
               9360.482486,
               9977.1591,
               .94666192,
               .81185211,
               .37925655,
               .884529}});
}

TEST_CASE("Austria, spint's primer", "[data]") {
  if (testing::absent("austria_spint")) return;
  check_rows(
      testing::austria(true),
      {{kTotal,
        kExp,
        {-8.01822841, .86931613, .89144515, -.00622938},
        19533.3977,
        20122.0743,
        .888694,
        .727358,
        .607729,
        .820423},
       {kProduction,
        kExp,
        {.90285448, -.0072617},
        15238.5770,
        15841.2538,
        .913167,
        .740914,
        .464483,
        .845476},
       {kAttraction,
        kExp,
        {.90037216, -.00695034},
        15379.6364,
        15982.3131,
        .912363,
        .752155,
        .584002,
        .849156},
       {kDoubly,
        kExp,
        {-.00791533},
        9360.482486,
        9977.1591,
        .94666192,
        .81185211,
        .37925655,
        .884529},
       {kTotal,
        kPow,
        {-.85755469, .70317833, .7376105, -1.05939577},
        12718.2302,
        13306.9068,
        .927529,
        .751205,
        .390493,
        .864060},
       {kProduction,
        kPow,
        {.73698043, -1.15536792},
        10254.1887,
        10856.8654,
        .941569,
        .779345,
        .321298,
        .885446},
       {kAttraction,
        kPow,
        {.7296775, -1.09251626},
        10634.0910,
        11236.7676,
        .939405,
        .781152,
        .499965,
        .863494},
       {kDoubly, kPow, {-1.26408253}, 5655.2628, 6271.9395, .967775, .833993, .277681, .907708}});
}

TEST_CASE("Austria: standard errors, likelihoods and gravity without a constant", "[data]") {
  if (testing::absent("austria_spint")) return;
  const FlowTable table = testing::austria(false);
  const InteractionData data = table.data();
  const auto doubly = [&](DeterrenceKind kind) {
    InteractionModel model;
    model.constraint = kDoubly;
    model.deterrence = kind;
    return fit_interaction(data, model);
  };
  CHECK(doubly(kExp).estimates[0].standard_error == Approx(5.062e-5).epsilon(1e-4));
  CHECK(doubly(kPow).estimates[0].standard_error == Approx(.00743).epsilon(1e-3));  // 3 digits
  const std::vector<double> origin = testing::logs(table.origin_mass);
  const std::vector<double> destination = testing::logs(table.destination_mass);
  const InteractionFit gravity = fit_interaction(data, model_of(kTotal, kExp, origin, destination));
  CHECK(gravity.goodness.log_likelihood == Approx(-10193.5427).epsilon(1e-8));
  CHECK(gravity.goodness.null_log_likelihood == Approx(-88037.0499629).epsilon(1e-10));
  CHECK(gravity.goodness.adjusted_d2 == Approx(.88215957).epsilon(1e-7));
  for (const auto& [kind, b, deviance] :
       {std::tuple{kExp, .01641585, 1087408.97}, std::tuple{kPow, 1.27223738, 409811.343}}) {
    InteractionModel bare;
    bare.constraint = Constraint::unconstrained;
    bare.deterrence = kind;
    const InteractionFit fit = fit_interaction(data, bare);
    REQUIRE(fit.converged);
    CHECK(fit.estimates[0].value == Approx(b).epsilon(1e-6));
    // spint leaves out the term -(T - t), which is nil only where totals are reproduced.
    const double theirs =
        fit.goodness.deviance + 2 * (fit.goodness.observed_sum - fit.goodness.predicted_sum);
    CHECK(theirs == Approx(deviance).epsilon(1e-8));
  }
}

TEST_CASE("Kansas: doubly constrained maximum likelihood", "[data]") {
  if (testing::absent("kansas_tdlm")) return;
  const FlowTable table = testing::kansas();
  check_rows(table, {{kDoubly, kExp, {-.047829849}, 111468.0827, 0, 0, 0, 0, .805954},
                     {kDoubly, kPow, {-3.8629845}, 66590.4852, 0, 0, 0, 0, 0}});
  CHECK(fit_interaction(table.data(), model_of(kDoubly, kExp, {}, {})).goodness.observed_sum ==
        200347);
}

TEST_CASE("New York: scikit-mobility's fits of positive flows", "[data]") {
  if (testing::absent("ny_commuting_skmob")) return;
  // It drops zeros, so they are missing here. Its masses are the population at both ends. The
  // reference's doubly constrained fits are of the same positive flows.
  FlowTable table = testing::new_york();
  for (double& flow : table.flow) {
    if (flow == 0) flow = kMissingFlow;
  }
  const std::vector<double> mass = testing::logs(table.destination_mass);
  const InteractionData data = table.data();
  const InteractionFit power = fit_interaction(data, model_of(kProduction, kPow, mass, mass));
  CHECK(power.estimates[0].value == Approx(.6471759552223324).epsilon(1e-9));
  CHECK(power.estimates[1].value == Approx(-1.9947152031914186).epsilon(1e-9));
  const InteractionFit exponential = fit_interaction(data, model_of(kProduction, kExp, mass, mass));
  CHECK(exponential.estimates[0].value == Approx(.9604197645).epsilon(1e-8));
  CHECK(exponential.estimates[1].value == Approx(-.04240161500).epsilon(1e-8));
  const InteractionFit global = fit_interaction(data, model_of(kTotal, kPow, mass, mass));
  CHECK(global.estimates[1].value == Approx(.4049635663).epsilon(1e-8));
  CHECK(global.estimates[2].value == Approx(.5765070014).epsilon(1e-8));
  CHECK(global.estimates[3].value == Approx(-1.5867093772).epsilon(1e-8));
  check_rows(table, {{kDoubly, kExp, {-.050362974}, 894005.7575, 0, 0, 0, 0, .845739},
                     {kDoubly, kPow, {}, 0, 0, 0, 0, 0, .779256}});
}

TEST_CASE("Korea 2020 and 2012", "[data]") {
  if (testing::absent("migest_korea_gravity")) return;
  check_rows(
      testing::korea("2020"),
      {{kTotal, kPow, {-8.2176018, .77537503, .6712139, -.86658613}, 605857.1596, 0, 0, 0, 0, 0},
       {kDoubly, kPow, {-.92015038}, 502172.6553, 0, 0, 0, 0, .835388},
       {kDoubly, kExp, {-.0081469926}, 574970.3949, 0, 0, 0, 0, .843633}});
  check_rows(
      testing::korea("2012"),
      {{kTotal, kPow, {-9.3472138, .72635459, .77996917, -.8107611}, 597296.9148, 0, 0, 0, 0, 0},
       {kDoubly, kExp, {-.0075726077}, 0, 0, 0, 0, 0, .848637}});
}

}  // namespace
}  // namespace ravenstein::calibration
