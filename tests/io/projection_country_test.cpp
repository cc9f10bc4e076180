// SPDX-License-Identifier: Apache-2.0
// Several causes, strata, statuses and rows that are no days, there and back.
#include <catch2/catch.hpp>

#include "io/projection/compare.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/hdf5.hpp"
#include "io/projection/inspect.hpp"
#include "io/projection/read.hpp"
#include "io/projection/write.hpp"
#include "tests/io/country_sample.hpp"
#include "tests/io/projection_folder.hpp"

namespace ravenstein::io {
namespace {

using testing::Folder;
using testing::sample_country;

void require_same(const CategoryTable& a, const CategoryTable& b) {
  REQUIRE(a.categories == b.categories);
  REQUIRE(a.zones == b.zones);
  REQUIRE(a.persons == b.persons);
}

void require_same_flows(const std::vector<FlowEntry>& a, const std::vector<FlowEntry>& b) {
  REQUIRE(a.size() == b.size());
  const auto same = [](const FlowEntry& x, const FlowEntry& y) {
    return x.day == y.day && x.cause == y.cause && x.from == y.from && x.to == y.to &&
           x.persons == y.persons;
  };
  REQUIRE(std::equal(a.begin(), a.end(), b.begin(), same));
}

void require_same_country(const Projection& a, const Projection& b) {
  REQUIRE(a.period.start == b.period.start);
  REQUIRE(a.period.days == b.period.days);
  REQUIRE(a.period.interval == b.period.interval);
  REQUIRE(a.resolution == b.resolution);
  for (auto table :
       {&Projection::residents, &Projection::exits, &Projection::returnees, &Projection::integrated,
        &Projection::stranded, &Projection::returns, &Projection::births, &Projection::deaths}) {
    REQUIRE((a.*table).zones == (b.*table).zones);
    REQUIRE((a.*table).persons == (b.*table).persons);
  }
  CHECK(a.causes == b.causes);
  CHECK(a.strata == b.strata);
  require_same(a.departures_by_cause, b.departures_by_cause);
  require_same(a.arrivals_by_cause, b.arrivals_by_cause);
  require_same(a.displaced_by_stratum, b.displaced_by_stratum);
  require_same(a.displaced_by_home, b.displaced_by_home);
  require_same_flows(a.flows, b.flows);
  CHECK(a.totals.births == b.totals.births);
  CHECK(a.totals.deaths == b.totals.deaths);
}

}  // namespace

TEST_CASE("causes, strata, statuses and months come back as they were written") {
  const Folder folder;
  const ProjectionFile written = sample_country();
  write_projection(folder / "a.h5", written);
  const ProjectionFile read = read_projection(folder / "a.h5");
  require_same_country(written.projection, read.projection);
  CHECK(read.resolution_reason == "11 million people leave by hazard");
  CHECK(read.ensemble.members == 9);
  CHECK(read.ensemble.quantiles == written.ensemble.quantiles);
  REQUIRE(read.ensemble.tables.size() == 2);
  for (std::size_t n = 0; n < 2; ++n) {
    CHECK(read.ensemble.tables[n].name == written.ensemble.tables[n].name);
    CHECK(read.ensemble.tables[n].categories == written.ensemble.tables[n].categories);
    CHECK(read.ensemble.tables[n].mean == written.ensemble.tables[n].mean);
    CHECK(read.ensemble.tables[n].quantile == written.ensemble.tables[n].quantile);
    for (const auto sums :
         {&EnsembleTable::total, &EnsembleTable::period, &EnsembleTable::period_total}) {
      CHECK((read.ensemble.tables[n].*sums).mean == (written.ensemble.tables[n].*sums).mean);
      CHECK((read.ensemble.tables[n].*sums).quantile ==
            (written.ensemble.tables[n].*sums).quantile);
    }
  }
  for (const auto of :
       {&MemberRecord::present_end, &MemberRecord::present_peak, &MemberRecord::arrivals_period,
        &MemberRecord::present_total, &MemberRecord::arrivals_total}) {
    REQUIRE(!(written.ensemble.each.*of).empty());
    CHECK(read.ensemble.each.*of == written.ensemble.each.*of);
  }
  CHECK(read.ensemble.drawn == written.ensemble.drawn);
  CHECK(read.ensemble.draws == written.ensemble.draws);
  CHECK(read.observed.days == 5);
  CHECK(read.observed.persons == written.observed.persons);
  CHECK(read.beside.at(0).present.persons == written.beside[0].present.persons);
  const hdf5::Reader file(folder / "a.h5");
  CHECK(file.text("/time", "interval") == "month");
  // 2012-02-29 is day 0; March begins on day 1, April on 32, May on 62, June on 93.
  CHECK(file.read<double>("/time") == std::vector<double>{0, 1, 32, 62, 93});
  CHECK(file.read<double>("/time_bnds") ==
        std::vector<double>{0, 1, 1, 32, 32, 62, 62, 93, 93, 100});
  CHECK(file.text("/displaced", "long_name") ==
        "people away from home inside their country at the end of the month");
  CHECK(file.shape("/flow") == std::vector<std::size_t>{5, 3, 5, 5});
  CHECK(file.shape("/displaced_quantile") == std::vector<std::size_t>{3, 5, 5});
  CHECK(file.shape("/departures_by_cause_quantile") == std::vector<std::size_t>{3, 5, 3, 5});
  CHECK(file.shape("/displaced_total_quantile") == std::vector<std::size_t>{3, 5});
  CHECK(file.shape("/departures_by_cause_period_mean") == std::vector<std::size_t>{3, 5});
  CHECK(file.shape("/departures_by_cause_period_total_quantile") == std::vector<std::size_t>{3, 3});
  CHECK(file.shape("/member_present_end") == std::vector<std::size_t>{9, 5});
  CHECK(file.shape("/member_present_total") == std::vector<std::size_t>{9, 5});
  CHECK(file.shape("/parameter_draw") == std::vector<std::size_t>{9, 2});
}

TEST_CASE("years are rows as well, and one day may be a year") {
  const Folder folder;
  for (const int days : {1, 700}) {
    const ProjectionFile written = sample_country(4, Interval::year, days);
    write_projection(folder / "a.h5", written, {.force = true});
    require_same_country(written.projection, read_projection(folder / "a.h5").projection);
  }
}

TEST_CASE("flows by cause of many zones: in chunks of some origins, or as a list") {
  const Folder folder;
  SECTION("a row of all causes does not fit into a chunk, a cause does") {
    REQUIRE(flows_are_dense({5, 3, 200}));
  }
  const std::size_t zones = GENERATE(200, 500, 2000);
  ProjectionFile written = sample_country(zones);
  written.projection.displaced_by_home = {};
  write_projection(folder / "a.h5", written, {.force = true});
  const hdf5::Reader file(folder / "a.h5");
  CHECK(file.has("/flow") == (zones < 2000));
  CHECK(file.has("/flows_coo/cause") == (zones == 2000));
  require_same_country(written.projection, read_projection(folder / "a.h5").projection);
}

TEST_CASE("at resolution flows, tables by cause hold real numbers") {
  const Folder folder;
  ProjectionFile written = sample_country();
  written.projection.departures_by_cause.persons[3] += 1.0 / 3;
  CHECK_THROWS_AS(write_projection(folder / "a.h5", written), std::logic_error);
  written.projection.resolution = Resolution::flows;
  write_projection(folder / "a.h5", written);
  require_same_country(written.projection, read_projection(folder / "a.h5").projection);
}

TEST_CASE("tables that do not fit the names of their categories are a bug") {
  const Folder folder;
  ProjectionFile written = sample_country();
  SECTION("causes") { written.projection.causes.pop_back(); }
  SECTION("strata") { written.projection.strata.emplace_back("other"); }
  SECTION("rows") { written.projection.displaced_by_home.persons.pop_back(); }
  SECTION("an ensemble's table of another shape") {
    written.ensemble.tables[1].quantile.pop_back();
  }
  SECTION("an ensemble of an unknown table") { written.ensemble.tables[0].name = "x"; }
  SECTION("a flow of an unknown cause") { written.projection.flows.back().cause = 3; }
  SECTION("flows not in order") {
    std::swap(written.projection.flows.front(), written.projection.flows.back());
  }
  CHECK_THROWS_AS(write_projection(folder / "a.h5", written), std::logic_error);
}

TEST_CASE("another count, name or cause makes another file") {
  const Folder folder;
  ProjectionFile contents = sample_country();
  write_projection(folder / "a.h5", contents);
  const auto difference = [&] {
    write_projection(folder / "b.h5", contents, {.force = true});
    return dataset_difference(folder / "a.h5", folder / "b.h5").value_or("none");
  };
  CHECK(difference() == "none");
  SECTION("a count by home") {
    contents.projection.displaced_by_home.persons.back() += 1;
    CHECK(difference().starts_with("/displaced_by_home: other values"));
  }
  SECTION("a quantile") {
    contents.ensemble.tables[0].quantile[7] += 1;
    CHECK(difference().starts_with("/displaced_quantile: other values"));
  }
  SECTION("a name") {
    contents.projection.strata[1] = "x";
    CHECK(difference().starts_with("/stratum_name: other values"));
  }
  SECTION("a cause of a flow") {
    contents.projection.flows.resize(1);
    write_projection(folder / "a.h5", contents, {.force = true});
    contents.projection.flows[0].cause = 1;
    CHECK(difference().starts_with("/flow: other values"));
  }
}

TEST_CASE("inspect tells of causes, births, deaths and months") {
  const Folder folder;
  write_projection(folder / "a.h5", sample_country());
  const std::string text = inspect_text(folder / "a.h5");
  CHECK_THAT(text, Catch::Contains("(100 days, by month)"));
  // Of 5 rows and 5 zones: 25 * 11000 + 5 * 10 * (0 + 1 + 2 + 3 + 4) + 5 * (0 + ... + 4)
  CHECK_THAT(text, Catch::Contains("275,550 returns, 600 births, 700 deaths"));
  CHECK_THAT(text, Catch::Contains("left for    drought: 503,050"));
  CHECK_THAT(text, Catch::Contains("cohorts: 11 million people leave by hazard"));
  const std::string json = inspect_json(folder / "a.h5");
  CHECK_THAT(text, Catch::Contains("9 members"));
  CHECK_THAT(json, Catch::Contains("\"members\": 9"));
  CHECK_THAT(json, Catch::Contains("\"interval\": \"month\""));
  CHECK_THAT(json, Catch::Contains("\"drought\": 503050"));
  CHECK_THAT(json, Catch::Contains("\"deaths\": 700"));
}

}  // namespace ravenstein::io
