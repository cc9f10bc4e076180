// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/read_error_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/yaml/draws.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

/// What `free` can name, in the form that priors are read against.
const models::BehaviourModel& declarations() {
  static const models::BehaviourModel kDeclared = [] {
    models::BehaviourModel all;
    all.name = "the error of counts";
    all.parameters.assign(error_parameters().begin(), error_parameters().end());
    return all;
  }();
  return kDeclared;
}

/// Whether the totals of the model are those of the very counts: then a rate of detection moves
/// expectations and nothing answers it.
bool totals_are_of(const io::ObservedForm& counts, const io::ScenarioFile& file) {
  return file.sound.all && counts.table.path.empty() &&
         file.scenario.population.departures == PopulationPlan::Departures::observed;
}

void read_item(const io::YamlNode& root, std::size_t item, CalibrationPlan& plan,
               Problems& problems) {
  const std::string at = fmt::format("observations.{}.free", item);
  const io::ObservedForm& form = plan.form.observations[item];
  const std::span<const ParameterInfo> known = error_parameters();
  for (const ParameterDraw& draw : io::read_draws(form.free, root, declarations(), problems, at)) {
    const auto info = std::ranges::find(known, draw.parameter, &ParameterInfo::name);
    FreeParameter free{*info, draw.distribution, static_cast<std::uint32_t>(item),
                       static_cast<ErrorSetting>(info - known.begin())};
    free.info.name = form.name + '.' + info->name;
    const std::string why = why_not_free(free.setting, plan.series[item].error.kind,
                                         plan.form.method.name, plan.form.objective);
    const bool given = !form.error.empty() && !plan.form.method.name.empty();  // else told
    if (given && !why.empty()) {
      const std::string subject = at + '.' + info->name;
      problems.add({io::place_of(root, subject), subject, why, ""});
    }
    if (free.setting == ErrorSetting::detection_rate && totals_are_of(form, plan.scenario)) {
      const std::string subject = at + '.' + info->name;
      plan.scenario.notes.push_back({io::place_of(root, subject), subject,
                                     "means nothing: the scenario's totals follow the same counts",
                                     "leave it out, or let people depart by hazard"});
    }
    plan.parameters.push_back(std::move(free));
  }
}

}  // namespace

void read_error_parameters(const io::YamlNode& root, CalibrationPlan& plan, Problems& problems) {
  std::set<std::string> names;
  for (std::size_t item = 0; item < plan.form.observations.size(); ++item) {
    const std::string& name = plan.form.observations[item].name;
    if (!name.empty() && !names.insert(name).second) {
      const std::string subject = fmt::format("observations.{}.name", item);
      problems.add({io::place_of(root, subject), subject, "the name is taken: " + name, ""});
    }
    read_item(root, item, plan, problems);
  }
}

}  // namespace ravenstein::calibration
