// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/campaign_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "io/campaign/design_reader.hpp"
#include "io/text.hpp"
#include "io/yaml/merge.hpp"
#include "io/yaml/parse.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

/// What is wrong with an override stands in the file whose `set` gives it.
Place place_in(const YamlNode& set, const std::vector<std::string>& overrides,
               const Problem& problem) {
  for (std::size_t i = 0; i < overrides.size(); ++i) {
    if (problem.place.file != "--set " + overrides[i]) continue;
    return problem.message.starts_with("expected") ? set.items[i].place() : set.keys[i].place();
  }
  return problem.place;
}

/// Of a scenario that cannot be read: the model it names, which a design is checked against.
std::string model_of(const fs::path& path, const std::vector<std::string>& overrides) {
  Problems told;
  InputFiles files = InputFiles::on_disk(path.parent_path());
  std::optional<YamlNode> root = load_merged(files, path.filename().generic_string(), told);
  if (!root) return "";
  for (const std::string& text : overrides) apply_override(*root, text, "", told);
  const YamlNode* model = find_path(*root, "behaviour.model");
  return model == nullptr ? "" : model->text;
}

/// Its problems join the others. `whole`: there are none.
ScenarioFile read_one(const fs::path& path, const std::vector<std::string>& overrides,
                      const YamlNode& set, Problems& problems, bool& whole) {
  try {
    return read_scenario_file(path, overrides);
  } catch (const InputError& error) {
    for (Problem problem : error.problems()) {
      problem.place = place_in(set, overrides, problem);
      problems.add(std::move(problem), error.kind());
    }
    whole = false;
    ScenarioFile broken;
    broken.scenario.behaviour.model = model_of(path, overrides);
    return broken;
  }
}

/// Whether all of them can be read.
bool read_scenarios(const fs::path& folder, const YamlNode& root, Campaign& campaign,
                    Problems& problems) {
  std::set<std::string> names;
  bool whole = true;
  for (const CampaignScenarioForm& form : campaign.form.scenarios) {
    if (form.path.path.empty()) continue;  // told with the key
    if (!names.insert(form.name).second) {
      problems.add({form.path.place, "scenarios",
                    fmt::format("the name {} is given twice", in_quotes(form.name)), ""});
    }
    std::vector<std::string> overrides;
    for (std::size_t i = 0; i < form.set.keys.size(); ++i) {
      overrides.push_back(form.set.keys[i].text + '=' + to_flow(form.set.items[i]));
    }
    fs::path path = folder / form.path.path;
    const bool in_folder = fs::is_directory(path);
    if (in_folder) path /= "scenario.yaml";
    if (!fs::exists(path)) {
      problems.add({form.path.place, "scenarios.path",
                    fmt::format("cannot be read: there is no file {}", path.generic_string()), ""});
      whole = false;
      continue;
    }
    ScenarioFile file = read_one(path, overrides, form.set, problems, whole);
    const std::string inner = in_folder ? form.path.path : folder_of(form.path.path);
    for (const EmbeddedFile& input : file.inputs) {
      campaign.inputs.push_back({join_paths(inner, input.path), input.sha256});
    }
    campaign.scenarios.push_back({form.name, std::move(file)});
  }
  if (campaign.form.scenarios.empty() && find_given(root, "scenarios") != nullptr) {
    problems.add({place_of(root, "scenarios"), "scenarios", "expected at least one", ""});
  }
  return whole && !campaign.scenarios.empty();
}

/// Keys that only mean something with what on_failure says.
void check_failures(const YamlNode& root, const CampaignForm& form, Problems& problems) {
  const bool recover = form.on_failure == RunFailure::recover;
  const auto tell = [&](const std::string& key, std::string message) {
    problems.add({place_of(root, key), key, std::move(message), ""});
  };
  if (recover && !form.recover_value) {
    tell("on_failure", "recover needs a recover_value");
  }
  if (!recover && form.recover_value) tell("recover_value", "needs on_failure: recover");
  if (form.on_failure != RunFailure::retry && find_given(root, "retries") != nullptr) {
    tell("retries", "needs on_failure: retry");
  }
}

