// SPDX-License-Identifier: Apache-2.0
#include "io/projection/provenance.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/core/problem.hpp"
#include "io/checksum.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) return std::nullopt;
  return std::move(text).str();
}

/// The contents of an input that is not in the file, if it is found unchanged.
std::optional<std::string> find_unchanged(const InputFile& input,
                                          std::span<const fs::path> search) {
  for (const fs::path& folder : search) {
    const fs::path candidate = folder / input.path;
    std::error_code ignored;
    if (!fs::is_regular_file(candidate, ignored)) continue;
    std::optional<std::string> contents = slurp(candidate);
    if (contents && sha256(*contents) == input.sha256) return contents;
  }
  return std::nullopt;
}

Problem missing(const InputFile& input) {
  return {{input.path},
          "input",
          "not in the projection and not found unchanged: expected " + std::to_string(input.bytes) +
              " bytes with SHA-256 " + input.sha256,
          "put the original file there and try again"};
}

Problem damaged(std::string path) {
  return {{std::move(path)},
          "input",
          "the text in the projection does not have the recorded SHA-256",
          "the projection has been changed or damaged"};
}

}  // namespace

InputFile input_file(std::string path, std::string contents) {
  std::string sum = sha256(contents);
  const std::uint64_t bytes = contents.size();
  return {std::move(path), std::move(sum), bytes, std::move(contents)};
}

void embed_within(std::vector<InputFile>& inputs, std::uint64_t limit) {
  std::uint64_t total = 0;
  for (const InputFile& input : inputs) total += input.contents ? input.bytes : 0;
  while (total > limit) {
    InputFile* largest = nullptr;
    for (InputFile& input : inputs) {
      if (input.contents && (largest == nullptr || input.bytes > largest->bytes)) largest = &input;
    }
    if (largest == nullptr) return;
    total -= largest->bytes;
    largest->contents.reset();
  }
}

std::string command_line_without_folders(std::span<const std::string> arguments) {
  std::string line;
  for (std::string argument : arguments) {
    const std::size_t value = argument.starts_with('/') ? 0 : argument.find("=/") + 1;
    if (argument.starts_with('/') || value > 0) {
      argument = argument.substr(0, value) + fs::path(argument.substr(value)).filename().string();
    }
    const bool plain = !argument.empty() &&
                       argument.find_first_of(" \t\n\"'\\$`*?[]{}()<>|&;#~!") == std::string::npos;
    if (!line.empty()) line += ' ';
    line += plain ? argument : '"' + argument + '"';
  }
  return line;
}

void record_inputs(const ScenarioFile& scenario, Provenance& provenance) {
  provenance.scenario_path = scenario.path;
  provenance.overrides = scenario.overrides;
  provenance.baseline_path = scenario.baseline.path;
  provenance.baseline_sha256 = scenario.baseline.sha256;
  provenance.inputs.clear();
  for (const EmbeddedFile& file : scenario.inputs) {
    if (file.path == scenario.path) {
      provenance.scenario_yaml = file.bytes;
      provenance.scenario_sha256 = file.sha256;
    } else {
      provenance.inputs.push_back({file.path, file.sha256, file.bytes.size(), file.bytes});
    }
  }
  embed_within(provenance.inputs);
}

InputFiles recorded_inputs(const Provenance& provenance, const std::string& label,
                           std::span<const fs::path> search) {
  Problems problems;
  std::map<std::string, std::string, std::less<>> bytes_by_path;
  if (sha256(provenance.scenario_yaml) != provenance.scenario_sha256) {
    problems.add(damaged(provenance.scenario_path), InputKind::data);
  }
  bytes_by_path[provenance.scenario_path] = provenance.scenario_yaml;
  for (const InputFile& input : provenance.inputs) {
    if (input.contents && sha256(*input.contents) != input.sha256) {
      problems.add(damaged(input.path), InputKind::data);
      continue;
    }
    std::optional<std::string> bytes =
        input.contents ? input.contents : find_unchanged(input, search);
    if (bytes) {
      bytes_by_path[input.path] = std::move(*bytes);
    } else {
      problems.add(missing(input), InputKind::data);
    }
  }
  problems.throw_if_any();
  return InputFiles::in_memory(std::move(bytes_by_path), label);
}

}  // namespace ravenstein::io
