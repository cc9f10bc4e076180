// SPDX-License-Identifier: Apache-2.0
#include "engine/recorder.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace ravenstein {
namespace {

void copy_row(std::span<const double> from, std::span<double> to) {
  std::copy(from.begin(), from.end(), to.begin());
}

/// Adds the step's flows to the row and begins anew.
void move_row(std::vector<double>& from, std::span<double> to) {
  for (std::size_t z = 0; z < from.size(); ++z) {
    to[z] += from[z];
    from[z] = 0;
  }
}

}  // namespace

Recorder::Recorder(const Scenario& scenario, std::vector<std::string> causes, bool remember_flows)
    : steps_(scenario.period),
      countries_(scenario.world),
      record_flows_(scenario.record.flows),
      zones_(scenario.world.size()),
      flows_(causes.size(), scenario.record.flows ? scenario.world.size() : 0),
      remember_flows_(remember_flows),
      month_departures_(causes.size() * zones_),
      month_flows_(causes.size(), remember_flows ? scenario.world.size() : 0) {
  projection_.period = recorded_rows(scenario);
  projection_.resolution = scenario.resolution;
  projection_.causes = std::move(causes);
  for (std::size_t s = 0; s < scenario.strata.size(); ++s) {
    projection_.strata.push_back(scenario.strata.name(s));
  }
  allocate(scenario, scenario.population.departures == PopulationPlan::Departures::hazard);
}

