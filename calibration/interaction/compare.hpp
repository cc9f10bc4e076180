// SPDX-License-Identifier: Apache-2.0
// Which model predicts flows that it has not seen: k-fold cross-validation. Cells (or whole
// origins) are dealt to folds at random; each fold is left out in turn, the model is fitted to the
// rest and predicts what was left out. The mean over folds ranks, its standard error says how far
// apart two models must be.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "calibration/interaction/interaction_data.hpp"
#include "models/movement/interaction_law.hpp"

namespace ravenstein::calibration {

/// A law under a constraint. Gravity and competing destinations (a gravity model with ln A_ij as a
/// further term, A_ij = sum of m_k / d_jk) are fitted by maximum likelihood, the parameters of
/// other laws by the CPC of the cells seen.
struct Candidate {
  models::Law law;
  models::Constraint constraint = models::Constraint::doubly;
  std::string name() const;
};

/// All laws under the constraints total, production, attraction and doubly; gravity with all
/// deterrence functions, competing destinations with power and exponential.
std::vector<Candidate> all_candidates();

struct CompareOptions {
  int folds = 5;
  std::uint64_t seed = 1;
  bool by_origin = false;  ///< leave out whole origins: constraints that hold what origins send
                           ///< then know nothing of them and predict no flow
  std::function<void(int done, int of)> progress;
};

struct CandidateScore {
  Candidate candidate;
  std::string objective;           ///< by which it was fitted
  std::vector<double> parameters;  ///< on all cells: as the fit has them
  double cpc_seen = 0;             ///< fitted to and scored on all cells
  double cpc = 0;                  ///< of cells left out, the mean over folds
  double cpc_error = 0;            ///< its standard error
  double deviance = 0;  ///< of cells left out, per cell (infinite: flows where none can be)
  std::string trouble;  ///< why it could not be fitted; the rest is NaN then
};

/// Sorted by CPC of cells left out, best first; those that could not be fitted are last. All flows
/// must be known or missing.
std::vector<CandidateScore> compare_models(const InteractionData& data,
                                           const models::LawInputs& inputs,
                                           const std::vector<Candidate>& candidates,
                                           const CompareOptions& options = {});

}  // namespace ravenstein::calibration
