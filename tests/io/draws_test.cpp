// SPDX-License-Identifier: Apache-2.0
// Parameters that the members of an ensemble draw: what is read, and what is refused.
#include "io/yaml/draws.hpp"

#include <catch2/catch.hpp>

#include "example.hpp"

using namespace ravenstein;
using example::Files;
using example::Lines;
using example::scenario_problems;

namespace {

Files with_draws(const std::string& draws, const std::string& members = "members: 20, ") {
  Files all = example::files();
  all["s.yaml"] += "ensemble: {" + members + "draws: {" + draws + "}}\n";
  return all;
}

}  // namespace

TEST_CASE("draws: distributions of parameters, cut to what the parameters may be") {
  const Scenario s =
      example::read(with_draws("saturation_share: {distribution: normal, mean: 0.85, "
                               "sd: 0.1, high: 1.2}, distance_exponent: "
                               "{distribution: log_uniform, low: 0.5, high: 2}"))
          .scenario;
  CHECK(s.ensemble.members == 20);
  REQUIRE(s.ensemble.draws.size() == 2);
  CHECK(s.ensemble.draws[0].parameter == "distance_exponent");
  CHECK((s.ensemble.draws[0].distribution.kind == DistributionKind::log_uniform));
  const Distribution& share = s.ensemble.draws[1].distribution;
  CHECK((share.kind == DistributionKind::normal));
  CHECK(share.lower == 0.01);  // the parameter's least value
  CHECK(share.upper == 1.2);
  CHECK(share.location == 0.85);
  CHECK(share.scale == 0.1);
}

TEST_CASE("draws: an ensemble of one is refused, without a section there is a single run") {
  CHECK(scenario_problems(with_draws("", "members: 1, ")) ==
        Lines{"s.yaml:11:21: ensemble.members: expected a whole number in 2..1000000, found 1"});
  CHECK(example::read(example::files()).scenario.ensemble.members == 1);
}

TEST_CASE("draws: every mistake is told where it stands") {
  CHECK(scenario_problems(
            with_draws("distance_exponnent: {distribution: uniform, low: 1, high: 2}", "")) ==
        Lines{"s.yaml:11:40: ensemble.draws.distance_exponnent: saturating-gravity has no such "
              "parameter (did you mean \"distance_exponent\"?)"});
  CHECK(scenario_problems(with_draws("capacity: {distribution: uniform, low: 1, high: 2}", "")) ==
        Lines{"s.yaml:11:30: ensemble.draws.capacity: cannot be drawn: expected a parameter that "
              "is a real number"});
  CHECK(scenario_problems(
            with_draws("distance_exponent: {distribution: uniform, low: 1, sd: 2}", "")) ==
        Lines{"s.yaml:11:39: ensemble.draws.distance_exponent.high: is required with distribution: "
              "uniform",
              "s.yaml:11:75: ensemble.draws.distance_exponent.sd: does nothing with distribution: "
              "uniform, which takes low and high"});
  CHECK(
      scenario_problems(
          with_draws("distance_exponent: {distribution: uniform, low: 7, high: 40}", "")) ==
      Lines{
          "s.yaml:11:77: ensemble.draws.distance_exponent.high: expected a number in 0..10, found "
          "40"});
  CHECK(scenario_problems(
            with_draws("distance_exponent: {distribution: uniform, low: 7, high: 7}", "")) ==
        Lines{"s.yaml:11:77: ensemble.draws.distance_exponent.high: expected more than low, 7, "
              "found 7"});
  CHECK(scenario_problems(
            with_draws("distance_exponent: {distribution: normal, mean: 99, sd: 1}", "")) ==
        Lines{"s.yaml:11:39: ensemble.draws.distance_exponent: hardly any of the distribution lies "
              "within 0..10: expected at least a millionth"});
  CHECK(scenario_problems(
            with_draws("momentum_floor: {distribution: uniform, low: 0, high: 1}", "")) ==
        Lines{"s.yaml:11:36: ensemble.draws.momentum_floor: does nothing while momentum_exponent "
              "is 0 (leave it out, or change behaviour.preset)"});
}
