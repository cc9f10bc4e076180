// SPDX-License-Identifier: Apache-2.0
#include "somalia_destinations_page.hpp"

#include <fmt/format.h>

#include <iostream>

#include "../calibration/somalia_destinations.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

namespace {

constexpr std::string_view kIntroduction = R"(
## Somalia: where they go

Shares of destinations given how many leave a place in a month, cause by cause, as the simulation
moves its people (expected flows): corridors of the register remembered with a half-life of 2 months
and drawn by 100 persons towards gravity (distance, urban people, a constant for staying), which is
fitted at each origin. CPC: the common part of forecast and counted flows, by month, from and to; 1
is perfect. *All / between*: with and without those who stay in their own region or district.
*Rivals*: gravity alone; shares of all months known; memory with a half-life of 12, 3 or 2 months,
without gravity. *Reference*: as above, no worse than by 2 %. Rivals agree with the printed ones to
the digit, but for gravity alone: that of the reference (.696/.670, .592/.274, .942/.207 by region)
also knows neighbours and earlier arrivals, and its form is not told in full.
)";

std::string cell(const DestinationScores& found) {
  return fmt::format(" {:.3f} / {:.3f} |", found.all, found.off_diagonal);
}

std::string table(const SomaliPanel& panel, bool by_district, bool one_step) {
  const std::vector<Origin> origins = one_step ? one_step_origins_2018() : scenario_origins_2018();
  std::string text =
      "| cause | gravity | all months | 12 months | 3 months | 2 months | ours: all / between |";
  text += one_step ? " reference |\n|---|---|---|---|---|---|---|---|\n"
                   : "\n|---|---|---|---|---|---|---|\n";
  for (const DestinationFigures& figures :
       by_district ? kDistrictDestinations : kRegionDestinations) {
    std::cerr << "validation: Somalia, destinations of " << figures.cause << std::endl;
    const SomaliDestinations of(by_district ? panel.districts : panel.regions,
                                by_district ? panel.register_by_district : panel.register_by_region,
                                figures.cause);
    const auto score = [&](const ShareForecaster& forecaster) {
      return destination_scores(origins, of.flows, forecaster);
    };
    text +=
        fmt::format("| {} |", figures.cause) + cell(score(gravity_shares(of.flows, of.gravity)));
    for (const double half_life_months : {kNeverForgets, 12.0, 3.0, 2.0}) {
      text += cell(score(memory_shares(of.flows, half_life_months)));
    }
    const DestinationScores ours = score(engine_shares(of.engine()));
    text += fmt::format(" **{:.3f} / {:.3f}** |", ours.all, ours.off_diagonal);
    text += one_step ? cell(figures.best) + "\n" : "\n";
  }
  return text;
}

}  // namespace

std::string somali_destinations_page(const SomaliPanel& panel) {
  std::string text(kIntroduction);
  text += "\n**18 regions, one month ahead**\n\n" + table(panel, false, true);
  text += "\n**74 districts, one month ahead**\n\n" + table(panel, true, true);
  text +=
      "\n**18 regions, twelve months ahead** (memory frozen for rivals; ours remembers the "
      "flows of the run itself; there is no reference)\n\n" +
      table(panel, false, false);
  text += R"(
**Where we lose.** Between districts, memory of 2 months without gravity beats ours for conflict and
drought, in conflict over all cells, too; between regions also for conflict twelve months ahead. For
floods gravity alone is as good, but for those who leave their region. Half-lives of 2 months are the
best, or nearly so, twelve months ahead as well.

How many leave is scored by region only: the reference prints neither fits nor figures for districts.
)";
  return text;
}
