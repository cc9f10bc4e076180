// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/standards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/text.hpp"
#include "io/yaml/parse.hpp"
#include "io/yaml/section.hpp"

namespace ravenstein::io {
namespace {

struct StandardForm {
  double value = 0;
  std::string unit, source;
};

Section<StandardForm> standard_section(const models::StandardInfo& info) {
  return Section<StandardForm>()
      .real("value", &StandardForm::value, info.minimum, info.maximum, std::string(info.meaning))
      .required()
      .text("unit", &StandardForm::unit, "the unit of the standard, so that nothing is mistaken")
      .required()
      .text("source", &StandardForm::source, "who set the value, and where")
      .required();
}

void read_values(const YamlNode& node, const std::string& subject, models::StandardValues& values,
                 Problems& problems) {
  if (!expect_map(node, subject, problems)) return;
  std::vector<std::string> names;
  for (const models::StandardInfo& info : models::standard_infos()) names.emplace_back(info.name);
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& name = node.keys[i].text;
    const auto infos = models::standard_infos();
    const auto info = std::ranges::find(infos, name, &models::StandardInfo::name);
    if (info == infos.end()) {
      refuse_key(node.keys[i], subject, names, problems);
      continue;
    }
    const std::string at = below(subject, name);
    const std::size_t before = problems.size();
    const StandardForm form = standard_section(*info).read(node.items[i], at, problems);
    if (problems.size() != before) continue;
    const auto place = [&](const char* key) { return node.items[i].find(key)->place(); };
    if (form.unit != info->unit) {
      problems.add(
          {place("unit"), below(at, "unit"),
           fmt::format("expected {}, found {}", in_quotes(info->unit), in_quotes(form.unit)),
           "convert the value"});
    }
    if (trimmed(form.source).empty()) {
      problems.add(
          {place("source"), below(at, "source"), "expected who set the value, found nothing", ""});
    }
    values[name] = {form.value, form.source};
  }
}

/// Values by the names of places that exist.
void read_places(const YamlNode& node, const std::string& subject,
                 const std::set<std::string>& known,
                 std::map<std::string, models::StandardValues, std::less<>>& places,
                 Problems& problems) {
  if (!expect_map(node, subject, problems)) return;
  const std::vector<std::string> names(known.begin(), known.end());
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& place = node.keys[i].text;
    if (!known.contains(place)) {
      refuse_key(node.keys[i], subject, names, problems);
      continue;
    }
    read_values(node.items[i], below(subject, place), places[place], problems);
  }
}

}  // namespace

void read_standards(const YamlNode& root, std::span<const Zone> world, models::Standards& standards,
                    Problems& problems) {
  if (!expect_map(root, "", problems)) return;
  std::set<std::string> countries, zones;
  for (const Zone& zone : world) {
    countries.insert(zone.country);
    zones.insert(zone.code);
  }
  for (std::size_t i = 0; i < root.keys.size(); ++i) {
    const std::string& key = root.keys[i].text;
    const YamlNode& node = root.items[i];
    if (node.is_null()) continue;
    if (key == "values") {
      read_values(node, key, standards.everywhere, problems);
    } else if (key == "countries") {
      read_places(node, key, countries, standards.by_country, problems);
    } else if (key == "zones") {
      read_places(node, key, zones, standards.by_zone, problems);
    } else if (key == "title") {
      read_text(node, key, problems);
    } else {
      refuse_key(root.keys[i], "", {"title", "values", "countries", "zones"}, problems);
    }
  }
}

void read_standards(InputFiles& files, const std::string& path, const Place& named_at,
                    std::span<const Zone> world, models::Standards& standards, Problems& problems) {
  const EmbeddedFile* file = files.read(path, named_at, "standards", problems);
  if (file == nullptr) return;
  const auto origin = std::make_shared<const Origin>(Origin{files.shown(path), folder_of(path)});
  const auto root = parse_yaml(file->bytes, origin, problems);
  if (root) read_standards(*root, world, standards, problems);
}

models::Standards standards_of_scenario(const YamlNode& scenario, InputFiles& files,
                                        std::span<const Zone> world, Problems& problems) {
  models::Standards standards;
  const auto shipped = shipped_standards();
  for (std::size_t i = shipped.size(); i-- > 0;) {  // the first on top
    const auto origin =
        std::make_shared<const Origin>(Origin{std::string(shipped[i].name) + ".yaml", ""});
    const auto root = parse_yaml(shipped[i].yaml, origin, problems);
    if (root) read_standards(*root, world, standards, problems);
  }
  const YamlNode* named = find_given(scenario, "standards");
  Problems told_with_the_key;
  const auto path = named == nullptr ? std::optional<TablePath>()
                                     : read_path(*named, "standards", told_with_the_key);
  if (path) read_standards(files, path->path, path->place, world, standards, problems);
  return standards;
}

}  // namespace ravenstein::io
