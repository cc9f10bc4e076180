// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/zone_blocks.hpp"

#include <utility>

namespace ravenstein::calibration {

Forecaster blocked_by_zone(const EngineForecast& setup, int blocks) {
  return [setup, blocks](const Origin& origin) {
    const std::size_t zones = setup.scenario->world.size();
    std::vector<CellForecast> cells;
    for (int block = 0; block < blocks; ++block) {
      EngineForecast of_others = setup;
      of_others.fit.left_out.assign(zones, false);
      const auto in_block = [&](std::size_t zone) {
        return static_cast<int>(zone % static_cast<std::size_t>(blocks)) == block;
      };
      for (std::size_t z = 0; z < zones; ++z) of_others.fit.left_out[z] = in_block(z);
      std::vector<CellForecast> all = engine_forecaster(of_others)(origin);
      cells.resize(all.size());
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (in_block(i % zones)) cells[i] = std::move(all[i]);
      }
    }
    return cells;
  };
}

}  // namespace ravenstein::calibration
