// SPDX-License-Identifier: Apache-2.0
// The covariates made from the publishers' files are those of the reference panel, whose sums and
// single values also stand in shared/reference/drivers.md §7.
#include <catch2/catch.hpp>
#include <cmath>

#include "somalia_panel.hpp"

namespace ravenstein::calibration {
namespace {

TEST_CASE("covariates from the raw files equal the reference panel") {
  const auto panel = somali_panel();
  if (!panel) return;
  const auto reference = reference_panel(*panel);
  REQUIRE(reference.size() == 25);
  for (const auto& [name, expected] : reference) {
    CAPTURE(name);
    double worst = 0;
    for (int month = expected.first_month; month < expected.end_month(); ++month) {
      for (std::size_t r = 0; r < expected.zones; ++r) {
        const double value = name == "pop" ? static_cast<double>(panel->regions[r].population)
                                           : panel->covariate.at(name).at(month, r);
        const double error = std::abs(value - expected.at(month, r));
        REQUIRE(std::isfinite(error));
        worst = std::max(worst, error / std::max(1.0, std::abs(value)));
      }
    }
    CHECK(worst < 1e-6);
  }
}

TEST_CASE("sums of the covariates over 918 region-months") {
  const auto panel = somali_panel();
  if (!panel) return;
  const std::map<std::string, double> expected{{"inc", 11277},
                                               {"fat", 19648},
                                               {"rain", 25541.2731},
                                               {"linc", 1835.0106},
                                               {"sF", -404.3081},
                                               {"tn2", 33.9005},
                                               {"dev", -.1533},
                                               {"pct12", -12.8983},
                                               {"lr", 2349.5735},
                                               {"uplag", 443.1065},
                                               {"g1_conflict", 3366.7030},
                                               {"g1_drought", 5354.1816},
                                               {"g1_flood", 984.0135}};
  for (const auto& [name, sum] : expected) {
    CAPTURE(name);
    double found = 0;
    for (int month = month_number(2016, 10); month <= month_number(2020, 12); ++month) {
      for (const double value : panel->covariate.at(name).row(month)) found += value;
    }
    CHECK(std::abs(found - sum) < 0.5001e-4);  // as printed
  }
}

TEST_CASE("single values of the covariates") {
  const auto panel = somali_panel();
  if (!panel) return;
  const auto at = [&](const char* name, int year, int month, std::size_t region) {
    return panel->covariate.at(name).at(month_number(year, month), region);
  };
  const std::size_t lower_shabelle = 12, bay = 13, hiraan = 9;
  REQUIRE(panel->regions[lower_shabelle].name == "Lower Shabelle");
  REQUIRE(panel->regions[bay].name == "Bay");
  REQUIRE(panel->regions[hiraan].name == "Hiraan");
  const auto six_digits = [](double value) { return Approx(value).margin(0.51e-6).epsilon(1e-6); };
  CHECK(at("y_conflict", 2018, 9, lower_shabelle) == 38594);
  CHECK(at("linc", 2018, 9, lower_shabelle) == six_digits(3.688879));
  CHECK(at("sF", 2018, 9, lower_shabelle) == six_digits(.284045));
  CHECK(at("g1_conflict", 2018, 9, lower_shabelle) == six_digits(9.262982));
  CHECK(at("y_drought", 2017, 3, bay) == 73403);
  CHECK(at("rain", 2017, 3, bay) == six_digits(6.26986));
  CHECK(at("tn2", 2017, 3, bay) == six_digits(.301088));
  CHECK(at("tot", 2017, 3, bay) == six_digits(-1.13838));
  CHECK(at("pct12", 2017, 3, bay) == six_digits(-.394462));
  CHECK(at("g1_drought", 2017, 3, bay) == six_digits(9.297167));
  CHECK(at("y_flood", 2019, 10, hiraan) == 233622);
  CHECK(at("rain", 2019, 10, hiraan) == six_digits(149.247692));
  CHECK(at("lr", 2019, 10, hiraan) == six_digits(5.012285));
  const Zone& banadir = panel->regions[11];
  REQUIRE(banadir.name == "Banadir");
  CHECK(great_circle_km(panel->regions[bay], banadir) == Approx(215.357).epsilon(3e-6));
}

}  // namespace
}  // namespace ravenstein::calibration
