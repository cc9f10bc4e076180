// SPDX-License-Identifier: Apache-2.0
#include "io/import/prmn.hpp"

#include "io/files.hpp"
#include "io/import/coarser_zones.hpp"
#include "io/import/read_zone_file.hpp"
#include "io/tables/monthly.hpp"
#include "io/text.hpp"

namespace ravenstein::io {

std::span<const std::string> prmn_causes() {
  static const std::vector<std::string> kCauses{"conflict", "drought", "flood", "other"};
  return kCauses;
}

std::vector<DisplacementRecord> read_prmn(Table& table, const PlaceNames& places) {
  const Column month_column = table.need("month");
  const Column from_column = table.need("origin_district");
  const Column to_column = table.need("destination_district");
  const Column cause_column = table.need("cause");
  const Column persons_column = table.need("individuals");
  std::vector<DisplacementRecord> records;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto month = read_month(table, r, month_column);
    const auto from = places.read(table, r, from_column);
    const auto to = places.read(table, r, to_column);
    const std::string cause = read_cause(table, r, cause_column, prmn_causes());
    const auto persons = table.persons(r, persons_column);
    if (month && from && to && persons && !cause.empty()) {
      records.push_back({*month, *from, *to, cause, *persons});
    }
  }
  return added_up(std::move(records));
}

std::vector<DisplacementRecord> between_regions(std::span<const DisplacementRecord> records,
                                                std::span<const Zone> zones,
                                                std::span<const Zone> regions, Problems& problems) {
  const std::vector<std::size_t> region = regions_of(zones, regions, problems);
  if (region.empty()) return {};
  std::vector<DisplacementRecord> coarse(records.begin(), records.end());
  for (DisplacementRecord& record : coarse) {
    record.from = static_cast<ZoneIndex>(region[record.from]);
    record.to = static_cast<ZoneIndex>(region[record.to]);
  }
  return added_up(std::move(coarse));
}

TextFiles import_prmn(const std::filesystem::path& file, const std::filesystem::path& zones_file,
                      const std::filesystem::path& regions_file) {
  Problems problems;
  const std::vector<Zone> zones = read_zone_file(zones_file, problems);
  std::vector<Zone> regions;
  if (!regions_file.empty()) regions = read_zone_file(regions_file, problems);
  InputFiles input = InputFiles::on_disk(file.parent_path());
  const std::string name = file.filename().string();
  const EmbeddedFile* bytes = input.read(name, {}, "", problems);
  throw_as_data(problems);
  Table table(input.shown(name), bytes->bytes, problems);
  std::vector<DisplacementRecord> records = read_prmn(table, PlaceNames(zones, somali_aliases()));
  if (!regions_file.empty()) records = between_regions(records, zones, regions, problems);
  throw_as_data(problems);
  return {{"displacement.csv", displacement_csv(records, regions_file.empty() ? zones : regions)}};
}

}  // namespace ravenstein::io
