// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/etkf.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <stdexcept>

namespace ravenstein::calibration {
namespace {

/// Columns that turn deviations into those of the analysis, mean included:
/// W = w + [(N - 1) P]^(1/2), P = [(N - 1) I + Y' R^-1 Y]^-1, w = P Y' R^-1 (y - mean).
Eigen::MatrixXd transform(const Eigen::MatrixXd& y, const Eigen::VectorXd& innovation,
                          const Eigen::VectorXd& precision) {
  const auto last = static_cast<double>(y.cols() - 1);
  Eigen::MatrixXd inverse = y.transpose() * precision.asDiagonal() * y;
  inverse.diagonal().array() += last;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(inverse);
  const Eigen::MatrixXd& axes = solver.eigenvectors();
  const Eigen::ArrayXd value = solver.eigenvalues().array();
  const Eigen::VectorXd gain =
      axes *
      ((axes.transpose() * (y.transpose() * precision.cwiseProduct(innovation))).array() / value)
          .matrix();
  Eigen::MatrixXd w = axes * (last / value).sqrt().matrix().asDiagonal() * axes.transpose();
  w.colwise() += gain;
  return w;
}

/// Inflates, analyses and relaxes the rows of deviations.
Eigen::MatrixXd analysed(const Eigen::MatrixXd& deviation, const Eigen::MatrixXd& y,
                         const Eigen::VectorXd& innovation, const Eigen::VectorXd& precision,
                         const EtkfSettings& s) {
  Eigen::MatrixXd after =
      s.inflation * deviation * transform(s.inflation * y, innovation, precision);
  if (s.relax == 0) return after;
  const Eigen::VectorXd mean = after.rowwise().mean();
  for (Eigen::Index i = 0; i < after.rows(); ++i) {
    const double before = deviation.row(i).norm();
    const double left = (after.row(i).array() - mean[i]).matrix().norm();
    if (!(left > 0)) continue;
    const double factor = 1 + s.relax * (before - left) / left;
    after.row(i) = (factor * (after.row(i).array() - mean[i]) + mean[i]).matrix();
  }
  return after;
}

std::vector<ObservationFlag> judge(const Eigen::MatrixXd& y, const Eigen::VectorXd& innovation,
                                   const Eigen::VectorXd& error_sd, double outlier_sd) {
  std::vector<ObservationFlag> flags;
  for (Eigen::Index k = 0; k < innovation.size(); ++k) {
    const double variance = y.row(k).squaredNorm() / static_cast<double>(y.cols() - 1);
    const double sd = std::sqrt(variance + error_sd[k] * error_sd[k]);
    const bool known = std::isfinite(innovation[k]) && error_sd[k] > 0 && std::isfinite(sd);
    const bool far = known && std::abs(innovation[k]) > outlier_sd * sd;
    flags.push_back(!known ? ObservationFlag::missing
                    : far  ? ObservationFlag::outlier
                           : ObservationFlag::used);
  }
  return flags;
}

/// Observations that are used: their rows, innovations, precisions and where they came from.
struct Used {
  Eigen::MatrixXd y;
  Eigen::VectorXd innovation, precision;
  std::vector<Eigen::Index> from;
};

Used used(const Eigen::MatrixXd& y, const Eigen::VectorXd& innovation,
          const Eigen::VectorXd& error_sd, const std::vector<ObservationFlag>& flags) {
  Used u;
  for (std::size_t k = 0; k < flags.size(); ++k) {
    if (flags[k] == ObservationFlag::used) u.from.push_back(static_cast<Eigen::Index>(k));
  }
  const auto count = static_cast<Eigen::Index>(u.from.size());
  u.y.resize(count, y.cols());
  u.innovation.resize(count);
  u.precision.resize(count);
  for (Eigen::Index k = 0; k < count; ++k) {
    const Eigen::Index from = u.from[static_cast<std::size_t>(k)];
    u.y.row(k) = y.row(from);
    u.innovation[k] = innovation[from];
    u.precision[k] = 1 / (error_sd[from] * error_sd[from]);
  }
  return u;
}

}  // namespace

Analysis etkf(const Eigen::MatrixXd& state, const Eigen::MatrixXd& predicted,
              const Eigen::VectorXd& observed, const Eigen::VectorXd& error_sd,
              const EtkfSettings& settings, const LocalWeight& weight) {
  if (state.cols() < 2 || predicted.cols() != state.cols() || predicted.rows() != observed.size() ||
      error_sd.size() != observed.size()) {
    throw std::invalid_argument(
        "ETKF: expected two members or more, and a prediction and an error "
        "for each observation");
  }
  const Eigen::VectorXd mean = state.rowwise().mean(), forecast = predicted.rowwise().mean();
  const Eigen::MatrixXd deviation = state.colwise() - mean, y = predicted.colwise() - forecast;
  const Eigen::VectorXd innovation = observed - forecast;
  Analysis result{state, judge(y, innovation, error_sd, settings.outlier_sd)};
  const Used u = used(y, innovation, error_sd, result.flags);
  if (u.from.empty()) return result;
  if (!weight) {
    result.state = analysed(deviation, u.y, u.innovation, u.precision, settings).colwise() + mean;
    return result;
  }
  for (Eigen::Index i = 0; i < state.rows(); ++i) {
    std::vector<Eigen::Index> near;
    for (Eigen::Index k = 0; k < u.y.rows(); ++k) {
      if (weight(i, u.from[static_cast<std::size_t>(k)]) > 0) near.push_back(k);
    }
    if (near.empty()) continue;  // nobody reports from here: nothing changes
    Eigen::VectorXd precision = u.precision(near);
    for (std::size_t k = 0; k < near.size(); ++k) {
      precision[static_cast<Eigen::Index>(k)] *=
          weight(i, u.from[static_cast<std::size_t>(near[k])]);
    }
    const Eigen::MatrixXd local_y = u.y(near, Eigen::all);
    result.state.row(i) =
        analysed(deviation.row(i), local_y, u.innovation(near), precision, settings).array() +
        mean[i];
  }
  return result;
}

}  // namespace ravenstein::calibration
