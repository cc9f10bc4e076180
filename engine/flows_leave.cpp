// SPDX-License-Identifier: Apache-2.0
// Departures at resolution `flows`: the expectation of what cohorts_leave.cpp draws. The ways out
// of a zone are put together once a day; then every home moves its people, all homes at the same
// time.
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/flows.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

bool any(std::span<const double> shares) {
  return std::any_of(shares.begin(), shares.end(), [](double share) { return share > 0; });
}

}  // namespace

void Flows::depart(const DayView& today, Behaviour& behaviour, const Hazards& hazards) {
  if (hazards.anybody_leaves()) {
    exits_.resize(zones_);
    out_.resize(zones_ + 1);
    oneapi::tbb::parallel_for(ZoneIndex{0}, static_cast<ZoneIndex>(zones_),
                              [&](ZoneIndex zone) { prepare(zone, today, hazards); });
    open_arrivals();
    oneapi::tbb::parallel_for(std::size_t{0}, zones_ + 1, [&](std::size_t row) {
      take_out(row, out_[row]);
      send(row, out_[row]);
      if (row < zones_) show_residents(static_cast<ZoneIndex>(row));
    });
    leaving_.assign(homes_in_.size() * zones_ * causes_, 0.0);
    for (std::size_t row = 0; row <= zones_; ++row) book(row, out_[row]);
    book_ways();
  }
  const PopulationPlan& plan = scenario_.population;
  if (plan.departures == PopulationPlan::Departures::observed &&
      today.day > plan.observed_until_day) {
    enter_by_origin(today, behaviour);
  }
}

Flows::Leaving Flows::leaving_of(ZoneIndex zone, std::span<const double> hazard,
                                 double days) const {
  Leaving leaving{std::vector(strata_, 0.0), std::vector(causes_ * strata_, 0.0)};
  for (std::size_t s = 0; s < strata_; ++s) {
    double all = 0;
    for (std::size_t k = 0; k < causes_; ++k) {
      const double rate =
          leads_somewhere(k, zone) ? relative_[k][s] * hazard[k * zones_ + zone] : 0;
      leaving.by_cause[k * strata_ + s] = rate;
      all += rate;
    }
    if (!(all > 0)) continue;
    for (std::size_t k = 0; k < causes_; ++k) leaving.by_cause[k * strata_ + s] /= all;
    leaving.share[s] = leave_probability(all * days);
  }
  return leaving;
}

void Flows::prepare(ZoneIndex zone, const DayView& today, const Hazards& hazards) {
  Exits& exits = exits_[zone];
  exits.settled = leaving_of(zone, hazards.departure, today.days);
  exits.displaced = leaving_of(zone, hazards.onward, today.days);
  exits.retrying = leave_probability(hazards.release[zone] * today.days);
  exits.ways.clear();
  exits.first_way.resize(causes_ + 1);
  for (std::size_t k = 0; k < causes_; ++k) {
    exits.first_way[k] = exits.ways.size();
    if (leads_somewhere(k, zone)) add_ways(zone, k, today, exits);
  }
  exits.first_way[causes_] = exits.ways.size();
  gather_ends(exits);
}

void Flows::add_ways(ZoneIndex zone, std::size_t cause, const DayView& today, Exits& exits) const {
  const ChoiceTable& choice = choices_[cause];
  const std::size_t begin = choice.begin[zone], end = choice.begin[zone + 1];
  const double all = sum(std::span(choice.weight).subspan(begin, end - begin));
  for (std::size_t at = begin; at < end; ++at) {
    const double share = choice.weight[at] / all;
    const double passing = choice.passing.empty() ? 1 : choice.passing[at];
    const double alive = passing * (choice.survival.empty() ? 1 : choice.survival[at]);
    const int days = travel_days(scenario_.travel, choice.distance_km[at]);
    exits.ways.push_back({choice.to[at], static_cast<std::uint32_t>(cause), today.step_after(days),
                          share * alive, share * (passing - alive), share * (1 - passing), 0});
  }
}

