// SPDX-License-Identifier: Apache-2.0
#include "io/checkpoint_file.hpp"

#include <fstream>
#include <utility>

#include "engine/checkpoint.hpp"
#include "engine/core/problem.hpp"
#include "io/checksum.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
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

void write_checkpoint(const std::filesystem::path& path, const std::string& identity, int days_done,
                      const std::vector<std::string>& parts) {
  StateWriter out;
  out.put(list_of(identity));
  out.put(days_done);
  out.put(std::uint64_t{parts.size()});
  for (const std::string& part : parts) out.put(list_of(part));
  const std::string body = out.take();
  const std::string head = std::string(kMagic) + sha256(body) + "\n";
  write_atomically(path, true, [&](const std::filesystem::path& temporary) {
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << head << body << std::flush;
    if (!file) throw WriteError(path, "could not be written; is there space left?");
  });
}

KeptRun parse_checkpoint(const std::filesystem::path& path, std::string_view all,
                         const std::string& identity) {
  const std::size_t head = kMagic.size() + kDigits + 1;
  if (all.size() < head || all.substr(0, kMagic.size()) != kMagic) {
    refuse(path, "expected a checkpoint of ravenstein run, found another file", "");
  }
  if (sha256(all.substr(head)) != all.substr(kMagic.size(), kDigits)) {
    refuse(path, "the checkpoint is damaged", "without it the run begins anew");
  }
  StateReader in(all.substr(head));
  if (get_text(in) != identity) {
    refuse(path, "expected a checkpoint of this run, found one of another",
           "program, scenario, tables, --set and --seed must be as they were; without --resume, "
           "--force begins anew");
  }
  KeptRun run;
  std::uint64_t parts = 0;
  in.get(run.days_done);
  in.get(parts);
  for (std::uint64_t p = 0; p < parts; ++p) run.parts.push_back(get_text(in));
  in.finish();
  return run;
}

}  // namespace ravenstein::io
