// SPDX-License-Identifier: Apache-2.0
#include "cli/load.hpp"

#include <filesystem>
#include <utility>

#include "io/projection/provenance.hpp"
#include "io/projection/read.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScenarioName = "scenario.yaml";

LoadedScenario load_projection(const fs::path& path, const std::vector<std::string>& overrides) {
  const io::Provenance provenance = io::provenance_inputs(path);
  std::vector<std::string> all = provenance.overrides;
  all.insert(all.end(), overrides.begin(), overrides.end());
  // Tables too large to be embedded are looked for here and beside the projection.
  const std::vector<fs::path> search{".", path.parent_path()};
  io::InputFiles files = io::recorded_inputs(provenance, path.string(), search);
  io::ScenarioFile file = io::read_scenario(files, provenance.scenario_path, all);
  if (!provenance.assimilated.empty()) {
    file.notes.push_back({{path.string(), 0, 0},
                          "assimilated",
                          "counts were taken into this projection (" + provenance.assimilated +
                              "); this runs its scenario without them",
                          "`ravenstein assimilate` with its plan takes them in"});
  }
  std::string resolved = io::resolved_yaml(files, provenance.scenario_path, all);
  return {std::move(file), std::move(resolved), path.stem().string() + "-again"};
}

std::string stem_of(const fs::path& scenario) {
  if (scenario.filename() != kScenarioName) return scenario.stem().string();
  const std::string folder = fs::absolute(scenario).lexically_normal().parent_path().filename();
  return folder.empty() ? "projection" : folder;
}

}  // namespace

LoadedScenario load_scenario(const std::string& path, const std::vector<std::string>& overrides) {
  fs::path scenario = path;
  if (fs::is_directory(scenario)) scenario /= kScenarioName;
  if (io::looks_like_hdf5(scenario)) return load_projection(scenario, overrides);
  io::InputFiles files = io::InputFiles::on_disk(scenario.parent_path());
  const std::string name = scenario.filename().generic_string();
  io::ScenarioFile file = io::read_scenario(files, name, overrides);
  return {std::move(file), io::resolved_yaml(files, name, overrides), stem_of(scenario)};
}

void tell_notes(const io::ScenarioFile& file, std::ostream& out) {
  for (const Problem& note : file.notes) out << "note: " << to_string(note) << '\n';
}

}  // namespace ravenstein::cli
