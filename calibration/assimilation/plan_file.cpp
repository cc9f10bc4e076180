// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/plan_file.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <utility>

#include "io/yaml/parse.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::array kSettings{
    "filter.method",
    "filter.inflation",
    "filter.relax",
    "filter.localisation_km",
    "filter.concentration",
    "filter.concentration_30_days",
    "filter.totals",
    "hazard",
    "hazard.sd_per_30_days",
    "pull",
    "pull.sd_per_30_days",
    "people",
    "parameters",
    "parameters.sd_per_30_days",
};

void take_files(const io::YamlNode& root, const std::string& path, const io::AssimilationForm& form,
                AssimilationFile& result, Problems& problems) {
  const auto beside = [&](const std::string& name, const std::string& key) {
    return NamedFile{io::join_paths(io::folder_of(path), name), io::place_of(root, key)};
  };
  const std::vector<std::string>& tables = form.observations.tables;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    result.tables.push_back(beside(tables[t], fmt::format("observations.tables.{}", t)));
  }
  const io::YamlNode* given = io::find_given(root, "observations.tables");
  if (given != nullptr && given->kind == io::YamlNode::Kind::list && given->items.empty()) {
    problems.add({given->place(), "observations.tables", "expected at least one file", ""});
  }
  const std::string& corrections = form.observations.corrections;
  result.corrections = corrections == "scenario" ? CountCorrections::scenario
                       : corrections == "none"   ? CountCorrections::none
                                                 : CountCorrections::table;
  if (result.corrections == CountCorrections::table) {
    result.corrections_table = beside(corrections, "observations.corrections");
  }
}

}  // namespace

AssimilationFile read_assimilation(io::InputFiles& files, const std::string& path,
                                   Problems& problems) {
  AssimilationFile result;
  const io::EmbeddedFile* file = files.read(path, {files.shown(path), 0, 0}, "", problems);
  if (file == nullptr) return result;
  result.text = file->bytes;
  const auto origin =
      std::make_shared<const io::Origin>(io::Origin{files.shown(path), io::folder_of(path)});
  const auto root = io::parse_yaml(file->bytes, origin, problems);
  if (!root) return result;
  io::AssimilationForm form = io::assimilation_section().read(*root, "", problems);
  result.title = std::move(form.title);
  result.scenario = form.scenario.path;
  result.scenario_at = form.scenario.place;
  result.plan = form.plan();
  for (const char* key : kSettings) {
    if (io::find_given(*root, key) != nullptr) result.given[key] = io::place_of(*root, key);
  }
  take_files(*root, path, form, result, problems);
  return result;
}

}  // namespace ravenstein::calibration
