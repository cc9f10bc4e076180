// SPDX-License-Identifier: Apache-2.0
// What an importer tells its user: what it read differently from what is written, what it could
// not use, and what is so wrong that there is no import.
#pragma once

#include <string>
#include <vector>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

/// repaired: used, but not as written. left_out: not used; the import goes on without it.
enum class NoteKind { repaired, left_out };

struct ImportNote {
  NoteKind kind = NoteKind::repaired;
  Problem what;
};

/// `repaired: routes.csv:34: ...`
std::string note_text(const ImportNote& note);

/// Collects notes and errors while an importer reads.
class ImportReport {
 public:
  void repaired(Place place, std::string subject, std::string message, std::string hint = "");
  void left_out(Place place, std::string subject, std::string message, std::string hint = "");
  /// An error: `throw_if_any` will throw.
  void wrong(Place place, std::string subject, std::string message, std::string hint = "");

  const std::vector<ImportNote>& notes() const noexcept { return notes_; }
  bool ok() const noexcept { return errors_.empty(); }
  /// Throws InputError (kind `data`) with all errors, if there are any.
  void throw_if_any() const { errors_.throw_if_any(); }

 private:
  std::vector<ImportNote> notes_;
  Problems errors_;
};

}  // namespace ravenstein::io
