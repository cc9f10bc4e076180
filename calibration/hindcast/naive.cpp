// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/naive.hpp"

#include <numeric>

#include "models/drivers/terms_of_trade.hpp"

namespace ravenstein::calibration {

Forecaster trailing_forecast(const MonthlySeries& displaced, int months, Trailing statistic) {
  return [&displaced, months, statistic](const Origin& origin) {
    std::vector<CellForecast> cells;
    for (int month = origin.first_month; month < origin.end_month(); ++month) {
      const int end = origin.known_end(month);
      for (std::size_t zone = 0; zone < displaced.zones; ++zone) {
        std::vector<double> last;
        for (int known = end - months; known < end; ++known) {
          last.push_back(displaced.at(known, zone));
        }
        const double mean = std::accumulate(last.begin(), last.end(), 0.0) / months;
        cells.push_back(
            {statistic == Trailing::mean ? mean : models::median_of_known(last), {}, {}});
      }
    }
    return cells;
  };
}

}  // namespace ravenstein::calibration
