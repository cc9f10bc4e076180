// SPDX-License-Identifier: Apache-2.0
// Departures at resolution `flows`: the expectation of what cohorts_leave.cpp draws. Who leaves is
// taken out, block of homes by block; a product of matrices sends them; then the recorder is told
// sums over homes.
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>

#include "engine/flows.hpp"
#include "engine/travel.hpp"

namespace ravenstein {

void Flows::depart(const DayView& today, Behaviour& behaviour, const Hazards& hazards) {
  if (hazards.anybody_leaves()) {
    prepare(today, hazards);
    moving_.resize(kStranded + (stranded_.made() ? causes_ : 0));
    for (std::size_t kind = 0; kind < moving_.size(); ++kind) {
      if (kind != kDisplaced || !one_mix_)
        moving_[kind].resize(own_.size() * strata_ * zones_ * kLanes);
    }
    if (ways_.anybody_stranded() && !stranded_.made()) {
      stranded_ = HomeTable(own_, zones_, causes_ * strata_);
    }
    for (std::size_t block = 0; block < blocks_; ++block) {  // every rank has all residents
      if (!own_.has(block)) take_residents(block);
    }
    each_block([&](std::size_t block) {
      take_out(block);
      take_residents(block);
      add_up(block);
      if (ways_.anybody_stranded()) strand(block);
    });
    const std::vector<HomeTable*> by_nights = targets(today);
    oneapi::tbb::parallel_for(own_.first * strata_, own_.end * strata_, [&](std::size_t task) {
      send(task / strata_, task % strata_, by_nights);
    });
    book(today);
  }
  const PopulationPlan& plan = scenario_.population;
  if (plan.departures == PopulationPlan::Departures::observed &&
      today.day > plan.observed_until_day) {
    find_ways();
    enter_by_origin(today, behaviour);
  }
}

/// Takes those who leave from the people away from home.
void Flows::take_out(std::size_t block) {
  const LaneMath& math = lane_math();
  for (std::size_t kind = 0; kind < moving_.size(); ++kind) {
    if (moving_[kind].empty()) continue;
    std::fill_n(moving(kind, block, 0), strata_ * zones_ * kLanes, 0.0);
  }
  for (LaneSums* sums : {&integrated_leaving_, &released_, &unused_}) {
    std::fill_n(&lane(*sums, block, 0), zones_ * kLanes, 0.0);
  }
  const std::size_t stride = zones_ * kLanes;
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    if (!occupied_[zone]) continue;
    const auto into = [&](std::size_t kind) { return moving(kind, block, 0) + zone * kLanes; };
    math.take(displaced_.at(block, zone), &onward_.share[zone * strata_], strata_,
              into(one_mix_ ? kSettled : kDisplaced), stride, &lane(unused_, block, zone));
    math.take(integrated_.at(block, zone), &settled_.share[zone * strata_], strata_, into(kSettled),
              stride, &lane(integrated_leaving_, block, zone));
    if (moving_.size() == kStranded || !(retrying_[zone] > 0)) continue;
    const std::vector<double> share(strata_, retrying_[zone]);
    for (std::size_t k = 0; k < causes_; ++k) {
      if (!leads_somewhere(k, zone)) continue;
      math.take(stranded_.at(block, zone) + k * strata_ * kLanes, share.data(), strata_,
                into(kStranded + k), stride, &lane(released_, block, zone));
    }
  }
}

void Flows::take_residents(std::size_t block) {
  const std::size_t end = std::min(zones_, (block + 1) * kLanes);
  for (std::size_t zone = block * kLanes; zone < end; ++zone) {
    const auto take = [&](std::vector<double>& people) {
      double persons = 0;
      for (std::size_t s = 0; s < strata_; ++s) {
        double& there = people[zone * strata_ + s];
        const double part = there * settled_.share[zone * strata_ + s];
        there -= part;
        if (own_.has(block)) moving(kSettled, block, s)[zone * kLanes + zone % kLanes] += part;
        persons += part;
      }
      return persons;
    };
    residents_leaving_[zone] = take(residents_);
    returnees_leaving_[zone] = take(returnees_);
    show_residents(static_cast<ZoneIndex>(zone));
  }
}

/// Who leaves, by cause.
void Flows::add_up(std::size_t block) {
  const LaneMath& math = lane_math();
  const std::vector<double> one(strata_, 1.0);
  for (std::size_t k = 0; k < causes_; ++k) {
    std::fill_n(&lane(leaving_[k], block, 0), zones_ * kLanes, 0.0);
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      const auto add = [&](std::size_t kind, const double* of_stratum) {
        math.gather(moving(kind, block, 0), &strata_rows_[zone * strata_], of_stratum, strata_,
                    &lane(leaving_[k], block, zone));
      };
      const std::size_t row = (zone * causes_ + k) * strata_;
      add(kSettled, &settled_.by_cause[row]);
      if (!one_mix_) add(kDisplaced, &onward_.by_cause[row]);
      if (moving_.size() > kStranded) add(kStranded + k, one.data());
    }
  }
}

