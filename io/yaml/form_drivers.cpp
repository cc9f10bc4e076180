// SPDX-License-Identifier: Apache-2.0
// What moves people: drivers by day and by month, and the register of movements.
#include <limits>

#include "io/yaml/form_parts.hpp"

namespace ravenstein::io {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Section<DriverForm> driver_section() {
  return Section<DriverForm>()
      .path("table", &DriverForm::table,
            "CSV: zone, date (or day), value; a value holds from that day on")
      .required()
      .choice("between", &DriverForm::between,
              {{"step", Between::step}, {"linear", Between::linear}},
              "how values run from one entry to the next");
}

}  // namespace

Section<DriversForm> drivers_section() {
  Section<DriversForm> section;
  for (const KnownDriver& driver : known_drivers()) {
    section.section(driver.name, driver.member, driver_section(), driver.meaning);
  }
  std::string names;
  for (const KnownSeries& series : known_series()) {
    names += (names.empty() ? "" : "; ") + series.name + ": " + series.meaning;
  }
  return section
      .paths("monthly", &DriversForm::monthly,
             "series by month, each a CSV: zone, month, value, with its past (" + names + ")")
      .choice("gaps", &DriversForm::gaps,
              {{"error", GapPolicy::error},
               {"hold", GapPolicy::hold},
               {"interpolate", GapPolicy::interpolate},
               {"climatology", GapPolicy::climatology}},
              "what stands in for missing months of the period: nothing may be missing, the last "
              "value, a straight line, or the mean of the month in other years");
}

Section<RegisterForm> register_section() {
  return Section<RegisterForm>()
      .path("table", &RegisterForm::table,
            "CSV: month, from, to, cause, persons counted; its past is what models remember")
      .required()
      .path("before", &RegisterForm::before, "the same for earlier months, kept apart")
      .real("counted_per_move", &RegisterForm::counted_per_move, 0.001, 100,
            "how many movements the register counts for each that happens (its detection rate)");
}

const std::vector<KnownDriver>& known_drivers() {
  static const std::vector<KnownDriver> kDrivers{
      {"conflict", &DriversForm::conflict, 0, 1, "intensity of conflict, 0..1"},
      {"food", &DriversForm::food, 0, 100, "percent of people in critical lack of food, 0..100"},
      {"flood", &DriversForm::flood, 0, kInfinity, "flood level, 0 = none"},
  };
  return kDrivers;
}

const std::vector<KnownSeries>& known_series() {
  static const std::vector<KnownSeries> kSeries{
      {"incidents", 0, kInfinity, "violent incidents"},
      {"fatalities", 0, kInfinity, "people killed in conflict"},
      {"rain_mm", 0, kInfinity, "rain in mm"},
      {"terms_of_trade", -10, 10, "ln(goat to cereal / its usual value)"},
      {"terms_of_trade_national", -10, 10, "the same of the country, in every zone"},
      {"phase3", 0, 1, "share of people in IPC phase 3"},
      {"phase4", 0, 1, "share in phase 4"},
      {"phase5", 0, 1, "share in phase 5"},
      {"phase3_or_worse", 0, 1, "share in phase 3 or worse"},
      {"dwellings_destroyed", 0, 1, "share of dwellings destroyed in the month"},
      {"expected_urban_income", 0, kInfinity, "income in towns times the chance of a job"},
      {"rural_income", 0, kInfinity, "income in the country"},
      {"income", 0, kInfinity, "income of the zone"},
      {"restriction", 0, 1, "how far movement is restricted"}};
  return kSeries;
}

}  // namespace ravenstein::io
