// SPDX-License-Identifier: Apache-2.0
#include "engine/ensemble.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <stdexcept>

namespace ravenstein {
namespace {

struct Named {
  const char* name;
  DailyTable Projection::*daily = nullptr;
  CategoryTable Projection::*by_category = nullptr;
};

constexpr std::array<Named, 17> kTables = {{
    {"residents", &Projection::residents},
    {"displaced", &Projection::displaced},
    {"refugees", &Projection::refugees},
    {"on_the_way", &Projection::on_the_way},
    {"arrivals", &Projection::arrivals},
    {"departures", &Projection::departures},
    {"entries", &Projection::entries},
    {"exits", &Projection::exits},
    {"returnees", &Projection::returnees},
    {"integrated", &Projection::integrated},
    {"stranded", &Projection::stranded},
    {"returns", &Projection::returns},
    {"births", &Projection::births},
    {"deaths", &Projection::deaths},
    {"departures_by_cause", nullptr, &Projection::departures_by_cause},
    {"arrivals_by_cause", nullptr, &Projection::arrivals_by_cause},
    {"displaced_by_stratum", nullptr, &Projection::displaced_by_stratum},
}};

const std::vector<double>& values_of(const Projection& projection, const Named& table) {
  return table.daily != nullptr ? (projection.*table.daily).persons
                                : (projection.*table.by_category).persons;
}

double quantile_of(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - std::floor(at)) * (sorted[below + 1] - sorted[below]);
}

EnsembleTable summarise(const Named& table, const std::vector<Projection>& members,
                        const std::vector<double>& quantiles) {
  const Projection& first = members.front();
  const std::size_t cells = values_of(first, table).size();
  EnsembleTable result;
  result.name = table.name;
  if (table.by_category != nullptr) result.categories = (first.*table.by_category).categories;
  result.mean.resize(cells);
  result.quantile.resize(quantiles.size() * cells);
  oneapi::tbb::parallel_for(std::size_t{0}, cells, [&](std::size_t cell) {
    std::vector<double> values;
    double sum = 0;
    for (const Projection& member : members) {
      values.push_back(values_of(member, table)[cell]);
      sum += values.back();
    }
    result.mean[cell] = sum / static_cast<double>(members.size());
    std::sort(values.begin(), values.end());
    for (std::size_t q = 0; q < quantiles.size(); ++q) {
      result.quantile[q * cells + cell] = quantile_of(values, quantiles[q]);
    }
  });
  return result;
}

std::vector<Projection> run_members(const Scenario& scenario, const MakeBehaviour& make,
                                    const EnsembleOptions& options) {
  std::vector<Projection> members(static_cast<std::size_t>(options.members));
  int done = 0;
  std::mutex reporting;
  std::atomic<bool> stopped{false};
  oneapi::tbb::parallel_for(0, options.members, [&](int m) {
    if (stopped) return;
    RunOptions run = options.run;
    run.member = options.run.member + static_cast<std::uint32_t>(m);
    run.on_day = nullptr;
    const auto behaviour = make({run.seed, run.member});
    members[static_cast<std::size_t>(m)] = simulate_here(scenario, *behaviour, run);
    if (m > 0) members[static_cast<std::size_t>(m)].flows = {};
    if (!options.run.on_day) return;
    const std::lock_guard lock(reporting);
    if (!options.run.on_day(++done)) stopped = true;
  });
  if (stopped) throw Interrupted();
  return members;
}

}  // namespace

Ensemble run_ensemble(const Scenario& scenario, const MakeBehaviour& make,
                      const EnsembleOptions& options) {
  if (options.members < 2) throw std::invalid_argument("an ensemble has at least two members");
  Ensemble ensemble;
  ensemble.members = options.members;
  ensemble.quantiles = options.quantiles;
  in_arena(options.run.threads, [&] {
    std::vector<Projection> members = run_members(scenario, make, options);
    for (const Named& table : kTables) {
      if (values_of(members.front(), table).empty()) continue;
      ensemble.tables.push_back(summarise(table, members, options.quantiles));
    }
    ensemble.first = std::move(members.front());
  });
  return ensemble;
}

}  // namespace ravenstein
