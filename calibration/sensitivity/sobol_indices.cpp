// SPDX-License-Identifier: Apache-2.0
#include "calibration/sensitivity/sobol_indices.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "calibration/scores/coverage.hpp"
#include "calibration/sensitivity/sobol_points.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein::calibration {
namespace {

std::size_t factor_count(const SobolSettings& s) {
  return s.factors.size() + (s.seed_factor ? 1 : 0);
}

std::size_t runs_of_row(const SobolSettings& s) {
  return 2 + factor_count(s) * (s.second_order ? 2 : 1);
}

std::uint32_t rows_of_batch(const SobolState& state) {
  const SobolSettings& s = state.settings;
  return std::min(s.rows_per_batch, s.rows - std::min(s.rows, state.next_row));
}

Evaluation run_at(const SobolSettings& s, const Eigen::VectorXd& u, std::uint32_t row) {
  Evaluation run;
  for (std::size_t i = 0; i < s.factors.size(); ++i) {
    run.parameters.push_back(s.factors[i].quantile(u[static_cast<Eigen::Index>(i)]));
  }
  run.key = s.seed_factor
                ? evaluation_key(s.seed, static_cast<std::uint32_t>(u[u.size() - 1] * 0x1p32), 1)
                : evaluation_key(s.seed, row, 0);
  return run;
}

/// Outputs of a row's runs; without columns if one failed or has another number of values.
RowOutputs outputs_of(const SobolState& state, std::span<const Outcome> runs) {
  const std::size_t outputs = state.sums.empty()
                                  ? runs[0].values.size()
                                  : static_cast<std::size_t>(state.sums[0].mean.size());
  RowOutputs row(static_cast<Eigen::Index>(outputs), static_cast<Eigen::Index>(runs.size()));
  for (std::size_t r = 0; r < runs.size(); ++r) {
    if (!runs[r].usable() || runs[r].values.size() != outputs || outputs == 0) return {};
    row.col(static_cast<Eigen::Index>(r)) =
        Eigen::Map<const Eigen::VectorXd>(runs[r].values.data(), row.rows());
  }
  return row;
}

void take_row(SobolState& state, const RowOutputs& row, std::uint32_t index) {
  const SobolSettings& s = state.settings;
  const auto resamples = static_cast<std::uint32_t>(s.bootstrap);
  if (state.sums.empty()) {
    state.sums.assign(
        std::size_t{resamples} + 1,
        empty_sums(row.rows(), static_cast<Eigen::Index>(factor_count(s)), s.second_order));
  }
  add_row(state.sums[0], row, 1);
  for (std::uint32_t k = 1; k <= resamples; ++k) {
    Stream stream = draws(s.seed, purpose::kBootstrap, index, k);
    const std::int64_t times = poisson(stream, 1);
    if (times > 0) add_row(state.sums[k], row, static_cast<double>(times));
  }
}

/// Percentiles over the resamples, entry by entry, of one kind of index.
void percentiles(const std::vector<IndexValues>& resamples, Eigen::MatrixXd IndexValues::*kind,
                 double confidence, SobolIndices& result) {
  Eigen::MatrixXd& lower = result.lower.*kind;
  Eigen::MatrixXd& upper = result.upper.*kind;
  lower = upper = Eigen::MatrixXd::Constant((result.value.*kind).rows(),
                                            (result.value.*kind).cols(), std::nan(""));
  for (Eigen::Index i = 0; i < lower.size(); ++i) {
    std::vector<double> values;
    for (const IndexValues& v : resamples) values.push_back((v.*kind).data()[i]);
    const std::vector<double> sorted = sorted_sample(known_members(values));
    lower.data()[i] = sorted_quantile(sorted, (1 - confidence) / 2);
    upper.data()[i] = sorted_quantile(sorted, (1 + confidence) / 2);
  }
}

}  // namespace

SobolState start_sobol(const SobolSettings& settings) {
  const auto fail = [](const char* what) { throw std::invalid_argument(what); };
  if (settings.factors.empty()) fail("Sobol' indices: expected at least one factor");
  for (const Prior& factor : settings.factors) factor.check();
  if (settings.rows == 0 || settings.rows_per_batch == 0) fail("Sobol' indices: expected rows");
  if (settings.bootstrap < 0) fail("Sobol' indices: expected resamples >= 0");
  if (!(settings.confidence > 0 && settings.confidence < 1) ||
      !(settings.most_failed >= 0 && settings.most_failed <= 1)) {
    fail("Sobol' indices: expected shares within 0..1");
  }
  SobolState state;
  state.settings = settings;
  return state;
}

std::vector<Evaluation> ask(const SobolState& state) {
  const SobolSettings& s = state.settings;
  const auto d = static_cast<Eigen::Index>(factor_count(s));
  const Eigen::MatrixXd points =
      sobol_points(static_cast<int>(2 * d), state.next_row, rows_of_batch(state), s.seed);
  std::vector<Evaluation> batch;
  for (Eigen::Index row = 0; row < points.cols(); ++row) {
    const std::uint32_t index = state.next_row + static_cast<std::uint32_t>(row);
    const Eigen::VectorXd a = points.col(row).head(d), b = points.col(row).tail(d);
    batch.push_back(run_at(s, a, index));
    batch.push_back(run_at(s, b, index));
    for (int back = 0; back < (s.second_order ? 2 : 1); ++back) {
      for (Eigen::Index i = 0; i < d; ++i) {
        Eigen::VectorXd mixed = back == 0 ? a : b;
        mixed[i] = back == 0 ? b[i] : a[i];
        batch.push_back(run_at(s, mixed, index));
      }
    }
  }
  return batch;
}

void tell(SobolState& state, std::span<const Outcome> outcomes) {
  const std::size_t runs = runs_of_row(state.settings);
  const std::uint32_t rows = rows_of_batch(state);
  if (outcomes.size() != runs * rows) {
    throw std::logic_error("Sobol' indices: expected as many outcomes as evaluations asked for");
  }
  for (std::uint32_t r = 0; r < rows; ++r) {
    const RowOutputs row = outputs_of(state, outcomes.subspan(r * runs, runs));
    if (row.size() == 0) {
      ++state.failed_rows;
    } else {
      take_row(state, row, state.next_row + r);
    }
  }
  state.next_row += rows;
}

SobolIndices indices(const SobolState& state) {
  const SobolSettings& s = state.settings;
  const std::uint32_t failed = state.failed_rows;
  if (failed > s.most_failed * state.next_row || failed + 2 > state.next_row) {
    throw std::runtime_error("Sobol' indices: expected at most " +
                             std::to_string(s.most_failed * 100) + " % failed rows and two that " +
                             "worked, found " + std::to_string(failed) + " failed of " +
                             std::to_string(state.next_row));
  }
  SobolIndices result;
  const SobolSums& sums = state.sums[0];
  result.mean = sums.mean;
  result.variance = sums.squares / (2 * sums.weight);
  result.value = index_values(sums);
  result.rows = state.next_row - failed;
  result.failed_rows = failed;
  std::vector<IndexValues> resamples;
  for (std::size_t k = 1; k < state.sums.size(); ++k) {
    resamples.push_back(index_values(state.sums[k]));
  }
  for (const auto kind : {&IndexValues::first, &IndexValues::first_jansen, &IndexValues::total,
                          &IndexValues::second}) {
    percentiles(resamples, kind, s.confidence, result);
  }
  return result;
}

}  // namespace ravenstein::calibration
