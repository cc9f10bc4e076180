// SPDX-License-Identifier: Apache-2.0
// Projections beside a baseline: people present and arrivals by zone and in all, how sure the
// differences are, how likely capacities are exceeded, and which scenario has the fewest people.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "io/projection/contents.hpp"
#include "io/release/release_tables.hpp"
#include "io/report/change.hpp"
#include "models/disclosure/settings.hpp"

namespace ravenstein::io {

/// Each file hides what the others that it was made with would tell; those of another making tell.
inline constexpr const char* kPublishTogether =
    "Publish either this or the single reports and exports of these files. For both, name all "
    "files in each (--with).";

/// What is compared. Present: displaced people and refugees.
enum class Measure : std::uint8_t { present_end, arrivals_period };
inline constexpr std::size_t kMeasures = 2;

/// Whether members of a scenario can be compared with those of the baseline one by one.
enum class Pairing : std::uint8_t {
  paired,       ///< the same seed and as many members: the same random numbers
  other_draws,  ///< another seed or another number of members
  single_runs,  ///< at least one is a single run
  no_members,   ///< at least one was written before format 1.3, without what each member says
};

struct ComparedScenario {
  std::string name;  ///< as in tables
  std::string title;
  std::uint64_t seed = 0;
  int members = 1;
  Pairing pairing = Pairing::paired;  ///< with the baseline
};

/// In a zone that has a capacity; per scenario.
struct CapacityRisk {
  ZoneIndex zone = 0;
  std::vector<double> capacity;     ///< NaN: not limited there
  std::vector<double> peak;         ///< the most people present, mean of the members
  std::vector<double> probability;  ///< share of members that exceed it; NaN: no members known
};

struct ScenarioRank {
  std::size_t scenario = 0;
  double mean = kNotKnown;
  /// Share of members in which it has the fewest; NaN unless all are paired.
  double share_least = kNotKnown;
};

/// Zones that are compared as one: their numbers in the baseline.
using ZoneGroup = std::vector<ZoneIndex>;

struct Comparison {
  Release release = Release::restricted;
  std::string note = kRestrictedStamp;  ///< what was done to the numbers
  std::vector<Zone> zones;              ///< in the baseline's order, or the groups given
  Period period;
  std::vector<ComparedScenario> scenarios;  ///< the first is the baseline
  /// By measure and what-if (scenarios[1] first): zones, then all together.
  std::vector<std::vector<Change>> changes[kMeasures];
  std::vector<CapacityRisk> capacities;
  std::vector<ScenarioRank> ranking[kMeasures];  ///< of all zones, fewest first
};

/// The problems that forbid to compare two projections: other zones, or another period.
void check_comparable(const ProjectionFile& baseline, const ProjectionFile& file,
                      const std::string& baseline_name, const std::string& name,
                      Problems& problems);

/// Of at least two files, of which the first is the baseline. InputError (data) if they cannot be
/// compared. `groups`: what stands for a zone in the result, whose codes and names are those of the
/// first zones; empty: every zone by itself. Capacities are those of zones by themselves.
Comparison compare_projections(std::span<const ProjectionFile* const> files,
                               std::span<const std::string> names,
                               std::span<const ZoneGroup> groups = {});

/// The same for the public: zones with few people together, what is not shown not known, the rest
/// rounded (io/release). Only the first `shown` files are compared (0: all); the others are
/// published elsewhere, and what both would tell together is hidden.
Comparison public_comparison(std::span<const ProjectionFile* const> files,
                             std::span<const std::string> names,
                             const models::DisclosureSettings& settings, std::size_t shown = 0);

}  // namespace ravenstein::io
