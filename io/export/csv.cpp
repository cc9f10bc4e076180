// SPDX-License-Identifier: Apache-2.0
// CSV, with or without HXL tags, and the three tables of flowmap.blue.
#include <cmath>
#include <fstream>

#include "io/export/columns.hpp"
#include "io/export/export.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

/// RFC 4180. What a spreadsheet would take for a formula is made a text by an apostrophe
/// (OWASP: CSV injection).
std::string field(const std::string& text) {
  std::string safe = text;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    safe.insert(0, "'");
  }
  if (safe.find_first_of(",\"\n\r") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string text_of(const Cell& cell) {
  const auto* number = std::get_if<double>(&cell);
  return number != nullptr ? number_text(*number) : field(std::get<std::string>(cell));
}

void write_rows(const RowTable& table, const fs::path& path, bool hxl, bool force) {
  write_atomically(path, force, [&](const fs::path& temporary) {
    std::ofstream file(temporary, std::ios::binary);
    const auto line = [&](auto&& text, std::size_t count) {
      for (std::size_t c = 0; c < count; ++c) file << (c == 0 ? "" : ",") << text(c);
      file << '\n';
    };
    const std::size_t count = table.columns.size();
    line([&](std::size_t c) { return table.columns[c].name; }, count);
    if (hxl) line([&](std::size_t c) { return table.columns[c].hxl; }, count);
    table.each([&](const std::vector<Cell>& row) {
      line([&](std::size_t c) { return text_of(row[c]); }, row.size());
    });
    if (!file.flush()) throw WriteError(path, "no space, or no right to write");
  });
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw WriteError(folder, "cannot make the folder: " + error.message());
}

/// All of them, if none is in the way.
std::vector<fs::path> write_folder(const std::vector<RowTable>& tables, const fs::path& folder,
                                   bool hxl, bool force) {
  make_folder(folder);
  std::vector<fs::path> files;
  for (const RowTable& table : tables) {
    files.push_back(folder / (table.name + ".csv"));
    check_output(files.back(), force);
  }
  for (std::size_t n = 0; n < tables.size(); ++n) write_rows(tables[n], files[n], hxl, force);
  return files;
}

RowTable flowmap_properties(const ReleaseTables& tables) {
  return {"properties", {{"property", ""}, {"value", ""}}, [&tables](const auto& take) {
            const bool open = tables.release == Release::open;
            take({"title", (open ? "" : "RESTRICTED: ") + tables.title});
            take({"description", tables.note()});
            take({"source.name", "Ravenstein " + tables.engine_version});
            take({"createdBy.name", ""});
            take({"colors.scheme", "Default"});
          }};
}

RowTable flowmap_locations(const ReleaseTables& tables) {
  return {"locations",
          {{"id", ""}, {"name", ""}, {"lat", ""}, {"lon", ""}},
          [&tables](const auto& take) {
            for (const ReleasedPlace& place : tables.places) {
              if (std::isnan(place.latitude_deg)) continue;
              take({place.code, place.name, place.latitude_deg, place.longitude_deg});
            }
          }};
}

RowTable flowmap_flows(const ReleaseTables& tables) {
  return {"flows", {{"origin", ""}, {"dest", ""}, {"count", ""}}, [&tables](const auto& take) {
            for (const ReleasedFlow& flow : tables.flows) {
              const ReleasedPlace &from = tables.places[flow.from], &to = tables.places[flow.to];
              if (std::isnan(from.latitude_deg) || std::isnan(to.latitude_deg)) continue;
              take({from.code, to.code, flow.persons});
            }
          }};
}

}  // namespace

std::size_t places_on_the_map(const ReleaseTables& tables) {
  std::size_t count = 0;
  for (const ReleasedPlace& place : tables.places) count += std::isnan(place.latitude_deg) ? 0 : 1;
  return count;
}

std::vector<fs::path> export_csv(const ReleaseTables& tables, const fs::path& output, bool hxl,
                                 bool force) {
  if (output.extension() == ".csv") {
    write_rows(people_rows(tables), output, hxl, force);
    return {output};
  }
  std::vector<RowTable> all{people_rows(tables), total_rows(tables), place_rows(tables)};
  if (!tables.flows.empty()) all.push_back(flow_rows(tables));
  if (!tables.parts.empty()) all.push_back(part_rows(tables));
  if (!tables.needs.empty()) all.push_back(need_rows(tables));
  return write_folder(all, output, hxl, force);
}

std::vector<fs::path> export_flowmap(const ReleaseTables& tables, const fs::path& output,
                                     bool force) {
  return write_folder(
      {flowmap_properties(tables), flowmap_locations(tables), flowmap_flows(tables)}, output, false,
      force);
}

}  // namespace ravenstein::io
