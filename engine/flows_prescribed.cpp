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
      put(zone, kNowhere, 0, change);
      came_ += change;
    } else if (change < 0) {
      remove_displaced(zone, zone + 1, -change / displaced_at(zone));
    }
  }
}

/// From zones begin .. end - 1.
void Flows::remove_displaced(ZoneIndex begin, ZoneIndex end, double share) {
  const std::vector<double> shares(strata_, share);
  std::vector<double> gone(strata_ * kLanes);
  for (std::size_t block = own_.first; block < own_.end; ++block) {
    for (ZoneIndex zone = begin; zone < end; ++zone) {
      double* persons = &lane(unused_, block, zone);
      std::fill_n(persons, kLanes, 0.0);
      lane_math().take(displaced_.at(block, zone), shares.data(), strata_, gone.data(), kLanes,
                       persons);
    }
  }
  const CountrySums sums = country_sums(unused_, begin, end);
  for (ZoneIndex zone = begin; zone < end; ++zone) {
    by_country(sums, zone, [&](ZoneIndex, bool abroad, double persons) {
      recorder_.exit(zone, abroad, persons);
      left_ += persons;
    });
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
    put(to, kNowhere, 0, going);
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
  for (std::size_t s = 0; s < strata_; ++s) {
    strand_one(zone, s, leaving[s] * ways_.stranded[zone]);
    send_one(zone, s, leaving[s], today);
  }
  book_ways(zone, 0, zone, sum(leaving), today);
}

void Flows::strand_one(ZoneIndex zone, std::size_t stratum, double persons) {
  if (!(persons > 0)) return;
  if (!stranded_.made()) stranded_ = HomeTable(own_, zones_, causes_ * strata_);
  if (own_home(zone)) stranded_.of(zone, zone, stratum) += persons;
}

void Flows::send_one(ZoneIndex zone, std::size_t stratum, double persons, const DayView& today) {
  const ChoiceTable& choice = choices_[0];
  for (std::size_t at = choice.begin[zone]; at < choice.begin[zone + 1]; ++at) {
    const double arriving = persons * ways_.arriving[0][at];
    if (!(arriving > 0)) continue;
    const ZoneIndex to = choice.to[at];
    const int due = today.step_after(ways_.nights[0][at]);
    HomeTable& people = due == today.step ? displaced_ : people_on(due);
    if (own_home(zone)) people.of(zone, to, stratum) += arriving;
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
  remove_displaced(0, static_cast<ZoneIndex>(zones_), share);
}

}  // namespace ravenstein
