// SPDX-License-Identifier: Apache-2.0
// A SkillTable as a person reads it: in a terminal, or in a Markdown document.
#pragma once

#include <string>

#include "calibration/scores/skill.hpp"

namespace ravenstein::calibration {

enum class Layout { terminal, markdown };

/// A row per forecast: what is given comes first, then the forecasts without skill.
std::string forecasts_text(const SkillTable& table, Layout layout = Layout::terminal);
/// A row per camp, of one forecast. Throws std::logic_error if the table does not have it.
std::string camps_text(const SkillTable& table, std::string_view forecast,
                       Layout layout = Layout::terminal);
/// What a reader must know: which scores use the capacity column, and what that is.
std::string remarks_text(const SkillTable& table);
/// All three, the camps of the first forecast.
std::string skill_text(const SkillTable& table, Layout layout = Layout::terminal);

}  // namespace ravenstein::calibration
