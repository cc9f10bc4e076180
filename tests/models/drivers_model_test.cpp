// SPDX-License-Identifier: Apache-2.0
// The model `drivers`: against its formulas, worked by hand or in closed form.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "drivers_line.hpp"
#include "engine/ensemble.hpp"
#include "engine/random/shocks.hpp"
#include "models/drivers/check.hpp"
#include "models/drivers/departures.hpp"
#include "models/drivers/idle.hpp"
#include "models/drivers/model.hpp"
#include "models/idle.hpp"
#include "models/member.hpp"
#include "models/movement/corridor_memory.hpp"
#include "models/movement/remembered_flows.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

TEST_CASE("drivers: an episode happens with its chance and has its size") {
  const Predictor terms{.occurrence = 0.4, .log_size = 5, .size_sd = 1.2, .log_rate = 0};
  double happened = 0, sum_log = 0, squares = 0;
  constexpr int kDraws = 20'000;
  for (int month = 0; month < kDraws; ++month) {
    const Shock shock = draw_shock({7, 0}, 1, 2, month, {0.2, 0});
    const double persons = persons_leaving(CauseForm::episodes, terms, shock, 1e9, 0.5);
    if (persons == 0) continue;
    ++happened;
    sum_log += std::log(persons);
    squares += std::log(persons) * std::log(persons);
  }
  const double chance = 1 / (1 + std::exp(-0.4));
  CHECK(std::abs(happened / kDraws - chance) < 4 * std::sqrt(chance * (1 - chance) / kDraws));
  const double mean = sum_log / happened;
  CHECK(std::abs(mean - 5) < 4 * 1.2 / std::sqrt(happened));
  CHECK(std::sqrt(squares / happened - mean * mean) == Approx(1.2).epsilon(0.03));
}

TEST_CASE("drivers: shocks share what they are said to share") {
  // Correlation between two zones in a month: the share of the month; between two months of a zone:
  // that of the zone.
  constexpr int kMonths = 20'000;
  double between_zones = 0, between_months = 0;
  for (int month = 0; month < kMonths; ++month) {
    const ShockShares shares{0.4, 0};
    between_zones += draw_shock({1, 0}, 0, 0, month, shares).severity *
                     draw_shock({1, 0}, 0, 1, month, shares).severity / kMonths;
    const auto zone = static_cast<std::uint32_t>(month);
    between_months += draw_shock({1, 0}, 0, zone, 10, {0, 0.3}).severity *
                      draw_shock({1, 0}, 0, zone, 11, {0, 0.3}).severity / kMonths;
  }
  CHECK(between_zones == Approx(0.4).margin(4 / std::sqrt(double{kMonths})));
  CHECK(between_months == Approx(0.3).margin(4 / std::sqrt(double{kMonths})));
}

TEST_CASE("drivers: the expectation is the mean over shocks") {
  for (const double cap_people : {1e9, 2000.0}) {  // far away; half of 2,000 cuts many episodes
    const Predictor terms{.occurrence = -1, .log_size = 6, .size_sd = 1, .log_rate = 0};
    double mean = 0;
    constexpr int kDraws = 40'000;
    for (int n = 0; n < kDraws; ++n) {
      mean += persons_leaving(CauseForm::episodes, terms, draw_shock({3, 0}, 0, 0, n, {}),
                              cap_people, 0.5) /
              kDraws;
    }
    CHECK(mean ==
          Approx(expected_leaving(CauseForm::episodes, terms, cap_people, 0.5)).epsilon(0.04));
  }
  // Lognormal without a cap: P exp(mu + s^2 / 2).
  CHECK(expected_leaving(CauseForm::episodes, {0, 3, 0.5, 0}, 1e12, 0.5) ==
        Approx(0.5 * std::exp(3 + 0.125)));
  CHECK(expected_leaving(CauseForm::additive, {0, 0, 0, 0.02}, 1000, 0.5) == Approx(20));
  CHECK(expected_leaving(CauseForm::log_linear, {0, 0, 0, std::log(0.1)}, 1000, 0.5) ==
        Approx(1000 * (1 - std::exp(-0.1))));
}

