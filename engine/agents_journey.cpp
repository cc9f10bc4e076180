// SPDX-License-Identifier: Apache-2.0
// Agents whose rules plan a route per person: who sets out today and who is due is handed to the
// rules in blocks; what the blocks report is added up in their order.
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>

#include "engine/agents.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein {
namespace {

constexpr std::size_t kBlock = 4096;  ///< people; part of nothing but the work's division

struct BlockResult {
  std::vector<Departure> departures;
  std::vector<Arrival> arrivals;
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
  if (rules.in_order()) std::sort(moving.begin(), moving.end());
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
  if (results.size() == 1) {
    advance(0);
  } else {
    oneapi::tbb::parallel_for(std::size_t{0}, results.size(), advance);
  }
  for (const BlockResult& result : results) {
    for (const auto& [mover, from] : result.departures) {
      recorder_.depart(from, recorder_.abroad(movers_.home[mover], from), 1);
    }
    for (const auto& [mover, from, to] : result.arrivals) {
      recorder_.arrive(from, to, recorder_.abroad(movers_.home[mover], to), 1);
    }
  }
  for (std::size_t i = 0; i < moving.size(); ++i) {
    if (due_day[i] < 0) {
      pools_.add(movers_.zone[moving[i]], moving[i]);
    } else {
      due_.add(due_day[i], moving[i]);
    }
  }
}

}  // namespace ravenstein
