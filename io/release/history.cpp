// SPDX-License-Identifier: Apache-2.0
#include "io/release/history.hpp"

#include <algorithm>

#include "io/projection/format.hpp"
#include "io/projection/statistic.hpp"

namespace ravenstein::io {
namespace {

/// The table of the only run, or of the first member.
const std::vector<double>* of_run(const ProjectionFile& file, std::string_view name) {
  for (const format::Table& table : format::kTables) {
    if (table.name == name) return &(file.projection.*table.table).persons;
  }
  for (const format::Categories& table : format::kCategories) {
    if (table.name == name) return &(file.projection.*table.table).persons;
  }
  return nullptr;
}

/// Adds rows of `from` to those they belong to; of stocks only the last counts.
void add(const std::vector<double>& from, std::size_t offset, std::size_t width,
         const ReleaseRows& rows, const Wanted& wanted, double times, std::vector<double>& sum) {
  sum.resize(rows.size() * width);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const int first = wanted.stock ? rows.last[row] : rows.first(row);
    for (int of_record = first; of_record <= rows.last[row]; ++of_record) {
      const std::size_t begin = offset + static_cast<std::size_t>(of_record) * width;
      for (std::size_t c = 0; c < width; ++c) sum[row * width + c] += times * from[begin + c];
    }
  }
}

bool known(const ReleaseRows& rows, const Wanted& wanted) {
  return wanted.quantile < 0 || wanted.stock || !rows.months;
}

}  // namespace

ReleaseRows release_rows(const Period& period, bool coarse) {
  ReleaseRows rows;
  rows.months = coarse && period.interval == Interval::day;
  for (int row = 0; row < period.steps(); ++row) {
    const bool last = row + 1 == period.steps();
    const bool ends = !rows.months || last ||
                      month_number(period.date_of(row)) != month_number(period.date_of(row + 1));
    if (ends) rows.last.push_back(row);
  }
  return rows;
}

std::vector<double> people(const ProjectionFile& file, const ReleaseRows& rows,
                           const Wanted& wanted) {
  std::vector<double> sum;
  if (!known(rows, wanted)) return sum;
  const auto steps = static_cast<std::size_t>(file.projection.period.steps());
  const auto times = static_cast<double>(file.hasten);
  for (const std::string_view name : wanted.names) {
    const std::vector<double>* run = of_run(file, name);
    if (run == nullptr || run->empty()) continue;
    const std::size_t width = run->size() / steps;
    const EnsembleTable* members = statistic(file.ensemble, name);
    if (members == nullptr && wanted.quantile >= 0) return {};
    if (members == nullptr) {
      add(*run, 0, width, rows, wanted, times, sum);
    } else if (wanted.quantile < 0) {
      add(members->mean, 0, width, rows, wanted, times, sum);
    } else {
      const std::size_t offset = static_cast<std::size_t>(wanted.quantile) * steps * width;
      add(members->quantile, offset, width, rows, wanted, times, sum);
    }
  }
  return sum;
}

std::vector<double> people_in_all(const ProjectionFile& file, const ReleaseRows& rows,
                                  const Wanted& wanted) {
  std::vector<double> sum;
  if (!known(rows, wanted)) return sum;
  const auto steps = static_cast<std::size_t>(file.projection.period.steps());
  for (const std::string_view name : wanted.names) {
    const EnsembleTable* members = statistic(file.ensemble, name);
    if (members == nullptr) continue;
    const EnsembleSums& total = members->total;
    const bool mean = wanted.quantile < 0;
    const std::vector<double>& values = mean ? total.mean : total.quantile;
    const std::size_t offset = mean ? 0 : static_cast<std::size_t>(wanted.quantile) * steps;
    if (values.size() < offset + steps) return {};
    add(values, offset, 1, rows, wanted, static_cast<double>(file.hasten), sum);
  }
  return sum;
}

}  // namespace ravenstein::io
