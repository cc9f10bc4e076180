// SPDX-License-Identifier: Apache-2.0
// Method `reports` of the filter, recounts of counts, and forecasts at leads.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "calibration/assimilation/assimilate.hpp"
#include "calibration/assimilation/drawn_shares.hpp"
#include "calibration/assimilation/filter_leads.hpp"
#include "calibration/assimilation/plan_counts.hpp"
#include "calibration/assimilation/settle_plan.hpp"
#include "calibration/batch/purpose.hpp"
#include "calibration/nowcast/nowcast.hpp"
#include "calibration/observation/recounts.hpp"
#include "calibration/priors/scores.hpp"
#include "calibration/scores/of_scenario.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

constexpr ZoneIndex kCamp1 = 2, kCamp2 = 3, kCamp3 = 4;

std::map<std::string, std::string, std::less<>> files() {
  return {{"scenario.yaml", R"(schema_version: 1
title: two towns, three camps, totals known
period: {start: 2020-01-01, days: 90}
seed: 5
resolution: cohorts
home_country: A
zones: zones.csv
links: links.csv
drivers: {conflict: {table: conflict.csv}}
population: {departures: observed, initial: observed, falls: exits, observed_until_day: 0}
travel: {mode: instantaneous}
behaviour: {model: saturating-gravity, preset: R2}
observations: {table: registrations.csv}
)"},
          {"zones.csv",
           "code,name,country,latitude_deg,longitude_deg,kind,population\n"
           "T1,Town 1,A,0,0,town,40000\nT2,Town 2,A,1,0,town,30000\n"
           "C1,Camp 1,B,0,2,camp,\nC2,Camp 2,B,1,2,camp,\nC3,Camp 3,B,2,0,camp,\n"},
          {"links.csv",
           "from,to,distance_km\nT1,C1,200\nT1,C2,300\nT1,C3,250\nT2,C1,350\nT2,C2,150\nT2,C3,"
           "90\n"},
          {"conflict.csv", "zone,date,value\nT1,2020-01-01,1\nT2,2020-01-10,1\n"},
          {"registrations.csv",
           "zone,date,persons\nC1,2020-01-01,1000\nC1,2020-03-31,9000\nC2,2020-01-01,500\n"
           "C2,2020-03-31,5000\nC3,2020-01-01,700\nC3,2020-03-31,12000\n"},
          {"plan.yaml",
           "scenario: scenario.yaml\nobservations: {tables: [counts.csv]}\n"
           "filter: {method: reports}\n"},
          {"counts.csv", "zone,date,persons\nC1,2020-01-20,3000\n"}};
}

Scenario scenario(std::map<std::string, std::string, std::less<>> memory = files()) {
  auto input = io::InputFiles::in_memory(std::move(memory));
  return io::read_scenario(input, "scenario.yaml").scenario;
}

/// Reports that are believed to the person, shares without spread.
FilterPlan exact_plan() {
  FilterPlan plan;
  plan.method = FilterMethod::reports;
  plan.members = 4;
  plan.error_share = 0;
  plan.error_persons = 1e-3;
  plan.concentration = 1e6;
  plan.outlier_sd = 100;
  plan.concentration_30_days = 1e9;
  return plan;
}

std::vector<PeopleCount> counts() {
  return {{kCamp1, -3, 900}, {kCamp1, 14, 2400}, {kCamp3, 20, 2000}, {kCamp2, 40, 2500}};
}

Assimilated run(const Scenario& of, const FilterPlan& plan) {
  AssimilationOptions options;
  options.seed = 5;
  options.threads = 2;
  return assimilate(of, plan, counts(), options);
}

}  // namespace

