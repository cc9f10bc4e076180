// SPDX-License-Identifier: Apache-2.0
// The part of docs/validation.md on cities to 2035.
#pragma once

#include <string>

/// Empty where the data are missing.
std::string cities_page();
