// SPDX-License-Identifier: Apache-2.0
// A Flee case as it stands in its folder, read into our own terms. Formats: Flee's documentation
// and the code of Flee 3 (`InputGeography`, `DataTable`).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar.hpp"
#include "engine/observed.hpp"
#include "engine/scenario.hpp"
#include "engine/world/condition.hpp"
#include "engine/world/network.hpp"
#include "engine/world/zone.hpp"
#include "io/import/import_report.hpp"

namespace ravenstein::io {

/// Where the two halves of a case are: `input_csv`/`source_data`, `input`/`validation`, or all
/// files in one folder.
struct FleeFolders {
  std::filesystem::path input, validation, settings;  ///< settings: the simsetting.yml
};
FleeFolders find_flee_folders(const std::filesystem::path& directory);

/// The zones by their Flee name.
class ZoneNames {
 public:
  /// kNowhere if there is none of that name.
  ZoneIndex find(std::string_view name) const;
  /// False if the name is taken.
  bool add(const std::string& name, ZoneIndex zone);
  /// `did you mean "x"?`, or "".
  std::string hint(std::string_view name) const;

 private:
  std::map<std::string, ZoneIndex, std::less<>> index_;
};

/// What Flee's `simsetting.yml` says, in our terms.
struct FleeSettings {
  PopulationPlan population;
  ParameterValues parameters;  ///< of the behaviour `flee`; only what is set
};

struct FleeCase {
  Period period;
  std::vector<Zone> zones;
  std::string home_country;
  std::vector<Link> links;
  std::vector<Closure> closures;
  /// Changes of the conflict intensity, sorted by day, then zone; reproduces the daily table.
  std::vector<ConditionChange> conflict;
  std::vector<ConditionChange> food;   ///< per cent in lack of food; between changes linear
  std::vector<ConditionChange> flood;  ///< flood levels
  std::vector<ObservedSeries> series;  ///< per camp with data, order of zones; not corrected
  ObservedSeries elsewhere;  ///< of places that are no location: in Flee's total, nowhere else
  ObservedSeries total;      ///< `refugees.csv`, if there; zone is kNowhere
  std::vector<RegistrationCorrection> corrections;  ///< in file order
  std::vector<AttributeTable> attributes;
  std::vector<std::string> unused_attributes;  ///< of them: no rule that is on uses these
  FleeSettings settings;
  bool unreachable_camps = false;  ///< a camp that no town has a way to, all routes open
  bool overfull_camps = false;     ///< a camp with more people on day 0 than its capacity
};

/// Reads a case. Mistakes that can be mended or left out become notes of `report`; the others its
/// errors, after which the case is incomplete (call `report.throw_if_any()`). Settings that do
/// nothing, with the preset that the scenario shall have, are left out.
FleeCase read_flee_case(const std::filesystem::path& directory, ImportReport& report,
                        const std::string& preset = {});

/// Leaves out parameters, drivers and attributes that no rule makes use of (what our scenarios
/// refuse), and tells so.
void leave_out_idle(FleeCase& found, const std::string& preset, ImportReport& report);

/// Flee's `AddCSVTables`: adds a second series of a camp to the first without interpolation, with
/// all its peculiarities (entries of `first` after the last of `second` are dropped; an entry
/// between two of `first` takes the later one's value).
std::vector<ObservedEntry> add_flee_series(const std::vector<ObservedEntry>& first,
                                           const std::vector<ObservedEntry>& second);

/// `simsetting.yml`; keys without equivalent are told in the report.
FleeSettings read_flee_settings(const std::filesystem::path& file, ImportReport& report);

}  // namespace ravenstein::io
