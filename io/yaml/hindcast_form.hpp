// SPDX-License-Identifier: Apache-2.0
// The hindcast file as it is written: every key of format version 1, declared once. It is of one of
// two kinds: cases (one crisis after the other is left out) or a scenario (a rolling origin).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/yaml/section.hpp"

namespace ravenstein::io {

inline constexpr int kHindcastVersion = 1;

/// A free parameter: where it is searched. What is not given is the declaration's.
struct FreeForm {
  std::string distribution = "uniform";
  std::optional<double> low, high;
};

struct FormForm {
  std::string name;
  YamlNode set;
  std::map<std::string, FreeForm> parameters;
};

struct SearchForm {
  std::string name = "nlopt";
  int points = 256, evaluations = 150;
};

/// Months are texts, YYYY-MM.
struct OriginsForm {
  std::string from, to;
  int refit_every_months = 3;
  std::vector<std::string> last_known;
  int months = 12;
};

struct TermsForm {
  std::vector<std::string> terms;
};

struct DeparturesForm {
  std::string name;
  OriginsForm origins;
  std::map<std::string, TermsForm> causes;
  bool recalibrate = true, draw_parameters = false, towards_median = false;
  int zone_blocks = 1;
};

struct DestinationsForm {
  std::string name;
  OriginsForm origins;
  std::vector<std::string> causes;
  double half_life_months = 2, prior_persons = 100;
};

struct HindcastForm {
  int schema_version = kHindcastVersion;
  std::string title;
  std::vector<std::string> remarks;
  YamlNode set;
  std::int64_t seed = 1;
  // Cases.
  std::vector<std::string> cases;
  std::vector<FormForm> forms;
  std::string known = "start";
  int lead_days = 1, first_day = 31;
  SearchForm method;
  // A scenario.
  TablePath scenario;
  std::string fit_from;
  int members = 1000;
  std::vector<DeparturesForm> departures;
  std::vector<DestinationsForm> destinations;
};

Section<HindcastForm> hindcast_section();

}  // namespace ravenstein::io
