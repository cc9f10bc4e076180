// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/result.hpp"

#include <algorithm>
#include <cmath>

#include "calibration/fit/result_teller.hpp"

namespace ravenstein::calibration {

std::vector<double> row_major(const Eigen::MatrixXd& matrix) {
  std::vector<double> values;
  for (Eigen::Index r = 0; r < matrix.rows(); ++r) {
    for (Eigen::Index c = 0; c < matrix.cols(); ++c) values.push_back(matrix(r, c));
  }
  return values;
}

std::vector<double> list_of(const Eigen::VectorXd& v) { return {v.data(), v.data() + v.size()}; }

void ResultTeller::end(bool converged, std::string_view why) {
  result_.converged = converged;
  result_.ending = why;
}

void ResultTeller::table(std::string name, std::string what, Axes axes,
                         std::vector<double> values) {
  result_.tables.push_back({std::move(name), std::move(what), std::move(axes), std::move(values)});
}

void ResultTeller::list(const char* axis, const char* name, const char* what,
                        const std::vector<double>& values) {
  if (!values.empty()) table(name, what, {{axis, values.size()}}, values);
}

void ResultTeller::one(const char* name, const char* what, double value) {
  table(name, what, {}, {value});
}

double ResultTeller::at_share(std::size_t parameter, double share) const {
  return priors_[parameter].quantile(std::clamp(share, 1e-9, 1 - 1e-9));
}

void ResultTeller::take_optimum(const std::vector<double>& shares, double value) {
  for (std::size_t i = 0; i < shares.size(); ++i) {
    result_.optimum.push_back(at_share(i, shares[i]));
  }
  result_.optimum_value = value;
}

void ResultTeller::take_draws(const Eigen::MatrixXd& parameters, const Eigen::VectorXd& weight) {
  result_.draws = row_major(parameters.transpose());
  result_.weight = list_of(weight);
}

FitResult result_of(const CalibrationPlan& plan, const MethodState& state) {
  FitResult result;
  std::visit(ResultTeller(plan, result), state);
  return result;
}

std::vector<double> FitResult::mean() const {
  if (weight.empty()) return {};
  const std::size_t n = draws.size() / weight.size();
  std::vector<double> sum(n);
  for (std::size_t d = 0; d < weight.size(); ++d) {
    for (std::size_t p = 0; p < n; ++p) sum[p] += weight[d] * draws[d * n + p];
  }
  return sum;
}

std::vector<double> FitResult::sd() const {
  const std::vector<double> centre = mean();
  std::vector<double> sum(centre.size());
  for (std::size_t d = 0; d < weight.size(); ++d) {
    for (std::size_t p = 0; p < sum.size(); ++p) {
      const double off = draws[d * sum.size() + p] - centre[p];
      sum[p] += weight[d] * off * off;
    }
  }
  for (double& value : sum) value = std::sqrt(value);
  return sum;
}

}  // namespace ravenstein::calibration
