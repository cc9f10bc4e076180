// SPDX-License-Identifier: Apache-2.0
// The evaluations of a calibration on disk, beside its output: what makes it resumable.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "calibration/fit/run.hpp"
#include "io/journal/journal.hpp"

namespace ravenstein::cli {

/// `mali.h5` -> `mali.h5.journal`
std::filesystem::path journal_path(const std::filesystem::path& output);

/// Everything that defines the calibration, and the engine: another one must not go on with its
/// evaluations.
std::string calibration_identity(const calibration::CalibrationPlan& plan);

class CalibrationJournal {
 public:
  /// Opens the journal of the output, or begins it. Throws io::OutputExists where one is there and
  /// `resume` is not asked for, UsageError where it is of another calibration or engine.
  CalibrationJournal(const std::filesystem::path& output, const calibration::CalibrationPlan& plan,
                     bool resume, bool force);

  std::size_t found() const { return known_.size(); }
  std::optional<calibration::Evaluated> known(std::uint64_t number) const;
  void add(const calibration::Evaluated& evaluated);
  void sync() { journal_->sync(); }
  /// The output is written: the journal is not needed any more.
  void remove();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::unique_ptr<io::Journal> journal_;
  std::unordered_map<std::uint64_t, std::string_view> known_;  ///< records of the journal
};

}  // namespace ravenstein::cli
