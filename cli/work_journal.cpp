// SPDX-License-Identifier: Apache-2.0
#include "cli/work_journal.hpp"

#include <fmt/format.h>

#include "cli/build_info.hpp"
#include "cli/exit_code.hpp"
#include "io/checksum.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

/// The first line of an identity: the engine.
std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string why_other(const fs::path& path, const std::string& kind, std::string_view found,
                      std::string_view wanted) {
  if (!found.starts_with(kind + " by ")) {
    return fmt::format("{} is the journal of something else than a {}", path.string(), kind);
  }
  if (first_line(found) != first_line(wanted)) {
    return fmt::format(
        "{} is of another version, \"{}\"; this is \"{}\": finish it with that one, or begin anew "
        "with --force",
        path.string(), first_line(found), first_line(wanted));
  }
  return fmt::format(
      "{} is of another {}: its YAML, its scenario or a table has changed since; undo that, or "
      "begin anew with --force",
      path.string(), kind);
}

/// Nothing is to be replaced unless it is said: its pieces are work.
class UnfinishedJournal : public io::OutputExists {
 public:
  explicit UnfinishedJournal(const fs::path& path)
      : io::OutputExists(path),
        text_(fmt::format("{} holds evaluations of a run that did not end: --resume goes on with "
                          "them; --force forgets them",
                          path.string())) {}
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};

}  // namespace

fs::path journal_path(const fs::path& output) { return output.string() + ".journal"; }

WorkJournal::WorkJournal(const fs::path& output, const std::string& kind, const std::string& inputs,
                         bool resume, bool force)
    : path_(journal_path(output)) {
  const BuildInfo build = build_info();
  const std::string identity = fmt::format("{} by ravenstein {} ({})\n{}\n", kind, build.version,
                                           build.git_hash, io::sha256(inputs));
  if (!resume && fs::exists(path_)) {
    if (!force) throw UnfinishedJournal(path_);
    fs::remove(path_);
  }
  try {
    journal_ = std::make_unique<io::Journal>(path_, identity);
  } catch (const io::OtherJournal& other) {
    throw UsageError(why_other(path_, kind, other.found(), identity));
  } catch (const io::NotAJournal& other) {
    throw UsageError(other.what());
  }
}

void WorkJournal::remove() {
  journal_.reset();
  std::error_code ignored;
  fs::remove(path_, ignored);
}

}  // namespace ravenstein::cli
