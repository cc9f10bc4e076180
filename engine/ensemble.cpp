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

#include "engine/core/quantile.hpp"
#include "engine/gather.hpp"
#include "engine/partition.hpp"
#include "engine/projection_values.hpp"

namespace ravenstein {
namespace {

struct Named {
  const char* name;
  bool of_time;  ///< counted over a row's time, not at its end
  DailyTable Projection::*daily = nullptr;
  CategoryTable Projection::*by_category = nullptr;
};

constexpr std::array<Named, 17> kTables = {{
    {"residents", false, &Projection::residents},
    {"displaced", false, &Projection::displaced},
    {"refugees", false, &Projection::refugees},
    {"on_the_way", false, &Projection::on_the_way},
    {"arrivals", true, &Projection::arrivals},
    {"departures", true, &Projection::departures},
    {"entries", true, &Projection::entries},
    {"exits", true, &Projection::exits},
    {"returnees", false, &Projection::returnees},
    {"integrated", false, &Projection::integrated},
    {"stranded", false, &Projection::stranded},
    {"returns", true, &Projection::returns},
    {"births", true, &Projection::births},
    {"deaths", true, &Projection::deaths},
    {"departures_by_cause", true, nullptr, &Projection::departures_by_cause},
    {"arrivals_by_cause", true, nullptr, &Projection::arrivals_by_cause},
    {"displaced_by_stratum", false, nullptr, &Projection::displaced_by_stratum},
}};

const std::vector<double>& values_of(const Projection& projection, const Named& table) {
  return table.daily != nullptr ? (projection.*table.daily).persons
                                : (projection.*table.by_category).persons;
}

/// Of a number of cells; `value` tells that of a member.
template <class Value>
EnsembleSums statistics(std::size_t cells, std::size_t members,
                        const std::vector<double>& quantiles, const Value& value) {
  EnsembleSums result{std::vector<double>(cells), std::vector<double>(quantiles.size() * cells)};
  oneapi::tbb::parallel_for(std::size_t{0}, cells, [&](std::size_t cell) {
    std::vector<double> values;
    double sum = 0;
    for (std::size_t m = 0; m < members; ++m) {
      values.push_back(value(m, cell));
      sum += values.back();
    }
    result.mean[cell] = sum / static_cast<double>(members);
    if (std::isnan(sum)) std::fill(values.begin(), values.end(), sum);
    std::sort(values.begin(), values.end());
    for (std::size_t q = 0; q < quantiles.size(); ++q) {
      result.quantile[q * cells + cell] = quantile_of_sorted(values, quantiles[q]);
    }
  });
  return result;
}

/// A table's sums over zones, rows or both.
struct Shape {
  std::size_t rows, categories, zones;
};

double sum_of_zones(const std::vector<double>& persons, std::size_t line, const Shape& shape) {
  double sum = 0;
  for (std::size_t z = 0; z < shape.zones; ++z) sum += persons[line * shape.zones + z];
  return sum;
}

double sum_of_rows(const std::vector<double>& persons, std::size_t cell, const Shape& shape) {
  double sum = 0;
  const std::size_t stride = shape.categories * shape.zones;
  for (std::size_t row = 0; row < shape.rows; ++row) sum += persons[row * stride + cell];
  return sum;
}

EnsembleTable summarise(const Named& table, const std::vector<Projection>& members,
                        const std::vector<double>& quantiles) {
  const Projection& first = members.front();
  EnsembleTable result;
  result.name = table.name;
  if (table.by_category != nullptr) result.categories = (first.*table.by_category).categories;
  const std::size_t cells = values_of(first, table).size();
  const auto rows = static_cast<std::size_t>(first.period.steps());
  const Shape shape{rows, result.categories, cells / (rows * result.categories)};
  const auto of = [&](std::size_t m) -> const std::vector<double>& {
    return values_of(members[m], table);
  };
  const auto all = [&](std::size_t count, const auto& value) {
    return statistics(count, members.size(), quantiles, value);
  };
  EnsembleSums each = all(cells, [&](std::size_t m, std::size_t cell) { return of(m)[cell]; });
  result.mean = std::move(each.mean);
  result.quantile = std::move(each.quantile);
  result.total = all(shape.rows * shape.categories, [&](std::size_t m, std::size_t line) {
    return sum_of_zones(of(m), line, shape);
  });
  if (!table.of_time) return result;
  result.period = all(shape.categories * shape.zones, [&](std::size_t m, std::size_t cell) {
    return sum_of_rows(of(m), cell, shape);
  });
  result.period_total = all(shape.categories, [&](std::size_t m, std::size_t category) {
    double sum = 0;
    for (std::size_t row = 0; row < shape.rows; ++row) {
      sum += sum_of_zones(of(m), row * shape.categories + category, shape);
    }
    return sum;
  });
  return result;
}

/// A quantity of cities. Where members have none (NaN), there is no statistic.
EnsembleTable summarise_city(std::size_t quantity, const std::vector<Projection>& members,
                             const std::vector<double>& quantiles) {
  const CityTable& first = members.front().cities[quantity];
  EnsembleSums each = statistics(
      first.values.size(), members.size(), quantiles,
      [&](std::size_t m, std::size_t cell) { return members[m].cities[quantity].values[cell]; });
  EnsembleTable result;
  result.name = "city_" + first.variable.name;
  result.mean = std::move(each.mean);
  result.quantile = std::move(each.quantile);
  return result;
}

/// Row m of the record, which has room for it.
void record_member(const Projection& run, std::size_t m, MemberRecord& record) {
  const std::size_t zones = run.displaced.zones;
  const auto rows = static_cast<std::size_t>(run.period.steps());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t z = 0; z < zones; ++z) {
      const double present = run.present(static_cast<int>(row), static_cast<ZoneIndex>(z));
      const double arrivals = run.arrivals.persons[row * zones + z];
      double& peak = record.present_peak[m * zones + z];
      peak = row == 0 ? present : std::max(peak, present);
      record.present_end[m * zones + z] = present;
      record.arrivals_period[m * zones + z] += arrivals;
      record.present_total[m * rows + row] += present;
      record.arrivals_total[m * rows + row] += arrivals;
    }
  }
}

