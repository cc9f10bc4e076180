// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>

#include "calibration/campaign/merge.hpp"
#include "calibration/campaign/reduce.hpp"
#include "calibration/campaign/store.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;
using io::hdf5::Dimension;
using io::hdf5::Group;
using io::hdf5::Type;
using io::hdf5::Variable;

constexpr std::array<double, 5> kShares{0.05, 0.25, 0.5, 0.75, 0.95};

/// Reads what blocks of one scenario were reduced to, in their order.
class Blocks {
 public:
  Blocks(const fs::path& folder, const CampaignPlan& plan, const Ledger& ledger)
      : folder_(folder), plan_(plan), ledger_(ledger) {
    const auto columns = field_columns(plan);
    for (std::size_t c = 0; c < columns.size(); ++c) column_[columns[c].name] = c;
  }

  /// Those that are known.
  std::vector<std::size_t> of(std::size_t scenario) const {
    std::vector<std::size_t> blocks;
    for (std::size_t b = 0; b < plan_.blocks_per_scenario(); ++b) {
      const std::size_t block = scenario * plan_.blocks_per_scenario() + b;
      if (ledger_.fields[block].known) blocks.push_back(block);
    }
    return blocks;
  }
  std::vector<double> read(const char* column, std::size_t block, std::size_t skip,
                           std::size_t count) {
    const FieldEntry& entry = ledger_.fields[block];
    auto& file = open_[entry.segment];
    if (!file) {
      file = std::make_unique<io::Segment>(folder_, ledger_.segments[entry.segment],
                                           io::Segment::Access::read);
    }
    std::vector<double> values(count);
    file->read(column_.at(column), entry.row, skip * sizeof(double),
               std::as_writable_bytes(std::span(values)));
    return values;
  }

 private:
  const fs::path& folder_;
  const CampaignPlan& plan_;
  const Ledger& ledger_;
  std::map<std::string, std::size_t> column_;
  std::map<std::uint32_t, std::unique_ptr<io::Segment>> open_;
};

/// Of all cells of one scenario.
struct Reduced {
  double runs = 0;
  std::vector<double> mean, variance;
  std::vector<double> quantile;      ///< shares x cells
  std::vector<double> first, total;  ///< Sobol' indices: cells x parameters, column by column
};

void reduce_quantiles(Blocks& files, const std::vector<std::size_t>& blocks, std::size_t cells,
                      std::size_t k, Reduced& result) {
  constexpr std::size_t kMost = 8'000'000;  // numbers in memory
  result.quantile.assign(kShares.size() * cells, std::nan(""));
  if (blocks.empty()) return;
  const std::size_t step = std::clamp<std::size_t>(kMost / (k * blocks.size()), 1, cells);
  std::vector<double> runs;
  for (const std::size_t block : blocks) runs.push_back(files.read("runs", block, 0, 1).front());
  for (std::size_t begin = 0; begin < cells; begin += step) {
    const std::size_t count = std::min(step, cells - begin);
    std::vector<std::vector<double>> sketch;
    for (const std::size_t block : blocks) {
      sketch.push_back(files.read("sketch", block, begin * k, count * k));
    }
    for (std::size_t c = 0; c < count; ++c) {
      std::vector<Weighted> values;
      for (std::size_t b = 0; b < blocks.size(); ++b) {
        const auto used = std::min(k, static_cast<std::size_t>(runs[b]));
        for (std::size_t i = 0; i < used; ++i) {
          values.push_back({sketch[b][c * k + i], runs[b] / static_cast<double>(used)});
        }
      }
      const std::vector<double> quantiles = weighted_quantiles(values, kShares);
      for (std::size_t q = 0; q < kShares.size(); ++q) {
        result.quantile[q * cells + begin + c] = quantiles[q];
      }
    }
  }
}

void reduce_sobol(Blocks& files, const std::vector<std::size_t>& blocks, const CampaignPlan& plan,
                  Reduced& result) {
  const std::size_t cells = plan.kept.field_cells(), factors = plan.design.parameters;
  const std::size_t size = sobol_size(cells, factors, plan.second_order);
  SobolSums sums = empty_sums(static_cast<Eigen::Index>(cells), static_cast<Eigen::Index>(factors),
                              plan.second_order);
  for (const std::size_t block : blocks) {
    join(sums, sums_from(files.read("sobol", block, 0, size), cells, factors, plan.second_order));
  }
  const IndexValues values = index_values(sums);
  result.first.assign(values.first.data(), values.first.data() + values.first.size());
  result.total.assign(values.total.data(), values.total.data() + values.total.size());
}

