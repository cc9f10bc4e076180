// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// The lead table of the nowcasts by the filters of `ravenstein assimilate`, with their intervals.
std::string filters_page();
