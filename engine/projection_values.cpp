// SPDX-License-Identifier: Apache-2.0
#include "engine/projection_values.hpp"

#include <algorithm>
#include <tuple>

namespace ravenstein {
namespace {

constexpr DailyTable Projection::*kDaily[] = {
    &Projection::residents, &Projection::displaced,  &Projection::refugees, &Projection::on_the_way,
    &Projection::arrivals,  &Projection::departures, &Projection::entries,  &Projection::exits,
    &Projection::returnees, &Projection::integrated, &Projection::stranded, &Projection::returns,
    &Projection::births,    &Projection::deaths};
constexpr CategoryTable Projection::*kByCategory[] = {
    &Projection::departures_by_cause, &Projection::arrivals_by_cause,
    &Projection::displaced_by_stratum, &Projection::displaced_by_home};
constexpr double Totals::*kTotals[] = {
    &Totals::entries,       &Totals::exits,  &Totals::moves, &Totals::person_days,
    &Totals::people_at_end, &Totals::births, &Totals::deaths};

}  // namespace

void save_values(const Projection& projection, StateWriter& out) {
  for (const auto table : kDaily) out.put((projection.*table).persons);
  for (const auto table : kByCategory) out.put((projection.*table).persons);
  for (const CityTable& table : projection.cities) out.put(table.values);
  for (const auto total : kTotals) out.put(projection.totals.*total);
  out.put(std::uint64_t{projection.flows.size()});
  for (const auto& [day, from, to, persons, cause] : projection.flows) {
    out.put(day);
    for (const std::uint32_t number : {from, to, cause}) out.put(number);
    out.put(persons);
  }
}

void load_values(Projection& projection, StateReader& in) {
  for (const auto table : kDaily) in.get_same_size((projection.*table).persons);
  for (const auto table : kByCategory) in.get_same_size((projection.*table).persons);
  for (CityTable& table : projection.cities) in.get_same_size(table.values);
  for (const auto total : kTotals) in.get(projection.totals.*total);
  std::uint64_t flows = 0;
  in.get(flows);
  projection.flows.clear();
  for (std::uint64_t n = 0; n < flows; ++n) {
    FlowEntry flow{};
    in.get(flow.day);
    for (std::uint32_t* number : {&flow.from, &flow.to, &flow.cause}) in.get(*number);
    in.get(flow.persons);
    projection.flows.push_back(flow);
  }
}

void add_values(const Projection& projection, Projection& to) {
  const auto add = [](const std::vector<double>& from, std::vector<double>& sums) {
    for (std::size_t n = 0; n < sums.size(); ++n) sums[n] += from[n];
  };
  for (const auto table : kDaily) add((projection.*table).persons, (to.*table).persons);
  for (const auto table : kByCategory) add((projection.*table).persons, (to.*table).persons);
  for (const auto total : kTotals) to.totals.*total += projection.totals.*total;
  to.flows.insert(to.flows.end(), projection.flows.begin(), projection.flows.end());
  join_flows(to.flows);
}

void join_flows(std::vector<FlowEntry>& flows) {
  const auto key = [](const FlowEntry& flow) {
    return std::tuple(flow.day, flow.cause, flow.from, flow.to);
  };
  std::ranges::stable_sort(flows, {}, key);
  std::size_t last = 0;
  for (std::size_t n = 1; n < flows.size(); ++n) {
    if (key(flows[last]) == key(flows[n])) {
      flows[last].persons += flows[n].persons;
    } else {
      flows[++last] = flows[n];
    }
  }
  if (!flows.empty()) flows.resize(last + 1);
}

}  // namespace ravenstein
