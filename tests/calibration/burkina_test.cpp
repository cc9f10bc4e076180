// SPDX-License-Identifier: Apache-2.0
// scenarios/burkina-faso: its people are those of the census, its size of episodes is what the
// published totals up to 2020-06-07 give (the same sums as in make_tables, made anew here).
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "data_folder.hpp"
#include "io/files.hpp"
#include "io/tables/table.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::calibration {
namespace {

io::ScenarioFile scenario_file() {
  return io::read_scenario_file(std::filesystem::path(RAVENSTEIN_SOURCE_DIR) /
                                "scenarios/burkina-faso/scenario.yaml");
}

TEST_CASE("Burkina Faso: 13 regions, two cities taken out of theirs, shares that sum to one") {
  const Scenario scenario = scenario_file().scenario;
  REQUIRE(scenario.world.size() == 15);
  std::int64_t people = 0;
  double shares = 0;
  for (const Zone& zone : scenario.world.zones) {
    people += zone.population;
    shares += std::exp(zone.attributes.at("conflict_size_effect"));
  }
  CHECK(people == 20'487'979);  // INSD, census of 2019, preliminary: the sum of its 13 regions
  CHECK(shares == Approx(1).margin(0.002));            // three decimals of ln in the table
  CHECK(scenario.world.network.links().size() == 28);  // 26 boundaries, two cities
}

TEST_CASE("Burkina Faso: the size of episodes is that of the published totals") {
  const auto folder = data_folder() / "burkina-faso" / "observed";
  if (!std::filesystem::exists(folder)) {
    WARN("skipped: no data of Burkina Faso (RAVENSTEIN_DATA, docs/data.md)");
    return;
  }
  Problems problems;
  io::InputFiles files = io::InputFiles::on_disk(folder);
  const io::EmbeddedFile* file = files.read("idp_total_by_date.csv", {}, "", problems);
  REQUIRE(file != nullptr);
  io::Table table("idp_total_by_date.csv", file->bytes, problems);
  const io::Column date = table.need("date"), total = table.need("idp_total");
  double days = 0, sum = 0, squares = 0, before = 0;
  std::optional<Date> last;
  for (std::size_t r = 0; r < table.rows(); ++r) {  // in the order of their dates
    const Date day = table.date(r, date).value();
    if (day < parse_date("2019-01-31").value() || day > parse_date("2020-06-07").value()) continue;
    const auto persons = static_cast<double>(table.persons(r, total).value());
    if (last) {
      const auto length = static_cast<double>((day - *last).count());
      const double x = std::log((persons - before) / length * 365.25 / 12);
      days += length;
      sum += length * x;
      squares += length * x * x;
    }
    last = day;
    before = persons;
  }
  const double mean = sum / days;
  const auto& parameters = scenario_file().scenario.behaviour.parameters;
  CHECK(std::get<double>(parameters.at("conflict_size")) == Approx(mean).margin(0.0005));
  CHECK(std::get<double>(parameters.at("conflict_size_sd")) ==
        Approx(std::sqrt(squares / days - mean * mean)).margin(0.0005));
}

}  // namespace
}  // namespace ravenstein::calibration
