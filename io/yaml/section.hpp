// SPDX-License-Identifier: Apache-2.0
// A section of the scenario file, declared by binding every key to a member of a struct whose
// initialisers are the defaults. From the declaration come reading, the schema and the handbook.
//
//   Section<PeriodForm>()
//       .date("start", &PeriodForm::start, "first day").required()
//       .whole("days", &PeriodForm::days, 1, 36525, "length").required();
//
// A key that is left empty (null) counts as not given.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/files.hpp"
#include "io/yaml/field.hpp"
#include "io/yaml/node.hpp"
#include "io/yaml/scalar.hpp"

namespace ravenstein::io {

/// A file named in a scenario.
struct TablePath {
  std::string path;  ///< logical, see InputFiles; empty: none named
  Place place;       ///< where it is named
};

/// `subject.key`, or the key alone at the top.
inline std::string below(const std::string& subject, const std::string& key) {
  return subject.empty() ? key : subject + '.' + key;
}

/// The problem of a key that is none of `known`.
void refuse_key(const YamlNode::Key& key, const std::string& subject,
                const std::vector<std::string>& known, Problems& problems);
/// A problem unless the node is a map.
bool expect_map(const YamlNode& node, const std::string& subject, Problems& problems);
std::optional<TablePath> read_path(const YamlNode& node, const std::string& subject,
                                   Problems& problems);

template <class T>
class Section {
 public:
  Section& text(std::string name, std::string T::*member, std::string meaning) {
    return add(
        make_field(FieldKind::text, std::move(name), std::move(meaning)),
        [member](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
          assign(to.*member, read_text(node, subject, problems));
        });
  }
  Section& path(std::string name, TablePath T::*member, std::string meaning) {
    return add(
        make_field(FieldKind::path, std::move(name), std::move(meaning)),
        [member](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
          assign(to.*member, read_path(node, subject, problems));
        });
  }
  Section& date(std::string name, Date T::*member, std::string meaning) {
    return add(
        make_field(FieldKind::date, std::move(name), std::move(meaning)),
        [member](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
          assign(to.*member, read_date(node, subject, problems));
        });
  }
  template <class Whole>
  Section& whole(std::string name, Whole T::*member, std::int64_t minimum, std::int64_t maximum,
                 std::string meaning) {
    Field field = make_field(FieldKind::whole, std::move(name), std::move(meaning));
    field.minimum = static_cast<double>(minimum);
    field.maximum = static_cast<double>(maximum);
    field.default_text = fmt::format("{}", T{}.*member);
    return add(std::move(field),
               [=](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
                 if (const auto value = read_whole(node, subject, minimum, maximum, problems)) {
                   to.*member = static_cast<Whole>(*value);
                 }
               });
  }
  Section& real(std::string name, double T::*member, double minimum, double maximum,
                std::string meaning) {
    Field field = make_field(FieldKind::real, std::move(name), std::move(meaning));
    field.minimum = minimum;
    field.maximum = maximum;
    field.default_text = fmt::format("{}", T{}.*member);
    return add(std::move(field),
               [=](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
                 assign(to.*member, read_real(node, subject, minimum, maximum, problems));
               });
  }
  /// A number that may be missing.
  Section& real(std::string name, std::optional<double> T::*member, double minimum, double maximum,
                std::string meaning) {
    Field field = make_field(FieldKind::real, std::move(name), std::move(meaning));
    field.minimum = minimum;
    field.maximum = maximum;
    return add(std::move(field),
               [=](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
                 to.*member = read_real(node, subject, minimum, maximum, problems);
               });
  }
  Section& flag(std::string name, bool T::*member, std::string meaning) {
    Field field = make_field(FieldKind::flag, std::move(name), std::move(meaning));
    field.default_text = T{}.*member ? "true" : "false";
    return add(std::move(field), [member](const YamlNode& node, const std::string& subject, T& to,
                                          Problems& problems) {
      assign(to.*member, read_flag(node, subject, problems));
    });
  }
  template <class Enum>
  Section& choice(std::string name, Enum T::*member,
                  std::vector<std::pair<std::string, Enum>> choices, std::string meaning) {
    Field field = make_field(FieldKind::choice, std::move(name), std::move(meaning));
    for (const auto& [text, value] : choices) {
      field.choices.push_back(text);
      if (value == T{}.*member) field.default_text = text;
    }
    const auto set = [member, choices, names = field.choices](const YamlNode& node,
                                                              const std::string& subject, T& to,
                                                              Problems& problems) {
      const auto found = read_choice(node, subject, names, problems);
      for (const auto& [text, value] : choices) {
        if (found == text) to.*member = value;
      }
    };
    return add(std::move(field), set);
  }
  /// A choice among names that are not known at compile time.
  Section& name_of(std::string name, std::string T::*member, std::vector<std::string> choices,
                   std::string meaning) {
    Field field = make_field(FieldKind::choice, std::move(name), std::move(meaning));
    field.choices = choices;
    const auto set = [member, names = std::move(choices)](const YamlNode& node,
                                                          const std::string& subject, T& to,
                                                          Problems& problems) {
      assign(to.*member, read_choice(node, subject, names, problems));
    };
    return add(std::move(field), set);
  }
  Section& texts(std::string name, std::vector<std::string> T::*member, std::string meaning) {
    return add(
        make_field(FieldKind::text_list, std::move(name), std::move(meaning)),
        [member](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
          each(node, subject, problems, [&](const YamlNode& item, const std::string& at) {
            if (auto text = read_text(item, at, problems)) (to.*member).push_back(std::move(*text));
          });
        });
  }
  /// Any of some words; each sets its flag.
  Section& flags(std::string name, std::vector<std::pair<std::string, bool T::*>> words,
                 std::string meaning) {
    Field field = make_field(FieldKind::choice_list, std::move(name), std::move(meaning));
    for (const auto& [text, member] : words) field.choices.push_back(text);
    const auto set = [words = std::move(words), names = field.choices](const YamlNode& node,
                                                                       const std::string& subject,
                                                                       T& to, Problems& problems) {
      each(node, subject, problems, [&](const YamlNode& item, const std::string& at) {
        const auto found = read_choice(item, at, names, problems);
        for (const auto& [text, member] : words) {
          if (found == text) to.*member = true;
        }
      });
    };
    return add(std::move(field), set);
  }
  Section& paths(std::string name, std::map<std::string, TablePath> T::*member,
                 std::string meaning) {
    return add(
        make_field(FieldKind::path_map, std::move(name), std::move(meaning)),
        [member](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
          if (!expect_map(node, subject, problems)) return;
          for (std::size_t i = 0; i < node.keys.size(); ++i) {
            if (node.items[i].is_null()) continue;  // not given
            const std::string& key = node.keys[i].text;
            auto path = read_path(node.items[i], below(subject, key), problems);
            if (path) (to.*member)[key] = std::move(*path);
          }
        });
  }
  template <class Member, class U>
  Section& section(std::string name, Member T::*member, const Section<U>& inner,
                   std::string meaning) {
    Field field = make_field(FieldKind::section, std::move(name), std::move(meaning));
    field.fields = inner.fields();
    return add(std::move(field), [member, inner](const YamlNode& node, const std::string& subject,
                                                 T& to, Problems& problems) {
      to.*member = inner.read(node, subject, problems);
    });
  }
  template <class U>
  Section& sections(std::string name, std::vector<U> T::*member, const Section<U>& inner,
                    std::string meaning) {
    Field field = make_field(FieldKind::section_list, std::move(name), std::move(meaning));
    field.fields = inner.fields();
    return add(std::move(field), [member, inner](const YamlNode& node, const std::string& subject,
                                                 T& to, Problems& problems) {
      each(node, subject, problems, [&](const YamlNode& item, const std::string& at) {
        (to.*member).push_back(inner.read(item, at, problems));
      });
    });
  }
  /// Free names, each with a section.
  template <class U>
  Section& named_sections(std::string name, std::map<std::string, U> T::*member,
                          const Section<U>& inner, std::string meaning) {
    Field field = make_field(FieldKind::section_map, std::move(name), std::move(meaning));
    field.fields = inner.fields();
    return add(std::move(field), [member, inner](const YamlNode& node, const std::string& subject,
                                                 T& to, Problems& problems) {
      if (!expect_map(node, subject, problems)) return;
      for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const std::string& key = node.keys[i].text;
        (to.*member)[key] = inner.read(node.items[i], below(subject, key), problems);
      }
    });
  }
  /// Kept as it stands, to be read by whoever knows more; it must be a map.
  Section& raw(std::string name, FieldKind kind, YamlNode T::*member, std::string meaning) {
    return add(
        make_field(kind, std::move(name), std::move(meaning)),
        [member](const YamlNode& node, const std::string& subject, T& to, Problems& problems) {
          if (expect_map(node, subject, problems)) to.*member = node;
        });
  }

