// SPDX-License-Identifier: Apache-2.0
#include "models/movement/interaction_law.hpp"

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "engine/core/row_math.hpp"
#include "models/movement/competing_destinations.hpp"
#include "models/movement/gravity.hpp"
#include "models/movement/opportunities.hpp"
#include "models/movement/population_weighted.hpp"
#include "models/movement/radiation.hpp"
#include "models/movement/rank.hpp"
#include "models/movement/schneider.hpp"
#include "models/movement/uniform.hpp"

namespace ravenstein::models {
namespace {

constexpr std::array<LawKind, 10> kLaws{LawKind::gravity,
                                        LawKind::competing_destinations,
                                        LawKind::radiation,
                                        LawKind::finite_radiation,
                                        LawKind::extended_radiation,
                                        LawKind::schneider,
                                        LawKind::population_weighted,
                                        LawKind::rank,
                                        LawKind::uniform_selection,
                                        LawKind::uniform};

/// Writes the bare weights of origin i.
using RowRule = std::function<void(std::size_t i, std::span<double> row)>;

RowRule gravity_rule(const Law& law, const LawInputs& inputs) {
  return [law, inputs](std::size_t i, std::span<double> row) {
    std::vector<double> cost(row.size());
    inputs.cost(i, cost);
    gravity_row({law.destination_exponent, law.deterrence}, inputs.destination_mass, cost, {}, row);
  };
}

RowRule competing_rule(const Law& law, const LawInputs& inputs) {
  auto near = std::make_shared<std::vector<double>>(inputs.zones);
  for_row_blocks(inputs.zones, [&](const RowBlock& block) {
    std::vector<double> cost(inputs.zones);
    for (std::size_t j = block.begin; j < block.end; ++j) {
      inputs.cost(j, cost);
      (*near)[j] = accessibility(j, law.deterrence, inputs.destination_mass, cost);
    }
  });
  // g(d_ji) is taken as g(d_ij): accessibility is a matter of places, whichever way one looks.
  return [law, inputs, near](std::size_t i, std::span<double> row) {
    std::vector<double> cost(row.size()), f(row.size());
    inputs.cost(i, cost);
    deterrence_row(law.deterrence, cost, f);
    gravity_row({law.destination_exponent, law.deterrence}, inputs.destination_mass, cost, {}, row);
    row[i] = 0;  // a zone does not compete with itself
    apply_competition(law.parameter, inputs.destination_mass[i], *near, f, row);
  };
}

RowRule opportunity_rule(const Law& law, const LawInputs& inputs) {
  const RowSource s = inputs.opportunities ? inputs.opportunities : opportunity_rows(inputs);
  const double total = sum_row(inputs.destination_mass);
  return [law, inputs, s, total](std::size_t i, std::span<double> row) {
    std::vector<double> between(row.size());
    s(i, between);
    const double own = inputs.origin_mass[i];
    const std::span<const double> mass = inputs.destination_mass;
    switch (law.kind) {
      case LawKind::radiation:
        return radiation_row(own, mass, between, row);
      case LawKind::finite_radiation:
        return finite_radiation_row(own, total, mass, between, row);
      case LawKind::extended_radiation:
        return extended_radiation_row(own, law.parameter, mass, between, row);
      case LawKind::population_weighted:
        return population_weighted_row(own, total, mass, between, row);
      default:
        return schneider_row(law.parameter, mass, between, row);
    }
  };
}

RowRule rank_rule(const Law& law, const LawInputs& inputs) {
  return [law, inputs](std::size_t i, std::span<double> row) {
    OpportunityScratch scratch;
    std::vector<double> cost(row.size());
    inputs.cost(i, cost);
    rank_row(i, law.parameter, cost, scratch, row);
  };
}

RowRule rule_of(const Law& law, const LawInputs& inputs) {
  switch (law.kind) {
    case LawKind::gravity:
      return gravity_rule(law, inputs);
    case LawKind::competing_destinations:
      return competing_rule(law, inputs);
    case LawKind::rank:
      return rank_rule(law, inputs);
    case LawKind::uniform:
      return [](std::size_t, std::span<double> row) { uniform_row(row); };
    case LawKind::uniform_selection:
      return
          [inputs, total = sum_row(inputs.destination_mass)](std::size_t i, std::span<double> row) {
            uniform_selection_row(inputs.origin_mass[i], total, inputs.destination_mass, row);
          };
    case LawKind::population_weighted:
      if (!inputs.opportunities) {
        LawInputs seen_from_destinations = inputs;
        seen_from_destinations.opportunities =
            kept_transposed(inputs.zones, opportunity_rows(inputs));
        return opportunity_rule(law, seen_from_destinations);
      }
      return opportunity_rule(law, inputs);
    default:
      return opportunity_rule(law, inputs);
  }
}

/// Laws of opportunities and of choices look at the order of costs at most, so they give weight to
/// pairs without a way too.
void close_where_no_way_leads(std::size_t i, const RowSource& cost_rows, std::span<double> row) {
  std::vector<double> cost(row.size());
  cost_rows(i, cost);
  for (std::size_t j = 0; j < row.size(); ++j) {
    if (!std::isfinite(cost[j])) row[j] = 0;
  }
}

}  // namespace

std::string_view name_of(LawKind kind) {
  constexpr std::array<std::string_view, 10> kNames{
      "gravity",   "competing-destinations", "radiation", "finite-radiation",  "extended-radiation",
      "schneider", "population-weighted",    "rank",      "uniform-selection", "uniform"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::span<const LawKind> law_kinds() { return kLaws; }

bool has_parameter(LawKind kind) {
  return kind == LawKind::schneider || kind == LawKind::extended_radiation ||
         kind == LawKind::rank || kind == LawKind::competing_destinations;
}

bool needs_opportunities(LawKind kind) {
  return kind == LawKind::radiation || kind == LawKind::finite_radiation ||
         kind == LawKind::extended_radiation || kind == LawKind::schneider ||
         kind == LawKind::population_weighted;
}

bool has_deterrence(LawKind kind) {
  return kind == LawKind::gravity || kind == LawKind::competing_destinations;
}

RowSource law_rows(const Law& law, const LawInputs& inputs) {
  return [rule = rule_of(law, inputs), law, inputs](std::size_t i, std::span<double> row) {
    rule(i, row);
    if (!inputs.intrazonal) row[i] = 0;
    if (!has_deterrence(law.kind)) close_where_no_way_leads(i, inputs.cost, row);
    if (law.normalised) normalise_row(row);
    if (law.origin_exponent != 0) {
      const double mass = inputs.origin_mass[i];
      scale_row(mass > 0 ? std::pow(mass, law.origin_exponent) : 0, row);
    }
  };
}

RowSource opportunity_rows(const LawInputs& inputs) {
  return [inputs](std::size_t i, std::span<double> row) {
    OpportunityScratch scratch;
    std::vector<double> cost(row.size());
    inputs.cost(i, cost);
    opportunities_row(i, cost, inputs.destination_mass, scratch, row);
  };
}

RowSource kept(std::size_t rows, std::size_t columns, const RowSource& source) {
  auto matrix = std::make_shared<std::vector<double>>(rows * columns);
  for_row_blocks(rows, [&](const RowBlock& block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      source(i, std::span(*matrix).subspan(i * columns, columns));
    }
  });
  return [matrix, columns](std::size_t i, std::span<double> row) {
    const double* from = matrix->data() + i * columns;
    std::copy(from, from + columns, row.begin());
  };
}

RowSource kept_transposed(std::size_t zones, const RowSource& source) {
  auto matrix = std::make_shared<std::vector<double>>(zones * zones);
  for_row_blocks(zones, [&](const RowBlock& block) {
    std::vector<double> row(zones);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      source(i, row);
      for (std::size_t j = 0; j < zones; ++j) (*matrix)[j * zones + i] = row[j];
    }
  });
  return [matrix, zones](std::size_t i, std::span<double> row) {
    const double* from = matrix->data() + i * zones;
    std::copy(from, from + zones, row.begin());
  };
}

}  // namespace ravenstein::models
