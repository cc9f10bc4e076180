// SPDX-License-Identifier: Apache-2.0
// The constants of CMA-ES for n parameters and a population (Hansen 2016, tables 1 and 2).
#pragma once

#include <vector>

namespace ravenstein::calibration {

struct CmaWeights {
  int parents = 0;             ///< mu
  std::vector<double> weight;  ///< best first; the first mu sum to 1, the rest are negative
  double effective = 0;        ///< mu_eff
  double rate_sigma = 0, damping = 0;
  double rate_path = 0, rate_one = 0, rate_mu = 0;  ///< c_c, c_1, c_mu
  double expected_length = 0;                       ///< of a standard normal vector, chi_n
};

CmaWeights cma_weights(int parameters, int population);

}  // namespace ravenstein::calibration
