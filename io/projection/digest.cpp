// SPDX-License-Identifier: Apache-2.0
#include "io/projection/digest.hpp"

#include <vector>

#include "io/checksum.hpp"
#include "io/projection/format.hpp"

namespace ravenstein::io {
namespace {

std::string_view bytes_of(const std::vector<double>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double)};
}

/// Of a table that files may lack: nothing, as in versions that did not know it.
std::string sum_of(std::string_view name, const std::vector<double>& persons) {
  return persons.empty() ? "" : std::string(name) + sha256(bytes_of(persons));
}

}  // namespace

std::string people_sha256(const ProjectionFile& contents) {
  std::string sums;  // of each part, so that nothing has to be copied together
  const Projection& projection = contents.projection;
  for (std::size_t t = 0; t < format::kTables.size(); ++t) {
    const std::vector<double>& persons = (projection.*format::kTables[t].table).persons;
    if (t < format::kAlways) sums += sha256(bytes_of(persons));
    if (t >= format::kAlways) sums += sum_of(format::kTables[t].name, persons);
  }
  for (const format::Categories& table : format::kCategories) {
    sums += sum_of(table.name, (projection.*table.table).persons);
  }
  for (const CityTable& table : projection.cities) {
    sums += sum_of("city_" + table.variable.name, table.values);
  }
  for (const EnsembleTable& table : contents.ensemble.tables) {
    sums += sum_of(table.name + "_mean", table.mean);
    sums += sum_of(table.name + "_quantile", table.quantile);
    for (const EnsembleSums* of : {&table.total, &table.period, &table.period_total}) {
      sums += sum_of("mean", of->mean) + sum_of("quantile", of->quantile);
    }
  }
  const MemberRecord& each = contents.ensemble.each;
  for (const auto* of : {&each.present_end, &each.present_peak, &each.arrivals_period,
                         &each.present_total, &each.arrivals_total}) {
    sums += sum_of("members", *of);
  }
  for (const std::vector<double>& drawn : contents.ensemble.draws) sums += sum_of("draws", drawn);
  for (const BesideRun& run : contents.beside) sums += sha256(bytes_of(run.present.persons));
  std::vector<double> rest;
  for (const FlowEntry& flow : projection.flows) {
    rest.insert(rest.end(), {static_cast<double>(flow.day), static_cast<double>(flow.from),
                             static_cast<double>(flow.to), flow.persons});
    if (projection.causes.size() > 1) rest.push_back(flow.cause);
  }
  for (const ObservedSeries& series : contents.observations) {
    for (const ObservedEntry& entry : series.entries) {
      rest.insert(rest.end(), {static_cast<double>(series.zone), static_cast<double>(entry.day),
                               entry.persons});
    }
  }
  return sha256(sums + sha256(bytes_of(rest)));
}

}  // namespace ravenstein::io