TEST_CASE("drivers: a month's hazard moves the month's persons, by days or at once") {
  for (const Interval step : {Interval::day, Interval::month}) {
    Scenario s = line();
    s.period.interval = step;
    Drivers model(episodes(50, std::log(5000.0), 0), s);  // surely, and always as many
    const Projection p = simulate(s, model, {.threads = 1});
    for (std::size_t z = 0; z < 3; ++z) {
      // Those who come from elsewhere in the month may leave again: a little more than 5,000.
      const double persons = p.departures.row(0)[z];
      CHECK(persons == Approx(5000).epsilon(step == Interval::month ? 1e-9 : 0.03));
    }
  }
}

TEST_CASE("drivers: gravity and remembered corridors, by hand") {
  const Scenario s = line();
  const std::vector<double> km = great_circle_km(s.world, 0);
  CHECK(km[1] == Approx(111.195).margin(0.01));  // pi 6371 / 180
  // Equal masses: from zone 0, e^intra : 1 / d^2 : 1 / (2 d)^2.
  const GravityForm form{
      .intra = std::log(1 / (km[1] * km[1])), .distance_exponent = 2, .mass_exponent = 0};
  const NetworkState& network = s.world.network.on(0);
  const Passage passage;
  const ChoiceWorld in{s.world, network, passage, false};
  const GravityTable q = gravity_tables(std::span(&form, 1), in, 1e-4).front();
  REQUIRE(q.to(0).size() == 3);
  CHECK(q.share(0)[0] == Approx(4.0 / 9));
  CHECK(q.share(0)[1] == Approx(4.0 / 9));
  CHECK(q.share(0)[2] == Approx(1.0 / 9));
  // 300 remembered from 0 to 2 against 100 persons of gravity.
  const std::vector<double> remembered = remembered_flows({{{0, 2}, 300.0}});
  ChoiceTable choice, kept;
  remembered_choice(remembered, 100, q, in, 1e-4, choice);
  // Gravity that is not stored counts all the same where something is remembered.
  const GravityTable nearest = gravity_tables(std::span(&form, 1), in, 0.2).front();
  REQUIRE(nearest.to(0).size() == 2);
  remembered_choice(remembered, 100, nearest, in, 1e-4, kept);
  REQUIRE(kept.begin[1] == 3);
  CHECK(kept.weight[2] == Approx((300 + 100.0 / 9) / 400));
  REQUIRE(choice.begin[1] == 3);
  CHECK(choice.weight[0] == Approx(100 * 4.0 / 9 / 400));
  CHECK(choice.weight[2] == Approx((300 + 100.0 / 9) / 400));
}

TEST_CASE("drivers: where no open way leads, people are stranded until it opens") {
  Scenario s = line(62);
  const std::vector<Link> links{{.a = 0, .b = 1, .distance_km = 111},
                                {.a = 1, .b = 2, .distance_km = 111}};
  Closure closed;
  closed.kind = ClosureKind::location;
  closed.zone_a = 2;
  closed.start_day = 0;
  closed.end_day = 31;
  s.world.network = Network(s.world.zones, links, {closed}, 62);
  ParameterValues values = episodes(50, std::log(5000.0), 0);
  values["other_intra"] = -50.0;  // nobody stays
  Drivers model(values, s);
  const Projection p = simulate(s, model, {.threads = 1});
  CHECK(sum(p.stranded.row(0)) > 1000);
  CHECK(p.arrivals.row(0)[2] == 0);
  CHECK(sum(p.stranded.row(1)) < 0.1 * sum(p.stranded.row(0)));
  CHECK(p.arrivals.row(1)[2] > 0);
}

