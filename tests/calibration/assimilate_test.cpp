// SPDX-License-Identifier: Apache-2.0
// Counts taken into running projections: Kalman's answer, everybody kept, outliers, late figures.
#include "calibration/assimilation/assimilate.hpp"

#include <unistd.h>

#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <numeric>

#include "calibration/assimilation/plan_counts.hpp"
#include "calibration/assimilation/settle_plan.hpp"
#include "calibration/batch/record.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::calibration {
namespace {

std::map<std::string, std::string, std::less<>> files() {
  return {
      {"scenario.yaml", R"(schema_version: 1
title: two towns, three camps
period: {start: 2020-01-01, days: 90}
seed: 5
resolution: cohorts
home_country: A
zones: zones.csv
links: links.csv
drivers: {conflict: {table: conflict.csv}}
population: {departures: hazard, initial: empty}
travel: {mode: instantaneous}
behaviour:
  model: saturating-gravity
  parameters: {departure_hazard_per_day: 0.01, capacity: ignored}
ensemble: {draws: {distance_exponent: {distribution: normal, mean: 1, sd: 0.3}}}
)"},
      {"zones.csv",
       "code,name,country,latitude_deg,longitude_deg,kind,population\n"
       "T1,Town 1,A,0,0,town,40000\nT2,Town 2,A,1,0,town,30000\n"
       "C1,Camp 1,B,0,2,camp,\nC2,Camp 2,B,1,2,camp,\nC3,Camp 3,A,2,0,idp_camp,\n"},
      {"links.csv",
       "from,to,distance_km\nT1,C1,200\nT1,C2,300\nT1,C3,250\nT2,C1,350\nT2,C2,150\nT2,C3,90\n"},
      {"conflict.csv", "zone,date,value\nT1,2020-01-01,1\nT2,2020-01-10,1\n"},
      {"plan.yaml", "scenario: scenario.yaml\nobservations: {tables: [counts.csv]}\n"},
      {"counts.csv", "zone,date,persons\nC1,2020-01-20,3000\n"}};
}

Scenario scenario() {
  auto memory = io::InputFiles::in_memory(files());
  return io::read_scenario(memory, "scenario.yaml").scenario;
}

constexpr ZoneIndex kCamp1 = 2, kCamp2 = 3, kCamp3 = 4;

FilterPlan plan(FilterMethod method = FilterMethod::etkf) {
  FilterPlan p;
  p.method = method;
  p.members = 24;
  p.error_share = .02;
  p.error_persons = 50;
  p.pull = {.4, .25};
  p.people_sd_per_30_days = .15;
  return p;
}

/// Fortnightly: about what the scenario gives, with more in the third camp.
std::vector<PeopleCount> counts() {
  return {{kCamp1, 14, 1500}, {kCamp3, 14, 3900},  {kCamp1, 28, 3400},
          {kCamp2, 28, 3300}, {kCamp3, 28, 8600},  {kCamp1, 42, 5600},
          {kCamp2, 42, 5300}, {kCamp3, 42, 13000}, {kCamp3, 56, 16500}};
}

AssimilationOptions options(const std::filesystem::path& journal = {}) {
  AssimilationOptions o;
  o.seed = 5;
  o.threads = 2;
  o.journal = journal;
  o.identity = "test";
  return o;
}

Assimilated run(const std::vector<PeopleCount>& list, const FilterPlan& p = plan(),
                const AssimilationOptions& o = options()) {
  return assimilate(scenario(), p, list, o);
}

/// Everything that came out, exactly.
std::string bytes_of(const Assimilated& a) {
  RecordWriter writer;
  writer.put(a.updates);
  for (const Projection& p : a.members) {
    for (const DailyTable* t : {&p.residents, &p.displaced, &p.refugees, &p.arrivals}) {
      writer.put(t->persons);
    }
  }
  return writer.take();
}

/// A file that goes away.
struct Journal {
  std::filesystem::path path = std::filesystem::temp_directory_path() /
                               ("ravenstein-assimilate-test-" + std::to_string(::getpid()));
  Journal() { std::filesystem::remove(path); }
  ~Journal() { std::filesystem::remove(path); }
};

TEST_CASE("an update is Kalman's, up to whole persons") {
  // x + P H' (H P H' + R)^-1 (y - H x) with the moments of the forecast members; evidence: normal.
  FilterPlan p = plan();
  p.inflation = 1;
  p.pull.sd = .1;  // nobody is analysed to be fewer than none, which would be cut off
  p.outlier_sd = 50;
  const Assimilated done = run(counts(), p);
  REQUIRE(done.updates.size() == 4);
  for (const io::AssimilationUpdate& u : done.updates) {
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::MatrixXd x = Eigen::Map<const RowMajor>(u.prior_present.data(), 24, 5).transpose();
    const Eigen::VectorXd mean = x.rowwise().mean();
    const Eigen::MatrixXd off = x.colwise() - mean;
    const Eigen::MatrixXd cov = off * off.transpose() / 23;
    const auto n = static_cast<Eigen::Index>(u.zone.size());
    Eigen::MatrixXd h = Eigen::MatrixXd::Zero(n, 5);
    Eigen::VectorXd innovation(n);
    Eigen::MatrixXd s = Eigen::MatrixXd::Zero(n, n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const auto at = static_cast<std::size_t>(i);
      h(i, u.zone[at]) = 1;
      innovation[i] = u.observed[at] - mean[u.zone[at]];
      s(i, i) = u.error_sd[at] * u.error_sd[at];
    }
    s += h * cov * h.transpose();
    const Eigen::VectorXd expected = mean + cov * h.transpose() * s.inverse() * innovation;
    const Eigen::MatrixXd y =
        Eigen::Map<const RowMajor>(u.posterior_present.data(), 24, 5).transpose();
    const Eigen::VectorXd found = y.rowwise().mean();
    CAPTURE(u.day, expected.transpose(), found.transpose());
    CHECK((found - expected).cwiseAbs().maxCoeff() < 1);  // rounding of single members
    const Eigen::MatrixXd spread = y.colwise() - found;
    const Eigen::MatrixXd after = cov - cov * h.transpose() * s.inverse() * h * cov;
    for (Eigen::Index z = 2; z < 5; ++z) {
      const double sd = std::sqrt(after(z, z));
      CHECK(std::sqrt(spread.row(z).squaredNorm() / 23) == Approx(sd).margin(1));
    }
    const double evidence = -(innovation.dot(s.inverse() * innovation) + std::log(s.determinant()) +
                              static_cast<double>(n) * std::log(2 * std::numbers::pi)) /
                            2;
    CHECK(u.log_evidence == Approx(evidence).epsilon(1e-9));
  }
}

TEST_CASE("a camp that gets more people than expected pulls more") {
  const Assimilated done = run(counts());
  const io::AssimilationUpdate& last = done.updates.back();
  double pull1 = 0, pull3 = 0;
  for (std::size_t m = 0; m < 24; ++m) {
    pull1 += last.pull_factor[m * 5 + kCamp1];
    pull3 += last.pull_factor[m * 5 + kCamp3];
  }
  CHECK(pull3 > pull1);
}

TEST_CASE("updates keep everybody, in every member on every day") {
  for (const FilterTotals totals : {FilterTotals::follow, FilterTotals::keep}) {
    FilterPlan p = plan();
    p.totals = totals;
    const Assimilated done = run(counts(), p);
    CHECK(done.first_row == 57);
    for (const Projection& member : done.members) {
      REQUIRE(member.period.days == 33);
      for (int row = 0; row < 33; ++row) {
        double people = 0;
        for (const DailyTable* t :
             {&member.residents, &member.displaced, &member.refugees, &member.on_the_way}) {
          const auto line = t->row(row);
          people = std::accumulate(line.begin(), line.end(), people);
        }
        REQUIRE(people == 70'000);
      }
    }
    const io::AssimilationUpdate& u = done.updates.back();
    const auto sum = [&](const std::vector<double>& t, std::size_t m) {
      return std::accumulate(t.begin() + static_cast<std::ptrdiff_t>(m * 5),
                             t.begin() + static_cast<std::ptrdiff_t>(m * 5 + 5), 0.0);
    };
    bool kept = true;
    for (std::size_t m = 0; m < 24; ++m) {
      kept = kept && sum(u.prior_present, m) == sum(u.posterior_present, m);
    }
    CHECK(kept == (totals == FilterTotals::keep));
  }
}

TEST_CASE("an outlier is flagged and changes nothing, and a second one is believed with doubt") {
  std::vector<PeopleCount> with = counts();
  with.push_back({kCamp2, 14, 500'000});
  const Assimilated flagged = run(with);
  const Assimilated without = run(counts());
  const io::AssimilationUpdate& u = flagged.updates[0];
  REQUIRE(u.zone.size() == 3);
  CHECK(u.flag[1] == io::CountFlag::outlier);
  CHECK(u.flag[0] == io::CountFlag::used);
  CHECK(u.posterior_present == without.updates[0].posterior_present);
  CHECK(u.log_evidence == without.updates[0].log_evidence);
  with.push_back({kCamp2, 35, 60'000});
  with.erase(with.begin() + 3);  // the sound count of camp 2 between them
  const Assimilated twice = run(with);
  const io::AssimilationUpdate& second = twice.updates[2];
  REQUIRE(second.day == 35);
  CHECK(second.flag[0] == io::CountFlag::confirmed);
  CHECK(second.posterior_mean[0] > second.prior_mean[0]);
}

TEST_CASE("late and revised counts end as if they had come in order") {
  Journal kept;
  const std::vector<PeopleCount> all = counts();
  const std::string expected = bytes_of(run(all));
  // The third camp's count of day 28 is late, that of the first camp of day 42 was wrong at first.
  std::vector<PeopleCount> first = all;
  first[5].persons = 4000;
  first.erase(first.begin() + 4);
  CHECK(run(first, plan(), options(kept.path)).kept == 0);
  std::vector<PeopleCount> later = first;
  later.push_back(all[4]);
  later.push_back(all[5]);
  const Assimilated replayed = run(later, plan(), options(kept.path));
  CHECK(replayed.kept == 1);  // that of day 14
  CHECK(bytes_of(replayed) == expected);
  // Once more: nothing is left to do.
  const Assimilated again = run(all, plan(), options(kept.path));
  CHECK(again.kept == 4);
  CHECK(bytes_of(again) == expected);
}

TEST_CASE("an assimilation that is stopped goes on to the same bytes") {
  for (const FilterMethod method : {FilterMethod::etkf, FilterMethod::particle_filter}) {
    Journal kept;
    AssimilationOptions stopping = options(kept.path);
    stopping.on_update = [](int done, int) { return done < 2; };
    CHECK_THROWS_AS(run(counts(), plan(method), stopping), Interrupted);
    AssimilationOptions one_thread = options(kept.path);
    one_thread.threads = 1;
    const Assimilated resumed = run(counts(), plan(method), one_thread);
    CHECK(resumed.kept == 2);
    CHECK(bytes_of(resumed) == bytes_of(run(counts(), plan(method))));
  }
}

TEST_CASE("the particle filter's evidence is the mean likelihood of its members") {
  FilterPlan p = plan(FilterMethod::particle_filter);
  p.outlier_sd = 50;
  const Assimilated done = run(counts(), p);
  const io::AssimilationUpdate& u = done.updates[0];
  double likelihood = 0;
  for (std::size_t m = 0; m < 24; ++m) {
    double log = 0;
    for (std::size_t i = 0; i < u.zone.size(); ++i) {
      const double off = (u.observed[i] - u.prior_present[m * 5 + u.zone[i]]) / u.error_sd[i];
      log -= off * off / 2 + std::log(u.error_sd[i] * std::sqrt(2 * std::numbers::pi));
    }
    likelihood += std::exp(log) / 24;
  }
  CHECK(u.log_evidence == Approx(std::log(likelihood)).epsilon(1e-9));
  CHECK(u.effective_members < 24);
  // Every particle is one of those before.
  for (std::size_t m = 0; m < 24; ++m) {
    bool found = false;
    for (std::size_t k = 0; k < 24 && !found; ++k) {
      found = std::equal(u.posterior_present.begin() + static_cast<std::ptrdiff_t>(m * 5),
                         u.posterior_present.begin() + static_cast<std::ptrdiff_t>(m * 5 + 5),
                         u.prior_present.begin() + static_cast<std::ptrdiff_t>(k * 5));
    }
    CHECK(found);
  }
}

TEST_CASE("particles count alike after every update") {
  // Errors so large that most particles keep some weight: an update's evidence is still the mean
  // likelihood of its members, and the updated mean is theirs.
  FilterPlan p = plan(FilterMethod::particle_filter);
  p.outlier_sd = 50;
  p.error_share = 0;
  p.error_persons = 2000;
  const Assimilated done = run(counts(), p);
  CHECK(done.updates[0].effective_members > 12);
  for (const io::AssimilationUpdate& u : done.updates) {
    double likelihood = 0;
    std::vector<double> prior(u.zone.size(), 0.0), posterior(u.zone.size(), 0.0);
    for (std::size_t m = 0; m < 24; ++m) {
      double log = 0;
      for (std::size_t i = 0; i < u.zone.size(); ++i) {
        const double off = (u.observed[i] - u.prior_present[m * 5 + u.zone[i]]) / u.error_sd[i];
        log -= off * off / 2 + std::log(u.error_sd[i] * std::sqrt(2 * std::numbers::pi));
        prior[i] += u.prior_present[m * 5 + u.zone[i]] / 24;
        posterior[i] += u.posterior_present[m * 5 + u.zone[i]] / 24;
      }
      likelihood += std::exp(log) / 24;
    }
    CHECK(u.log_evidence == Approx(std::log(likelihood)).epsilon(1e-9));
    for (std::size_t i = 0; i < u.zone.size(); ++i) {
      CHECK(u.prior_mean[i] == Approx(prior[i]));
      CHECK(u.posterior_mean[i] == Approx(posterior[i]));
    }
  }
}

TEST_CASE("people who stand for several are compared as those they stand for") {
  Scenario tenth = scenario();
  tenth.population.hasten = 10;
  const Assimilated done = assimilate(tenth, plan(), counts(), options());
  const io::AssimilationUpdate& u = done.updates[0];
  for (std::size_t i = 0; i < u.zone.size(); ++i) {
    double prior = 0, posterior = 0;
    for (std::size_t m = 0; m < 24; ++m) {
      prior += u.prior_present[m * 5 + u.zone[i]] / 24;
      posterior += u.posterior_present[m * 5 + u.zone[i]] / 24;
    }
    CHECK(u.flag[i] == io::CountFlag::used);
    CHECK(u.prior_mean[i] == Approx(prior));
    CHECK(u.posterior_mean[i] == Approx(posterior));
    CHECK(std::abs(u.posterior_mean[i] - u.observed[i]) < 3 * u.error_sd[i]);
  }
  // 70,000 people are 7,000 of the run's, and the camps hold about a tenth of what was counted.
  double third = 0;
  for (const Projection& member : done.members) third += member.present(0, kCamp3) / 24;
  CHECK(third == Approx(1650).epsilon(.25));
}

TEST_CASE("where counts say that nobody is left, nobody is") {
  FilterPlan p = plan();
  p.outlier_sd = 1000;
  const Assimilated done = run({{kCamp1, 28, 0}, {kCamp2, 28, 0}, {kCamp3, 28, 0}}, p);
  const io::AssimilationUpdate& u = done.updates[0];
  std::size_t empty = 0;
  for (std::size_t m = 0; m < 24; ++m) {
    double before = 0, after = 0;
    for (std::size_t z = 0; z < 5; ++z) {
      before += u.prior_present[m * 5 + z];
      after += u.posterior_present[m * 5 + z];
    }
    CHECK(before > 5000);
    CHECK(after < 1000);  // three counts with an error of 50 persons each
    empty += after == 0 ? 1 : 0;
  }
  CHECK(empty > 0);
}

/// The problems of a plan and its counts.
std::vector<Problem> problems(std::map<std::string, std::string, std::less<>> memory,
                              const Scenario& of = scenario()) {
  auto input = io::InputFiles::in_memory(std::move(memory));
  Problems found;
  AssimilationFile file = read_assimilation(input, "plan.yaml", found);
  refuse_idle_settings(file, &of, found);
  file.plan = settled(file.plan, of);
  read_people_counts(
      file, input, of, [&] { return of.observations; }, {}, found);
  return found.all();
}

TEST_CASE("mistakes in plans and counts are told with their place") {
  auto memory = files();
  CHECK(problems(memory).empty());
  memory["plan.yaml"] =
      "scenario: scenario.yaml\nobservations: {tables: [counts.csv], eror_share: 1}\n"
      "filter: {members: 1, method: etfk}\n";
  const std::vector<Problem> in_plan = problems(memory);
  REQUIRE(in_plan.size() == 3);
  CHECK(to_string(in_plan[0]).find("plan.yaml:2:38") == 0);
  CHECK(in_plan[0].hint.find("error_share") != std::string::npos);
  memory = files();
  memory["counts.csv"] =
      "zone,date,persons,reported\nC1,2020-01-20,3000,2020-01-10\nC9,2020-01-20,7,\n"
      "C1,2020-01-21,-3,\n";
  const std::vector<Problem> in_table = problems(memory);
  REQUIRE(in_table.size() == 3);
  CHECK(to_string(in_table[0]) ==
        "counts.csv:2:20: reported: lies before the day that was counted");
  CHECK(in_table[1].place.line == 3);
  memory["counts.csv"] = "zone,date,persons\nC1,2020-03-30,3000\n";  // the last day
  REQUIRE(problems(memory).size() == 1);
  CHECK(problems(memory)[0].message.find("nothing is left") == 0);
  memory["counts.csv"] = "zone,date,persons\nC1,2021-03-30,3000\n";
  CHECK(problems(memory)[0].message ==
        "expected counts within 2020-01-01 to 2020-03-30, found none");
}

TEST_CASE("settings that would do nothing are refused with their place") {
  auto memory = files();
  const std::string start = "scenario: scenario.yaml\nobservations: {tables: [counts.csv]}\n";
  memory["plan.yaml"] = start +
                        "filter: {method: particle-filter, inflation: 1.1, relax: 0.5,\n"
                        "  localisation_km: 100}\n"
                        "pull: {sd_per_30_days: 0.3}\n";
  const std::vector<Problem> alone = problems(memory);
  REQUIRE(alone.size() == 4);
  CHECK(to_string(alone[0]).find("plan.yaml:3:46: filter.inflation: does nothing with method") ==
        0);
  CHECK(alone[1].subject == "filter.relax");
  CHECK(alone[2].place.line == 4);
  CHECK(to_string(alone[3]).find("plan.yaml:5:24: pull.sd_per_30_days: does nothing") == 0);
  // Those that depend on the scenario: fine here, not where departures are observed and no
  // parameter is drawn.
  memory["plan.yaml"] = start + "hazard: {sd: 0.5}\nparameters: {sd_per_30_days: 0.1}\n";
  CHECK(problems(memory).empty());
  Scenario observed = scenario();
  observed.population.departures = PopulationPlan::Departures::observed;
  observed.ensemble.draws.clear();
  memory["plan.yaml"] = start +
                        "filter: {method: etkf}\nhazard: {sd: 0.5}\n"
                        "parameters: {sd_per_30_days: 0.1}\n";
  const std::vector<Problem> there = problems(memory, observed);
  REQUIRE(there.size() == 2);
  CHECK(there[0].place.line == 4);
  CHECK(there[0].subject == "hazard");
  CHECK(there[1].place.line == 5);
  CHECK(there[1].subject == "parameters.sd_per_30_days");
}

TEST_CASE("of two figures for a zone and day the one reported later counts") {
  auto memory = files();
  memory["counts.csv"] =
      "zone,date,persons,reported\nC1,2020-01-20,3000,2020-02-09\nC1,2020-01-20,2000,2020-01-22\n";
  auto input = io::InputFiles::in_memory(memory);
  Problems found;
  const AssimilationFile file = read_assimilation(input, "plan.yaml", found);
  const Scenario s = scenario();
  const auto persons = [&](std::optional<Date> known_by) {
    const auto none = [] { return std::vector<ObservedSeries>(); };
    const auto list = read_people_counts(file, input, s, none, known_by, found).counts;
    const auto updates = filter_updates(s.period, list, false);
    REQUIRE(found.empty());
    REQUIRE(updates.size() == 1);
    return updates[0].counts[0].persons;
  };
  CHECK(persons({}) == 3000);
  CHECK(persons(parse_date("2020-02-01")) == 2000);
  // Steps of a month: the latest count of the month, compared at its end.
  const auto monthly = filter_updates(s.period, counts(), true);
  REQUIRE(monthly.size() == 2);
  CHECK(monthly[0].steps == 31);
  CHECK(monthly[0].counts[0].persons == 3400);
  CHECK(monthly[0].counts.size() == 3);
}

}  // namespace
}  // namespace ravenstein::calibration
