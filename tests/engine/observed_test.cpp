// SPDX-License-Identifier: Apache-2.0
// Rules: reference/camps.md section 1 ("Series", "Level-1 correction", "Interpolation"); the
// expected numbers are worked out by hand from them.
#include "engine/observed.hpp"

#include <catch2/catch.hpp>

namespace ravenstein {
namespace {

std::vector<double> persons(const ObservedSeries& series) {
  std::vector<double> values;
  for (const ObservedEntry& entry : series.entries) values.push_back(entry.persons);
  return values;
}

TEST_CASE("between counts people grow linearly, in whole persons, and stay outside them") {
  const ObservedSeries series{0, {{-3, 10}, {4, 21}, {7, 0}}};
  CHECK(persons_on(series, -5) == 10);
  CHECK(persons_on(series, -3) == 10);
  CHECK(persons_on(series, 0) == 14);  // 10 + 11 * 3/7 = 14.71
  CHECK(persons_on(series, 4) == 21);
  CHECK(persons_on(series, 6) == 7);
  CHECK(persons_on(series, 8) == 0);
  CHECK(persons_on({0, {}}, 1) == 0);
}

TEST_CASE("dates out of order are read in file order") {
  // On day 12 the first entry that is later is that of day 20, and the one before it in the file
  // is dated 5: its line is followed.
  const ObservedSeries series{0, {{0, 0}, {10, 100}, {5, 50}, {20, 200}}};
  CHECK(persons_on(series, 4) == 40);
  CHECK(persons_on(series, 12) == 120);
  CHECK(persons_on(series, 25) == 200);
}

TEST_CASE("a correction scales what was counted before it, in the order given") {
  std::vector<ObservedSeries> series{{3, {{0, 10}, {10, 40}, {20, 20}, {30, 30}}}};
  const std::vector<RegistrationCorrection> corrections{{3, 20}, {3, 10}, {4, 10}};
  correct(series, corrections);
  // Day 20: factor 20/40: 5 20 20 30; then day 10: factor 20/5: 20 20 20 30.
  CHECK(persons(series[0]) == std::vector<double>{20, 20, 20, 30});
}

TEST_CASE("a date that is there twice is corrected at each entry") {
  std::vector<ObservedSeries> series{{0, {{0, 1}, {10, 2}, {20, 8}, {10, 4}}}};
  const std::vector<RegistrationCorrection> corrections{{0, 10}};
  correct(series, corrections);
  // First: factor 2: 2 2 8 4; then at the last entry, factor 4/8: 1 1 4 4.
  CHECK(persons(series[0]) == std::vector<double>{1, 1, 4, 4});
}

TEST_CASE("a correction after nobody, of a first entry or of another day changes nothing") {
  std::vector<ObservedSeries> series{{0, {{0, 0}, {10, 5}}}};
  const std::vector<RegistrationCorrection> corrections{{0, 10}, {0, 0}, {0, 7}};
  correct(series, corrections);
  CHECK(persons(series[0]) == std::vector<double>{0, 5});
}

TEST_CASE("daily values are divided after they are whole") {
  const std::vector<ObservedSeries> series{{5, {{0, 0}, {2, 7}}}, {2, {{0, 4}}}};
  const ObservedDaily table = daily(series, 3, 2);
  CHECK(table.zones == std::vector<ZoneIndex>{5, 2});
  CHECK(table.persons == std::vector<double>{0, 2, 1.5, 2, 3.5, 2});
  CHECK(table.total(1) == 3.5);
}

}  // namespace
}  // namespace ravenstein
