// SPDX-License-Identifier: Apache-2.0
// Newton's method with halved steps, for smooth functions of few parameters.
#pragma once

#include <Eigen/Dense>
#include <functional>

namespace ravenstein::calibration {

/// A function to be maximised, at one point.
struct LocalShape {
  double value = 0;
  Eigen::VectorXd gradient;
  Eigen::MatrixXd negative_hessian;
};

struct Maximum {
  Eigen::VectorXd at;
  LocalShape shape;
  int iterations = 0;
  bool converged = false;
};

/// Steps until the predicted gain (half of g' H^-1 g) is below `tolerance` x (1 + |value|). Where
/// the Hessian is not definite, its diagonal is raised; steps that lose are halved. Not converged:
/// after 200 steps, or when no step gains.
Maximum maximise(const std::function<LocalShape(const Eigen::VectorXd&)>& function,
                 Eigen::VectorXd start, double tolerance = 1e-15);

}  // namespace ravenstein::calibration
