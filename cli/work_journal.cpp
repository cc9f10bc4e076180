// SPDX-License-Identifier: Apache-2.0
#include "cli/work_journal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "cli/build_info.hpp"
#include "cli/exit_code.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

/// The first line of an identity: the engine.
std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string why_other(const fs::path& path, const std::string& kind, const std::string& found,
                      const std::string& wanted) {
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
      "{} is of another {}: since then these changed: {}. Undo that, or begin anew with --force",
      path.string(), kind, what_changed(found, wanted));
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
  const std::string identity =
      fmt::format("{} by ravenstein {} ({})\n{}", kind, build.version, build.git_hash, inputs);
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

std::string what_changed(const std::string& kept, const std::string& now) {
  const auto lines = [](const std::string& identity) {
    std::vector<std::string> all;
    std::istringstream in(identity);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  };
  const std::vector<std::string> before = lines(kept), after = lines(now);
  if (before.size() < 2) return "the program";  // it kept no list
  std::vector<std::string> changed;
  const auto compare = [&](const auto& list, const auto& other) {
    for (const std::string& line : list) {
      const std::string what = line.substr(0, line.find('\t'));
      const bool same = std::ranges::count(other, line) > 0;
      if (!same && std::ranges::count(changed, what) == 0) changed.push_back(what);
    }
  };
  compare(after, before);
  compare(before, after);
  return fmt::format("{}", fmt::join(changed, ", "));
}

std::string WorkJournal::found_text(std::size_t pieces, const std::string& name) const {
  const io::JournalContents& there = journal_->found();
  std::string text = there.bytes->empty()
                         ? fmt::format("there was no {}: it begins anew", path_.string())
                         : fmt::format("{} {}{} known from {}", pieces, name,
                                       pieces == 1 ? " is" : "s are", path_.string());
  if (there.dropped_bytes == 0) return text;
  return text + fmt::format(
                    "; its last {} bytes were cut off or damaged: what they held is worked out "
                    "again",
                    there.dropped_bytes);
}

void WorkJournal::remove() {
  journal_.reset();
  std::error_code ignored;
  fs::remove(path_, ignored);
}

}  // namespace ravenstein::cli
