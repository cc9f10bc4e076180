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
inline constexpr std::array<std::int32_t, 2> kVersion = {1, 3};

/// Flows are a table over (time, zone, zone_dest) up to this many cells, else a list of those that
/// happened. 32 Mi cells of int32 are 128 MiB before and about 1/20 of it after compression, which
/// h5py and xarray still open whole; a list costs 16 bytes per entry but cannot be sliced by name.
inline constexpr std::size_t kDenseFlowCells = std::size_t{32} * 1024 * 1024;

enum class Kind : std::uint8_t { stock, flow };

/// A table over (time, zone). In `long_name`, {} stands for the interval: day, month or year.
struct Table {
  std::string_view name;
  DailyTable Projection::*table;
  Kind kind;
  std::string_view long_name;
};

/// The first kAlways are in every file; the others only if they hold something, for files of
/// version 1.0 do not know them.
inline constexpr std::size_t kAlways = 8;
inline constexpr std::array<Table, 14> kTables = {{
    {"residents", &Projection::residents, Kind::stock, "people at home at the end of the {}"},
    {"displaced", &Projection::displaced, Kind::stock,
     "people away from home inside their country at the end of the {}"},
    {"refugees", &Projection::refugees, Kind::stock,
     "people away from home abroad at the end of the {}"},
    {"on_the_way", &Projection::on_the_way, Kind::stock,
     "people travelling at the end of the {}, by the zone they left last"},
    {"arrivals", &Projection::arrivals, Kind::flow, "people who arrived during the {}"},
    {"departures", &Projection::departures, Kind::flow, "people who left during the {}"},
    {"entries", &Projection::entries, Kind::flow,
     "people newly displaced during the {}, by the zone where they first appear"},
    {"exits", &Projection::exits, Kind::flow, "people who left the system during the {}"},
    {"returnees", &Projection::returnees, Kind::stock,
     "people at home again after displacement, at the end of the {}"},
    {"integrated", &Projection::integrated, Kind::stock,
     "people who stay for good where they came to, at the end of the {}"},
    {"stranded", &Projection::stranded, Kind::stock,
     "people who set out and could not get through, at the end of the {}"},
    {"returns", &Projection::returns, Kind::flow,
     "people who came home during the {}, by their home"},
    {"births", &Projection::births, Kind::flow, "people born during the {}"},
    {"deaths", &Projection::deaths, Kind::flow,
     "people who died during the {}; on the way: by the zone they left last"},
}};

/// A table over (time, category, zone); the category is a dimension of its own.
struct Categories {
  std::string_view name;
  CategoryTable Projection::*table;
  std::string_view dimension;
  std::string_view coordinate;  ///< the variable that names the categories
  Kind kind;
  std::string_view long_name;
};

inline constexpr std::array<Categories, 4> kCategories = {{
    {"departures_by_cause", &Projection::departures_by_cause, "cause", "cause_name", Kind::flow,
     "people who left during the {}, by cause"},
    {"arrivals_by_cause", &Projection::arrivals_by_cause, "cause", "cause_name", Kind::flow,
     "people who arrived during the {}, by the cause they left for"},
    {"displaced_by_stratum", &Projection::displaced_by_stratum, "stratum", "stratum_name",
     Kind::stock, "people away from home at the end of the {}, abroad too, by stratum"},
    {"displaced_by_home", &Projection::displaced_by_home, "zone_home", "zone_home_code",
     Kind::stock, "people away from home at the end of the {}, abroad too, by their home"},
}};

/// CF flag_meanings, in the order of the enumerations.
inline constexpr std::array<std::string_view, 5> kZoneKinds = {"town", "camp", "idp_camp", "hub",
                                                               "marker"};
inline constexpr std::array<std::string_view, 4> kCapacityProvenances = {
    "unknown", "planned", "observed_maximum", "estimated"};
inline constexpr std::array<std::string_view, 3> kResolutions = {"flows", "agents", "cohorts"};

/// What CF's attribute `coordinates` names for variables over zones.
inline constexpr std::string_view kZoneCoordinates = "zone_code zone_name country lat lon";

/// Counts of single people and of cohorts are whole.
inline bool whole_counts(const Projection& projection) {
  return projection.resolution != Resolution::flows;
}

/// Stored for a capacity that is not limited.
inline constexpr std::int64_t kUnlimited = -1;

}  // namespace ravenstein::io::format
