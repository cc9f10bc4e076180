// SPDX-License-Identifier: Apache-2.0
// The steps in which release_tables fills its tables.
#pragma once

#include "io/release/history.hpp"
#include "io/release/release_tables.hpp"
#include "models/disclosure/places.hpp"

namespace ravenstein::io {

struct ReleaseSource {
  const ProjectionFile& file;
  const ReleaseRows& rows;
  const std::vector<models::Place>& places;
};

struct TableKind {
  std::string name, meaning;
  std::vector<std::string_view> of;  ///< tables of the projection, added up
  bool stock;
};

/// What is shown of each span stands in its last row. Nothing where the projection lacks the table.
void add_table(const ReleaseSource& from, const TableKind& kind, ReleaseTables& to);
/// From what is shown, rounded, alone, so that it tells nothing more: whether anybody is in a place
/// that is not shown does not matter. Shares of two digits.
void tell_share_not_shown(ReleaseTables& to);
/// Of the people present as they are shown; nothing else goes in.
void add_needs(const ReleaseSource& from, const models::Standards& standards, ReleaseTables& to);
void add_flows(std::span<const ProjectionFile* const> files, const ReleaseRows& rows,
               const std::vector<models::Place>& places,
               const std::vector<models::ZoneHistory>& histories, std::vector<ReleaseTables>& to);
void add_parts(std::span<const ProjectionFile* const> files, const ReleaseRows& rows,
               const std::vector<models::Place>& places, std::vector<ReleaseTables>& to);
void round_tables(ReleaseTables& to);

}  // namespace ravenstein::io
