// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// Nowcasts of the eight Flee cases beside the last reports, with their intervals.
std::string nowcasts_page();
