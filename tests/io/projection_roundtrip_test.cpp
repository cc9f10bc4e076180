// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <fstream>

#include "io/projection/compare.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/hdf5.hpp"
#include "io/projection/inspect.hpp"
#include "io/projection/read.hpp"
#include "io/projection/write.hpp"
#include "tests/io/projection_folder.hpp"
#include "tests/io/projection_sample.hpp"

namespace ravenstein::io {
namespace {

using testing::Folder;
using testing::sample_projection;

void require_same(const DailyTable& a, const DailyTable& b) {
  REQUIRE(a.zones == b.zones);
  REQUIRE(a.persons == b.persons);
}

void require_same_run(const Projection& a, const Projection& b) {
  REQUIRE(a.period.start == b.period.start);
  REQUIRE(a.period.days == b.period.days);
  REQUIRE(a.resolution == b.resolution);
  REQUIRE(a.seed == b.seed);
  require_same(a.residents, b.residents);
  require_same(a.displaced, b.displaced);
  require_same(a.refugees, b.refugees);
  require_same(a.on_the_way, b.on_the_way);
  require_same(a.arrivals, b.arrivals);
  require_same(a.departures, b.departures);
  require_same(a.entries, b.entries);
  require_same(a.exits, b.exits);
  REQUIRE(a.flows.size() == b.flows.size());
  for (std::size_t n = 0; n < a.flows.size(); ++n) {
    CHECK(a.flows[n].day == b.flows[n].day);
    CHECK(a.flows[n].from == b.flows[n].from);
    CHECK(a.flows[n].to == b.flows[n].to);
    CHECK(a.flows[n].persons == b.flows[n].persons);
  }
  CHECK(a.totals.entries == b.totals.entries);
  CHECK(a.totals.exits == b.totals.exits);
  CHECK(a.totals.moves == b.totals.moves);
  CHECK(a.totals.person_days == b.totals.person_days);
  CHECK(a.totals.people_at_end == b.totals.people_at_end);
}

void require_same_zones(const std::vector<Zone>& a, const std::vector<Zone>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t n = 0; n < a.size(); ++n) {
    CHECK(a[n].code == b[n].code);
    CHECK(a[n].name == b[n].name);
    CHECK(a[n].country == b[n].country);
    CHECK(a[n].region == b[n].region);
    CHECK(a[n].latitude_deg == b[n].latitude_deg);
    CHECK(a[n].longitude_deg == b[n].longitude_deg);
    CHECK(a[n].kind == b[n].kind);
    CHECK(a[n].population == b[n].population);
    CHECK(a[n].capacity == b[n].capacity);
    CHECK(a[n].capacity_provenance == b[n].capacity_provenance);
  }
}

void require_same_observations(const ProjectionFile& a, const ProjectionFile& b) {
  REQUIRE(a.observations.size() == b.observations.size());
  for (std::size_t n = 0; n < a.observations.size(); ++n) {
    CHECK(a.observations[n].zone == b.observations[n].zone);
    REQUIRE(a.observations[n].entries.size() == b.observations[n].entries.size());
    for (std::size_t e = 0; e < a.observations[n].entries.size(); ++e) {
      CHECK(a.observations[n].entries[e].day == b.observations[n].entries[e].day);
      CHECK(a.observations[n].entries[e].persons == b.observations[n].entries[e].persons);
    }
  }
  CHECK(a.observed.zones == b.observed.zones);
  CHECK(a.observed.days == b.observed.days);
  CHECK(a.observed.persons == b.observed.persons);
}

/// Scores that are not defined are not kept.
void require_same_skill(std::vector<SkillRow> written, const std::vector<SkillRow>& read) {
  std::erase_if(written, [](const SkillRow& row) { return std::isnan(row.value); });
  REQUIRE(written.size() == read.size());
  for (std::size_t n = 0; n < read.size(); ++n) CHECK(written[n] == read[n]);
}

void require_same_provenance(const Provenance& a, const Provenance& b) {
  CHECK(a.engine_version == b.engine_version);
  CHECK(a.git_sha1 == b.git_sha1);
  CHECK(a.compiler == b.compiler);
  CHECK(a.build_type == b.build_type);
  CHECK(a.cpu_features == b.cpu_features);
  CHECK(a.seed == b.seed);
  CHECK(a.random_generator == b.random_generator);
  CHECK(a.scenario_path == b.scenario_path);
  CHECK(a.scenario_yaml == b.scenario_yaml);
  CHECK(a.scenario_sha256 == b.scenario_sha256);
  CHECK(a.overrides == b.overrides);
  CHECK(a.inputs == b.inputs);
  CHECK(a.threads == b.threads);
  CHECK(a.wall_s == b.wall_s);
  CHECK(a.created == b.created);
  CHECK(a.command_line == b.command_line);
  CHECK(a.assimilated == b.assimilated);
}

void require_same_words(const ProjectionFile& a, const ProjectionFile& b) {
  CHECK(a.title == b.title);
  CHECK(a.description == b.description);
  CHECK(a.remarks == b.remarks);
  CHECK(a.behaviour == b.behaviour);
  CHECK(a.preset == b.preset);
  CHECK(a.home_country == b.home_country);
  CHECK(a.hasten == b.hasten);
  REQUIRE(a.sources.size() == b.sources.size());
  for (std::size_t n = 0; n < a.sources.size(); ++n) {
    CHECK(a.sources[n].table == b.sources[n].table);
    CHECK(a.sources[n].publisher == b.sources[n].publisher);
    CHECK(a.sources[n].date == b.sources[n].date);
    CHECK(a.sources[n].licence == b.sources[n].licence);
    CHECK(a.sources[n].url == b.sources[n].url);
    CHECK(a.sources[n].note == b.sources[n].note);
  }
}

}  // namespace

