// SPDX-License-Identifier: Apache-2.0
#include "models/movement/deterrence.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/core/row_math.hpp"

namespace ravenstein::models {
namespace {

constexpr std::array<DeterrenceKind, 6> kKinds{
    DeterrenceKind::power,      DeterrenceKind::exponential, DeterrenceKind::tanner,
    DeterrenceKind::log_normal, DeterrenceKind::combined,    DeterrenceKind::top_exponential};

}  // namespace

std::span<const DeterrenceKind> deterrence_kinds() { return kKinds; }

std::size_t term_count(DeterrenceKind kind) {
  switch (kind) {
    case DeterrenceKind::none:
      return 0;
    case DeterrenceKind::tanner:
    case DeterrenceKind::log_normal:
      return 2;
    default:
      return 1;
  }
}

std::string_view term_name(DeterrenceKind kind, std::size_t term) {
  switch (kind) {
    case DeterrenceKind::power:
      return "log_cost";
    case DeterrenceKind::tanner:
      return term == 0 ? "log_cost" : "cost";
    case DeterrenceKind::log_normal:
      return term == 0 ? "log_cost" : "log_cost_squared";
    case DeterrenceKind::combined:
      return "cost_to_shape";
    case DeterrenceKind::top_exponential:
      return "cost_above_shape";
    default:
      return "cost";
  }
}

bool has_shape(DeterrenceKind kind) {
  return kind == DeterrenceKind::combined || kind == DeterrenceKind::top_exponential;
}

bool needs_positive_cost(DeterrenceKind kind) {
  return kind == DeterrenceKind::power || kind == DeterrenceKind::tanner ||
         kind == DeterrenceKind::log_normal;
}

std::string_view name_of(DeterrenceKind kind) {
  switch (kind) {
    case DeterrenceKind::power:
      return "power";
    case DeterrenceKind::exponential:
      return "exponential";
    case DeterrenceKind::tanner:
      return "tanner";
    case DeterrenceKind::log_normal:
      return "log-normal";
    case DeterrenceKind::combined:
      return "combined";
    case DeterrenceKind::top_exponential:
      return "top-exponential";
    default:
      return "none";
  }
}

void deterrence_terms(DeterrenceKind kind, double shape, std::span<const double> cost,
                      std::span<double> terms) {
  const std::size_t n = cost.size();
  const std::span<double> first = terms.first(n * std::min<std::size_t>(term_count(kind), 1));
  switch (kind) {
    case DeterrenceKind::none:
      return;
    case DeterrenceKind::exponential:
      std::copy(cost.begin(), cost.end(), first.begin());
      return;
    case DeterrenceKind::power:
    case DeterrenceKind::tanner:
      log_row(cost, first);
      if (kind == DeterrenceKind::tanner) std::copy(cost.begin(), cost.end(), terms.begin() + n);
      return;
    case DeterrenceKind::log_normal:
      log_row(cost, first);
      for (std::size_t j = 0; j < n; ++j) terms[n + j] = terms[j] * terms[j];
      return;
    case DeterrenceKind::combined:
      log_row(cost, first);
      scale_row(shape, first);
      exp_row(first, first);
      return;
    case DeterrenceKind::top_exponential:
      for (std::size_t j = 0; j < n; ++j) terms[j] = std::max(cost[j], shape);
      return;
  }
}

void deterrence_row(const Deterrence& deterrence, std::span<const double> cost,
                    std::span<double> f) {
  const std::size_t n = cost.size();
  const std::size_t terms = term_count(deterrence.kind);
  std::vector<double> term(n * terms);
  deterrence_terms(deterrence.kind, deterrence.shape, cost, term);
  std::fill(f.begin(), f.end(), 0.0);
  for (std::size_t k = 0; k < terms; ++k) {
    add_scaled_row(deterrence.coefficient[k], std::span(term).subspan(k * n, n), f);
  }
  exp_row(f, f);
  for (std::size_t j = 0; j < n; ++j) {
    if (!std::isfinite(cost[j])) f[j] = 0;
  }
}

}  // namespace ravenstein::models
