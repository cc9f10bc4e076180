// SPDX-License-Identifier: Apache-2.0
// Nowcasts of who is where, and their intervals: worked examples and the eight public cases.
#include "calibration/nowcast/nowcast.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "tests/calibration/data_folder.hpp"
#include "tests/validation/nowcast_cases.hpp"

namespace ravenstein::calibration {
namespace {

using namespace validation;

TEST_CASE("the residual goes by pull and by the age of the last report") {
  // Source: reference/camps.md section 8, toy of two zones and three camps: p of R2, o = S.
  const LastReports known{{500, 300, 200}, {10, 30, 1}};
  const std::vector<double> p{.33521916, .32154415, .34323668};
  const NowcastDay more = nowcast(1300, known, p);
  CHECK(more.residual == 300);
  CHECK(more.persons[0] == Approx(575.376713).epsilon(1e-7));
  CHECK(more.persons[1] == Approx(516.905335).epsilon(1e-7));
  CHECK(more.persons[2] == Approx(207.717952).epsilon(1e-7));
  const NowcastDay fewer = nowcast(900, known, p);
  CHECK(fewer.persons[0] == Approx(464.788732).epsilon(1e-7));
  CHECK(fewer.persons[1] == Approx(236.619718).epsilon(1e-7));
  CHECK(fewer.persons[2] == Approx(198.591549).epsilon(1e-7));
  // Nobody pulls: all alike.
  CHECK(nowcast(30, {{0, 0, 0}, {1, 1, 1}}, {0, 0, 0}).persons == std::vector<double>{10, 10, 10});
}

TEST_CASE("radii are quantiles of the misses, every case with the same weight") {
  // Two cases of one camp, N = 1000, R = 0, so s = floor N; misses 1..4 and 10, 20.
  const auto made = [](std::vector<double> observed) {
    NowcastCase one;
    for (std::size_t i = 0; i < observed.size(); ++i) {
      one.days.push_back(nowcast(1000, {{1000}, {1}}, {1}));
    }
    for (const double d : observed) one.observed.push_back(1000 - d);
    return one;
  };
  const std::vector<NowcastCase> cases{made({1, 2, 3, 4}), made({10, 20})};
  const IntervalFit fit = fit_intervals(cases);
  // Half of the weight lies at 4 or below; .75 at 10 or below.
  CHECK(fit.radius[0] * fit.floor * 1000 == Approx(4));
  CHECK(fit.radius[1] * fit.floor * 1000 == Approx(20));
  const CampInterval interval = camp_interval(cases[0].days[0], 0, fit, 0);
  CHECK(interval.lower == Approx(996));
  CHECK(interval.upper == 1000);  // nobody above the total
  const IntervalRecord record = score_intervals(cases[1], fit);
  CHECK(record.coverage[0] == 0);
  CHECK(record.coverage[1] == 1);
  CHECK_THROWS_AS(fit_intervals(std::vector<NowcastCase>{}), std::invalid_argument);
}

struct Recipe {
  const char* preset;
  const std::array<double, 8>& one_day;
  const std::array<double, 6>& means;
};

TEST_CASE("nowcasts of eight crises: reference scores, and intervals that hold what they say") {
  if (!std::filesystem::exists(data_folder() / "flee")) {
    WARN("skipped: no Flee cases (docs/data.md)");
    return;
  }
  for (const Recipe& recipe :
       {Recipe{"R2", kNowcastR4, kNowcastR4Means}, Recipe{"R3", kNowcastR4s, kNowcastR4sMeans}}) {
    std::array<double, 6> mean{};
    std::array<std::vector<NowcastCase>, 6> by_lead;
    for (std::size_t c = 0; c < kNowcastCases.size(); ++c) {
      const Scenario scenario =
          nowcast_scenario(data_folder() / "flee" / kNowcastCases[c], recipe.preset);
      const CampObservations observed = camp_observations(scenario);
      for (std::size_t l = 0; l < mean.size(); ++l) {
        const int lead = kNowcastLeads[l];
        const auto behaviour = models::make_behaviour(scenario);
        const double score =
            nowcast_ard(nowcast_forecast(scenario, *behaviour, observed, lead), observed, lead);
        const double carried = nowcast_ard(carried_forward(observed, lead), observed, lead);
        INFO(recipe.preset << ' ' << kNowcastCases[c] << ", lead " << lead);
        if (lead == 1) CHECK(score == Approx(recipe.one_day[c]).margin(1e-5));
        if (recipe.preset[1] == '2') CHECK(score <= carried + .001);
        mean[l] += score / 8;
        by_lead[l].push_back(nowcast_case(scenario, observed, lead));
      }
    }
    for (std::size_t l = 0; l < mean.size(); ++l) {
      INFO(recipe.preset << ", lead " << kNowcastLeads[l]);
      CHECK(mean[l] == Approx(recipe.means[l]).margin(.0006));  // printed with three decimals
      const IntervalRecord out = mean_of(leave_one_case_out(by_lead[l]));
      CHECK(out.coverage[1] == Approx(.80).margin(.04));
      CHECK(out.coverage[2] == Approx(.95).margin(.04));
    }
  }
}

}  // namespace
}  // namespace ravenstein::calibration
