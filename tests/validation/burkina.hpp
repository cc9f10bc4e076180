// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// The section of docs/validation.md on Burkina Faso; empty without its data.
std::string burkina_page();
