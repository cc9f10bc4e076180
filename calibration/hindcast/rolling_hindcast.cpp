// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/rolling_hindcast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "calibration/hindcast/combination.hpp"
#include "calibration/hindcast/departure_inputs.hpp"
#include "calibration/hindcast/naive.hpp"
#include "calibration/hindcast/zone_blocks.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

using Cells = std::vector<HindcastCell>;

struct Rival {
  const char* name;
  int months;
  Trailing statistic;
};
constexpr Rival kRivals[] = {{"last month", 1, Trailing::mean},
                             {"mean of 3", 3, Trailing::mean},
                             {"mean of 12", 12, Trailing::mean},
                             {"median of 12", 12, Trailing::median}};
constexpr std::size_t kStrongest = 3;  ///< shown by year

/// Cells of all causes, for what is said of them together, and of the strongest rival.
struct Pooled {
  std::vector<Cells> rivals = std::vector<Cells>(std::size(kRivals));
  Cells ours;
};

void append(Cells& to, const Cells& from) { to.insert(to.end(), from.begin(), from.end()); }

/// Medians and samples of cells as one list, and back.
std::vector<double> flattened(const std::vector<CellForecast>& cells) {
  std::vector<double> values;
  for (const CellForecast& cell : cells) {
    values.push_back(cell.median);
    values.push_back(static_cast<double>(cell.sample.size()));
    values.insert(values.end(), cell.sample.begin(), cell.sample.end());
  }
  return values;
}

std::vector<CellForecast> cells_of(const std::vector<double>& values) {
  std::vector<CellForecast> cells;
  for (std::size_t at = 0; at + 1 < values.size();) {
    CellForecast& cell = cells.emplace_back();
    cell.median = values[at];
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(at) + 2;
    const auto size = static_cast<std::ptrdiff_t>(values[at + 1]);
    cell.sample.assign(first, first + size);
    at += 2 + static_cast<std::size_t>(size);
  }
  return cells;
}

std::string text_of(const Origin& origin) {
  return fmt::format("{} {} {} {}", origin.fit_end, origin.first_month, origin.months,
                     origin.one_step);
}

/// A forecaster that asks before each origin whether to go on, and makes nothing twice.
Forecaster keeping(Forecaster forecaster, const std::string& of, const RollingHindcast& hindcast) {
  return [forecaster = std::move(forecaster), of, &hindcast](const Origin& origin) {
    if (hindcast.go_on && !hindcast.go_on()) throw Interrupted();
    return cells_of(kept(hindcast.keeper, of + '\n' + text_of(origin),
                         [&] { return flattened(forecaster(origin)); }));
  };
}

/// 1 - WAPE / that of the best rival.
double skill_of(double ours, std::span<const double> rivals) {
  return 1 - ours / *std::ranges::min_element(rivals);
}

class DepartureTables {
 public:
  DepartureTables(const RollingHindcast& hindcast, const DepartureHindcast& of)
      : hindcast_(hindcast), of_(of), inputs_(hindcast.scenario, hindcast.fit_from) {
    by_cause_.name = "How many leave: " + of.name;
    by_cause_.caption = fmt::format(
        "WAPE: sum |median - counted| / sum counted; a forecast of nobody scores 1. Skill: 1 - "
        "WAPE / that of the best no-skill forecast. CRPS as a share of the mean. In 50 %, in 90 %: "
        "share of what was counted within the interval (ties at zero spread); sums: of all months "
        "of an origin and zone. {} members.{}{}",
        hindcast.members,
        of.zone_blocks > 1
            ? fmt::format(" Blocked by zone: fits have not seen the zones they forecast ({} "
                          "groups).",
                          of.zone_blocks)
            : "",
        of.zone_blocks > 1 && of.towards_median
            ? " Drawn to the median: the weight is one for all zones, found from all of them, so "
              "it has seen the zones forecast."
            : "");
    by_cause_.row_head = "cause";
    for (const Rival& rival : kRivals) by_cause_.columns.emplace_back(rival.name);
    for (const char* name : {"ours", "skill", "CRPS", "in 50 %", "in 90 %", "sums in 90 %"}) {
      by_cause_.columns.emplace_back(name);
    }
    if (of.towards_median) by_cause_.columns.emplace_back("drawn to the median");
    by_year_.name = by_cause_.name + ", by year";
    by_year_.caption =
        fmt::format("WAPE of each year's cells: ours / {}.", kRivals[kStrongest].name);
    by_year_.row_head = "cause, year";
    by_year_.columns = {"ours", kRivals[kStrongest].name, "skill"};
  }

