// SPDX-License-Identifier: Apache-2.0
// What is in a projection file, in short.
#pragma once

#include <filesystem>
#include <string>

namespace ravenstein::io {

enum class Detail { page, all };

/// For people, on a page: title, period, zones, people, the first scores, provenance; or all scores
/// and every variable with its shape, too. Both throw InputError as read_projection does.
std::string inspect_text(const std::filesystem::path& path, Detail detail = Detail::page);

/// The same for programs, as one JSON object.
std::string inspect_json(const std::filesystem::path& path);

}  // namespace ravenstein::io
