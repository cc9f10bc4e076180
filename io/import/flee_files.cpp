// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "io/import/flee.hpp"

namespace ravenstein::io {
namespace {

/// A cell, quoted where it must be.
std::string cell(std::string_view text) {
  const bool plain = text.find_first_of(",\"\n\r") == std::string_view::npos &&
                     !text.starts_with('#') && !text.starts_with(' ') && !text.ends_with(' ');
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + '"';
}

/// A YAML scalar that is read as this text, whatever it looks like.
std::string scalar(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string_view kind_name(ZoneKind kind) {
  static constexpr std::string_view kNames[] = {"town", "camp", "idp_camp", "hub", "marker"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view kind_name(ClosureKind kind) {
  static constexpr std::string_view kNames[] = {"country", "location", "link", "camp",
                                                "forced_redirection"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string zones_csv(const FleeCase& found) {
  std::set<std::string> attributes;
  for (const Zone& zone : found.zones) {
    for (const auto& [name, value] : zone.attributes) attributes.insert(name);
  }
  std::string text =
      "code,name,country,region,latitude_deg,longitude_deg,kind,population,capacity,"
      "capacity_provenance";
  for (const std::string& name : attributes) text += ',' + cell(name);
  text += '\n';
  for (const Zone& zone : found.zones) {
    const bool located = zone.latitude_deg == zone.latitude_deg;  // not NaN
    text += fmt::format("{},{},{},{},", cell(zone.code), cell(zone.name), cell(zone.country),
                        cell(zone.region));
    text += located ? fmt::format("{},{}", zone.latitude_deg, zone.longitude_deg) : ",";
    text += fmt::format(",{},{},", kind_name(zone.kind), zone.population);
    text += zone.capacity ? fmt::format("{},unknown", *zone.capacity) : ",";
    for (const std::string& name : attributes) {
      const auto value = zone.attributes.find(name);
      text += value == zone.attributes.end() ? "," : fmt::format(",{}", value->second);
    }
    text += '\n';
  }
  return text;
}

std::string links_csv(const FleeCase& found) {
  const auto any = [&](auto&& has) {
    return std::any_of(found.links.begin(), found.links.end(), has);
  };
  const bool speeds = any([](const Link& link) { return link.max_speed_km_per_day.has_value(); });
  const bool walks = any([](const Link& link) { return link.walk_probability > 0; });
  const bool forced = any([](const Link& link) { return link.forced_from != kNowhere; });
  std::string text = "from,to,distance_km";
  if (speeds) text += ",max_speed_km_per_day";
  if (walks) text += ",walk_probability";
  if (forced) text += ",forced_from";
  text += '\n';
  const auto code = [&](ZoneIndex zone) { return cell(found.zones[zone].code); };
  for (const Link& link : found.links) {
    text += fmt::format("{},{},{}", code(link.a), code(link.b), link.distance_km);
    if (speeds) {
      text += link.max_speed_km_per_day ? fmt::format(",{}", *link.max_speed_km_per_day) : ",";
    }
    if (walks) text += fmt::format(",{}", link.walk_probability);
    if (forced) text += link.forced_from == kNowhere ? "," : ',' + code(link.forced_from);
    text += '\n';
  }
  return text;
}

std::string closures_csv(const FleeCase& found) {
  std::string text = "kind,a,b,start,end\n";
  const auto code = [&](ZoneIndex zone) {
    return zone == kNowhere ? std::string() : cell(found.zones[zone].code);
  };
  for (const Closure& closure : found.closures) {
    const bool country = closure.kind == ClosureKind::country;
    text += fmt::format(
        "{},{},{},{},{}\n", kind_name(closure.kind),
        country ? cell(closure.country_a) : code(closure.zone_a),
        country ? cell(closure.country_b) : code(closure.zone_b),
        to_string(found.period.date_of(closure.start_day)),
        closure.end_day ? to_string(found.period.date_of(*closure.end_day)) : std::string());
  }
  return text;
}

std::string driver_csv(const FleeCase& found, const std::vector<ConditionChange>& changes) {
  std::string text = "zone,date,value\n";
  for (const ConditionChange& change : changes) {
    text += fmt::format("{},{},{}\n", cell(found.zones[change.zone].code),
                        to_string(found.period.date_of(change.day)), change.value);
  }
  return text;
}

std::string registrations_csv(const FleeCase& found) {
  std::string text = "zone,date,persons\n";
  for (const ObservedSeries& series : found.series) {
    for (const ObservedEntry& entry : series.entries) {
      text += fmt::format("{},{},{}\n", cell(found.zones[series.zone].code),
                          to_string(found.period.date_of(entry.day)), entry.persons);
    }
  }
  return text;
}

std::string elsewhere_csv(const FleeCase& found) {
  std::string text = "date,persons\n";
  for (const ObservedEntry& entry : found.elsewhere.entries) {
    text += fmt::format("{},{}\n", to_string(found.period.date_of(entry.day)), entry.persons);
  }
  return text;
}

std::string corrections_csv(const FleeCase& found) {
  std::string text = "zone,date\n";
  for (const RegistrationCorrection& correction : found.corrections) {
    text += fmt::format("{},{}\n", cell(found.zones[correction.zone].code),
                        to_string(found.period.date_of(correction.day)));
  }
  return text;
}

std::string attribute_csv(const FleeCase& found, const AttributeTable& attribute) {
  std::string text = "value,default";
  for (const auto& [zone, weight] : attribute.values.front().weights) {
    text += ',' + cell(found.zones[zone].code);
  }
  text += '\n';
  for (const AttributeTable::Value& value : attribute.values) {
    text += fmt::format("{},{}", cell(value.text), value.default_weight);
    for (const auto& [zone, weight] : value.weights) text += fmt::format(",{}", weight);
    text += '\n';
  }
  return text;
}

/// scenario.yaml, section by section.
class ScenarioText {
 public:
  ScenarioText(const FleeCase& found, const std::string& name, const FleeImportOptions& options,
               const TextFiles& tables)
      : found_(&found), name_(name), options_(&options), tables_(&tables) {}

  std::string write() {
    if (!options_->schema.empty()) {
      line(fmt::format("# yaml-language-server: $schema={}", options_->schema));
    }
    line("schema_version: 1");
    line("title: " + scalar(options_->title.empty() ? name_ : options_->title));
    line("description: " + scalar("Imported from the Flee case " + name_ + "."));
    if (has("registrations.csv")) {
      line("remarks:");
      line("  - " + scalar("Capacities of Flee cases are mostly the later maximum of the observed "
                           "series: a score of a model that uses them is hindsight."));
    }
    sources();
    line(fmt::format("period: {{start: {}, days: {}}}", to_string(found_->period.start),
                     found_->period.days));
    line("seed: 1");
    line("resolution: agents");
    line("home_country: " + scalar(found_->home_country));
    line("zones: zones.csv");
    line("links: links.csv");
    if (has("closures.csv")) line("closures: closures.csv");
    if (found_->unreachable_camps || found_->overfull_camps) {
      line(fmt::format("tolerate: [{}{}{}]", found_->unreachable_camps ? "unreachable_camps" : "",
                       found_->unreachable_camps && found_->overfull_camps ? ", " : "",
                       found_->overfull_camps ? "overfull_camps" : ""));
    }
    drivers();
    population();
    behaviour();
    if (has("registrations.csv")) {
      line("observations:");
      line("  table: registrations.csv");
      if (has("corrections.csv")) line("  corrections: corrections.csv");
      if (has("elsewhere.csv")) line("  elsewhere: elsewhere.csv");
    }
    line("record: {flows: true}");
    return std::move(text_);
  }

 private:
  void line(std::string_view text) {
    text_ += text;
    text_ += '\n';
  }
  bool has(const std::string& table) const { return tables_->contains(table); }

  void sources() {
    const auto or_else = [](const std::string& text, std::string_view otherwise) {
      return scalar(text.empty() ? otherwise : std::string_view(text));
    };
    line("sources:");
    for (const auto& [table, text] : *tables_) {
      line(fmt::format("  - table: {}", scalar(table)));
      line("    publisher: " + or_else(options_->publisher, "Flee case " + name_));
      line("    date: " + or_else(options_->date, "unknown"));
      line("    licence: " + or_else(options_->licence, "as of the case; not known here"));
      line("    note: " + scalar("imported by `ravenstein import flee`"));
    }
  }

  void drivers() {
    line("drivers:");
    line("  conflict: {table: conflict.csv}");
    if (has("food.csv")) line("  food: {table: food.csv, between: linear}");
    if (has("flood.csv")) line("  flood: {table: flood.csv}");
  }

  void population() {
    const PopulationPlan& plan = found_->settings.population;
    const bool observed = plan.departures == PopulationPlan::Departures::observed;
    const bool filled = plan.initial == PopulationPlan::Initial::observed;
    line("population:");
    line(fmt::format("  departures: {}", observed ? "observed" : "hazard"));
    line(fmt::format("  initial: {}", filled ? "observed" : "empty"));
    if (observed) {
      line(fmt::format("  falls: {}",
                       plan.falls == PopulationPlan::Falls::offset ? "offset" : "exits"));
    }
    line(fmt::format("  observed_until_day: {}", plan.observed_until_day));
    line(fmt::format("  take_from_residents: {}", plan.take_from_residents));
    line(fmt::format("  hasten: {}", plan.hasten));
    if (found_->attributes.size() == found_->unused_attributes.size()) return;
    line("  attributes:");
    for (const AttributeTable& attribute : found_->attributes) {
      const std::vector<std::string>& unused = found_->unused_attributes;
      if (std::find(unused.begin(), unused.end(), attribute.name) != unused.end()) continue;
      line(fmt::format("    {}: {}", scalar(attribute.name), scalar(attribute.name + ".csv")));
    }
  }

  void behaviour() {
    line("behaviour:");
    line("  model: flee");
    if (!options_->preset.empty()) line("  preset: " + scalar(options_->preset));
    if (found_->settings.parameters.empty()) return;
    line("  parameters:");
    for (const auto& [name, value] : found_->settings.parameters) {
      line(fmt::format("    {}: {}", name, to_string(value)));
    }
  }

  const FleeCase* found_;
  std::string name_;
  const FleeImportOptions* options_;
  const TextFiles* tables_;
  std::string text_;
};

}  // namespace

TextFiles flee_files(const FleeCase& found, const std::string& name,
                     const FleeImportOptions& options) {
  TextFiles files;
  files["zones.csv"] = zones_csv(found);
  files["links.csv"] = links_csv(found);
  files["conflict.csv"] = driver_csv(found, found.conflict);
  if (!found.food.empty()) files["food.csv"] = driver_csv(found, found.food);
  if (!found.flood.empty()) files["flood.csv"] = driver_csv(found, found.flood);
  if (!found.closures.empty()) files["closures.csv"] = closures_csv(found);
  if (!found.series.empty()) files["registrations.csv"] = registrations_csv(found);
  if (!found.elsewhere.entries.empty()) files["elsewhere.csv"] = elsewhere_csv(found);
  if (!found.corrections.empty()) files["corrections.csv"] = corrections_csv(found);
  for (const AttributeTable& attribute : found.attributes) {
    files[attribute.name + ".csv"] = attribute_csv(found, attribute);
  }
  std::string scenario = ScenarioText(found, name, options, files).write();
  files["scenario.yaml"] = std::move(scenario);
  return files;
}

}  // namespace ravenstein::io
