// SPDX-License-Identifier: Apache-2.0
// Tables that answer "where to?" for many origins in constant time: alias method (Walker 1977, "An
// efficient method for generating discrete random variables with general distributions", ACM TOMS
// 3), filled by one sweep with two pointers (the sequential form of Hübschle-Schneider and Sanders
// 2022, "Parallel weighted random sampling", ACM TOMS 48), after a branch-free split into light and
// heavy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/random/alias_view.hpp"
#include "engine/random/huge_pages.hpp"

namespace ravenstein {

/// Alias tables of many rows, over the sparse rows of a choice (row r: positions begin[r] to
/// begin[r+1] of the targets and weights).
class AliasTables {
 public:
  /// Takes over which targets each row has; all rows answer kNoTarget until they are rebuilt.
  /// Allocates only if there are more cells than ever before.
  void set_targets(std::span<const std::uint32_t> begin, std::span<const std::uint32_t> targets);

  /// Rebuilds the given rows, at the same time; `weights` run over all rows' targets. Rows whose
  /// weights are all zero answer kNoTarget. Allocates nothing. std::logic_error if a weight is
  /// negative, not a number or infinite.
  void rebuild(std::span<const std::uint32_t> rows, std::span<const double> weights);
  void rebuild_all(std::span<const double> weights);

  std::size_t rows() const { return weight_begin_.empty() ? 0 : weight_begin_.size() - 1; }
  AliasView view() const { return {cell_begin_.data(), cells_.data()}; }
  std::span<const AliasCell> cells(std::uint32_t row) const;

 private:
  void rebuild_row(std::uint32_t row, std::span<const double> weights);

  std::vector<std::uint32_t> weight_begin_;
  std::vector<std::uint32_t> cell_begin_;  // differs: an empty row has one cell, with kNoTarget
  std::vector<std::uint32_t> targets_;
  std::vector<AliasCell, HugePages<AliasCell>> cells_;
  std::vector<std::uint32_t> order_;  // scratch of rebuild, a row's part per row
};

}  // namespace ravenstein
