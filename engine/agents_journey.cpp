// SPDX-License-Identifier: Apache-2.0
// Agents whose rules plan a route per person: who sets out today and who is due is handed to the
// rules in blocks; what the blocks report is added up in their order.
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <bit>

#include "engine/agents.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein {
namespace {

// People; part of nothing but the division of the work. Below so many blocks a day's work takes
// less than a millisecond or two, and waking other threads costs more than it saves.
constexpr std::size_t kBlock = 4096;
constexpr std::size_t kBlocksAlone = 4;

struct BlockResult {
  std::vector<Departure> departures;
  std::vector<Arrival> arrivals;
};

/// Sorts numbers below `limit`, each there once, by marking them.
void sort_marked(std::vector<MoverId>& movers, std::size_t limit) {
  std::vector<std::uint64_t> marks((limit + 63) / 64);
  for (const MoverId mover : movers) marks[mover / 64] |= std::uint64_t{1} << mover % 64;
  std::size_t next = 0;
  for (std::size_t w = 0; w < marks.size(); ++w) {
    for (std::uint64_t left = marks[w]; left != 0; left &= left - 1) {
      movers[next++] = static_cast<MoverId>(w * 64) + std::countr_zero(left);
    }
  }
}

/// Adds up what the blocks report and tells the recorder per pair of zones rather than per person,
/// where there are more people than pairs.
class JourneyCounts {
 public:
  JourneyCounts(Recorder& recorder, std::span<const ZoneIndex> home, std::size_t zones)
      : recorder_(recorder), home_(home), zones_(zones) {}

  void add(const std::vector<BlockResult>& results) {
    std::size_t arrivals = 0;
    for (const BlockResult& result : results) arrivals += result.arrivals.size();
    if (arrivals < 2 * zones_ * zones_) {
      for (const BlockResult& result : results) tell_each(result);
      return;
    }
    departed_.resize(2 * zones_);
    moved_.resize(2 * zones_ * zones_);
    for (const BlockResult& result : results) count(result);
    tell_all();
  }

 private:
  bool abroad(MoverId mover, ZoneIndex zone) const { return recorder_.abroad(home_[mover], zone); }

  void tell_each(const BlockResult& result) {
    for (const auto& [mover, from] : result.departures) {
      recorder_.depart(from, abroad(mover, from), 1);
    }
    for (const auto& [mover, from, to] : result.arrivals) {
      recorder_.arrive(from, to, abroad(mover, to), 1);
    }
  }

  void count(const BlockResult& result) {
    for (const auto& [mover, from] : result.departures) {
      ++departed_[from * 2 + (abroad(mover, from) ? 1 : 0)];
    }
    for (const auto& [mover, from, to] : result.arrivals) {
      ++moved_[(from * zones_ + to) * 2 + (abroad(mover, to) ? 1 : 0)];
    }
  }

  void tell_all() {
    for (std::size_t i = 0; i < departed_.size(); ++i) {
      if (departed_[i] != 0)
        recorder_.depart(static_cast<ZoneIndex>(i / 2), i % 2 != 0, departed_[i]);
    }
    for (std::size_t i = 0; i < moved_.size(); ++i) {
      if (moved_[i] == 0) continue;
      recorder_.arrive(static_cast<ZoneIndex>(i / 2 / zones_),
                       static_cast<ZoneIndex>(i / 2 % zones_), i % 2 != 0, moved_[i]);
    }
  }

  Recorder& recorder_;
  std::span<const ZoneIndex> home_;
  std::size_t zones_;
  std::vector<std::uint32_t> departed_, moved_;  ///< by zones and whether abroad
};

}  // namespace

void Agents::collect_journeys(const DayView& today, JourneyRules& rules,
                              std::vector<MoverId>& moving) {
  moving = due_.take(today.day);
  rules.leave_probability(today, weights_);
  const auto day = static_cast<std::uint32_t>(today.day);
  for (std::size_t z = 0; z < weights_.size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    const std::size_t resting = pools_.size(zone);
    if (resting == 0 || !(weights_[z] > 0)) continue;
    Stream how_many(key_, Purpose::onward_count, zone, day);
    const auto leaving = static_cast<std::size_t>(
        binomial(how_many, static_cast<std::int64_t>(resting), std::min(1.0, weights_[z])));
    Stream who(key_, Purpose::onward_who, zone, day);
    const std::span<MoverId> chosen =
        leaving == resting ? pools_.of(zone)
                           : choose_without_replacement(who, pools_.of(zone), leaving);
    moving.insert(moving.end(), chosen.begin(), chosen.end());
    pools_.drop_last(zone, leaving);
  }
}

void Agents::journey(const DayView& today, JourneyRules& rules) {
  std::vector<MoverId> moving;
  collect_journeys(today, rules, moving);
  sort_marked(moving, movers_.size());  // also reads memory in order
  for (std::size_t z = 0; z < sizes_.size(); ++z) {
    sizes_[z] = static_cast<std::int64_t>(recorder_.present()[z]);
  }
  std::vector<std::int32_t> due_day(moving.size(), -1);
  const std::size_t size = rules.in_order() ? std::max<std::size_t>(1, moving.size()) : kBlock;
  std::vector<BlockResult> results((moving.size() + size - 1) / size);
  const auto advance = [&](std::size_t b) {
    const std::size_t begin = b * size;
    const std::size_t count = std::min(size, moving.size() - begin);
    JourneyBlock block{.key = key_,
                       .movers = std::span(moving).subspan(begin, count),
                       .people = movers_,
                       .due_day = std::span(due_day).subspan(begin, count),
                       .departures = results[b].departures,
                       .arrivals = results[b].arrivals,
                       .occupants = sizes_};
    rules.advance(today, block);
  };
  if (results.size() <= kBlocksAlone) {
    for (std::size_t b = 0; b < results.size(); ++b) advance(b);
  } else {
    oneapi::tbb::parallel_for(std::size_t{0}, results.size(), advance);
  }
  JourneyCounts(recorder_, movers_.home, sizes_.size()).add(results);
  for (std::size_t i = 0; i < moving.size(); ++i) {
    if (due_day[i] < 0) {
      pools_.add(movers_.zone[moving[i]], moving[i]);
    } else {
      due_.add(due_day[i], moving[i]);
    }
  }
}

}  // namespace ravenstein
