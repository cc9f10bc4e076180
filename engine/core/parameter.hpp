// SPDX-License-Identifier: Apache-2.0
// A parameter is declared once: name, symbol, unit, range, default, meaning and source. Parsing,
// validation, the JSON schema, the documentation, priors and sweep axes all read the declaration.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ravenstein {

enum class ParameterKind { real, integer, boolean, choice, real_list };

/// boolean, integer, real, choice (its text), real list
using ParameterValue = std::variant<bool, std::int64_t, double, std::string, std::vector<double>>;
using ParameterValues = std::map<std::string, ParameterValue, std::less<>>;

/// A value of another parameter of the same model.
struct ParameterSetting {
  std::string parameter;
  ParameterValue value;
};

/// What a parameter is called, means and may be.
struct ParameterInfo {
  std::string name;
  std::string symbol;  ///< as in the formula, may be empty
  std::string unit;    ///< "1" if it has none
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  std::string meaning;
  std::string source;
  ParameterKind kind = ParameterKind::real;
  std::vector<std::string> choices{};  ///< of a `choice`
  ParameterValue default_value{};
  /// It does nothing while all of these hold (the rules it belongs to are off); none: it always
  /// acts.
  std::vector<ParameterSetting> idle_when{};
};

/// What would have been right, e.g. `a number in 0..5`; for messages and the documentation.
std::string expected_text(const ParameterInfo& info);
/// `while a is false and b is false`, after the parameter's `idle_when`; "" if it has none.
std::string idle_text(const ParameterInfo& info);
/// A value as a person would write it in YAML.
std::string to_string(const ParameterValue& value);
/// Converts a value to the parameter's kind (an integer is a real, too) and checks its range;
/// empty if it does not fit.
std::optional<ParameterValue> conform(const ParameterInfo& info, const ParameterValue& value);

/// The declared parameters of a struct: binds every declaration to a member, whose initialiser is
/// the default. A `choice` is bound to a std::string.
template <class Owner>
class ParameterList {
 public:
  ParameterList& add(double Owner::*member, ParameterInfo info) {
    return bind(member, std::move(info), ParameterKind::real);
  }
  ParameterList& add(std::int64_t Owner::*member, ParameterInfo info) {
    return bind(member, std::move(info), ParameterKind::integer);
  }
  ParameterList& add(bool Owner::*member, ParameterInfo info) {
    return bind(member, std::move(info), ParameterKind::boolean);
  }
  ParameterList& add(std::string Owner::*member, ParameterInfo info) {
    return bind(member, std::move(info), ParameterKind::choice);
  }
  ParameterList& add(std::vector<double> Owner::*member, ParameterInfo info) {
    return bind(member, std::move(info), ParameterKind::real_list);
  }

  const std::vector<ParameterInfo>& infos() const { return infos_; }

  /// The struct with the given values in it. The values must conform (see `conform`).
  Owner build(const ParameterValues& values) const {
    Owner owner{};
    for (std::size_t i = 0; i < infos_.size(); ++i) {
      if (const auto found = values.find(infos_[i].name); found != values.end()) {
        set_[i](owner, found->second);
      }
    }
    return owner;
  }

 private:
  template <class Value>
  ParameterList& bind(Value Owner::*member, ParameterInfo info, ParameterKind kind) {
    info.kind = kind;
    info.default_value = Owner{}.*member;
    infos_.push_back(std::move(info));
    set_.push_back([member](Owner& owner, const ParameterValue& value) {
      owner.*member = std::get<Value>(value);
    });
    return *this;
  }

  std::vector<ParameterInfo> infos_;
  std::vector<std::function<void(Owner&, const ParameterValue&)>> set_;
};

}  // namespace ravenstein
