// SPDX-License-Identifier: Apache-2.0
// What becomes of runs: failures with reasons, bounded attempts, overdue runs, stopping in order,
// and reductions beside the same computed from all values.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <set>
#include <thread>

#include "calibration/campaign/reduce.hpp"
#include "campaign_for_tests.hpp"
#include "engine/core/quantile.hpp"
#include "engine/simulation.hpp"
#include "io/projection/hdf5.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

TEST_CASE("campaign: runs fail with a reason and can be made again") {
  const TestCampaign test = test_campaign(20, 1, 4, false);
  const CampaignFolder folder;
  std::atomic<int> calls{0};
  bool broken = true;
  const RunFunction run = [&](const RunSpec& spec, const std::function<void()>&) {
    ++calls;
    if (broken && spec.number == 5) throw std::runtime_error("five is out");
    if (broken && spec.number == 6) throw InvalidRun("six does not fit");
    if (broken && spec.number == 7) throw std::bad_alloc();
    return formula(test.plan, spec);
  };
  const SweepResult first = sweep_rest(folder.path(), test.plan, run, 2);
  CHECK(first.ok == 17);
  CHECK(first.failed == 3);
  CHECK(calls == 21);  // only the lack of memory may pass: two attempts
  const Ledger ledger = read_ledger(folder.path(), test.plan);
  CHECK(ledger.runs[5].failure == Failure::error);
  CHECK(ledger.runs[6].failure == Failure::invalid);
  CHECK(ledger.runs[7].failure == Failure::memory);
  CHECK(ledger.runs[7].attempts == 2);
  REQUIRE(ledger.reasons.size() == 3);
  CHECK(ledger.reasons[0] == std::pair<std::size_t, std::string>(5, "five is out"));
  broken = false;
  calls = 0;
  sweep_rest(folder.path(), test.plan, run, 2);
  CHECK(calls == 0);  // failed runs are not made again unasked
  sweep_rest(folder.path(), test.plan, run, 2, true);
  CHECK(calls == 3);
  CHECK(read_ledger(folder.path(), test.plan).count(RunState::ok) == 20);
}

TEST_CASE("campaign: a value that is no number is a failure") {
  const TestCampaign test = test_campaign(4, 1, 1, true);
  const CampaignFolder folder;
  sweep_rest(
      folder.path(), test.plan,
      [&](const RunSpec& spec, const std::function<void()>&) {
        RunOutputs outputs = formula(test.plan, spec);
        if (spec.number == 2) outputs.fields[3] = std::nan("");
        return outputs;
      },
      1);
  CHECK(read_ledger(folder.path(), test.plan).runs[2].failure == Failure::not_a_number);
}

TEST_CASE("campaign: overdue after the larger of the floor and median + 6 MAD") {
  // Seconds 1..11: median 6, deviations 5 4 3 2 1 0 1 2 3 4 5, whose median is 3.
  BlockRecord record;
  for (int s = 1; s <= 9; ++s) {
    record.run.push_back(static_cast<std::uint16_t>(s));
    record.failure.push_back(Failure::none);
    record.seconds.push_back(static_cast<float>(s));
  }
  OverdueRule rule(0.5);
  rule.add(record);
  CHECK(std::isinf(rule.limit_s()));  // nine are too few
  record.run = {1, 2};
  record.failure = {Failure::none, Failure::none};
  record.seconds = {10, 11};
  rule.add(record);
  CHECK(rule.limit_s() == Approx(6 + 6 * 3));
  OverdueRule floored(1000);
  floored.add(record);
  floored.add(record);
  floored.add(record);
  floored.add(record);
  floored.add(record);
  CHECK(floored.limit_s() == 1000);
}

