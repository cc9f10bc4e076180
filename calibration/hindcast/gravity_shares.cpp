// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/gravity_shares.hpp"

#include <cmath>
#include <utility>

namespace ravenstein::calibration {

DestinationChoices gravity_choices(const MonthlyFlows& flows, const GravityInputs& inputs,
                                   int end) {
  const std::size_t n = flows.zones;
  const auto rows = static_cast<Eigen::Index>(n * n);
  const std::vector<double> persons = corridor_memory(flows, end, kNeverForgets);
  DestinationChoices data{Eigen::MatrixXd::Zero(rows, inputs.adjacent.empty() ? 3 : 4),
                          Eigen::Map<const Eigen::VectorXd>(persons.data(), rows),
                          {},
                          {}};
  for (std::size_t from = 0; from < n; ++from) {
    for (std::size_t to = 0; to < n; ++to) {
      const std::size_t cell = from * n + to;
      const auto row = static_cast<Eigen::Index>(cell);
      data.origin.push_back(static_cast<int>(from));
      if (from == to) {
        data.x(row, 0) = 1;
        continue;
      }
      data.x(row, 1) = std::log(inputs.distance_km[cell]);
      data.x(row, 2) = std::log(inputs.mass[to]);
      if (!inputs.adjacent.empty()) data.x(row, 3) = inputs.adjacent[cell];
    }
  }
  return data;
}

DestinationChoices model_gravity_choices(const MonthlyFlows& flows, const GravityInputs& inputs,
                                         int end) {
  DestinationChoices choices = gravity_choices(flows, inputs, end);
  for (std::size_t zone = 0; zone < flows.zones; ++zone) {
    choices.x(static_cast<Eigen::Index>(zone * flows.zones + zone), 2) =
        std::log(inputs.mass[zone]);
  }
  return choices;
}

ShareForecaster gravity_shares(const MonthlyFlows& flows, GravityInputs inputs) {
  return [&flows, inputs = std::move(inputs)](const Origin& origin, int) {
    const DestinationChoices data = gravity_choices(flows, inputs, origin.fit_end);
    const Eigen::VectorXd share = choice_shares(data, fit_destination_logit(data).coefficient);
    return std::vector<double>(share.begin(), share.end());
  };
}

}  // namespace ravenstein::calibration
