// SPDX-License-Identifier: Apache-2.0
// Scalars of a tree as values of a type; what does not fit is a problem.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>

#include "engine/core/calendar.hpp"
#include "engine/core/parameter.hpp"
#include "engine/core/problem.hpp"
#include "io/yaml/node.hpp"

namespace ravenstein::io {

/// `expected ..., found ...` at the node, with a hint if its spelling suggests one.
void refuse(const YamlNode& node, const std::string& subject, const std::string& expected,
            Problems& problems);

/// Text; something YAML takes for a number or a truth value must be quoted (codes like 0101 would
/// lose their zero elsewhere).
std::optional<std::string> read_text(const YamlNode& node, const std::string& subject,
                                     Problems& problems);
std::optional<std::int64_t> read_whole(const YamlNode& node, const std::string& subject,
                                       std::int64_t minimum, std::int64_t maximum,
                                       Problems& problems);
std::optional<double> read_real(const YamlNode& node, const std::string& subject, double minimum,
                                double maximum, Problems& problems);
std::optional<bool> read_flag(const YamlNode& node, const std::string& subject, Problems& problems);
std::optional<Date> read_date(const YamlNode& node, const std::string& subject, Problems& problems);
/// One of the choices, with `did you mean`.
std::optional<std::string> read_choice(const YamlNode& node, const std::string& subject,
                                       std::span<const std::string> choices, Problems& problems);
/// A declared parameter's value.
std::optional<ParameterValue> read_parameter(const YamlNode& node, const std::string& subject,
                                             const ParameterInfo& info, Problems& problems);

}  // namespace ravenstein::io
