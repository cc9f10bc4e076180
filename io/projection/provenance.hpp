// SPDX-License-Identifier: Apache-2.0
// Where a projection comes from: enough to run it again. Says nothing of who ran it or where.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/files.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::io {

/// A file the run read.
struct InputFile {
  std::string path;    ///< logical (EmbeddedFile): relative to the scenario's folder
  std::string sha256;  ///< lower-case hexadecimal
  std::uint64_t bytes = 0;
  std::optional<std::string> contents;  ///< empty: not embedded, only the checksum is known

  bool operator==(const InputFile&) const = default;
};

struct Provenance {
  std::string engine_version;
  std::string git_sha1;
  std::string compiler;
  std::string build_type;
  std::string cpu_features;  ///< level the vector code ran at, e.g. `avx2`
  std::uint64_t seed = 0;
  std::string random_generator = "philox4x32-10";
  std::string scenario_path;  ///< logical; the file's name if it was read from disk
  std::string scenario_yaml;  ///< verbatim
  std::string scenario_sha256;
  std::string baseline_path;  ///< logical, of the scenario it extends; empty: none
  std::string baseline_sha256;
  std::vector<std::string> overrides;  ///< `path=value`, in the order given
  std::vector<InputFile> inputs;       ///< all but the scenario itself, which is above
  int threads = 0;
  double wall_s = 0;
  std::string created;  ///< date and time, UTC, ISO 8601
  std::string command_line;
  /// What was taken in on the way (`ravenstein assimilate`): method, updates, counts. Not part of
  /// what a repeated run does. Empty: nothing.
  std::string assimilated{};
};

/// Inputs are embedded while they are at most this large together.
inline constexpr std::uint64_t kEmbeddedBytes = 16 * 1024 * 1024;

/// Describes an input with its contents.
InputFile input_file(std::string path, std::string contents);
/// Keeps the contents of all inputs if they are together at most `limit`; else drops the largest
/// ones, which are then known by their checksum only, until the rest is.
void embed_within(std::vector<InputFile>& inputs, std::uint64_t limit = kEmbeddedBytes);

/// The arguments joined by blanks, quoted where needed; absolute paths, also behind `=`, are cut
/// to the file's name, since they tell who ran this and where.
std::string command_line_without_folders(std::span<const std::string> arguments);

/// Takes over what a scenario was read from, and the overrides.
void record_inputs(const ScenarioFile& scenario, Provenance& provenance);

/// What the run read, for read_scenario(files, provenance.scenario_path, provenance.overrides).
/// Inputs that were not embedded are looked for relative to the folders of `search` and must have
/// the checksum recorded. `label` names the projection in messages about the scenario.
/// Throws InputError naming each input that is missing or differs, with its size and checksum.
InputFiles recorded_inputs(const Provenance& provenance, const std::string& label,
                           std::span<const std::filesystem::path> search = {});

}  // namespace ravenstein::io