Reduced reduced(Blocks& files, const CampaignPlan& plan, std::size_t scenario) {
  const std::size_t cells = plan.kept.field_cells();
  const std::vector<std::size_t> blocks = files.of(scenario);
  Reduced result;
  Moments moments(cells);
  for (const std::size_t block : blocks) {
    moments.add(files.read("runs", block, 0, 1).front(), files.read("mean", block, 0, cells),
                files.read("squares", block, 0, cells));
  }
  result.runs = moments.runs();
  result.mean = moments.mean();
  if (result.runs == 0) result.mean.assign(cells, std::nan(""));
  result.variance = moments.variance();
  reduce_quantiles(files, blocks, cells, plan.sketch, result);
  if (plan.sobol_fields) reduce_sobol(files, blocks, plan, result);
  return result;
}

/// Writes layers of cells (quantiles, parameters) of one table, for all scenarios.
void write_layers(const Group& root, const std::string& name, const std::string& long_name,
                  const std::vector<Dimension>& dimensions, const std::vector<Reduced>& scenarios,
                  std::vector<double> Reduced::*member, std::size_t layers, std::size_t cells,
                  std::size_t begin, std::size_t count) {
  std::vector<double> values;
  for (const Reduced& scenario : scenarios) {
    for (std::size_t layer = 0; layer < layers; ++layer) {
      const auto from =
          (scenario.*member).begin() + static_cast<std::ptrdiff_t>(layer * cells + begin);
      values.insert(values.end(), from, from + static_cast<std::ptrdiff_t>(count));
    }
  }
  Variable variable = root.variable(name, Type::float64, dimensions,
                                    {.fill = std::nan(""), .chunk = {}, .deflate = 4});
  variable.text("long_name", long_name);
  variable.write<double>(values);
}

void write_table(const Group& root, const MergedDimensions& at, const Dimension& quantile,
                 const CampaignPlan& plan, const std::vector<Reduced>& scenarios,
                 const KeptTable& table, std::size_t begin) {
  const std::size_t cells = plan.kept.field_cells(), count = table.cells();
  const auto write = [&](const char* suffix, const char* what, std::vector<Dimension> dimensions,
                         std::vector<double> Reduced::*member, std::size_t layers) {
    dimensions.insert(dimensions.end(), {at.time, at.zone});
    write_layers(root, table.name + suffix, table.name + ": " + what, dimensions, scenarios, member,
                 layers, cells, begin, count);
  };
  write("_mean", "mean over the runs of the scenario", {at.scenario}, &Reduced::mean, 1);
  write("_variance", "variance over the runs (n - 1)", {at.scenario}, &Reduced::variance, 1);
  write("_quantile", "quantiles over the runs (from a sketch)", {at.scenario, quantile},
        &Reduced::quantile, kShares.size());
  if (!plan.sobol_fields) return;
  write("_sobol_first", "first-order Sobol' index (Saltelli et al. 2010)",
        {at.scenario, at.parameter}, &Reduced::first, plan.design.parameters);
  write("_sobol_total", "total Sobol' index (Jansen 1999)", {at.scenario, at.parameter},
        &Reduced::total, plan.design.parameters);
}

}  // namespace

void write_fields(const Group& root, const MergedDimensions& dimensions, const fs::path& folder,
                  const CampaignPlan& plan, const Ledger& ledger) {
  if (plan.kept.field_cells() == 0) return;
  Blocks files(folder, plan, ledger);
  std::vector<Reduced> scenarios;
  std::vector<double> runs;
  for (std::size_t s = 0; s < plan.scenarios; ++s) {
    scenarios.push_back(reduced(files, plan, s));
    runs.push_back(scenarios.back().runs);
  }
  Variable counts = root.variable("field_runs", Type::float64, {dimensions.scenario});
  counts.text("long_name", "runs that fields were reduced over");
  counts.write<double>(runs);
  Variable quantile = root.coordinate("quantile", Type::float64, kShares.size());
  quantile.write<double>(kShares);
  std::size_t begin = 0;
  for (const KeptTable& table : plan.kept.fields) {
    write_table(root, dimensions, quantile.dimension(), plan, scenarios, table, begin);
    begin += table.cells();
  }
}

}  // namespace ravenstein::calibration
