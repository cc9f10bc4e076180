// SPDX-License-Identifier: Apache-2.0
// What Flee 3 scores on its own cases with FabFlee's validation settings: measured with Flee
// (github djgroen/flee, commit 02cd2cbd8a02) and FabFlee (djgroen/FabFlee, commit 99335a0063cb),
// both BSD-3-Clause, `runscripts/run.py`, one run per case.
#pragma once

#include <array>
#include <string_view>

namespace ravenstein::validation {

struct FleeScore {
  std::string_view name;
  int hasten;      ///< Flee needs it to finish; ours runs at the same for the comparison
  int max_agents;  ///< after `hasten`, at the end of the run
  double normal_all, normal_after, rescaled_all, rescaled_after;  ///< ARD
  bool parity;  ///< one of the cases on which our flee-3 must agree
};

inline constexpr std::array<FleeScore, 8> kFleeScores{{
    {"mali2012", 10, 8996, .345, .350, .314, .336, true},
    {"burundi2015", 10, 21230, .516, .480, .463, .446, true},
    {"car2013", 50, 8121, .328, .317, .357, .341, true},
    {"ssudan2013", 50, 8661, .513, .503, .547, .532, true},
    {"ssudan2016", 100, 10326, .403, .359, .471, .403, true},
    {"syria2013", 500, 7625, .332, .319, .340, .322, true},
    {"nigeria2016", 100, 3037, .263, .253, .229, .219, true},
    {"mali2017_adm1", 100, 1543, .677, .688, .693, .705, false},
}};

/// Scores of recipes R0-R3 and of the no-skill forecasts, ARD rescaled (totals are given, so it
/// equals the unscaled one), from an independent implementation in another language that agrees
/// with a second one to six digits. After day 30, then all days.
struct RecipeScore {
  std::string_view name;
  std::array<double, 4> after;  ///< R0, R1, R2, R3
  std::array<double, 4> all;
};

inline constexpr std::array<RecipeScore, 8> kRecipeScores{{
    {"mali2012", {.186796, .155177, .186381, .098490}, {.173176, .141573, .167122, .088313}},
    {"burundi2015", {.359935, .192870, .242172, .095162}, {.351403, .222698, .223214, .087713}},
    {"car2013", {.804629, .214511, .746800, .117281}, {.795877, .227801, .718567, .112847}},
    {"ssudan2013", {.588652, .263193, .554196, .203623}, {.595575, .291530, .525752, .193172}},
    {"ssudan2016", {.508509, .279042, .349685, .196867}, {.542071, .326010, .324238, .182541}},
    {"syria2013", {.423890, .258110, .239063, .104628}, {.443010, .279202, .232295, .101666}},
    {"nigeria2016", {.399463, .203595, .153655, .087880}, {.400598, .208805, .151128, .086435}},
    {"mali2017_adm1", {.169570, .205253, .152244, .158378}, {.166789, .201877, .149523, .155548}},
}};

}  // namespace ravenstein::validation
