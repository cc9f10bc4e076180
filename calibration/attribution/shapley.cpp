// SPDX-License-Identifier: Apache-2.0
#include "calibration/attribution/shapley.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>

#include "engine/random/philox.hpp"

namespace ravenstein::calibration {
namespace {

Coalition bit(std::size_t player) { return Coalition{1} << player; }

/// Outcomes by coalition, each asked for once.
class Known {
 public:
  explicit Known(const CoalitionOutcomes& ask) : ask_(ask) {}
  const std::vector<double>& of(Coalition coalition) {
    const auto found = known_.find(coalition);
    if (found != known_.end()) return found->second;
    std::vector<double> outcomes = ask_(coalition);
    if (!known_.empty() && outcomes.size() != known_.begin()->second.size()) {
      throw std::logic_error("every coalition has the same outcomes");
    }
    return known_.emplace(coalition, std::move(outcomes)).first->second;
  }
  std::size_t size() const { return known_.size(); }

 private:
  const CoalitionOutcomes& ask_;
  std::map<Coalition, std::vector<double>> known_;
};

void add_difference(std::vector<double>& sum, std::size_t player, double weight,
                    const std::vector<double>& with, const std::vector<double>& without) {
  for (std::size_t o = 0; o < with.size(); ++o) {
    sum[player * with.size() + o] += weight * (with[o] - without[o]);
  }
}

/// What does not depend on how orders are chosen.
Shapley start(std::size_t players, Known& known) {
  const Coalition everybody = bit(players) - 1;
  Shapley result;
  result.players = players;
  result.all_off = known.of(0);
  result.all_on = known.of(everybody);
  result.outcomes = result.all_on.size();
  result.share.assign(players * result.outcomes, 0.0);
  result.alone = result.without = result.share;
  for (std::size_t k = 0; k < players; ++k) {
    add_difference(result.alone, k, 1, known.of(bit(k)), result.all_off);
    add_difference(result.without, k, 1, result.all_on, known.of(everybody & ~bit(k)));
  }
  return result;
}

void require_players(std::size_t players, std::size_t most) {
  if (players < 1 || players > most) throw std::invalid_argument("too many players, or none");
}

/// Fisher and Yates; the numbers belong to the order's pair alone.
std::vector<std::size_t> draw_order(std::size_t players, std::uint64_t seed, int pair) {
  // No run of an ensemble has this member: its parameters are not drawn from here.
  const DrawKey key{seed, std::numeric_limits<std::uint32_t>::max()};
  Stream stream(key, Purpose::parameter, static_cast<std::uint32_t>(pair), 0);
  std::vector<std::size_t> order(players);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = players; left > 1; --left) {
    const auto chosen = static_cast<std::size_t>(stream.uniform() * static_cast<double>(left));
    std::swap(order[left - 1], order[std::min(chosen, left - 1)]);
  }
  return order;
}

void add_order(const std::vector<std::size_t>& order, Known& known, std::vector<double>& share) {
  Coalition on = 0;
  for (const std::size_t player : order) {
    add_difference(share, player, 0.5, known.of(on | bit(player)), known.of(on));
    on |= bit(player);
  }
}

}  // namespace

Shapley shapley_exact(std::size_t players, const CoalitionOutcomes& outcomes) {
  require_players(players, 20);
  Known known(outcomes);
  Shapley result = start(players, known);
  std::vector<double> weight(players, 1.0 / static_cast<double>(players));  // by |S|
  for (std::size_t s = 1; s < players; ++s) {
    weight[s] = weight[s - 1] * static_cast<double>(s) / static_cast<double>(players - s);
  }
  for (Coalition on = 0; on < bit(players); ++on) {
    const auto size = static_cast<std::size_t>(std::popcount(on));
    for (std::size_t k = 0; k < players; ++k) {
      if ((on & bit(k)) != 0) continue;
      add_difference(result.share, k, weight[size], known.of(on | bit(k)), known.of(on));
    }
  }
  result.coalitions = known.size();
  return result;
}

Shapley shapley_sampled(std::size_t players, const CoalitionOutcomes& outcomes, int pairs,
                        std::uint64_t seed) {
  require_players(players, 63);
  if (pairs < 2) throw std::invalid_argument("at least two pairs of orders");
  Known known(outcomes);
  Shapley result = start(players, known);
  std::vector<double> squares(result.share.size(), 0.0);
  for (int pair = 0; pair < pairs; ++pair) {
    std::vector<std::size_t> order = draw_order(players, seed, pair);
    std::vector<double> share(result.share.size(), 0.0);
    add_order(order, known, share);
    std::reverse(order.begin(), order.end());
    add_order(order, known, share);
    for (std::size_t cell = 0; cell < share.size(); ++cell) {  // Welford 1962
      const double before = share[cell] - result.share[cell];
      result.share[cell] += before / (pair + 1);
      squares[cell] += before * (share[cell] - result.share[cell]);
    }
  }
  for (const double square : squares) {
    result.sampling_error.push_back(std::sqrt(square / (pairs - 1) / pairs));
  }
  result.coalitions = known.size();
  return result;
}

std::size_t most_coalitions(std::size_t players, int pairs) {
  const std::size_t drawn = 2 + 2 * players + 2 * static_cast<std::size_t>(pairs) * (players - 1);
  return players < 20 ? std::min(drawn, std::size_t{1} << players) : drawn;
}

}  // namespace ravenstein::calibration
