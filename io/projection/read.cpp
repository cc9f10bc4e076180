// SPDX-License-Identifier: Apache-2.0
#include "io/projection/read.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "engine/core/problem.hpp"
#include "io/projection/cities.hpp"
#include "io/projection/digest.hpp"
#include "io/projection/ensemble.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/format.hpp"
#include "io/projection/hdf5.hpp"
#include "io/projection/open.hpp"
#include "io/projection/skill_cube.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Reader;

/// A column or table whose length must be as expected, so that nothing is read beyond its end.
template <class T>
std::vector<T> read_sized(const Reader& file, const std::string& path, std::size_t size) {
  std::vector<T> values = file.read<T>(path);
  if (values.size() != size) throw hdf5::Error("\"" + path + "\" has a wrong length");
  return values;
}

template <class Enum, std::size_t N>
Enum flag(std::int32_t value, const std::array<std::string_view, N>&, const char* path) {
  if (value < 0 || value >= static_cast<std::int32_t>(N)) {
    throw hdf5::Error("\"" + std::string(path) + "\" has a value without a meaning");
  }
  return static_cast<Enum>(value);
}

/// Rows are days, or what the attribute `interval` says; the last bound is the end.
Period read_period(const Reader& file) {
  const std::string units = file.text("/time", "units");
  constexpr std::string_view kSince = "days since ";
  const std::optional<Date> start =
      units.starts_with(kSince) ? parse_date(units.substr(kSince.size(), 10)) : std::nullopt;
  const std::vector<std::size_t> shape = file.shape("/time");
  if (!start || shape.size() != 1 || shape[0] == 0 || shape[0] > 1'000'000) {
    throw hdf5::Error("\"/time\" is not days since a date");
  }
  Period period{.start = *start, .days = static_cast<int>(shape[0]), .interval = Interval::day};
  const std::string interval = file.text("/time", "interval");
  if (interval.empty() || interval == name_of(Interval::day)) return period;
  const auto found = std::ranges::find(kIntervalNames, interval);
  if (found == kIntervalNames.end()) throw hdf5::Error("unknown interval \"" + interval + '"');
  period.interval = static_cast<Interval>(found - kIntervalNames.begin());
  const double end = read_sized<double>(file, "/time_bnds", 2 * shape[0]).back();
  if (end >= 1 && end <= 1e6) period.days = static_cast<int>(end);
  if (static_cast<std::size_t>(period.steps()) != shape[0]) {
    throw hdf5::Error("\"/time_bnds\" does not end where \"/time\" does");
  }
  return period;
}

std::vector<Zone> read_zones(const Reader& file) {
  const auto codes = file.read<std::string>("/zone_code");
  const std::size_t count = codes.size();
  const auto names = read_sized<std::string>(file, "/zone_name", count);
  const auto countries = read_sized<std::string>(file, "/country", count);
  const auto regions = read_sized<std::string>(file, "/region", count);
  const auto lat = read_sized<double>(file, "/lat", count);
  const auto lon = read_sized<double>(file, "/lon", count);
  const auto kind = read_sized<std::int32_t>(file, "/kind", count);
  const auto population = read_sized<std::int64_t>(file, "/population", count);
  const auto capacity = read_sized<std::int64_t>(file, "/capacity", count);
  const auto origin = read_sized<std::int32_t>(file, "/capacity_provenance", count);
  std::vector<Zone> zones(count);
  for (std::size_t n = 0; n < count; ++n) {
    Zone& zone = zones[n];
    zone.code = codes[n];
    zone.name = names[n];
    zone.country = countries[n];
    zone.region = regions[n];
    zone.latitude_deg = lat[n];
    zone.longitude_deg = lon[n];
    zone.kind = flag<ZoneKind>(kind[n], format::kZoneKinds, "/kind");
    zone.population = population[n];
    if (capacity[n] != format::kUnlimited) zone.capacity = capacity[n];
    zone.capacity_provenance =
        flag<CapacityProvenance>(origin[n], format::kCapacityProvenances, "/capacity_provenance");
  }
  return zones;
}

void read_tables(const Reader& file, const FlowShape& size, Projection& projection) {
  const auto read = [&](std::string_view name, const std::vector<std::size_t>& shape) {
    const std::string path = "/" + std::string(name);
    if (!file.has(path)) return std::vector<double>();
    if (file.shape(path) != shape) throw hdf5::Error("\"" + path + "\" has a wrong shape");
    return file.read<double>(path);
  };
  for (const format::Table& table : format::kTables) {
    std::vector<double> persons = read(table.name, {size.rows, size.zones});
    if (!persons.empty()) projection.*table.table = {size.zones, std::move(persons)};
  }
  for (const format::Categories& table : format::kCategories) {
    const std::size_t categories = table.dimension == "cause"     ? projection.causes.size()
                                   : table.dimension == "stratum" ? projection.strata.size()
                                                                  : size.zones;
    std::vector<double> persons = read(table.name, {size.rows, categories, size.zones});
    if (!persons.empty()) projection.*table.table = {categories, size.zones, std::move(persons)};
  }
}

