// SPDX-License-Identifier: Apache-2.0
// Deterrence: how interaction falls with cost (distance, time, money). Every form is log-linear,
//
//   ln f(d) = c_1 t_1(d) + c_2 t_2(d)
//
//   power            t = ln d                  d^c, c < 0             (Ravenstein 1885; Zipf 1946)
//   exponential      t = d                     e^(c d)                (Wilson 1967)
//   tanner           t = ln d, d               d^c1 e^(c2 d)          (Tanner 1961; "gamma")
//   log_normal       t = ln d, ln^2 d          e^(c1 ln d + c2 ln^2 d), a bell in ln d if c2 < 0
//   combined         t = d^s                   e^(c d^s), power-exponential (Halas, Klapka,
//                                              Kladivo 2014); s = 1 is exponential, s = 2 Gaussian
//   top_exponential  t = max(d, s)             exponential with a flat top up to s
//
// with the coefficients as statistical packages give them: decay is negative. Only `combined` and
// `top_exponential` have a shape s; its unit is 1 and that of the cost.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace ravenstein::models {

enum class DeterrenceKind : std::uint8_t {
  none,
  power,
  exponential,
  tanner,
  log_normal,
  combined,
  top_exponential
};

struct Deterrence {
  DeterrenceKind kind = DeterrenceKind::none;
  std::array<double, 2> coefficient{};  ///< of the terms, in the order above
  double shape = 1;
};

/// Number of terms: 0 to 2.
std::size_t term_count(DeterrenceKind kind);
/// What a term is called in results, e.g. `log_cost`.
std::string_view term_name(DeterrenceKind kind, std::size_t term);
bool has_shape(DeterrenceKind kind);
/// The cost must be above zero (it is taken the logarithm of).
bool needs_positive_cost(DeterrenceKind kind);
std::string_view name_of(DeterrenceKind kind);
/// All kinds but `none`.
std::span<const DeterrenceKind> deterrence_kinds();

/// t_1 and t_2 of a row of costs: `terms` has term_count(kind) rows of cost.size() numbers.
void deterrence_terms(DeterrenceKind kind, double shape, std::span<const double> cost,
                      std::span<double> terms);

/// f of a row of costs; 0 where the cost is infinite or not a number (no way leads there).
void deterrence_row(const Deterrence& deterrence, std::span<const double> cost,
                    std::span<double> f);

}  // namespace ravenstein::models