  void add_causes() {
    for (const auto& [cause, terms] : of_.causes) add_cause(cause, terms);
    if (of_.causes.size() > 1) add_row("all", pooled_.rivals, pooled_.ours, std::nan(""), false);
  }

  std::vector<PageTable> take() { return {std::move(by_cause_), std::move(by_year_)}; }

 private:
  void add_cause(const std::string& cause, const std::vector<std::string>& terms) {
    EngineForecast setup = inputs_.departures(cause, terms);
    setup.members = hindcast_.members;
    setup.seed = hindcast_.seed;
    setup.recalibrate = of_.recalibrate;
    setup.draw_parameters = of_.draw_parameters;
    const MonthlySeries& displaced = *setup.fit.displaced;
    const Forecaster ours = keeping(
        of_.zone_blocks > 1 ? blocked_by_zone(setup, of_.zone_blocks) : engine_forecaster(setup),
        "departures\n" + of_.name + '\n' + cause, hindcast_);
    std::vector<Cells> rivals;
    for (const Rival& rival : kRivals) {
      rivals.push_back(hindcast(of_.origins, displaced,
                                trailing_forecast(displaced, rival.months, rival.statistic)));
    }
    const Cells cells = hindcast(of_.origins, displaced, ours);
    double drawn = std::nan("");
    if (of_.towards_median) {
      const auto past = earlier_origins(displaced, hindcast_.fit_from, of_.origins);
      const auto median = trailing_forecast(displaced, 12, Trailing::median);
      drawn = scores(hindcast(of_.origins, displaced, drawn_towards(ours, median, displaced, past)))
                  .wape;
    }
    add_row(cause, rivals, cells, drawn, true);
    add_years(cause, rivals[kStrongest], cells);
    for (std::size_t r = 0; r < rivals.size(); ++r) append(pooled_.rivals[r], rivals[r]);
    append(pooled_.ours, cells);
  }

  void add_row(const std::string& cause, const std::vector<Cells>& rivals, const Cells& cells,
               double drawn, bool one_cause) {
    PageRow row{cause, {}};
    for (const Cells& rival : rivals) row.value.push_back(scores(rival).wape);
    const HindcastScores found = scores(cells);
    const double skill = skill_of(found.wape, row.value);
    const double sums =
        one_cause ? scores(period_totals(cells)).spread90 : std::nan("");  // cells share zones
    row.value.insert(row.value.end(),
                     {found.wape, skill, found.crps, found.spread50, found.spread90, sums});
    if (of_.towards_median) row.value.push_back(drawn);
    by_cause_.rows.push_back(std::move(row));
  }

  void add_years(const std::string& cause, const Cells& rival, const Cells& cells) {
    std::map<int, std::pair<Cells, Cells>> years;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      auto& [ours, theirs] = years[year_of(cells[i].month)];
      ours.push_back(cells[i]);
      theirs.push_back(rival[i]);
    }
    for (const auto& [year, both] : years) {
      const double ours = scores(both.first).wape, theirs = scores(both.second).wape;
      by_year_.rows.push_back(
          {fmt::format("{}, {}", cause, year), {ours, theirs, skill_of(ours, {{theirs}})}});
    }
  }

  const RollingHindcast& hindcast_;
  const DepartureHindcast& of_;
  DepartureInputs inputs_;
  Pooled pooled_;
  PageTable by_cause_, by_year_;
};