double one(const Reader& file, const std::string& object, const std::string& name) {
  const auto values = file.numbers<double>(object, name);
  if (values.size() != 1) throw hdf5::Error("attribute \"" + name + "\" is not one number");
  return values[0];
}

Resolution read_resolution(const Reader& file) {
  const std::string name = file.text("/", "resolution");
  const auto found = std::ranges::find(format::kResolutions, name);
  if (found == format::kResolutions.end()) throw hdf5::Error("unknown resolution \"" + name + '"');
  return static_cast<Resolution>(found - format::kResolutions.begin());
}

Projection read_run(const Reader& file, std::size_t zones) {
  Projection projection;
  projection.period = read_period(file);
  projection.resolution = read_resolution(file);
  projection.seed = file.numbers<std::uint64_t>("/provenance", "seed").at(0);
  if (file.has("/cause_name")) projection.causes = file.read<std::string>("/cause_name");
  if (file.has("/stratum_name")) projection.strata = file.read<std::string>("/stratum_name");
  const FlowShape size{static_cast<std::size_t>(projection.period.steps()),
                       std::max<std::size_t>(1, projection.causes.size()), zones};
  read_tables(file, size, projection);
  projection.flows = read_flows(file, size);
  read_cities(file, zones, projection);
  Totals& totals = projection.totals;
  totals.entries = one(file, "/totals", "entries");
  totals.exits = one(file, "/totals", "exits");
  totals.moves = one(file, "/totals", "moves");
  totals.person_days = one(file, "/totals", "person_days");
  totals.people_at_end = one(file, "/totals", "people_at_end");
  if (file.has_attribute("/totals", "births")) {
    totals.births = one(file, "/totals", "births");
    totals.deaths = one(file, "/totals", "deaths");
  }
  return projection;
}

std::vector<ObservedSeries> read_counts(const Reader& file, std::size_t zones) {
  std::vector<ObservedSeries> series;
  if (!file.has("/observed_entry_zone")) return series;
  const auto zone = file.read<std::int32_t>("/observed_entry_zone");
  const auto day = read_sized<std::int32_t>(file, "/observed_entry_time", zone.size());
  const auto persons = read_sized<double>(file, "/observed_entry_persons", zone.size());
  for (std::size_t n = 0; n < zone.size(); ++n) {
    const auto index = static_cast<ZoneIndex>(zone[n]);
    if (index >= zones) throw hdf5::Error("\"/observed_entry_zone\" names no zone");
    if (series.empty() || series.back().zone != index) series.push_back({index, {}});
    series.back().entries.push_back({day[n], persons[n]});
  }
  return series;
}

/// Columns in the order of the counts, then the others: sums over columns come out the same.
ObservedDaily read_observed(const Reader& file, const Period& period, std::size_t zones,
                            const std::vector<ObservedSeries>& series) {
  ObservedDaily observed;
  observed.days = period.steps();
  if (!file.has("/observed")) return observed;
  const auto days = static_cast<std::size_t>(period.steps());
  const auto all = read_sized<double>(file, "/observed", days * zones);
  std::vector<bool> pending(zones);
  for (std::size_t zone = 0; zone < zones; ++zone) pending[zone] = !std::isnan(all[zone]);
  const auto take = [&](ZoneIndex zone) {
    if (pending[zone]) observed.zones.push_back(zone);
    pending[zone] = false;
  };
  for (const ObservedSeries& one : series) take(one.zone);
  for (ZoneIndex zone = 0; zone < zones; ++zone) take(zone);
  observed.persons.reserve(days * observed.zones.size());
  for (std::size_t day = 0; day < days; ++day) {
    for (const ZoneIndex zone : observed.zones) {
      observed.persons.push_back(all[day * zones + zone]);
    }
  }
  return observed;
}

std::vector<BesideRun> read_beside(const Reader& file, std::size_t days, std::size_t zones) {
  std::vector<BesideRun> beside;
  if (!file.has("/present_beside")) return beside;
  const auto names = file.read<std::string>("/beside_name");
  const auto descriptions = read_sized<std::string>(file, "/beside_description", names.size());
  const auto all = read_sized<double>(file, "/present_beside", names.size() * days * zones);
  for (std::size_t n = 0; n < names.size(); ++n) {
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(n * days * zones);
    beside.push_back({names[n],
                      descriptions[n],
                      {zones, {first, first + static_cast<std::ptrdiff_t>(days * zones)}}});
  }
  return beside;
}

