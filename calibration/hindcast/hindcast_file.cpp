// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/hindcast_file.hpp"

#include <algorithm>
#include <memory>

#include "calibration/hindcast/hindcast_reader.hpp"
#include "io/yaml/merge.hpp"
#include "io/yaml/parse.hpp"
#include "io/yaml/scenario_path.hpp"
#include "io/yaml/set_keys.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;

std::optional<io::YamlNode> tree_of(const fs::path& path, std::span<const std::string> overrides,
                                    HindcastFile& read, Problems& problems) {
  io::InputFiles files = io::InputFiles::on_disk(path.parent_path());
  const std::string name = path.filename().generic_string();
  const io::EmbeddedFile* file = files.read(name, {}, "", problems);
  if (file == nullptr) return {};
  read.name = name;
  read.sha256 = file->sha256;
  const auto origin = std::make_shared<const io::Origin>(io::Origin{files.shown(name), "", 0});
  std::optional<io::YamlNode> root = io::parse_yaml(file->bytes, origin, problems);
  if (!root) return {};
  for (const std::string& text : overrides) io::apply_override(*root, text, "", problems);
  return root;
}

/// A path as outputs show it: of an absolute one only the folder of the case and its file.
std::string shown_path(const std::string& path) {
  const fs::path named(path);
  if (!named.is_absolute()) return path;
  fs::path file = named.lexically_normal();
  if (!file.has_filename()) file = file.parent_path();
  const bool of_folder = file.extension() != ".yaml" && file.extension() != ".yml";
  return (of_folder ? file.filename() : file.parent_path().filename() / file.filename())
      .generic_string();
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

void HindcastReader::tell(const std::string& subject, std::string message, std::string hint) {
  Problem problem{io::place_of(root_, subject), subject, std::move(message), std::move(hint)};
  const std::string text = to_string(problem);
  const bool told = std::ranges::any_of(
      problems_.all(), [&](const Problem& known) { return to_string(known) == text; });
  if (!told) problems_.add(std::move(problem));
}

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
  io::SetKeys set;
  for (const io::YamlNode* keys : sets) set.add(*keys);
  Problems found;
  io::InputFiles files = io::InputFiles::on_disk(file->parent_path());
  io::ScenarioFile scenario =
      io::read_scenario_parts(files, file->filename().generic_string(), set.overrides(), found);
  set.tell(found, problems_, "of " + file->generic_string());
  note_inputs(path, scenario);
  return scenario;
}

void HindcastReader::note_inputs(const std::string& path, const io::ScenarioFile& scenario) {
  for (const io::EmbeddedFile& file : scenario.inputs) {
    if (!noted_.emplace(path, file.path).second) continue;
    inputs_.push_back({shown_path(path), file.path, file.sha256, file.bytes.size()});
  }
}

HindcastFile read_hindcast_file(const fs::path& path, std::span<const std::string> overrides) {
  Problems problems;
  HindcastFile file;
  const std::optional<io::YamlNode> root = tree_of(path, overrides, file, problems);
  if (!root) problems.throw_if_any();
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
  file.seed = static_cast<std::uint64_t>(form.seed);
  if (of_cases) {  // with both, what is wrong with the cases is told
    file.cases = read_cases(reader);
  } else if (of_scenario) {
    file.rolling = read_rolling(reader);
  }
  problems.throw_if_any();
  file.inputs = reader.take_inputs();
  return file;
}

}  // namespace ravenstein::calibration
