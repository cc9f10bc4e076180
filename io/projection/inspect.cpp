// SPDX-License-Identifier: Apache-2.0
#include "io/projection/inspect.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>

#include "io/projection/format.hpp"
#include "io/projection/open.hpp"
#include "io/projection/read.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// JSON knows no NaN.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json people(const ProjectionFile& contents) {
  const Projection& projection = contents.projection;
  const Totals& totals = projection.totals;
  Json at_end = Json::object();
  if (!projection.displaced.persons.empty() && !projection.refugees.persons.empty()) {
    for (ZoneIndex zone = 0; zone < contents.zones.size(); ++zone) {
      const double present = projection.present(projection.period.steps() - 1, zone);
      if (present != 0) at_end[contents.zones[zone].code] = number(present);
    }
  }
  Json people = {{"entries", number(totals.entries)},
                 {"exits", number(totals.exits)},
                 {"moves", number(totals.moves)},
                 {"person_days", number(totals.person_days)},
                 {"away_from_home_at_end", number(totals.people_at_end)},
                 {"present_at_end", std::move(at_end)}};
  if (projection.births.persons.empty()) return people;
  people["births"] = number(totals.births);
  people["deaths"] = number(totals.deaths);
  people["returns"] = number(sum(projection.returns.persons));
  return people;
}

/// Who left in all, by cause; empty if there is only one.
Json departures_by_cause(const Projection& projection) {
  Json causes = Json::object();
  const std::vector<double> left = total_by_category(projection.departures_by_cause);
  for (std::size_t c = 0; c < left.size(); ++c) causes[projection.causes[c]] = number(left[c]);
  return causes;
}

Json variables(const hdf5::Reader& file) {
  Json list = Json::array();
  for (const hdf5::VariableInfo& variable : file.variables()) {
    if (variable.dimension_only) continue;
    list.push_back({{"path", variable.path},
                    {"type", variable.type},
                    {"dimensions", variable.dimensions},
                    {"shape", variable.shape}});
  }
  return list;
}

Json skill(const std::vector<SkillRow>& rows) {
  Json list = Json::array();
  for (const SkillRow& row : rows) {
    list.push_back({{"forecast", row.forecast},
                    {"measure", row.measure},
                    {"window", row.window},
                    {"zone", row.zone},
                    {"value", number(row.value)},
                    {"uses_capacity", row.uses_capacity},
                    {"information", row.information}});
  }
  return list;
}

Json provenance(const Provenance& origin) {
  Json inputs = Json::array();
  for (const InputFile& input : origin.inputs) {
    inputs.push_back({{"path", input.path},
                      {"bytes", input.bytes},
                      {"sha256", input.sha256},
                      {"embedded", input.contents.has_value()}});
  }
  return {{"engine_version", origin.engine_version},
          {"git_sha1", origin.git_sha1},
          {"compiler", origin.compiler},
          {"build_type", origin.build_type},
          {"cpu_features", origin.cpu_features},
          {"seed", origin.seed},
          {"random_generator", origin.random_generator},
          {"scenario", origin.scenario_path},
          {"scenario_sha256", origin.scenario_sha256},
          {"baseline", origin.baseline_path},
          {"baseline_sha256", origin.baseline_sha256},
          {"overrides", origin.overrides},
          {"inputs", std::move(inputs)},
          {"threads", origin.threads},
          {"wall_s", number(origin.wall_s)},
          {"created", origin.created},
          {"command_line", origin.command_line},
          {"assimilated", origin.assimilated}};
}

/// 1234567 -> `1,234,567`; fractions are rounded away.
std::string grouped(double value) {
  if (!std::isfinite(value)) return "unknown";
  std::string digits = std::to_string(std::llround(std::abs(value)));
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return (value <= -0.5 ? "-" : "") + digits;
}

std::string shape_text(const hdf5::VariableInfo& variable) {
  std::string text;
  for (std::size_t axis = 0; axis < variable.shape.size(); ++axis) {
    text += (axis == 0 ? "" : ", ") + variable.dimensions[axis] + ' ' +
            std::to_string(variable.shape[axis]);
  }
  return text;
}

