// SPDX-License-Identifier: Apache-2.0
// Agents whose rules plan a route per person: who sets out today and who is due is handed to the
// rules in blocks.
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <bit>

#include "engine/agents.hpp"
#include "engine/numbered_journeys.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein {
namespace {

// People; part of nothing but the division of the work. Below so many blocks a day's work takes
// less than a millisecond or two, and waking other threads costs more than it saves.
constexpr std::size_t kBlock = 4096;
constexpr std::size_t kBlocksAlone = 4;
constexpr std::size_t kUnlooped = 4;  ///< marks of a word looked at without asking for an end

}  // namespace

void Agents::collect_journeys(const DayView& today, JourneyRules& rules) {
  moving_ = due_.take(today.day);
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
    moving_.insert(moving_.end(), chosen.begin(), chosen.end());
    pools_.drop_last(zone, leaving);
  }
}

/// By number, which also reads memory in order; each is there once, so it is enough to mark them.
void Agents::sort_moving() {
  if (!partition_.alone()) {
    std::ranges::sort(moving_, {}, [this](MoverId m) { return number_[m]; });
    return;
  }
  marks_.assign((movers_.size() + 63) / 64, 0);
  for (const MoverId mover : moving_) marks_[mover / 64] |= std::uint64_t{1} << mover % 64;
  const std::size_t movers = moving_.size();
  moving_.resize(movers + kUnlooped);
  MoverId* next = moving_.data();
  for (std::size_t w = 0; w < marks_.size(); ++w) {
    std::uint64_t left = marks_[w];
    do {  // some at a time, whether there or not: how many a word has is as good as random
      for (std::size_t k = 0; k < kUnlooped; ++k) {
        *next = static_cast<MoverId>(w * 64) + std::countr_zero(left);
        next += left != 0 ? 1 : 0;
        left &= left - 1;
      }
    } while (left != 0);
  }
  moving_.resize(movers);
}

void Agents::advance_journeys(const DayView& today, JourneyRules& rules) {
  due_day_.resize(moving_.size());  // every person's is written
  std::ranges::copy(recorder_.present(), weights_.begin());
  partition_.share(weights_);
  for (std::size_t z = 0; z < sizes_.size(); ++z) {
    sizes_[z] = static_cast<std::int64_t>(weights_[z]);
  }
  const std::size_t size = rules.in_order() ? std::max<std::size_t>(1, moving_.size()) : kBlock;
  const std::size_t blocks = (moving_.size() + size - 1) / size;
  const auto advance = [&](std::size_t b) {
    const std::size_t begin = b * size;
    const std::size_t count = std::min(size, moving_.size() - begin);
    JourneyBlock block{.key = key_,
                       .movers = std::span(moving_).subspan(begin, count),
                       .people = movers_,
                       .due_day = std::span(due_day_).subspan(begin, count),
                       .moves = tallies_.local(),
                       .occupants = sizes_};
    rules.advance(today, block);
  };
  if (blocks <= kBlocksAlone) {
    for (std::size_t b = 0; b < blocks; ++b) advance(b);
  } else {
    oneapi::tbb::parallel_for(std::size_t{0}, blocks, advance);
  }
}

void Agents::journey(const DayView& today, JourneyRules& rules) {
  if (!partition_.alone()) dynamic_cast<NumberedJourneys&>(rules).use_numbers(number_);
  collect_journeys(today, rules);
  sort_moving();
  advance_journeys(today, rules);
  for (MoveTally& tally : tallies_) tally.tell(recorder_);
  if (!partition_.alone()) {
    recorder_.bring_together(partition_);
    come_to_rest();
    return;
  }
  const std::span<const ZoneIndex> zone(movers_.zone);
  const std::span<const std::int32_t> due_day(due_day_);
  for (std::size_t i = 0; const MoverId mover : std::span<const MoverId>(moving_)) {
    const std::int32_t day = due_day[i++];
    // Which of the two is as good as random: both are looked up, which costs less than guessing.
    std::vector<MoverId>* const waiting = &due_.of(day);
    std::vector<MoverId>* const resting = &pools_.list(zone[mover]);
    (day < 0 ? resting : waiting)->push_back(mover);
  }
}

}  // namespace ravenstein
