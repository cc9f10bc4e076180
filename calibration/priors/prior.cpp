// SPDX-License-Identifier: Apache-2.0
#include "calibration/priors/prior.hpp"

namespace ravenstein::calibration {

double log_density(std::span<const Prior> priors, std::span<const double> x) {
  double sum = 0;
  for (std::size_t i = 0; i < priors.size(); ++i) sum += priors[i].log_density(x[i]);
  return sum;
}

std::vector<double> draw(std::span<const Prior> priors, Stream& stream) {
  std::vector<double> x;
  for (const Prior& prior : priors) x.push_back(prior.quantile(stream.uniform_open()));
  return x;
}

}  // namespace ravenstein::calibration
