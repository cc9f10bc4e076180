// SPDX-License-Identifier: Apache-2.0
// One model at three resolutions.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "country.hpp"

using namespace country;

namespace {

constexpr int kReplicates = 200;

struct Sample {
  std::vector<double> mean, variance;
};

Sample sample(Resolution resolution, int replicates = kReplicates) {
  const Scenario s = scenario(resolution);
  Sample result;
  std::vector<double> squares;
  for (int n = 0; n < replicates; ++n) {
    const std::vector<double> one = last_row(run(s, 1000 + static_cast<std::uint64_t>(n)));
    result.mean.resize(one.size());
    squares.resize(one.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      result.mean[i] += one[i] / replicates;
      squares[i] += one[i] * one[i] / replicates;
    }
  }
  for (std::size_t i = 0; i < squares.size(); ++i) {
    const double spread = squares[i] - result.mean[i] * result.mean[i];
    result.variance.push_back(std::max(0.0, spread) * replicates / (replicates - 1));
  }
  return result;
}

/// Two-sided p of a normal deviate, times the number of comparisons.
double family_p(double z, std::size_t comparisons) {
  return std::erfc(std::abs(z) / std::sqrt(2.0)) * static_cast<double>(comparisons);
}

/// Rounding of the residents to whole persons by stratum moves an expectation by less than one.
void check_mean(const std::vector<double>& expected, const Sample& got) {
  REQUIRE(expected.size() == got.mean.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double error = std::sqrt(got.variance[i] / kReplicates);
    if (error == 0) {
      CHECK(std::abs(expected[i] - got.mean[i]) <= 1);
      continue;
    }
    INFO("output " << i << ": flows " << expected[i] << ", mean " << got.mean[i] << " +- "
                   << error);
    CHECK(family_p((expected[i] - got.mean[i]) / error, expected.size()) > 0.001);
  }
}

}  // namespace

TEST_CASE("flows are the mean of cohorts and of agents, which have one distribution") {
  const std::vector<double> flows = last_row(run(scenario(Resolution::flows)));
  const Sample cohorts = sample(Resolution::cohorts);
  const Sample agents = sample(Resolution::agents);
  check_mean(flows, cohorts);
  check_mean(flows, agents);
  double log_ratio = 0;
  std::size_t compared = 0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const double error = std::sqrt((cohorts.variance[i] + agents.variance[i]) / kReplicates);
    if (error == 0) continue;
    CHECK(family_p((cohorts.mean[i] - agents.mean[i]) / error, flows.size()) > 0.001);
    // The spread, too: the log ratio of two sample variances has variance 4 / (n - 1).
    const double ratio = std::log(cohorts.variance[i] / agents.variance[i]);
    CHECK(family_p(ratio / std::sqrt(4.0 / (kReplicates - 1)), flows.size()) > 0.001);
    log_ratio += ratio;
    ++compared;
  }
  CHECK(compared > 100);
  CHECK(std::abs(log_ratio / static_cast<double>(compared)) < 0.05);
}

