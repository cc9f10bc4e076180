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

}  // namespace

std::string people_sha256(const ProjectionFile& contents) {
  std::string sums;  // of each part, so that nothing has to be copied together
  for (const format::Table& table : format::kTables) {
    sums += sha256(bytes_of((contents.projection.*table.table).persons));
  }
  for (const BesideRun& run : contents.beside) sums += sha256(bytes_of(run.present.persons));
  std::vector<double> rest;
  for (const FlowEntry& flow : contents.projection.flows) {
    rest.insert(rest.end(), {static_cast<double>(flow.day), static_cast<double>(flow.from),
                             static_cast<double>(flow.to), flow.persons});
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
