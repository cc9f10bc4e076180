// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <optional>

#include "models/disclosure/parts.hpp"
#include "models/disclosure/settings.hpp"

namespace ravenstein::models {
namespace {

constexpr double kNobody = 1e-6;

/// A hidden flow can be larger if, around a circle of hidden pairs through it, every second one is
/// smaller: a path from its row to its column on which steps from row to column take people away
/// (as many as there are) and steps back add them (without limit). Rows and columns whose sum is
/// small are known to nobody: one free node stands for all of them.
class Circles {
 public:
  Circles(const std::vector<double>& persons, const std::vector<bool>& shown, std::size_t places,
          double smallest)
      : persons_(persons), shown_(shown), places_(places), free_(2 * places), known_(2 * places) {
    for (std::size_t i = 0; i < places; ++i) {
      double row = 0, column = 0;
      for (std::size_t j = 0; j < places; ++j) {
        row += persons[i * places + j];
        column += persons[j * places + i];
      }
      known_[i] = row >= smallest;
      known_[places + i] = column >= smallest;
    }
  }

  /// By how much the flow could be larger and smaller, together; no more than `enough` is looked
  /// for.
  double room(std::size_t i, std::size_t j, double enough) {
    skip_ = i * places_ + j;
    const double up = pushed(i, places_ + j, enough);
    const double down = pushed(places_ + j, i, std::min(enough - up, persons_[skip_]));
    return up + down;
  }

 private:
  double pushed(std::size_t from, std::size_t to, double enough) {
    std::vector<std::pair<std::size_t, double>> undo;
    double sum = 0;
    while (sum + kNobody < enough && find_path(from, to)) {
      double step = enough - sum;
      for (std::size_t node = to; node != from; node = before_[node]) {
        step = std::min(step, capacity(before_[node], node));
      }
      for (std::size_t node = to; node != from; node = before_[node]) {
        const std::size_t other = before_[node];
        if (node == free_ || other == free_) continue;
        const bool takes = other < places_;
        const std::size_t cell = takes ? other * places_ + node - places_ : cell_of(node, other);
        undo.emplace_back(cell, persons_[cell]);
        persons_[cell] += takes ? -step : step;
      }
      sum += step;
    }
    for (auto entry = undo.rbegin(); entry != undo.rend(); ++entry) {
      persons_[entry->first] = entry->second;
    }
    return sum;
  }

  std::size_t cell_of(std::size_t row, std::size_t column) const {
    return row * places_ + column - places_;
  }

  /// How many people can be moved along the step; 0: there is none.
  double capacity(std::size_t from, std::size_t to) const {
    constexpr double kAny = std::numeric_limits<double>::infinity();
    if (from == free_) return known_[to] ? 0 : kAny;
    if (to == free_) return known_[from] ? 0 : kAny;
    const bool takes = from < places_;
    if (takes == (to < places_)) return 0;
    const std::size_t row = takes ? from : to, column = (takes ? to : from) - places_;
    const std::size_t cell = row * places_ + column;
    if (row == column || shown_[cell] || cell == skip_) return 0;
    return takes ? persons_[cell] : kAny;
  }

  bool find_path(std::size_t from, std::size_t to) {
    before_.assign(2 * places_ + 1, kUnseen);
    before_[from] = from;
    std::vector<std::size_t> seen{from};
    for (std::size_t next = 0; next < seen.size(); ++next) {
      const std::size_t node = seen[next];
      if (capacity(node, to) > kNobody) {
        before_[to] = node;
        return true;
      }
      for (std::size_t other = 0; other <= free_; ++other) {
        if (before_[other] != kUnseen || capacity(node, other) <= kNobody) continue;
        before_[other] = node;
        seen.push_back(other);
      }
    }
    return false;
  }

  static constexpr std::size_t kUnseen = std::numeric_limits<std::size_t>::max();
  std::vector<double> persons_;
  const std::vector<bool>& shown_;
  std::size_t places_, free_, skip_ = 0;
  std::vector<bool> known_;
  std::vector<std::size_t> before_;
};

/// The smallest flow still shown in the row or column of a hidden one; else anywhere.
std::optional<std::size_t> next_to_hide(const std::vector<double>& persons,
                                        const std::vector<bool>& shown, std::size_t places,
                                        std::size_t i, std::size_t j) {
  std::optional<std::size_t> near, anywhere;
  for (std::size_t cell = 0; cell < persons.size(); ++cell) {
    if (!shown[cell]) continue;
    const bool beside = cell / places == i || cell % places == j;
    std::optional<std::size_t>& best = beside ? near : anywhere;
    if (!best || persons[cell] < persons[*best]) best = cell;
  }
  return near ? near : anywhere;
}

/// Hides flows until the few who went from i to j cannot be told; whether any were.
bool protect(const std::vector<double>& persons, std::vector<bool>& shown, std::size_t places,
             double smallest) {
  bool changed = false;
  Circles circles(persons, shown, places, smallest);
  for (std::size_t cell = 0; cell < persons.size(); ++cell) {
    const std::size_t i = cell / places, j = cell % places;
    if (i == j || may_be_shown(persons[cell], smallest)) continue;
    while (circles.room(i, j, smallest) + kNobody < smallest) {
      const auto more = next_to_hide(persons, shown, places, i, j);
      if (!more) break;  // nothing is shown
      shown[*more] = false;
      changed = true;
    }
  }
  return changed;
}

}  // namespace

std::vector<bool> shown_flows(std::span<const std::vector<double>> scenarios, std::size_t places,
                              double smallest, std::span<const std::uint8_t> withheld) {
  std::vector<bool> shown(places * places, true);
  for (std::size_t cell = 0; cell < shown.size() && !withheld.empty(); ++cell) {
    if (withheld[cell % places] != 0) shown[cell] = false;
  }
  for (const std::vector<double>& persons : scenarios) {
    for (std::size_t cell = 0; cell < persons.size(); ++cell) {
      const bool inside = cell / places == cell % places;
      if (inside || !may_be_shown(persons[cell], smallest)) shown[cell] = false;
    }
  }
  for (std::size_t cell = 0; cell < shown.size(); ++cell) {
    if (std::ranges::all_of(scenarios, [&](const auto& persons) { return persons[cell] <= 0; })) {
      shown[cell] = false;
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::vector<double>& persons : scenarios) {
      changed = protect(persons, shown, places, smallest) || changed;
    }
  }
  return shown;
}

}  // namespace ravenstein::models
