// SPDX-License-Identifier: Apache-2.0
// What a recorder holds, as bytes: everything but the rows that are finished.
#include <algorithm>

#include "engine/flow_state.hpp"
#include "engine/recorder.hpp"

namespace ravenstein {
namespace {

/// Flows that are summed up in the row as it goes on.
constexpr DailyTable Projection::*kFlowTables[] = {
    &Projection::arrivals, &Projection::departures, &Projection::entries, &Projection::exits,
    &Projection::returns,  &Projection::births,     &Projection::deaths};

std::vector<FlowCounter::Flow> flows_of(FlowCounter counter) { return counter.take(); }

}  // namespace

void Recorder::amend(int step, std::span<const double> residents) {
  if (row_ends(step)) write_stocks(row_of(step), residents);
}

void Recorder::save(StateWriter& out, int steps_done) const {
  for (const auto* list : {&present_, &refugees_, &on_the_way_, &departures_by_cause_,
                           &arrivals_by_cause_, &month_departures_}) {
    out.put(*list);
  }
  for (const std::vector<double>& stock : stocks_) out.put(stock);
  put_flows(out, flows_of(flows_));
  put_flows(out, flows_of(month_flows_));
  out.put(on_the_way_total_);
  out.put(entered_);
  out.put(left_);
  const Totals& t = projection_.totals;
  for (const double number :
       {t.entries, t.exits, t.moves, t.person_days, t.people_at_end, t.births, t.deaths}) {
    out.put(number);
  }
  if (steps_done == 0 || row_ends(steps_done - 1)) return;
  for (const auto table : kFlowTables) {
    const DailyTable& rows = projection_.*table;
    if (rows.persons.empty()) continue;
    const auto row = rows.row(row_of(steps_done - 1));
    out.put(std::vector<double>(row.begin(), row.end()));
  }
}

void Recorder::load(StateReader& in, int steps_done) {
  for (auto* list : {&present_, &refugees_, &on_the_way_, &departures_by_cause_,
                     &arrivals_by_cause_, &month_departures_}) {
    in.get_same_size(*list);
  }
  for (std::vector<double>& stock : stocks_) in.get_same_size(stock);
  for (FlowCounter* counter : {&flows_, &month_flows_}) {
    for (const auto& [cause, from, to, persons] : get_flows(in)) {
      counter->add(cause, from, to, persons);
    }
  }
  in.get(on_the_way_total_);
  in.get(entered_);
  in.get(left_);
  Totals& t = projection_.totals;
  for (double* number :
       {&t.entries, &t.exits, &t.moves, &t.person_days, &t.people_at_end, &t.births, &t.deaths}) {
    in.get(*number);
  }
  if (steps_done == 0 || row_ends(steps_done - 1)) return;
  for (const auto table : kFlowTables) {
    DailyTable& rows = projection_.*table;
    if (rows.persons.empty()) continue;
    std::vector<double> row(zones_);
    in.get_same_size(row);
    const auto to = rows.row(row_of(steps_done - 1));
    std::copy(row.begin(), row.end(), to.begin());
  }
}

}  // namespace ravenstein
