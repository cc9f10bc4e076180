// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/hindcast_file.hpp"

#include <map>
#include <memory>

#include "calibration/hindcast/hindcast_reader.hpp"
#include "io/yaml/merge.hpp"
#include "io/yaml/parse.hpp"
#include "io/yaml/scenario_path.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;

std::optional<io::YamlNode> tree_of(const fs::path& path, std::span<const std::string> overrides,
                                    Problems& problems) {
  io::InputFiles files = io::InputFiles::on_disk(path.parent_path());
  const std::string name = path.filename().generic_string();
  const io::EmbeddedFile* file = files.read(name, {}, "", problems);
  if (file == nullptr) return {};
  const auto origin = std::make_shared<const io::Origin>(io::Origin{files.shown(name), "", 0});
  std::optional<io::YamlNode> root = io::parse_yaml(file->bytes, origin, problems);
  if (!root) return {};
  for (const std::string& text : overrides) io::apply_override(*root, text, "", problems);
  return root;
}

/// What does not belong to the kind of file it is.
void refuse_other_kind(HindcastReader& reader, bool of_cases) {
  const std::vector<std::string> cases{"cases",     "forms",     "known",
                                       "lead_days", "first_day", "method"};
  const std::vector<std::string> scenario{"scenario", "fit_from", "members", "departures",
                                          "destinations"};
  for (const std::string& key : of_cases ? scenario : cases) {
    if (!reader.given(key)) continue;
    reader.tell(key,
                of_cases ? "does nothing in a hindcast of cases"
                         : "does nothing in a hindcast of one scenario",
                of_cases ? "" : "give cases instead of scenario, or leave it out");
  }
}

}  // namespace

std::optional<io::ScenarioFile> HindcastReader::scenario(
    const std::string& path, const std::string& subject,
    const std::vector<const io::YamlNode*>& sets) {
  const fs::path named = folder_ / path;
  const std::optional<fs::path> file = io::scenario_path(named);
  if (!file) {
    tell(subject, "there is no such scenario: " + named.generic_string(),
         did_you_mean(named.filename().generic_string(), io::scenarios_beside(named)));
    return {};
  }
  std::vector<std::string> overrides;
  std::map<std::string, Place> set_at;  // by the label that problems of an override carry
  for (const io::YamlNode* set : sets) {
    for (std::size_t i = 0; i < set->keys.size(); ++i) {
      overrides.push_back(set->keys[i].text + '=' + io::to_flow(set->items[i]));
      set_at["--set " + overrides.back()] = set->keys[i].place();
    }
  }
  try {
    return io::read_scenario_file(*file, overrides);
  } catch (const InputError& error) {
    for (Problem problem : error.problems()) {
      if (const auto at = set_at.find(problem.place.file); at != set_at.end()) {
        problem.place = at->second;
      }
      problem.hint += (problem.hint.empty() ? "" : "; ") + ("of " + file->generic_string());
      problems_.add(std::move(problem), error.kind());
    }
    return {};
  }
}

HindcastFile read_hindcast_file(const fs::path& path, std::span<const std::string> overrides) {
  Problems problems;
  const std::optional<io::YamlNode> root = tree_of(path, overrides, problems);
  problems.throw_if_any();
  const io::HindcastForm form = io::hindcast_section().read(*root, "", problems);
  HindcastReader reader(*root, form, path.parent_path(), problems);
  const bool of_cases = reader.given("cases"), of_scenario = reader.given("scenario");
  if (of_cases == of_scenario) {
    reader.tell(of_cases ? "cases" : "",
                of_cases ? "expected either cases or scenario, found both"
                         : "expected cases (one after the other is left out) or scenario (a "
                           "rolling origin), found neither");
  } else {
    refuse_other_kind(reader, of_cases);
  }
  problems.throw_if_any();
  HindcastFile file;
  if (of_cases) {
    file.cases = read_cases(reader);
  } else {
    file.rolling = read_rolling(reader);
  }
  problems.throw_if_any();
  return file;
}

}  // namespace ravenstein::calibration
