// SPDX-License-Identifier: Apache-2.0
// A SkillTable as a person reads it: in a terminal, or in a Markdown document.
#pragma once

#include <string>
#include <string_view>

#include "calibration/scores/skill.hpp"

namespace ravenstein::calibration {

enum class Layout { terminal, markdown };

/// The headline scores, a row per forecast: what is given comes first, then those without skill.
std::string headline_text(const SkillTable& table, Layout layout = Layout::terminal);
/// The other scores over all camps: Flee's, then the textbook's.
std::string further_text(const SkillTable& table, Layout layout = Layout::terminal);
/// The scores per camp of one forecast. Throws std::logic_error if the table does not have it.
std::string camps_text(const SkillTable& table, std::string_view forecast,
                       Layout layout = Layout::terminal);
/// What each forecast was given to know.
std::string information_text(const SkillTable& table, Layout layout = Layout::terminal);
/// What a reader must know: the scales, and which scores use the capacity column and what that is.
std::string remarks_text(const SkillTable& table);
/// All of them, the camps of the first forecast.
std::string skill_text(const SkillTable& table, Layout layout = Layout::terminal);

}  // namespace ravenstein::calibration
