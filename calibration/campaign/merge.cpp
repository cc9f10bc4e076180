// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "io/campaign/segment.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;
using io::hdf5::Dimension;
using io::hdf5::Group;
using io::hdf5::Type;
using io::hdf5::Variable;

Dimension write_names(const Group& root, const std::string& name, const std::string& long_name,
                      const std::vector<std::string>& names) {
  Variable variable = root.coordinate(name, Type::text, names.size());
  variable.text("long_name", long_name);
  variable.write<std::string>(names);
  return variable.dimension();
}

template <class T>
void write_runs(const Group& root, const MergedDimensions& dimensions, const std::string& name,
                const std::string& long_name, const std::vector<T>& values) {
  Variable variable = root.variable(name, io::hdf5::type_of<T>(), {dimensions.run});
  variable.text("long_name", long_name);
  variable.template write<T>(values);
}

Dimension write_time(const Group& root, const Period& period) {
  std::vector<double> starts;
  for (int row = 0; row < period.steps(); ++row) starts.push_back(period.first_day(row));
  Variable time = root.coordinate("time", Type::float64, starts.size());
  time.text("standard_name", "time");
  time.text("units", "days since " + to_string(period.start) + " 00:00:00");
  time.text("calendar", "proleptic_gregorian");
  time.text("axis", "T");
  time.write<double>(starts);
  return time.dimension();
}

MergedDimensions write_dimensions(const Group& root, const io::Campaign& campaign,
                                  const CampaignPlan& plan) {
  MergedDimensions dimensions;
  Variable run = root.coordinate("run", Type::int64, plan.runs());
  std::vector<std::int64_t> numbers(plan.runs());
  for (std::size_t r = 0; r < numbers.size(); ++r) numbers[r] = static_cast<std::int64_t>(r);
  run.write<std::int64_t>(numbers);
  dimensions.run = run.dimension();
  std::vector<std::string> scenarios, parameters, zones;
  for (const auto& scenario : campaign.scenarios) scenarios.push_back(scenario.name);
  for (const auto& parameter : campaign.parameters) parameters.push_back(parameter.info.name);
  dimensions.scenario = write_names(root, "scenario", "name of the scenario", scenarios);
  if (!parameters.empty()) {
    dimensions.parameter = write_names(root, "parameter", "parameter of the behaviour", parameters);
  }
  dimensions.measure = write_names(root, "measure", "score or total of a run", plan.kept.measures);
  if (plan.kept.series.empty() && plan.kept.fields.empty()) return dimensions;
  const Scenario& first = campaign.scenarios.front().file.scenario;
  for (const Zone& zone : first.world.zones) zones.push_back(zone.code);
  dimensions.time = write_time(root, recorded_rows(first));
  dimensions.zone = write_names(root, "zone", "code of the zone", zones);
  return dimensions;
}

/// What each run was, and what became of it. Times are not here: they differ from machine to
/// machine.
void write_run_table(const Group& root, const MergedDimensions& dimensions,
                     const CampaignPlan& plan, const Ledger& ledger) {
  const std::size_t runs = plan.runs();
  std::vector<std::int32_t> scenario(runs), replicate(runs);
  std::vector<std::int64_t> point(runs);
  std::vector<std::uint64_t> id(runs);
  std::vector<std::int8_t> state(runs), failure(runs), retry(runs, 0);
  for (std::size_t r = 0; r < runs; ++r) {
    const RunSpec spec = plan.spec(r);
    scenario[r] = static_cast<std::int32_t>(spec.scenario);
    point[r] = static_cast<std::int64_t>(spec.point);
    replicate[r] = static_cast<std::int32_t>(spec.replicate);
    id[r] = plan.run_id(r);
    state[r] = static_cast<std::int8_t>(ledger.runs[r].state);
    failure[r] = static_cast<std::int8_t>(ledger.runs[r].failure);
    if (ledger.runs[r].state == RunState::ok) {
      retry[r] = static_cast<std::int8_t>(ledger.runs[r].retry);
    }
  }
  write_runs(root, dimensions, "run_scenario", "position in `scenario`", scenario);
  write_runs(root, dimensions, "run_point", "point of the design", point);
  write_runs(root, dimensions, "run_replicate", "replicate; the random numbers' member", replicate);
  write_runs(root, dimensions, "run_id", "hash of scenario, parameters and replicate", id);
  write_runs(root, dimensions, "run_state", "0 pending, 1 ok, 2 failed", state);
  write_runs(root, dimensions, "run_failure",
             "0 none, 1 error, 2 overdue, 3 not a number, 4 out of memory, 5 invalid, 6 crashed",
             failure);
  write_runs(root, dimensions, "run_retry",
             "0 the replicate's own random numbers; n the n-th other ones (on_failure: retry)",
             retry);
}

