// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/cities.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/text.hpp"
#include "models/city/cities.hpp"
#include "models/city/city_parameters.hpp"

namespace ravenstein::io {
namespace {

std::vector<std::string> capacity_names() {
  std::vector<std::string> names;
  for (const models::CapacityInfo& info : models::capacity_infos()) names.emplace_back(info.name);
  return names;
}

std::string capacity_meaning() {
  std::string text;
  for (const models::CapacityInfo& info : models::capacity_infos()) {
    text +=
        fmt::format("{}{}: {} [{}]", text.empty() ? "" : "; ", info.name, info.meaning, info.unit);
  }
  return text;
}

Section<CapacityForm> capacity_section() {
  return Section<CapacityForm>()
      .name_of("service", &CapacityForm::service, capacity_names(),
               "of what there is so much (" + capacity_meaning() + ")")
      .required()
      .real("amount", &CapacityForm::amount, 0, 1e15, "how much, on day 0")
      .required()
      .text("unit", &CapacityForm::unit, "the unit of the service, so that nothing is mistaken")
      .required()
      .choice("evidence", &CapacityForm::evidence,
              {{"unknown", CityEvidence::unknown},
               {"measured", CityEvidence::measured},
               {"planned", CityEvidence::planned},
               {"estimated", CityEvidence::estimated},
               {"assumed", CityEvidence::assumed}},
              "how sure that is")
      .text("source", &CapacityForm::source, "who says so, and when")
      .required();
}

/// Problems of one city stand below `subject`.
class CityReader {
 public:
  CityReader(const CityForm& form, std::string subject, const YamlNode& root, Problems& problems)
      : form_(form), subject_(std::move(subject)), root_(root), problems_(problems) {}

  CityPlan read(const std::map<std::string, ZoneIndex>& zones) {
    CityPlan plan;
    plan.zone = zone_in(zones);
    for (std::size_t c = 0; c < form_.capacities.size(); ++c) {
      const CapacityForm& form = form_.capacities[c];
      check_capacity(form, fmt::format("{}.capacities.{}", subject_, c), plan);
      plan.capacities.push_back({form.service, form.amount, form.evidence, form.source});
    }
    read_parameters(plan);
    for (Problem problem : models::check_city(plan)) {
      problem.subject = below(subject_, problem.subject);
      problem.place = place_of(root_, problem.subject);
      problems_.add(std::move(problem));
    }
    return plan;
  }

 private:
  void problem(const std::string& subject, std::string message, std::string hint = "") {
    problems_.add({place_of(root_, subject), subject, std::move(message), std::move(hint)});
  }

  ZoneIndex zone_in(const std::map<std::string, ZoneIndex>& zones) {
    const auto found = zones.find(form_.zone);
    if (found != zones.end()) return found->second;
    if (form_.zone.empty() || zones.empty()) return kNowhere;  // told elsewhere
    std::vector<std::string> codes;
    for (const auto& [code, zone] : zones) codes.push_back(code);
    problem(below(subject_, "zone"), fmt::format("no zone has the code {}", in_quotes(form_.zone)),
            did_you_mean(form_.zone, codes));
    return kNowhere;
  }

  void check_capacity(const CapacityForm& form, const std::string& subject, const CityPlan& plan) {
    const models::CapacityInfo* info = models::find_capacity(form.service);
    if (info == nullptr) return;  // told with the key
    if (!form.unit.empty() && form.unit != info->unit) {
      problem(below(subject, "unit"),
              fmt::format("expected {}, the unit of {}, found {}", in_quotes(info->unit),
                          form.service, in_quotes(form.unit)),
              "convert the amount");
    }
    if (find_given(root_, below(subject, "source")) != nullptr && trimmed(form.source).empty()) {
      problem(below(subject, "source"), "expected who says so, found nothing");
    }
    if (std::ranges::find(plan.capacities, form.service, &CityCapacity::service) !=
        plan.capacities.end()) {
      problem(below(subject, "service"), form.service + " is already given for this city");
    }
  }

  void read_parameters(CityPlan& plan) {
    const std::string subject = below(subject_, "parameters");
    const std::vector<ParameterInfo>& infos = models::city_parameter_infos();
    std::vector<std::string> names;
    for (const ParameterInfo& info : infos) names.push_back(info.name);
    for (std::size_t i = 0; i < form_.parameters.keys.size(); ++i) {
      const std::string& name = form_.parameters.keys[i].text;
      const auto info = std::ranges::find(infos, name, &ParameterInfo::name);
      if (info == infos.end()) {
        refuse_key(form_.parameters.keys[i], subject, names, problems_);
      } else if (!form_.parameters.items[i].is_null()) {
        const auto value =
            read_parameter(form_.parameters.items[i], below(subject, name), *info, problems_);
        if (value) plan.parameters[name] = *value;
      }
    }
  }

  const CityForm& form_;
  std::string subject_;
  const YamlNode& root_;
  Problems& problems_;
};

}  // namespace

Section<CityForm> city_section() {
  return Section<CityForm>()
      .text("zone", &CityForm::zone, "code of the zone that is the city")
      .required()
      .sections("capacities", &CityForm::capacities, capacity_section(),
                "what the city has; what is not stated is not followed")
      .raw("parameters", FieldKind::parameters, &CityForm::parameters,
           "how its stocks change: see docs/city.md");
}

std::vector<CityPlan> read_cities(const std::vector<CityForm>& forms, const YamlNode& root,
                                  const std::map<std::string, ZoneIndex>& zones,
                                  Problems& problems) {
  std::vector<CityPlan> plans;
  for (std::size_t c = 0; c < forms.size(); ++c) {
    const std::string subject = fmt::format("cities.{}", c);
    CityPlan plan = CityReader(forms[c], subject, root, problems).read(zones);
    const bool twice = plan.zone != kNowhere &&
                       std::ranges::find(plans, plan.zone, &CityPlan::zone) != plans.end();
    if (twice) {
      problems.add({place_of(root, subject + ".zone"), subject + ".zone",
                    forms[c].zone + " already is a city", ""});
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace ravenstein::io
