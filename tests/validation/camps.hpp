// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// Leave-one-case-out over the eight Flee cases, by the shipped hindcast files.
std::string camps_page();
