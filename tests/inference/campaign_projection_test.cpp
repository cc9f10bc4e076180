// SPDX-License-Identifier: Apache-2.0
// Whole projections that a campaign keeps.
#include <catch2/catch.hpp>
#include <fstream>

#include "campaign_for_tests.hpp"
#include "io/campaign/append_file.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

TEST_CASE("campaign: whole projections are kept behind one another, and made again if cut off") {
  TestCampaign test = test_campaign(6, 3, 3, true);
  test.plan.kept.projections = 2;
  const CampaignFolder folder;
  SweepOptions options;
  options.threads = 2;
  // In place of HDF5: as many bytes as the projection says, which is the run's number.
  options.write_projection = [](const std::filesystem::path& to, const RunSpec& run,
                                const Projection& projection) {
    std::ofstream(to) << std::string(100, static_cast<char>('a' + run.number))
                      << projection.totals.entries;
  };
  int made = 0;
  const RunFunction run = [&](const RunSpec& spec, const std::function<void()>&) {
    RunOutputs outputs = formula(test.plan, spec);
    if (!test.plan.keeps_projection(spec.number)) return outputs;
    Projection projection;
    projection.totals.entries = static_cast<double>(spec.number);
    outputs.projection = std::make_shared<const Projection>(std::move(projection));
    return outputs;
  };
  const auto sweep_what_is_left = [&] {
    const Ledger before = read_ledger(folder.path(), test.plan);
    const auto work = work_left(before, test.plan, false);
    for (const WorkItem& item : work) made += static_cast<int>(item.runs.size());
    sweep_on_threads(folder.path(), test.plan, work, run, options);
    return read_ledger(folder.path(), test.plan);
  };
  const auto check = [&](const Ledger& ledger) {
    CHECK(ledger.count(RunState::ok) == 18);
    REQUIRE(ledger.projections.size() == 12);
    for (const auto& [number, entry] : ledger.projections) {
      CHECK(number % 3 < 2);
      const auto& record = entry.record;
      const std::string bytes =
          io::bytes_of_file(folder.path() / entry.file, record.offset, record.bytes);
      CHECK(bytes == std::string(100, static_cast<char>('a' + number)) + std::to_string(number));
    }
  };
  check(sweep_what_is_left());
  CHECK(made == 18);
  const auto whole = merged(folder.path(), test, false);
  const auto file = folder.path() / projections_name(0);
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
  const Ledger cut = read_ledger(folder.path(), test.plan);
  CHECK(cut.projections.size() == 11);
  CHECK(cut.count(RunState::pending) == 3);  // a block, for fields are reduced by block
  check(sweep_what_is_left());
  CHECK(made == 21);
  CHECK(merged(folder.path(), test, false) == whole);
}
