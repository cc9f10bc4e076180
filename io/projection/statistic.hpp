// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>

#include "io/projection/contents.hpp"

namespace ravenstein::io {

/// The ensemble's table of that name; null if there is none.
inline const EnsembleTable* statistic(const EnsembleRecord& ensemble, std::string_view name) {
  const auto found = std::ranges::find(ensemble.tables, name, &EnsembleTable::name);
  return found == ensemble.tables.end() ? nullptr : &*found;
}

}  // namespace ravenstein::io
