// SPDX-License-Identifier: Apache-2.0
// OGC 12-128r18 (GeoPackage 1.3): an SQLite file with tables of a certain form.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

#include "io/export/columns.hpp"
#include "io/export/export.hpp"
#include "io/export/gpkg_areas.hpp"
#include "io/export/gpkg_rtree.hpp"
#include "io/export/gpkg_shape.hpp"
#include "io/export/gpkg_style.hpp"
#include "io/export/sqlite.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
namespace {

/// Tables that every GeoPackage has (§1.1.2, §1.1.3, §2.1.5), and where QGIS keeps styles.
constexpr const char* kBase = R"sql(
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
PRAGMA journal_mode = OFF;
BEGIN;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', 'longitude/latitude in degrees');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
  m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT, f_geometry_column TEXT,
  styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT, ui TEXT, update_time DATETIME);
)sql";

bool located(const ReleasedPlace& place) { return std::isfinite(place.latitude_deg); }

Shape point(const ReleasedPlace& place) {
  if (!located(place)) return {};
  Shape shape = begin_shape(1);
  append_position(shape, place.longitude_deg, place.latitude_deg);
  return shape;
}

Shape line(const ReleasedPlace& from, const ReleasedPlace& to) {
  if (!located(from) || !located(to)) return {};
  Shape shape = begin_shape(2);
  append(shape.bytes, std::uint32_t{2});
  append_position(shape, from.longitude_deg, from.latitude_deg);
  append_position(shape, to.longitude_deg, to.latitude_deg);
  return shape;
}

class GeoPackage {
 public:
  GeoPackage(const std::filesystem::path& path, const ReleaseTables& tables,
             const std::vector<Shape>& areas)
      : tables_(tables), file_(path) {
    file_.run(kBase);
    file_.run(kExtensionsTable);
    for (const ReleasedPlace& place : tables.places) {
      if (located(place)) around_.take_in(place.longitude_deg, place.latitude_deg);
    }
    for (const Shape& area : areas) {
      if (area.bytes.empty()) continue;
      around_.take_in(area.west, area.south);
      around_.take_in(area.east, area.north);
    }
    content("layer_styles", "attributes", "styles for QGIS");
  }

  /// A layer if there is a geometry for each row, else a table.
  void add(const RowTable& rows, const char* type,
           const std::function<Shape(std::size_t row)>& shape_of) {
    content(rows.name, type == nullptr ? "attributes" : "features", tables_.note());
    std::string columns = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
    std::vector<std::string> names;
    if (type != nullptr) {
      columns += fmt::format(", geom {}", type);
      names.push_back("geom");
      Insert insert(file_, "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)");
      (insert << rows.name << std::string(type)).run();
    }
    for (const Column& column : rows.columns) {
      columns += fmt::format(", \"{}\" {}", column.name, column.number ? "DOUBLE" : "TEXT");
      names.push_back('"' + column.name + '"');
    }
    file_.run(fmt::format("CREATE TABLE \"{}\" ({})", rows.name, columns));
    Insert insert(
        file_, fmt::format("INSERT INTO \"{}\" ({}) VALUES ({})", rows.name, fmt::join(names, ", "),
                           fmt::join(std::vector(names.size(), '?'), ", ")));
    if (type != nullptr) file_.run(rtree_sql(rows.name));
    std::optional<Insert> index;
    if (type != nullptr) index.emplace(file_, rtree_insert_sql(rows.name));
    std::size_t number = 0;
    rows.each([&](const std::vector<Cell>& row) {
      const Shape shape = type != nullptr ? shape_of(number) : Shape();
      if (type != nullptr) insert.blob(shape.bytes);
      for (const Cell& cell : row) {
        std::visit([&](const auto& value) { insert << value; }, cell);
      }
      insert.run();
      ++number;
      if (shape.bytes.empty()) return;
      (*index << static_cast<double>(number) << shape.west << shape.east << shape.south
              << shape.north)
          .run();
    });
    if (type != nullptr) file_.run(rtree_triggers_sql(rows.name));
  }

  void style(const std::string& table, const std::string& qml) {
    Insert insert(file_,
                  "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                  "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description) "
                  "VALUES ('', '', ?, 'geom', ?, ?, '', 1, 'Ravenstein')");
    (insert << table << "people" << qml).run();
  }

  void finish() { file_.run("COMMIT"); }

 private:
  void content(const std::string& name, const std::string& kind, const std::string& description) {
    const bool features = kind == "features";
    Insert insert(file_,
                  "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
                  "last_change, min_x, min_y, max_x, max_y, srs_id) "
                  "VALUES (?, ?, ?, ?, '2000-01-01T00:00:00.000Z', ?, ?, ?, ?, ?)");
    insert << name << kind << name << description;
    for (const double side : {around_.west, around_.south, around_.east, around_.north}) {
      insert << (features && std::isfinite(side) ? side : kNotShown);
    }
    (insert << (features ? static_cast<double>(kWgs84) : kNotShown)).run();
  }

  const ReleaseTables& tables_;
  Sqlite file_;
  Shape around_;  ///< of all layers
};

}  // namespace

void export_gpkg(const ReleaseTables& tables, const std::filesystem::path& output, bool force) {
  write_atomically(output, force, [&](const std::filesystem::path& temporary) {
    try {
      const std::vector<Shape> areas = area_shapes(tables);
      GeoPackage package(temporary, tables, areas);
      RowTable zones = place_rows(tables);
      zones.name = "zones";
      package.add(zones, "POINT", [&](std::size_t p) { return point(tables.places[p]); });
      if (!areas.empty()) {
        RowTable rows = place_rows(tables);
        rows.name = "zone_areas";
        package.add(rows, "MULTIPOLYGON", [&](std::size_t p) { return areas[p]; });
      }
      package.add(flow_rows(tables), "LINESTRING", [&](std::size_t n) {
        const ReleasedFlow& flow = tables.flows[n];
        return line(tables.places[flow.from], tables.places[flow.to]);
      });
      package.add(people_rows(tables), nullptr, {});
      double most = 0, most_flow = 0;
      for (const double persons : tables.present().value) most = std::fmax(most, persons);
      for (const ReleasedFlow& flow : tables.flows) most_flow = std::fmax(most_flow, flow.persons);
      package.style("zones", circles_qml("present", most));
      package.style("flows", lines_qml("persons", most_flow));
      package.finish();
    } catch (const SqliteError& error) {
      throw WriteError(output, error.what());
    }
  });
}

}  // namespace ravenstein::io
