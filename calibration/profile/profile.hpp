// SPDX-License-Identifier: Apache-2.0
// Profile likelihood: for values of one parameter, the best that the others can do. Flat profiles
// are parameters that the data cannot tell (Raue et al. 2009, Bioinformatics 25). The points of a
// profile are minimised together, each by CMA-ES, so a batch holds runs of all of them.
#pragma once

#include <cstdint>
#include <tuple>
#include <vector>

#include "calibration/optimise/cma_es.hpp"

namespace ravenstein::calibration {

struct ProfileSettings {
  CmaSettings search;         ///< of all parameters; its start is the best fit
  std::size_t parameter = 0;  ///< that is held
  std::vector<double> values;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.search, s.parameter, s.values);
  }
};

struct ProfileState {
  ProfileSettings settings;
  std::vector<CmaState> searches;  ///< of the other parameters, for each value
  std::vector<double> alone;       ///< results where there are no other parameters

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.searches, s.alone);
  }
};

/// Minimises the first value of the outcomes: minus the log likelihood. Throws
/// std::invalid_argument: no values, a parameter that there is not, and as start_cma().
ProfileState start_profile(const ProfileSettings& settings);
std::vector<Evaluation> ask(const ProfileState& state);
void tell(ProfileState& state, std::span<const Outcome> outcomes);
bool finished(const ProfileState& state);

/// The least found for each value; infinity where every run failed.
std::vector<double> profile_values(const ProfileState& state);

/// Where twice the rise above `least` stays below the chi-square quantile of one degree of freedom,
/// the root of the rise straight between values (exact for a parabola, however far apart they are).
/// Open where the profile does not rise enough up to its end: the data do not bound the parameter
/// there.
struct ProfileInterval {
  double lower = 0, upper = 0;
  bool open_below = false, open_above = false;
};
/// `values` ascending, as long as `profile`; `least`: the minimum over all parameters, or of the
/// profile.
ProfileInterval profile_interval(std::span<const double> values, std::span<const double> profile,
                                 double least, double level = 0.95);

}  // namespace ravenstein::calibration
