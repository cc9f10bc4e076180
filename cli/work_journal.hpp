// SPDX-License-Identifier: Apache-2.0
// What long work has finished, on disk beside its output: what makes it resumable.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "io/journal/journal.hpp"

namespace ravenstein::cli {

/// `mali.h5` -> `mali.h5.journal`
std::filesystem::path journal_path(const std::filesystem::path& output);

/// What differs between two lists of inputs, each a line: what, tab, which; as a list for people.
std::string what_changed(const std::string& kept, const std::string& now);

class WorkJournal {
 public:
  /// Opens the journal of the output, or begins it. `kind`: of work, e.g. `calibration`; `inputs`:
  /// everything that defines it, a line each (what, tab, checksum), since another one, or another
  /// engine, must not go on with its pieces. Throws io::OutputExists where a journal is there and
  /// `resume` is not asked for, UsageError where it is of other work.
  WorkJournal(const std::filesystem::path& output, const std::string& kind,
              const std::string& inputs, bool resume, bool force);

  std::span<const std::string_view> found() const { return journal_->found().records; }
  void add(std::string_view record) { journal_->append(record); }
  void sync() { journal_->sync(); }
  /// `3 evaluations are known from FILE`, or that nothing is, and what of it is lost.
  std::string found_text(std::size_t pieces, const std::string& name) const;
  /// The output is written: the journal is not needed any more.
  void remove();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::unique_ptr<io::Journal> journal_;
};

}  // namespace ravenstein::cli