TEST_CASE("drivers: people go home or stay for good once it is safe") {
  Scenario s = line(366);
  s.monthly.push_back({"dwellings_destroyed", MonthlySeries(month_number(2020, 1), 12, 3, 0.0)});
  s.monthly.back().series.at(month_number(2020, 1), 0) = 0.1;  // once, in zone 0
  ParameterValues values = episodes(0, 0, 0);
  values["other_form"] = std::string("off");
  values["damage_form"] = std::string("additive");
  values["return_share"] = 0.75;
  values["return_delay_days"] = 60.0;
  Drivers model(values, s);
  const Projection p = simulate(s, model, {.threads = 1});
  const double displaced = p.entries.row(0)[0];
  CHECK(displaced == Approx(0.55 * 0.1 * 100'000));  // 55 % of those whose dwelling is gone
  // Eleven months at a mean delay of 60 days: all but exp(-335 / 60); three of four go home.
  const double decided = displaced * (1 - std::exp(-335.0 / 60));
  CHECK(p.returnees.row(11)[0] == Approx(0.75 * decided).epsilon(1e-6));
  CHECK(sum(p.integrated.row(11)) == Approx(0.25 * decided).epsilon(1e-6));
}

TEST_CASE("drivers: what is missing is told, all at once") {
  Scenario s = line();
  ParameterValues values = episodes(0, 0, 0);
  values["other_form"] = std::string("off");
  REQUIRE(check_drivers(values, s).size() == 1);
  CHECK(check_drivers(values, s)[0].message.find("no cause is switched on") == 0);
  values["conflict_form"] = std::string("episodes");
  values["drought_form"] = std::string("episodes");
  values["flood_shared_by_month"] = 0.9;
  values["flood_form"] = std::string("episodes");
  values["flood_shared_by_zone"] = 0.2;
  s.monthly.push_back({"rain_mm", MonthlySeries(month_number(2019, 1), 12, 3, 1.0)});
  const std::vector<Problem> problems = check_drivers(values, s);
  std::string all;
  for (const Problem& problem : problems) all += problem.subject + ": " + problem.message + '\n';
  INFO(all);
  CHECK(all.find("conflict (surge) needs the monthly series fatalities") != std::string::npos);
  CHECK(all.find("drought (collapse) needs the monthly series terms_of_trade") !=
        std::string::npos);
  CHECK(
      all.find(
          "drivers.monthly.rain_mm: covers 2019-01 to 2019-12, the period is 2020-01 to 2020-01") !=
      std::string::npos);
  CHECK(all.find("makes 1.1: expected at most 1") != std::string::npos);
}

TEST_CASE("drivers: a term that cannot be told for a month of the period is refused") {
  // Else the month would pass as one in which nobody leaves.
  Scenario s = line(60);  // January and February
  ParameterValues values = episodes(0, 0, 0);
  values["other_form"] = std::string("off");
  values["damage_form"] = std::string("additive");
  s.monthly.push_back({"dwellings_destroyed", MonthlySeries(month_number(2020, 1), 2, 3, 0.0)});
  CHECK(check_drivers(values, s).empty());
  s.monthly.back().series.at(month_number(2020, 2), 1) = std::nan("");
  const std::vector<Problem> problems = check_drivers(values, s);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].subject == "drivers.monthly.dwellings_destroyed");
  CHECK(problems[0].message.find("damage (destroyed) cannot be told for Z1 in 2020-02") == 0);
}

TEST_CASE("an ensemble has the quantiles of its members, for any number of threads") {
  Scenario s = line(366);
  s.resolution = Resolution::cohorts;
  const ParameterValues values = episodes(0, 6, 1);
  const auto make = [&](const DrawKey&) { return std::make_unique<Drivers>(values, s); };
  EnsembleOptions options;
  options.members = 21;
  options.quantiles = {0.0, 0.5, 1.0};
  options.run.threads = 1;
  const Ensemble alone = run_ensemble(s, make, options);
  options.run.threads = 7;
  const Ensemble many = run_ensemble(s, make, options);
  REQUIRE(alone.tables.size() == many.tables.size());
  std::vector<double> departures, in_month, of_zone, in_all;
  for (std::uint32_t m = 0; m < 21; ++m) {
    Drivers model(values, s);
    const Projection run = simulate(s, model, {.seed = 1, .member = m, .threads = 1});
    departures.push_back(run.departures.row(5)[1]);
    in_month.push_back(sum(run.departures.row(5)));
    of_zone.push_back(0);
    for (int month = 0; month < 12; ++month) of_zone.back() += run.departures.row(month)[1];
    in_all.push_back(sum(run.departures.persons));
  }
  for (std::vector<double>* values_of : {&departures, &in_month, &of_zone, &in_all}) {
    std::sort(values_of->begin(), values_of->end());
  }
  bool found = false;
  for (std::size_t t = 0; t < alone.tables.size(); ++t) {
    CHECK(alone.tables[t].mean == many.tables[t].mean);
    CHECK(alone.tables[t].quantile == many.tables[t].quantile);
    if (alone.tables[t].name != "departures") continue;
    found = true;
    const std::size_t cell = 5 * 3 + 1, cells = 12 * 3;
    CHECK(alone.tables[t].quantile[cell] == departures.front());
    CHECK(alone.tables[t].quantile[cells + cell] == departures[10]);
    CHECK(alone.tables[t].quantile[2 * cells + cell] == departures.back());
    // Quantiles of sums over zones, months and both are not the sums of quantiles.
    CHECK(alone.tables[t].total.quantile[12 + 5] == in_month[10]);
    CHECK(alone.tables[t].period.quantile[3 + 1] == of_zone[10]);
    CHECK(alone.tables[t].period_total.quantile == std::vector{in_all[0], in_all[10], in_all[20]});
    CHECK(alone.tables[t].period_total.mean[0] == Approx(sum(in_all) / 21).epsilon(1e-12));
  }
  CHECK(found);
  options.members = 1;
  CHECK_THROWS_AS(run_ensemble(s, make, options), std::invalid_argument);
}

