// SPDX-License-Identifier: Apache-2.0
// The best fit, then the profile of every parameter: values around it, the others minimised.
#pragma once

#include <tuple>
#include <vector>

#include "calibration/optimise/restarts.hpp"
#include "calibration/profile/profile.hpp"

namespace ravenstein::calibration {

struct ProfileSearch {
  IpopState best;
  int points = 11;                     ///< values of each parameter, evenly over 0..1
  std::vector<ProfileState> profiles;  ///< empty until the best fit is known
  std::int64_t most_evaluations = 0;   ///< of all; searches of the profiles share what is left

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.best, s.points, s.profiles, s.most_evaluations);
  }
};

std::vector<Evaluation> ask(const ProfileSearch& state);
void tell(ProfileSearch& state, std::span<const Outcome> outcomes);
bool finished(const ProfileSearch& state);

}  // namespace ravenstein::calibration
