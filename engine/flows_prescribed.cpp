// SPDX-License-Identifier: Apache-2.0
// Flows that follow an observed total: rises are entries, falls are exits.
#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/flows.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

void Flows::set_to_observed(int day) {
  if (!people_are_given(scenario_.population, day)) return;
  for (std::size_t column = 0; column < observed_.zones.size(); ++column) {
    const ZoneIndex zone = observed_.zones[column];
    if (zone == kNowhere) continue;  // a series that counts in the total only
    const double change = observed_.at(day, column) - displaced_at(zone);
    if (change > 0) {
      recorder_.enter(zone, recorder_.abroad(kNowhere, zone), change);
      away_.cells(away_.open(zone, kNowhere), Status::displaced)[0] += change;
      came_ += change;
    } else if (change < 0) {
      remove_displaced(zone, -change / displaced_at(zone));
    }
  }
}

void Flows::remove_displaced(ZoneIndex zone, double share) {
  for (const CorridorIndex c : away_.at(zone)) {
    double persons = 0;
    for (double& cell : away_.cells(c, Status::displaced)) {
      persons += cell * share;
      cell -= cell * share;
    }
    recorder_.exit(zone, recorder_.abroad(away_.home(c), zone), persons);
    left_ += persons;
  }
}

void Flows::enter_by_origin(const DayView& today, Behaviour& behaviour) {
  const double count =
      prescribed_[static_cast<std::size_t>(today.day)].entries + std::exchange(owed_entries_, 0);
  if (count == 0) return;
  std::vector<double> weights(zones_);
  behaviour.entry_weights(today, weights);
  leave_out_stranded(choices_[0], weights);
  const double all = sum(weights);
  if (!(all > 0)) {
    if (leads_somewhere(0, zones_)) {
      enter_unknown(count);
    } else {
      owed_entries_ = count;
    }
    return;
  }
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    if (weights[zone] > 0) enter_from(zone, count * weights[zone] / all, today);
  }
}

/// People of unknown origin appear where they go.
void Flows::enter_unknown(double persons) {
  const ChoiceTable& choice = choices_[0];
  const std::size_t begin = choice.begin[zones_], end = choice.begin[zones_ + 1];
  const double all = sum(std::span(choice.weight).subspan(begin, end - begin));
  for (std::size_t at = begin; at < end; ++at) {
    const double going = persons * choice.weight[at] / all;
    if (!(going > 0)) continue;
    const ZoneIndex to = choice.to[at];
    recorder_.enter(to, recorder_.abroad(kNowhere, to), going);
    away_.cells(away_.open(to, kNowhere), Status::displaced)[0] += going;
    came_ += going;
  }
}

void Flows::enter_from(ZoneIndex zone, double persons, const DayView& today) {
  const std::span<double> here = std::span(residents_).subspan(zone * strata_, strata_);
  std::vector<double> leaving(strata_, 0.0);
  if (scenario_.population.take_from_residents) {
    const double there = sum(here);
    owed_entries_ += std::max(0.0, persons - there);
    const double share = there > 0 ? std::min(1.0, persons / there) : 0;
    for (std::size_t s = 0; s < strata_; ++s) {
      leaving[s] = here[s] * share;
      here[s] -= leaving[s];
    }
    show_residents(zone);
  } else {
    const std::vector<double>& share = scenario_.strata.share;
    for (std::size_t s = 0; s < strata_; ++s) {
      leaving[s] = persons * (share.empty() ? (s == 0 ? 1 : 0) : share[zone * strata_ + s]);
    }
    came_ += persons;
  }
  if (!(sum(leaving) > 0)) return;
  recorder_.enter(zone, recorder_.abroad(zone, zone), sum(leaving));
  const bool abroad = recorder_.abroad(zone, zone);
  Exits exits;
  add_ways(zone, 0, today, exits);
  exits.first_way.assign(causes_ + 1, exits.ways.size());
  exits.first_way[0] = 0;
  std::vector<double> by_cause(causes_ * strata_, 0.0);
  std::copy(leaving.begin(), leaving.end(), by_cause.begin());
  strand(zone, zone, exits, by_cause, abroad);
  const double all = sum(leaving);
  for (const Way& way : exits.ways) {
    recorder_.depart(zone, 0, abroad, all * (way.arriving + way.dying));
    if (way.dying > 0) recorder_.die_travelling(zone, all * way.dying);
    if (!(way.arriving > 0)) continue;
    Arrivals& arrivals = arrivals_on(way.due_step);
    double* to = arrivals.people[zone].row(way.to, strata_, zones_);
    for (std::size_t s = 0; s < strata_; ++s) to[s] += leaving[s] * way.arriving;
    arrivals.passages.push_back(
        {zone, way.to, 0, recorder_.abroad(zone, way.to), all * way.arriving});
  }
}

void Flows::exit(const DayView& today) {
  if (scenario_.population.departures != PopulationPlan::Departures::observed) return;
  if (today.day <= scenario_.population.observed_until_day) return;
  owed_exits_ += prescribed_[static_cast<std::size_t>(today.day)].exits;
  const double never_came = std::min(owed_exits_, owed_entries_);
  owed_exits_ -= never_came;
  owed_entries_ -= never_came;
  if (owed_exits_ == 0) return;
  const double all = sum(recorder_.present());
  if (!(all > 0)) return;
  const double share = std::min(1.0, owed_exits_ / all);
  owed_exits_ -= share * all;
  for (ZoneIndex zone = 0; zone < zones_; ++zone) remove_displaced(zone, share);
}

}  // namespace ravenstein
