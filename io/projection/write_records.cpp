// SPDX-License-Identifier: Apache-2.0
#include "io/projection/write_records.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <string>

#include "io/projection/format.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Dimension;
using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

/// A column of a list of records.
template <class T, class Records, class Get>
Variable write_column(const Group& group, const Dimension& dimension, const std::string& name,
                      std::string_view long_name, const Records& records, Get get) {
  std::vector<T> values;
  values.reserve(records.size());
  for (const auto& record : records) values.push_back(std::invoke(get, record));
  Variable column = group.variable(name, hdf5::type_of<T>(), {dimension});
  if (!long_name.empty()) column.text("long_name", long_name);
  column.write<T>(values);
  return column;
}

struct Count {
  ZoneIndex zone;
  ObservedEntry entry;
};

void write_counts(const Group& root, const ProjectionFile& contents) {
  std::vector<Count> counts;
  for (const ObservedSeries& series : contents.observations) {
    for (const ObservedEntry& entry : series.entries) counts.push_back({series.zone, entry});
  }
  if (counts.empty()) return;
  const Dimension dimension = root.dimension("observed_entry", counts.size());
  write_column<std::int32_t>(root, dimension, "observed_entry_zone", "number of the zone", counts,
                             [](const Count& c) { return static_cast<std::int32_t>(c.zone); });
  Variable time = write_column<std::int32_t>(
      root, dimension, "observed_entry_time", "day of the count", counts,
      [](const Count& c) { return static_cast<std::int32_t>(c.entry.day); });
  time.text("units", "days since " + to_string(contents.projection.period.start) + " 00:00:00");
  time.text("calendar", "proleptic_gregorian");
  Variable persons =
      write_column<double>(root, dimension, "observed_entry_persons", "people counted", counts,
                           [](const Count& c) { return c.entry.persons; });
  persons.text("units", "1");
  persons.text("coordinates", "observed_entry_zone observed_entry_time");
}

}  // namespace

void write_observations(const Group& root, const SharedDimensions& dimensions,
                        const ProjectionFile& contents, int compression) {
  write_counts(root, contents);
  const ObservedDaily& observed = contents.observed;
  if (observed.zones.empty()) return;
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  const std::size_t zones = dimensions.zone.size;
  std::vector<double> persons(dimensions.time.size * zones, kMissing);
  for (int day = 0; day < observed.days; ++day) {
    for (std::size_t column = 0; column < observed.zones.size(); ++column) {
      persons[static_cast<std::size_t>(day) * zones + observed.zones[column]] =
          observed.at(day, column);
    }
  }
  Variable variable = root.variable("observed", Type::float64, {dimensions.time, dimensions.zone},
                                    {.fill = kMissing, .chunk = {}, .deflate = compression});
  variable.text("long_name",
                "people observed, interpolated between counts, in counts of the projection; "
                "missing: the zone is not observed");
  variable.text("units", "1");
  variable.text("cell_methods", "time: point");
  variable.text("coordinates", format::kZoneCoordinates);
  variable.write<double>(persons);
}

void write_totals(const Group& root, const Projection& projection) {
  const Totals& totals = projection.totals;
  Group group = root.group("totals");
  group.number("entries", totals.entries);
  group.number("exits", totals.exits);
  group.number("moves", totals.moves);
  group.number("person_days", totals.person_days);
  group.number("people_at_end", totals.people_at_end);
  if (projection.births.persons.empty()) return;
  group.number("births", totals.births);
  group.number("deaths", totals.deaths);
}