TEST_CASE("reports: an update is the nowcast R4 of its day, in whole persons") {
  // The independent answer: nowcast() of the same day, its own shares and last reports.
  const Scenario s = scenario();
  const Assimilated done = run(s, exact_plan());
  REQUIRE(done.updates.size() == 4);
  const auto behaviour = models::make_behaviour(s);
  DestinationShares shares(s, *behaviour);
  const std::vector<ZoneIndex> camps{kCamp1, kCamp2, kCamp3};
  const CampObservations observed = camp_observations(s);
  // 0: nobody has counted there yet, the run's own people stand for a report.
  const std::vector<LastReports> reported{{{900, 0, 0}, {3, 0, 0}},
                                          {{2400, 0, 0}, {0, 14, 14}},
                                          {{2400, 0, 2000}, {6, 20, 0}},
                                          {{2400, 2500, 2000}, {26, 0, 20}}};
  for (std::size_t u = 0; u < 4; ++u) {
    const io::AssimilationUpdate& update = done.updates[u];
    CAPTURE(u, update.day);
    const auto known_of = [&](auto present) {
      LastReports known = reported[u];
      for (std::size_t x = 0; x < 3; ++x) {
        if (known.persons[x] == 0) known.persons[x] = present(x);
      }
      return known;
    };
    const auto present_of = [&](std::size_t m, std::size_t x) {
      return update.prior_present[m * 5 + camps[x]];
    };
    const LastReports mean = known_of([&](std::size_t x) {
      return (present_of(0, x) + present_of(1, x) + present_of(2, x) + present_of(3, x)) / 4;
    });
    const std::vector<double> newcomers = shares.on(update.day, camps, mean.persons);
    for (std::size_t m = 0; m < 4; ++m) {
      const NowcastDay expected =
          nowcast(observed.daily.total(update.day),
                  known_of([&](std::size_t x) { return present_of(m, x); }), newcomers);
      for (std::size_t x = 0; x < 3; ++x) {
        const double persons = update.posterior_present[m * 5 + camps[x]];
        CHECK(std::abs(persons - expected.persons[x]) < 2 + .005 * expected.persons[x]);
      }
    }
  }
}

TEST_CASE("reports: shares of those not reported spread as a Dirichlet distribution does") {
  // Variance p (1 - p) / (concentration + 1) of each share (Johnson, Kotz and Balakrishnan 2000).
  FilterPlan plan = exact_plan();
  plan.members = 400;
  plan.concentration = 9;
  Scenario s = scenario();
  AssimilationOptions options;
  options.seed = 5;
  const auto done = assimilate(
      s, plan, std::vector<PeopleCount>{{kCamp1, 30, 0}, {kCamp2, 29, 0}, {kCamp3, 29, 0}},
      options);
  const io::AssimilationUpdate& u = done.updates[1];
  // Camp 1 reports that nobody is there; the others did the day before and share everybody.
  double mean = 0, square = 0;
  for (std::size_t m = 0; m < 400; ++m) {
    const double there = u.posterior_present[m * 5 + kCamp2];
    const double share = there / (there + u.posterior_present[m * 5 + kCamp3]);
    mean += share / 400;
    square += share * share / 400;
  }
  const auto behaviour = models::make_behaviour(s);
  const std::vector<double> p =
      DestinationShares(s, *behaviour)
          .on(30, std::vector<ZoneIndex>{kCamp1, kCamp2, kCamp3}, std::vector<double>{0, 0, 0});
  const double of_two = p[1] / (p[1] + p[2]);
  CHECK(mean == Approx(of_two).margin(.03));  // 3 standard errors
  const double expected = of_two * (1 - of_two) / (9 * (p[1] + p[2]) + 1);
  CHECK(square - mean * mean == Approx(expected).epsilon(.3));
}

TEST_CASE("reports: everybody is kept, and the total is the scenario's") {
  const Scenario s = scenario();
  FilterPlan plan = exact_plan();
  plan.concentration = 5;
  const Assimilated done = run(s, plan);
  const CampObservations observed = camp_observations(s);
  CHECK(done.first_row == 41);
  for (const Projection& member : done.members) {
    for (int row = 0; row < member.period.days; ++row) {
      double people = 0;
      for (const ZoneIndex camp : {kCamp1, kCamp2, kCamp3}) people += member.present(row, camp);
      REQUIRE(people == observed.daily.total(done.first_row + row));
    }
  }
}

