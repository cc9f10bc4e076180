// SPDX-License-Identifier: Apache-2.0
#include "cli/calibration_journal.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/build_info.hpp"
#include "cli/exit_code.hpp"
#include "io/checksum.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

/// The first line of an identity: the engine.
std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string why_other(const fs::path& path, std::string_view found, std::string_view wanted) {
  if (!found.starts_with("calibration by ")) {
    return fmt::format("{} is the journal of something else than a calibration", path.string());
  }
  if (first_line(found) != first_line(wanted)) {
    return fmt::format(
        "{} is of another version, \"{}\"; this is \"{}\": finish it with that one, or begin anew "
        "with --force",
        path.string(), first_line(found), first_line(wanted));
  }
  return fmt::format(
      "{} is of another calibration: its YAML, its scenario or a table has changed since; undo "
      "that, or begin anew with --force",
      path.string());
}

/// Nothing is to be replaced unless it is said: its evaluations are work.
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

std::string calibration_identity(const calibration::CalibrationPlan& plan) {
  const BuildInfo build = build_info();
  std::string text =
      fmt::format("calibration by ravenstein {} ({})\n", build.version, build.git_hash);
  std::string inputs = plan.sha256 + '\n';
  for (const io::EmbeddedFile& file : plan.scenario.inputs) {
    inputs += file.path + ' ' + file.sha256 + '\n';
  }
  return text + io::sha256(inputs) + '\n';
}

CalibrationJournal::CalibrationJournal(const fs::path& output,
                                       const calibration::CalibrationPlan& plan, bool resume,
                                       bool force)
    : path_(journal_path(output)) {
  const std::string identity = calibration_identity(plan);
  if (!resume && fs::exists(path_)) {
    if (!force) {
      throw UnfinishedJournal(path_);
    }
    fs::remove(path_);
  }
  try {
    journal_ = std::make_unique<io::Journal>(path_, identity);
  } catch (const io::OtherJournal& other) {
    throw UsageError(why_other(path_, other.found(), identity));
  } catch (const io::NotAJournal& other) {
    throw UsageError(other.what());
  }
  for (const std::string_view record : journal_->found().records) {
    known_.insert_or_assign(calibration::number_of_record(record), record);
  }
}

std::optional<calibration::Evaluated> CalibrationJournal::known(std::uint64_t number) const {
  const auto found = known_.find(number);
  if (found == known_.end()) return {};
  return calibration::from_record(found->second);
}

void CalibrationJournal::add(const calibration::Evaluated& evaluated) {
  journal_->append(calibration::to_record(evaluated));
}

void CalibrationJournal::remove() {
  journal_.reset();
  std::error_code ignored;
  fs::remove(path_, ignored);
}

}  // namespace ravenstein::cli
