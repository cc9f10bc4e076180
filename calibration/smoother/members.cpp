// SPDX-License-Identifier: Apache-2.0
#include "calibration/smoother/members.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <stdexcept>
#include <string>

#include "calibration/smoother/localisation.hpp"

namespace ravenstein::calibration {

void check(const EnsembleSettings& s) {
  const auto fail = [](const std::string& what) {
    throw std::invalid_argument("ensemble: " + what);
  };
  if (s.priors.empty()) fail("expected at least one parameter");
  for (const Prior& prior : s.priors) prior.check();
  if (s.observed.empty() || s.observed.size() != s.error_sd.size()) {
    fail("expected observations, and an error for each");
  }
  for (std::size_t k = 0; k < s.observed.size(); ++k) {
    if (!std::isfinite(s.observed[k]) || !(s.error_sd[k] > 0)) {
      fail("expected a number with an error sd > 0, observation " + std::to_string(k));
    }
  }
  if (s.members < 4) fail("expected at least 4 members, found " + std::to_string(s.members));
  const bool tapered = s.localisation == Localisation::taper;
  if (tapered && (s.taper.rows() != static_cast<Eigen::Index>(s.priors.size()) ||
                  s.taper.cols() != static_cast<Eigen::Index>(s.observed.size()))) {
    fail("expected a taper of parameters x observations");
  }
}

Eigen::MatrixXd first_members(const EnsembleSettings& s) {
  return standard_normals(s.seed, purpose::kProposal, 0, static_cast<Eigen::Index>(s.priors.size()),
                          s.members);
}

Eigen::VectorXd scaled_misfit(const EnsembleSettings& s, std::span<const double> predicted) {
  Eigen::VectorXd misfit(static_cast<Eigen::Index>(s.observed.size()));
  for (std::size_t k = 0; k < s.observed.size(); ++k) {
    misfit[static_cast<Eigen::Index>(k)] = (predicted[k] - s.observed[k]) / s.error_sd[k];
  }
  return misfit;
}

bool worked(const EnsembleSettings& s, const Outcome& outcome) {
  return outcome.usable() && outcome.values.size() == s.observed.size();
}

Eigen::MatrixXd only_columns(const Eigen::MatrixXd& matrix, std::span<const Eigen::Index> kept) {
  Eigen::MatrixXd result(matrix.rows(), static_cast<Eigen::Index>(kept.size()));
  for (std::size_t j = 0; j < kept.size(); ++j) {
    result.col(static_cast<Eigen::Index>(j)) = matrix.col(kept[j]);
  }
  return result;
}

Eigen::MatrixXd anomalies(const Eigen::MatrixXd& matrix) {
  const Eigen::VectorXd mean = matrix.rowwise().mean();
  return (matrix.colwise() - mean) / std::sqrt(static_cast<double>(matrix.cols() - 1));
}

Eigen::MatrixXd ensemble_gain(const EnsembleSettings& s, const Eigen::MatrixXd& x,
                              const Eigen::MatrixXd& y, double damping, std::uint32_t generation) {
  Eigen::MatrixXd gain;
  if (y.rows() <= y.cols()) {
    Eigen::MatrixXd inner = y * y.transpose();
    inner.diagonal().array() += damping;
    gain = inner.llt().solve(y * x.transpose()).transpose();
  } else {  // the same by Woodbury's identity, in the space of members
    Eigen::MatrixXd inner = y.transpose() * y;
    inner.diagonal().array() += damping;
    gain = x * inner.llt().solve(y.transpose());
  }
  if (s.localisation == Localisation::taper) gain.array() *= s.taper.array();
  if (s.localisation == Localisation::automatic) {
    gain.array() *= automatic_taper(x, y, s.seed, generation).array();
  }
  return gain;
}

}  // namespace ravenstein::calibration
