// SPDX-License-Identifier: Apache-2.0
// The posterior draws of a calibration as what members of an ensemble take.
#pragma once

#include <memory>
#include <string>

#include "engine/core/problem.hpp"
#include "io/calibration/calibration_file.hpp"
#include "io/files.hpp"
#include "models/joint_draws.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// Parameters that are no parameters of the behaviour (of the error of counts, `NAME.dispersion`)
/// are left out; others must be real parameters of the model, and draws within their ranges.
/// `named_at`: where the scenario names the file; `origin` becomes that of the draws. nullptr where
/// problems were told.
std::shared_ptr<const models::JointDraws> read_ensemble_posterior(
    const EmbeddedFile& file, const std::string& shown, const Place& named_at,
    const models::BehaviourModel& model, FitOrigin& origin, Problems& problems);

}  // namespace ravenstein::io
