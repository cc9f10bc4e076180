// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// Gridded population beside persistence and proportional change; empty if the data are not there.
std::string grids_page();
