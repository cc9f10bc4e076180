// SPDX-License-Identifier: Apache-2.0
#include "io/import/read_zone_file.hpp"

#include "io/files.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

void throw_as_data(const Problems& problems) {
  if (!problems.empty()) throw InputError(InputKind::data, problems.all());
}

std::vector<Zone> read_zone_file(const std::filesystem::path& path, Problems& problems) {
  InputFiles input = InputFiles::on_disk(path.parent_path());
  const std::string name = path.filename().string();
  const EmbeddedFile* file = input.read(name, {}, "zones", problems);
  if (file == nullptr) return {};
  Table table(input.shown(name), file->bytes, problems);
  return read_zones(table).zones;
}

}  // namespace ravenstein::io