TEST_CASE("campaign: a run that takes too long is given up, the others go on") {
  const TestCampaign test = test_campaign(30, 1, 1, false);
  const CampaignFolder folder;
  SweepOptions options;
  options.threads = 1;
  options.overdue_floor_s = 0.05;
  options.attempts = 1;
  const RunFunction run = [&](const RunSpec& spec, const std::function<void()>& go_on) {
    // Long enough for the limit to be set, which happens once a second.
    std::this_thread::sleep_for(std::chrono::milliseconds(spec.number < 20 ? 60 : 1));
    for (int i = 0; spec.number == 25 && i < 30'000; ++i) {
      go_on();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return formula(test.plan, spec);
  };
  const Ledger nothing = read_ledger(folder.path(), test.plan);
  const SweepResult result = sweep_on_threads(folder.path(), test.plan,
                                              work_left(nothing, test.plan, false), run, options);
  CHECK(result.failed == 1);
  CHECK(read_ledger(folder.path(), test.plan).runs[25].failure == Failure::overdue);
}

TEST_CASE("campaign: a run that fails is made with other random numbers, a few times") {
  const TestCampaign test = test_campaign(10, 1, 2, false);
  const CampaignFolder folder;
  std::atomic<int> second_chances{0};
  const RunFunction run = [&](const RunSpec& spec, const std::function<void()>&) {
    if (spec.number == 3 && spec.retry < 2) throw std::runtime_error("three is out");
    if (spec.number == 4) throw std::runtime_error("four is out");
    if (spec.number == 5) throw ProgramCrashed("five has crashed", 4);
    if (spec.number == 6) throw std::bad_alloc();
    if (spec.number == 7) {
      if (spec.retry == 0) throw InvalidRun("seven does not fit");
      if (second_chances++ == 0) throw std::bad_alloc();
    }
    return formula(test.plan, spec);
  };
  SweepOptions options;
  options.retries = 2;
  const Ledger nothing = read_ledger(folder.path(), test.plan);
  sweep_on_threads(folder.path(), test.plan, work_left(nothing, test.plan, false), run, options);
  const Ledger ledger = read_ledger(folder.path(), test.plan);
  CHECK(ledger.runs[2].attempts == 1);
  CHECK(ledger.runs[3].state == RunState::ok);
  CHECK(ledger.runs[3].attempts == 3);
  CHECK(ledger.runs[4].failure == Failure::error);
  CHECK(ledger.runs[4].attempts == 3);
  CHECK(ledger.runs[5].failure == Failure::crashed);
  CHECK(ledger.runs[5].attempts == 4);  // not tried again by the program that it would crash
  // What the machine lacks may change, but not what comes out: the same numbers, tried again.
  CHECK(ledger.runs[6].failure == Failure::memory);
  CHECK(ledger.runs[6].attempts == 2);
  CHECK(ledger.runs[7].state == RunState::ok);
  CHECK(ledger.runs[7].attempts == 3);
  merged(folder.path(), test, false);
  const io::hdf5::Reader file(folder.path() / "campaign.h5");
  CHECK(file.read<std::int64_t>("/run_retry") ==
        std::vector<std::int64_t>{0, 0, 0, 2, 0, 0, 0, 1, 0, 0});
}

TEST_CASE("campaign: on_failure: recover gives the measures of failed runs a value") {
  TestCampaign test = test_campaign(4, 1, 1, true);
  test.plan.recover_value = -7;
  const CampaignFolder folder;
  sweep_rest(
      folder.path(), test.plan,
      [&](const RunSpec& spec, const std::function<void()>&) {
        if (spec.number == 2) throw std::runtime_error("two is out");
        return formula(test.plan, spec);
      },
      1);
  merged(folder.path(), test, false);
  const io::hdf5::Reader file(folder.path() / "campaign.h5");
  CHECK(file.read<double>("/measure_value") == std::vector<double>{0.5, 1.5, -7, 3.5});
  CHECK(file.read<std::int64_t>("/run_state") == std::vector<std::int64_t>{1, 1, 2, 1});
  CHECK(std::isnan(file.read<double>("/refugees")[2 * 6]));
}

TEST_CASE("campaign: asked to stop it keeps what is done") {
  const TestCampaign test = test_campaign(1000, 1, 1, false);
  const CampaignFolder folder;
  SweepOptions options;
  options.threads = 2;
  std::atomic<int> calls{0};
  options.stop = [&] { return calls > 20; };
  const RunFunction run = [&](const RunSpec& spec, const std::function<void()>& go_on) {
    ++calls;
    for (int i = 0; i < 5; ++i) {
      go_on();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return formula(test.plan, spec);
  };
  const Ledger nothing = read_ledger(folder.path(), test.plan);
  const SweepResult result = sweep_on_threads(folder.path(), test.plan,
                                              work_left(nothing, test.plan, false), run, options);
  CHECK(result.stopped);
  CHECK(result.ok >= 19);  // of the 21 begun two threads may have had one each in hand
  CHECK(result.ok < 1000);
  CHECK(read_ledger(folder.path(), test.plan).count(RunState::ok) == result.ok);
}

TEST_CASE("campaign: shards share the runs among them") {
  const TestCampaign test = test_campaign(100, 1, 3, false);
  Ledger nothing;
  nothing.runs.resize(100);
  std::multiset<std::size_t> runs;
  for (std::size_t shard = 0; shard < 4; ++shard) {
    for (const WorkItem& item : work_left(nothing, test.plan, false, shard, 4)) {
      for (const auto r : item.runs) runs.insert(test.plan.first_run(item.block) + r);
    }
  }
  CHECK(runs.size() == 100);
  CHECK(std::set<std::size_t>(runs.begin(), runs.end()).size() == 100);
}

TEST_CASE("campaign: fields are reduced to what all values give") {
  const std::size_t block = GENERATE(as<std::size_t>{}, 16, 500);
  const TestCampaign test = test_campaign(500, 2, block, true);
  const CampaignFolder folder;
  sweep_rest(
      folder.path(), test.plan,
      [&](const RunSpec& spec, const std::function<void()>&) { return formula(test.plan, spec); },
      2);
  merged(folder.path(), test, false);
  const io::hdf5::Reader file(folder.path() / "campaign.h5");
  const auto mean = file.read<double>("/displaced_mean");
  const auto variance = file.read<double>("/displaced_variance");
  const auto quantile = file.read<double>("/displaced_quantile");
  std::vector<double> values;
  for (std::size_t n = 0; n < 1000; ++n) {
    values.push_back(static_cast<double>(n * 37 % 101));  // cell 0
  }
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  for (const double value : values) squares += (value - sum / 1000) * (value - sum / 1000);
  CHECK(mean[0] == Approx(sum / 1000).epsilon(1e-12));
  CHECK(variance[0] == Approx(squares / 999).epsilon(1e-12));
  CHECK(mean[5] == Approx(5000 + sum / 1000).epsilon(1e-12));
  std::sort(values.begin(), values.end());
  const double shares[] = {0.05, 0.25, 0.5, 0.75, 0.95};
  for (std::size_t q = 0; q < 5; ++q) {
    const double exact = quantile_of_sorted(values, shares[q]);
    if (block == 16) {
      CHECK(quantile[q * 6] == Approx(exact));  // a sketch of all values
    } else {
      CHECK(std::abs(quantile[q * 6] - exact) <= 101.0 / 64 + 1);  // ranks off by 1/64 at most
    }
  }
  const auto series = file.read<double>("/refugees");
  CHECK(series[(999 * 3 + 2) * 2 + 1] == 5000 + 999 * 37 % 101);
}

TEST_CASE("campaign: sums of Sobol' indices join as if all rows had come to one") {
  constexpr Eigen::Index kOutputs = 3, kFactors = 2;
  SobolSums all = empty_sums(kOutputs, kFactors, true);
  SobolSums parts[2] = {all, all};
  for (int row = 0; row < 40; ++row) {
    RowOutputs outputs(kOutputs, 2 + 2 * kFactors);
    for (Eigen::Index i = 0; i < outputs.size(); ++i) {
      outputs.data()[i] = std::sin(1.7 * static_cast<double>(i) + 2.3 * row) + 0.1 * row;
    }
    add_row(all, outputs, 1);
    add_row(parts[row < 13 ? 0 : 1], outputs, 1);
  }
  join(parts[0], parts[1]);
  const auto joined = sums_from(to_values(parts[0]), 3, 2, true);
  const auto near = [](const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    return (a - b).array().abs().maxCoeff() < 1e-12;
  };
  const IndexValues expected = index_values(all), found = index_values(joined);
  CHECK(near(found.first, expected.first));
  CHECK(near(found.first_jansen, expected.first_jansen));
  CHECK(near(found.total, expected.total));
  CHECK(near(found.second, expected.second));
}

TEST_CASE("campaign: identities depend on scenario, parameters and replicate, not on position") {
  const TestCampaign test = test_campaign(50, 3, 1, false);
  std::set<std::uint64_t> ids;
  for (std::size_t r = 0; r < test.plan.runs(); ++r) ids.insert(test.plan.run_id(r));
  CHECK(ids.size() == 150);
  CampaignPlan other = test.plan;
  std::swap(other.design.values[3], other.design.values[7]);
  CHECK(other.run_id(3 * 3 + 1) == test.plan.run_id(7 * 3 + 1));
  other.scenario_key[0] ^= 1;
  CHECK(other.run_id(0) != test.plan.run_id(0));
}
