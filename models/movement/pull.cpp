// SPDX-License-Identifier: Apache-2.0
#include "models/movement/pull.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ravenstein::models {
namespace {

ParameterList<PullParameters> declare() {
  using P = PullParameters;
  const std::string pooled = "pooled over eight conflict cases, UNHCR registrations 2012-2022";
  ParameterList<P> list;
  list.add(&P::momentum_exponent,
           {.name = "momentum_exponent",
            .symbol = "g",
            .unit = "1",
            .minimum = 0,
            .maximum = 3,
            .meaning = "pull of places that already hold many people; 0 switches it off",
            .source = pooled})
      .add(&P::momentum_floor,
           {.name = "momentum_floor",
            .symbol = "s0",
            .unit = "1",
            .minimum = 0,
            .maximum = 10,
            .meaning = "share every place counts as holding, so that empty ones can grow",
            .source = pooled,
            .idle_when = {{"momentum_exponent", 0.0}}})
      .add(&P::capacity,
           {.name = "capacity",
            .symbol = "",
            .unit = "1",
            .meaning = "whether places fill up at their capacity",
            .source = "capacities of a scenario may be known only afterwards: see its provenance",
            .choices = {"used", "ignored"}})
      .add(&P::saturation_share,
           {.name = "saturation_share",
            .symbol = "kappa",
            .unit = "1",
            .minimum = 0.01,
            .maximum = 10,
            .meaning = "share of the capacity at which a place is full; drawn in an ensemble, it "
                       "says how far capacities are to be trusted",
            .source = pooled,
            .idle_when = {{"capacity", std::string("ignored")}}})
      .add(&P::saturation_onset,
           {.name = "saturation_onset",
            .symbol = "",
            .unit = "1",
            .minimum = 0,
            .maximum = 0.999,
            .meaning = "fill (of the usable capacity) from which the pull declines",
            .source = "as Flee's capacity buffer",
            .idle_when = {{"capacity", std::string("ignored")}}});
  return list;
}

}  // namespace

const ParameterList<PullParameters>& pull_parameters() {
  static const ParameterList<PullParameters> kList = declare();
  return kList;
}

const ParameterInfo& pull_info(std::string_view name) {
  const std::vector<ParameterInfo>& infos = pull_parameters().infos();
  const auto found = std::ranges::find(infos, name, &ParameterInfo::name);
  if (found == infos.end()) throw std::logic_error("no such factor of the pull");
  return *found;
}

double momentum(double share, double exponent, double floor) {
  if (exponent == 0) return 1;
  return exponent == 1 ? share + floor : std::pow(share + floor, exponent);
}

double saturation(double fill, double onset) {
  if (fill <= onset) return 1;
  if (fill >= 1) return kLeastPull;
  return (1 - fill) / (1 - onset);
}

std::vector<double> usable_capacity(const PullParameters& parameters, const World& world,
                                    std::int64_t hasten) {
  std::vector<double> usable;
  for (const Zone& zone : world.zones) {
    const bool limited = parameters.capacity == "used" && zone.capacity.value_or(0) > 0;
    const double capacity =
        limited ? static_cast<double>(*zone.capacity) / static_cast<double>(hasten) : 0;
    usable.push_back(parameters.saturation_share * capacity);
  }
  return usable;
}

std::vector<double> usable_capacity(const PullParameters& parameters,
                                    std::span<const double> capacity, std::int64_t hasten) {
  std::vector<double> usable;
  for (const double persons : capacity) {
    const bool limited = parameters.capacity == "used";
    usable.push_back(limited ? parameters.saturation_share * persons / static_cast<double>(hasten)
                             : 0);
  }
  return usable;
}

bool follows_people(const PullParameters& parameters) {
  return parameters.momentum_exponent != 0 || parameters.capacity == "used";
}

void pull_of_people(const PullParameters& p, std::span<const double> usable_capacity,
                    std::span<const double> present, std::span<double> pull) {
  const double total = std::max(1.0, std::accumulate(present.begin(), present.end(), 0.0));
  for (std::size_t zone = 0; zone < pull.size(); ++zone) {
    const double share = present[zone] / total;
    pull[zone] = std::max(kLeastPull, momentum(share, p.momentum_exponent, p.momentum_floor));
    if (!(usable_capacity[zone] > 0)) continue;
    pull[zone] *= saturation(present[zone] / usable_capacity[zone], p.saturation_onset);
  }
}

}  // namespace ravenstein::models
