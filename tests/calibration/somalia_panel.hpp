// SPDX-License-Identifier: Apache-2.0
// Somalia by region and month from the publishers' files, and the reference panel that whoever
// selected the forms left beside them (shared/data/somalia/reference).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/world/monthly.hpp"
#include "io/tables/displacement.hpp"
#include "models/drivers/rivers.hpp"

namespace ravenstein::calibration {

inline const std::vector<std::string> kSomaliCauses{"conflict", "drought", "flood", "other"};

struct SomaliPanel {
  std::vector<Zone> districts, regions;
  std::vector<RiverZone> rivers;
  std::vector<io::DisplacementRecord> register_by_district, register_by_region;
  std::map<std::string, MonthlySeries> displaced;  ///< by cause and region, from 2016-01 on
  std::map<std::string, MonthlySeries> covariate;  ///< by region; names as in the reference panel
};

/// Empty, with a warning, where the data are not at hand.
std::optional<SomaliPanel> somali_panel();

/// The reference panel: 51 months from 2016-10, 18 regions; columns by name.
std::map<std::string, MonthlySeries> reference_panel(const SomaliPanel& panel);

/// Persons of one cause by month and zone of origin, zero where the register has nothing.
MonthlySeries departures(std::span<const io::DisplacementRecord> records, const std::string& cause,
                         int first_month, int months, std::size_t zones);

}  // namespace ravenstein::calibration
