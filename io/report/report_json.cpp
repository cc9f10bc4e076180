// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "io/projection/format.hpp"
#include "io/report/report_data.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

/// People, whole; withheld: null.
Json count(double people) {
  return std::isfinite(people) ? Json(std::llround(people)) : Json(nullptr);
}

template <class Values>
Json counts(const Values& values) {
  Json all = Json::array();
  for (const double value : values) all.push_back(count(value));
  return all;
}

std::span<const double> part(const std::vector<double>& values, std::size_t first,
                             std::size_t size) {
  return std::span(values).subspan(first, size);
}

/// To six digits: shares, rates and degrees need no more.
Json real(double value) {
  return std::isfinite(value) ? Json::parse(fmt::format("{:.6g}", value)) : Json(nullptr);
}

template <class Values>
Json reals(const Values& values) {
  Json all = Json::array();
  for (const double value : values) all.push_back(real(value));
  return all;
}

bool all_hidden(const Json& rows) {
  return std::ranges::all_of(
      rows, [](const Json& row) { return row.is_array() ? all_hidden(row) : row.is_null(); });
}

bool all_zero(const Json& rows) {
  return std::ranges::all_of(
      rows, [](const Json& row) { return row.is_array() ? all_zero(row) : row == 0; });
}

/// Rows that are all zero or all withheld need one word.
Json shortened(Json rows) {
  if (all_zero(rows)) return 0;
  if (all_hidden(rows)) return "hidden";
  return rows;
}

Json band_json(const Band& band) {
  Json total = Json::array(), zones = Json::array();
  for (std::size_t q = 0; q < band.quantiles; ++q) {
    total.push_back(counts(part(band.total, q * band.rows, band.rows)));
  }
  for (std::size_t z = 0; z < band.zone_count; ++z) {
    Json of_zone = Json::array();
    for (std::size_t q = 0; q < band.quantiles; ++q) {
      Json row = Json::array();
      for (std::size_t r = 0; r < band.rows; ++r) row.push_back(count(band.at(q, r, z)));
      of_zone.push_back(std::move(row));
    }
    zones.push_back(shortened(std::move(of_zone)));
  }
  return {{"total", std::move(total)}, {"zones", std::move(zones)}};
}

/// The same of a whole period: no axis of time.
Json period_json(const Band& band) {
  Json zones = Json::array();
  for (std::size_t z = 0; z < band.zone_count; ++z) {
    Json of_zone = Json::array();
    for (std::size_t q = 0; q < band.quantiles; ++q) of_zone.push_back(count(band.at(q, 0, z)));
    zones.push_back(shortened(std::move(of_zone)));
  }
  return {{"total", counts(band.total)}, {"zones", std::move(zones)}};
}

Json zones_json(const std::vector<Zone>& zones) {
  Json all;
  for (const char* column : {"code", "name", "country", "region", "kind", "lat", "lon",
                             "population", "capacity", "capacity_evidence"}) {
    all[column] = Json::array();
  }
  for (const Zone& zone : zones) {
    const auto degrees = [](double value) {
      return std::isfinite(value) ? Json(std::round(value * 1e5) / 1e5) : Json(nullptr);
    };
    all["code"].push_back(zone.code);
    all["name"].push_back(zone.name);
    all["country"].push_back(zone.country);
    all["region"].push_back(zone.region);
    all["kind"].push_back(format::kZoneKinds.at(static_cast<std::size_t>(zone.kind)));
    all["lat"].push_back(degrees(zone.latitude_deg));
    all["lon"].push_back(degrees(zone.longitude_deg));
    all["population"].push_back(zone.population < 0 ? Json(nullptr) : Json(zone.population));
    all["capacity"].push_back(zone.capacity ? Json(*zone.capacity) : Json(nullptr));
    all["capacity_evidence"].push_back(
        zone.capacity ? Json(format::kCapacityProvenances.at(
                            static_cast<std::size_t>(zone.capacity_provenance)))
                      : Json(nullptr));
  }
  return all;
}

Json observed_json(const std::vector<ReportCount>& observed) {
  Json zone = Json::array(), date = Json::array(), persons = Json::array();
  for (const ReportCount& one : observed) {
    zone.push_back(one.zone);
    date.push_back(one.date);
    persons.push_back(count(one.persons));
  }
  return {{"zone", std::move(zone)}, {"date", std::move(date)}, {"persons", std::move(persons)}};
}

Json no_skill_json(const NoSkillSeries& series, std::size_t zones) {
  Json all = Json::array();
  const std::size_t columns = series.zones.size();
  for (std::size_t z = 0; z < zones; ++z) all.push_back(nullptr);
  for (std::size_t column = 0; column < columns; ++column) {
    Json row = Json::array();
    for (std::size_t cell = column; cell < series.persons.size(); cell += columns) {
      row.push_back(count(series.persons[cell]));
    }
    all[series.zones[column]] = std::move(row);
  }
  return {{"name", series.name}, {"zones", std::move(all)}};
}

