// SPDX-License-Identifier: Apache-2.0
// Which numbers people have where several ranks divide them. Random numbers of single people are
// keyed by their number, so it must be the one that a process alone would have given. Each rank
// notes what happens to its own people; when they agree, every rank goes through the notes of all
// in the order of one process, with the same stack of free numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/partition.hpp"
#include "engine/population/movers.hpp"

namespace ravenstein {

class PersonNumbers {
 public:
  /// What is noted from now on comes where one process has its turn: by round, then place. Turns of
  /// a rank ascend until the next agreement, and no two ranks have the same.
  void turn(std::uint32_t round, std::uint32_t place) {
    turn_ = std::uint64_t{round} << 32 | place;
  }
  /// So many numbers are to be free, the smallest new ones first.
  void make_room(std::int64_t count);
  /// Somebody of this rank wants a number.
  void ask();
  /// Nobody has the number any more.
  void give_back(MoverId number);

  /// Calls give(n, number) for the n-th who asked since the last agreement. All ranks call it.
  /// Throws std::length_error beyond 4,294,967,295 people.
  void agree(const Partition& partition,
             const std::function<void(std::size_t n, MoverId number)>& give);

  /// The free numbers, the next one last, and how many numbers there are: the same on every rank.
  std::span<const MoverId> free() const { return free_; }
  std::uint32_t rows() const { return rows_; }
  void restore(std::vector<MoverId> free, std::uint32_t rows) {
    free_ = std::move(free);
    rows_ = rows;
  }

 private:
  enum class Kind : std::uint16_t { make_room, ask, give_back };
  struct Note {
    std::uint64_t turn;
    std::uint32_t value;  ///< how many, or the number
    std::uint16_t rank;
    Kind kind;
  };
  void note(Kind kind, std::uint32_t value);
  void grow(std::uint32_t added);

  std::uint64_t turn_ = 0;
  std::vector<Note> notes_;
  std::vector<MoverId> free_;  ///< the next one last
  std::uint32_t rows_ = 0;     ///< numbers below it are taken or free
};

}  // namespace ravenstein
