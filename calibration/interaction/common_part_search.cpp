// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/common_part_search.hpp"

#include <algorithm>
#include <cmath>

#include "calibration/interaction/golden.hpp"
#include "calibration/interaction/goodness.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {

bool has_search_parameter(const models::Law& law) {
  return models::has_deterrence(law.kind) ? models::term_count(law.deterrence.kind) > 0
                                          : models::has_parameter(law.kind);
}

models::Law with_parameter(models::Law law, double parameter) {
  if (models::has_deterrence(law.kind)) {
    law.deterrence.coefficient[0] = parameter;
  } else {
    law.parameter = parameter;
  }
  return law;
}

ParameterRange sensible_range(const models::Law& law, const models::LawInputs& inputs) {
  if (law.kind == models::LawKind::schneider) {
    const double total = sum_row(inputs.destination_mass);
    return {0.1 / total, 1000 / total};
  }
  if (law.deterrence.kind == models::DeterrenceKind::exponential &&
      models::has_deterrence(law.kind)) {
    double sum = 0, cells = 0;
    std::vector<double> cost(inputs.zones);
    for (std::size_t i = 0; i < inputs.zones; ++i) {
      inputs.cost(i, cost);
      for (std::size_t j = 0; j < inputs.zones; ++j) {
        if (j == i || !std::isfinite(cost[j])) continue;
        sum += cost[j];
        cells += 1;
      }
    }
    const double mean = sum > 0 ? sum / cells : 1;
    return {0.1 / mean, 200 / mean};
  }
  return {0.05, 10};  // exponents
}

CommonPartFit fit_common_part(const InteractionData& data, const models::Law& law,
                              const models::LawInputs& inputs, models::Constraint constraint,
                              double least, double most) {
  CommonPartFit fit;
  const ObservedMargins observed = observed_margins(data);
  models::LawInputs prepared = inputs;  // what stays the same while the parameter changes
  if (models::needs_opportunities(law.kind) && !prepared.opportunities) {
    const RowSource s = models::opportunity_rows(inputs);
    prepared.opportunities = law.kind == models::LawKind::population_weighted
                                 ? models::kept_transposed(inputs.zones, s)
                                 : models::kept(inputs.zones, inputs.zones, s);
  }
  const auto value = [&](double parameter) {
    fit.law = with_parameter(law, parameter);
    fit.parameter = parameter;
    const RowSource weights =
        models::kept(data.origins, data.destinations, models::law_rows(fit.law, prepared));
    fit.balance =
        models::balance(data.origins, data.destinations, weights, constraint, observed.margins());
    ++fit.evaluations;
    return fit.cpc = common_part(data, models::balanced_rows(weights, fit.balance));
  };
  if (!has_search_parameter(law)) {
    value(law.parameter);
    fit.parameter = 0;
    return fit;
  }
  const double sign = models::has_deterrence(law.kind) ? -1 : 1;
  const Peak best = scan_and_search([&](double x) { return value(sign * std::exp(x)); },
                                    std::log(least), std::log(most), 60, 1e-8);
  value(sign * std::exp(best.at));
  return fit;
}

}  // namespace ravenstein::calibration
