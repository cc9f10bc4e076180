// SPDX-License-Identifier: Apache-2.0
// Needs by hand, with the shipped standards' values (scenarios/standards) written out.
#include "models/needs/needs.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace ravenstein;
using namespace ravenstein::models;

namespace {

/// Sphere 2018: 15 l, 20 persons a latrine, 3.5 m2. Weiss 2011: 2.2 visits. UNHCR: 50 a day.
Standards standards() {
  Standards all;
  const auto set = [&](const char* name, double value) { all.everywhere[name] = {value, "test"}; };
  set("water_l_per_person_day", 15);
  set("persons_per_latrine", 20);
  set("shelter_m2_per_person", 3.5);
  set("visits_per_person_year", 2.2);
  set("visits_per_clinician_day", 50);
  set("working_days_per_week", 5);
  set("admissions_per_person_year", 0.1);
  set("length_of_stay_days", 5);
  set("bed_occupancy", 0.85);
  set("school_age_share", 0.3);
  set("household_size", 6);
  return all;
}

double of(const Required& all, Need need, std::size_t row = 0) {
  return all[static_cast<std::size_t>(need)].at(row);
}

}  // namespace

TEST_CASE("needs: a city of a million and a tenth more") {
  const NeedRates rates = rates_of(standards(), Zone{});
  const std::vector<double> people{1e6, 1.1e6};
  const std::vector<int> days{30, 30};
  const Required all = required(rates, people, days);
  CHECK(of(all, Need::water) == Approx(15e6));
  CHECK(of(all, Need::latrines) == Approx(50000));
  CHECK(of(all, Need::shelter) == Approx(3.5e6));
  // 2.2 visits x 1 M / 365.25 = 6,023 a day; the reference, with 365 days, has 6,027. A tenth more
  // people add 602 a day: 17 clinicians at 50 a day, five days a week (reference: 603, about 17).
  CHECK(of(all, Need::consultations) == Approx(2.2e6 / 365.25));
  CHECK(std::lround(of(all, Need::consultations, 1) - of(all, Need::consultations)) == 602);
  CHECK(std::lround(of(all, Need::clinicians, 1) - of(all, Need::clinicians)) == 17);
  // 100,000 stays a year of 5 days: 1,368.9 in hospital, 1,610.5 beds at 85 %.
  CHECK(of(all, Need::beds) == Approx(1e5 * 5 / 365.25 / 0.85));
  CHECK(of(all, Need::school_places) == Approx(3e5));
  CHECK(of(required(rates, people, days, 0.25), Need::school_places) == Approx(2.5e5));
}

TEST_CASE("needs: beds fill over the length of stay") {
  Standards of_test = standards();
  of_test.everywhere["length_of_stay_days"].value = 3;
  of_test.everywhere["bed_occupancy"].value = 1;
  of_test.everywhere["admissions_per_person_year"].value = 0.36525;  // one in a thousand a day
  const std::vector<double> people{0, 1000, 1000, 1000, 1000};
  const Required all = required(rates_of(of_test, Zone{}), people, std::vector<int>(5, 1));
  const std::vector<double> expected{0, 1, 2, 3, 3};
  for (std::size_t row = 0; row < 5; ++row) {
    CHECK(of(all, Need::beds, row) == Approx(expected[row]).margin(1e-12));
  }
}

TEST_CASE("needs: a tenth too many patients, five days of wait become twenty-one in 160 days") {
  const NeedRates rates = rates_of(standards(), Zone{});
  const double clinicians = 100;
  const double people =
      1.1 * clinicians * rates.visits_per_clinician_day / rates.visits_per_person_day;
  const std::vector<double> daily(200, people), staff(200, clinicians);
  const std::vector<int> days(200, 1);
  const Waiting result = waiting(rates, daily, staff, days, 5, 5);
  CHECK(result.wait_days[159] == Approx(21).epsilon(1e-12));
  const auto passed = std::ranges::find_if(result.wait_days, [](double d) { return d > 21; });
  CHECK(std::abs(passed - result.wait_days.begin() - 160) <= 1);
  // Who has five days of wait and wants to keep them needs as many as come.
  CHECK(result.clinicians_to_hold[0] == Approx((5 * 1.0 + 1.1) / 6 * 100));
  CHECK(std::isnan(
      waiting(rates, std::vector<double>{10}, std::vector<double>{0}, std::vector<int>{30}, 5, 5)
          .wait_days[0]));
}

TEST_CASE("needs: a zone's own standard stands before its country's and everybody's") {
  Standards all = standards();
  Zone zone;
  zone.code = "SO22";
  zone.country = "Somalia";
  all.by_country["Somalia"]["water_l_per_person_day"] = {20, "a ministry"};
  CHECK(rates_of(all, zone).water_l_per_person_day == 20);
  all.by_zone["SO22"]["water_l_per_person_day"] = {7.5, "a city"};
  CHECK(rates_of(all, zone).water_l_per_person_day == 7.5);
  CHECK(all.find("water_l_per_person_day", zone)->source == "a city");
  CHECK(rates_of(all, Zone{}).water_l_per_person_day == 15);
  all.everywhere.erase("bed_occupancy");
  CHECK_THROWS_WITH(rates_of(all, zone), "no standard bed_occupancy");
}

TEST_CASE("needs: the school age within bands of ages") {
  CHECK(school_age_share_of("0-17").value() == Approx(13.0 / 18));
  CHECK(school_age_share_of("5-11").value() == 1);
  CHECK(school_age_share_of("18-59").value() == 0);
  CHECK(school_age_share_of("60+").value() == 0);
  CHECK_FALSE(school_age_share_of("5+"));
  CHECK_FALSE(school_age_share_of("female"));
  CHECK_FALSE(school_age_share_of("17-5"));
}
