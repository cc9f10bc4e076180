// SPDX-License-Identifier: Apache-2.0
// The part of docs/validation.md on where displaced Somalis go.
#pragma once

#include <string>

#include "../calibration/somalia_panel.hpp"

std::string somali_destinations_page(const ravenstein::calibration::SomaliPanel& panel);
