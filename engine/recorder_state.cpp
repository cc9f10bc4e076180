// SPDX-License-Identifier: Apache-2.0
// What a recorder holds, as bytes: everything but the rows that are finished.
#include <algorithm>

#include "engine/flow_state.hpp"
#include "engine/projection_values.hpp"
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

void Recorder::load(std::span<StateReader> parts, int steps_done, const Partition& partition) {
  for (StateReader& in : parts) load_part(in, steps_done, partition);
}

void Recorder::load_part(StateReader& in, int steps_done, const Partition& partition) {
  const bool first = partition.rank() == 0;
  std::vector<double> part;
  const auto add_zones = [&](std::vector<double>& list) {
    part.resize(list.size());
    in.get_same_size(part);
    for (const ZoneIndex zone : partition.own()) list[zone] += part[zone];
  };
  const auto add_all = [&](std::span<double> list) {
    part.resize(list.size());
    in.get_same_size(part);
    for (std::size_t n = 0; first && n < list.size(); ++n) list[n] += part[n];
  };
  const auto add_number = [&](double& sum) {
    double number = 0;
    in.get(number);
    if (first) sum += number;
  };
  for (auto* list : {&present_, &refugees_}) add_zones(*list);
  for (auto* list :
       {&on_the_way_, &departures_by_cause_, &arrivals_by_cause_, &month_departures_}) {
    add_all(*list);
  }
  for (std::vector<double>& stock : stocks_) add_zones(stock);
  for (FlowCounter* counter : {&flows_, &month_flows_}) {
    for (const auto& [cause, from, to, persons] : get_flows(in)) {
      if (first) counter->add(cause, from, to, persons);
    }
  }
  for (double* number : {&on_the_way_total_, &entered_, &left_}) add_number(*number);
  Totals& t = projection_.totals;
  for (double* number :
       {&t.entries, &t.exits, &t.moves, &t.person_days, &t.people_at_end, &t.births, &t.deaths}) {
    add_number(*number);
  }
  if (steps_done == 0 || row_ends(steps_done - 1)) return;
  for (const auto table : kFlowTables) {
    DailyTable& rows = projection_.*table;
    if (!rows.persons.empty()) add_all(rows.row(row_of(steps_done - 1)));
  }
}

void Recorder::save_rows(StateWriter& out) const { save_values(projection_, out); }

void Recorder::load_rows(std::span<StateReader> parts, const Partition& partition) {
  Projection sum = projection_, part = projection_;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    load_values(part, parts[p]);
    if (p == 0) {
      sum = part;
    } else {
      add_values(part, sum);
    }
  }
  if (partition.rank() == 0) projection_ = std::move(sum);
}

}  // namespace ravenstein
