// SPDX-License-Identifier: Apache-2.0
// Results of sensitivity analyses.
#include <fmt/format.h>

#include <stdexcept>

#include "calibration/fit/result_teller.hpp"

namespace ravenstein::calibration {

void ResultTeller::operator()(const MorrisState& s) {
  const auto outputs = static_cast<std::size_t>(s.mean.rows());
  const Axes axes{{"output", outputs}, {"parameter", priors_.size()}};
  end(outputs > 0, fmt::format("{} trajectories, {} runs failed", s.next, s.failed_runs));
  if (outputs == 0) return;
  table("morris_mean", "mean elementary effect, per unit of prior probability", axes,
        row_major(s.mean));
  table("morris_mean_absolute", "mean absolute elementary effect", axes,
        row_major(s.mean_absolute));
  table("morris_sd", "standard deviation of the effects", axes, row_major(effect_sd(s)));
  table("morris_count", "effects that could be taken", axes, row_major(s.count));
}

void ResultTeller::operator()(const SobolState& s) {
  SobolIndices found;
  try {
    found = indices(s);
  } catch (const std::runtime_error& error) {
    return end(false, error.what());
  }
  end(true, fmt::format("{} rows, {} of them left out for failed runs", s.next_row, s.failed_rows));
  const auto outputs = static_cast<std::size_t>(found.value.first.rows());
  const Axes axes{{"output", outputs},
                  {"factor", static_cast<std::size_t>(found.value.first.cols())}};
  const auto write = [&](const char* name, const char* what, Eigen::MatrixXd IndexValues::*kind) {
    const std::string title = name;
    table(title, what, axes, row_major(found.value.*kind));
    if (s.settings.bootstrap == 0) return;
    table(title + "_lower", "lower end of its 95 % interval", axes, row_major(found.lower.*kind));
    table(title + "_upper", "upper end of its 95 % interval", axes, row_major(found.upper.*kind));
  };
  write("sobol_first", "first-order index; the last factor is chance, if it is one",
        &IndexValues::first);
  write("sobol_total", "total index", &IndexValues::total);
  if (s.settings.second_order) {
    table("sobol_second", "second-order index of pairs 12, 13, .., 23, ..",
          {{"output", outputs}, {"pair", static_cast<std::size_t>(found.value.second.cols())}},
          row_major(found.value.second));
  }
  table("output_mean", "mean of each output", {{"output", outputs}}, list_of(found.mean));
  table("output_variance", "variance of each output", {{"output", outputs}},
        list_of(found.variance));
}

void ResultTeller::operator()(const RandomDesign& s) {
  const Eigen::MatrixXd first = first_order(s);
  const auto outputs = static_cast<std::size_t>(first.rows());
  const bool enough = outputs > 0 && !first.array().isNaN().all();
  end(enough, fmt::format("{} runs, {} failed", s.next, s.failed_runs));
  table("rbd_first", "first-order index", {{"output", outputs}, {"parameter", priors_.size()}},
        row_major(first));
}

}  // namespace ravenstein::calibration