/// The first rank's are complete afterwards.
void gather_members(std::vector<Projection>& members, const Partition& partition) {
  if (partition.alone()) return;
  const std::size_t ranks = partition.ranks(), own = static_cast<std::size_t>(partition.rank());
  for (std::size_t first = 0; first < members.size(); first += ranks) {
    std::vector<char> own_bytes;
    const std::size_t m = first + own;
    if (own != 0 && m < members.size()) {
      StateWriter out;
      save_values(members[m], out);
      const std::string bytes = out.take();
      own_bytes.assign(bytes.begin(), bytes.end());
      members[m] = {};
    }
    const auto told = gather_on_first(std::move(own_bytes), partition);
    if (own != 0) continue;
    for (std::size_t other = first + 1; other < std::min(first + ranks, members.size()); ++other) {
      const std::vector<char>& bytes = told[other - first];
      StateReader in({bytes.data(), bytes.size()});
      members[other] = members.front();  // all are of one shape
      load_values(members[other], in);
      in.finish();
    }
  }
}

/// Of several ranks each runs the members rank, rank + ranks, ...; the first gets them all.
std::vector<Projection> run_members(const Scenario& scenario, const MakeBehaviour& make,
                                    const EnsembleOptions& options) {
  const Partition whole(scenario.world.size());
  const Partition& partition = options.run.partition ? *options.run.partition : whole;
  const auto ranks = static_cast<int>(partition.ranks());
  std::vector<Projection> members(static_cast<std::size_t>(options.members));
  int done = 0;
  std::mutex reporting;
  std::atomic<bool> stopped{false};
  oneapi::tbb::parallel_for(partition.rank(), options.members, ranks, [&](int m) {
    if (stopped) return;
    RunOptions run = options.run;
    run.partition = nullptr;
    run.member = options.run.member + static_cast<std::uint32_t>(m);
    run.on_day = nullptr;
    const auto behaviour = make({run.seed, run.member});
    members[static_cast<std::size_t>(m)] = simulate_here(scenario, *behaviour, run);
    if (m > 0) members[static_cast<std::size_t>(m)].flows = {};
    if (!options.run.on_day) return;
    const std::lock_guard lock(reporting);
    done = std::min(options.members, done + ranks);
    if (!options.run.on_day(done)) stopped = true;
  });
  std::int64_t stops = stopped ? 1 : 0;
  partition.sum({&stops, 1});
  if (stops > 0) throw Interrupted();
  gather_members(members, partition);
  return members;
}

}  // namespace

MemberRecord member_record(std::span<const Projection> members) {
  MemberRecord record;
  const std::size_t zones = members.front().displaced.zones;
  const auto rows = static_cast<std::size_t>(members.front().period.steps());
  for (auto* by_zone : {&record.present_end, &record.present_peak, &record.arrivals_period}) {
    by_zone->assign(members.size() * zones, 0.0);
  }
  for (auto* by_row : {&record.present_total, &record.arrivals_total}) {
    by_row->assign(members.size() * rows, 0.0);
  }
  oneapi::tbb::parallel_for(std::size_t{0}, members.size(),
                            [&](std::size_t m) { record_member(members[m], m, record); });
  return record;
}

Ensemble summarise(std::vector<Projection> members, const std::vector<double>& quantiles) {
  if (members.size() < 2) throw std::invalid_argument("an ensemble has at least two members");
  Ensemble ensemble;
  ensemble.members = static_cast<int>(members.size());
  ensemble.quantiles = quantiles;
  for (const Named& table : kTables) {
    if (values_of(members.front(), table).empty()) continue;
    ensemble.tables.push_back(summarise(table, members, quantiles));
  }
  for (std::size_t c = 0; c < members.front().cities.size(); ++c) {
    ensemble.tables.push_back(summarise_city(c, members, quantiles));
  }
  ensemble.each = member_record(members);
  ensemble.first = std::move(members.front());
  return ensemble;
}

Ensemble run_ensemble(const Scenario& scenario, const MakeBehaviour& make,
                      const EnsembleOptions& options) {
  if (options.members < 2) throw std::invalid_argument("an ensemble has at least two members");
  Ensemble ensemble;
  in_arena(options.run.threads, [&] {
    std::vector<Projection> members = run_members(scenario, make, options);
    const bool first = options.run.partition == nullptr || options.run.partition->rank() == 0;
    if (first) ensemble = summarise(std::move(members), options.quantiles);
  });
  return ensemble;
}

}  // namespace ravenstein
