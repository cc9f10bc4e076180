// SPDX-License-Identifier: Apache-2.0
#include "io/projection/provenance.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "engine/core/problem.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) return std::nullopt;
  return std::move(text).str();
}

void spill(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) throw std::runtime_error(path.string() + ": cannot be written");
}

/// How many folders above the scenario's own a path leads: 2 for `../../x.csv`.
int climbs(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  return static_cast<int>(
      std::count_if(normal.begin(), normal.end(), [](const fs::path& p) { return p == ".."; }));
}

/// The scenario's folder below `folder`, deep enough that no input lands outside it.
fs::path scenario_folder(const Provenance& provenance, const fs::path& folder) {
  int depth = 0;
  for (const InputFile& input : provenance.inputs) depth = std::max(depth, climbs(input.path));
  fs::path home = folder;
  for (int level = 0; level < depth; ++level) home /= "scenario";
  return home;
}

/// The contents of an input that is not in the file, if it is found unchanged.
std::optional<std::string> find_unchanged(const InputFile& input,
                                          std::span<const fs::path> search) {
  std::vector<fs::path> candidates;
  for (const fs::path& folder : search) candidates.push_back(folder / input.path);
  candidates.emplace_back(input.path);
  for (const fs::path& candidate : candidates) {
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

bool plain_file_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  // Without this OpenSSL reads its configuration, which costs more than the sum itself.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

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

fs::path unpack_inputs(const Provenance& provenance, const fs::path& folder,
                       std::span<const fs::path> search) {
  Problems problems;
  const fs::path home = scenario_folder(provenance, folder);
  const std::string name =
      plain_file_name(provenance.scenario_path) ? provenance.scenario_path : "scenario.yaml";
  if (sha256(provenance.scenario_yaml) != provenance.scenario_sha256) {
    problems.add(damaged(name), InputKind::data);
  }
  spill(home / name, provenance.scenario_yaml);
  for (const InputFile& input : provenance.inputs) {
    if (input.contents && sha256(*input.contents) != input.sha256) {
      problems.add(damaged(input.path), InputKind::data);
      continue;
    }
    const bool absolute = fs::path(input.path).is_absolute();
    std::optional<std::string> found;
    if (absolute || !input.contents) {
      found = find_unchanged(input, search);
      if (!found) problems.add(missing(input), InputKind::data);
    }
    if (absolute) continue;  // the scenario names it where it is
    if (input.contents) spill((home / input.path).lexically_normal(), *input.contents);
    if (found) spill((home / input.path).lexically_normal(), *found);
  }
  problems.throw_if_any();
  return home / name;
}

}  // namespace ravenstein::io
