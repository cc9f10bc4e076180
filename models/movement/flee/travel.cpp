// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/travel.hpp"

#include <algorithm>
#include <array>

#include "engine/random/philox_block.hpp"
#include "models/movement/flee/legs.hpp"

namespace ravenstein::models {
namespace {

constexpr std::size_t kBatch = 64;  ///< people whose rows and numbers are got ready at once

/// The people of a block, a batch at a time.
class Batches {
 public:
  explicit Batches(const JourneyDay& today, const JourneyBlock& block)
      : today_(today), block_(block) {}

  /// Draws the numbers of the batch that begins with person `i`, which overlaps their latencies,
  /// and fetches the rows of the next.
  void get_ready(std::size_t i, std::uint32_t call);
  std::uint32_t* words(std::size_t i) { return &words_[i % kBatch * 4]; }

 private:
  void prefetch(std::size_t i) const;

  const JourneyDay& today_;
  const JourneyBlock& block_;
  std::array<std::uint32_t, 4 * kBatch> words_;
  std::array<MoverId, kBatch> numbers_;  ///< where they are not the rows
};

void Batches::get_ready(std::size_t i, std::uint32_t call) {
  const std::size_t end = std::min(i + kBatch, block_.movers.size());
  std::span<const MoverId> numbers = block_.movers.subspan(i, end - i);
  if (today_.numbers != nullptr) {
    std::ranges::transform(numbers, numbers_.begin(),
                           [this](MoverId mover) { return today_.number_of(mover); });
    numbers = std::span(numbers_).first(end - i);
  }
  philox_block(block_.key, Purpose::route, numbers, static_cast<std::uint32_t>(today_.day), call,
               std::span(words_).first(4 * (end - i)));
  const std::size_t next_end = std::min(end + kBatch, block_.movers.size());
  for (std::size_t k = i == 0 ? 0 : end; k < next_end; ++k) prefetch(k);
}

void Batches::prefetch(std::size_t i) const {
  const MoverId mover = block_.movers[i];
  __builtin_prefetch(&block_.people.home[mover]);
  __builtin_prefetch(&block_.people.zone[mover]);
  __builtin_prefetch(&block_.people.journey[mover]);
}

/// On a link: travels to its end and on, until the day is over or the person has come to rest.
template <bool kAlike>
[[gnu::always_inline]] inline void travel(Legs<kAlike>& legs, Traveller& person) {
  if (!person.entered_today) {
    if (!legs.finish_link(person) || !legs.goes_on(person) || !legs.set_out(person)) {
      legs.rest(person);
      return;
    }
  }
  while (legs.reaches_end(person)) {
    legs.end_link(person);
    if (!legs.goes_on(person) || !legs.set_out(person)) {
      legs.rest(person);
      return;
    }
  }
  legs.wait(person);
}

template <bool kAlike>
void each_alone(const JourneyDay& today, JourneyBlock& block) {
  Batches batches(today, block);
  Legs<kAlike> legs(today, block);
  for (std::size_t i = 0; i < block.movers.size(); ++i) {
    if (i % kBatch == 0) batches.get_ready(i, 0);
    Traveller person = legs.wake(i, 0, batches.words(i));
    if (person.on_link || legs.set_out(person)) {
      travel(legs, person);
    } else {
      block.due_day[i] = -1;
    }
    store(person, block.people);
  }
}

/// Everyone sees the others' moves at once: in Flee's order, all set out, then all travel.
class InOrder {
 public:
  InOrder(const JourneyDay& today, JourneyBlock& block)
      : block_(block), batches_(today, block), legs_(today, block) {}

  void all_set_out();
  void all_travel();

 private:
  JourneyBlock& block_;
  Batches batches_;
  Legs<false> legs_;
};

void InOrder::all_set_out() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    if (i % kBatch == 0) batches_.get_ready(i, 0);
    Traveller someone = legs_.wake(i, 0, batches_.words(i));
    if (someone.on_link) continue;
    if (legs_.set_out(someone)) {
      block_.people.journey[someone.mover].left_km = kEnteredToday;
    } else {
      block_.due_day[i] = -1;
    }
    store(someone, block_.people);
  }
}

void InOrder::all_travel() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    if (i % kBatch == 0) batches_.get_ready(i, 1);
    Traveller someone = legs_.wake(i, 1, batches_.words(i));
    if (!someone.on_link) continue;
    travel(legs_, someone);
    store(someone, block_.people);
  }
}

}  // namespace

void advance_journeys(const JourneyDay& today, JourneyBlock& block) {
  if (today.parameters->sequential_capacity) {
    InOrder people(today, block);
    people.all_set_out();
    people.all_travel();
  } else if (today.alike.empty()) {
    each_alone<false>(today, block);
  } else {
    each_alone<true>(today, block);
  }
}

}  // namespace ravenstein::models
