// SPDX-License-Identifier: Apache-2.0
#include "models/disclosure/settings.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::models {

double DisclosureSettings::smallest() const {
  constexpr double kPhoneDerived = 15;  // FlowKit's redaction threshold (Flowminder)
  const auto k = static_cast<double>(threshold);
  return phone_derived ? std::max(k, kPhoneDerived) : k;
}

const ParameterList<DisclosureSettings>& disclosure_parameters() {
  static const auto kList =
      ParameterList<DisclosureSettings>()
          .add(&DisclosureSettings::threshold,
               {.name = "threshold",
                .symbol = "k",
                .unit = "persons",
                .minimum = 2,
                .maximum = 1000,
                .meaning = "numbers of people above 0 and below it are not shown",
                .source = "official statistics use 3 to 11; UN handbook on mobile phone data for "
                          "displacement: up to 20"})
          .add(&DisclosureSettings::phone_derived,
               {.name = "phone_derived",
                .symbol = "",
                .unit = "1",
                .meaning = "the inputs come from records of mobile phones: the threshold is at "
                           "least 15",
                .source = "Flowminder FlowKit, redaction_threshold"})
          .add(&DisclosureSettings::rounding,
               {.name = "rounding",
                .symbol = "",
                .unit = "persons",
                .minimum = 1,
                .maximum = 1000,
                .meaning = "what is shown is rounded to a multiple of it; 1: to whole persons",
                .source = "UNHCR publishes numbers rounded to 5"})
          .add(&DisclosureSettings::level,
               {.name = "level",
                .symbol = "",
                .unit = "1",
                .meaning = "the smallest area that is shown; zones below it are added up",
                .source = "IOM DTM's public interface ends at administrative level 2",
                .choices = {"zone", "region", "country"}});
  return kList;
}

bool may_be_shown(double persons, double smallest) {
  constexpr double kNobody = 1e-6;
  return std::abs(persons) < kNobody || std::abs(persons) >= smallest - kNobody;
}

double public_number(double persons, const DisclosureSettings& settings) {
  if (std::isnan(persons)) return persons;
  const auto base = static_cast<double>(settings.rounding);
  const double rounded = std::round(persons / base) * base;
  const double least = std::ceil(settings.smallest() / base) * base;
  return persons > 0 && persons >= settings.smallest() - 1e-6 ? std::max(rounded, least) : rounded;
}

}  // namespace ravenstein::models
