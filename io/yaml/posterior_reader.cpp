// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/posterior_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>

#include "io/calibration/ensemble_posterior.hpp"
#include "io/yaml/parse.hpp"

namespace ravenstein::io {
namespace {

constexpr const char* kSubject = "ensemble.posterior";

/// A day of the window that was fitted, as the calibration was written; "" if it says none.
std::string day_of_fit(const FitOrigin& origin, const char* key) {
  Problems not_told;
  const auto root = parse_yaml(origin.calibration_yaml, std::make_shared<const Origin>(), not_told);
  const YamlNode* day = root ? find_given(*root, key) : nullptr;
  return day == nullptr ? "" : day->text;
}

std::string origin_text(const FitOrigin& origin, const std::string& file) {
  const std::string from = day_of_fit(origin, "fit.from"), to = day_of_fit(origin, "fit.to");
  if (from.empty() || to.empty())
    return fmt::format("parameters from {} ({})", file, origin.method);
  return fmt::format("parameters from {} ({}, fitted {} to {}): counts up to then are in sample",
                     file, origin.method, from, to);
}

/// What somebody set and the draws take the place of.
void tell_settings(const models::JointDraws& joint, const YamlNode& root, const Scenario& scenario,
                   Problems& problems, std::vector<Problem>& notes) {
  const YamlNode* posterior = find_given(root, kSubject);
  for (const std::string& name : joint.names) {
    if (std::ranges::count(scenario.ensemble.draws, name, &ParameterDraw::parameter) > 0) {
      const std::string subject = "ensemble.draws." + name;
      problems.add({place_of(root, subject), subject,
                    "is drawn from ensemble.posterior, too: expected one of the two", ""});
    }
    const std::string subject = "behaviour.parameters." + name;
    const YamlNode* set = find_given(root, subject);
    if (set == nullptr) continue;
    if (posterior != nullptr && layer_of(*posterior) > layer_of(*set)) {
      notes.push_back(
          {set->place(), subject,
           fmt::format("found {}, which does nothing: ensemble.posterior draws it", describe(*set)),
           ""});
    } else {
      problems.add({set->place(), subject,
                    "is drawn from ensemble.posterior, too: expected one of the two", ""});
    }
  }
}

}  // namespace

std::shared_ptr<const models::JointDraws> read_posterior_of_ensemble(
    const TablePath& path, const YamlNode& root, InputFiles& files,
    const models::BehaviourModel& model, Scenario& scenario, Problems& problems,
    std::vector<Problem>& notes) {
  if (path.path.empty()) return nullptr;
  const EmbeddedFile* file = files.read(path.path, path.place, kSubject, problems);
  if (file == nullptr) return nullptr;
  FitOrigin origin;
  auto joint =
      read_ensemble_posterior(*file, files.shown(path.path), path.place, model, origin, problems);
  if (joint == nullptr) return nullptr;
  const auto say = [&](const std::string& text) {
    notes.push_back({path.place, kSubject, text, ""});
    scenario.remarks.push_back(text);
  };
  const std::string name = std::filesystem::path(path.path).filename().string();
  say(origin_text(origin, name));
  if (!origin.converged) {
    say(fmt::format("the calibration in {} had not converged, so its draws are no posterior: {}",
                    name, origin.ending));
  }
  tell_settings(*joint, root, scenario, problems, notes);
  return joint;
}

}  // namespace ravenstein::io
