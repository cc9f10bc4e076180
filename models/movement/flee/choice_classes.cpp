// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/choice_classes.hpp"

#include <algorithm>
#include <cstdlib>

namespace ravenstein::models {
namespace {

bool uses_age(const FleeParameters& p) {
  return p.children_avoid_hazards || p.elderly_avoid_hazards;
}

bool uses_gender(const FleeParameters& p) { return p.boys_take_risk || p.women_avoid_hazards; }

bool uses_ethnicity(const FleeParameters& p) {
  return p.match_camp_ethnicity || p.match_town_ethnicity || p.match_conflict_ethnicity;
}

ChoiceClass class_of(const ChoiceGroups& groups, std::size_t group, const FleeParameters& p) {
  ChoiceClass result;
  const std::string age(groups.value(group, "age"));
  result.hazards = hazard_view(std::strtod(age.c_str(), nullptr), groups.value(group, "gender"), p);
  if (uses_ethnicity(p)) result.ethnicity = groups.value(group, "ethnicity");
  if (p.match_camp_religion) result.religion = groups.value(group, "religion");
  return result;
}

}  // namespace

HazardView hazard_view(double age, std::string_view gender, const FleeParameters& parameters) {
  HazardView view = HazardView::plain;
  const auto avoid = [&] {
    if (view == HazardView::plain) view = HazardView::squared;
  };
  if (parameters.children_avoid_hazards) {
    if (age < 19) avoid();
    if (parameters.boys_take_risk && gender == "male" && age > 14) view = HazardView::indifferent;
  }
  if (parameters.elderly_avoid_hazards && age > 59) avoid();
  if (parameters.women_avoid_hazards && gender == "female") avoid();
  return view;
}

ChoiceClasses::ChoiceClasses(const FleeParameters& parameters, const ChoiceGroups& groups) {
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const ChoiceClass mine = class_of(groups, g, parameters);
    const auto found = std::find(classes_.begin(), classes_.end(), mine);
    class_of_.push_back(static_cast<std::uint16_t>(found - classes_.begin()));
    if (found == classes_.end()) classes_.push_back(mine);
  }
}

double score_by(HazardView view, double score) {
  switch (view) {
    case HazardView::plain:
      break;
    case HazardView::squared:
      return score * score;
    case HazardView::indifferent:
      return 1;
  }
  return score;
}

std::vector<std::string> attributes_needed(const FleeParameters& parameters) {
  std::vector<std::string> names;
  if (uses_age(parameters)) names.emplace_back("age");
  if (uses_gender(parameters)) names.emplace_back("gender");
  if (uses_ethnicity(parameters)) names.emplace_back("ethnicity");
  if (parameters.match_camp_religion) names.emplace_back("religion");
  return names;
}

}  // namespace ravenstein::models