/// Who does not get through stays where they are, stranded.
void Flows::strand(std::size_t block) {
  for (std::size_t k = 0; k < causes_; ++k) {
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      const double share = ways_.stranded[k * zones_ + zone];
      if (!(share > 0)) continue;
      double* people = stranded_.at(block, zone) + k * strata_ * kLanes;
      for (std::size_t s = 0; s < strata_; ++s) {
        const std::size_t cell = (zone * causes_ + k) * strata_ + s;
        const auto add = [&](std::size_t kind, double of_cause) {
          const double* row = moving(kind, block, s) + zone * kLanes;
          for (std::size_t l = 0; l < kLanes; ++l) {
            people[s * kLanes + l] += row[l] * of_cause * share;
          }
        };
        add(kSettled, settled_.by_cause[cell]);
        if (!one_mix_) add(kDisplaced, onward_.by_cause[cell]);
        if (moving_.size() > kStranded) add(kStranded + k, 1);
      }
    }
  }
}

/// Where those go who spend so many nights on the way. Made before blocks look for them at once.
std::vector<HomeTable*> Flows::targets(const DayView& today) {
  std::vector<HomeTable*> by_nights;
  for (const WaysOut::End& end : ways_.ends) {
    by_nights.resize(static_cast<std::size_t>(end.nights) + 1);
    HomeTable*& people = by_nights.back();
    if (people != nullptr) continue;
    const int due = today.step_after(end.nights);
    people = due == today.step ? &displaced_ : &people_on(due);
  }
  return by_nights;
}

void Flows::send(std::size_t block, std::size_t stratum, std::span<HomeTable* const> by_nights) {
  const auto target = [&](std::size_t end) {
    const auto [zone, nights] = ways_.ends[end];
    return by_nights[static_cast<std::size_t>(nights)]->at(block, zone) + stratum * kLanes;
  };
  const auto send_all = [&](std::size_t kind, const double* weight) {
    const double* people = moving(kind, block, stratum);
    for (std::size_t end = 0; end < ways_.ends.size(); ++end) {
      const std::size_t first = ways_.first_path[end], last = ways_.first_path[end + 1];
      if (ways_.like_next[end]) {
        lane_math().gather_two(people, &ways_.from[first], weight + first, weight + last,
                               last - first, target(end), target(end + 1));
        ++end;
      } else {
        lane_math().gather(people, &ways_.from[first], weight + first, last - first, target(end));
      }
    }
  };
  const std::size_t paths = ways_.paths();
  send_all(kSettled, &settled_.weight[stratum * paths]);
  if (!one_mix_) send_all(kDisplaced, &onward_.weight[stratum * paths]);
  for (std::size_t k = 0; k + kStranded < moving_.size(); ++k) {
    send_all(kStranded + k, ways_.arriving_by[k].data());
  }
}

/// Tells the recorder who left, died, was stranded and will arrive.
void Flows::book(const DayView& today) {
  const CountrySums integrated = country_sums(integrated_leaving_);
  const CountrySums released = country_sums(released_);
  std::vector<CountrySums> by_cause;
  for (const LaneSums& sums : leaving_) by_cause.push_back(country_sums(sums));
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    recorder_.enter(zone, recorder_.abroad(zone, zone), residents_leaving_[zone]);
    recorder_.change(zone, Status::returnee, Status::displaced, false, returnees_leaving_[zone]);
    const auto left = [&](const CountrySums& sums, Status status) {
      by_country(sums, zone, [&](ZoneIndex, bool abroad, double persons) {
        recorder_.change(zone, status, Status::displaced, abroad, persons);
      });
    };
    left(integrated, Status::integrated);
    left(released, Status::stranded);
    for (std::uint32_t k = 0; k < causes_; ++k) {
      by_country(by_cause[k], zone, [&](ZoneIndex home, bool, double persons) {
        book_ways(zone, k, home, persons, today);
      });
    }
  }
}

void Flows::book_ways(ZoneIndex zone, std::uint32_t cause, ZoneIndex home, double persons,
                      const DayView& today) {
  const std::size_t row = cause * zones_ + zone;
  const bool abroad = recorder_.abroad(home, zone);
  const double dying = persons * ways_.dying[row], stranded = persons * ways_.stranded[row];
  if (stranded > 0) {
    recorder_.change(zone, Status::displaced, Status::stranded, abroad, stranded);
  }
  const ChoiceTable& choice = choices_[cause];
  const std::size_t begin = choice.begin[zone], length = choice.begin[zone + 1] - begin;
  const auto to = std::span(choice.to).subspan(begin, length);
  const auto share = std::span(ways_.arriving[cause]).subspan(begin, length);
  recorder_.depart(zone, cause, abroad, persons * ways_.arriving_in_all[row] + dying);
  if (dying > 0) recorder_.die_travelling(zone, dying);
  if (ways_.nobody_stays_overnight()) {
    recorder_.arrive(zone, to, share, cause, home, persons);
    return;
  }
  for (std::size_t n = 0; n < length; ++n) {
    if (!(share[n] > 0)) continue;
    const int due = today.step_after(ways_.nights[cause][begin + n]);
    arrivals_on(due).passages.push_back(
        {zone, to[n], cause, recorder_.abroad(home, to[n]), persons * share[n]});
  }
}

}  // namespace ravenstein
