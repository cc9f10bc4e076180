// SPDX-License-Identifier: Apache-2.0
#include "engine/simulation.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

using namespace ravenstein;

namespace {

constexpr int kDays = 60;

/// A ring of towns 150 km apart in two countries; residents leave everywhere at one hazard and
/// everybody away from home moves on at another, left or right with odds 1 : 3.
class Ring : public Behaviour {
 public:
  Ring(double hazard, double onward) : hazard_(hazard), onward_(onward) {}
  void entry_weights(const DayView&, std::span<double> weight) override {
    std::fill(weight.begin(), weight.end(), 1.0);
  }
  void hazards(const DayView&, Hazards& hazards) override {
    std::ranges::fill(hazards.departure, hazard_);
    std::ranges::fill(hazards.onward, onward_);
  }
  bool destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) override {
    ChoiceTable& choice = by_cause[0];
    const auto n = static_cast<ZoneIndex>(today.world.size());
    choice.clear(n + 1);
    for (ZoneIndex z = 0; z < n; ++z) {
      choice.to.insert(choice.to.end(), {(z + n - 1) % n, (z + 1) % n});
      choice.weight.insert(choice.weight.end(), {1, 3});
      choice.distance_km.insert(choice.distance_km.end(), {150, 150});
      choice.begin[z + 1] = 2 * (z + 1);
    }
    choice.begin[n + 1] = choice.begin[n];
    return true;
  }

 private:
  double hazard_, onward_;
};

Scenario ring(std::size_t zones, std::int64_t people_each, TravelPlan travel = {}) {
  Scenario scenario;
  scenario.period = {parse_date("2021-03-01").value(), kDays};
  scenario.world.home_country = "A";
  for (std::size_t z = 0; z < zones; ++z) {
    Zone zone;
    zone.code = "Z" + std::to_string(z);
    zone.country = z < zones / 2 ? "A" : "B";
    zone.population = people_each;
    scenario.world.zones.push_back(zone);
  }
  scenario.world.network = Network(scenario.world.zones, {}, {}, kDays);
  scenario.population.departures = PopulationPlan::Departures::hazard;
  scenario.travel = travel;
  return scenario;
}

Projection run(const Scenario& scenario, double hazard, double onward, std::uint64_t seed = 1,
               int threads = 1) {
  Ring behaviour(hazard, onward);
  return simulate(scenario, behaviour, {.seed = seed, .threads = threads});
}

double sum(std::span<const double> row) { return std::accumulate(row.begin(), row.end(), 0.0); }

bool same(const Projection& a, const Projection& b) {
  const auto equal = [](const FlowEntry& x, const FlowEntry& y) {
    return x.day == y.day && x.from == y.from && x.to == y.to && x.persons == y.persons;
  };
  return a.residents.persons == b.residents.persons && a.displaced.persons == b.displaced.persons &&
         a.refugees.persons == b.refugees.persons && a.arrivals.persons == b.arrivals.persons &&
         a.on_the_way.persons == b.on_the_way.persons &&
         std::equal(a.flows.begin(), a.flows.end(), b.flows.begin(), b.flows.end(), equal);
}

}  // namespace

