// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "io/export/export.hpp"
#include "io/matrix/matrix_writer.hpp"

namespace ravenstein::io {

void export_omx(const ReleaseTables& tables, const std::filesystem::path& output, bool force) {
  MatrixOutput matrix;
  for (const ReleasedPlace& place : tables.places) matrix.origins.push_back(place.code);
  matrix.destinations = matrix.origins;
  matrix.names = {"flow"};
  matrix.about = {{"title", tables.title},
                  {"release", tables.release == Release::open ? "public" : "restricted"},
                  {"note", tables.note()},
                  {"period", tables.begin.front() + " to " + tables.end.back()},
                  {"flows", tables.flow_note},
                  {"NA", "NaN"}};
  const std::size_t places = tables.places.size();
  // Of a public release nobody knows which pairs are none and which are few.
  const double missing = tables.release == Release::open ? kNotShown : 0;
  std::vector<std::vector<const ReleasedFlow*>> by_origin(places);
  for (const ReleasedFlow& flow : tables.flows) by_origin[flow.from].push_back(&flow);
  write_matrices(
      output, matrix,
      [&](std::size_t, std::size_t first, std::size_t rows, std::span<double> values) {
        std::ranges::fill(values, missing);
        for (std::size_t row = 0; row < rows; ++row) {
          for (const ReleasedFlow* flow : by_origin[first + row]) {
            values[row * places + flow->to] = flow->persons;
          }
        }
      },
      force);
}

}  // namespace ravenstein::io
