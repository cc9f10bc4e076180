// SPDX-License-Identifier: Apache-2.0
// The parameter of a law at which predicted and observed flows have most in common (CPC), as TDLM
// calibrates. Not maximum likelihood: CPC has no standard errors, and its best parameter differs.
#pragma once

#include <string>

#include "calibration/interaction/mean_cost.hpp"
#include "models/movement/interaction_law.hpp"

namespace ravenstein::calibration {

struct CommonPartFit {
  std::string objective = "common part of commuters (CPC)";
  models::Law law;       ///< with the parameter found
  double parameter = 0;  ///< as `law` has it: a deterrence coefficient or Law::parameter
  double cpc = 0;
  models::Balance balance;
  int evaluations = 0;
};

/// Whether the law has a parameter to search.
bool has_search_parameter(const models::Law& law);

/// Looks at 60 values of |parameter|, evenly on a logarithmic scale from `least` to `most`, then
/// between the neighbours of the best one by golden section: CPC is not smooth and may have several
/// peaks. Laws without a parameter are balanced and scored. The law must have one deterrence term
/// at most.
CommonPartFit fit_common_part(const InteractionData& data, const models::Law& law,
                              const models::LawInputs& inputs, models::Constraint constraint,
                              double least, double most);

/// `law` with its search parameter set.
models::Law with_parameter(models::Law law, double parameter);

/// A range that holds any sensible parameter, from the costs or masses of the data.
struct ParameterRange {
  double least = 0, most = 0;
};
ParameterRange sensible_range(const models::Law& law, const models::LawInputs& inputs);

}  // namespace ravenstein::calibration
