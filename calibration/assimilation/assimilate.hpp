// SPDX-License-Identifier: Apache-2.0
// The whole of an assimilation: updates in order of time, kept in a journal as they are done, then
// the projection from the last update on. Counts that come late or are revised change the updates
// from their day on: those before are taken from the journal, those after are done again, so the
// result is that of having had all counts in order.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calibration/assimilation/run_filter.hpp"
#include "engine/ensemble.hpp"

namespace ravenstein::calibration {

struct AssimilationOptions {
  std::uint64_t seed = 1;
  int threads = 0;                ///< 0: as many as cores; the result does not depend on it
  std::filesystem::path journal;  ///< empty: nothing is kept
  std::string identity;           ///< of the job: what makes kept updates worthless if it changes
  /// Told the updates done; false stops (Interrupted) with what is done kept.
  std::function<bool(int done, int all)> on_update{};
};

struct Assimilated {
  std::vector<io::AssimilationUpdate> updates;
  int kept = 0;                     ///< updates taken from the journal
  std::vector<Projection> members;  ///< from `first_row` on
  int first_row = 0;                ///< of the scenario's record: the first that ends after them
};

/// Throws std::invalid_argument (see RunFilter; no update; no time left after the last one),
/// io::OtherJournal for a journal of another identity.
Assimilated assimilate(const Scenario& scenario, const FilterPlan& plan,
                       std::span<const PeopleCount> counts, const AssimilationOptions& options);

/// Behaviours of the scenario's model; it outlives them.
MakeDrawn make_drawn(const Scenario& scenario);

/// The updates of a plan, see filter_updates: reports also know counts before the period.
std::vector<FilterUpdate> updates_of(const Scenario& scenario, const FilterPlan& plan,
                                     std::span<const PeopleCount> counts);

/// Whether counts are compared at the end of months: models that work by calendar month.
bool works_by_month(const Scenario& scenario);

/// What a projection recorded from a row on, as a projection of its own.
Projection from_row(const Projection& whole, int row);

}  // namespace ravenstein::calibration