/// An empty list would mean all of them.
void check_measures(const YamlNode& root, Problems& problems) {
  const YamlNode* keep = root.find("keep");
  const YamlNode* measures = keep == nullptr ? nullptr : keep->find("measures");
  if (measures == nullptr || measures->kind != YamlNode::Kind::list) return;
  if (!measures->items.empty()) return;
  problems.add({place_of(*keep, "measures"), "keep.measures", "expected at least one",
                "leave the key out to keep all that are defined"});
}

/// Tables of all scenarios are kept side by side.
void check_same_shape(const YamlNode& root, const Campaign& campaign, Problems& problems) {
  const KeepForm& keep = campaign.form.keep;
  if (keep.series.empty() && keep.fields.empty()) return;
  const Scenario& first = campaign.scenarios.front().file.scenario;
  for (const CampaignScenario& other : campaign.scenarios) {
    const Scenario& scenario = other.file.scenario;
    const Period rows = recorded_rows(scenario), expected = recorded_rows(first);
    const bool zones =
        std::ranges::equal(scenario.world.zones, first.world.zones, {}, &Zone::code, &Zone::code);
    if (zones && rows.start == expected.start && rows.steps() == expected.steps() &&
        rows.interval == expected.interval) {
      continue;
    }
    problems.add({place_of(root, "keep"), "keep",
                  fmt::format("series and fields need scenarios of the same zones and days: {} "
                              "differs from {}",
                              in_quotes(other.name), in_quotes(campaign.scenarios.front().name)),
                  "make a campaign of each"});
  }
}

}  // namespace

ParameterValue decoded(const ParameterInfo& info, double number) {
  switch (info.kind) {
    case ParameterKind::boolean:
      return number != 0;
    case ParameterKind::integer:
      return static_cast<std::int64_t>(number);
    case ParameterKind::choice:
      return info.choices.at(static_cast<std::size_t>(number));
    default:
      return number;
  }
}

Campaign read_campaign(const fs::path& path, const CampaignCheck& check) {
  Problems problems;
  Campaign campaign;
  InputFiles files = InputFiles::on_disk(path.parent_path());
  const std::string name = path.filename().generic_string();
  const EmbeddedFile* file = files.read(name, {}, "campaign", problems);
  problems.throw_if_any();
  campaign.text = file->bytes;
  const auto origin = std::make_shared<const Origin>(Origin{files.shown(name), ""});
  const std::optional<YamlNode> root = parse_yaml(file->bytes, origin, problems);
  problems.throw_if_any();
  campaign.form = campaign_section().read(*root, "", problems);
  check_measures(*root, problems);
  check_failures(*root, campaign.form, problems);
  if (check) check(campaign.form, *root, problems);
  const bool whole = read_scenarios(path.parent_path(), *root, campaign, problems);
  read_design(*root, files, campaign, problems);
  if (whole) check_same_shape(*root, campaign, problems);
  problems.throw_if_any();
  for (const EmbeddedFile& input : files.all_read()) {
    if (input.path != name) campaign.inputs.push_back({input.path, input.sha256});
  }
  return campaign;
}

std::vector<std::string> campaign_differences(const std::string& before, const std::string& now) {
  Problems none;
  const auto origin = std::make_shared<const Origin>();
  const auto old_root = parse_yaml(before, origin, none);
  const auto new_root = parse_yaml(now, origin, none);
  std::vector<std::string> differences;
  if (!old_root || !new_root) return {"campaign.yaml"};
  std::set<std::string> keys;
  for (const auto* root : {&*old_root, &*new_root}) {
    for (const auto& key : root->keys) keys.insert(key.text);
  }
  const auto shown = [](const YamlNode* node) { return node ? to_flow(*node) : "nothing"; };
  for (const std::string& key : keys) {
    if (key == "title" || key == "description") continue;
    const std::string was = shown(old_root->find(key)), is = shown(new_root->find(key));
    if (was != is) differences.push_back(fmt::format("{}: was {}, is {}", key, was, is));
  }
  return differences;
}

}  // namespace ravenstein::io
