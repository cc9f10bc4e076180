// SPDX-License-Identifier: Apache-2.0
// Ranks of true values among posterior draws, on the linear-Gaussian problem with parameters from
// its prior and observations with its errors: uniform for every sampler.
#include "calibration/self_check/sbc.hpp"

#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "calibration/abc/abc_smc.hpp"
#include "calibration/mcmc/stretch.hpp"
#include "calibration/mcmc/tempered.hpp"
#include "calibration/smoother/es_mda.hpp"
#include "calibration/smoother/ies.hpp"
#include "engine/random/shocks.hpp"
#include "linear_gaussian.hpp"

namespace ravenstein::calibration {
namespace {

namespace lg = linear_gaussian;
constexpr std::uint32_t kDraws = 99, kBins = 10;

std::vector<double> with_noise(std::vector<double> y, Stream& stream) {
  for (std::size_t k = 0; k < y.size(); ++k) {
    y[k] += lg::kErrorSd[k] * normal_quantile(stream.uniform_open());
  }
  return y;
}

/// Parameters x kDraws for data y.
using Sampler = std::function<Eigen::MatrixXd(const std::vector<double>& y, std::uint64_t seed)>;

/// The smaller p-value of the two parameters.
double p_value(const Sampler& sampler, int replicates) {
  std::vector<std::uint32_t> ranks[2];
  for (int r = 0; r < replicates; ++r) {
    const auto seed = static_cast<std::uint64_t>(1000 + r);
    Stream stream({seed, 0}, Purpose::parameter, 0, 0);
    const std::vector<double> truth = draw(lg::kPriors, stream);
    const Eigen::MatrixXd posterior = sampler(with_noise(lg::predict(truth), stream), seed);
    Stream tie({seed, 0}, purpose::kRankTie, 0, 0);
    const std::vector<std::uint32_t> rank = posterior_ranks(truth, posterior, tie);
    for (std::size_t i = 0; i < 2; ++i) ranks[i].push_back(rank[i]);
  }
  const double p0 = rank_p_value(ranks[0], kDraws, kBins);
  const double p1 = rank_p_value(ranks[1], kDraws, kBins);
  return std::min(p0, p1);
}

EnsembleSettings ensemble(const std::vector<double>& y, std::uint64_t seed) {
  EnsembleSettings s;
  s.priors = lg::kPriors;
  s.observed = y;
  s.error_sd = lg::kErrorSd;
  s.members = 500;
  s.seed = seed;
  return s;
}

Eigen::MatrixXd by_ies(const std::vector<double>& y, std::uint64_t seed) {
  IesSettings s;
  s.ensemble = ensemble(y, seed);
  s.minimum_fall = 1e-4;
  IesState state = start_ies(s);
  drive(state, in_threads(lg::run, 1));
  return lg::parameters(state.members.leftCols(kDraws));
}

Eigen::MatrixXd by_mda(const std::vector<double>& y, std::uint64_t seed) {
  MdaState state = start_mda({ensemble(y, seed), {28.0 / 3, 7, 4, 2}, 50});
  drive(state, in_threads(lg::run, 1));
  return lg::parameters(state.members.leftCols(kDraws));
}

Model likelihood_of(const std::vector<double>& y) {
  return [y](std::span<const double> x, const DrawKey&) -> Outcome {
    const std::vector<double> predicted = lg::predict(x);
    double sum = 0;
    for (std::size_t k = 0; k < y.size(); ++k) {
      const double z = (y[k] - predicted[k]) / lg::kErrorSd[k];
      sum -= z * z / 2;
    }
    return {{sum}, {}};
  };
}

Eigen::MatrixXd by_stretch(const std::vector<double>& y, std::uint64_t seed) {
  StretchSettings s;
  s.priors = lg::kPriors;
  s.walkers = 20;
  s.burn_in = 200;
  s.thin = 40;  // about the autocorrelation time
  s.steps = s.burn_in + 5 * s.thin;
  s.seed = seed;
  StretchState state = start_stretch(s);
  drive(state, in_threads(likelihood_of(y), 1));
  Eigen::MatrixXd all(2, 100);
  for (std::size_t t = 0; t < 5; ++t)
    all.middleCols(static_cast<Eigen::Index>(20 * t), 20) = state.kept[t];
  return lg::parameters(all.leftCols(kDraws));
}

Eigen::MatrixXd by_tempered(const std::vector<double>& y, std::uint64_t seed) {
  TemperedSettings s;
  s.priors = lg::kPriors;
  s.powers = {1, .3};
  s.ladders = 1;
  s.burn_in = 500;
  s.thin = 20;
  s.steps = s.burn_in + kDraws * s.thin;
  s.seed = seed;
  TemperedState state = start_tempered(s);
  drive(state, in_threads(likelihood_of(y), 1));
  Eigen::MatrixXd all(2, kDraws);
  for (std::size_t t = 0; t < kDraws; ++t) all.col(static_cast<Eigen::Index>(t)) = state.kept[t];
  return lg::parameters(all);
}

/// Statistics: the generalised least squares estimate, which is sufficient, in units of its spread.
struct Sufficient {
  Eigen::Matrix<double, 2, 3> of_data;
  Sufficient() {
    Eigen::Matrix<double, 3, 2> g;
    g << 1, .5, 0, 1, 1, -1;
    const Eigen::Matrix2d information = g.transpose() * Eigen::Vector3d(10, 5, 10).asDiagonal() * g;
    const Eigen::Matrix2d root = information.llt().matrixL();
    of_data = root.transpose() * information.inverse() * g.transpose() *
              Eigen::Vector3d(10, 5, 10).asDiagonal();
  }
  std::vector<double> operator()(const std::vector<double>& y) const {
    const Eigen::Vector2d s = of_data * Eigen::Vector3d(y[0], y[1], y[2]);
    return {s[0], s[1]};
  }
};

Eigen::MatrixXd by_abc(const std::vector<double>& y, std::uint64_t seed) {
  static const Sufficient kStatistics;
  AbcSettings s;
  s.priors = lg::kPriors;
  s.observed = kStatistics(y);
  s.adaptive_scales = false;
  s.minimum_tolerance = .3;  // against spread 1: the posterior's sd grows by 1 %
  s.particles = 400;
  s.seed = seed;
  AbcState state = start_abc(s);
  drive(state, in_threads(
                   [](std::span<const double> x, const DrawKey& key) -> Outcome {
                     Stream stream(key, Purpose::entry, 0, 0);
                     return {kStatistics(with_noise(lg::predict(x), stream)), {}};
                   },
                   1));
  Stream stream({seed, 0}, purpose::kResampling, 0, 0);
  return resampled_columns(state.population.parameters, state.population.weight, kDraws, stream);
}

struct Named {
  const char* name;
  Sampler sampler;
  int replicates;
};

void check_uniform(const std::vector<Named>& samplers) {
  for (const auto& [name, sampler, replicates] : samplers) {
    const double p = p_value(sampler, replicates);
    CAPTURE(name, p);
    CHECK(p > .01);
  }
}

TEST_CASE("simulation-based calibration of every sampler") {
  check_uniform({{"IES", by_ies, 200},
                 {"ES-MDA", by_mda, 200},
                 {"stretch", by_stretch, 200},
                 {"tempered", by_tempered, 50},
                 {"ABC-SMC", by_abc, 50}});
}

TEST_CASE("simulation-based calibration of the slower samplers over 200 replicates", "[.long]") {
  check_uniform({{"tempered", by_tempered, 200}, {"ABC-SMC", by_abc, 200}});
}

TEST_CASE("simulation-based calibration sees a posterior that is too narrow, or off") {
  const auto changed = [](double width, double shift) {
    return [=](const std::vector<double>& y, std::uint64_t seed) -> Eigen::MatrixXd {
      const Eigen::MatrixXd x = by_mda(y, seed);
      const Eigen::VectorXd mean = x.rowwise().mean();
      return ((x.colwise() - mean) * width).colwise() + (mean.array() + shift).matrix().eval();
    };
  };
  CHECK(p_value(changed(.6, 0), 200) < .001);
  CHECK(p_value(changed(1, .15), 200) < .001);
  const std::vector<std::uint32_t> ranks{1, 2};
  CHECK_THROWS_AS(rank_p_value(ranks, 99, 7), std::invalid_argument);
}

}  // namespace
}  // namespace ravenstein::calibration
