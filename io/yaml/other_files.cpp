// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "io/campaign/campaign_form.hpp"
#include "io/yaml/assimilation_form.hpp"
#include "io/yaml/calibration_form.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/hindcast_form.hpp"
#include "io/yaml/schema.hpp"

namespace ravenstein::io {
namespace {

std::string settings_of_methods() {
  std::string text = "\n| method | settings |\n|---|---|\n";
  for (const std::string& method : calibration_methods()) {
    text += fmt::format("| `{}` | `{}` |\n", method, fmt::join(settings_of_method(method), "`, `"));
  }
  return text;
}

constexpr std::array kOtherFiles{
    OtherFile{"assimilation", "assimilation.md", [] { return assimilation_section().fields(); }},
    OtherFile{"calibration", "calibration-file.md", [] { return calibration_section().fields(); },
              settings_of_methods},
    OtherFile{"campaign", "campaign.md", [] { return campaign_section().fields(); }},
    OtherFile{"hindcast", "hindcast.md", [] { return hindcast_section().fields(); }},
};

}  // namespace

std::span<const OtherFile> other_files() { return kOtherFiles; }

}  // namespace ravenstein::io
