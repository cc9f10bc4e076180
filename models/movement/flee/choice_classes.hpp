// SPDX-License-Identifier: Apache-2.0
// Which personal attributes change scores: choice groups with the same distribution of choices
// form a class, so that a route table is kept per class and not per combination of attributes.
#pragma once

#include <string>
#include <vector>

#include "engine/population/groups.hpp"
#include "models/movement/flee/parameters.hpp"

namespace ravenstein::models {

/// What a class makes of the score s of a place.
enum class HazardView : std::uint8_t { plain, squared, indifferent };  ///< s, s^2, 1

struct ChoiceClass {
  HazardView hazards = HazardView::plain;
  std::string ethnicity;  ///< empty if it does not count
  std::string religion;

  bool operator==(const ChoiceClass&) const = default;
};

/// In Flee's order: children, boys (they need the rule of children), the elderly, women (unless
/// squared already).
HazardView hazard_view(double age, std::string_view gender, const FleeParameters& parameters);

class ChoiceClasses {
 public:
  ChoiceClasses(const FleeParameters& parameters, const ChoiceGroups& groups);

  std::size_t size() const { return classes_.size(); }
  std::uint16_t of_group(std::uint16_t group) const { return class_of_[group]; }
  const ChoiceClass& operator[](std::size_t c) const { return classes_[c]; }

 private:
  std::vector<ChoiceClass> classes_;
  std::vector<std::uint16_t> class_of_;
};

/// Score of a place by somebody of the class, before what depends on the place alone.
double score_by(HazardView view, double score);

/// Names of the attributes that the rules in force look at.
std::vector<std::string> attributes_needed(const FleeParameters& parameters);

}  // namespace ravenstein::models