TEST_CASE("drivers: what does nothing beside the other parameters is known") {
  const Scenario s = line();
  const BehaviourModel model = drivers_model();
  ParameterValues values = episodes(0, 5, 1);
  const auto why = [&](const char* name) {
    return idle_parameter(model, model.uses(values, s), name, values).why;
  };
  CHECK(why("drought_size") == "while drought_form is off");
  CHECK(why("other_size").empty());
  CHECK(why("other_rate") == "while other_form is episodes");
  CHECK(why("other_rate_memory") == "while other_form is episodes");
  CHECK(why("other_memory_half_life_months") == "while nothing of other depends on its memory");
  CHECK(why("other_adjacency") == "without links");
  CHECK(why("return_delay_days") == "while return_share is 0");
  CHECK(why("restriction_compliance") == "without the monthly series restriction");
  CHECK(why("reference_first_year") == "while drought does not depend on rain");
  CHECK(why("corridor_prior_persons").empty());
  CHECK(why("other_shared_by_month").empty());
  values["shocks"] = std::string("expected");
  CHECK(why("other_shared_by_month") == "while shocks is expected");
  CHECK(why("other_size_sd").empty());  // the mean of a lognormal size depends on its spread
  values["other_form"] = std::string("log_linear");
  CHECK(why("other_size") == "while other_form is log_linear");
  CHECK(why("other_size_sd") == "while shocks is expected");
  values["other_rate_memory"] = 0.1;
  CHECK(why("other_memory_half_life_months").empty());
  values["other_form"] = std::string("additive");
  CHECK(why("other_rate") == "while other_form is additive");
  values["drought_form"] = std::string("episodes");
  values["drought_size_rain12"] = -1.0;
  CHECK(why("reference_first_year").empty());
  CHECK(why("livelihood_recovery_months") == "while drought does not depend on livelihood");
}

TEST_CASE("members draw the parameters that their scenario names, each its own") {
  Scenario s = line();
  s.behaviour.parameters = {{"other_form", std::string("episodes")},
                            {"other_shared_by_zone", 0.2},
                            {"corridor_half_life_months", 0.0}};
  s.ensemble.members = 50;
  s.ensemble.draws = {{"other_size", Distribution::normal(4, 0.5).within(-30, 30)},
                      {"other_shared_by_month", Distribution::uniform(0.5, 1)}};
  const ParameterValues first = member_parameters(s, {1, 0});
  CHECK(std::get<double>(first.at("other_size")) == drawn_values(s, {1, 0})[0]);
  CHECK(std::get<double>(first.at("other_shared_by_zone")) == 0.2);
  CHECK(drawn_values(s, {1, 0}) != drawn_values(s, {1, 1}));
  CHECK(make_member(s, {1, 0})->causes() == std::vector<std::string>{"other"});
  // Shares of variance must not exceed 1 together: some members are refused, others are not.
  int refused = 0;
  for (std::uint32_t m = 0; m < 50; ++m) {
    const auto problems = check_member(s, {1, m});
    CHECK(problems.size() == (drawn_values(s, {1, m})[1] + 0.2 > 1 ? 1 : 0));
    refused += static_cast<int>(problems.size());
  }
  CHECK(refused > 5);
  CHECK(refused < 45);
}
