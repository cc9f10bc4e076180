// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/plan_file.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "io/yaml/parse.hpp"

namespace ravenstein::calibration {
namespace {

/// Settings that would be ignored.
void refuse_settings(const io::YamlNode& root, const FilterPlan& plan, Problems& problems) {
  const auto refuse = [&](const char* key, std::string why, std::string hint) {
    if (io::find_given(root, key) == nullptr) return;
    problems.add({io::place_of(root, key), key, std::move(why), std::move(hint)});
  };
  const std::string with = "does nothing with method: " + io::name_of(plan.method);
  if (plan.method != FilterMethod::etkf) {
    for (const char* key : {"filter.inflation", "filter.relax", "filter.localisation_km"}) {
      refuse(key, with, "leave it out, or method: etkf");
    }
  }
  if (plan.method != FilterMethod::reports) {
    refuse("filter.concentration", with, "leave it out, or method: reports");
  } else {
    for (const char* key : {"hazard", "pull", "parameters"}) {
      refuse(key, with, "leave it out, or method: etkf");
    }
    if (plan.totals == FilterTotals::follow) {
      refuse("filter.totals", with + ", which keeps the scenario's", "leave it out");
    }
  }
  const auto refuse_walk = [&](const char* key, const char* sd, const SlowFactor& factor) {
    if (factor.sd > 0 || !(factor.sd_per_30_days > 0)) return;
    refuse(key, fmt::format("does nothing with {} 0: there is no factor", sd),
           fmt::format("{} above 0 makes one", sd));
  };
  if (plan.method == FilterMethod::reports) return;
  refuse_walk("hazard.sd_per_30_days", "hazard.sd", plan.hazard);
  refuse_walk("pull.sd_per_30_days", "pull.sd", plan.pull);
}

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
  result.scenario_at = io::place_of(*root, "scenario");
  result.plan = form.plan();
  refuse_settings(*root, result.plan, problems);
  take_files(*root, path, form, result, problems);
  const bool reports = result.plan.method == FilterMethod::reports;
  if (reports) result.reports_at = io::place_of(*root, "filter.method");
  if (reports) return result;
  if (io::find_given(*root, "hazard") != nullptr && result.plan.hazard.sd > 0) {
    result.hazard_at = io::place_of(*root, "hazard");
  }
  if (result.plan.parameter_sd_per_30_days > 0) {
    result.parameters_at = io::place_of(*root, "parameters.sd_per_30_days");
  }
  return result;
}

}  // namespace ravenstein::calibration