TEST_CASE("every day balances to the person") {
  for (const auto mode : {TravelPlan::Mode::instantaneous, TravelPlan::Mode::network}) {
    const Scenario scenario = ring(10, 5'000, {mode, 40});  // four days on the way, or none
    const Projection p = run(scenario, 0.01, 0.05);
    std::vector<double> present(10, 0.0);
    for (int day = 0; day < kDays; ++day) {
      const double everyone = sum(p.residents.row(day)) + sum(p.displaced.row(day)) +
                              sum(p.refugees.row(day)) + sum(p.on_the_way.row(day));
      CHECK(everyone == 50'000);
      for (ZoneIndex z = 0; z < 10; ++z) {
        present[z] += p.entries.at(day, z) + p.arrivals.at(day, z) - p.departures.at(day, z) -
                      p.exits.at(day, z);
        CHECK(p.present(day, z) == present[z]);
        CHECK(p.displaced.at(day, z) >= 0);
        CHECK(p.refugees.at(day, z) >= 0);
      }
    }
    CHECK((sum(p.on_the_way.row(kDays - 1)) > 0) == (mode == TravelPlan::Mode::network));
  }
}

TEST_CASE("recorded flows add up to the arrivals") {
  for (const std::size_t zones : {10, 300}) {  // both ways of recording them
    const Projection p = run(ring(zones, 1'000), 0.02, 0.05);
    std::vector<double> arrivals(zones * kDays, 0.0);
    for (const FlowEntry& flow : p.flows) {
      arrivals[static_cast<std::size_t>(flow.day) * zones + flow.to] += flow.persons;
    }
    CHECK(arrivals == p.arrivals.persons);
  }
}

TEST_CASE("a person is a refugee exactly outside the country of their home") {
  // Nobody moves on: people of zone 4 (country A) reach 3 (A) and 5 (B), those of 9 (B) 8 and 0.
  const Projection p = run(ring(10, 1'000), 0.05, 0);
  const int last = kDays - 1;
  CHECK(p.refugees.at(last, 5) > 0);   // from 4
  CHECK(p.displaced.at(last, 5) > 0);  // from 6
  CHECK(p.refugees.at(last, 2) == 0);  // only from 1 and 3
  CHECK(p.refugees.at(last, 0) > 0);   // from 9
}

// Closed form: residents decay as exp(-h t); nobody returns, so the rest is away from home.
TEST_CASE("people are recorded by home where they are, however movers are found") {
  // A fifth moves on each day, and at once: everybody is asked in a flat pass.
  Scenario scenario = ring(6, 2'000, {TravelPlan::Mode::instantaneous, 100});
  scenario.record.homes = true;
  Ring behaviour(0.01, 0.2);
  const Projection p = simulate(scenario, behaviour, {});
  for (int day = 0; day < kDays; ++day) {
    for (ZoneIndex zone = 0; zone < 6; ++zone) {
      double by_home = 0;
      for (std::size_t home = 0; home < 6; ++home) {
        by_home += p.displaced_by_home.row(day, home)[zone];
      }
      CHECK(by_home == p.present(day, zone));
    }
  }
}

TEST_CASE("departures by hazard have the exponential law") {
  Scenario scenario = ring(10, 100'000);
  const double remaining = 1e6 * std::exp(-0.01 * kDays);
  const Projection agents = run(scenario, 0.01, 0.02);
  const double share = remaining / 1e6;
  const double deviation = std::sqrt(1e6 * share * (1 - share));
  CHECK(std::abs(sum(agents.residents.row(kDays - 1)) - remaining) < 4 * deviation);
  scenario.resolution = Resolution::flows;
  CHECK(sum(run(scenario, 0.01, 0.02).residents.row(kDays - 1)) == Approx(remaining));
}

TEST_CASE("flows are the mean of agents, however movers are found") {
  struct Case {
    TravelPlan travel;
    double onward;
  };
  const Case cases[] = {{{TravelPlan::Mode::network, 60}, 0.04},         // drawn, on the way
                        {{TravelPlan::Mode::instantaneous, 60}, 0.01},   // drawn from their zone
                        {{TravelPlan::Mode::instantaneous, 60}, 0.08}};  // all asked: flat pass
  for (const auto& [travel, onward] : cases) {
    Scenario scenario = ring(6, 2'000, travel);
    scenario.resolution = Resolution::flows;
    const Projection flows = run(scenario, 0.02, onward);
    scenario.resolution = Resolution::agents;
    constexpr int kRuns = 200;
    std::vector<double> mean(6, 0.0), square(6, 0.0);
    for (int r = 0; r < kRuns; ++r) {
      const Projection agents = run(scenario, 0.02, onward, 100 + static_cast<std::uint64_t>(r));
      for (ZoneIndex z = 0; z < 6; ++z) {
        const double persons = agents.present(kDays - 1, z);
        mean[z] += persons / kRuns;
        square[z] += persons * persons / kRuns;
      }
    }
    for (ZoneIndex z = 0; z < 6; ++z) {
      const double error = std::sqrt((square[z] - mean[z] * mean[z]) / (kRuns - 1));
      INFO("onward " << onward << " zone " << z);
      CHECK(std::abs(mean[z] - flows.present(kDays - 1, z)) < 4 * error);
      CHECK(error > 0);
    }
  }
}

TEST_CASE("the number of threads changes nothing, the seed does") {
  for (const auto mode : {TravelPlan::Mode::network, TravelPlan::Mode::instantaneous}) {
    const Scenario scenario = ring(10, 50'000, {mode, 60});
    const Projection one = run(scenario, 0.02, 0.1, 5, 1);
    CHECK(same(one, run(scenario, 0.02, 0.1, 5, 2)));
    CHECK(same(one, run(scenario, 0.02, 0.1, 5, 7)));
    CHECK_FALSE(same(one, run(scenario, 0.02, 0.1, 6, 1)));
  }
}

namespace {

/// Nobody can say where people come from until day 20.
class LateKnowledge : public Ring {
 public:
  LateKnowledge() : Ring(0, 0) {}
  void entry_weights(const DayView& today, std::span<double> weight) override {
    std::fill(weight.begin(), weight.end(), today.day < 20 ? 0.0 : 1.0);
  }
};

/// A camp-like zone 0 observed to hold 0, then `peak` on day 10, then `last` on day 30.
Scenario observed_ring(double peak, double last) {
  Scenario scenario = ring(6, 1'000, {TravelPlan::Mode::network, 20});
  scenario.population.departures = PopulationPlan::Departures::observed;
  scenario.observations = {{0, {{0, 0}, {10, peak}, {30, last}}}};
  return scenario;
}

double people_at_end(const Scenario& scenario, Behaviour&& behaviour) {
  return simulate(scenario, behaviour, {}).totals.people_at_end;
}

}  // namespace

TEST_CASE("people who could not set out yet are owed, not forgotten") {
  Scenario scenario = observed_ring(900, 900);
  for (const Resolution resolution : {Resolution::agents, Resolution::flows}) {
    scenario.resolution = resolution;
    CHECK(people_at_end(scenario, LateKnowledge()) == Approx(900));
  }
}

TEST_CASE("a fall first cancels people who have not set out yet") {
  Scenario scenario = observed_ring(900, 300);
  scenario.observations = {{0, {{0, 0}, {10, 900}, {15, 300}}}};  // all before day 20
  for (const Resolution resolution : {Resolution::agents, Resolution::flows}) {
    scenario.resolution = resolution;
    LateKnowledge behaviour;
    const Projection p = simulate(scenario, behaviour, {});
    CHECK(p.totals.people_at_end == Approx(300));
    CHECK(p.totals.entries == Approx(300));
    CHECK(p.totals.exits == Approx(0).margin(1e-9));
  }
}

TEST_CASE("falls that meet nobody at rest are owed at every resolution") {
  Scenario scenario = observed_ring(900, 0);
  scenario.observations = {{0, {{0, 0}, {3, 900}, {5, 0}}}};  // they are eight days on the way
  for (const Resolution resolution : {Resolution::agents, Resolution::flows}) {
    scenario.resolution = resolution;
    CHECK(people_at_end(scenario, Ring(0, 0)) == Approx(0).margin(1e-9));
  }
}

TEST_CASE("residents who are counted down are never created") {
  Scenario scenario = observed_ring(9'000, 9'000);  // more than the 6,000 there are
  scenario.population.take_from_residents = true;
  for (const Resolution resolution : {Resolution::agents, Resolution::flows}) {
    scenario.resolution = resolution;
    Ring behaviour(0, 0);
    const Projection p = simulate(scenario, behaviour, {});
    CHECK(p.totals.people_at_end <= 6'000 + 1e-6);
    CHECK(sum(p.residents.row(kDays - 1)) + p.totals.people_at_end == Approx(6'000));
  }
}

TEST_CASE("a debt of falls begins after the days on which people are given") {
  Scenario scenario = observed_ring(0, 0);
  scenario.travel.mode = TravelPlan::Mode::instantaneous;
  scenario.observations = {{0, {{0, 4'000}, {10, 1'000}, {30, 5'000}}}};
  scenario.population.falls = PopulationPlan::Falls::offset;
  scenario.population.observed_until_day = 10;
  CHECK(people_at_end(scenario, Ring(0, 0)) == 5'000);
}

TEST_CASE("a run can be stopped from outside") {
  const Scenario scenario = ring(4, 100);
  Ring behaviour(0.01, 0);
  int last = 0;
  RunOptions options;
  options.on_day = [&](int days_done) { return (last = days_done) < 5; };
  CHECK_THROWS_AS(simulate(scenario, behaviour, options), Interrupted);
  CHECK(last == 5);
}