TEST_CASE("a projection file comes back as it was written") {
  const Folder folder;
  const ProjectionFile written = sample_projection();
  const std::size_t bytes = write_projection(folder / "a.h5", written);
  CHECK(bytes == std::filesystem::file_size(folder / "a.h5"));
  const ProjectionFile read = read_projection(folder / "a.h5");
  require_same_words(written, read);
  require_same_zones(written.zones, read.zones);
  require_same_run(written.projection, read.projection);
  REQUIRE(read.beside.size() == 2);
  CHECK(read.beside[0].name == "equal_share");
  CHECK(read.beside[0].description == "the same everywhere");
  require_same(written.beside[0].present, read.beside[0].present);
  require_same(written.beside[1].present, read.beside[1].present);
  require_same_observations(written, read);
  require_same_skill(written.skill, read.skill);
  require_same_provenance(written.provenance, read.provenance);
  require_same_provenance(written.provenance, provenance_inputs(folder / "a.h5"));
}

TEST_CASE("large tables are compressed in chunks and come back as well") {
  const Folder folder;
  // 400 days x 60 zones: tables of 96 kB, flows of 5.8 MB in several chunks, most of them empty.
  ProjectionFile written = sample_projection(400, 60);
  std::erase_if(written.projection.flows,
                [](const FlowEntry& flow) { return flow.day > 3 && flow.day < 390; });
  write_projection(folder / "a.h5", written);
  require_same_run(written.projection, read_projection(folder / "a.h5").projection);
  const hdf5::Reader file(folder / "a.h5");
  CHECK(file.shape("/flow") == std::vector<std::size_t>{400, 60, 60});
}

TEST_CASE("flows too many for a table are stored as a list") {
  const Folder folder;
  // 10 x 2000 x 2000 cells are more than a table may have.
  REQUIRE_FALSE(flows_are_dense({10, 1, 2000}));
  REQUIRE_FALSE(flows_are_dense({1095, 6, 133}));
  REQUIRE(flows_are_dense({1095, 1, 133}));
  REQUIRE_FALSE(flows_are_dense({365, 1, 3000}));
  const ProjectionFile written = sample_projection(10, 2000);
  write_projection(folder / "a.h5", written);
  const hdf5::Reader file(folder / "a.h5");
  CHECK_FALSE(file.has("/flow"));
  CHECK(file.shape("/flows_coo/persons").at(0) == written.projection.flows.size());
  require_same_run(written.projection, read_projection(folder / "a.h5").projection);
}

TEST_CASE("at resolution flows people are real numbers") {
  const Folder folder;
  ProjectionFile written = sample_projection();
  written.projection.resolution = Resolution::flows;
  for (double& persons : written.projection.displaced.persons) persons += 1.0 / 3;
  for (FlowEntry& flow : written.projection.flows) flow.persons /= 7;
  write_projection(folder / "a.h5", written);
  require_same_run(written.projection, read_projection(folder / "a.h5").projection);
}

