// SPDX-License-Identifier: Apache-2.0
// The least and the most a number can be, given linear equations between numbers that are not
// negative: the simplex method on a dense table, with Bland's rule (Bland 1977).
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ravenstein::testing {

class Polytope {
 public:
  explicit Polytope(std::size_t unknowns) : unknowns_(unknowns) {}

  using Terms = std::vector<std::pair<std::size_t, double>>;
  void equal(const Terms& terms, double value) {
    std::vector<double> row(unknowns_);
    for (const auto& [unknown, factor] : terms) row[unknown] += factor;
    if (value < 0) {
      for (double& factor : row) factor = -factor;
      value = -value;
    }
    rows_.push_back(std::move(row));
    values_.push_back(value);
  }

  /// Least and most of one unknown. std::logic_error if the equations contradict each other.
  std::pair<double, double> bounds(std::size_t unknown) {
    if (!ready_) find_corner();
    return {-best(unknown, -1), best(unknown, 1)};
  }

 private:
  static constexpr double kZero = 1e-9;

  void pivot(std::size_t r, std::size_t c) {
    std::vector<double>& row = rows_[r];
    const double factor = 1 / row[c];
    for (double& value : row) value *= factor;
    values_[r] *= factor;
    for (std::size_t other = 0; other < rows_.size(); ++other) {
      const double times = rows_[other][c];
      if (other == r || times == 0) continue;
      for (std::size_t k = 0; k < row.size(); ++k) rows_[other][k] -= times * row[k];
      values_[other] -= times * values_[r];
      rows_[other][c] = 0;
    }
    basis_[r] = c;
  }

  /// Raises objective . x to its most, which may be infinite; `usable`: columns that may enter.
  double raise(const std::vector<double>& objective, std::size_t usable) {
    for (;;) {
      std::size_t enter = usable;
      for (std::size_t c = 0; c < usable && enter == usable; ++c) {
        double gain = objective[c];
        for (std::size_t r = 0; r < rows_.size(); ++r) gain -= objective[basis_[r]] * rows_[r][c];
        if (gain > kZero) enter = c;
      }
      if (enter == usable) break;
      std::size_t leave = rows_.size();
      double least = std::numeric_limits<double>::infinity();
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        if (rows_[r][enter] <= kZero) continue;
        const double ratio = values_[r] / rows_[r][enter];
        const bool tie = std::abs(ratio - least) <= kZero;
        if ((!tie && ratio < least) || (tie && basis_[r] < basis_[leave])) {
          least = std::min(least, ratio);
          leave = r;
        }
      }
      if (leave == rows_.size()) return std::numeric_limits<double>::infinity();
      pivot(leave, enter);
    }
    double value = 0;
    for (std::size_t r = 0; r < rows_.size(); ++r) value += objective[basis_[r]] * values_[r];
    return value;
  }

  /// A corner of the polytope: unknowns added to each equation are driven to zero.
  void find_corner() {
    const std::size_t count = rows_.size();
    std::vector<double> objective(unknowns_ + count);
    for (std::size_t r = 0; r < count; ++r) {
      rows_[r].resize(unknowns_ + count);
      rows_[r][unknowns_ + r] = 1;
      objective[unknowns_ + r] = -1;
      basis_.push_back(unknowns_ + r);
    }
    if (raise(objective, unknowns_) < -1e-6) throw std::logic_error("equations contradict");
    for (std::size_t r = rows_.size(); r-- > 0;) {
      if (basis_[r] < unknowns_) continue;
      std::size_t c = 0;
      while (c < unknowns_ && std::abs(rows_[r][c]) <= kZero) ++c;
      if (c < unknowns_) {
        pivot(r, c);
        continue;
      }
      const auto at = static_cast<std::ptrdiff_t>(r);  // says nothing new
      rows_.erase(rows_.begin() + at);
      values_.erase(values_.begin() + at);
      basis_.erase(basis_.begin() + at);
    }
    for (auto& row : rows_) row.resize(unknowns_);
    ready_ = true;
  }

  double best(std::size_t unknown, double sign) {
    std::vector<double> objective(unknowns_);
    objective[unknown] = sign;
    return raise(objective, unknowns_);
  }

  std::size_t unknowns_;
  std::vector<std::vector<double>> rows_;
  std::vector<double> values_;
  std::vector<std::size_t> basis_;
  bool ready_ = false;
};

}  // namespace ravenstein::testing
