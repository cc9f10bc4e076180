// SPDX-License-Identifier: Apache-2.0
// hindcast.yaml and the scenarios it names, as something that can be run.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "calibration/hindcast/crisis_hindcast.hpp"
#include "calibration/hindcast/rolling_hindcast.hpp"

namespace ravenstein::calibration {

/// Exactly one of the two.
struct HindcastFile {
  std::optional<CrisisHindcast> cases;
  std::optional<RollingHindcast> rolling;
  std::uint64_t seed = 1;
  std::string name, sha256;           ///< of the file itself, without its folder
  std::vector<HindcastInput> inputs;  ///< of all scenarios
};

/// `overrides`: path=value, of the hindcast file itself. Throws InputError with every problem of it
/// and of the scenarios.
HindcastFile read_hindcast_file(const std::filesystem::path& path,
                                std::span<const std::string> overrides = {});

}  // namespace ravenstein::calibration
