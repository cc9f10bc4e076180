// SPDX-License-Identifier: Apache-2.0
// Batches, states as bytes, priors.
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>
#include <tuple>

#include "calibration/batch/evaluation.hpp"
#include "calibration/batch/record.hpp"
#include "calibration/priors/prior.hpp"

namespace ravenstein::calibration {
namespace {

TEST_CASE("a batch keeps its order for any number of threads, failures in their places") {
  const Model model = [](std::span<const double> x, const DrawKey& key) -> Outcome {
    if (x[0] == 7) throw std::runtime_error("seven");
    Stream stream(key, Purpose::entry, 0, 0);
    return {{x[0], stream.uniform()}, {}};
  };
  std::vector<Evaluation> batch;
  for (std::uint32_t i = 0; i < 200; ++i) batch.push_back({{double(i)}, evaluation_key(5, 1, i)});
  const std::vector<Outcome> one = in_threads(model, 1)(batch);
  const std::vector<Outcome> many = in_threads(model, 4)(batch);
  REQUIRE(many.size() == batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) CHECK(one[i].values == many[i].values);
  CHECK(one[7].failure == "seven");
  CHECK_FALSE(one[7].usable());
  CHECK(one[8].values[0] == 8);
  CHECK_FALSE(Outcome{{std::nan("")}, {}}.usable());
  CHECK(evaluation_key(5, 1, 2).seed != evaluation_key(5, 2, 1).seed);
}

struct Inner {
  Eigen::VectorXd v;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.v);
  }
};
struct Outer {
  int count = 0;
  std::string text;
  std::vector<Inner> inner;
  std::vector<double> values;
  Eigen::MatrixXd matrix;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.count, self.text, self.inner, self.values, self.matrix);
  }
};

TEST_CASE("a state becomes bytes and comes back, other bytes are refused") {
  Outer state{3, "why", {{Eigen::Vector2d(1, 2)}}, {std::nan(""), 4}, Eigen::MatrixXd(2, 3)};
  state.matrix << 1, 2, 3, 4, 5, 6;
  const std::string bytes = to_bytes(state);
  const auto back = from_bytes<Outer>(bytes);
  CHECK(to_bytes(back) == bytes);
  CHECK(back.matrix == state.matrix);
  CHECK(back.inner[0].v[1] == 2);
  CHECK_THROWS_WITH(from_bytes<Outer>(bytes.substr(0, bytes.size() - 1)),
                    "record of an algorithm's state holds a matrix of another shape");
  CHECK_THROWS_WITH(from_bytes<Outer>(bytes.substr(0, 5)),
                    "record of an algorithm's state ends early");
  CHECK_THROWS_WITH(from_bytes<Outer>(bytes + "x"),
                    "record of an algorithm's state goes on after its end");
}

TEST_CASE("priors: density integrates to one, quantiles and scores invert it") {
  const Prior priors[] = {Prior::uniform(-1, 3),
                          Prior::log_uniform(.1, 10),
                          Prior::normal(1, 2),
                          Prior::log_normal(.5, .4),
                          Prior::normal(0, 1).within(-.5, 2),
                          Prior::log_normal(0, 1).within(.5, 3)};
  for (const Prior& prior : priors) {
    prior.check();
    for (const double u : {.01, .2, .5, .77, .99}) {
      const double x = prior.quantile(u);
      CHECK(prior.cdf(x) == Approx(u));
      CHECK(prior.from_score(prior.to_score(x)) == Approx(x));
      // dF/dx is the density
      const double h = 1e-5 * std::max(1.0, std::abs(x));
      CHECK((prior.cdf(x + h) - prior.cdf(x - h)) / (2 * h) ==
            Approx(std::exp(prior.log_density(x))).epsilon(1e-5));
    }
    CHECK(std::isinf(prior.log_density(-20)) ==
          (prior.kind != DistributionKind::normal || prior.lower > -20));
  }
  CHECK(Prior::normal(1, 2).from_score(-40) == 1 - 80);
  CHECK(Prior::uniform(-1, 3).from_score(40) <= 3);
  CHECK_THROWS_AS(Prior::uniform(3, 3).check(), std::invalid_argument);
  CHECK_THROWS_AS(Prior::log_uniform(0, 3).check(), std::invalid_argument);
  CHECK_THROWS_AS(Prior::normal(0, 0).check(), std::invalid_argument);
  CHECK_THROWS_AS(Prior::normal(0, 1).within(50, 60).check(), std::invalid_argument);
}

}  // namespace
}  // namespace ravenstein::calibration
