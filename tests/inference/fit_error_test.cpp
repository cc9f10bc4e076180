// SPDX-License-Identifier: Apache-2.0
// Errors of counts that are fitted with the parameters, and predictive intervals. Counts are drawn
// here, around what the model itself expects, so the truth is known.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/fit/cover.hpp"
#include "calibration/fit/score.hpp"
#include "engine/random/shocks.hpp"
#include "engine/simulation.hpp"
#include "fit_twin.hpp"

namespace ravenstein::calibration {
namespace {

using fit_sample::Files;
using fit_sample::fit;
using fit_sample::Fitted;
using fit_sample::kMethod;
using fit_sample::kTruth;
using fit_sample::Lines;
using fit_sample::plan_of;
using fit_sample::problems_of;
using fit_sample::with;

constexpr double kDispersion = 8, kDetection = 0.6, kSd = 0.2;
constexpr int kFirstDay = 4, kLastDay = 28;
constexpr int kCounts = 3 * 15;  ///< in the fit window, days 4 to 18
constexpr const char* kObserved = "kind: stock, error: gaussian, transform: log1p, sd: 0.1";

/// By inversion of the probabilities themselves, one after the other.
double negative_binomial(double mean, double u) {
  const double k = kDispersion;
  double sum = 0;
  for (int n = 0;; ++n) {
    sum += std::exp(std::lgamma(n + k) - std::lgamma(k) - std::lgamma(n + 1) +
                    k * std::log(k / (k + mean)) + n * std::log(mean / (k + mean)));
    if (sum >= u || n > 100'000) return n;
  }
}

double log_normal(double mean, double u) {
  return std::round(std::expm1(std::log1p(mean) + kSd * normal_quantile(u)));
}

/// The sample with a count of each camp and day, a share of those there found, drawn with an error.
Files drawn(double (*draw)(double mean, double u)) {
  Files all = fit_sample::twin();
  const CalibrationPlan plan = plan_of(all);
  std::vector<Count> counts;
  for (int day = kFirstDay; day <= kLastDay; ++day) {
    for (ZoneIndex zone = 2; zone < 5; ++zone) counts.push_back({0, zone, day, day, 0});
  }
  const std::vector<double> people =
      Simulator(plan, kLastDay).people(std::vector<double>{kTruth}, {}, counts);
  std::string table = "zone,day,persons\n";
  for (std::size_t c = 0; c < counts.size(); ++c) {
    Stream stream(DrawKey{77, 0}, Purpose::entry, 0, static_cast<std::uint32_t>(c));
    const double persons = draw(kDetection * people[c], stream.uniform_open());
    table += plan.scenario.scenario.world.zones[counts[c].zone].code + ',' +
             std::to_string(counts[c].first_day) + ',' + std::to_string(std::lround(persons)) +
             '\n';
  }
  all["drawn.csv"] = table;
  return all;
}

constexpr const char* kUnknownDispersion =
    "kind: stock, error: negative_binomial, table: drawn.csv, free: {dispersion: {distribution: "
    "log_uniform, low: 1, high: 100}, detection_rate: {distribution: uniform, low: 0.2, high: 1}}";
constexpr const char* kUnknownSd =
    "kind: stock, error: gaussian, table: drawn.csv, free: {sd: {distribution: log_uniform, low: "
    "0.02, high: 2}, detection_rate: {distribution: uniform, low: 0.2, high: 1}}";

CalibrationPlan plan_with(double (*draw)(double, double), const char* observed,
                          const char* method) {
  return plan_of(with("c.yaml", kMethod, method, with("c.yaml", kObserved, observed, drawn(draw))));
}

double score(const FitScores& scores, const std::string& measure, const std::string& window) {
  for (const io::SkillRow& row : scores.rows) {
    if (row.forecast == "fitted" && row.measure == measure && row.window == window) {
      return row.value;
    }
  }
  FAIL("no such score: " + measure + ' ' + window);
  return 0;
}

}  // namespace

TEST_CASE("fit: dispersion and detection are found with the parameter of the behaviour") {
  // Standard errors of n counts with dispersion k: sqrt(2 / n) of ln k; sqrt(1 / (n k)) of the
  // logarithm of their mean.
  const double sd_log_k = std::sqrt(2.0 / kCounts);
  const double sd_log_mean = std::sqrt(1 / (kCounts * kDispersion));
  for (const char* method : {"{name: tempered, rungs: 2, steps: 3000}",
                             "{name: nlopt, starts: 3, evaluations: 3000}", "{name: cma-es}"}) {
    INFO(method);
    const CalibrationPlan plan = plan_with(negative_binomial, kUnknownDispersion, method);
    REQUIRE(plan.parameters.size() == 3);
    CHECK(plan.parameters[1].info.name == "camps.detection_rate");
    CHECK(plan.parameters[2].info.name == "camps.dispersion");
    REQUIRE(plan.fit.size() == kCounts);
    const Fitted fitted = fit(plan);
    CHECK(fitted.result.converged);
    const bool draws = !fitted.result.weight.empty();
    const std::vector<double> at = draws ? fitted.result.mean() : fitted.result.optimum;
    REQUIRE(at.size() == 3);
    CHECK(std::abs(std::log(at[1] / kDetection)) < 3 * sd_log_mean);
    CHECK(std::abs(std::log(at[2] / kDispersion)) < 3 * sd_log_k);
    CHECK(at[0] == Approx(kTruth).margin(.5));
    if (!draws) continue;
    CHECK(fitted.result.sd()[2] / at[2] == Approx(sd_log_k).margin(.5 * sd_log_k));
    // An honest error model: the interval of the share holds the level (95 % of times; one seed).
    const FitScores scores = score_fit(plan, fitted.result);
    for (const char* window : {"fit", "hold-out"}) {
      for (const auto& [cover, level] : {std::pair{"cover 80 %", .8}, {"cover 95 %", .95}}) {
        INFO(window << ' ' << cover);
        CHECK(score(scores, std::string(cover) + " lower", window) < level);
        CHECK(score(scores, std::string(cover) + " upper", window) > level);
      }
    }
  }
}

TEST_CASE("fit: all forecasts are judged with the error that was fitted") {
  const CalibrationPlan plan = plan_with(negative_binomial, kUnknownDispersion, "{name: cma-es}");
  const FitResult result = fit(plan).result;
  const FitScores scores = score_fit(plan, result);
  CalibrationPlan known = plan;  // the same, the values that were fitted written in the file
  known.series = plan.series_at(result.optimum);
  const FitScores same = score_fit(known, result);
  for (const char* forecast : {"persistence", "fit mean", "frozen shares"}) {
    for (const char* window : {"fit", "hold-out"}) {
      const auto of = [&](const FitScores& all) {
        for (const io::SkillRow& row : all.rows) {
          if (row.forecast == forecast && row.measure == "log likelihood" && row.window == window) {
            return row.value;
          }
        }
        return std::nan("");
      };
      if (std::isnan(of(same))) continue;
      INFO(forecast << ' ' << window);
      CHECK(of(scores) == of(same));
      CHECK(of(scores) != 0);
    }
  }
}

TEST_CASE("fit: the spread of normal errors is found, too") {
  const CalibrationPlan plan =
      plan_with(log_normal, kUnknownSd, "{name: tempered, rungs: 2, steps: 3000}");
  const std::vector<double> at = fit(plan).result.mean();
  CHECK(std::abs(at[2] - kSd) < 3 * kSd / std::sqrt(2.0 * kCounts));
  CHECK(std::abs(std::log(at[1] / kDetection)) < 3 * kSd / std::sqrt(1.0 * kCounts));
}

TEST_CASE("fit: a detection rate needs no likelihood") {
  const char* observed =
      "kind: stock, error: gaussian, sd: 0.2, table: drawn.csv, free: {detection_rate: "
      "{distribution: uniform, low: 0.2, high: 1}}";
  for (const char* method : {"{name: es-mda, members: 300}", "{name: ies, members: 300}",
                             "{name: nlopt, starts: 2}\nobjective: least_squares",
                             "{name: nlopt, starts: 2}\nobjective: wape"}) {
    INFO(method);
    std::string text = observed;
    if (std::string(method).find("wape") != std::string::npos) {
      text = with("c.yaml", "error: gaussian, sd: 0.2", "error: poisson",
                  {{"c.yaml", text}})["c.yaml"];
    }
    const Fitted fitted = fit(plan_with(log_normal, text.c_str(), method));
    const std::vector<double> at =
        fitted.result.weight.empty() ? fitted.result.optimum : fitted.result.mean();
    CHECK(std::abs(std::log(at[1] / kDetection)) < 4 * kSd / std::sqrt(1.0 * kCounts));
  }
}

TEST_CASE("calibration file: errors that cannot be free are refused where they stand") {
  const auto told = [](const std::string& free, const std::string& method) {
    const std::string observed = "kind: stock, error: negative_binomial, free: " + free;
    const Lines lines =
        problems_of(with("c.yaml", kMethod, method, with("c.yaml", kObserved, observed)));
    return lines.empty() ? std::string() : lines.front();
  };
  const std::string k = "{dispersion: {distribution: log_uniform, low: 1, high: 100}}";
  CHECK(told(k, "{name: stretch}").empty());
  CHECK(told(k, "{name: es-mda}") ==
        "c.yaml:6:77: observations.0.free.dispersion: method es-mda takes the size of errors as "
        "known: only detection_rate can be free");
  CHECK(told(k, "{name: abc-smc}").find("takes the size of errors as known") != std::string::npos);
  CHECK(told(k, "{name: nlopt}\nobjective: least_squares")
            .find("objective: least_squares has no likelihood that would bound it") !=
        std::string::npos);
  CHECK(told("{sd: {distribution: uniform, low: 1, high: 2}}", "{name: stretch}") ==
        "c.yaml:6:69: observations.0.free.sd: needs error: gaussian");
  CHECK(told("{dispersal: {distribution: uniform, low: 1, high: 2}}", "{name: stretch}")
            .find("has no such parameter (did you mean \"dispersion\"?)") != std::string::npos);
  CHECK(told("{dispersion: {}}", "{name: stretch}").find("distribution: is required") !=
        std::string::npos);
}

TEST_CASE("fit: predictive intervals are quantiles of the mean distribution of the runs") {
  // Quantiles of Poisson(100), of the negative binomial with mean 50 and k = 8, and of Poisson(100)
  // and Poisson(150) in equal parts: sums of their probabilities, by hand (Python).
  const auto run = [](double mean, ErrorKind kind) {
    PredictiveRun one{{mean}, {{"counts", CountOf::present, {}}}};
    one.series[0].error.kind = kind;
    one.series[0].error.dispersion = 8;
    return one;
  };
  const std::vector<Count> counts{{0, 0, 0, 0, 80}};
  const auto of = [&](const std::vector<PredictiveRun>& runs) {
    const PredictiveIntervals found = predictive_intervals(runs, counts);
    return std::vector<double>{found.lower[0], found.upper[0], found.lower[1], found.upper[1]};
  };
  CHECK(of({run(100, ErrorKind::poisson)}) == std::vector<double>{87, 113, 81, 120});
  CHECK(of({run(50, ErrorKind::negative_binomial)}) == std::vector<double>{27, 75, 19, 93});
  CHECK(of({run(100, ErrorKind::poisson), run(150, ErrorKind::poisson)}) ==
        std::vector<double>{92, 160, 84, 170});
  const std::vector<PredictiveRun> one{run(100, ErrorKind::poisson)};
  std::vector<CountSeries> series = one[0].series;
  const auto rows_of = [&] {
    return cover_rows(predictive_intervals(one, counts), series, counts, 0, 1, "fit");
  };
  auto rows = rows_of();
  REQUIRE(rows.size() == 7);
  CHECK(rows[0].value == 0);  // 80 lies below 81
  CHECK(rows[3].value == 0);
  CHECK(rows[5].measure == "cover 95 % upper");
  CHECK(rows[5].value == Approx(3.8415 / 4.8415).margin(1e-4));  // Wilson, none of one
  CHECK(rows[6].measure == "cover counts");
  CHECK(rows[6].value == 1);
  series[0].error.censored_below = 85;  // 80 says no more than below 85: 81 can be, 87 cannot
  rows = rows_of();
  CHECK(rows[0].value == 0);
  CHECK(rows[3].value == 1);
  CHECK_THROWS_AS(predictive_intervals(one, counts, [] { return false; }), Interrupted);
}

TEST_CASE("fit: predictive intervals of small, large and far apart expectations") {
  // The definition itself: at least the share does not lie above the end, less than it above the
  // number before. Whole numbers are found for any spread of the runs.
  const auto share_up_to = [](const std::vector<PredictiveRun>& runs, double persons) {
    double sum = 0;
    for (const PredictiveRun& run : runs) {
      sum += persons < 0 ? 0 : probability_up_to(run.series[0].error, run.people[0], persons);
    }
    return sum / static_cast<double>(runs.size());
  };
  const std::vector<Count> counts{{0, 0, 0, 0, 0}};
  for (const std::vector<double>& means :
       {std::vector<double>{0}, {0.4}, {3, 9e5}, {2e9}, {50'000, 50'001, 61'000}}) {
    for (const ErrorKind kind :
         {ErrorKind::poisson, ErrorKind::negative_binomial, ErrorKind::gaussian}) {
      std::vector<PredictiveRun> runs;
      for (const double mean : means) {
        runs.push_back({{mean}, {{"counts", CountOf::present, {}}}});
        runs.back().series[0].error.kind = kind;
      }
      const PredictiveIntervals found = predictive_intervals(runs, counts);
      for (std::size_t level = 0; level < kCoverLevels.size(); ++level) {
        const double tail = (1 - kCoverLevels[level]) / 2;
        for (const auto& [end, share] :
             {std::pair{found.lower[level], tail}, {found.upper[level], 1 - tail}}) {
          INFO(means.back() << ' ' << static_cast<int>(kind) << ' ' << end);
          CHECK(end == std::floor(end));
          CHECK(share_up_to(runs, end) >= share);
          CHECK(share_up_to(runs, end - 1) < share);
        }
      }
    }
  }
}

}  // namespace ravenstein::calibration
