// SPDX-License-Identifier: Apache-2.0
// What inference draws numbers for: purposes 64 to 71 of engine/random/philox.hpp, whose own values
// stay below 64. The step is a generation, the subject a particle. Never renumber, only append.
#pragma once

#include "engine/random/philox.hpp"

namespace ravenstein::calibration::purpose {

inline constexpr Purpose kProposal{64};      ///< the points that an algorithm tries
inline constexpr Purpose kModelSeed{65};     ///< the seed of an evaluation of a model
inline constexpr Purpose kAcceptance{66};    ///< whether a proposal is taken
inline constexpr Purpose kPerturbation{67};  ///< noise added to observations
inline constexpr Purpose kResampling{68};    ///< which particles live on, which chains swap
inline constexpr Purpose kBootstrap{69};     ///< weights of rows in an interval; shuffles
inline constexpr Purpose kScramble{70};      ///< of low-discrepancy points
inline constexpr Purpose kRankTie{71};       ///< rank of an observation among equal members

}  // namespace ravenstein::calibration::purpose
