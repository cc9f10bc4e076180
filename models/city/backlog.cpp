// SPDX-License-Identifier: Apache-2.0
#include "models/city/backlog.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravenstein::models {

double backlog_after(const Queue& queue, double backlog, double days) {
  const double excess = queue.arrivals_per_day - queue.capacity_per_day;
  const double decay = queue.leaving_per_day * days;
  // (1 - e^-x) / x, 1 at x = 0
  const double mean = decay == 0 ? 1 : -std::expm1(-decay) / decay;
  return std::max(0.0, backlog * std::exp(-decay) + excess * days * mean);
}

double days_until_backlog(const Queue& queue, double backlog, double reached) {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  const double excess = queue.arrivals_per_day - queue.capacity_per_day;
  const double theta = queue.leaving_per_day;
  if (backlog == reached) return 0;
  const double rate = excess - theta * backlog;
  if (rate == 0 || (reached > backlog) != (rate > 0)) return kNever;
  if (theta == 0) return (reached - backlog) / excess;
  const double there = excess - theta * reached;  // its sign changes at the final backlog
  return there * rate > 0 ? std::log(rate / there) / theta : kNever;
}

double capacity_to_hold(double arrivals_per_day, double backlog, double wait_days, double days) {
  // B + (lambda - mu) T = W mu
  return (backlog + arrivals_per_day * days) / (wait_days + days);
}

}  // namespace ravenstein::models
