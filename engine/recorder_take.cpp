// SPDX-License-Identifier: Apache-2.0
// The record of all ranks from what each noted. Counts of people are whole numbers, so their sums
// do not depend on how zones are divided; what cities are is the same on every rank.
#include "engine/gather.hpp"
#include "engine/projection_values.hpp"
#include "engine/recorder.hpp"

namespace ravenstein {
namespace {

void sum_totals(Totals& totals, const Partition& partition) {
  double* const fields[] = {&totals.entries,     &totals.exits,         &totals.moves,
                            &totals.person_days, &totals.people_at_end, &totals.births,
                            &totals.deaths};
  std::vector<double> values;
  for (const double* field : fields) values.push_back(*field);
  partition.sum_whole(values);
  for (std::size_t n = 0; n < values.size(); ++n) *fields[n] = values[n];
}

/// Ranks may have noted parts of one flow.
void gather_flows(std::vector<FlowEntry>& flows, const Partition& partition) {
  std::vector<FlowEntry> all;
  for (const auto& part : gather_on_first(std::move(flows), partition)) {
    all.insert(all.end(), part.begin(), part.end());
  }
  flows = std::move(all);
  join_flows(flows);
}

}  // namespace

void Recorder::bring_together(const Partition& partition) {
  std::vector<double> both(present_);
  both.insert(both.end(), refugees_.begin(), refugees_.end());
  partition.sum_whole(both);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    const bool own = partition.owns(zone);
    present_[zone] = own ? both[zone] : 0;
    refugees_[zone] = own ? both[zones_ + zone] : 0;
  }
}

Projection Recorder::take(const Partition& partition) {
  if (partition.alone()) return std::move(projection_);
  for (DailyTable* table :
       {&projection_.residents, &projection_.displaced, &projection_.refugees,
        &projection_.on_the_way, &projection_.arrivals, &projection_.departures,
        &projection_.entries, &projection_.exits, &projection_.returnees, &projection_.integrated,
        &projection_.stranded, &projection_.returns, &projection_.births, &projection_.deaths}) {
    partition.sum_whole(table->persons);
  }
  for (CategoryTable* table : {&projection_.departures_by_cause, &projection_.arrivals_by_cause,
                               &projection_.displaced_by_stratum, &projection_.displaced_by_home}) {
    partition.sum_whole(table->persons);
  }
  sum_totals(projection_.totals, partition);
  gather_flows(projection_.flows, partition);
  return std::move(projection_);
}

}  // namespace ravenstein
