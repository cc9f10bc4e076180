// SPDX-License-Identifier: Apache-2.0
// Reads campaign.yaml with the scenarios and tables it names.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/parameter.hpp"
#include "engine/random/distribution.hpp"
#include "io/campaign/campaign_form.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::io {

struct CampaignScenario {
  std::string name;
  ScenarioFile file;
};

/// A parameter of the behaviour that differs between points. Points hold numbers: those of real
/// and whole parameters, 0 or 1 for false or true, the position among the choices for a choice.
struct DesignParameter {
  ParameterInfo info;
  std::optional<Distribution> distribution{};  ///< of designs that draw
  std::vector<double> values{};                ///< of a grid
};

/// The parameter's value that a point's number stands for.
ParameterValue decoded(const ParameterInfo& info, double number);

/// Something that a campaign was made from.
struct CampaignInput {
  std::string path;  ///< from the folder of campaign.yaml
  std::string sha256;
};

struct Campaign {
  CampaignForm form;
  std::string text;  ///< of campaign.yaml
  std::vector<CampaignScenario> scenarios;
  std::vector<DesignParameter> parameters;
  std::vector<double> table;  ///< list, posterior: rows x parameters
  std::vector<CampaignInput> inputs;
};

/// Adds what is wrong with a campaign.yaml that only others know.
using CampaignCheck =
    std::function<void(const CampaignForm& form, const YamlNode& root, Problems& problems)>;

/// Throws InputError with every problem there is, those of the scenarios included.
Campaign read_campaign(const std::filesystem::path& path, const CampaignCheck& check = {});

/// What of campaign.yaml differs, as keys with both values; empty: nothing that matters.
std::vector<std::string> campaign_differences(const std::string& before, const std::string& now);

}  // namespace ravenstein::io
