// SPDX-License-Identifier: Apache-2.0
// What a key of the scenario file is: said once, for reading, the JSON schema and the handbook.
#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace ravenstein::io {

enum class FieldKind {
  text,
  path,          ///< of a file
  date,          ///< YYYY-MM-DD
  whole,         ///< a whole number
  real,          ///< a number
  flag,          ///< true or false
  choice,        ///< one of `choices`
  text_list,     ///< a list of texts
  choice_list,   ///< a list of some of `choices`
  path_map,      ///< free names, each with a path
  section,       ///< keys of its own: `fields`
  section_list,  ///< a list of sections
  section_map,   ///< free names, each with a section
  parameters,    ///< of the model
  overrides      ///< dotted paths with their values
};

struct Field {
  std::string name;
  FieldKind kind = FieldKind::text;
  std::string meaning;
  bool required = false;
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  std::vector<std::string> choices{};
  std::string default_text{};   ///< as in YAML; empty: none
  std::vector<Field> fields{};  ///< of a section, or of each section of a list or map
};

inline Field make_field(FieldKind kind, std::string name, std::string meaning) {
  Field field;
  field.name = std::move(name);
  field.kind = kind;
  field.meaning = std::move(meaning);
  return field;
}

}  // namespace ravenstein::io
