// SPDX-License-Identifier: Apache-2.0
#include "io/report/zone_people.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "io/projection/statistic.hpp"
#include "io/report/change.hpp"

namespace ravenstein::io {
ZonePeople::ZonePeople(const ProjectionFile& file, PeopleOf what)
    : zones_(file.zones.size()), stands_for_(static_cast<double>(file.hasten)) {
  const EnsembleRecord& ensemble = file.ensemble;
  const MemberRecord& each = ensemble.each;
  if (ensemble.members == 0) {
    read_run(file.projection, what);
    return;
  }
  if (each.empty()) {
    read_statistics(ensemble, what, static_cast<std::size_t>(file.projection.period.steps()));
    return;
  }
  members_ = static_cast<std::size_t>(ensemble.members);
  values_ = what == PeopleOf::present_end    ? each.present_end
            : what == PeopleOf::present_peak ? each.present_peak
                                             : each.arrivals_period;
}

void ZonePeople::read_run(const Projection& run, PeopleOf what) {
  const MemberRecord record = member_record({&run, 1});
  members_ = 1;
  values_ = what == PeopleOf::present_end    ? record.present_end
            : what == PeopleOf::present_peak ? record.present_peak
                                             : record.arrivals_period;
}

void ZonePeople::read_statistics(const EnsembleRecord& ensemble, PeopleOf what, std::size_t rows) {
  means_.assign(zones_, what == PeopleOf::present_peak ? kNotKnown : 0.0);
  if (what == PeopleOf::present_peak) return;
  if (what == PeopleOf::arrivals_period) {
    const EnsembleTable* arrivals = statistic(ensemble, "arrivals");
    means_ = arrivals != nullptr ? arrivals->period.mean : std::vector(zones_, kNotKnown);
    return;
  }
  for (const char* name : {"displaced", "refugees"}) {
    const EnsembleTable* table = statistic(ensemble, name);
    if (table == nullptr) continue;
    for (std::size_t z = 0; z < zones_; ++z) means_[z] += table->mean[(rows - 1) * zones_ + z];
  }
}

std::vector<double> ZonePeople::members_of(std::span<const ZoneIndex> zones) const {
  std::vector<double> people(members_);
  for (std::size_t m = 0; m < members_; ++m) {
    for (const ZoneIndex zone : zones) people[m] += stands_for_ * values_[m * zones_ + zone];
  }
  return people;
}

double ZonePeople::mean_of(std::span<const ZoneIndex> zones) const {
  if (members_ == 0) {
    double sum = 0;
    for (const ZoneIndex zone : zones) sum += stands_for_ * means_[zone];
    return sum;
  }
  const std::vector<double> people = members_of(zones);
  return std::accumulate(people.begin(), people.end(), 0.0) / static_cast<double>(members_);
}

}  // namespace ravenstein::io
