// SPDX-License-Identifier: Apache-2.0
#include "cli/checkpoint_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <span>

#include "cli/build_info.hpp"
#include "engine/checkpoint.hpp"
#include "engine/core/problem.hpp"
#include "io/checksum.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

constexpr std::string_view kMagic = "RVNCHECK1\n";
constexpr std::size_t kDigits = 64;

std::vector<char> list_of(std::string_view text) { return {text.begin(), text.end()}; }

std::string get_text(StateReader& in) {
  std::vector<char> text;
  in.get(text);
  return {text.begin(), text.end()};
}

[[noreturn]] void refuse(const std::filesystem::path& path, std::string message, std::string hint) {
  Problem problem;
  problem.subject = path.string();
  problem.message = std::move(message);
  problem.hint = std::move(hint);
  throw InputError(InputKind::data, {problem});
}

}  // namespace

std::string run_identity(const io::ScenarioFile& file) {
  const BuildInfo build = build_info();
  StateWriter all;
  for (const std::string_view text : {build.version, build.git_hash, std::string_view(file.path)}) {
    all.put(list_of(text));
  }
  for (const std::string& one : file.overrides) all.put(list_of(one));
  for (const io::EmbeddedFile& input : file.inputs) {
    all.put(list_of(input.path));
    all.put(list_of(input.sha256));
  }
  return io::sha256(all.take());
}

void write_checkpoint(const std::filesystem::path& path, const std::string& identity,
                      const KeptRun& run) {
  StateWriter out;
  out.put(list_of(identity));
  out.put(run.days_done);
  out.put(std::uint64_t{run.parts.size()});
  for (const std::string& part : run.parts) out.put(list_of(part));
  const std::string body = out.take();
  const std::string head = std::string(kMagic) + io::sha256(body) + "\n";
  io::write_atomically(path, true, [&](const std::filesystem::path& temporary) {
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << head << body << std::flush;
    if (!file) throw io::WriteError(path, "could not be written; is there space left?");
  });
}

KeptRun read_checkpoint(const std::filesystem::path& path, const std::string& identity) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t head = kMagic.size() + kDigits + 1;
  const std::string_view all(bytes);
  if (all.size() < head || all.substr(0, kMagic.size()) != kMagic) {
    refuse(path, "expected a checkpoint of ravenstein run, found another file", "");
  }
  if (io::sha256(all.substr(head)) != all.substr(kMagic.size(), kDigits)) {
    refuse(path, "the checkpoint is damaged", "without it the run begins anew");
  }
  StateReader in(all.substr(head));
  if (get_text(in) != identity) {
    refuse(path, "expected a checkpoint of this run, found one of another",
           "program, scenario, tables, --set and --seed must be as they were; --force begins anew");
  }
  KeptRun run;
  std::uint64_t parts = 0;
  in.get(run.days_done);
  in.get(parts);
  for (std::uint64_t p = 0; p < parts; ++p) run.parts.push_back(get_text(in));
  in.finish();
  return run;
}

}  // namespace ravenstein::cli
