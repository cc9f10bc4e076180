// SPDX-License-Identifier: Apache-2.0
#include "grids.hpp"

#include <fmt/format.h>

#include <iostream>

#include "../calibration/grid_data.hpp"

using namespace ravenstein::calibration;

namespace {

constexpr std::string_view kIntroduction = R"(
## Gridded population: where growth goes

Two American states in cells of 1 km (US Census as population_gravity publishes it), a decade ahead,
the state's total given. Error: the sum over cells of |people projected - people counted|. *Persistence*:
nothing changes. *Proportional*: all cells change by the same factor. Neither needs a parameter.
*Gravity*: the published model, alpha and beta fitted to the very decade; the *reference* is
population_gravity's own calibration of it. *Elasticity*: ours, P2 in proportion to P1 v^e, one
parameter more.

**In sample**

| case | persistence | proportional | reference | gravity | elasticity |
|---|---|---|---|---|---|
)";

constexpr std::string_view kTransfers = R"(
**Out of sample**: fitted to one state and decade, judged in another. A model wins if it is below both
persistence and proportional change.

| fitted to | judged in | persistence | proportional | gravity | elasticity | alpha, beta, e | below both |
|---|---|---|---|---|---|---|---|
)";

constexpr std::string_view kVerdict = R"(
Elasticity was chosen among five forms (mixtures of gravity with proportional change, powers of a
cell's own people and of the potential, exchange with the surroundings) with these transfers in view,
so its figures out of sample are, if anything, too good.
)";

struct Named {
  std::string name;
  GridCase observed;
  double
      reference;  ///< reference/spatial-interaction.md section 5: population_gravity's calibration
};

std::string in_sample_row(const Named& one) {
  std::cerr << "validation: grids, " << one.name << std::endl;
  const GridFit gravity = fit_grid(one.observed, GridModel::gravity);
  const GridFit elasticity = fit_grid(one.observed, GridModel::elasticity);
  return fmt::format("| {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} | {:.0f} |\n", one.name,
                     persistence_error(one.observed), proportional_error(one.observed),
                     one.reference, gravity.total_absolute_error, elasticity.total_absolute_error);
}

std::string transfer_row(const Named& from, const Named& to, int& wins) {
  const auto error = [&](const GridFit& fit) {
    return total_absolute_error(to.observed, fit.coefficients);
  };
  const GridFit elasticity = fit_grid(from.observed, GridModel::elasticity);
  const double bar = std::min(persistence_error(to.observed), proportional_error(to.observed));
  const double gravity = error(fit_grid(from.observed, GridModel::gravity));
  const bool win = error(elasticity) < bar;
  wins += win ? 1 : 0;
  const auto& c = elasticity.coefficients;
  return fmt::format(
      "| {} | {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} | {:.3g}, {:.3g}, {:.3g} | {} |\n", from.name,
      to.name, persistence_error(to.observed), proportional_error(to.observed), gravity,
      error(elasticity), c.kernel.alpha, c.kernel.beta_per_km, c.elasticity,
      win ? "elasticity" : (gravity < bar ? "gravity" : "neither"));
}

}  // namespace

std::string grids_page() {
  if (!grids_are_there()) return {};
  GridState island = rhode_island(), columbia = district_of_columbia();
  const Named rural{"Rhode Island, rural, 2000-10", island.between("rural", 2000, 2010), 33572};
  const Named urban{"Rhode Island, urban, 2000-10", island.between("urban", 2000, 2010), 104690};
  const Named recent{"District of Columbia, urban, 2000-10", columbia.between("urban", 2000, 2010),
                     48863};
  const Named early{"District of Columbia, urban, 1990-2000", columbia.between("urban", 1990, 2000),
                    55287};
  std::string text(kIntroduction);
  for (const Named* one : {&rural, &urban, &recent, &early}) text += in_sample_row(*one);
  text += kTransfers;
  int wins = 0;
  text += transfer_row(urban, recent, wins);
  text += transfer_row(recent, urban, wins);
  text += transfer_row(early, recent, wins);
  text +=
      fmt::format("\nElasticity is below both in {} of 3 transfers: {}.\n", wins,
                  wins >= 2 ? "a win" : "no win; persistence or proportional change is as good");
  return text + std::string(kVerdict);
}