void describe_run(std::ostream& out, const ProjectionFile& contents) {
  const Projection& projection = contents.projection;
  const Period& period = projection.period;
  out << contents.title << '\n';
  out << "  period      " << to_string(period.start) << " to "
      << to_string(period.date_of(period.days - 1)) << " (" << period.days << " days";
  if (period.interval != Interval::day) {
    out << ", by " << name_of(period.interval);
  }
  out << ")\n";
  const auto camps = std::ranges::count_if(contents.zones, receives);
  out << "  zones       " << contents.zones.size() << ", of which " << camps << " receive people\n";
  out << "  behaviour   " << contents.behaviour
      << (contents.preset.empty() ? "" : ", preset " + contents.preset) << '\n';
  out << "  people      " << grouped(projection.totals.people_at_end)
      << " away from home at the end; " << grouped(projection.totals.entries) << " entered, "
      << grouped(projection.totals.exits) << " left, " << grouped(projection.totals.moves)
      << " arrivals\n";
  if (!projection.births.persons.empty()) {
    out << "  changes     " << grouped(sum(projection.returns.persons)) << " returns, "
        << grouped(projection.totals.births) << " births, " << grouped(projection.totals.deaths)
        << " deaths\n";
  }
  const std::vector<double> left = total_by_category(projection.departures_by_cause);
  for (std::size_t c = 0; c < left.size(); ++c) {
    out << "  left for    " << projection.causes[c] << ": " << grouped(left[c]) << '\n';
  }
  if (contents.ensemble.members > 0) {
    out << "  ensemble    " << contents.ensemble.members
        << " members; the numbers here are of the first\n";
  }
  if (!contents.resolution_reason.empty()) {
    out << "  resolution  "
        << format::kResolutions.at(static_cast<std::size_t>(projection.resolution)) << ": "
        << contents.resolution_reason << '\n';
  }
  if (contents.hasten != 1) {
    out << "  counts      each stands for " << contents.hasten << " people\n";
  }
}

void describe_variables(std::ostream& out, const hdf5::Reader& file) {
  out << "variables\n";
  for (const hdf5::VariableInfo& variable : file.variables()) {
    if (variable.dimension_only) continue;
    std::string line = "  " + variable.path;
    line.resize(std::max<std::size_t>(line.size() + 1, 34), ' ');
    line += variable.type;
    line.resize(std::max<std::size_t>(line.size() + 1, 43), ' ');
    out << line << shape_text(variable) << '\n';
  }
}

using Score = std::pair<std::string, std::string>;  ///< measure and window

/// Those of all zones together, in the order of the file.
std::vector<Score> overall_scores(const std::vector<SkillRow>& rows) {
  std::vector<Score> scores;
  for (const SkillRow& row : rows) {
    const Score score(row.measure, row.window);
    if (row.zone == kAllZones && std::ranges::find(scores, score) == scores.end())
      scores.push_back(score);
  }
  return scores;
}

/// The first scores, which are the headline, side by side: a line per forecast.
void describe_headline(std::ostream& out, const std::vector<SkillRow>& rows) {
  constexpr std::size_t kShown = 4;
  std::vector<Score> scores = overall_scores(rows);
  if (scores.empty()) return;
  scores.resize(std::min(kShown, scores.size()));
  out << "skill (all zones together; * knows the capacity)\n";
  for (std::size_t s = 0; s < scores.size(); ++s) {
    out << "  (" << s + 1 << ") " << scores[s].first << ", " << scores[s].second << '\n';
  }
  std::vector<std::string> told;
  for (const SkillRow& forecast : rows) {
    if (std::ranges::find(told, forecast.forecast) != told.end()) continue;
    told.push_back(forecast.forecast);
    std::string line = "    " + forecast.forecast + (forecast.uses_capacity ? "*" : "");
    line.resize(std::max<std::size_t>(line.size(), 30), ' ');
    for (const Score& score : scores) {
      const auto value = std::ranges::find_if(rows, [&](const SkillRow& row) {
        return row.zone == kAllZones && row.forecast == forecast.forecast &&
               Score(row.measure, row.window) == score;
      });
      char text[32];
      std::snprintf(text, sizeof text, "%10.3f", value == rows.end() ? NAN : value->value);
      line += text;
    }
    out << line << '\n';
  }
}

