// SPDX-License-Identifier: Apache-2.0
// The laws of spatial interaction behind one name each: from zones' masses and costs to the weights
// of an origin's row, by the functions of the files beside this one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/row_blocks.hpp"
#include "models/movement/deterrence.hpp"

namespace ravenstein::models {

enum class LawKind : std::uint8_t {
  gravity,
  competing_destinations,
  radiation,
  finite_radiation,
  extended_radiation,
  schneider,
  population_weighted,
  rank,
  uniform_selection,
  uniform
};

/// One law with its parameters. Rows are multiplied by m_i^origin_exponent, after division by their
/// sum if `normalised`: what is left to a total or attraction constraint of how much origins send.
struct Law {
  LawKind kind = LawKind::gravity;
  Deterrence deterrence;            ///< gravity, competing destinations
  double parameter = 1;             ///< Schneider's L, the exponent of extended radiation or rank,
                                    ///< delta of competing destinations
  double origin_exponent = 1;       ///< of m_i
  double destination_exponent = 1;  ///< of m_j: gravity, competing destinations
  bool normalised = false;
};

/// The zones, which are origins and destinations. Spans must outlive what is made of them.
struct LawInputs {
  std::size_t zones = 0;
  RowSource cost;  ///< >= 0; infinite where no way leads; row i is from origin i
  std::span<const double> origin_mass;
  std::span<const double> destination_mass;
  bool intrazonal = false;  ///< false: the diagonal has no weight
  /// s_ij, and for population-weighted s_ji (a row runs over j); computed from costs if not given.
  RowSource opportunities;
};

std::string_view name_of(LawKind kind);
std::span<const LawKind> law_kinds();
/// `parameter` above is one of this law's.
bool has_parameter(LawKind kind);
bool needs_opportunities(LawKind kind);
bool has_deterrence(LawKind kind);

/// The weights, row by row; 0 where the cost is not finite. Laws that need intervening
/// opportunities sort each row when it is asked for, unless `inputs.opportunities` holds them.
RowSource law_rows(const Law& law, const LawInputs& inputs);

/// s_ij of all rows.
RowSource opportunity_rows(const LawInputs& inputs);
/// Computes all rows once and keeps them: zones x zones numbers.
RowSource kept(std::size_t rows, std::size_t columns, const RowSource& source);
/// Likewise, rows and columns exchanged.
RowSource kept_transposed(std::size_t zones, const RowSource& source);

}  // namespace ravenstein::models