/// Adds up what ends at the same place and time: one row of strata per end.
void Flows::gather_ends(Exits& exits) const {
  exits.ends.clear();
  for (Way& way : exits.ways) {
    const std::pair end{way.to, way.due_step};
    const auto found = std::find(exits.ends.begin(), exits.ends.end(), end);
    way.end = static_cast<std::size_t>(found - exits.ends.begin());
    if (found == exits.ends.end()) exits.ends.push_back(end);
  }
  exits.settled_to.assign(exits.ends.size() * strata_, 0.0);
  exits.displaced_to.assign(exits.ends.size() * strata_, 0.0);
  for (const Way& way : exits.ways) {
    for (std::size_t s = 0; s < strata_; ++s) {
      const std::size_t cell = way.cause * strata_ + s;
      exits.settled_to[way.end * strata_ + s] += exits.settled.by_cause[cell] * way.arriving;
      exits.displaced_to[way.end * strata_ + s] += exits.displaced.by_cause[cell] * way.arriving;
    }
  }
}

/// Before homes look for them at the same time.
void Flows::open_arrivals() {
  for (const Exits& exits : exits_) {
    for (const auto& [to, due_step] : exits.ends) arrivals_on(due_step);
  }
}

/// Takes from all people of a home those who leave; who gets no further is put among the stranded.
void Flows::take_out(std::size_t row, std::vector<Outflow>& out) {
  out.clear();
  const auto take = [&](std::span<double> people, std::span<const double> share,
                        std::vector<double>& leaving) {
    double persons = 0;
    leaving.resize(strata_);
    for (std::size_t s = 0; s < strata_; ++s) {
      const double part = people[s] * share[s];
      people[s] -= part;
      leaving[s] += part;
      persons += part;
    }
    return persons;
  };
  if (row < zones_ && any(exits_[row].settled.share)) {
    Outflow flow;
    flow.place = static_cast<ZoneIndex>(row);
    const auto here = [&](std::vector<double>& p) {
      return std::span(p).subspan(row * strata_, strata_);
    };
    flow.residents = take(here(residents_), exits_[row].settled.share, flow.settled);
    flow.returnees = take(here(returnees_), exits_[row].settled.share, flow.settled);
    out.push_back(std::move(flow));
  }
  for (const CorridorIndex c : away_.of(home_of(row))) {
    Outflow flow;
    flow.place = away_.place(c);
    const Exits& exits = exits_[flow.place];
    const auto people = [&](Status status) { return away_.cells(c, status).first(strata_); };
    flow.displaced_persons = take(people(Status::displaced), exits.displaced.share, flow.displaced);
    flow.integrated = take(people(Status::integrated), exits.settled.share, flow.settled);
    if (anybody_stranded_ && exits.retrying > 0) release(c, flow);
    if (flow.displaced_persons + flow.integrated + flow.released > 0) {
      out.push_back(std::move(flow));
    }
  }
}

void Flows::release(CorridorIndex corridor, Outflow& flow) {
  const Exits& exits = exits_[flow.place];
  const auto cells = away_.cells(corridor, Status::stranded);
  flow.stranded.assign(causes_ * strata_, 0.0);
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    if (!leads_somewhere(cell / strata_, flow.place)) continue;
    flow.stranded[cell] = cells[cell] * exits.retrying;
    cells[cell] -= flow.stranded[cell];
    flow.released += flow.stranded[cell];
  }
}

/// Arrivals of one home, by step and place.
void Flows::send(std::size_t row, std::span<const Outflow> out) {
  for (const Outflow& flow : out) {
    const Exits& exits = exits_[flow.place];
    int step = -1;
    HomeArrivals* people = nullptr;
    const auto arriving = [&](std::size_t end) {
      const auto& [to, due_step] = exits.ends[end];
      if (due_step != step) people = &arrivals_on(step = due_step).people[row];
      return people->row(to, strata_, zones_);
    };
    for (std::size_t end = 0; end < exits.ends.size(); ++end) {
      double* to = arriving(end);
      const double* settled = &exits.settled_to[end * strata_];
      const double* displaced = &exits.displaced_to[end * strata_];
      if (!flow.settled.empty()) {
        for (std::size_t s = 0; s < strata_; ++s) to[s] += flow.settled[s] * settled[s];
      }
      if (!flow.displaced.empty()) {
        for (std::size_t s = 0; s < strata_; ++s) to[s] += flow.displaced[s] * displaced[s];
      }
    }
    if (!(flow.released > 0)) continue;
    for (const Way& way : exits.ways) {
      double* to = arriving(way.end);
      for (std::size_t s = 0; s < strata_; ++s) {
        to[s] += flow.stranded[way.cause * strata_ + s] * way.arriving;
      }
    }
  }
}

