// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// The part of docs/validation.md on Somalia; empty where its data are not at hand.
std::string somalia_page();
