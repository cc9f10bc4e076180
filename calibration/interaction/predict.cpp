// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/predict.hpp"

#include <cmath>

#include "engine/core/row_math.hpp"
#include "models/movement/gravity.hpp"

namespace ravenstein::calibration {

RowSource weights_of(const FittedModel& model, std::size_t origins, std::size_t destinations,
                     const RowSource& cost) {
  return [&model, origins, destinations, &cost](std::size_t i, std::span<double> row) {
    std::vector<double> distance(destinations);
    cost(i, distance);
    std::vector<models::Covariate> covariates;
    double same = model.constant;
    if (!model.origin_effect.empty()) same += model.origin_effect[i];
    if (!model.destination_effect.empty()) covariates.push_back({model.destination_effect, 1});
    for (const FittedModel::FittedTerm& one : model.terms) {
      if (one.term.side == Term::Side::origin) {
        same += one.coefficient * one.term.value[i];
      } else {
        const std::size_t first = one.term.side == Term::Side::pair ? i * destinations : 0;
        covariates.push_back({one.term.value.subspan(first, destinations), one.coefficient});
      }
    }
    models::gravity_row({0, model.deterrence}, {}, distance, covariates, row);
    scale_row(std::exp(same), row);
    if (origins == destinations && !model.intrazonal) row[i] = 0;
  };
}

}  // namespace ravenstein::calibration