void Recorder::allocate(const Scenario& scenario, bool people_change) {
  const auto rows = static_cast<std::size_t>(projection_.period.steps());
  const auto make = [&](DailyTable& table) { table = {zones_, std::vector(rows * zones_, 0.0)}; };
  const auto make_categories = [&](CategoryTable& table, std::size_t categories) {
    table = {categories, zones_, std::vector(rows * categories * zones_, 0.0)};
  };
  for (DailyTable* table : {&projection_.residents, &projection_.displaced, &projection_.refugees,
                            &projection_.on_the_way, &projection_.arrivals, &projection_.departures,
                            &projection_.entries, &projection_.exits}) {
    make(*table);
  }
  if (people_change) {
    for (DailyTable* table :
         {&projection_.returnees, &projection_.integrated, &projection_.stranded,
          &projection_.returns, &projection_.births, &projection_.deaths}) {
      make(*table);
    }
  }
  const std::size_t causes = projection_.causes.size();
  if (causes > 1) {
    make_categories(projection_.departures_by_cause, causes);
    make_categories(projection_.arrivals_by_cause, causes);
    departures_by_cause_.resize(causes * zones_);
    arrivals_by_cause_.resize(causes * zones_);
  }
  if (scenario.record.strata && scenario.strata.size() > 1) {
    make_categories(projection_.displaced_by_stratum, scenario.strata.size());
  }
  if (scenario.record.homes) make_categories(projection_.displaced_by_home, zones_);
  for (auto* v : {&present_, &refugees_, &on_the_way_, &arrivals_, &departures_, &entries_, &exits_,
                  &returns_, &births_, &deaths_}) {
    v->resize(zones_);
  }
  for (auto& stock : stocks_) stock.resize(zones_);
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

void Recorder::depart(ZoneIndex from, std::uint32_t cause, bool abroad, double persons) {
  departures_[from] += persons;
  month_departures_[cause * zones_ + from] += persons;
  if (!departures_by_cause_.empty()) departures_by_cause_[cause * zones_ + from] += persons;
  present_[from] -= persons;
  if (abroad) refugees_[from] -= persons;
  on_the_way_[from] += persons;
  on_the_way_total_ += persons;
}

void Recorder::arrive(ZoneIndex from, ZoneIndex to, std::uint32_t cause, bool abroad,
                      double persons) {
  arrivals_[to] += persons;
  if (!arrivals_by_cause_.empty()) arrivals_by_cause_[cause * zones_ + to] += persons;
  present_[to] += persons;
  if (abroad) refugees_[to] += persons;
  on_the_way_[from] -= persons;
  on_the_way_total_ -= persons;
  if (record_flows_) flows_.add(cause, from, to, persons);
  if (remember_flows_) month_flows_.add(cause, from, to, persons);
}

void Recorder::arrive(ZoneIndex from, std::span<const ZoneIndex> to, std::span<const double> share,
                      std::uint32_t cause, ZoneIndex home, double persons) {
  double* by_cause = arrivals_by_cause_.empty() ? nullptr : &arrivals_by_cause_[cause * zones_];
  double all = 0;
  for (std::size_t n = 0; n < to.size(); ++n) {
    const ZoneIndex zone = to[n];
    const double part = persons * share[n];
    arrivals_[zone] += part;
    present_[zone] += part;
    if (by_cause != nullptr) by_cause[zone] += part;
    if (countries_.abroad(home, zone)) refugees_[zone] += part;
    if (record_flows_) flows_.add(cause, from, zone, part);
    if (remember_flows_) month_flows_.add(cause, from, zone, part);
    all += part;
  }
  on_the_way_[from] -= all;
  on_the_way_total_ -= all;
}

void Recorder::add(ZoneIndex zone, Status status, bool abroad, double persons) {
  if (status == Status::displaced) {
    present_[zone] += persons;
    if (abroad) refugees_[zone] += persons;
  } else {
    stocks_[static_cast<std::size_t>(status)][zone] += persons;
  }
}

void Recorder::change(ZoneIndex zone, Status from, Status to, bool abroad, double persons) {
  add(zone, from, abroad, -persons);
  add(zone, to, abroad, persons);
}

void Recorder::come_home(ZoneIndex home, double persons) {
  add(home, Status::returnee, false, persons);
  returns_[home] += persons;
}

void Recorder::leave_again(ZoneIndex home, double persons) {
  change(home, Status::returnee, Status::displaced, false, persons);
}

void Recorder::born(ZoneIndex zone, Status status, bool abroad, double persons) {
  births_[zone] += persons;
  add(zone, status, abroad, persons);
}

void Recorder::die(ZoneIndex zone, Status status, bool abroad, double persons) {
  deaths_[zone] += persons;
  add(zone, status, abroad, -persons);
}

void Recorder::die_travelling(ZoneIndex from, double persons) {
  deaths_[from] += persons;
  on_the_way_[from] -= persons;
  on_the_way_total_ -= persons;
}

double Recorder::births_so_far() const {
  return std::accumulate(births_.begin(), births_.end(), projection_.totals.births);
}

double Recorder::deaths_so_far() const {
  return std::accumulate(deaths_.begin(), deaths_.end(), projection_.totals.deaths);
}

void Recorder::take_month(MonthFlows& month, const Partition& partition) {
  month.known = true;
  month.departures.assign(month_departures_.begin(), month_departures_.end());
  partition.sum_whole(month.departures);
  std::fill(month_departures_.begin(), month_departures_.end(), 0.0);
  if (!remember_flows_) return;
  month.flows = month_flows_.take();
  if (partition.alone()) return;
  FlowCounter all(projection_.causes.size(), zones_);
  for (const auto& [cause, from, to, persons] : partition.gather(month.flows)) {
    all.add(cause, from, to, persons);
  }
  month.flows = all.take();
}

int Recorder::row_of(int step) const {
  const Period& rows = projection_.period;
  return rows.interval == steps_.interval ? step : rows.step_of(steps_.first_day(step));
}

bool Recorder::row_ends(int step) const {
  return step + 1 == steps_.steps() || row_of(step + 1) != row_of(step);
}

void Recorder::count_people(std::span<const double> residents, std::vector<double>& people) const {
  people.assign(residents.begin(), residents.end());
  for (std::size_t z = 0; z < zones_; ++z) {
    people[z] += present_[z] + stock(Status::returnee)[z] + stock(Status::integrated)[z] +
                 stock(Status::stranded)[z];
  }
}

void Recorder::open_cities(const CityModel& cities, const Scenario& scenario) {
  const auto rows = static_cast<std::size_t>(projection_.period.steps());
  for (const CityPlan& plan : scenario.cities) projection_.city_zones.push_back(plan.zone);
  for (const CityVariable& variable : cities.variables()) {
    projection_.cities.push_back({variable, std::vector<double>(rows * scenario.cities.size())});
  }
}

void Recorder::note_cities(int step, const CityModel& cities) {
  if (!row_ends(step)) return;
  const std::size_t count = projection_.city_zones.size();
  std::vector<double> values(projection_.cities.size() * count);
  cities.record(values);
  for (std::size_t v = 0; v < projection_.cities.size(); ++v) {
    copy_row(std::span(values).subspan(v * count, count),
             std::span(projection_.cities[v].values)
                 .subspan(static_cast<std::size_t>(row_of(step)) * count, count));
  }
}

void Recorder::write_stocks(int row, std::span<const double> residents) {
  copy_row(residents, projection_.residents.row(row));
  copy_row(refugees_, projection_.refugees.row(row));
  copy_row(on_the_way_, projection_.on_the_way.row(row));
  const std::span<double> displaced = projection_.displaced.row(row);
  for (std::size_t z = 0; z < zones_; ++z) displaced[z] = present_[z] - refugees_[z];
  if (projection_.returnees.persons.empty()) return;
  copy_row(stock(Status::returnee), projection_.returnees.row(row));
  copy_row(stock(Status::integrated), projection_.integrated.row(row));
  copy_row(stock(Status::stranded), projection_.stranded.row(row));
}

void Recorder::add_flows(int row) {
  move_row(arrivals_, projection_.arrivals.row(row));
  move_row(departures_, projection_.departures.row(row));
  move_row(entries_, projection_.entries.row(row));
  move_row(exits_, projection_.exits.row(row));
  if (projection_.returns.persons.empty()) return;
  move_row(returns_, projection_.returns.row(row));
  move_row(births_, projection_.births.row(row));
  move_row(deaths_, projection_.deaths.row(row));
}

void Recorder::count_totals() {
  Totals& totals = projection_.totals;
  totals.people_at_end = on_the_way_total_;
  for (std::size_t z = 0; z < zones_; ++z) {
    totals.people_at_end += present_[z];
    totals.moves += arrivals_[z];
    totals.births += births_[z];
    totals.deaths += deaths_[z];
  }
  totals.entries = entered_;
  totals.exits = left_;
}

void Recorder::close(int step, std::span<const double> residents) {
  const int row = row_of(step);
  count_totals();
  projection_.totals.person_days += projection_.totals.people_at_end * steps_.days_in(step);
  add_flows(row);
  if (!row_ends(step)) return;
  write_stocks(row, residents);
  for (auto [sums, table] : {std::pair(&departures_by_cause_, &projection_.departures_by_cause),
                             std::pair(&arrivals_by_cause_, &projection_.arrivals_by_cause)}) {
    if (sums->empty()) continue;
    std::copy(sums->begin(), sums->end(),
              table->persons.begin() + static_cast<std::ptrdiff_t>(row * std::ssize(*sums)));
    std::fill(sums->begin(), sums->end(), 0.0);
  }
  if (!record_flows_) return;
  for (const auto& [cause, from, to, persons] : flows_.take()) {
    projection_.flows.push_back({row, from, to, persons, cause});
  }
}

}  // namespace ravenstein
