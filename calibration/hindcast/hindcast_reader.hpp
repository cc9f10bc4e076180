// SPDX-License-Identifier: Apache-2.0
// What both kinds of hindcast file are read with. Private to the reader.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "calibration/hindcast/hindcast_file.hpp"
#include "engine/core/problem.hpp"
#include "io/yaml/hindcast_form.hpp"
#include "io/yaml/node.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::calibration {

class HindcastReader {
 public:
  HindcastReader(const io::YamlNode& root, const io::HindcastForm& form,
                 std::filesystem::path folder, Problems& problems)
      : root_(root), form_(form), folder_(std::move(folder)), problems_(problems) {}

  const io::HindcastForm& form() const { return form_; }
  std::size_t problems() const { return problems_.size(); }
  /// A problem where the subject stands, or nearest above it; once, however many forms have it.
  void tell(const std::string& subject, std::string message, std::string hint = {});
  bool given(const std::string& subject) const { return io::find_given(root_, subject) != nullptr; }
  /// A scenario (or the folder of one) named in the file, with what `sets` change, the later on
  /// top. Its problems are told, each once; those of a setting where the setting stands. Empty if
  /// it cannot be read at all; else `sound` says what of it is of use.
  std::optional<io::ScenarioFile> scenario(const std::string& path, const std::string& subject,
                                           const std::vector<const io::YamlNode*>& sets);
  std::vector<HindcastInput> take_inputs() { return std::move(inputs_); }

 private:
  void note_inputs(const std::string& path, const io::ScenarioFile& scenario);

  const io::YamlNode& root_;
  const io::HindcastForm& form_;
  std::filesystem::path folder_;
  Problems& problems_;
  std::vector<HindcastInput> inputs_;                    ///< of all scenarios, each once
  std::set<std::pair<std::string, std::string>> noted_;  ///< scenario as written, and input
};

/// Empty where problems were told.
std::optional<CrisisHindcast> read_cases(HindcastReader& reader);
std::optional<RollingHindcast> read_rolling(HindcastReader& reader);

}  // namespace ravenstein::calibration