TEST_CASE("reports: a figure that is far off twice is weighed against the forecast") {
  // All camps report the scenario's figures on day 40; then camp 1 two that are too high.
  const Scenario s = scenario();
  const CampObservations observed = camp_observations(s);
  FilterPlan plan = exact_plan();
  plan.members = 24;
  plan.outlier_sd = 4;
  std::vector<PeopleCount> with;
  double reported = 0;
  for (std::size_t x = 0; x < 3; ++x) {
    with.push_back({observed.daily.zones[x], 40, observed.daily.row(40)[x]});
    reported += with.back().persons;
  }
  const auto updates_with = [&](double persons) {
    auto all = with;
    all.insert(all.end(), {{kCamp1, 42, persons}, {kCamp1, 43, persons}});
    AssimilationOptions options;
    options.seed = 5;
    return assimilate(s, plan, all, options).updates;
  };
  const auto mean_in = [](const io::AssimilationUpdate& u, ZoneIndex zone) {
    double mean = 0;
    for (std::size_t m = 0; m < 24; ++m) mean += u.posterior_present[m * 5 + zone] / 24;
    return mean;
  };
  const auto doubted = updates_with(12'000);
  REQUIRE(doubted.size() == 3);
  CHECK(doubted[1].flag[0] == io::CountFlag::outlier);
  const io::AssimilationUpdate& u = doubted[2];
  REQUIRE(u.flag[0] == io::CountFlag::confirmed);
  // Who was in no report may be in camp 1: in the spread, and in the evidence.
  CHECK(u.prior_sd[0] > observed.daily.total(43) - reported - 1);
  const double prior = u.prior_sd[0] * u.prior_sd[0], error = u.error_sd[0] * u.error_sd[0];
  const double off = 12'000 - u.prior_mean[0];
  CHECK(off * off / (prior + error) == Approx(16).epsilon(.01));
  const double density = -(off * off / (prior + error) + std::log(2 * M_PI * (prior + error))) / 2;
  CHECK(u.log_evidence == Approx(density));
  const double believed = u.prior_mean[0] + prior / (prior + error) * off;  // Bayes, normal
  CHECK(u.posterior_mean[0] == Approx(believed).epsilon(.01));
  CHECK(mean_in(u, kCamp3) > 4'000);  // 5722 reported
  // More than there are in all camps is off by the difference at least.
  const auto impossible = updates_with(100'000);
  CHECK(impossible[2].error_sd[0] >= 100'000 - observed.daily.total(43) - 1);
  CHECK(mean_in(impossible[2], kCamp1) == Approx(observed.daily.row(43)[0]).epsilon(.1));
}

TEST_CASE("leads: what is forecast of a day knows the counts of a lead before and no later") {
  const Scenario s = scenario();
  FilterPlan plan = exact_plan();
  const int leads[] = {1, 20};
  const CampObservations observed = camp_observations(s);
  const auto all = filter_leads(s, plan, observed, leads, 5);
  // Another last count changes nothing but what is forecast after it: it lies on day 90, the
  // period's end, so nothing at all; another first count changes everything later.
  auto memory = files();
  memory["registrations.csv"] =
      "zone,date,persons\nC1,2020-01-01,1000\nC1,2020-02-10,5000\nC1,2020-03-31,9000\n"
      "C2,2020-01-01,500\nC2,2020-03-31,5000\nC3,2020-01-01,700\nC3,2020-03-31,12000\n";
  const Scenario other = scenario(memory);
  CampObservations told = camp_observations(other);
  told.daily = observed.daily;
  Scenario same_totals = s;  // other reports in the same world
  const auto more = filter_leads(same_totals, plan, told, leads, 5);
  const std::size_t camps = 3, day = 40;  // of the count that was added
  for (std::size_t l = 0; l < 2; ++l) {
    const std::size_t from = (day + static_cast<std::size_t>(leads[l])) * camps;
    CHECK(std::equal(all[l].mean.begin(), all[l].mean.begin() + static_cast<std::ptrdiff_t>(from),
                     more[l].mean.begin()));
    CHECK(all[l].mean[from] != more[l].mean[from]);
  }
  CHECK(more[0].mean[(day + 1) * camps] == Approx(5000).epsilon(.05));
}

TEST_CASE("recounts scale what was counted before them as the scenario's corrections do") {
  // By hand: 50 / 200 on day 20, then 60 / 50 on day 30.
  std::vector<ObservedSeries> series{{kCamp1, {{0, 100}, {10, 200}, {20, 50}, {30, 60}}},
                                     {kCamp2, {{0, 7}, {20, 0}}}};
  const std::vector<RegistrationCorrection> corrections{{kCamp1, 20}, {kCamp1, 30}};
  const std::vector<Recount> recounts = recounts_of(series, corrections);
  CHECK(recount_factor(recounts, kCamp1, 0) == Approx(.3));
  CHECK(recount_factor(recounts, kCamp1, 19) == Approx(.3));
  CHECK(recount_factor(recounts, kCamp1, 20) == Approx(1.2));
  CHECK(recount_factor(recounts, kCamp1, 30) == 1);
  CHECK(recount_factor(recounts, kCamp2, 0) == 1);
  std::vector<ObservedSeries> corrected = series;
  correct(corrected, corrections);
  for (std::size_t i = 0; i < 4; ++i) {
    const ObservedEntry& entry = series[0].entries[i];
    CHECK(entry.persons * recount_factor(recounts, kCamp1, entry.day) ==
          Approx(corrected[0].entries[i].persons));
  }
}

TEST_CASE("counts of a plan are corrected as the scenario's are, or by a table, or not") {
  auto memory = files();
  memory["counts.csv"] =
      "zone,date,persons,error_persons\nC1,2020-01-20,3000,30\nC1,2020-02-01,4000,\n"
      "C1,2020-02-02,1000,\nC2,2020-02-02,,\n";  // the last one is a missing value
  memory["recounts.csv"] = "zone,date\nC1,2020-02-02\n";
  Scenario s = scenario();
  s.corrections = {{kCamp1, 60}};
  const auto counted = [] {
    return std::vector<ObservedSeries>{{kCamp1, {{0, 8000}, {60, 4000}}}};
  };
  const auto read = [&](const std::string& corrections) {
    memory["plan.yaml"] =
        "scenario: scenario.yaml\nobservations: {tables: [counts.csv], corrections: " +
        corrections + "}\nfilter: {method: reports}\n";
    auto input = io::InputFiles::in_memory(memory);
    Problems problems;
    const AssimilationFile file = read_assimilation(input, "plan.yaml", problems);
    PlanCounts found = read_people_counts(file, input, s, counted, {}, problems);
    REQUIRE(problems.empty());
    REQUIRE(found.counts.size() == 3);
    return found;
  };
  const PlanCounts by_scenario = read("scenario");
  CHECK(by_scenario.counts[0].persons == 1500);
  CHECK(by_scenario.counts[0].error_sd == 15);
  CHECK(by_scenario.corrected == 3);
  CHECK(by_scenario.last_recount_day == 60);
  CHECK(read("none").counts[0].persons == 3000);
  CHECK(read("none").corrected == 0);
  const PlanCounts by_table = read("recounts.csv");
  CHECK(by_table.counts[0].persons == 750);
  CHECK(by_table.counts[1].persons == 1000);
  CHECK(by_table.counts[2].persons == 1000);
  CHECK(by_table.corrected == 2);
}

TEST_CASE("what was reported later is not known, as a count or as a recount") {
  auto memory = files();
  memory["counts.csv"] =
      "zone,date,persons,reported\nC1,2019-12-20,800,\nC1,2020-01-20,2900,\n"
      "C1,2020-01-20,3000,2020-01-22\nC1,2020-02-02,1000,2020-02-10\n";
  memory["recounts.csv"] = "zone,date\nC1,2020-02-02\n";
  const Scenario s = scenario();
  const auto read = [&](const std::string& method, std::optional<Date> known_by) {
    memory["plan.yaml"] =
        "scenario: scenario.yaml\nobservations: {tables: [counts.csv], corrections: "
        "recounts.csv}\nfilter: {method: " +
        method + "}\n";
    auto input = io::InputFiles::in_memory(memory);
    Problems problems;
    const AssimilationFile file = read_assimilation(input, "plan.yaml", problems);
    PlanCounts found = read_people_counts(
        file, input, s, [] { return std::vector<ObservedSeries>(); }, known_by, problems);
    REQUIRE(problems.empty());
    return found;
  };
  const PlanCounts early = read("reports", parse_date("2020-02-05"));
  CHECK(early.corrected == 0);
  CHECK(early.counts.back().persons == 3000);
  // A third of them were found; tallied are those that are compared with the runs.
  const PlanCounts all = read("reports", {});
  CHECK(all.counts[2].persons == Approx(1000));
  CHECK(all.taken == 3);  // one is revised
  CHECK(all.corrected == 2);
  const PlanCounts within = read("etkf", {});
  CHECK(within.taken == 2);  // and one lies before the period
  CHECK(within.corrected == 1);
}

TEST_CASE("reports: what it cannot use is refused with its place") {
  const auto problems = [](const std::string& plan, const Scenario& of) {
    auto memory = files();
    memory["plan.yaml"] = "scenario: scenario.yaml\nobservations: {tables: [counts.csv]}\n" + plan;
    auto input = io::InputFiles::in_memory(memory);
    Problems found;
    AssimilationFile file = read_assimilation(input, "plan.yaml", found);
    refuse_idle_settings(file, &of, found);
    file.plan = settled(file.plan, of);
    read_people_counts(
        file, input, of, [] { return std::vector<ObservedSeries>(); }, {}, found);
    return found.all();
  };
  CHECK(problems("filter: {method: reports, concentration: 3}\n", scenario()).empty());
  const auto ignored = problems(
      "filter: {method: reports, relax: 0.5, totals: follow}\npull: {sd: 1}\nhazard: {sd: 1}\n",
      scenario());
  REQUIRE(ignored.size() == 4);
  CHECK(ignored[0].subject == "filter.relax");
  CHECK(ignored[3].subject == "filter.totals");
  Scenario hazards = scenario();
  hazards.population.departures = PopulationPlan::Departures::hazard;
  const auto unknown_total = problems("filter: {method: reports}\n", hazards);
  REQUIRE(unknown_total.size() == 1);
  CHECK(unknown_total[0].place.line == 3);
  CHECK(unknown_total[0].subject == "filter.method");
  // What the scenario asks for.
  CHECK(problems("filter: {concentration: 3}\n", scenario()).empty());
  const auto of_kalman =
      problems("filter: {concentration: 3, concentration_30_days: 9}\n", hazards);
  REQUIRE(of_kalman.size() == 2);
  CHECK(of_kalman[0].message ==
        "does nothing with method: etkf, taken as the scenario forecasts how many leave");
  CHECK(of_kalman[0].hint == "leave it out");
}

TEST_CASE("plans that leave it open keep a total that is known, and take its last reports") {
  const Scenario observed = scenario();
  const FilterPlan kept = settled({}, observed);
  CHECK(kept.method == FilterMethod::reports);
  CHECK(kept.totals == FilterTotals::keep);
  Scenario hazards = scenario();
  hazards.population.departures = PopulationPlan::Departures::hazard;
  const FilterPlan followed = settled({}, hazards);
  CHECK(followed.method == FilterMethod::etkf);
  CHECK(followed.totals == FilterTotals::follow);
  FilterPlan asked;
  asked.method = FilterMethod::etkf;
  asked.totals = FilterTotals::follow;
  CHECK(settled(asked, observed).totals == FilterTotals::follow);
  asked.totals = FilterTotals::automatic;
  CHECK(settled(asked, observed).totals == FilterTotals::keep);
}

TEST_CASE("drawn shares are Dirichlet's, with the means and sums that were given") {
  // Variance p (1 - p) / (asked + 1) (Johnson, Kotz and Balakrishnan 2000); a hundredth of it by
  // chance in 2,000 members.
  constexpr Eigen::Index kMembers = 2000;
  const std::vector<double> mean{.5, .3, .15, .05, 0};
  const Eigen::MatrixXd score =
      standard_normals(3, purpose::kPerturbation, 1, static_cast<Eigen::Index>(5), kMembers);
  for (const double people : {4.0, 30.0, 1000.0, 1e6}) {
    const std::vector<double> asked(kMembers, people);
    const Eigen::MatrixXd shares = drawn_shares(mean, asked, score);
    for (Eigen::Index z = 0; z < 5; ++z) {
      const double p = mean[static_cast<std::size_t>(z)];
      CAPTURE(people, p);
      CHECK(shares.row(z).mean() == Approx(p).epsilon(1e-3));
      const double variance = (shares.row(z).array() - p).square().mean();
      CHECK(variance == Approx(p * (1 - p) / (people + 1)).epsilon(.12));
    }
    CHECK((shares.colwise().sum().array() - 1).abs().maxCoeff() < 1e-12);
  }
}

TEST_CASE("reports: members lean their own ways, farther with time, round the same mean") {
  const Scenario s = scenario();
  FilterPlan plan = exact_plan();
  plan.members = 200;
  const auto people_of = [&](double concentration, int steps) {
    plan.concentration_30_days = concentration;
    RunFilter filter(s, plan, make_drawn(s), 5);
    filter.update({21, {{kCamp1, 20, 2400}, {kCamp2, 20, 2200}, {kCamp3, 20, 2000}}});
    filter.advance(steps);
    Eigen::MatrixXd people(3, 200);
    for (Eigen::Index m = 0; m < 200; ++m) {
      const auto present = filter.present(static_cast<std::size_t>(m));
      for (Eigen::Index x = 0; x < 3; ++x) people(x, m) = present[static_cast<std::size_t>(2 + x)];
    }
    return people;
  };
  double before = 0;
  for (const int steps : {22, 30, 51, 80}) {
    CAPTURE(steps);
    const Eigen::MatrixXd still = people_of(1e9, steps), leaning = people_of(5000, steps);
    CHECK((still.colwise().sum() - leaning.colwise().sum()).isZero());
    const double all = still.col(0).sum();
    for (Eigen::Index x = 0; x < 3; ++x) {
      CHECK(std::abs(leaning.row(x).mean() - still.row(x).mean()) < .01 * all);
    }
    const double sd = std::sqrt((leaning.row(0).array() - leaning.row(0).mean()).square().mean());
    CHECK(sd / all > 1.3 * before);
    before = sd / all;
  }
}

TEST_CASE("reports: leaning moves no mean where camps fill up, and is not lost in few persons") {
  // Camp 1 has room for hardly more than it has; rules that see who leans there would send others
  // on, and the mean would run away from that of runs that do not lean.
  auto memory = files();
  memory["scenario.yaml"].replace(memory["scenario.yaml"].find("preset: R2"), 10, "preset: R1");
  memory["zones.csv"] =
      "code,name,country,latitude_deg,longitude_deg,kind,population,capacity\n"
      "T1,Town 1,A,0,0,town,40000,\nT2,Town 2,A,1,0,town,30000,\n"
      "C1,Camp 1,B,0,2,camp,,9000\nC2,Camp 2,B,1,2,camp,,15000\nC3,Camp 3,B,2,0,camp,,20000\n";
  const auto people_of = [&](double concentration, int hasten) {
    Scenario s = scenario(memory);
    s.population.hasten = hasten;
    FilterPlan plan = exact_plan();
    plan.members = 200;
    plan.concentration_30_days = concentration;
    RunFilter filter(s, plan, make_drawn(s), 5);
    filter.update({21, {{kCamp1, 20, 2600}, {kCamp2, 20, 1500}, {kCamp3, 20, 2900}}});
    filter.advance(88);
    Eigen::MatrixXd share(3, 200);
    for (Eigen::Index m = 0; m < 200; ++m) {
      const auto present = filter.present(static_cast<std::size_t>(m));
      for (Eigen::Index x = 0; x < 3; ++x) share(x, m) = present[static_cast<std::size_t>(2 + x)];
      share.col(m) /= share.col(m).sum();
    }
    return share;
  };
  const auto sd_of = [](const Eigen::MatrixXd& share) {
    return std::sqrt((share.row(1).array() - share.row(1).mean()).square().mean());
  };
  const Eigen::MatrixXd still = people_of(1e9, 1), leaning = people_of(2500, 1);
  for (Eigen::Index x = 0; x < 3; ++x) {
    CAPTURE(x);
    CHECK(leaning.row(x).mean() == Approx(still.row(x).mean()).epsilon(.01));
  }
  CHECK(sd_of(leaning) > 5 * sd_of(still));
  const Eigen::MatrixXd few = people_of(2500, 40);  // some 400 persons a member
  CHECK(sd_of(few) == Approx(sd_of(leaning)).epsilon(.1));
  // Most members lean by less than a person a day, which adds up; to the chance of few persons.
  const auto usual = [](const Eigen::MatrixXd& share) {
    std::vector<double> off;
    for (const double s : share.row(1)) off.push_back(std::abs(s - share.row(1).mean()));
    std::ranges::sort(off);
    return off[off.size() / 2];
  };
  CHECK(usual(few) > usual(leaning));
}

}  // namespace ravenstein::calibration
