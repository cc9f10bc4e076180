// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/interaction_data.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "engine/core/problem.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::size_t kMostProblems = 20;

class CellProblems {
 public:
  explicit CellProblems(const InteractionData& data) : data_(data) {}

  void add(std::string_view file, std::size_t i, std::size_t j, const std::string& message) {
    if (++count_ == kMostProblems + 1) {
      problems_.add({{}, "cells", "and more, not listed here", ""}, InputKind::data);
    }
    if (count_ > kMostProblems) return;
    const std::string cell = data_.zone.empty()
                                 ? fmt::format("row {}, column {}", i + 1, j + 1)
                                 : fmt::format("{} to {}", data_.zone[i], data_.zone[j]);
    problems_.add({{std::string(file)}, cell, message, ""}, InputKind::data);
  }
  void add(std::string_view file, const std::string& subject, const std::string& message) {
    problems_.add({{std::string(file)}, subject, message, ""}, InputKind::data);
  }
  void throw_if_any() const { problems_.throw_if_any(); }

 private:
  const InteractionData& data_;
  Problems problems_;
  std::size_t count_ = 0;
};

void check_cell(const InteractionData& data, bool positive_cost, std::size_t i, std::size_t j,
                CellProblems& problems) {
  const double flow = data.flow[i * data.destinations + j];
  const double cost = data.cost[i * data.destinations + j];
  const bool diagonal = i == j && data.origins == data.destinations;
  if (diagonal && !data.intrazonal) return;
  if (flow < 0 && flow != kCensoredFlow) {
    problems.add(data.flow_file, i, j, fmt::format("a flow cannot be negative, found {}", flow));
  } else if (std::isinf(flow)) {
    problems.add(data.flow_file, i, j, "the flow is infinite");
  }
  if (!std::isfinite(cost)) {
    if (flow > 0)
      problems.add(data.flow_file, i, j,
                   fmt::format("there is a flow of {} but no finite cost", flow));
    return;
  }
  if (cost < 0)
    problems.add(data.cost_file, i, j, fmt::format("a cost cannot be negative, found {}", cost));
  if (cost == 0 && positive_cost) {
    problems.add(data.cost_file, i, j,
                 "the cost is 0, of which the deterrence function takes the logarithm");
  }
}

std::size_t values_of(const InteractionData& data, Term::Side side) {
  if (side == Term::Side::origin) return data.origins;
  return side == Term::Side::destination ? data.destinations : data.origins * data.destinations;
}

std::string value_name(const InteractionData& data, const Term& term, std::size_t k) {
  if (data.zone.empty()) return fmt::format("value {}", k + 1);
  if (term.side != Term::Side::pair) return fmt::format("the value of {}", data.zone[k]);
  return fmt::format("the value from {} to {}", data.zone[k / data.destinations],
                     data.zone[k % data.destinations]);
}

void check_terms(const InteractionData& data, const InteractionModel& model,
                 CellProblems& problems) {
  for (const Term& term : model.terms) {
    if (term.value.size() != values_of(data, term.side)) {
      throw std::logic_error("interaction: a term has a wrong number of values: " + term.name);
    }
    for (std::size_t k = 0; k < term.value.size(); ++k) {
      if (std::isfinite(term.value[k])) continue;
      if (term.side == Term::Side::pair &&
          !data.cell_exists(k / data.destinations, k % data.destinations)) {
        continue;
      }
      problems.add(data.term_file, term.name,
                   fmt::format("{} is {}; expected a finite number (the logarithm of a mass of 0 "
                               "is none)",
                               value_name(data, term, k), term.value[k]));
      break;
    }
    const bool absorbed =
        (term.side == Term::Side::origin && has_origin_effects(model.constraint)) ||
        (term.side == Term::Side::destination && has_destination_effects(model.constraint));
    if (absorbed) {
      problems.add(
          {}, term.name,
          fmt::format("cannot be estimated beside the {} constraint, which holds it already",
                      name_of(model.constraint)));
    }
  }
}

}  // namespace

bool InteractionData::cell_exists(std::size_t i, std::size_t j) const {
  if (i == j && origins == destinations && !intrazonal) return false;
  return std::isfinite(cost[i * destinations + j]);
}

std::string_view name_of(Family family) {
  switch (family) {
    case Family::poisson:
      return "poisson";
    case Family::quasi_poisson:
      return "quasi-poisson";
    case Family::negative_binomial:
      return "negative-binomial";
  }
  return "";
}

bool has_origin_effects(models::Constraint constraint) {
  return constraint == models::Constraint::production || constraint == models::Constraint::doubly;
}

bool has_destination_effects(models::Constraint constraint) {
  return constraint == models::Constraint::attraction || constraint == models::Constraint::doubly;
}

void check_interaction(const InteractionData& data, const InteractionModel& model) {
  const std::size_t cells = data.origins * data.destinations;
  if (data.flow.size() != cells || data.cost.size() != cells) {
    throw std::logic_error("interaction: flows and costs are not origins x destinations");
  }
  CellProblems problems(data);
  const bool positive = models::needs_positive_cost(model.deterrence);
  bool any_flow = false, any_censored = false;
  for (std::size_t i = 0; i < data.origins; ++i) {
    for (std::size_t j = 0; j < data.destinations; ++j) {
      check_cell(data, positive, i, j, problems);
      if (!data.cell_exists(i, j)) continue;
      any_flow = any_flow || data.flow[i * data.destinations + j] > 0;
      any_censored = any_censored || data.flow[i * data.destinations + j] == kCensoredFlow;
    }
  }
  if (!any_flow) problems.add(data.flow_file, "flows", "no flow is above 0 where a cost is known");
  if (any_censored && model.family == Family::negative_binomial) {
    problems.add(data.flow_file, "flows",
                 "censored cells are understood with the Poisson family only");
  }
  check_terms(data, model, problems);
  problems.throw_if_any();
}

}  // namespace ravenstein::calibration
