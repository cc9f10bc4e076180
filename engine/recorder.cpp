// SPDX-License-Identifier: Apache-2.0
#include "engine/recorder.hpp"

#include <algorithm>
#include <tuple>

namespace ravenstein {
namespace {

/// Up to here a dense matrix of the day's flows is quicker than sorting the day's events.
constexpr std::size_t kDenseZones = 256;

void copy_row(std::span<const double> from, std::span<double> to) {
  std::copy(from.begin(), from.end(), to.begin());
}

}  // namespace

Recorder::Recorder(const Scenario& scenario)
    : countries_(scenario.world),
      record_flows_(scenario.record.flows),
      zones_(scenario.world.size()) {
  projection_.period = scenario.period;
  projection_.resolution = scenario.resolution;
  const std::size_t cells = zones_ * static_cast<std::size_t>(scenario.period.days);
  for (DailyTable* table : {&projection_.residents, &projection_.displaced, &projection_.refugees,
                            &projection_.on_the_way, &projection_.arrivals, &projection_.departures,
                            &projection_.entries, &projection_.exits}) {
    table->zones = zones_;
    table->persons.resize(cells);
  }
  for (auto* v :
       {&present_, &refugees_, &on_the_way_, &arrivals_, &departures_, &entries_, &exits_}) {
    v->resize(zones_);
  }
  if (record_flows_ && zones_ <= kDenseZones) matrix_.resize(zones_ * zones_);
}

void Recorder::enter(ZoneIndex zone, bool abroad, double persons) {
  entries_[zone] += persons;
  present_[zone] += persons;
  if (abroad) refugees_[zone] += persons;
  entered_ += persons;
}

void Recorder::exit(ZoneIndex zone, bool abroad, double persons) {
  exits_[zone] += persons;
  present_[zone] -= persons;
  if (abroad) refugees_[zone] -= persons;
  left_ += persons;
}

void Recorder::depart(ZoneIndex from, bool abroad, double persons) {
  departures_[from] += persons;
  present_[from] -= persons;
  if (abroad) refugees_[from] -= persons;
  on_the_way_[from] += persons;
  on_the_way_total_ += persons;
}

void Recorder::arrive(ZoneIndex from, ZoneIndex to, bool abroad, double persons) {
  arrivals_[to] += persons;
  present_[to] += persons;
  if (abroad) refugees_[to] += persons;
  on_the_way_[from] -= persons;
  on_the_way_total_ -= persons;
  if (!record_flows_) return;
  if (matrix_.empty()) {
    today_.push_back({0, from, to, persons});
  } else {
    matrix_[from * zones_ + to] += persons;
  }
}

void Recorder::write_flows(int day) {
  if (!matrix_.empty()) {
    for (std::size_t cell = 0; cell < matrix_.size(); ++cell) {
      if (matrix_[cell] == 0) continue;
      projection_.flows.push_back({day, static_cast<ZoneIndex>(cell / zones_),
                                   static_cast<ZoneIndex>(cell % zones_), matrix_[cell]});
      matrix_[cell] = 0;
    }
    return;
  }
  std::stable_sort(today_.begin(), today_.end(), [](const FlowEntry& a, const FlowEntry& b) {
    return std::tie(a.from, a.to) < std::tie(b.from, b.to);
  });
  for (const FlowEntry& entry : today_) {
    auto& flows = projection_.flows;
    if (!flows.empty() && flows.back().day == day && flows.back().from == entry.from &&
        flows.back().to == entry.to) {
      flows.back().persons += entry.persons;
    } else {
      flows.push_back({day, entry.from, entry.to, entry.persons});
    }
  }
  today_.clear();
}

void Recorder::close(int day, std::span<const double> residents) {
  copy_row(residents, projection_.residents.row(day));
  copy_row(refugees_, projection_.refugees.row(day));
  copy_row(on_the_way_, projection_.on_the_way.row(day));
  copy_row(arrivals_, projection_.arrivals.row(day));
  copy_row(departures_, projection_.departures.row(day));
  copy_row(entries_, projection_.entries.row(day));
  copy_row(exits_, projection_.exits.row(day));
  const std::span<double> displaced = projection_.displaced.row(day);
  Totals& totals = projection_.totals;
  totals.people_at_end = on_the_way_total_;
  for (std::size_t z = 0; z < zones_; ++z) {
    displaced[z] = present_[z] - refugees_[z];
    totals.people_at_end += present_[z];
    totals.moves += arrivals_[z];
  }
  totals.person_days += totals.people_at_end;
  totals.entries = entered_;
  totals.exits = left_;
  for (auto* v : {&arrivals_, &departures_, &entries_, &exits_}) v->assign(zones_, 0.0);
  if (record_flows_) write_flows(day);
}

}  // namespace ravenstein