std::string share_rival_name(double half_life_months) {
  return std::isfinite(half_life_months) ? fmt::format("{:g} months", half_life_months)
                                         : "all months";
}

std::vector<PageTable> destination_tables(const RollingHindcast& hindcast,
                                          const DestinationHindcast& of) {
  PageTable all, between;
  all.name = "Where they go: " + of.name;
  all.caption = fmt::format(
      "CPC: the common part of forecast and counted flows by month, from and to, given how many "
      "leave a zone; 1 is perfect. Rivals: gravity alone; shares of all months known; memory with "
      "half-lives of 12, 3 and 2 months. Ours, in the simulation: half-life {:g} months, drawn by "
      "{:g} persons towards gravity, fitted at each origin.",
      of.half_life_months, of.prior_persons);
  const std::vector<double> half_lives{kNeverForgets, 12, 3, 2};
  all.columns = {"gravity"};
  for (const double half_life : half_lives) all.columns.push_back(share_rival_name(half_life));
  all.columns.emplace_back("ours");
  all.row_head = between.row_head = "cause";
  between.name = all.name + ", between different zones";
  between.caption = "The same without those who stay in their own zone.";
  between.columns = all.columns;
  DepartureInputs inputs(hindcast.scenario, hindcast.fit_from);
  for (const std::string& cause : of.causes) {
    EngineShares setup = inputs.destinations(cause);
    setup.departures.seed = hindcast.seed;
    setup.half_life_months = of.half_life_months;
    setup.prior_persons = of.prior_persons;
    PageRow row{cause, {}}, row_between{cause, {}};
    const auto add = [&](const ShareForecaster& forecaster) {
      if (hindcast.go_on && !hindcast.go_on()) throw Interrupted();
      const std::string piece =
          fmt::format("destinations\n{}\n{}\n{}", of.name, cause, row.value.size());
      const std::vector<double> found = kept(hindcast.keeper, piece, [&] {
        const DestinationScores scores = destination_scores(of.origins, *setup.flows, forecaster);
        return std::vector<double>{scores.all, scores.off_diagonal};
      });
      row.value.push_back(found.at(0));
      row_between.value.push_back(found.at(1));
    };
    add(gravity_shares(*setup.flows, setup.gravity));
    for (const double half_life : half_lives) add(memory_shares(*setup.flows, half_life));
    add(engine_shares(setup));
    all.rows.push_back(std::move(row));
    between.rows.push_back(std::move(row_between));
  }
  return {std::move(all), std::move(between)};
}

}  // namespace

std::vector<Origin> earlier_origins(const MonthlySeries& displaced, int fit_from,
                                    const std::vector<Origin>& origins) {
  std::vector<Origin> earlier;
  if (origins.empty()) return earlier;
  for (int month = fit_from + 6; month < origins.back().first_month; month += 3) {
    int cells = 0;
    for (int known = fit_from; known < month; ++known) {
      for (std::size_t z = 0; z < displaced.zones; ++z) cells += displaced.at(known, z) > 0 ? 1 : 0;
    }
    if (cells >= 2) earlier.push_back({month, month, origins.back().months, false});
  }
  return earlier;
}

HindcastPage run(const RollingHindcast& hindcast) {
  HindcastPage page{hindcast.title, hindcast.remarks, {}};
  const auto add = [&](std::vector<PageTable> tables) {
    for (PageTable& table : tables) page.tables.push_back(std::move(table));
  };
  for (const DepartureHindcast& of : hindcast.departures) {
    DepartureTables tables(hindcast, of);
    tables.add_causes();
    add(tables.take());
  }
  for (const DestinationHindcast& of : hindcast.destinations) add(destination_tables(hindcast, of));
  return page;
}

}  // namespace ravenstein::calibration