Json flows_json(const ReportFlows& flows) {
  Json from = Json::array(), to = from, total = from, by_time = from;
  for (const FlowPair& pair : flows.pairs) {
    from.push_back(pair.from);
    to.push_back(pair.to);
    total.push_back(count(pair.total));
    by_time.push_back(counts(pair.by_row));
  }
  return {{"from", std::move(from)},   {"to", std::move(to)},
          {"total", std::move(total)}, {"by_time", std::move(by_time)},
          {"basis", flows.basis},      {"share_of_moves", real(flows.share_of_moves)},
          {"pairs", flows.pair_count}};
}

Json causes_json(const ReportCauses& causes, std::size_t rows, std::size_t zones) {
  const std::size_t count_of = causes.names.size();
  const std::size_t quantiles = causes.period.size() / count_of;
  Json departures = Json::array(), period = Json::array();
  for (std::size_t c = 0; c < count_of; ++c) {
    departures.push_back(counts(part(causes.departures, c * rows, rows)));
    Json spread = Json::array();
    for (std::size_t q = 0; q < quantiles; ++q) {
      spread.push_back(count(causes.period[q * count_of + c]));
    }
    period.push_back(std::move(spread));
  }
  Json all = {
      {"name", causes.names}, {"departures", std::move(departures)}, {"period", std::move(period)}};
  if (causes.of_arrivals) all["counted"] = "arrivals";
  if (causes.arrivals.empty()) return all;
  Json arrivals = Json::array();
  for (std::size_t z = 0; z < zones; ++z) {
    Json of_zone = Json::array();
    for (std::size_t c = 0; c < count_of; ++c) {
      Json row = Json::array();
      for (std::size_t r = 0; r < rows; ++r) {
        row.push_back(count(causes.arrivals[(c * rows + r) * zones + z]));
      }
      of_zone.push_back(std::move(row));
    }
    arrivals.push_back(shortened(std::move(of_zone)));
  }
  all["arrivals"] = std::move(arrivals);
  return all;
}

Json attribution_json(const ReportAttribution& record, const std::vector<Zone>& zones) {
  Json all = {{"method", record.method}, {"members", record.members}, {"driver", record.drivers}};
  for (const char* column : {"mean", "low", "median", "high"}) all[column] = Json::array();
  Json departures = Json::array();
  for (std::size_t d = 0; d < record.drivers.size(); ++d) {
    const AttributionRow& row = record.moves[d];
    all["mean"].push_back(count(row.mean));
    all["low"].push_back(count(row.low));
    all["median"].push_back(count(row.median));
    all["high"].push_back(count(row.high));
    Json of_driver = Json::array();
    for (const Zone& zone : zones) {
      const auto place = std::ranges::find(record.zones, zone.code) - record.zones.begin();
      const std::size_t cell = d * record.zones.size() + static_cast<std::size_t>(place);
      of_driver.push_back(place == std::ssize(record.zones) || cell >= record.departures.size()
                              ? Json(0)
                              : count(record.departures[cell]));
    }
    departures.push_back(std::move(of_driver));
  }
  all["alone"] = counts(record.alone);
  all["without"] = counts(record.without);
  if (!record.departures.empty()) all["departures"] = std::move(departures);
  const std::size_t rows =
      record.over_time.size() / std::max<std::size_t>(1, record.drivers.size());
  for (std::size_t d = 0; d < record.drivers.size() && rows > 0; ++d) {
    all["over_time"].push_back(counts(part(record.over_time, d * rows, rows)));
  }
  return all;
}

Json service_json(const ReportService& service) {
  Json all = {{"id", service.id}, {"unit", service.unit}};
  if (service.per_person.size() == 1) all["per_person"] = real(service.per_person[0]);
  if (service.per_person.size() > 1) all["per_person"] = reals(service.per_person);
  if (!service.values.zones.empty()) {
    Json zones = Json::array();
    const Band& band = service.values;
    for (std::size_t z = 0; z < band.zone_count; ++z) {
      Json of_zone = Json::array();
      for (std::size_t q = 0; q < band.quantiles; ++q) {
        Json row = Json::array();
        for (std::size_t r = 0; r < band.rows; ++r) row.push_back(real(band.at(q, r, z)));
        of_zone.push_back(std::move(row));
      }
      // A zone without a value does not have the service; disclosure control hides people, of
      // which the page makes needs.
      zones.push_back(all_hidden(of_zone) ? Json(nullptr) : std::move(of_zone));
    }
    all["values"] = std::move(zones);
    all["rows"] = service.rows;
  }
  const bool any = std::ranges::any_of(service.available, [](const auto& a) { return !a.empty(); });
  if (any) {
    Json available = Json::array();
    for (const std::vector<double>& of_zone : service.available) {
      available.push_back(of_zone.empty()       ? Json(nullptr)
                          : of_zone.size() == 1 ? real(of_zone[0])
                                                : reals(of_zone));
    }
    all["available"] = std::move(available);
  }
  all["standards"] = Json::array();
  for (const ServiceStandard& standard : service.standards) {
    Json one = {{"name", standard.name},
                {"value", real(standard.value)},
                {"unit", standard.unit},
                {"source", standard.source}};
    if (!standard.where.empty()) one["where"] = standard.where;
    all["standards"].push_back(std::move(one));
  }
  return all;
}