std::vector<Source> read_sources(const Reader& file) {
  if (!file.has("/scenario/source_table")) return {};
  std::vector<Source> sources(file.shape("/scenario/source_table").at(0));
  const auto column = [&](const std::string& name, std::string Source::*member) {
    auto texts = read_sized<std::string>(file, "/scenario/source_" + name, sources.size());
    for (std::size_t n = 0; n < sources.size(); ++n) sources[n].*member = std::move(texts[n]);
  };
  column("table", &Source::table);
  column("publisher", &Source::publisher);
  column("date", &Source::date);
  column("licence", &Source::licence);
  column("url", &Source::url);
  column("note", &Source::note);
  return sources;
}

std::vector<InputFile> read_inputs(const Reader& file) {
  if (!file.has("/provenance/input_path")) return {};
  const auto paths = file.read<std::string>("/provenance/input_path");
  const auto sums = read_sized<std::string>(file, "/provenance/input_sha256", paths.size());
  const auto sizes = read_sized<std::int64_t>(file, "/provenance/input_bytes", paths.size());
  const auto embedded = read_sized<std::int32_t>(file, "/provenance/input_embedded", paths.size());
  std::vector<std::uint8_t> bytes;
  if (file.has("/provenance/input_contents")) {
    bytes = file.read<std::uint8_t>("/provenance/input_contents");
  }
  std::vector<InputFile> inputs;
  std::size_t next = 0;
  for (std::size_t n = 0; n < paths.size(); ++n) {
    const auto size = static_cast<std::uint64_t>(sizes[n]);
    InputFile input{paths[n], sums[n], size, std::nullopt};
    if (embedded[n] != 0) {
      if (size > bytes.size() - next) {
        throw hdf5::Error("\"/provenance/input_contents\" is too short");
      }
      const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(next);
      input.contents.emplace(first, first + static_cast<std::ptrdiff_t>(size));
      next += size;
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

Provenance read_provenance(const Reader& file) {
  Provenance provenance;
  const auto text = [&](const char* name) { return file.text("/provenance", name); };
  provenance.engine_version = text("engine_version");
  provenance.git_sha1 = text("git_sha1");
  provenance.compiler = text("compiler");
  provenance.build_type = text("build_type");
  provenance.cpu_features = text("cpu_features");
  provenance.seed = file.numbers<std::uint64_t>("/provenance", "seed").at(0);
  provenance.random_generator = text("random_generator");
  provenance.scenario_path = text("scenario_path");
  provenance.scenario_yaml = read_sized<std::string>(file, "/provenance/scenario_yaml", 1)[0];
  provenance.scenario_sha256 = text("scenario_sha256");
  provenance.baseline_path = text("baseline_path");
  provenance.baseline_sha256 = text("baseline_sha256");
  if (file.has("/provenance/override_text")) {
    provenance.overrides = file.read<std::string>("/provenance/override_text");
  }
  provenance.inputs = read_inputs(file);
  provenance.threads = file.numbers<std::int32_t>("/provenance", "threads").at(0);
  provenance.wall_s = one(file, "/provenance", "wall_s");
  provenance.created = text("created");
  provenance.command_line = text("command_line");
  provenance.assimilated = text("assimilated");
  return provenance;
}

}  // namespace

ProjectionFile read_projection(const std::filesystem::path& path) {
  return with_projection(path, [](const Reader& file) {
    ProjectionFile contents;
    contents.title = file.text("/", "title");
    contents.home_country = file.text("/", "home_country");
    contents.resolution_reason = file.text("/", "resolution_reason");
    contents.hasten = file.numbers<std::int64_t>("/", "persons_per_count").at(0);
    contents.description = file.text("/scenario", "description");
    contents.behaviour = file.text("/scenario", "behaviour");
    contents.preset = file.text("/scenario", "preset");
    contents.sources = read_sources(file);
    if (file.has("/scenario/remark_text")) {
      contents.remarks = file.read<std::string>("/scenario/remark_text");
    }
    contents.zones = read_zones(file);
    const std::size_t zones = contents.zones.size();
    contents.projection = read_run(file, zones);
    contents.ensemble = read_ensemble(file, contents.projection, zones);
    const Period& period = contents.projection.period;
    contents.beside = read_beside(file, static_cast<std::size_t>(period.steps()), zones);
    contents.observations = read_counts(file, zones);
    contents.observed = read_observed(file, period, zones, contents.observations);
    contents.skill = read_skill(file);
    contents.provenance = read_provenance(file);
    if (people_sha256(contents) != file.text("/provenance", "people_sha256")) {
      throw hdf5::Error("its people are not those that were written (checksum)");
    }
    return contents;
  });
}

Provenance provenance_inputs(const std::filesystem::path& path) {
  return with_projection(path, [](const Reader& file) { return read_provenance(file); });
}

}  // namespace ravenstein::io