void write_parameters(const Group& root, const MergedDimensions& dimensions,
                      const io::Campaign& campaign, const CampaignPlan& plan) {
  if (plan.design.parameters == 0) return;
  std::vector<double> values;
  values.reserve(plan.runs() * plan.design.parameters);
  for (std::size_t r = 0; r < plan.runs(); ++r) {
    const auto point = plan.design.point(plan.spec(r).point);
    values.insert(values.end(), point.begin(), point.end());
  }
  Variable variable =
      root.variable("parameter_value", Type::float64, {dimensions.run, dimensions.parameter});
  variable.text("long_name", "value of the parameter; of choices the position in the list");
  for (const auto& parameter : campaign.parameters) {
    std::string choices;
    for (const std::string& choice : parameter.info.choices) {
      choices += (choices.empty() ? "" : ", ") + choice;
    }
    variable.text("choices_of_" + parameter.info.name, choices);
  }
  variable.write<double>(values);
}

std::vector<double> write_measures(const Group& root, const MergedDimensions& dimensions,
                                   const fs::path& folder, const CampaignPlan& plan,
                                   const Ledger& ledger) {
  std::vector<double> values = gathered(folder, ledger, 1, plan.kept.measures.size());
  const std::size_t count = plan.kept.measures.size();
  for (std::size_t r = 0; plan.recover_value && r < plan.runs(); ++r) {
    if (ledger.runs[r].state != RunState::failed) continue;
    std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(r * count), count,
                *plan.recover_value);
  }
  Variable variable = root.variable("measure_value", Type::float64,
                                    {dimensions.run, dimensions.measure}, {.fill = std::nan("")});
  variable.text("long_name", "scores over all camps and totals; NaN: not defined, or no result");
  if (plan.recover_value) variable.number("value_of_failed_runs", *plan.recover_value);
  variable.write<double>(values);
  return values;
}

void copy_series(Variable& variable, const fs::path& folder, const Ledger& ledger,
                 std::size_t column, const KeptTable& table, const std::function<void()>& go_on) {
  const std::size_t most = std::max<std::size_t>(1, (std::size_t{16} << 20U) / 8 / table.cells());
  std::map<std::uint32_t, std::unique_ptr<io::Segment>> open;
  for (const RowRange& range : row_ranges(ledger, most)) {
    if (go_on) go_on();
    auto& file = open[range.segment];
    if (!file) {
      file = std::make_unique<io::Segment>(folder, ledger.segments[range.segment],
                                           io::Segment::Access::read);
    }
    std::vector<double> values(range.rows * table.cells());
    file->read(column, range.row, 0, std::as_writable_bytes(std::span(values)));
    const std::vector<std::size_t> offset{range.run, 0, 0};
    const std::vector<std::size_t> count{range.rows, table.steps, table.zones};
    variable.write_block<double>(offset, count, values);
  }
}

