// SPDX-License-Identifier: Apache-2.0
#include "somalia.hpp"

#include <fmt/format.h>

#include <iostream>

#include "../calibration/somalia_engine.hpp"
#include "calibration/hindcast/combination.hpp"
#include "calibration/hindcast/naive.hpp"
#include "somalia_destinations_page.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

namespace {

constexpr std::string_view kIntroduction = R"(
## Somalia: how many people leave, by region, month and cause

Movements counted by the PRMN register, 18 regions, forecast by the model `drivers` in the simulation
(cohorts, monthly steps, 1,000 members). WAPE: sum |median - counted| / sum counted; a forecast of
nobody scores 1. CRPS as a share of the mean. *Rivals* need no model: the last month, the means of 3
and 12 months and the median of 12 months of the region. *Cover* is the share of what was counted
within the 90 % interval (ties at zero spread), of cells and of twelve-month sums of a region.
*Reference*: the best figures of an independent selection on this very window, which ours must not
miss by more than 2 %: the terms were chosen here, so this is no blind test.

**Recalibrated.** A fit spreads its errors evenly over the past: the drought of 2017 made the
intervals of quiet years too wide (95.6 % of cells within 90 %, 96.7 % in scenarios), and floods
came to places where the fit gave them no chance (84.8 %). So at each origin the chance of an
episode and the spread of its size are set right by how forecasts made before that origin went,
weights halved after a year (calibration/hindcast/recalibration.hpp). *Before* is the cover without it. Nothing is estimated on
the months that are scored. But three things were chosen with this table in view: to measure errors
against the fit's spread without the uncertainty of its coefficients; to let zones that share a
month's shock count for fewer; and not to draw the recalibration itself anew per member.
)";

struct Rivals {
  double last, mean3, mean12, median12;
};

Rivals rivals_of(const MonthlySeries& displaced, const std::vector<Origin>& origins) {
  const auto wape = [&](int months, Trailing statistic) {
    return scores(hindcast(origins, displaced, trailing_forecast(displaced, months, statistic)))
        .wape;
  };
  return {wape(1, Trailing::mean), wape(3, Trailing::mean), wape(12, Trailing::mean),
          wape(12, Trailing::median)};
}

std::string start_of_row(const char* cause, const Rivals& rivals) {
  return fmt::format("| {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | ", cause, rivals.last,
                     rivals.mean3, rivals.mean12, rivals.median12);
}

/// With and without recalibration.
struct Ours {
  std::vector<HindcastCell> cells, before;
};

Ours ours_of(EngineForecast setup, const std::vector<Origin>& origins) {
  std::cerr << "validation: Somalia, " << setup.cause << std::endl;
  Ours ours;
  ours.cells = hindcast(origins, *setup.fit.displaced, engine_forecaster(setup));
  setup.recalibrate = false;
  ours.before = hindcast(origins, *setup.fit.displaced, engine_forecaster(setup));
  return ours;
}

/// WAPE of all causes' cells together.
std::string total_row(const SomaliPanel& panel, const std::vector<HindcastCell>& ours) {
  const std::vector<Origin> origins = one_step_origins_2018();
  const auto wape = [&](int months, Trailing statistic) {
    std::vector<HindcastCell> all;
    for (const std::string& cause : kSomaliCauses) {
      const MonthlySeries& y = panel.displaced.at(cause);
      const auto cells = hindcast(origins, y, trailing_forecast(y, months, statistic));
      all.insert(all.end(), cells.begin(), cells.end());
    }
    return scores(all).wape;
  };
  return start_of_row("all", {wape(1, Trailing::mean), wape(3, Trailing::mean),
                              wape(12, Trailing::mean), wape(12, Trailing::median)}) +
         fmt::format("**{:.3f}** | | {:.3f} / | | |\n", scores(ours).wape, kOneStepTotal);
}

