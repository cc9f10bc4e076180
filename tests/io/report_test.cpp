// SPDX-License-Identifier: Apache-2.0
// The data of a report and the page it goes into. Numbers: made up (projection_sample.hpp), sums by
// hand.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engine/core/problem.hpp"
#include "io/report/build_report.hpp"
#include "io/report/report_page.hpp"
#include "io/report/report_parts.hpp"
#include "io/report/too_few.hpp"
#include "tests/io/country_sample.hpp"

namespace ravenstein::io {
namespace {

using nlohmann::json;

constexpr std::string_view kPage =
    R"(<html><script type="application/json" id="report-data"></script></html>)";

json built(const ProjectionFile& file, Release release, std::optional<std::string> focus = {}) {
  const ReportSource source{
      .file = &file, .name = file.title, .scenario = nullptr, .no_skill = {}, .attribution = {}};
  ReportOptions options;
  options.release = release;
  options.focus = std::move(focus);
  return json::parse(report_json(build_report({&source, 1}, options)));
}

/// No number of people between 1 and 9 anywhere in what tells people.
void require_nothing_small(const json& value) {
  if (value.is_number()) {
    const double people = value.get<double>();
    REQUIRE((people == 0 || people >= 10));
  }
  if (!value.is_structured()) return;
  for (const json& part : value) require_nothing_small(part);
}

}  // namespace

TEST_CASE("report: a single run as it is, for those who may see it") {
  ProjectionFile file = testing::sample_projection();
  const json report = built(file, Release::restricted, "ML02");
  CHECK(report["release"] == "restricted");
  CHECK(report["focus"] == 2);
  CHECK(report["quantiles"].empty());
  CHECK(report["time"]["dates"].size() == 40);
  CHECK(report["time"]["dates"][1] == "2012-03-01");
  CHECK(report["zones"]["capacity"] == json({nullptr, nullptr, 7500, nullptr, nullptr}));
  const json& scenario = report["scenarios"][0];
  // Displaced (1000 + 10 day + zone) and refugees (2000 + ...), times 3 persons per count.
  CHECK(scenario["present"]["zones"][2][0][1] == 3 * (1012 + 2012));
  CHECK(scenario["present"]["total"][0][0] == 3 * (5 * 3000 + 2 * (0 + 1 + 2 + 3 + 4)));
  // Arrivals of zone 1 in 40 days: 4000 + 10 day + 1.
  CHECK(scenario["arrivals_period"]["zones"][1][0] == 3 * (40 * 4001 + 10 * 39 * 40 / 2));
  CHECK(scenario["observed"]["persons"] == json({36, 7, 31}));  // 35.5 is rounded up
  // From every zone to the next on 20 days: 1 + day + from, times 3.
  CHECK(scenario["flows"]["from"][0] == 3);
  CHECK(scenario["flows"]["total"][0] == 3 * (20 * 4 + 380));
  CHECK(scenario["quality"]["provenance"]["more"].size() >= 4);
  CHECK_FALSE(scenario.contains("needs"));
  // Departures are told by the restricted release alone.
  CHECK(scenario["departures"]["zones"].size() == 5);
  CHECK_FALSE(built(file, Release::open)["scenarios"][0].contains("departures"));
}

TEST_CASE("report: bands are quantiles of members, totals are those of the members' sums") {
  ProjectionFile file = testing::sample_country();
  file.ensemble.tables.resize(1);  // displaced
  const json report = built(file, Release::restricted);
  CHECK(report["quantiles"] == json({0.05, 0.5, 0.95}));
  const EnsembleRecord& members = file.ensemble;
  const json& present = report["scenarios"][0]["present"];
  // Row 1, zone 3, 95 %; 5 rows of 5 zones; 3 persons per count.
  const double displaced = members.tables[0].quantile[(2 * 5 + 1) * 5 + 3];
  CHECK(present["zones"][3][2][1] == std::llround(3 * displaced));
  // present_total counts 4000, 4001, ... over 9 members x 5 rows: of row 0 the median member is 4.
  CHECK(present["total"][1][0] == 3 * (4000 + 4 * 5));
  // More than 7500 / 3: 2000 + 5 member + 2 never is; in people 3 * 2000 + ... is not either.
  CHECK(report["scenarios"][0]["exceed"]["ever"][2] == 0);
  CHECK(report["scenarios"][0]["exceed"]["ever"][0] == nullptr);
}

TEST_CASE("report: the public sees no small numbers, no seed and no text of the scenario") {
  ProjectionFile file = testing::sample_projection(61, 5);
  file.hasten = 1;
  Projection& run = file.projection;
  for (int day = 0; day < 61; ++day) {  // zone 0: 3 people, who stay; arrivals 0
    run.displaced.row(day)[0] = 3;
    run.refugees.row(day)[0] = 0;
    run.arrivals.row(day)[0] = 0;
  }
  const json report = built(file, Release::open, "ML00");
  CHECK(report["release"] == "public");
  CHECK(report["time"]["step"] == "month");
  CHECK(report["disclosure"]["threshold"] == 10);
  CHECK(report["zones"]["code"].size() < 5);  // shown with another
  CHECK(report["focus"].is_number());
  const json& scenario = report["scenarios"][0];
  for (const char* part : {"present", "arrivals", "arrivals_period"}) {
    require_nothing_small(scenario[part]);
  }
  require_nothing_small(scenario["flows"]["total"]);
  require_nothing_small(scenario["observed"]["persons"]);
  const std::string text = report.dump();
  CHECK(text.find("18000000000000000000") == std::string::npos);  // the seed
  CHECK(text.find("zones: {table") == std::string::npos);         // the scenario's text
  CHECK(text.find("overrid") == std::string::npos);
  CHECK(text.find("--seed") == std::string::npos);
  CHECK_FALSE(scenario["quality"]["provenance"].contains("more"));
  CHECK(scenario["quality"]["provenance"]["input_sha256"].empty());
  CHECK(scenario["quality"]["provenance"]["people_sha256"] == "");
  CHECK(built(file, Release::restricted)["scenarios"][0]["quality"]["provenance"]["input_sha256"]
            .size() == 3);
}

TEST_CASE("report: zones whose counts were scaled to a recount are told once each") {
  Scenario scenario;
  scenario.corrections = {{3, 9}, {3, 20}, {1, 9}};
  const ShownZones zones{{3, 4}, {kNowhere, kNowhere, kNowhere, 0, 1}};
  CHECK(corrected_zones(&scenario, zones) == std::vector<ZoneIndex>{0});
  CHECK(corrected_zones(nullptr, zones).empty());
  const ProjectionFile file = testing::sample_projection();
  const ReportSource source{
      .file = &file, .name = "a", .scenario = nullptr, .no_skill = {}, .attribution = {}};
  ReportOptions options;
  options.release = Release::restricted;
  ReportData data = build_report({&source, 1}, options);
  const auto observed = [&] { return json::parse(report_json(data))["scenarios"][0]["observed"]; };
  CHECK_FALSE(observed().contains("corrected"));
  data.scenarios[0].corrected = {3};
  CHECK(observed()["corrected"] == json({3}));
}

TEST_CASE("report: what is made of hidden counts is hidden, too") {
  ProjectionFile file = testing::sample_projection(61, 5);
  file.skill[0].value = 0.256789;
  const auto page = [&] {
    NoSkillSeries equal{"equal", file.observed.zones, {}};
    for (int day = 0; day < 61; ++day) {
      double all = 0;
      for (const double persons : file.observed.row(day)) all += persons;
      equal.persons.insert(equal.persons.end(), 2, all / 2);
    }
    const ReportSource source{
        .file = &file, .name = "a", .scenario = nullptr, .no_skill = {equal}, .attribution = {}};
    return json::parse(report_json(build_report({&source, 1}, {})))["scenarios"][0];
  };
  // Zone 2 has a count of 7 on the first day: half of the total less zone 3's would tell it.
  json scenario = page();
  CHECK_FALSE(scenario.contains("no_skill"));
  CHECK_FALSE(scenario["quality"].contains("skill"));  // as many equations as scores
  CHECK_FALSE(scenario["quality"].contains("horizon"));
  CHECK_FALSE(scenario["quality"]["coverage"].contains("people_share"));
  file.observations = {{3, {{0, 100}}}, {2, {{0, 70}}}};
  file.observed = daily(file.observations, 61, 3);
  scenario = page();
  CHECK(scenario.contains("no_skill"));
  CHECK(scenario["quality"].contains("horizon"));
  CHECK(scenario["quality"]["skill"]["value"][0][0] == 0.26);
}

TEST_CASE("report: too few people in all are refused for the public") {
  ProjectionFile file = testing::sample_projection(3, 2);
  for (DailyTable* table : {&file.projection.displaced, &file.projection.refugees,
                            &file.projection.arrivals, &file.projection.departures}) {
    std::fill(table->persons.begin(), table->persons.end(), 0.0);
  }
  file.projection.displaced.persons = {1, 0, 1, 0, 1, 0};
  file.projection.flows.clear();
  file.observations.clear();
  file.observed = {};
  file.hasten = 1;
  CHECK_THROWS_AS(built(file, Release::open), TooFewToShow);
  CHECK_NOTHROW(built(file, Release::restricted));
}

TEST_CASE("report: one zone, no coordinates, names in Arabic script or with HTML") {
  ProjectionFile file = testing::sample_projection(3, 1);
  file.observations.clear();
  file.observed = {};
  file.zones[0].latitude_deg = file.zones[0].longitude_deg = std::nan("");
  file.zones[0].name = "</script><img onerror=alert(1)> مقديشو";
  file.title = "a\u2028b & \"c\"";
  const ReportSource source{
      .file = &file, .name = file.title, .scenario = nullptr, .no_skill = {}, .attribution = {}};
  ReportOptions options;
  options.release = Release::restricted;
  const std::string text = report_json(build_report({&source, 1}, options));
  CHECK(text.find('<') == std::string::npos);
  CHECK(text.find("\xE2\x80\xA8") == std::string::npos);
  const json report = json::parse(text);
  CHECK(report["zones"]["name"][0] == file.zones[0].name);
  CHECK(report["zones"]["lat"][0] == nullptr);
  CHECK(report["scenarios"][0]["name"] == file.title);
  const std::string page = report_page(kPage, text);
  CHECK(page ==
        "<html><script type=\"application/json\" id=\"report-data\">" + text + "</script></html>");
}

TEST_CASE("report: of very many zones those with most people are shown, and the page says so") {
  const ProjectionFile file = testing::sample_projection(10, 2000);
  const ReportSource source{
      .file = &file, .name = "many", .scenario = nullptr, .no_skill = {}, .attribution = {}};
  ReportOptions options;
  options.cell_limit = 1000;  // 2 tables x 10 rows: 50 zones
  options.focus = "ML07";
  options.release = Release::restricted;
  const ReportData data = build_report({&source, 1}, options);
  REQUIRE(data.zones.size() == 50);
  CHECK(data.zones[0].code == "ML07");     // asked for
  CHECK(data.zones[1].code == "ML01951");  // people rise with the zone's number
  CHECK(data.zones_before == 2000);
  CHECK(data.how.find("50 of 2000 zones are shown") == 0);
  double total = 0;
  for (ZoneIndex zone = 0; zone < 2000; ++zone) total += 3 * file.projection.present(9, zone);
  CHECK(data.scenarios[0].present.total[9] == Approx(total).epsilon(1e-12));
}

TEST_CASE("report: scenarios that cannot be shown together are refused") {
  const ProjectionFile a = testing::sample_projection(3, 3), b = testing::sample_projection(4, 3);
  const std::vector<ReportSource> sources = {
      {.file = &a, .name = "a", .scenario = nullptr, .no_skill = {}, .attribution = {}},
      {.file = &b, .name = "b", .scenario = nullptr, .no_skill = {}, .attribution = {}}};
  CHECK_THROWS_AS(build_report(sources, {}), InputError);
}

TEST_CASE("report: large data is packed, and a page without a place for data is a bug") {
  const std::string text = '"' + std::string(3'000'000, 'x') + '"';
  const std::string page = report_page(kPage, text);
  CHECK(page.size() < 20'000);
  CHECK(page.find("<script type=\"application/gzip+base64\" id=\"report-data\">H4sI") !=
        std::string::npos);
  CHECK_THROWS_AS(report_page("<html></html>", "{}"), std::logic_error);
  CHECK_THROWS_AS(report_page(std::string(kPage) + std::string(kPage), "{}"), std::logic_error);
}

}  // namespace ravenstein::io
