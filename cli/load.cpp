// SPDX-License-Identifier: Apache-2.0
#include "cli/load.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/core/problem.hpp"
#include "io/projection/provenance.hpp"
#include "io/projection/read.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScenarioName = "scenario.yaml";

/// A folder that is gone when this object is.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "ravenstein-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no temporary folder could be made in " +
                               fs::temp_directory_path().string());
    }
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

io::ScenarioFile read_embedded(const fs::path& path, const io::Provenance& provenance,
                               const std::vector<std::string>& overrides) {
  std::map<std::string, std::string, std::less<>> contents;
  contents[provenance.scenario_path] = provenance.scenario_yaml;
  for (const io::InputFile& input : provenance.inputs) contents[input.path] = *input.contents;
  io::InputFiles files = io::InputFiles::in_memory(std::move(contents), path.string());
  return io::read_scenario(files, provenance.scenario_path, overrides);
}

LoadedScenario load_projection(const fs::path& path, const std::vector<std::string>& overrides) {
  const io::Provenance provenance = io::provenance_inputs(path);
  std::vector<std::string> all = provenance.overrides;
  all.insert(all.end(), overrides.begin(), overrides.end());
  const std::string stem = path.stem().string() + "-again";
  const bool complete = std::all_of(provenance.inputs.begin(), provenance.inputs.end(),
                                    [](const auto& input) { return input.contents.has_value(); });
  if (complete) return {read_embedded(path, provenance, all), stem};
  // Tables too large to be embedded are looked for here and beside the projection.
  const TemporaryFolder folder;
  const std::vector<fs::path> search{".", path.parent_path()};
  return {io::read_scenario_file(io::unpack_inputs(provenance, folder.path(), search), all), stem};
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
  return {io::read_scenario_file(scenario, overrides), stem_of(scenario)};
}

}  // namespace ravenstein::cli