std::string one_step_rows(const SomaliPanel& panel, const Scenario& scenario) {
  std::string text =
      "| cause | last | 3 months | 12 months | median of 12 | ours: WAPE | CRPS | reference | "
      "cover, cells | before |\n|---|---|---|---|---|---|---|---|---|---|\n";
  std::vector<HindcastCell> all;
  for (const SomaliCase& one : one_step_cases()) {
    EngineForecast setup = setup_of(panel, scenario, one);
    setup.members = 1000;
    const Ours ours = ours_of(setup, one_step_origins_2018());
    const HindcastScores found = scores(ours.cells);
    text += start_of_row(one.cause, rivals_of(*setup.fit.displaced, one_step_origins_2018())) +
            fmt::format("**{:.3f}** | {:.3f} | {:.3f} / {:.3f} | {:.1f} % | {:.1f} % |\n",
                        found.wape, found.crps, one.wape, one.crps, 100 * found.spread90,
                        100 * scores(ours.before).spread90);
    all.insert(all.end(), ours.cells.begin(), ours.cells.end());
  }
  return text + total_row(panel, all);
}

std::string scenario_rows(const SomaliPanel& panel, const Scenario& scenario) {
  std::string text =
      "| cause | last | 3 months | 12 months | median of 12 | ours: WAPE | CRPS | reference | "
      "drawn to the median | cover, cells | before | cover, sums | before |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  const std::vector<Origin> origins = scenario_origins_2018();
  for (const SomaliCase& one : scenario_cases()) {
    EngineForecast setup = setup_of(panel, scenario, one);
    setup.members = 1000;
    setup.draw_parameters = true;
    const MonthlySeries& displaced = *setup.fit.displaced;
    const Ours ours = ours_of(setup, origins);
    const HindcastScores found = scores(ours.cells);
    const auto drawn = hindcast(
        origins, displaced,
        drawn_towards(engine_forecaster(setup), trailing_forecast(displaced, 12, Trailing::median),
                      displaced, earlier_scenario_origins(setup.fit)));
    const auto sums = [](const std::vector<HindcastCell>& cells) {
      return 100 * scores(period_totals(cells)).spread90;
    };
    text +=
        start_of_row(one.cause, rivals_of(displaced, origins)) +
        fmt::format(
            "**{:.3f}** | {:.3f} | {:.3f} / {:.3f} | {:.3f} | {:.1f} % | {:.1f} % | "
            "{:.1f} % | {:.1f} % |\n",
            found.wape, found.crps, one.wape, one.crps, scores(drawn).wape, 100 * found.spread90,
            100 * scores(ours.before).spread90, sums(ours.cells), sums(ours.before));
  }
  return text;
}

constexpr std::string_view kWhereWeLose = R"(
*Drawn to the median*: w x our median + (1 - w) x the frozen median of twelve months, w the tenth
that would have been best in forecasts of twelve months made every quarter before the origin, as far
as their months were over.

**Where we lose.** Twelve months ahead our own median for conflict does not beat the frozen median
of twelve months; drawn towards it, it does. Floods are hardly better forecast than by saying that
nobody leaves, in both modes. Twelve-month sums of floods are covered too seldom, and
recalibration, which helps their cells, makes that worse: in 2020 floods displaced more people in 6
of 18 regions than the 95 % quantile of the forecast, and after the floods of spring 2018 the chance
of the next twelve months was set too high.
)";

}  // namespace

std::string somalia_page() {
  const auto panel = somali_panel();
  if (!panel) return {};
  const Scenario scenario = scenario_of(*panel);
  std::string text(kIntroduction);
  text +=
      "\n**One month ahead** (what happened is known up to the month before; refit every three "
      "months; 2018-01..2020-12)\n\n";
  text += one_step_rows(*panel, scenario);
  text +=
      "\n**Twelve months ahead** (drivers known, displacement not; five origins; each member "
      "its own parameters; rivals frozen)\n\n";
  text += scenario_rows(*panel, scenario);
  text += kWhereWeLose;
  return text + somali_destinations_page(*panel);
}