/// Scores of all zones together: by measure and window, a line per forecast.
void describe_skill(std::ostream& out, const std::vector<SkillRow>& rows) {
  const std::vector<Score> lines = overall_scores(rows);
  if (lines.empty()) return;
  out << "skill (all zones together; * knows the capacity)\n";
  for (const auto& [measure, window] : lines) {
    out << "  " << measure << ", " << window << '\n';
    for (const SkillRow& row : rows) {
      if (row.zone != kAllZones || row.measure != measure || row.window != window) continue;
      std::string name = "    " + row.forecast + (row.uses_capacity ? "*" : "");
      name.resize(std::max<std::size_t>(name.size() + 1, 34), ' ');
      char value[32];
      std::snprintf(value, sizeof value, "%.6f", row.value);
      out << name << value << '\n';
    }
  }
}

void describe_provenance(std::ostream& out, const Provenance& origin) {
  std::size_t embedded = 0;
  for (const InputFile& input : origin.inputs) embedded += input.contents ? 1 : 0;
  out << "provenance\n";
  out << "  engine      " << origin.engine_version << " (" << origin.git_sha1 << "), "
      << origin.compiler << ", " << origin.build_type << ", " << origin.cpu_features << '\n';
  out << "  seed        " << origin.seed << ", " << origin.random_generator << '\n';
  out << "  scenario    " << origin.scenario_path << ", SHA-256 " << origin.scenario_sha256 << '\n';
  if (!origin.baseline_path.empty()) {
    out << "  baseline    " << origin.baseline_path << ", SHA-256 " << origin.baseline_sha256
        << '\n';
  }
  for (const std::string& override_text : origin.overrides) {
    out << "  override    " << override_text << '\n';
  }
  out << "  inputs      " << origin.inputs.size() << ", of which " << embedded << " are embedded\n";
  for (const InputFile& input : origin.inputs) {
    if (input.contents) continue;
    out << "  needed      " << input.path << ", " << input.bytes << " bytes, SHA-256 "
        << input.sha256 << '\n';
  }
  if (!origin.assimilated.empty()) {
    out << "  assimilated " << origin.assimilated << '\n';
  }
  out << "  run         " << origin.created << ", " << origin.threads << " threads, "
      << origin.wall_s << " s: " << origin.command_line << '\n';
}

}  // namespace

std::string inspect_text(const std::filesystem::path& path, Detail detail) {
  const ProjectionFile contents = read_projection(path);
  return with_projection(path, [&](const hdf5::Reader& file) {
    std::ostringstream out;
    describe_run(out, contents);
    for (const std::string& remark : contents.remarks) out << "  remark      " << remark << '\n';
    if (detail == Detail::all) {
      describe_skill(out, contents.skill);
      describe_variables(out, file);
    } else {
      describe_headline(out, contents.skill);
    }
    describe_provenance(out, contents.provenance);
    return std::move(out).str();
  });
}

std::string inspect_json(const std::filesystem::path& path) {
  const ProjectionFile contents = read_projection(path);
  const Period& period = contents.projection.period;
  return with_projection(path, [&](const hdf5::Reader& file) {
    const Json summary = {{"title", contents.title},
                          {"period",
                           {{"start", to_string(period.start)},
                            {"end", to_string(period.date_of(period.days - 1))},
                            {"days", period.days},
                            {"interval", file.text("/time", "interval")}}},
                          {"zones", contents.zones.size()},
                          {"receiving_zones", std::ranges::count_if(contents.zones, receives)},
                          {"behaviour", contents.behaviour},
                          {"preset", contents.preset},
                          {"resolution", file.text("/", "resolution")},
                          {"resolution_reason", contents.resolution_reason},
                          {"persons_per_count", contents.hasten},
                          {"remarks", contents.remarks},
                          {"members", std::max(1, contents.ensemble.members)},
                          {"people", people(contents)},
                          {"departures_by_cause", departures_by_cause(contents.projection)},
                          {"skill", skill(contents.skill)},
                          {"variables", variables(file)},
                          {"provenance", provenance(contents.provenance)}};
    return summary.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
  });
}

}  // namespace ravenstein::io