void write_scenario(const Group& root, const ProjectionFile& contents) {
  Group group = root.group("scenario");
  group.text("description", contents.description);
  group.text("behaviour", contents.behaviour);
  group.text("preset", contents.preset);
  if (!contents.sources.empty()) {
    const Dimension dimension = group.dimension("source", contents.sources.size());
    const auto column = [&](const std::string& name, std::string Source::*member) {
      write_column<std::string>(group, dimension, "source_" + name, "", contents.sources, member);
    };
    column("table", &Source::table);
    column("publisher", &Source::publisher);
    column("date", &Source::date);
    column("licence", &Source::licence);
    column("url", &Source::url);
    column("note", &Source::note);
  }
  if (!contents.remarks.empty()) {
    const Dimension dimension = group.dimension("remark", contents.remarks.size());
    Variable text = group.variable("remark_text", Type::text, {dimension});
    text.text("long_name", "what a reader of scores must know");
    text.write<std::string>(contents.remarks);
  }
}

namespace {

void write_run(Group& group, const Provenance& provenance) {
  group.text("filetype", format::kFileType);
  group.numbers<std::int32_t>("format_version", format::kVersion);
  group.text("engine_version", provenance.engine_version);
  group.text("git_sha1", provenance.git_sha1);
  group.text("compiler", provenance.compiler);
  group.text("build_type", provenance.build_type);
  group.text("cpu_features", provenance.cpu_features);
  group.number("seed", provenance.seed);
  group.text("random_generator", provenance.random_generator);
  group.text("scenario_path", provenance.scenario_path);
  group.text("scenario_sha256", provenance.scenario_sha256);
  group.text("baseline_path", provenance.baseline_path);
  group.text("baseline_sha256", provenance.baseline_sha256);
  group.number("threads", std::int32_t{provenance.threads});
  group.number("wall_s", provenance.wall_s);
  group.text("created", provenance.created);
  group.text("command_line", provenance.command_line);
  if (!provenance.assimilated.empty()) group.text("assimilated", provenance.assimilated);
}

/// Inputs are bytes, not always text: those embedded follow each other in one variable.
void write_inputs(const Group& group, std::span<const InputFile> inputs) {
  const Dimension input = group.dimension("input", inputs.size());
  write_column<std::string>(group, input, "input_path", "relative to the scenario", inputs,
                            &InputFile::path);
  write_column<std::string>(group, input, "input_sha256", "", inputs, &InputFile::sha256);
  write_column<std::int64_t>(group, input, "input_bytes", "", inputs, [](const InputFile& file) {
    return static_cast<std::int64_t>(file.bytes);
  });
  Variable embedded = write_column<std::int8_t>(
      group, input, "input_embedded", "whether input_contents has it", inputs,
      [](const InputFile& file) { return static_cast<std::int8_t>(file.contents.has_value()); });
  embedded.numbers<std::int8_t>("flag_values", std::vector<std::int8_t>{0, 1});
  embedded.text("flag_meanings", "no yes");
  std::vector<std::uint8_t> bytes;
  for (const InputFile& file : inputs) {
    if (file.contents) bytes.insert(bytes.end(), file.contents->begin(), file.contents->end());
  }
  if (bytes.empty()) return;
  const Dimension byte = group.dimension("input_byte", bytes.size());
  Variable contents = group.variable("input_contents", Type::uint8, {byte},
                                     {.fill = {}, .chunk = {}, .deflate = 1});
  contents.text("long_name", "the embedded inputs, one after the other");
  contents.write<std::uint8_t>(bytes);
}

}  // namespace

void write_provenance(const Group& root, const Provenance& provenance,
                      const std::string& people_sha256) {
  Group group = root.group("provenance");
  write_run(group, provenance);
  group.text("people_sha256", people_sha256);
  write_scenario_inputs(group, provenance);
}

void write_scenario_inputs(const Group& group, const Provenance& provenance) {
  Variable yaml = group.variable("scenario_yaml", Type::text, {});
  yaml.text("long_name", "the scenario, word for word");
  yaml.write<std::string>(std::vector<std::string>{provenance.scenario_yaml});
  if (!provenance.overrides.empty()) {
    const Dimension dimension = group.dimension("override", provenance.overrides.size());
    group.variable("override_text", Type::text, {dimension})
        .write<std::string>(provenance.overrides);
  }
  if (!provenance.inputs.empty()) write_inputs(group, provenance.inputs);
}

}  // namespace ravenstein::io
