// SPDX-License-Identifier: Apache-2.0
// Settings of an error model that are fitted with the parameters of the behaviour: `free` of an
// item of observations. Their names are those of the item and the setting: `camps.dispersion`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "calibration/observation/counts.hpp"
#include "engine/core/parameter.hpp"

namespace ravenstein::calibration {

enum class ErrorSetting : std::uint8_t { sd, dispersion, detection_rate };

/// Declarations of those that may be free, in the order of ErrorSetting; ranges as in
/// calibration.yaml.
std::span<const ParameterInfo> error_parameters();

double value_of(const ErrorModel& model, ErrorSetting setting);
void set_value(ErrorModel& model, ErrorSetting setting, double value);

/// Why it cannot be free with this error, method and objective; empty: it can. `sd` and
/// `dispersion` need a likelihood: squared misfits alone would make them endless.
std::string why_not_free(ErrorSetting setting, ErrorKind kind, const std::string& method,
                         const std::string& objective);

}  // namespace ravenstein::calibration