void write_series(const Group& root, const MergedDimensions& dimensions, const fs::path& folder,
                  const CampaignPlan& plan, const Ledger& ledger, const MergeOptions& merge,
                  const fs::path& from_output) {
  const bool copy = merge.copy;
  constexpr std::size_t kFirstSeries = 2;  // after the run's number and its measures
  for (std::size_t s = 0; s < plan.kept.series.size(); ++s) {
    const KeptTable& table = plan.kept.series[s];
    io::hdf5::VariableOptions options;
    options.fill = std::nan("");
    if (copy) {
      options.chunk = {1, table.steps, table.zones};
      options.deflate = 1;
    } else {
      for (const RowRange& range : row_ranges(ledger, ledger.runs.size())) {
        const io::SegmentInfo& info = ledger.segments[range.segment];
        const std::string file = (from_output / info.file).lexically_normal().generic_string();
        options.sources.push_back(
            {file, "/series_" + table.name, info.rows, range.row, range.run, range.rows});
      }
    }
    Variable variable = root.variable(table.name, Type::float64,
                                      {dimensions.run, dimensions.time, dimensions.zone}, options);
    variable.text("long_name", "persons: " + table.name);
    if (!copy) {
      variable.text("comment", "virtual: shown from the workers' files in the folder " +
                                   from_output.generic_string() +
                                   " beside this file; NaN if they are not found there");
    }
    if (copy) copy_series(variable, folder, ledger, kFirstSeries + s, table, merge.go_on);
  }
}

}  // namespace

std::vector<RowRange> row_ranges(const Ledger& ledger, std::size_t most) {
  std::vector<RowRange> ranges;
  for (std::size_t run = 0; run < ledger.runs.size(); ++run) {
    const RunEntry& entry = ledger.runs[run];
    if (entry.state != RunState::ok) continue;
    if (!ranges.empty()) {
      RowRange& last = ranges.back();
      if (last.segment == entry.segment && last.run + last.rows == run &&
          last.row + last.rows == entry.row && last.rows < most) {
        ++last.rows;
        continue;
      }
    }
    ranges.push_back({entry.segment, entry.row, run, 1});
  }
  return ranges;
}

std::vector<double> gathered(const fs::path& folder, const Ledger& ledger, std::size_t column,
                             std::size_t width) {
  std::vector<double> values(ledger.runs.size() * width, std::nan(""));
  std::map<std::uint32_t, std::unique_ptr<io::Segment>> open;
  for (const RowRange& range : row_ranges(ledger, ledger.runs.size())) {
    auto& file = open[range.segment];
    if (!file) {
      file = std::make_unique<io::Segment>(folder, ledger.segments[range.segment],
                                           io::Segment::Access::read);
    }
    const auto rows = std::span(values).subspan(range.run * width, range.rows * width);
    file->read(column, range.row, 0, std::as_writable_bytes(rows));
  }
  return values;
}

void merge_campaign(const fs::path& folder, const fs::path& output, const io::Campaign& campaign,
                    const CampaignPlan& plan, const Ledger& ledger, const MergeOptions& options) {
  const fs::path from_output =
      fs::relative(fs::absolute(folder), fs::absolute(output).parent_path());
  const auto write = [&](const fs::path& temporary) {
    io::hdf5::Writer writer(temporary);
    Group root = writer.root();
    root.text("Conventions", "CF-1.8");
    root.text("title", campaign.form.title);
    root.text("source", "Ravenstein " + options.engine);
    root.text("fingerprint", plan.fingerprint);
    root.text("campaign", campaign.text);
    const MergedDimensions dimensions = write_dimensions(root, campaign, plan);
    write_run_table(root, dimensions, plan, ledger);
    write_parameters(root, dimensions, campaign, plan);
    const std::vector<double> measures = write_measures(root, dimensions, folder, plan, ledger);
    write_series(root, dimensions, folder, plan, ledger, options, from_output);
    if (options.go_on) options.go_on();
    write_fields(root, dimensions, folder, plan, ledger);
    write_sensitivity(root, dimensions, campaign, plan, ledger, measures);
    if (options.go_on) options.go_on();
    writer.close();
  };
  try {
    io::write_atomically(output, options.force, write);
  } catch (const io::hdf5::Error& error) {
    throw io::WriteError(output, error.what());
  }
}

}  // namespace ravenstein::calibration
