// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/scenario_file.hpp"

#include <algorithm>
#include <optional>

#include "io/yaml/assemble.hpp"
#include "io/yaml/boundaries.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/merge.hpp"
#include "io/yaml/standards.hpp"

namespace ravenstein::io {
namespace {

void drop(YamlNode& map, const std::string& key) {
  YamlNode* found = map.find(key);
  if (found == nullptr) return;
  const auto index = found - map.items.data();
  map.keys.erase(map.keys.begin() + index);
  map.items.erase(map.items.begin() + index);
}

/// The problems or notes of a further run that the scenario itself does not have.
template <class Add>
void add_new(std::span<const Problem> found, const std::string& name,
             std::span<const Problem> known, const Add& add) {
  for (Problem problem : found) {
    const std::string text = to_string(problem);
    const bool told = std::any_of(known.begin(), known.end(),
                                  [&](const Problem& other) { return to_string(other) == text; });
    if (told) continue;
    problem.hint += (problem.hint.empty() ? "" : "; ") + ("beside: " + name);
    add(std::move(problem));
  }
}

/// Every row of a table of scores has a name of its own.
void check_names(const std::vector<BesideForm>& forms, const Scenario& scenario,
                 Problems& problems) {
  const BehaviourSpec& spec = scenario.behaviour;
  std::vector<std::string> taken{"equal", "capacity", "frozen0", "frozen30", "frozen30hon", "locf"};
  taken.push_back(spec.preset.empty() ? spec.model : spec.model + ' ' + spec.preset);
  for (const BesideForm& form : forms) {
    if (std::find(taken.begin(), taken.end(), form.name) != taken.end()) {
      problems.add({form.set.place(), "beside", form.name + ": the name is taken", ""});
    }
    taken.push_back(form.name);
  }
}

/// What is shown beside a run is scored with it, day by day and camp by camp.
void check_comparable(const BesideForm& form, const Scenario& beside, const Scenario& scenario,
                      Problems& problems) {
  const auto add = [&](std::string message) {
    problems.add({form.set.place(), "beside", form.name + ": " + std::move(message), ""});
  };
  if (beside.period.start != scenario.period.start || beside.period.days != scenario.period.days) {
    add("expected the period of the scenario");
  }
  if (beside.record.every != scenario.record.every) {
    add("expected the intervals of the scenario's record");
  }
  if (beside.population.hasten != scenario.population.hasten) {
    add("expected the scenario's population.hasten");
  }
  const auto same_zone = [](const Zone& a, const Zone& b) { return a.code == b.code; };
  if (!std::equal(beside.world.zones.begin(), beside.world.zones.end(),
                  scenario.world.zones.begin(), scenario.world.zones.end(), same_zone)) {
    add("expected the zones of the scenario");
  }
  const auto same_camp = [](const ObservedSeries& a, const ObservedSeries& b) {
    return a.zone == b.zone;
  };
  if (!std::equal(beside.observations.begin(), beside.observations.end(),
                  scenario.observations.begin(), scenario.observations.end(), same_camp)) {
    add("expected observations of the same camps");
  }
  for (const auto& key : form.set.keys) {
    if (key.text == "seed" || key.text == "resolution") {
      add(key.text +
          " has no effect: what is shown beside is expected people, or one run with the "
          "same seed");
    }
  }
}

/// Reads the runs of `beside`: the merged tree again, each with its own changes.
std::vector<BesideSpec> read_beside(const YamlNode& root, const Scenario& scenario,
                                    InputFiles& files,
                                    std::span<const models::BehaviourModel> models,
                                    Problems& problems, std::vector<Problem>& notes) {
  std::vector<BesideSpec> specs;
  if (root.find("beside") == nullptr) return specs;
  Problems already_told;
  const std::vector<BesideForm> forms =
      scenario_section(models).read(root, "", already_told).beside;
  check_names(forms, scenario, problems);
  const std::vector<Problem> known = problems.all();
  const std::vector<Problem> known_notes = notes;
  for (const BesideForm& form : forms) {
    Problems found;
    BesideSpec& spec = specs.emplace_back();
    spec.name = form.name;
    YamlNode changed = root;
    drop(changed, "beside");
    if (YamlNode* ensemble = changed.find("ensemble")) drop(*ensemble, "posterior");  // of members
    for (std::size_t i = 0; i < form.set.keys.size(); ++i) {
      const std::string& path = form.set.keys[i].text;
      spec.overrides.push_back(path + '=' + to_flow(form.set.items[i]));
      YamlNode value = form.set.items[i];
      set_layer(value, kBesideLayer);
      set_path(changed, path, std::move(value), found);
    }
    Assembled assembled = assemble(changed, files, models, found);
    spec.scenario = std::move(assembled.scenario);
    if (found.empty()) check_comparable(form, spec.scenario, scenario, found);
    add_new(found.all(), form.name, known, [&](Problem problem) { problems.add(problem); });
    add_new(assembled.notes, form.name, known_notes, [&](Problem note) { notes.push_back(note); });
  }
  return specs;
}

/// The file that the scenario itself extends.
Baseline baseline_of(const YamlNode& root, const InputFiles& files) {
  const YamlNode* extends = root.find("extends");
  if (extends == nullptr || extends->kind != YamlNode::Kind::scalar) return {};
  const std::string path = join_paths(extends->origin->folder, extends->text);
  for (const EmbeddedFile& file : files.all_read()) {
    if (file.path == path) return {path, file.sha256};
  }
  return {};
}

}  // namespace

ScenarioFile read_scenario(InputFiles& files, const std::string& path,
                           std::span<const std::string> overrides,
                           std::span<const models::BehaviourModel> models) {
  Problems problems;
  ScenarioFile result = read_scenario_parts(files, path, overrides, problems, models);
  problems.throw_if_any();
  return result;
}

ScenarioFile read_scenario_parts(InputFiles& files, const std::string& path,
                                 std::span<const std::string> overrides, Problems& problems,
                                 std::span<const models::BehaviourModel> models) {
  const std::size_t before = problems.size();
  ScenarioFile result;
  std::optional<YamlNode> root = load_merged(files, path, problems);
  if (!root) return result;
  for (const std::string& text : overrides) {
    apply_override(*root, text, folder_of(path), problems);
  }
  Assembled assembled = assemble(*root, files, models, problems);
  result.scenario = std::move(assembled.scenario);
  result.notes = std::move(assembled.notes);
  result.posterior = std::move(assembled.posterior);
  result.sound = assembled.sound;
  result.standards = standards_of_scenario(*root, files, result.scenario.world.zones, problems);
  result.boundaries =
      boundaries_of_scenario(*root, files, result.scenario.world.zones, problems, result.notes);
  result.beside = read_beside(*root, result.scenario, files, models, problems, result.notes);
  result.sound.all = problems.size() == before;
  result.inputs.assign(files.all_read().begin(), files.all_read().end());
  result.path = path;
  result.baseline = baseline_of(*root, files);
  result.overrides.assign(overrides.begin(), overrides.end());
  return result;
}

ScenarioFile read_scenario_file(const std::filesystem::path& path,
                                std::span<const std::string> overrides) {
  InputFiles files = InputFiles::on_disk(path.parent_path());
  return read_scenario(files, path.filename().generic_string(), overrides);
}

}  // namespace ravenstein::io
