// SPDX-License-Identifier: Apache-2.0
// Importers of publishers' tables: `ravenstein import fsnau`, `ravenstein import prmn`.
#pragma once

#include "cli/commands.hpp"

namespace ravenstein::cli {

void add_import_fsnau(CLI::App& import, Action& action);
void add_import_prmn(CLI::App& import, Action& action);

}  // namespace ravenstein::cli
