// SPDX-License-Identifier: Apache-2.0
#include "io/import/import_report.hpp"

#include <utility>

namespace ravenstein::io {

std::string note_text(const ImportNote& note) {
  return (note.kind == NoteKind::repaired ? "repaired: " : "left out: ") + to_string(note.what);
}

void ImportReport::repaired(Place place, std::string subject, std::string message,
                            std::string hint) {
  notes_.push_back({NoteKind::repaired,
                    {std::move(place), std::move(subject), std::move(message), std::move(hint)}});
}

void ImportReport::left_out(Place place, std::string subject, std::string message,
                            std::string hint) {
  notes_.push_back({NoteKind::left_out,
                    {std::move(place), std::move(subject), std::move(message), std::move(hint)}});
}

void ImportReport::wrong(Place place, std::string subject, std::string message, std::string hint) {
  errors_.add({std::move(place), std::move(subject), std::move(message), std::move(hint)},
              InputKind::data);
}

}  // namespace ravenstein::io
