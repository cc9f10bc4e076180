// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/design.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calibration/sensitivity/sobol_points.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein::calibration {
namespace {

using io::Campaign;
using io::DesignKind;

std::uint64_t seed_of(const Campaign& campaign) {
  return static_cast<std::uint64_t>(campaign.form.seed);
}

std::vector<Prior> priors_of(const Campaign& campaign) {
  std::vector<Prior> priors;
  for (const io::DesignParameter& parameter : campaign.parameters) {
    priors.push_back(parameter.distribution.value());
  }
  return priors;
}

/// The last parameter changes fastest.
void fill_grid(const Campaign& campaign, Design& design) {
  for (const io::DesignParameter& parameter : campaign.parameters) {
    design.points *= parameter.values.size();
  }
  for (std::size_t i = 0; i < design.points; ++i) {
    std::size_t rest = i;
    std::vector<double> point(design.parameters);
    for (std::size_t p = design.parameters; p-- > 0;) {
      const std::vector<double>& values = campaign.parameters[p].values;
      point[p] = values[rest % values.size()];
      rest /= values.size();
    }
    design.values.insert(design.values.end(), point.begin(), point.end());
  }
}

void fill_table(const Campaign& campaign, Design& design) {
  design.values = campaign.table;
  design.points = design.parameters == 0 ? 0 : design.values.size() / design.parameters;
  const auto wanted = static_cast<std::size_t>(campaign.form.design.points);
  if (wanted == 0 || wanted >= design.points) return;
  // Some of the draws: evenly spaced, as draws of a chain resemble their neighbours.
  std::vector<double> chosen;
  for (std::size_t i = 0; i < wanted; ++i) {
    const auto point = design.point(i * design.points / wanted);
    chosen.insert(chosen.end(), point.begin(), point.end());
  }
  design.values = std::move(chosen);
  design.points = wanted;
}

void fill_random(const Campaign& campaign, Design& design) {
  const std::vector<Prior> priors = priors_of(campaign);
  for (std::size_t i = 0; i < design.points; ++i) {
    Stream stream = draws(seed_of(campaign), purpose::kProposal, static_cast<std::uint32_t>(i), 0);
    const std::vector<double> point = draw(priors, stream);
    design.values.insert(design.values.end(), point.begin(), point.end());
  }
}

void fill_latin_hypercube(const Campaign& campaign, Design& design) {
  const std::vector<Prior> priors = priors_of(campaign);
  design.values.resize(design.points * design.parameters);
  for (std::size_t p = 0; p < design.parameters; ++p) {
    Stream stream = draws(seed_of(campaign), purpose::kProposal, static_cast<std::uint32_t>(p), 1);
    std::vector<std::uint32_t> share(design.points);
    std::iota(share.begin(), share.end(), 0U);
    choose_without_replacement(stream, share, share.size());
    for (std::size_t i = 0; i < design.points; ++i) {
      const double u = (share[i] + stream.uniform_open()) / static_cast<double>(design.points);
      design.values[i * design.parameters + p] = priors[p].quantile(std::min(u, 1 - 0x1p-53));
    }
  }
}

void fill_sobol(const Campaign& campaign, Design& design) {
  const std::vector<Prior> priors = priors_of(campaign);
  const Eigen::MatrixXd u =
      sobol_points(static_cast<int>(design.parameters), 0,
                   static_cast<std::uint32_t>(design.points), seed_of(campaign));
  for (std::size_t i = 0; i < design.points; ++i) {
    for (std::size_t p = 0; p < design.parameters; ++p) {
      design.values.push_back(
          priors[p].quantile(u(static_cast<Eigen::Index>(p), static_cast<Eigen::Index>(i))));
    }
  }
}

void append(const std::vector<Evaluation>& batch, Design& design) {
  for (const Evaluation& run : batch) {
    design.values.insert(design.values.end(), run.parameters.begin(), run.parameters.end());
  }
}

void fill_saltelli(const Campaign& campaign, Design& design) {
  SobolState state = sobol_state(campaign);
  const std::uint32_t rows = state.settings.rows;
  for (state.next_row = 0; state.next_row < rows;
       state.next_row += std::min(state.settings.rows_per_batch, rows - state.next_row)) {
    append(ask(state), design);
  }
  design.points = design.values.size() / design.parameters;
  design.group = design.points / rows;
}

void fill_morris(const Campaign& campaign, Design& design) {
  MorrisState state = morris_state(campaign);
  for (; !finished(state); ++state.next) append(ask(state), design);
  design.points = design.values.size() / design.parameters;
  design.group = design.parameters + 1;
}

}  // namespace

SobolState sobol_state(const Campaign& campaign) {
  SobolSettings settings;
  settings.factors = priors_of(campaign);
  settings.rows = static_cast<std::uint32_t>(campaign.form.design.rows);
  settings.seed = seed_of(campaign);
  settings.second_order = campaign.form.design.second_order;
  settings.most_failed = 1;  // how many failed is told beside the indices
  return start_sobol(settings);
}

MorrisState morris_state(const Campaign& campaign) {
  MorrisSettings settings;
  settings.factors = priors_of(campaign);
  settings.trajectories = static_cast<std::uint32_t>(campaign.form.design.trajectories);
  settings.levels = static_cast<std::uint32_t>(campaign.form.design.levels);
  settings.seed = seed_of(campaign);
  return start_morris(settings);
}

Design design_of(const Campaign& campaign) {
  Design design;
  design.parameters = campaign.parameters.size();
  if (campaign.form.design.points > 0) {
    design.points = static_cast<std::size_t>(campaign.form.design.points);
  }
  switch (campaign.form.design.kind) {
    case DesignKind::none:
      break;
    case DesignKind::grid:
      fill_grid(campaign, design);
      break;
    case DesignKind::list:
    case DesignKind::posterior:
      fill_table(campaign, design);
      break;
    case DesignKind::random:
      fill_random(campaign, design);
      break;
    case DesignKind::latin_hypercube:
      fill_latin_hypercube(campaign, design);
      break;
    case DesignKind::sobol:
      fill_sobol(campaign, design);
      break;
    case DesignKind::saltelli:
      fill_saltelli(campaign, design);
      break;
    case DesignKind::morris:
      fill_morris(campaign, design);
      break;
  }
  return design;
}

}  // namespace ravenstein::calibration