TEST_CASE("everyone is accounted for at every resolution, day by day") {
  for (const Resolution resolution : {Resolution::flows, Resolution::cohorts, Resolution::agents}) {
    const Projection p = run(scenario(resolution));
    double born = 0, died = 0;
    for (int row = 0; row < p.period.steps(); ++row) {
      double people = 0;
      for (const DailyTable* table : {&p.residents, &p.displaced, &p.refugees, &p.on_the_way,
                                      &p.returnees, &p.integrated, &p.stranded}) {
        const auto here = table->row(row);
        people = std::accumulate(here.begin(), here.end(), people);
        for (const double persons : here) CHECK(persons >= 0);
      }
      for (std::size_t z = 0; z < 6; ++z) {
        born += p.births.row(row)[z];
        died += p.deaths.row(row)[z];
      }
      CHECK(people == Approx(25'500 + born - died).epsilon(1e-12));
    }
    CHECK(died > 0);
    CHECK(p.totals.births == Approx(born));
    CHECK(p.totals.deaths == Approx(died));
  }
}

TEST_CASE("the same datasets for any number of threads, with causes and strata") {
  for (const Resolution resolution : {Resolution::flows, Resolution::cohorts, Resolution::agents}) {
    const std::vector<double> alone = last_row(run(scenario(resolution), 7, 1));
    CHECK(last_row(run(scenario(resolution), 7, 2)) == alone);
    CHECK(last_row(run(scenario(resolution), 7, 7)) == alone);
    if (resolution != Resolution::flows) CHECK(last_row(run(scenario(resolution), 8)) != alone);
  }
}

TEST_CASE("two scenarios share their random numbers") {
  // Hazards 5 % higher: the difference between the two must vary less than between other seeds.
  for (const Resolution resolution : {Resolution::cohorts, Resolution::agents}) {
    const Scenario s = scenario(resolution);
    constexpr int kPairs = 100;
    double paired = 0, paired_sum = 0, apart = 0, apart_sum = 0;
    for (std::uint64_t seed = 1; seed <= kPairs; ++seed) {
      const double base = run(s, seed).totals.entries;
      const double same_seed = run(s, seed, 1, 1.05).totals.entries - base;
      const double other_seed = run(s, seed + 1000, 1, 1.05).totals.entries - base;
      paired += same_seed * same_seed;
      paired_sum += same_seed;
      apart += other_seed * other_seed;
      apart_sum += other_seed;
    }
    const double within = paired / kPairs - paired_sum * paired_sum / kPairs / kPairs;
    const double between = apart / kPairs - apart_sum * apart_sum / kPairs / kPairs;
    INFO("variance " << within << " of pairs, " << between << " of independent seeds");
    CHECK(within <= 0.25 * between);
  }
}

TEST_CASE("a closed form: two competing causes, nobody moves on or returns") {
  class Leaving : public Everything {
   public:
    void hazards(const DayView&, Hazards& h) override {
      std::ranges::fill(h.departure_of(0), 0.01);
      std::ranges::fill(h.departure_of(1), 0.03);
    }
  };
  for (const Resolution resolution : {Resolution::flows, Resolution::cohorts, Resolution::agents}) {
    Scenario s = scenario(resolution, 50, 1'000'000);
    s.strata = Strata{};
    Leaving behaviour;
    const Projection p = simulate(s, behaviour, {.seed = 3, .threads = 1});
    // residents = N exp(-h t); a quarter of all departures is charged to the first cause.
    for (std::size_t z = 0; z < 6; ++z) {
      const double n = 1'000'000 + 100 * static_cast<double>(z);
      const double left = std::exp(-0.04 * 50);
      const double error = resolution == Resolution::flows ? 1e-6 : 5 * std::sqrt(n * left);
      CHECK(std::abs(p.residents.row(49)[z] - n * left) < error);
    }
    double causes[2] = {0, 0};
    for (int row = 0; row < 50; ++row) {
      for (std::size_t c = 0; c < 2; ++c) {
        for (const double persons : p.departures_by_cause.row(row, c)) causes[c] += persons;
      }
    }
    CHECK(causes[0] / (causes[0] + causes[1]) == Approx(0.25).margin(0.002));
  }
}

TEST_CASE("monthly steps move as many people as daily ones") {
  // Only departures from home, at hazards constant within months: sums agree in distribution; in
  // expectation exactly.
  class Leaving : public Everything {
   public:
    void hazards(const DayView& today, Hazards& h) override {
      std::ranges::fill(h.departure_of(0), 0.001 * (1 + today.month % 3));
      std::ranges::fill(h.departure_of(1), 0.002);
    }
  };
  Scenario daily = scenario(Resolution::flows, 92);
  daily.strata.strata = {{.labels = {"child"}}, {.labels = {"woman"}}, {.labels = {"man"}}};
  daily.travel = {};
  daily.record.every = Interval::month;
  Scenario monthly = daily;
  monthly.period.interval = Interval::month;
  Leaving behaviour;
  const Projection by_day = simulate(daily, behaviour, {.threads = 1});
  Leaving again;
  const Projection by_month = simulate(monthly, again, {.threads = 1});
  REQUIRE(by_day.period.steps() == 3);
  REQUIRE(by_month.departures.persons.size() == by_day.departures.persons.size());
  for (std::size_t i = 0; i < by_day.departures_by_cause.persons.size(); ++i) {
    CHECK(by_month.departures_by_cause.persons[i] ==
          Approx(by_day.departures_by_cause.persons[i]).epsilon(1e-9));
  }
  daily.resolution = monthly.resolution = Resolution::cohorts;
  double mean[2] = {0, 0}, square[2] = {0, 0};
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    for (const bool month : {false, true}) {
      Leaving one;
      const double n =
          simulate(month ? monthly : daily, one, {.seed = seed, .threads = 1}).totals.entries;
      mean[month] += n / 200;
      square[month] += n * n / 200;
    }
  }
  const double variance[2] = {square[0] - mean[0] * mean[0], square[1] - mean[1] * mean[1]};
  CHECK(std::abs(mean[0] - mean[1]) < 3.3 * std::sqrt((variance[0] + variance[1]) / 200));
  CHECK(std::abs(std::log(variance[0] / variance[1])) < 3.3 * std::sqrt(4.0 / 199));
}
