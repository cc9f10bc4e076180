// SPDX-License-Identifier: Apache-2.0
#include "calibration/observation/counts.hpp"

#include <cmath>
#include <stdexcept>

namespace ravenstein::calibration {
namespace {

const DailyTable& table_of(const Projection& projection, CountOf of) {
  switch (of) {
    case CountOf::entries:
      return projection.entries;
    case CountOf::exits:
      return projection.exits;
    case CountOf::returns:
      return projection.returns;
    case CountOf::arrivals:
      return projection.arrivals;
    case CountOf::departures:
      return projection.departures;
    case CountOf::present:
      break;
  }
  throw std::logic_error("people present are in two tables");
}

}  // namespace

CountKind kind_of(CountOf of) {
  if (of == CountOf::present) return CountKind::stock;
  const bool moves = of == CountOf::arrivals || of == CountOf::departures;
  return moves ? CountKind::incident : CountKind::flow;
}

double people_for(const Projection& projection, CountOf of, const Count& count, double hasten) {
  const Period& rows = projection.period;
  const int first = rows.step_of(count.first_day);
  if (of == CountOf::present) return projection.present(first, count.zone) * hasten;
  const DailyTable& table = table_of(projection, of);
  if (table.persons.empty()) return 0;  // nobody can
  double sum = 0;
  for (int row = first; row < rows.steps() && rows.first_day(row) <= count.last_day; ++row) {
    if (rows.first_day(row) >= count.first_day) sum += table.at(row, count.zone);
  }
  return sum * hasten;
}

void add_people(const Projection& projection, std::span<const CountSeries> series,
                std::span<const Count> counts, double hasten, std::span<double> people) {
  for (std::size_t c = 0; c < counts.size(); ++c) {
    people[c] += people_for(projection, series[counts[c].series].of, counts[c], hasten);
  }
}

double log_likelihood(std::span<const CountSeries> series, std::span<const Count> counts,
                      std::span<const double> people) {
  double sum = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    if (std::isnan(counts[c].persons)) continue;
    sum += log_likelihood(series[counts[c].series].error, people[c], counts[c].persons);
  }
  return sum;
}

double half_squared_misfit(std::span<const CountSeries> series, std::span<const Count> counts,
                           std::span<const double> people) {
  double sum = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    if (std::isnan(counts[c].persons)) continue;
    const GaussianView view =
        gaussian_view(series[counts[c].series].error, people[c], counts[c].persons);
    const double z = (view.predicted - view.observed) / view.sd;
    sum += z * z / 2;
  }
  return sum;
}

double wape(std::span<const CountSeries> series, std::span<const Count> counts,
            std::span<const double> people) {
  double off = 0, all = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    if (std::isnan(counts[c].persons)) continue;
    const double found = series[counts[c].series].error.detection_rate * people[c];
    off += std::abs(found - counts[c].persons);
    all += counts[c].persons;
  }
  return all > 0 ? off / all : std::nan("");
}

}  // namespace ravenstein::calibration
