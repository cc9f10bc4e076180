// SPDX-License-Identifier: Apache-2.0
// Where people's choices depend on what others did, flows are no longer the mean of cohorts: the
// mean of a curve is not the curve of the mean. The gap is an effect of chance, so it shrinks with
// the number of people (as 1/N; what the replicates leave of chance, as 1/sqrt(N)).
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "engine/simulation.hpp"

using namespace ravenstein;

namespace {

constexpr int kReplicates = 4000;
constexpr double kPeople = 20;  ///< times the scale
constexpr std::size_t kTowns = 3;

/// Where people go, given who is in a town and what came there and to all in the month before;
/// before that is known, `all` is negative.
using Weights = std::function<double(std::size_t town, double present, double came, double all)>;

/// One zone that people leave for three towns; nobody moves on.
class Towns : public Behaviour {
 public:
  Towns(Weights weights, double first_month, double later)
      : weights_(std::move(weights)), first_month_(first_month), later_(later) {}
  void entry_weights(const DayView&, std::span<double> weight) override { weight[0] = 1; }
  bool asks_for_flows() const override { return true; }
  void hazards(const DayView& today, Hazards& h) override {
    h.departure_of(0)[0] = today.last_month->known ? later_ : first_month_;
  }
  bool destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) override {
    double came[kTowns] = {0, 0, 0}, all = today.last_month->known ? 0 : -1;
    for (const FlowCounter::Flow& flow : today.last_month->flows) {
      came[flow.to - 1] += flow.persons;
      all += flow.persons;
    }
    ChoiceTable& choice = by_cause[0];
    choice.clear(today.world.size() + 1);
    for (std::size_t town = 0; town < kTowns; ++town) {
      const double weight = weights_(town, today.present[town + 1], came[town], all);
      if (!(weight > 0)) continue;
      choice.to.push_back(static_cast<ZoneIndex>(town + 1));
      choice.weight.push_back(weight);
      choice.distance_km.push_back(0);
    }
    std::fill(choice.begin.begin() + 1, choice.begin.end(),
              static_cast<std::uint32_t>(choice.to.size()));
    return true;
  }

 private:
  Weights weights_;
  double first_month_, later_;
};

struct Case {
  const char* name;
  double first_month, later;               ///< hazards of leaving [1/day]
  std::function<Weights(double)> weights;  ///< of the scale of the country
};

constexpr double kPull[kTowns] = {4, 2, 1};

/// Half as attractive when the room is taken: 1 / (1 + (present / room)^2).
Weights saturation(double scale) {
  return [scale](std::size_t town, double present, double, double) {
    const double room[kTowns] = {2, 4, 8};
    const double full = present / (room[town] * scale);
    return kPull[town] / (1 + full * full);
  };
}

/// The more room is left, the more go there; nobody where none is.
Weights cap(double scale) {
  return [scale](std::size_t town, double present, double, double) {
    const double room[kTowns] = {4, 8, 16};
    return kPull[town] * std::max(0.0, 1 - present / (room[town] * scale));
  };
}

/// (N + kappa q) / (sum N + kappa), the corridor memory of the model `drivers`; the pull of the
/// towns changes after the first month.
Weights memory(double scale) {
  return [scale](std::size_t town, double, double came, double all) {
    const double kappa = 2 * scale;
    const double before[kTowns] = {0.8, 0.1, 0.1}, after[kTowns] = {0.1, 0.1, 0.8};
    return all >= 0 ? (came + kappa * after[town]) / (all + kappa) : before[town];
  };
}

std::vector<double> end_state(const Case& c, double scale, Resolution resolution,
                              std::uint64_t seed) {
  Scenario s;
  s.resolution = resolution;
  s.period = {parse_date("2021-03-01").value(), 61};
  s.world.home_country = "A";
  for (const char* code : {"origin", "near", "middle", "far"}) {
    Zone zone;
    zone.code = code;
    zone.country = "A";
    s.world.zones.push_back(zone);
  }
  s.world.zones[0].population = static_cast<std::int64_t>(kPeople * scale);
  s.world.network = Network(s.world.zones, {}, {}, s.period.days);
  s.population.departures = PopulationPlan::Departures::hazard;
  s.record = {.every = Interval::month, .flows = false, .strata = false, .homes = false};
  Towns behaviour(c.weights(scale), c.first_month, c.later);
  const Projection p = simulate_here(s, behaviour, {.seed = seed});
  std::vector<double> shares;
  for (ZoneIndex town = 1; town <= kTowns; ++town) {
    shares.push_back(p.present(p.period.steps() - 1, town) / (kPeople * scale));
  }
  return shares;
}

struct Gap {
  double gap = 0;    ///< root of the summed squares, over towns, of mean of cohorts - flows
  double noise = 0;  ///< what chance alone would leave of it
};

Gap gap_at(const Case& c, double scale) {
  const std::vector<double> flows = end_state(c, scale, Resolution::flows, 1);
  std::vector<double> mean(kTowns), square(kTowns);
  for (int n = 0; n < kReplicates; ++n) {
    const auto one = end_state(c, scale, Resolution::cohorts, 100 + static_cast<std::uint64_t>(n));
    for (std::size_t town = 0; town < kTowns; ++town) {
      mean[town] += one[town] / kReplicates;
      square[town] += one[town] * one[town] / kReplicates;
    }
  }
  Gap result;
  for (std::size_t town = 0; town < kTowns; ++town) {
    result.gap += std::pow(mean[town] - flows[town], 2);
    result.noise += (square[town] - mean[town] * mean[town]) / kReplicates;
  }
  return {std::sqrt(result.gap), std::sqrt(result.noise)};
}

}  // namespace

TEST_CASE("where the model is not linear, flows come closer to cohorts as people become more") {
  const Case cases[] = {{"saturation", 0.05, 0.05, saturation},
                        {"cap", 0.05, 0.05, cap},
                        {"corridor memory", 0.004, 0.1, memory}};
  for (const Case& c : cases) {
    const Gap one = gap_at(c, 1), ten = gap_at(c, 10), hundred = gap_at(c, 100);
    WARN(c.name << ": gap in % of the people (and of chance alone): x1 " << 100 * one.gap << " ("
                << 100 * one.noise << "), x10 " << 100 * ten.gap << " (" << 100 * ten.noise
                << "), x100 " << 100 * hundred.gap << " (" << 100 * hundred.noise << ")");
    CHECK(one.gap > 4 * one.noise);  // there is a gap to speak of
    CHECK(ten.gap < 0.5 * one.gap);
    CHECK(hundred.gap < 0.5 * ten.gap);
  }
}
