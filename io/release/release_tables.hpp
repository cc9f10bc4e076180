// SPDX-License-Identifier: Apache-2.0
// What leaves a projection for others: tables of places and rows, after disclosure control
// (models/disclosure) or, restricted, all of them. Every report and export starts from here.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "io/projection/contents.hpp"
#include "models/disclosure/settings.hpp"
#include "models/needs/standards.hpp"

namespace ravenstein::io {

enum class Release : std::uint8_t { open, restricted };  ///< open: for the public
/// Stamped on whatever is not for the public.
inline constexpr const char* kRestrictedStamp =
    "RESTRICTED: holds small numbers of people. Not for the public.";

/// Not shown, or not known.
inline constexpr double kNotShown = std::numeric_limits<double>::quiet_NaN();

/// A zone, or several that are shown as one.
struct ReleasedPlace {
  std::string code, name, country, region;
  double latitude_deg = kNotShown, longitude_deg = kNotShown;  ///< of several: their middle
  double population = kNotShown;                               ///< residents on the first day
  double capacity = kNotShown;                                 ///< persons
  std::vector<std::string> zones;                              ///< their codes
};

/// People by row and place. Missing (NaN): not shown.
struct ReleasedTable {
  std::string name, meaning;
  bool stock = true;             ///< present at the end of a row; else counted during it
  std::vector<double> value;     ///< rows x places; of an ensemble the mean
  std::vector<int> since;        ///< rows x places: the first row that the value counts
  std::vector<double> quantile;  ///< quantiles x rows x places; empty: no ensemble
  std::vector<double> total;     ///< rows: of all places; people not shown by row are spread evenly
  std::vector<double> total_quantile;  ///< quantiles x rows
};

struct ReleasedFlow {
  std::size_t from, to;  ///< places
  double persons;        ///< in the whole period
};

/// Parts of a table: arrivals by cause, people present by stratum. In public releases causes are of
/// all places together, in rows that all of them share: by place, other sums would tell the hidden.
struct ReleasedParts {
  std::string name;                 ///< of the table
  std::string dimension;            ///< `cause` or `stratum`
  std::vector<std::string> labels;  ///< of the parts
  bool together = false;            ///< of all places that show arrivals
  std::vector<double> value;        ///< rows x parts x places; together: rows x parts
  std::vector<int> since;           ///< rows: the first row that the value counts; only together
};

/// What the people present at a place need.
struct ReleasedNeed {
  std::size_t row, place;
  std::string need, unit;
  double value;
};

struct ReleaseTables {
  Release release = Release::open;
  models::DisclosureSettings settings;
  std::string title, model, resolution, engine_version, scenario_sha256;
  std::string home_country;
  std::vector<Source> sources;
  std::vector<std::string> remarks;
  std::string interval;                  ///< what a row is: day, month, year
  std::string start;                     ///< YYYY-MM-DD
  std::vector<int> first_day, last_day;  ///< of the rows, from the start
  std::vector<std::string> begin, end;   ///< the same as dates
  int members = 0;                       ///< 0: a single run
  std::vector<double> quantiles;
  std::vector<ReleasedPlace> places;
  std::string boundaries;             ///< GeoJSON of the zones (report/boundaries.hpp); empty: none
  std::vector<ReleasedTable> tables;  ///< `present`, `arrivals`; restricted: `departures` as well
  std::vector<ReleasedFlow> flows;    ///< falling
  std::string flow_note;              ///< what the flows are, or why there are none
  std::vector<ReleasedParts> parts;
  std::vector<ReleasedNeed> needs;                   ///< of displaced people and refugees
  std::vector<std::string> standards;                ///< the standards used, with their sources
  double cells_not_shown = 0, people_not_shown = 0;  ///< shares, of zones and rows with people
  /// What was done to the numbers, in a sentence or two.
  std::string note() const;

  std::size_t cell(std::size_t row, std::size_t place) const { return row * places.size() + place; }
  const ReleasedTable& present() const { return tables.front(); }
};

/// A zone's capacity as the public may see it: planned ones as they are; the most people ever
/// counted there are a count, rounded and hidden like others. NaN: not limited, or not shown.
double public_capacity(const Zone& zone, const models::DisclosureSettings& settings);

/// Tables of projections that are released together (scenarios that share a past must be: else
/// their differences tell). They must have the same zones, rows and period: std::invalid_argument.
/// `standards`: of what people need; null: no needs.
std::vector<ReleaseTables> release_tables(std::span<const ProjectionFile* const> files,
                                          Release release,
                                          const models::DisclosureSettings& settings,
                                          const models::Standards* standards = nullptr);
/// The same places and tables of people, without flows, parts and needs.
std::vector<ReleaseTables> release_of_people(std::span<const ProjectionFile* const> files,
                                             Release release,
                                             const models::DisclosureSettings& settings);

}  // namespace ravenstein::io
