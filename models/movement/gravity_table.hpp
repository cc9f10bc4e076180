// SPDX-License-Identifier: Apache-2.0
// Gravity with an intra-zonal constant,
//
//   q_ij ~ exp(intra [i = j] + adjacency [i next to j]) (u_j + 1000)^gamma f(d_ij),
//
// f(d) = d^-beta e^(-delta d) (Tanner 1961; a power for delta = 0, an exponential for beta = 0).
// Kept as sparse rows: shares below the least that can matter are not stored, but can be asked for.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/world/zone.hpp"

namespace ravenstein::models {

struct GravityForm {
  double intra = 0;
  double distance_exponent = 2;
  double mass_exponent = 1;
  double adjacency = 0;
  double distance_decay_per_km = 0;
};

class GravityTable {
 public:
  /// `mass` in persons by zone.
  GravityTable(const GravityForm& form, std::span<const double> mass);

  /// The next origin's row: distances to all zones (0 or infinite to another: nobody goes there),
  /// and which are next to it (1, else 0). Shares below `least` are not stored.
  void add_row(std::span<const double> km, std::span<const double> next_to, double least);

  std::size_t size() const { return log_mass_.size(); }
  /// Stored destinations of an origin, ascending, and their shares. Rows sum to one, but for what
  /// is not stored; nowhere to go: empty.
  std::span<const ZoneIndex> to(ZoneIndex from) const { return row(to_, from); }
  std::span<const double> share(ZoneIndex from) const { return row(share_, from); }
  /// q of any pair.
  double share(ZoneIndex from, ZoneIndex to, double km, bool next_to) const;

 private:
  template <class T>
  std::span<const T> row(const std::vector<T>& values, ZoneIndex from) const {
    return std::span(values).subspan(begin_[from], begin_[from + 1] - begin_[from]);
  }
  double pull(bool same, ZoneIndex to, double km, bool next_to) const;

  GravityForm form_;
  std::vector<double> log_mass_;  ///< gamma ln(u + 1000)
  std::vector<std::size_t> begin_{0};
  std::vector<ZoneIndex> to_;
  std::vector<double> share_;
  std::vector<double> sum_;   ///< of pulls, per row
  std::vector<double> pull_;  ///< of the row being added
};

}  // namespace ravenstein::models
