// SPDX-License-Identifier: Apache-2.0
// What a what-if changes.
#include "io/yaml/form_parts.hpp"

namespace ravenstein::io {
namespace {

Section<NewCampForm> new_camp_section() {
  return Section<NewCampForm>()
      .text("code", &NewCampForm::code, "its code; no zone has it yet")
      .required()
      .text("name", &NewCampForm::name, "what it is called; if not given, its code")
      .text("near", &NewCampForm::near,
            "the zone it has a way to, whose position, country and monthly drivers it takes")
      .required()
      .real("distance_km", &NewCampForm::distance_km, 0.1, 10000, "how long that way is")
      .required()
      .whole("capacity", &NewCampForm::capacity, 1, 10'000'000'000,
             "persons; if not given, unlimited")
      .if_given();
}

}  // namespace

Section<ChangeForm> change_section() {
  using Change = ChangeForm;
  return Section<Change>()
      .date("from", &Change::from, "the first day; if not given, the period's")
      .date("to", &Change::to, "the last day; if not given, the period's")
      .texts("zones", &Change::zones,
             "codes of the zones where (driver, cause, capacity); if not given, all")
      .text("driver", &Change::driver, "a driver of the baseline, by day or by month")
      .text("cause", &Change::cause,
            "a cause of the behaviour, whose hazard of leaving is scaled (0: switched off)")
      .real("scale", &Change::scale, 0, 1e6, "driver, cause: times so much")
      .if_given()
      .real("shift", &Change::shift, -1e12, 1e12, "driver: plus so much, after scaling")
      .if_given()
      .real("value", &Change::value, -1e12, 1e12, "driver: this instead of its values")
      .if_given()
      .path("table", &Change::table,
            "driver: a CSV with values instead, in the form of the driver's own")
      .choice("extrapolate", &Change::extrapolate,
              {{"none", Extrapolation::none},
               {"hold", Extrapolation::hold},
               {"climatology", Extrapolation::climatology},
               {"trend", Extrapolation::trend}},
              "driver by month: what its past before the change gives instead: the last value, the "
              "mean of the same month, or the straight line through the last 24 months")
      .texts("border", &Change::border, "two countries: their border is as permeability says")
      .texts("link", &Change::link, "two zones: the link between them is as permeability says")
      .text("camp", &Change::camp, "a camp that receives nobody (or, permeability 1, everybody)")
      .real("permeability", &Change::permeability, 0, 1,
            "border, link: share of travellers who get through; 1: open, whatever closures say")
      .whole("capacity", &Change::capacity, 1, 10'000'000'000, "persons the zones have room for")
      .if_given()
      .real("capacity_per_month", &Change::capacity_per_month, -1e9, 1e9,
            "persons the zones have room for in addition, every month")
      .if_given()
      .section("new_camp", &Change::new_camp, new_camp_section(), "a camp that is opened");
}

}  // namespace ravenstein::io
