// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/table_source.hpp"

#include <utility>

namespace ravenstein::io {

std::optional<Table> TableSource::table(const TablePath& path, const std::string& subject) const {
  if (path.path.empty()) return {};
  const EmbeddedFile* file = files_.read(path.path, path.place, subject, problems_);
  if (file == nullptr) return {};
  return std::optional<Table>(std::in_place, files_.shown(path.path), file->bytes, problems_);
}

Days TableSource::days_for(const TablePath& path) const {
  Days days = days_;
  days.cut = place_of(root_, "period.days").file != path.place.file ||
             place_of(root_, "period.start").file != path.place.file;
  return days;
}

}  // namespace ravenstein::io
