// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "engine/core/calendar.hpp"
#include "engine/core/parameter.hpp"
#include "engine/core/problem.hpp"

using namespace ravenstein;

TEST_CASE("dates are read strictly and written back") {
  CHECK(to_string(parse_date("2012-02-29").value()) == "2012-02-29");
  for (const char* bad : {"2013-02-29", "2012-2-29", "2012-13-01", "29.02.2012", "", "2012-02-2x",
                          "2012-02-29T00", "-012-02-01"}) {
    CHECK_FALSE(parse_date(bad).has_value());
  }
  const Period period{parse_date("2012-02-29").value(), 300};
  CHECK(period.day_of(parse_date("2012-12-24").value()) == 299);
  CHECK(to_string(period.date_of(1)) == "2012-03-01");
}

TEST_CASE("a problem says where, what, and how to mend it") {
  const Problem problem{{"a.yaml", 14, 9}, "seed", "expected a whole number, found x", "remove x"};
  CHECK(to_string(problem) == "a.yaml:14:9: seed: expected a whole number, found x (remove x)");
  Problems problems;
  CHECK_NOTHROW(problems.throw_if_any());
  problems.add(problem, InputKind::data);
  problems.add({{"b.csv", 2, 0}, "", "second", ""}, InputKind::data);
  try {
    problems.throw_if_any();
    FAIL("no error");
  } catch (const InputError& error) {
    CHECK(error.kind() == InputKind::data);
    CHECK(error.problems().size() == 2);
    CHECK(std::string(error.what()).find("\nb.csv:2: second") != std::string::npos);
  }
}

TEST_CASE("near misses are offered, far ones are not") {
  const std::vector<std::string> names{"distance_exponent", "momentum_floor", "Gao"};
  CHECK(did_you_mean("distance_exponnent", names) == "did you mean \"distance_exponent\"?");
  CHECK(did_you_mean("gao", names) == "did you mean \"Gao\"?");
  CHECK(did_you_mean("capacity", names).empty());
  // Letters that changed places are one mistake, not two.
  const std::vector<std::string> places{"Menaka", "Mentao"};
  CHECK(did_you_mean("Mentoa", places) == "did you mean \"Mentao\"?");
  CHECK(did_you_mean("xx", names).empty());
}

namespace {
struct Example {
  double beta = 0.5;
  std::int64_t steps = 3;
  bool on = true;
  std::string mode = "slow";
  std::vector<double> decay{1, 0.5};
};
ParameterInfo info(std::string name, double minimum, double maximum) {
  ParameterInfo result;
  result.name = std::move(name);
  result.minimum = minimum;
  result.maximum = maximum;
  return result;
}

ParameterList<Example> list() {
  const double infinity = std::numeric_limits<double>::infinity();
  ParameterInfo mode = info("mode", -infinity, infinity);
  mode.choices = {"slow", "fast"};
  ParameterList<Example> l;
  l.add(&Example::beta, info("beta", 0, 1))
      .add(&Example::steps, info("steps", 1, infinity))
      .add(&Example::on, info("on", -infinity, infinity))
      .add(&Example::mode, mode)
      .add(&Example::decay, info("decay", 0, 1));
  return l;
}
}  // namespace

TEST_CASE("one declaration gives default, range, text and binding") {
  const auto declared = list();
  const auto& infos = declared.infos();
  CHECK(std::get<double>(infos[0].default_value) == 0.5);
  CHECK(expected_text(infos[0]) == "a number in 0..1");
  CHECK(expected_text(infos[1]) == "a whole number of at least 1");
  CHECK(expected_text(infos[3]) == "one of slow, fast");
  CHECK(conform(infos[0], std::int64_t{1}) == ParameterValue{1.0});
  CHECK_FALSE(conform(infos[0], 1.5).has_value());
  CHECK_FALSE(conform(infos[0], std::nan("")).has_value());
  CHECK_FALSE(conform(infos[1], 2.5).has_value());
  CHECK_FALSE(conform(infos[3], std::string("medium")).has_value());
  CHECK_FALSE(conform(infos[4], std::vector<double>{0.5, 2}).has_value());
  const Example built = declared.build({{"beta", 0.25}, {"mode", std::string("fast")}});
  CHECK(built.beta == 0.25);
  CHECK(built.mode == "fast");
  CHECK(built.steps == 3);
}
