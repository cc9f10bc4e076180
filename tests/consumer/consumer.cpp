// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "engine/world/zone.hpp"

int main() {
  const ravenstein::Zone gao{.code = "Gao", .latitude_deg = 16.27, .longitude_deg = -0.04};
  const ravenstein::Zone kidal{.code = "Kidal", .latitude_deg = 18.44, .longitude_deg = 1.40};
  std::cout << ravenstein::great_circle_km(gao, kidal) << " km\n";
}