/// Tells the recorder who left where, and puts those who did not get through among the stranded.
void Flows::book(std::size_t row, std::span<const Outflow> out) {
  const ZoneIndex home = home_of(row);
  std::vector<double> by_cause(causes_ * strata_);
  for (const Outflow& flow : out) {
    const Exits& exits = exits_[flow.place];
    const bool abroad = recorder_.abroad(home, flow.place);
    recorder_.enter(flow.place, abroad, flow.residents);
    recorder_.change(flow.place, Status::returnee, Status::displaced, abroad, flow.returnees);
    recorder_.change(flow.place, Status::integrated, Status::displaced, abroad, flow.integrated);
    recorder_.change(flow.place, Status::stranded, Status::displaced, abroad, flow.released);
    for (std::size_t cell = 0; cell < by_cause.size(); ++cell) {
      const std::size_t s = cell % strata_;
      by_cause[cell] = flow.stranded.empty() ? 0 : flow.stranded[cell];
      if (!flow.settled.empty()) by_cause[cell] += flow.settled[s] * exits.settled.by_cause[cell];
      if (!flow.displaced.empty()) {
        by_cause[cell] += flow.displaced[s] * exits.displaced.by_cause[cell];
      }
    }
    strand(home, flow.place, exits, by_cause, abroad);
    double* sums = &leaving_[(country_of_[row] * zones_ + flow.place) * causes_];
    for (std::size_t k = 0; k < causes_; ++k) {
      sums[k] += sum(std::span(by_cause).subspan(k * strata_, strata_));
    }
  }
}

void Flows::strand(ZoneIndex home, ZoneIndex place, const Exits& exits,
                   std::span<const double> by_cause, bool abroad) {
  for (std::size_t k = 0; k < causes_; ++k) {
    if (choices_[k].passing.empty()) continue;
    double share = 0;
    for (std::size_t w = exits.first_way[k]; w < exits.first_way[k + 1]; ++w) {
      share += exits.ways[w].stranded;
    }
    if (!(share > 0)) continue;
    anybody_stranded_ = true;
    const auto people = by_cause.subspan(k * strata_, strata_);
    const auto cells =
        away_.cells(away_.open(place, home), Status::stranded).subspan(k * strata_, strata_);
    for (std::size_t s = 0; s < strata_; ++s) cells[s] += people[s] * share;
    recorder_.change(place, Status::displaced, Status::stranded, abroad, sum(people) * share);
  }
}

/// Departures, deaths on the way and arrivals to come, by country of the homes.
void Flows::book_ways() {
  for (std::size_t country = 0; country < homes_in_.size(); ++country) {
    for (ZoneIndex place = 0; place < zones_; ++place) {
      const double* sums = &leaving_[(country * zones_ + place) * causes_];
      const ZoneIndex home = homes_in_[country];  // any of that country
      const bool abroad = recorder_.abroad(home, place);
      for (const Way& way : exits_[place].ways) {
        const double persons = sums[way.cause];
        if (!(persons > 0)) continue;
        recorder_.depart(place, way.cause, abroad, persons * (way.arriving + way.dying));
        if (way.dying > 0) recorder_.die_travelling(place, persons * way.dying);
        if (!(way.arriving > 0)) continue;
        arrivals_on(way.due_step)
            .passages.push_back(
                {place, way.to, way.cause, recorder_.abroad(home, way.to), persons * way.arriving});
      }
    }
  }
}

}  // namespace ravenstein