Json needs_json(const ReportNeeds& needs, std::size_t rows) {
  Json services = Json::array(), hosts = Json::array();
  for (const ReportService& service : needs.services) services.push_back(service_json(service));
  for (std::size_t first = 0; first < needs.hosts.size(); first += rows) {
    const std::span<const double> series = part(needs.hosts, first, rows);
    const bool constant =
        std::ranges::all_of(series, [&](double people) { return people == series.front(); });
    hosts.push_back(constant ? count(series.front()) : counts(series));
  }
  return {{"services", std::move(services)},
          {"target_wait_days", needs.target_wait_days},
          {"hosts", std::move(hosts)}};
}

Json texts_or_null(const std::vector<std::string>& texts) {
  Json all = Json::array();
  for (const std::string& text : texts) all.push_back(text.empty() ? Json(nullptr) : Json(text));
  return all;
}

Json who_json(const ReportWho& who, std::size_t zones) {
  Json all = Json::object();
  if (who.strata) {
    const ReportStrata& strata = *who.strata;
    Json by_zone = Json::array();
    for (std::size_t z = 0; z < zones; ++z) {
      by_zone.push_back(
          shortened(counts(part(strata.zones, z * strata.names.size(), strata.names.size()))));
    }
    all["strata"] = {{"name", strata.names},
                     {"sex", texts_or_null(strata.sex)},
                     {"age", texts_or_null(strata.age)},
                     {"disability", texts_or_null(strata.disability)},
                     {"total", counts(strata.total)},
                     {"zones", std::move(by_zone)}};
  }
  if (who.homes.empty()) return all;
  Json zone = Json::array(), home = zone, persons = zone;
  for (const ReportHome& one : who.homes) {
    zone.push_back(one.zone);
    home.push_back(one.home);
    persons.push_back(count(one.persons));
  }
  all["homes"] = {{"zone", std::move(zone)},
                  {"home", std::move(home)},
                  {"persons", std::move(persons)},
                  {"basis", who.basis}};
  return all;
}

Json skill_json(const ReportSkill& skill) {
  Json forecasts = Json::array(), values = Json::array();
  for (std::size_t f = 0; f < skill.forecasts.size(); ++f) {
    forecasts.push_back({{"name", skill.forecasts[f].name},
                         {"uses_capacity", skill.forecasts[f].uses_capacity},
                         {"information", skill.forecasts[f].information}});
    values.push_back(reals(part(skill.values, f * skill.measures.size(), skill.measures.size())));
  }
  return {{"measure", skill.measures},
          {"forecast", std::move(forecasts)},
          {"value", std::move(values)}};
}

Json provenance_json(const ReportQuality& quality) {
  Json all = {
      {"engine_version", quality.engine_version}, {"git_sha1", quality.git_sha1},
      {"format_version", quality.format_version}, {"scenario_sha256", quality.scenario_sha256},
      {"people_sha256", quality.people_sha256},   {"input_sha256", quality.input_sha256}};
  if (!quality.created.empty()) all["created"] = quality.created;
  if (!quality.more.empty()) {
    all["more"] = Json::array();
    for (const auto& [name, text] : quality.more) all["more"].push_back({name, text});
  }
  return all;
}

Json quality_json(const ReportQuality& quality, std::size_t zones) {
  Json coverage = {
      {"zones_observed", quality.zones_observed}, {"zones", zones}, {"counts", quality.counts}};
  if (!quality.first_count.empty()) coverage["first"] = quality.first_count;
  if (!quality.last_count.empty()) coverage["last"] = quality.last_count;
  if (std::isfinite(quality.observed_share))
    coverage["people_share"] = real(quality.observed_share);
  Json all = {{"coverage", std::move(coverage)}};
  if (quality.skill) all["skill"] = skill_json(*quality.skill);
  if (quality.horizon_row) {
    all["horizon"] = {{"row", *quality.horizon_row},
                      {"rows", quality.horizon_rows},
                      {"forecast", quality.horizon_forecast}};
  }
  all["remarks"] = quality.remarks;
  if (!quality.assumptions.empty()) all["assumptions"] = quality.assumptions;
  all["sources"] = Json::array();
  for (const Source& source : quality.sources) {
    all["sources"].push_back({{"table", source.table},
                              {"publisher", source.publisher},
                              {"date", source.date},
                              {"licence", source.licence},
                              {"url", source.url},
                              {"note", source.note}});
  }
  all["provenance"] = provenance_json(quality);
  return all;
}

