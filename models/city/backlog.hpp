// SPDX-License-Identifier: Apache-2.0
// Waiting for a service whose capacity does not keep up, as a fluid: dB/dt = arrivals - capacity -
// theta B, the wait is W = B / capacity.
#pragma once

namespace ravenstein::models {

/// Per day; the backlog B is in the unit of what arrives (e.g. consultations).
struct Queue {
  double arrivals_per_day = 0;
  double capacity_per_day = 0;
  double leaving_per_day = 0;  ///< theta: hazard of giving up while waiting
};

/// The backlog after `days` of constant rates, in closed form; never below zero.
double backlog_after(const Queue& queue, double backlog, double days);
/// Days until the backlog has gone from one value to another; infinite if it never does.
double days_until_backlog(const Queue& queue, double backlog, double reached);
/// Capacity per day with which the wait after `days` is `wait_days`, nobody giving up:
/// arrivals + (B - W mu) / days, solved for mu.
double capacity_to_hold(double arrivals_per_day, double backlog, double wait_days, double days);

}  // namespace ravenstein::models
