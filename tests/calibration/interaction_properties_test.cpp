// SPDX-License-Identifier: Apache-2.0
// What must hold of every fit, on flows drawn from known models; and against a generalised linear
// model with all its dummies, written here without any of the structure that fits use.
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <Eigen/Dense>
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/interaction/fit.hpp"
#include "calibration/interaction/likelihood.hpp"
#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"
#include "tests/calibration/synthetic_flows.hpp"

namespace ravenstein::calibration {
namespace {

using models::Constraint;
using models::DeterrenceKind;
using testing::synthetic_flows;
using testing::SyntheticFlows;

InteractionModel model_of(const SyntheticFlows& flows, Constraint constraint,
                          DeterrenceKind kind = DeterrenceKind::exponential,
                          Family family = Family::poisson) {
  InteractionModel model;
  model.constraint = constraint;
  model.deterrence = kind;
  model.family = family;
  const bool origin = constraint == Constraint::total || constraint == Constraint::attraction;
  const bool destination = constraint == Constraint::total || constraint == Constraint::production;
  if (origin) model.terms.push_back({"log_origin_mass", Term::Side::origin, flows.log_mass});
  if (destination) {
    model.terms.push_back({"log_destination_mass", Term::Side::destination, flows.log_mass});
  }
  return model;
}

/// Coefficients of ln E[T] = effects + g ln W + b d by iteratively reweighted least squares with a
/// column for every effect (Nelder and Wedderburn 1972).
struct DenseGlm {
  Eigen::VectorXd beta, error;
};
DenseGlm dense_glm(const SyntheticFlows& flows, bool origins, bool destinations) {
  const auto n = static_cast<Eigen::Index>(flows.n);
  const Eigen::Index first_destination = origins ? n : 0;
  const Eigen::Index effects = first_destination + (destinations ? n - (origins ? 1 : 0) : 0);
  const Eigen::Index size = effects + (destinations ? 1 : 2);
  Eigen::VectorXd beta = Eigen::VectorXd::Zero(size);
  Eigen::MatrixXd normal(size, size);
  for (int iteration = 0; iteration < 30; ++iteration) {
    normal.setZero();
    Eigen::VectorXd right = Eigen::VectorXd::Zero(size);
    for (Eigen::Index i = 0; i < n; ++i) {
      for (Eigen::Index j = 0; j < n; ++j) {
        if (i == j) continue;
        const auto cell = static_cast<std::size_t>(i * n + j);
        std::vector<std::pair<Eigen::Index, double>> x;
        if (origins) x.emplace_back(i, 1.0);
        const Eigen::Index dummy = origins ? j - 1 : j;  // the first one is told by the origins'
        if (destinations && dummy >= 0) x.emplace_back(first_destination + dummy, 1.0);
        if (!destinations) x.emplace_back(effects, flows.log_mass[static_cast<std::size_t>(j)]);
        x.emplace_back(size - 1, flows.cost[cell]);
        double eta = 0;
        for (const auto& [at, value] : x) eta += beta(at) * value;
        const double y = flows.flow[cell];
        if (iteration == 0) eta = std::log(y + 0.5);
        const double mu = std::exp(eta), z = eta + (y - mu) / mu;
        for (const auto& [a, u] : x) {
          right(a) += mu * z * u;
          for (const auto& [b, v] : x) normal(a, b) += mu * u * v;
        }
      }
    }
    beta = normal.llt().solve(right);
  }
  return {beta, normal.inverse().diagonal().cwiseSqrt()};
}

TEST_CASE("Fits equal a generalised linear model with all its dummies") {
  const SyntheticFlows flows = synthetic_flows(300, 11);
  const InteractionData data = flows.data();
  const InteractionFit production = fit_interaction(data, model_of(flows, Constraint::production));
  const DenseGlm dense = dense_glm(flows, true, false);
  REQUIRE(production.converged);
  for (Eigen::Index k = 0; k < 2; ++k) {
    const Estimate& ours = production.estimates[static_cast<std::size_t>(k)];
    CHECK(ours.value == Approx(dense.beta(300 + k)).epsilon(1e-8));
    CHECK(ours.standard_error == Approx(dense.error(300 + k)).epsilon(1e-6));
  }
  CHECK(production.state.origin_effect[17] == Approx(dense.beta(17)).epsilon(1e-8));
}

TEST_CASE("A doubly constrained fit equals one with all its dummies") {
  const SyntheticFlows flows = synthetic_flows(80, 12);
  const InteractionFit ours = fit_interaction(flows.data(), model_of(flows, Constraint::doubly));
  const DenseGlm dense = dense_glm(flows, true, true);
  REQUIRE(ours.converged);
  CHECK(ours.estimates[0].value == Approx(dense.beta(dense.beta.size() - 1)).epsilon(1e-8));
  CHECK(ours.estimates[0].standard_error ==
        Approx(dense.error(dense.beta.size() - 1)).epsilon(1e-6));
}

TEST_CASE("Sums that a constraint holds are reproduced to 1e-10") {
  const SyntheticFlows flows = synthetic_flows(200, 13);
  const InteractionData data = flows.data();
  for (const Constraint constraint : models::constraints()) {
    if (constraint == Constraint::unconstrained) continue;
    INFO(name_of(constraint));
    const InteractionModel model = model_of(flows, constraint);
    const InteractionFit fit = fit_interaction(data, model);
    REQUIRE(fit.converged);
    const RowSource rows = fitted_rows(data, model, fit);
    std::vector<double> row(200), in(200, 0.0), in_observed(200, 0.0);
    double total = 0;
    for (std::size_t i = 0; i < 200; ++i) {
      rows(i, row);
      const double out = sum_row(row);
      const double observed = sum_row(std::span(flows.flow).subspan(i * 200, 200));
      if (has_origin_effects(constraint)) CHECK(out == Approx(observed).epsilon(1e-10));
      total += out;
      add_scaled_row(1, row, in);
      add_scaled_row(1, std::span(flows.flow).subspan(i * 200, 200), in_observed);
      CHECK(row[i] == 0);
    }
    CHECK(total == Approx(sum_row(flows.flow)).epsilon(1e-10));
    if (!has_destination_effects(constraint)) continue;
    for (std::size_t j = 0; j < 200; ++j) CHECK(in[j] == Approx(in_observed[j]).epsilon(1e-10));
  }
}

TEST_CASE("Production-constrained estimates at N = 2000 are within three errors of the truth") {
  const SyntheticFlows flows = synthetic_flows(2000, 14);
  const InteractionFit fit = fit_interaction(flows.data(), model_of(flows, Constraint::production));
  REQUIRE(fit.converged);
  CHECK(std::fabs(fit.estimates[0].value - 0.8) < 3 * fit.estimates[0].standard_error);
  CHECK(std::fabs(fit.estimates[1].value + 0.01) < 3 * fit.estimates[1].standard_error);
  CHECK(fit.goodness.predicted_sum == Approx(fit.goodness.observed_sum).epsilon(1e-10));
}

TEST_CASE("Every deterrence function is recovered from its own means") {
  SyntheticFlows flows = synthetic_flows(60, 15);
  const struct {
    DeterrenceKind kind;
    std::array<double, 2> coefficient;
    double shape;
  } kTruth[] = {{DeterrenceKind::power, {-1.7, 0}, 1},
                {DeterrenceKind::exponential, {-0.012, 0}, 1},
                {DeterrenceKind::tanner, {0.8, -0.02}, 1},
                {DeterrenceKind::log_normal, {2, -0.4}, 1},
                {DeterrenceKind::combined, {-0.3, 0}, 0.55},
                {DeterrenceKind::top_exponential, {-0.01, 0}, 137}};
  for (const auto& truth : kTruth) {
    for (const Constraint constraint : {Constraint::total, Constraint::doubly}) {
      INFO(models::name_of(truth.kind) << " " << name_of(constraint));
      std::vector<double> f(flows.cost.size());
      models::deterrence_row({truth.kind, truth.coefficient, truth.shape}, flows.cost, f);
      for (std::size_t i = 0; i < 60; ++i) {
        for (std::size_t j = 0; j < 60; ++j) {
          flows.flow[i * 60 + j] =
              i == j
                  ? 0
                  : 1e-4 * std::exp(0.8 * (flows.log_mass[i] + flows.log_mass[j])) * f[i * 60 + j];
        }
      }
      const InteractionFit fit =
          fit_interaction(flows.data(), model_of(flows, constraint, truth.kind));
      REQUIRE(fit.converged);
      const std::size_t first = constraint == Constraint::total ? 3 : 0;
      // The likelihood of a shape is flat at its top: half the digits of a double.
      const double digits = models::has_shape(truth.kind) ? 1e-4 : 1e-8;
      for (std::size_t k = 0; k < models::term_count(truth.kind); ++k) {
        CHECK(fit.estimates[first + k].value == Approx(truth.coefficient[k]).epsilon(digits));
      }
      CHECK(fit.shape == Approx(truth.shape).epsilon(1e-4));
      CHECK(fit.goodness.cpc == Approx(1).epsilon(1e-5));
    }
  }
}

TEST_CASE("Missing cells tell nothing, and are predicted") {
  SyntheticFlows flows = synthetic_flows(80, 16, true);
  const InteractionModel model = model_of(flows, Constraint::doubly);
  const InteractionFit whole = fit_interaction(flows.data(), model);
  std::vector<double> truth = flows.flow;
  for (std::size_t cell = 0; cell < truth.size(); cell += 7) flows.flow[cell] = kMissingFlow;
  const InteractionFit part = fit_interaction(flows.data(), model);
  REQUIRE(part.converged);
  CHECK(part.estimates[0].value == Approx(-0.01).epsilon(1e-9));  // means: no noise
  CHECK(part.estimates[0].standard_error > whole.estimates[0].standard_error);
  const InteractionData data = flows.data();
  std::vector<double> row(80);
  fitted_rows(data, model, part)(3, row);
  CHECK(row[2] == Approx(truth[3 * 80 + 2]).epsilon(1e-8));
}

TEST_CASE("Censored cells are known to be small: estimates stay where zeros would bend them") {
  const SyntheticFlows flows = synthetic_flows(150, 17);
  for (const Constraint constraint : {Constraint::total, Constraint::production}) {
    INFO(name_of(constraint));
    const InteractionModel model = model_of(flows, constraint);
    SyntheticFlows redacted = flows;
    std::size_t hidden = 0;
    for (double& flow : redacted.flow) {
      if (flow <= 4) flow = kCensoredFlow, ++hidden;
    }
    REQUIRE(hidden > redacted.flow.size() / 2);
    InteractionData data = redacted.data();
    data.censored_at_most = 4;
    const InteractionFit censored = fit_interaction(data, model);
    const InteractionFit full = fit_interaction(flows.data(), model);
    for (double& flow : redacted.flow) flow = flow == kCensoredFlow ? 0 : flow;
    const InteractionFit zeros = fit_interaction(redacted.data(), model);
    INFO(censored.trouble);
    REQUIRE(censored.converged);
    const Estimate& b = censored.estimates.back();
    CHECK(std::fabs(b.value + 0.01) < 3 * b.standard_error);
    CHECK(std::fabs(zeros.estimates.back().value + 0.01) > 6 * b.standard_error);
    CHECK(b.standard_error > full.estimates.back().standard_error);
  }
}

TEST_CASE("The censored likelihood is the Poisson distribution function") {
  for (const double mu : {0.01, 0.7, 4.0, 15.0, 60.0}) {
    INFO(mu);
    const auto distribution = [](double m) {
      double p = std::exp(-m), sum = p;
      for (int y = 1; y <= 4; ++y) sum += p *= m / y;
      return std::log(sum);
    };
    CHECK(log_censored_poisson(4, mu) == Approx(distribution(mu)).epsilon(1e-9).margin(1e-12));
    constexpr double kStep = 1e-4;
    const double up = distribution(mu * std::exp(kStep)),
                 down = distribution(mu * std::exp(-kStep));
    const CellLikelihood cell = censored_poisson_cell(4, mu);
    CHECK(cell.score == Approx((up - down) / (2 * kStep)).epsilon(1e-6).margin(1e-10));
    CHECK(cell.weight ==
          Approx(-(up - 2 * distribution(mu) + down) / (kStep * kStep)).epsilon(1e-4).margin(1e-6));
  }
}

TEST_CASE("The negative binomial is found where flows are over-dispersed") {
  SyntheticFlows flows = synthetic_flows(120, 18, true);
  const DrawKey key{99, 0};
  for (std::size_t cell = 0; cell < flows.flow.size(); ++cell) {
    if (cell % 121 == 0) continue;
    // A gamma(2) multiplier of mean 1, as the sum of two exponentials: variance 1/2 = alpha.
    Stream stream(key, Purpose::shock, static_cast<std::uint32_t>(cell), 0);
    const double gamma = -0.5 * std::log(stream.uniform_open() * stream.uniform_open());
    flows.flow[cell] = static_cast<double>(poisson(stream, flows.flow[cell] * gamma));
  }
  const InteractionData data = flows.data();
  for (const Constraint constraint :
       {Constraint::total, Constraint::production, Constraint::attraction, Constraint::doubly}) {
    INFO(name_of(constraint));
    const InteractionModel model =
        model_of(flows, constraint, DeterrenceKind::exponential, Family::negative_binomial);
    const InteractionFit fit = fit_interaction(data, model);
    INFO(fit.trouble);
    REQUIRE(fit.converged);
    const Estimate& alpha = fit.estimates.back();
    const Estimate& b = fit.estimates[fit.estimates.size() - 2];
    CHECK(std::fabs(b.value + 0.01) < 3 * b.standard_error);
    if (constraint == Constraint::total) {  // effects of places take up some of the noise
      CHECK(std::fabs(alpha.value - 0.5) < 3 * alpha.standard_error);
    }
    const InteractionFit poisson_fit = fit_interaction(data, model_of(flows, constraint));
    CHECK(fit.goodness.log_likelihood > poisson_fit.goodness.log_likelihood);
    CHECK(b.standard_error > poisson_fit.estimates.back().standard_error);
    CHECK(poisson_fit.goodness.overdispersion_t > 5);
    // At the top of the likelihood a small change of any coefficient lowers it.
    for (std::size_t k = 0; k < fit.state.coefficient.size(); ++k) {
      for (const double sign : {-1.0, 1.0}) {
        InteractionFit other = fit;
        other.state.coefficient[k] += sign * 0.05 * fit.estimates[k].standard_error;
        CHECK(goodness_of(data, fitted_rows(data, model, other), {model.family, fit.alpha, 0, 2})
                  .log_likelihood < fit.goodness.log_likelihood);
      }
    }
  }
}

TEST_CASE("Quasi-Poisson has Poisson's coefficients and wider errors") {
  SyntheticFlows flows = synthetic_flows(60, 19);
  for (double& flow : flows.flow) flow *= 9;  // variance nine times the mean
  const InteractionFit plain =
      fit_interaction(flows.data(), model_of(flows, Constraint::production));
  const InteractionFit quasi = fit_interaction(
      flows.data(),
      model_of(flows, Constraint::production, DeterrenceKind::exponential, Family::quasi_poisson));
  std::vector<double> row(60);
  double chi2 = 0;
  const InteractionModel model = model_of(flows, Constraint::production);
  const InteractionData data = flows.data();
  for (std::size_t i = 0; i < 60; ++i) {
    fitted_rows(data, model, plain)(i, row);
    for (std::size_t j = 0; j < 60; ++j) {
      if (j != i) chi2 += std::pow(flows.flow[i * 60 + j] - row[j], 2) / row[j];
    }
  }
  CHECK(quasi.dispersion == Approx(chi2 / (60 * 59 - 62)).epsilon(1e-9));
  CHECK(quasi.dispersion > 5);
  CHECK(quasi.estimates[1].value == plain.estimates[1].value);
  CHECK(quasi.estimates[1].standard_error ==
        Approx(plain.estimates[1].standard_error * std::sqrt(quasi.dispersion)));
  CHECK(std::isnan(quasi.goodness.aic));
}

TEST_CASE("Empty rows and columns, structural zeros and rectangles are fitted") {
  SyntheticFlows flows = synthetic_flows(50, 20);
  for (std::size_t k = 0; k < 50; ++k) {
    flows.flow[7 * 50 + k] = 0;
    flows.flow[k * 50 + 9] = 0;
    flows.flow[k * 50 + (k + 5) % 50] = 0;
    flows.cost[k * 50 + (k + 5) % 50] = std::numeric_limits<double>::infinity();
  }
  const InteractionModel model = model_of(flows, Constraint::doubly);
  const InteractionFit fit = fit_interaction(flows.data(), model);
  REQUIRE(fit.converged);
  const InteractionData data = flows.data();
  std::vector<double> row(50);
  const RowSource rows = fitted_rows(data, model, fit);
  rows(7, row);
  CHECK(sum_row(row) == 0);
  rows(8, row);
  CHECK(row[9] == 0);
  CHECK(row[13] == 0);
  CHECK(row[14] > 0);
  const InteractionData wide{
      25, 50, std::span(flows.flow).first(25 * 50), std::span(flows.cost).first(25 * 50), false, 0};
  CHECK(fit_interaction(wide, model).converged);
}

TEST_CASE("The bytes of a fit do not depend on the number of threads") {
  const SyntheticFlows flows = synthetic_flows(130, 21);
  const auto fitted = [&](int threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    return arena.execute(
        [&] { return fit_interaction(flows.data(), model_of(flows, Constraint::doubly)); });
  };
  const InteractionFit one = fitted(1), four = fitted(4);
  CHECK(one.state.coefficient == four.state.coefficient);
  CHECK(one.state.destination_effect == four.state.destination_effect);
  CHECK(one.goodness.deviance == four.goodness.deviance);
}

TEST_CASE("What cannot be fitted is told") {
  SyntheticFlows flows = synthetic_flows(20, 22);
  const auto complaints = [&](const InteractionModel& model) {
    std::vector<std::string> all;
    try {
      fit_interaction(flows.data(), model);
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems()) all.push_back(to_string(problem));
    }
    return all;
  };
  flows.flow[3] = -2;
  flows.cost[4] = 0;
  flows.cost[5] = std::numeric_limits<double>::infinity();
  flows.flow[5] = 3;
  flows.flow[6] = std::numeric_limits<double>::infinity();
  CHECK(complaints(model_of(flows, Constraint::doubly, DeterrenceKind::power)) ==
        std::vector<std::string>{
            "row 1, column 4: a flow cannot be negative, found -2",
            "row 1, column 5: the cost is 0, of which the deterrence function takes the logarithm",
            "row 1, column 6: there is a flow of 3 but no finite cost",
            "row 1, column 7: the flow is infinite"});
  flows = synthetic_flows(20, 22);
  InteractionModel absorbed = model_of(flows, Constraint::production);
  absorbed.terms.push_back({"log_gdp", Term::Side::origin, flows.log_mass});
  CHECK(complaints(absorbed) ==
        std::vector<std::string>{"log_gdp: cannot be estimated beside the production constraint, "
                                 "which holds it already"});
  InteractionModel twice = model_of(flows, Constraint::production);
  twice.terms.push_back({"again", Term::Side::destination, flows.log_mass});
  const InteractionFit fit = fit_interaction(flows.data(), twice);
  CHECK_FALSE(fit.converged);
  CHECK(fit.trouble.find("collinear") != std::string::npos);
  FitOptions hurried;
  hurried.newton.most_iterations = 2;
  const InteractionFit early =
      fit_interaction(flows.data(), model_of(flows, Constraint::doubly), hurried);
  CHECK_FALSE(early.converged);
  CHECK(early.trouble == "the iterations allowed were used up");
}

}  // namespace
}  // namespace ravenstein::calibration