  /// The keys of another section as keys of this one; their values go into a member.
  template <class U>
  Section& include(U T::*member, const Section<U>& inner) {
    for (std::size_t f = 0; f < inner.fields_.size(); ++f) {
      add(inner.fields_[f], [member, set = inner.set_[f]](
                                const YamlNode& node, const std::string& subject, T& to,
                                Problems& problems) { set(node, subject, to.*member, problems); });
    }
    return *this;
  }

  /// The key declared last must be there.
  Section& required() {
    fields_.back().required = true;
    fields_.back().default_text.clear();
    return *this;
  }

  /// The key declared last has no default: it counts only if it is there.
  Section& if_given() {
    fields_.back().default_text.clear();
    return *this;
  }

  const std::vector<Field>& fields() const { return fields_; }

  /// Reads what is there; everything that is not declared, missing or does not fit is a problem.
  T read(const YamlNode& node, const std::string& subject, Problems& problems) const {
    T result{};
    if (!expect_map(node, subject, problems)) return result;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const std::size_t f = index_of(node.keys[i].text);
      if (f == fields_.size()) {
        refuse_key(node.keys[i], subject, names(), problems);
      } else if (!node.items[i].is_null()) {
        set_[f](node.items[i], below(subject, fields_[f].name), result, problems);
      }
    }
    for (const Field& field : fields_) {
      const YamlNode* found = node.find(field.name);
      if (!field.required || (found != nullptr && !found->is_null())) continue;
      problems.add({place_of_missing(node, found), below(subject, field.name), "is required", ""});
    }
    return result;
  }

 private:
  template <class>
  friend class Section;
  using Set = std::function<void(const YamlNode&, const std::string&, T&, Problems&)>;

  Section& add(Field field, Set set) {
    fields_.push_back(std::move(field));
    set_.push_back(std::move(set));
    return *this;
  }

  template <class Value>
  static void assign(Value& to, std::optional<Value> value) {
    if (value) to = std::move(*value);
  }

  template <class Read>
  static void each(const YamlNode& node, const std::string& subject, Problems& problems,
                   const Read& read) {
    if (node.kind != YamlNode::Kind::list) return refuse(node, subject, "a list", problems);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      read(node.items[i], below(subject, std::to_string(i)));
    }
  }

  /// The parser places a value that is not there at what follows, so its key is shown instead.
  static Place place_of_missing(const YamlNode& map, const YamlNode* found) {
    if (found == nullptr) return map.place();
    if (found->line == 0) return found->place();  // an override
    return map.keys[static_cast<std::size_t>(found - map.items.data())].place();
  }

  std::size_t index_of(const std::string& name) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(),
                                    [&](const Field& field) { return field.name == name; });
    return static_cast<std::size_t>(found - fields_.begin());
  }

  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Field& field : fields_) all.push_back(field.name);
    return all;
  }

  std::vector<Field> fields_;
  std::vector<Set> set_;
};

}  // namespace ravenstein::io