Json scenario_json(const ReportScenario& scenario, const ReportData& data) {
  const std::size_t rows = data.dates.size(), zones = data.zones.size();
  Json all = {{"name", scenario.name},
              {"description", scenario.description},
              {"model", scenario.model},
              {"resolution", scenario.resolution},
              {"members", scenario.members},
              {"present", band_json(scenario.present)},
              {"arrivals", band_json(scenario.arrivals)},
              {"arrivals_period", period_json(scenario.arrivals_period)}};
  if (!scenario.departures.empty()) all["departures"] = band_json(scenario.departures);
  if (!scenario.departures_period.empty()) {
    all["departures_period"] = period_json(scenario.departures_period);
  }
  if (!scenario.exceed_ever.empty()) {
    all["exceed"] = {{"ever", reals(scenario.exceed_ever)}, {"at_end", reals(scenario.exceed_end)}};
  }
  if (!scenario.observed.empty()) {
    all["observed"] = observed_json(scenario.observed);
    if (!scenario.corrected.empty()) all["observed"]["corrected"] = scenario.corrected;
  }
  for (const NoSkillSeries& series : scenario.no_skill) {
    all["no_skill"].push_back(no_skill_json(series, zones));
  }
  if (scenario.flows) all["flows"] = flows_json(*scenario.flows);
  if (scenario.causes) all["causes"] = causes_json(*scenario.causes, rows, zones);
  if (scenario.attribution) {
    all["attribution"] = attribution_json(*scenario.attribution, data.zones);
  }
  if (scenario.needs) all["needs"] = needs_json(*scenario.needs, rows);
  if (scenario.who.strata || !scenario.who.homes.empty()) {
    all["who"] = who_json(scenario.who, zones);
  }
  const std::size_t before = data.zones_before > 0 ? data.zones_before : zones;
  all["quality"] = quality_json(scenario.quality, before);
  return all;
}

Json shares_json(const std::vector<double>& shares) {
  return {{"total", real(shares.back())}, {"zones", reals(part(shares, 0, shares.size() - 1))}};
}

Json comparison_part(const ReportComparison& one) {
  Json all = {{"paired", one.paired},
              {"members", one.members},
              {"present_end", period_json(one.present_end)},
              {"arrivals_period", period_json(one.arrivals_period)}};
  if (!one.more_present.empty()) {
    all["more_present"] = shares_json(one.more_present);
    all["more_arrivals"] = shares_json(one.more_arrivals);
    all["chance_arrivals"] = shares_json(one.chance_arrivals);
  }
  return all;
}

/// What could end the block of data in the page, or a line of a script, is written as escapes.
std::string escaped(const std::string& json) {
  std::string text;
  text.reserve(json.size());
  for (std::size_t n = 0; n < json.size(); ++n) {
    if (json[n] == '<') {
      text += "\\u003c";
    } else if (json.compare(n, 3, "\xE2\x80\xA8") == 0 || json.compare(n, 3, "\xE2\x80\xA9") == 0) {
      text += json[n + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      n += 2;
    } else {
      text += json[n];
    }
  }
  return text;
}

}  // namespace

std::string report_json(const ReportData& data) {
  Json all = {{"format", "ravenstein-report"},
              {"version", {2, 0}},
              {"language", data.language},
              {"release", data.release == Release::open ? "public" : "restricted"}};
  if (data.focus) all["focus"] = *data.focus;
  all["time"] = {{"begin", data.begin}, {"dates", data.dates}, {"step", data.step}};
  all["zones"] = zones_json(data.zones);
  all["quantiles"] = data.quantiles;
  all["scenarios"] = Json::array();
  for (const ReportScenario& scenario : data.scenarios) {
    all["scenarios"].push_back(scenario_json(scenario, data));
  }
  if (!data.comparison.empty()) {
    for (const ReportComparison& one : data.comparison) {
      all["comparison"].push_back(comparison_part(one));
    }
  }
  if (!data.boundaries.empty()) all["boundaries"] = Json::parse(data.boundaries);
  if (data.zones_before > 0) {
    all["aggregation"] = {{"zones_before", data.zones_before}};
  }
  if (data.disclosure) {
    const ReportDisclosure& of = *data.disclosure;
    all["disclosure"] = {{"threshold", of.threshold},
                         {"rounding", of.rounding},
                         {"cells", of.cells},
                         {"cells_hidden", of.cells_hidden},
                         {"people_hidden_share", real(of.people_hidden_share)}};
  }
  return escaped(all.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace ravenstein::io
