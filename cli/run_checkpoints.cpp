// SPDX-License-Identifier: Apache-2.0
#include "cli/run_checkpoints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "cli/build_info.hpp"
#include "cli/exit_code.hpp"
#include "engine/checkpoint.hpp"
#include "io/checkpoint_file.hpp"
#include "io/checksum.hpp"
#include "io/projection/atomic_file.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

/// What a kept run must have in common with the one that goes on with it: the program, every input,
/// overrides.
std::string run_identity(const io::ScenarioFile& file) {
  const BuildInfo build = build_info();
  StateWriter all;
  const auto put = [&all](std::string_view text) {
    all.put(std::vector<char>(text.begin(), text.end()));
  };
  for (const std::string_view text : {build.version, build.git_hash, std::string_view(file.path)}) {
    put(text);
  }
  for (const std::string& one : file.overrides) put(one);
  for (const io::EmbeddedFile& input : file.inputs) {
    put(input.path);
    put(input.sha256);
  }
  return io::sha256(all.take());
}

/// The file that the first rank sees, for all of them: their disks may differ. nullopt: none is
/// there.
std::optional<std::string> read_for_all(const std::filesystem::path& path, Ranks& ranks) {
  constexpr std::size_t kAtOnce = std::size_t{1} << 30;
  std::string bytes;
  std::array<std::int64_t, 2> there_and_size{0, 0};
  std::error_code none;
  if (ranks.rank() == 0 && std::filesystem::exists(path, none)) {
    std::ifstream file(path, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
    there_and_size = {1, static_cast<std::int64_t>(bytes.size())};
  }
  ranks.sum(there_and_size);
  if (there_and_size[0] == 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(there_and_size[1]));
  for (std::size_t first = 0; first < bytes.size(); first += kAtOnce) {
    const std::size_t size = std::min(kAtOnce, bytes.size() - first);
    std::vector<std::size_t> begin(static_cast<std::size_t>(ranks.size()) + 1, size);
    begin[0] = 0;  // all is the first rank's
    ranks.share(std::as_writable_bytes(std::span(bytes).subspan(first, size)), begin);
  }
  return bytes;
}

}  // namespace

void refuse_checkpoint(const CheckpointOptions& options, const Scenario& scenario) {
  if (options.checkpoint.empty()) {
    if (options.resume) throw UsageError("--resume goes on with the file of --checkpoint: name it");
    return;
  }
  std::string reason = "an ensemble is many runs: ravenstein sweep keeps each";
  if (scenario.ensemble.members <= 1) {
    reason = why_not_kept(scenario, *models::make_behaviour(scenario));
  }
  if (!reason.empty()) {
    throw UsageError(fmt::format("this run cannot be kept by --checkpoint: {}", reason));
  }
}

void open_checkpoints(const CheckpointOptions& options, bool force, const io::ScenarioFile& file,
                      Ranks& ranks, const InterruptGuard& interrupt, Checkpoints& checkpoints) {
  const std::string identity = run_identity(file);
  std::optional<std::string> bytes;
  if (options.resume) bytes = read_for_all(options.checkpoint, ranks);
  const int days = file.scenario.period.days;
  if (bytes) {
    io::KeptRun run = io::parse_checkpoint(options.checkpoint, *bytes, identity);
    checkpoints.days_kept = run.days_done;
    checkpoints.complete = run.days_done == days;
    checkpoints.keeping.from = [parts = std::move(run.parts)]() mutable {
      return std::move(parts);
    };
  } else {
    io::check_output(options.checkpoint, force);
  }
  checkpoints.keeping.wish = [&checkpoints, &interrupt, days, every = options.checkpoint_every,
                              beside = !file.beside.empty(),
                              last = checkpoints.days_kept](int days_done) mutable {
    checkpoints.complete = days_done == days;
    if (checkpoints.complete && !beside) return Keeping::Wish::go_on;  // to write it is quick
    if (interrupt.stop_requested()) return Keeping::Wish::keep_and_stop;
    const bool due = every > 0 && days_done - last >= every;
    if (!due && !checkpoints.complete) return Keeping::Wish::go_on;
    last = days_done;
    return Keeping::Wish::keep;
  };
  checkpoints.keeping.keep = [&checkpoints, path = options.checkpoint, identity](
                                 int days_done, const std::vector<std::string>& parts) {
    io::write_checkpoint(path, identity, days_done, parts);
    checkpoints.days_kept = days_done;
  };
}

}  // namespace ravenstein::cli
