// SPDX-License-Identifier: Apache-2.0
// What is in a projection file, in short.
#pragma once

#include <filesystem>
#include <string>

namespace ravenstein::io {

/// For people: title, period, zones, people, variables with their shapes, skill, provenance.
/// Both throw InputError as read_projection does.
std::string inspect_text(const std::filesystem::path& path);

/// The same for programs, as one JSON object.
std::string inspect_json(const std::filesystem::path& path);

}  // namespace ravenstein::io
