// SPDX-License-Identifier: Apache-2.0
// Observed flows between places and what is to explain them. Nothing is copied: spans must outlive
// what is made of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "models/movement/balancing.hpp"
#include "models/movement/deterrence.hpp"

namespace ravenstein::calibration {

/// A flow that nobody observed: tells nothing.
inline constexpr double kMissingFlow = std::numeric_limits<double>::quiet_NaN();
/// A flow withheld because it is small (redaction): it is known to be within 0..censored_at_most.
inline constexpr double kCensoredFlow = -1;

struct InteractionData {
  std::size_t origins = 0;
  std::size_t destinations = 0;
  /// origins x destinations, >= 0, kMissingFlow or kCensoredFlow.
  std::span<const double> flow;
  /// Likewise; infinite or NaN: no way leads there, the cell does not exist (a structural zero).
  std::span<const double> cost;
  /// Whether flows within a zone (the diagonal of a square matrix) are part of the model.
  bool intrazonal = false;
  double censored_at_most = 0;  ///< whole
  /// For messages only: codes of zones if origins are the destinations (else numbers from 1), and
  /// the files that flows, costs and terms stand in.
  std::span<const std::string> zone = {};
  std::string_view flow_file = {}, cost_file = {}, term_file = {};

  bool cell_exists(std::size_t i, std::size_t j) const;
};

/// Something that explains flows, as it enters ln E[T_ij] (so a mass as its logarithm).
struct Term {
  enum class Side : std::uint8_t { origin, destination, pair };
  std::string name;
  Side side = Side::destination;
  std::span<const double> value;  ///< per origin, destination or cell
};

/// Distribution of a flow around its mean. quasi_poisson: variance phi x mean, phi from the data;
/// negative_binomial: variance mean + alpha mean^2 (Cameron and Trivedi's NB2).
enum class Family : std::uint8_t { poisson, quasi_poisson, negative_binomial };
std::string_view name_of(Family family);

/// ln E[T_ij] = [constant] + [effect of i] + [effect of j] + terms + deterrence. The constraint
/// says which are there: total the constant, production those of origins, attraction those of
/// destinations, doubly both, unconstrained none. Maximum likelihood then reproduces these sums.
struct InteractionModel {
  models::Constraint constraint = models::Constraint::total;
  models::DeterrenceKind deterrence = models::DeterrenceKind::exponential;
  std::vector<Term> terms;
  Family family = Family::poisson;
};

bool has_origin_effects(models::Constraint constraint);
bool has_destination_effects(models::Constraint constraint);

/// Throws InputError (data), all problems together, if the data cannot be what they are said to
/// be or do not suit the model.
void check_interaction(const InteractionData& data, const InteractionModel& model);

}  // namespace ravenstein::calibration
