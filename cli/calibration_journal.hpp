// SPDX-License-Identifier: Apache-2.0
// The evaluations of a calibration on disk, beside its output.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "calibration/fit/run.hpp"
#include "cli/work_journal.hpp"

namespace ravenstein::cli {

class CalibrationJournal {
 public:
  /// As WorkJournal.
  CalibrationJournal(const std::filesystem::path& output, const calibration::CalibrationPlan& plan,
                     bool resume, bool force);

  std::string found_text() const { return journal_.found_text(known_.size(), "evaluation"); }
  std::optional<calibration::Evaluated> known(std::uint64_t number) const;
  void add(const calibration::Evaluated& evaluated);
  void sync() { journal_.sync(); }
  void remove() { journal_.remove(); }
  const std::filesystem::path& path() const { return journal_.path(); }

 private:
  WorkJournal journal_;
  std::unordered_map<std::uint64_t, std::string_view> known_;  ///< records of the journal
};

}  // namespace ravenstein::cli
