// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/fitted.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ravenstein::io {
namespace {

class Reading {
 public:
  Reading(const World& world, const Place& at, Problems& problems)
      : world_(world), at_(at), problems_(problems), log_(world.size(), 0.0) {}

  void tell(std::string message, std::string hint = {}) {
    problems_.add({at_, "behaviour.fitted", std::move(message), std::move(hint)});
  }
  void add(const FittedInteraction::Term& term) {
    for (std::size_t z = 0; z < world_.size(); ++z) {
      const Zone& zone = world_.zones[z];
      const auto found = zone.attributes.find(term.column);
      const bool population = term.column == "population";
      if (!population && found == zone.attributes.end()) {
        return tell(fmt::format("the model needs {} of every zone, but {} has none", term.column,
                                zone.code),
                    "add the column to the table of zones");
      }
      const double value = population ? static_cast<double>(zone.population) : found->second;
      if (term.logarithm && !(value > 0)) {
        return tell(fmt::format("the model needs the logarithm of {}, but {} has {}", term.column,
                                zone.code, value));
      }
      log_[z] += term.coefficient * (term.logarithm ? std::log(value) : value);
    }
  }
  void add(const std::map<std::string, double>& effects) {
    for (std::size_t z = 0; z < world_.size() && !effects.empty(); ++z) {
      const auto found = effects.find(world_.zones[z].code);
      if (found == effects.end()) {
        return tell(fmt::format("the model was fitted with an effect of every destination, but "
                                "knows no {}",
                                world_.zones[z].code),
                    "fit it with --constraint production or total");
      }
      log_[z] += found->second;
    }
  }
  /// e^(sums), the largest being 1: only ratios matter.
  std::vector<double> attraction() const {
    double largest = log_.empty() ? 0 : log_[0];
    for (const double x : log_) largest = std::max(largest, x);
    std::vector<double> values;
    for (const double x : log_) values.push_back(std::exp(x - largest));
    return values;
  }

 private:
  const World& world_;
  const Place& at_;
  Problems& problems_;
  std::vector<double> log_;
};

}  // namespace

ParameterValues parameters_of(const FittedInteraction& fitted, const World& world, const Place& at,
                              std::vector<std::string>& used, Problems& problems) {
  Reading reading(world, at, problems);
  double exponent = 0;
  for (const FittedInteraction::Term& term : fitted.terms) {
    if (term.side == "origin") continue;
    if (term.side == "pair") {
      reading.tell(
          fmt::format("the model has a covariate of pairs ({}), which the simulation does "
                      "not know",
                      term.name));
    } else if (term.column == "population" && term.logarithm) {
      exponent += term.coefficient;
    } else {
      reading.add(term);
      used.push_back(term.column);
    }
  }
  reading.add(fitted.destination_effect);
  return {{"law", std::string("gravity")},
          {"deterrence", std::string(name_of(fitted.deterrence.kind))},
          {"coefficient_1", fitted.deterrence.coefficient[0]},
          {"coefficient_2", fitted.deterrence.coefficient[1]},
          {"shape", fitted.deterrence.shape},
          {"destination_exponent", exponent},
          {"attraction", reading.attraction()},
          {"intrazonal", fitted.intrazonal}};
}

}  // namespace ravenstein::io
