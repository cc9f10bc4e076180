// SPDX-License-Identifier: Apache-2.0
// What may be published about few people: declared once, for every report and export.
#pragma once

#include "engine/core/parameter.hpp"

namespace ravenstein::models {

struct DisclosureSettings {
  std::int64_t threshold = 10;  ///< persons; k
  bool phone_derived = false;   ///< from records of phones: k is at least 15
  std::int64_t rounding = 5;    ///< persons
  std::string level = "zone";   ///< the smallest area that is shown: zone, region, country

  /// k: nothing may be told about more than none and fewer than so many people.
  double smallest() const;
};

const ParameterList<DisclosureSettings>& disclosure_parameters();

/// Zero or at least `smallest`: may be shown. Below a millionth of a person counts as none, for
/// sums of expected numbers are not exact.
bool may_be_shown(double persons, double smallest);

/// As published: rounded to a multiple of `rounding`, and never to less than `smallest`. Missing
/// (NaN) stays so.
double public_number(double persons, const DisclosureSettings& settings);

}  // namespace ravenstein::models