TEST_CASE("counts beyond 32 bits are kept") {
  const Folder folder;
  ProjectionFile written = sample_projection();
  written.projection.residents.persons[3] = 0x1p40;
  write_projection(folder / "a.h5", written);
  require_same_run(written.projection, read_projection(folder / "a.h5").projection);
}

TEST_CASE("a projection file may hold the least possible") {
  const Folder folder;
  ProjectionFile written;
  written.zones = testing::sample_zones(1);
  written.zones[0].latitude_deg = std::nan("");
  written.projection.period = {*parse_date("2020-01-01"), 1};
  written.projection.residents = {1, {5}};
  write_projection(folder / "a.h5", written);
  const ProjectionFile read = read_projection(folder / "a.h5");
  CHECK(std::isnan(read.zones.at(0).latitude_deg));
  CHECK(read.projection.residents.persons == std::vector<double>{5});
  CHECK(read.projection.displaced.persons.empty());
  CHECK(read.projection.flows.empty());
  CHECK(read.skill.empty());
  CHECK(read.observations.empty());
  CHECK(read.observed.zones.empty());
  CHECK_FALSE(inspect_text(folder / "a.h5").empty());
}

TEST_CASE("files of equal runs are equal but for their provenance") {
  const Folder folder;
  ProjectionFile contents = sample_projection();
  write_projection(folder / "a.h5", contents);
  contents.provenance.threads = 7;
  contents.provenance.wall_s = 99;
  contents.provenance.created = "2027-01-01T00:00:00Z";
  contents.provenance.inputs.clear();
  write_projection(folder / "b.h5", contents);
  CHECK(dataset_difference(folder / "a.h5", folder / "b.h5") == std::nullopt);
  CHECK(same_datasets(folder / "a.h5", folder / "b.h5"));

  SECTION("another count") {
    contents.projection.arrivals.persons.back() += 1;
    write_projection(folder / "c.h5", contents);
    CHECK(dataset_difference(folder / "a.h5", folder / "c.h5").value().starts_with("/arrivals"));
  }
  SECTION("another flow") {
    contents.projection.flows.back().persons += 1;
    write_projection(folder / "c.h5", contents);
    CHECK(dataset_difference(folder / "a.h5", folder / "c.h5").value().starts_with("/flow"));
  }
  SECTION("another text") {
    contents.zones[0].name = "Other";
    write_projection(folder / "c.h5", contents);
    CHECK(dataset_difference(folder / "a.h5", folder / "c.h5").value().starts_with("/zone_name"));
  }
  SECTION("another attribute") {
    contents.title = "Other";
    write_projection(folder / "c.h5", contents);
    CHECK(dataset_difference(folder / "a.h5", folder / "c.h5") ==
          std::string("/: another value of @title"));
  }
  SECTION("a missing variable") {
    contents.projection.exits = {};
    write_projection(folder / "c.h5", contents);
    CHECK_FALSE(same_datasets(folder / "a.h5", folder / "c.h5"));
  }
}

TEST_CASE("the same contents give the same bytes") {
  const Folder folder;
  write_projection(folder / "a.h5", sample_projection(100, 30));
  write_projection(folder / "b.h5", sample_projection(100, 30));
  const auto bytes = [](const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  CHECK(bytes(folder / "a.h5") == bytes(folder / "b.h5"));
}

TEST_CASE("inspect tells what is in a projection file") {
  const Folder folder;
  write_projection(folder / "a.h5", sample_projection());
  const std::string text = inspect_text(folder / "a.h5");
  CHECK_THAT(text, Catch::Contains("Sahel, été 2012"));
  CHECK_THAT(text, Catch::Contains("2012-02-29 to 2012-04-08 (40 days)"));
  CHECK_THAT(text, Catch::Contains("capacity*"));
  CHECK(text.find("variables") == std::string::npos);
  CHECK_THAT(inspect_text(folder / "a.h5", Detail::all),
             Catch::Contains("time 40, zone 5, zone_dest 5") && Catch::Contains("capacity*"));
  const std::string json = inspect_json(folder / "a.h5");
  CHECK_THAT(json, Catch::Contains("\"away_from_home_at_end\": 5.5"));
  CHECK_THAT(json, Catch::Contains("\"value\": 0.25"));
  CHECK_THAT(json, Catch::Contains("\"seed\": 18000000000000000000"));
}

}  // namespace ravenstein::io
