// SPDX-License-Identifier: Apache-2.0
#include "engine/population/person_numbers.hpp"

#include <algorithm>
#include <stdexcept>

namespace ravenstein {
namespace {

constexpr const char* kTooMany =
    "more people away from home than 4,294,967,295: population.hasten makes every one stand for "
    "several";

std::uint32_t checked(std::int64_t count) {
  if (count >= kNowhere) throw std::length_error(kTooMany);
  return static_cast<std::uint32_t>(count);
}

}  // namespace

void PersonNumbers::note(Kind kind, std::uint32_t value) {
  notes_.push_back({.turn = turn_, .value = value, .rank = 0, .kind = kind});
}

void PersonNumbers::make_room(std::int64_t count) { note(Kind::make_room, checked(count)); }

void PersonNumbers::ask() {
  if (!notes_.empty() && notes_.back().kind == Kind::ask && notes_.back().turn == turn_) {
    ++notes_.back().value;
  } else {
    note(Kind::ask, 1);
  }
}

void PersonNumbers::give_back(MoverId number) { note(Kind::give_back, number); }

void PersonNumbers::grow(std::uint32_t added) {
  if (added > kNowhere - rows_) throw std::length_error(kTooMany);
  for (std::uint32_t n = added; n > 0; --n) free_.push_back(rows_ + n - 1);
  rows_ += added;
}

void PersonNumbers::agree(const Partition& partition,
                          const std::function<void(std::size_t, MoverId)>& give) {
  if (!std::ranges::is_sorted(notes_, {}, &Note::turn)) {
    throw std::logic_error("numbers of people were noted out of turn");
  }
  const auto own = static_cast<std::uint16_t>(partition.rank());
  for (Note& note : notes_) note.rank = own;
  std::vector<Note> all = partition.gather(notes_);
  notes_.clear();
  std::ranges::stable_sort(all, {}, &Note::turn);
  std::size_t asked = 0;
  for (const auto& [turn, value, rank, kind] : all) {
    if (kind == Kind::give_back) {
      free_.push_back(value);
      continue;
    }
    if (kind == Kind::make_room) {
      if (value > free_.size()) grow(value - static_cast<std::uint32_t>(free_.size()));
      continue;
    }
    for (std::uint32_t n = 0; n < value; ++n) {
      if (free_.empty()) grow(1);
      if (rank == own) give(asked++, free_.back());
      free_.pop_back();
    }
  }
}

}  // namespace ravenstein
