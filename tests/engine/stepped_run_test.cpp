// SPDX-License-Identifier: Apache-2.0
// Runs that stop and go on: the bytes of a run without a stop; corrections keep everybody.
#include "engine/stepped_run.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "country.hpp"

namespace {

using namespace ravenstein;

SteppedRun fresh(const Scenario& s, const DrawKey& key = {1, 0}) {
  return {s, std::make_unique<country::Everything>(), key};
}

/// Every recorded table from a row on, one after the other.
std::vector<double> rows_from(const Projection& p, int row) {
  std::vector<double> all;
  for (const DailyTable* t : {&p.residents, &p.displaced, &p.refugees, &p.on_the_way, &p.arrivals,
                              &p.departures, &p.entries, &p.exits, &p.returnees, &p.integrated,
                              &p.stranded, &p.returns, &p.births, &p.deaths}) {
    all.insert(all.end(), t->persons.begin() + row * static_cast<std::ptrdiff_t>(t->zones),
               t->persons.end());
  }
  for (const CategoryTable* t : {&p.departures_by_cause, &p.arrivals_by_cause,
                                 &p.displaced_by_stratum, &p.displaced_by_home}) {
    all.insert(all.end(),
               t->persons.begin() + row * static_cast<std::ptrdiff_t>(t->categories * t->zones),
               t->persons.end());
  }
  for (const FlowEntry& f : p.flows) {
    if (f.day >= row) all.insert(all.end(), {double(f.from), double(f.to), f.persons});
  }
  const Totals& t = p.totals;
  all.insert(all.end(),
             {t.entries, t.exits, t.moves, t.person_days, t.people_at_end, t.births, t.deaths});
  return all;
}

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST_CASE("a run that stops and goes on is the run without a stop") {
  for (const Interval every : {Interval::day, Interval::month}) {
    Scenario s = country::scenario(Resolution::cohorts);
    s.record.every = every;
    const Projection whole = country::run(s);
    SteppedRun first = fresh(s);
    first.advance_to(40);  // in the middle of a month, with people on the way
    const std::string bytes = first.checkpoint();
    SteppedRun second = fresh(s);
    second.restore(bytes);
    CHECK(second.steps_done() == 40);
    CHECK(second.checkpoint() == bytes);
    first.advance_to(60);
    second.advance_to(60);
    const Projection uncut = first.take();
    CHECK(rows_from(uncut, 0) == rows_from(whole, 0));
    const int row = every == Interval::day ? 40 : 1;
    CHECK(rows_from(second.take(), row) == rows_from(whole, row));
    CHECK(rows_from(whole, row).size() > 300);
  }
}

TEST_CASE("a copy of a run goes its own way by its key") {
  const Scenario s = country::scenario(Resolution::cohorts);
  SteppedRun run = fresh(s);
  run.advance_to(30);
  SteppedRun copy = fresh(s, {1, 7});
  copy.restore(run.checkpoint());
  CHECK(std::vector(copy.present().begin(), copy.present().end()) ==
        std::vector(run.present().begin(), run.present().end()));
  run.advance_to(60);
  copy.advance_to(60);
  CHECK(rows_from(run.take(), 59) != rows_from(copy.take(), 59));
}

TEST_CASE("corrections move whole persons and keep everybody") {
  const Scenario s = country::scenario(Resolution::cohorts);
  SteppedRun run = fresh(s);
  run.advance_to(30);
  const auto everybody = [&] { return sum(run.present()) + sum(run.residents()); };
  const double before = everybody();
  const std::vector<double> there(run.present().begin(), run.present().end());
  // Zone 0 gives 10 to zone 5, 3 more are found in zone 1 than anybody thought; zone 2 is not told.
  const auto at = [&](std::size_t z) { return static_cast<std::int64_t>(there[z]); };
  run.correct(std::vector<std::int64_t>{at(0) - 10, at(1) + 3, -1, at(3), at(4), at(5) + 10});
  CHECK(run.present()[0] == there[0] - 10);
  CHECK(run.present()[1] == there[1] + 3);
  CHECK(run.present()[2] == there[2]);
  CHECK(run.present()[5] == there[5] + 10);
  CHECK(everybody() == before);  // the three were residents
  // Nobody is left in zone 4: they were never displaced.
  run.correct(std::vector<std::int64_t>{-1, -1, -1, -1, 0, -1});
  CHECK(run.present()[4] == 0);
  CHECK(everybody() == before);
  run.advance_to(60);  // people are counted every day
  const Projection p = run.take();
  CHECK(p.present(29, 4) == 0);  // the last row was written again
  CHECK(p.present(29, 5) == there[5] + 10);
}

TEST_CASE("two corrections in one step draw other people") {
  const Scenario s = country::scenario(Resolution::cohorts);
  SteppedRun run = fresh(s), same = fresh(s), other = fresh(s);
  run.advance_to(30);
  const std::string state = run.checkpoint();
  same.restore(state);
  other.restore(state);
  std::vector<std::int64_t> wanted;
  for (const double persons : run.present()) wanted.push_back(std::llround(persons / 2));
  run.correct(wanted);
  same.correct(wanted, 0);
  other.correct(wanted, 1);
  CHECK(std::ranges::equal(run.present(), other.present()));
  CHECK(run.checkpoint() == same.checkpoint());
  CHECK(run.checkpoint() != other.checkpoint());
}

TEST_CASE("bytes of another run are refused") {
  const Scenario s = country::scenario(Resolution::cohorts);
  SteppedRun run = fresh(s);
  run.advance_to(3);
  const std::string bytes = run.checkpoint();
  CHECK_THROWS_AS(fresh(s).restore(bytes.substr(0, bytes.size() - 1)), std::runtime_error);
  CHECK_THROWS_AS(fresh(s).restore(bytes + "x"), std::runtime_error);
  CHECK_THROWS_AS(fresh(s).restore("nothing of the kind"), std::runtime_error);
  CHECK_THROWS_AS(fresh(country::scenario(Resolution::agents)), std::invalid_argument);
}

TEST_CASE("factors act on departures") {
  const Scenario s = country::scenario(Resolution::cohorts);
  SteppedRun plain = fresh(s), more = fresh(s);
  more.set_factors(std::vector<double>(6, 3.0), {});
  plain.advance_to(10);
  more.advance_to(10);
  const double ratio = sum(more.take().entries.persons) / sum(plain.take().entries.persons);
  CHECK(ratio > 2.5);
  CHECK(ratio < 3.2);  // fewer are left to leave
}

}  // namespace
