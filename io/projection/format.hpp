// SPDX-License-Identifier: Apache-2.0
// Names and numbers that the writer and the reader of projection files share.
// docs/projection-file.md describes the format for its users.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/projection.hpp"

namespace ravenstein::io::format {

inline constexpr std::string_view kFileType = "ravenstein projection";
/// {major, minor}: readers accept their own major version. A minor version only adds variables.
inline constexpr std::array<std::int32_t, 2> kVersion = {1, 0};

/// Flows are a table over (time, zone, zone_dest) up to this many cells, else a list of those that
/// happened. 32 Mi cells of int32 are 128 MiB before and about 1/20 of it after compression, which
/// h5py and xarray still open whole; a list costs 16 bytes per entry but cannot be sliced by name.
inline constexpr std::size_t kDenseFlowCells = std::size_t{32} * 1024 * 1024;

enum class Kind : std::uint8_t { stock, flow };

/// A table over (time, zone).
struct Table {
  std::string_view name;
  DailyTable Projection::*table;
  Kind kind;
  std::string_view long_name;
};

inline constexpr std::array<Table, 8> kTables = {{
    {"residents", &Projection::residents, Kind::stock, "people at home at the end of the day"},
    {"displaced", &Projection::displaced, Kind::stock,
     "people away from home inside their country at the end of the day"},
    {"refugees", &Projection::refugees, Kind::stock,
     "people away from home abroad at the end of the day"},
    {"on_the_way", &Projection::on_the_way, Kind::stock,
     "people travelling at the end of the day, by the zone they left last"},
    {"arrivals", &Projection::arrivals, Kind::flow, "people who arrived during the day"},
    {"departures", &Projection::departures, Kind::flow, "people who left during the day"},
    {"entries", &Projection::entries, Kind::flow,
     "people newly displaced during the day, by the zone where they first appear"},
    {"exits", &Projection::exits, Kind::flow, "people who left the system during the day"},
}};

/// CF flag_meanings, in the order of the enumerations.
inline constexpr std::array<std::string_view, 5> kZoneKinds = {"town", "camp", "idp_camp", "hub",
                                                               "marker"};
inline constexpr std::array<std::string_view, 4> kCapacityProvenances = {
    "unknown", "planned", "observed_maximum", "estimated"};
inline constexpr std::array<std::string_view, 2> kResolutions = {"flows", "agents"};

/// Stored for a capacity that is not limited.
inline constexpr std::int64_t kUnlimited = -1;

}  // namespace ravenstein::io::format
