// SPDX-License-Identifier: Apache-2.0
// Campaigns that are killed, cut off and told twice come out as if nothing had happened. The
// reference is always the same campaign, undisturbed, on one thread.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <random>
#include <thread>

#include "campaign_for_tests.hpp"
#include "io/journal/journal.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;
using namespace std::chrono_literals;

namespace {

/// Sweeps in a process of its own, which is killed after `delay` unless it ends before.
bool sweep_and_kill(const std::filesystem::path& folder, const CampaignPlan& plan,
                    const RunFunction& run, std::chrono::microseconds delay) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      sweep_rest(folder, plan, run, 2);
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  std::this_thread::sleep_for(delay);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

RunFunction slow_formula(const CampaignPlan& plan, std::chrono::microseconds pause) {
  return [&plan, pause](const RunSpec& run, const std::function<void()>& go_on) {
    go_on();
    std::this_thread::sleep_for(pause);
    return formula(plan, run);
  };
}

void remove_there(const std::filesystem::path& file) { REQUIRE(std::filesystem::remove(file)); }

/// Sweeps, damages the folder and sweeps what is missing then: the merged file must be as before.
/// What was known of the runs after the damage.
Ledger mended_after(const TestCampaign& test,
                    const std::function<void(const std::filesystem::path& folder)>& damage) {
  const CampaignFolder folder;
  const RunFunction run = slow_formula(test.plan, 0us);
  sweep_rest(folder.path(), test.plan, run, 2);
  const auto whole = merged(folder.path(), test, false);
  damage(folder.path());
  Ledger damaged = read_ledger(folder.path(), test.plan);
  sweep_rest(folder.path(), test.plan, run, 2);
  CHECK(read_ledger(folder.path(), test.plan).count(RunState::ok) == test.plan.runs());
  CHECK(merged(folder.path(), test, false) == whole);
  return damaged;
}

std::vector<std::pair<std::string, std::string>> undisturbed(const TestCampaign& test, bool copy) {
  const CampaignFolder folder;
  sweep_rest(folder.path(), test.plan, slow_formula(test.plan, 0us), 1);
  return merged(folder.path(), test, copy);
}

}  // namespace

TEST_CASE("campaign: two hundred kills in a row lose no finished run") {
  const TestCampaign test = test_campaign(2000, 2, 4, true);
  const CampaignFolder folder;
  const RunFunction run = slow_formula(test.plan, 200us);
  std::minstd_rand delay(1);
  std::vector<bool> finished(test.plan.runs());
  int killed = 0, patience = 1;  // a busy machine may need longer for a first block
  std::size_t before = 0;
  for (int round = 0; round < 200; ++round) {
    const auto after = patience * 1us * (1000 + delay() % 9000);
    killed += sweep_and_kill(folder.path(), test.plan, run, after) ? 1 : 0;
    const Ledger ledger = read_ledger(folder.path(), test.plan);
    for (std::size_t r = 0; r < finished.size(); ++r) {
      const bool ok = ledger.runs[r].state == RunState::ok;
      if (finished[r] && !ok) FAIL("run " << r << " was lost in round " << round);
      finished[r] = ok;
    }
    const std::size_t now = ledger.count(RunState::ok);
    patience = now > before ? 1 : std::min(2 * patience, 64);
    before = now;
  }
  CHECK(killed > 100);
  CHECK(std::count(finished.begin(), finished.end(), true) > 0);
  sweep_rest(folder.path(), test.plan, run, 2);
  CHECK(merged(folder.path(), test, false) == undisturbed(test, false));
  CHECK(merged(folder.path(), test, true) == undisturbed(test, true));
}

TEST_CASE("campaign: a worker's file that is cut off is made whole again") {
  const TestCampaign test = test_campaign(300, 1, 8, true);
  const std::string name = GENERATE(segment_name(0, 0, false), segment_name(0, 1, true));
  const Ledger damaged = mended_after(test, [&](const std::filesystem::path& folder) {
    std::filesystem::resize_file(folder / name, std::filesystem::file_size(folder / name) / 2);
  });
  CHECK(damaged.count(RunState::pending) > 0);
}

TEST_CASE("campaign: a worker's file that is gone is made again") {
  const Ledger damaged =
      mended_after(test_campaign(50, 1, 8, false), [](const std::filesystem::path& folder) {
        remove_there(folder / segment_name(0, 0, false));
      });
  CHECK(damaged.lost_rows == 50);
}

TEST_CASE("campaign: results that come twice count once") {
  const TestCampaign test = test_campaign(40, 1, 4, true);
  const CampaignFolder folder;
  const RunFunction run = slow_formula(test.plan, 0us);
  sweep_rest(folder.path(), test.plan, run, 1);
  const auto once = merged(folder.path(), test, false);
  Ledger nothing;
  nothing.runs.resize(test.plan.runs());
  SweepOptions options;
  options.worker = 7;
  sweep_on_threads(folder.path(), test.plan, work_left(nothing, test.plan, false), run, options);
  CHECK(read_ledger(folder.path(), test.plan).duplicates == 40);
  CHECK(merged(folder.path(), test, false) == once);
}

TEST_CASE("campaign: a journal that is cut off loses its end only") {
  const Ledger damaged =
      mended_after(test_campaign(64, 1, 1, false), [](const std::filesystem::path& folder) {
        const auto journal = journal_path(folder, 0);
        std::filesystem::resize_file(journal, std::filesystem::file_size(journal) - 5);
      });
  CHECK(damaged.count(RunState::pending) == 1);
  CHECK(damaged.dropped_bytes > 0);
}

TEST_CASE("campaign: no space left loses nothing that was finished") {
  const TestCampaign test = test_campaign(3000, 1, 1, false);
  const CampaignFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {  // files of this process may have 150 kB: the journal hits the limit
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{150'000, 150'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      sweep_rest(folder.path(), test.plan, slow_formula(test.plan, 0us), 2);
    } catch (const std::exception& error) {
      ::_exit(std::string(error.what()).find("File too large") == std::string::npos ? 3 : 2);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 2);
  const std::size_t before = read_ledger(folder.path(), test.plan).count(RunState::ok);
  CHECK(before > 0);
  CHECK(before < 3000);
  sweep_rest(folder.path(), test.plan, slow_formula(test.plan, 0us), 2);
  CHECK(merged(folder.path(), test, false) == undisturbed(test, false));
}

TEST_CASE("campaign: journals of another campaign are refused") {
  const TestCampaign test = test_campaign(10, 1, 1, false);
  const CampaignFolder folder;
  sweep_rest(folder.path(), test.plan, slow_formula(test.plan, 0us), 1);
  CampaignPlan other = test.plan;
  other.fingerprint = "other";
  CHECK_THROWS_AS(read_ledger(folder.path(), other), io::OtherJournal);
}
