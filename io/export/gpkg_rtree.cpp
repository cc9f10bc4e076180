// SPDX-License-Identifier: Apache-2.0
#include "io/export/gpkg_rtree.hpp"

#include <fmt/format.h>

namespace ravenstein::io {

const char* const kExtensionsTable = R"sql(
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
)sql";

std::string rtree_sql(const std::string& table) {
  return fmt::format(R"sql(
CREATE VIRTUAL TABLE "rtree_{0}_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES ('{0}', 'geom', 'gpkg_rtree_index',
  'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
)sql",
                     table);
}

std::string rtree_insert_sql(const std::string& table) {
  return fmt::format("INSERT INTO \"rtree_{}_geom\" VALUES (?, ?, ?, ?, ?)", table);
}

std::string rtree_triggers_sql(const std::string& table) {
  // The statements of the annex; its functions (ST_MinX ...) belong to the program that changes.
  return fmt::format(R"sql(
CREATE TRIGGER "rtree_{0}_geom_insert" AFTER INSERT ON "{0}"
  WHEN (NEW."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES (NEW."fid", {1});
END;
CREATE TRIGGER "rtree_{0}_geom_update1" AFTER UPDATE OF "geom" ON "{0}"
  WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES (NEW."fid", {1});
END;
CREATE TRIGGER "rtree_{0}_geom_update2" AFTER UPDATE OF "geom" ON "{0}"
  WHEN OLD."fid" = NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid";
END;
CREATE TRIGGER "rtree_{0}_geom_update3" AFTER UPDATE ON "{0}"
  WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid";
  INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES (NEW."fid", {1});
END;
CREATE TRIGGER "rtree_{0}_geom_update4" AFTER UPDATE ON "{0}"
  WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_{0}_geom" WHERE id IN (OLD."fid", NEW."fid");
END;
CREATE TRIGGER "rtree_{0}_geom_delete" AFTER DELETE ON "{0}"
  WHEN OLD."geom" NOT NULL
BEGIN
  DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid";
END;
)sql",
                     table,
                     R"sql(ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
    ST_MinY(NEW."geom"), ST_MaxY(NEW."geom"))sql");
}

}  // namespace ravenstein::io
