// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace ravenstein::io {
namespace {

constexpr double kLeastShare = 1e-6;  ///< of a distribution that a draw may be cut to

/// What a distribution takes: numbers it needs, and those it may have.
struct Takes {
  std::string_view distribution;
  DistributionKind kind;
  bool location_is_median;
  std::array<std::string_view, 2> needs;
};

constexpr std::array<Takes, 4> kTakes = {{
    {"uniform", DistributionKind::uniform, false, {"low", "high"}},
    {"log_uniform", DistributionKind::log_uniform, false, {"low", "high"}},
    {"normal", DistributionKind::normal, false, {"mean", "sd"}},
    {"lognormal", DistributionKind::log_normal, true, {"median", "sd_log"}},
}};

class Reader {
 public:
  Reader(const YamlNode& root, std::string subject, Problems& problems)
      : root_(root), subject_(std::move(subject)), problems_(problems) {}

  std::optional<Distribution> read(const DrawForm& form, const ParameterInfo& info) {
    const auto takes = std::ranges::find(kTakes, form.distribution, &Takes::distribution);
    if (takes == kTakes.end()) return {};  // told with the key
    if (!has_what_it_needs(form, *takes)) return {};
    Distribution result{
        .kind = takes->kind,
        .location = (takes->location_is_median ? form.median : form.mean).value_or(0),
        .scale = (takes->location_is_median ? form.sd_log : form.sd).value_or(1),
        .lower = std::max(info.minimum, form.low.value_or(info.minimum)),
        .upper = std::min(info.maximum, form.high.value_or(info.maximum))};
    if (takes->kind == DistributionKind::log_normal) {
      result.lower = std::max(0.0, result.lower);
      result.location = std::log(result.location);
    }
    const std::size_t before = problems_.size();
    check_bounds(form, info);
    check_numbers(form, *takes);
    if (problems_.size() != before) return {};
    if (result.share_within() < kLeastShare) {
      tell("", fmt::format("hardly any of the distribution lies within {}..{}: expected at least a "
                           "millionth",
                           result.lower, result.upper));
      return {};
    }
    return result;
  }

 private:
  using Given = std::pair<std::string_view, std::optional<double>>;

  static std::array<Given, 6> given(const DrawForm& form) {
    return {{{"low", form.low},
             {"high", form.high},
             {"mean", form.mean},
             {"sd", form.sd},
             {"median", form.median},
             {"sd_log", form.sd_log}}};
  }

  void tell(std::string_view key, const std::string& message) {
    const std::string subject = key.empty() ? subject_ : fmt::format("{}.{}", subject_, key);
    problems_.add({place_of(root_, subject), subject, message, ""});
  }

  bool has_what_it_needs(const DrawForm& form, const Takes& takes) {
    bool complete = true;
    for (const auto& [key, value] : given(form)) {
      const bool needed = std::ranges::find(takes.needs, key) != takes.needs.end();
      const bool bound = key == "low" || key == "high";
      if (needed && !value) {
        complete = false;
        tell(key, fmt::format("is required with distribution: {}", takes.distribution));
      } else if (!needed && !bound && value) {
        tell(key, fmt::format("does nothing with distribution: {}, which takes {} and {}",
                              takes.distribution, takes.needs[0], takes.needs[1]));
      }
    }
    return complete;
  }

  void check_bounds(const DrawForm& form, const ParameterInfo& info) {
    for (const auto& [key, value] : {Given{"low", form.low}, Given{"high", form.high}}) {
      if (!value || (*value >= info.minimum && *value <= info.maximum)) continue;
      tell(key, fmt::format("expected {}, found {}", expected_text(info), *value));
    }
    if (form.low && form.high && !(*form.low < *form.high)) {
      tell("high", fmt::format("expected more than low, {}, found {}", *form.low, *form.high));
    }
  }

  void check_numbers(const DrawForm& form, const Takes& takes) {
    const auto above_zero = [&](std::string_view key, const std::optional<double>& value) {
      if (value && !(*value > 0)) tell(key, fmt::format("expected more than 0, found {}", *value));
    };
    if (takes.kind == DistributionKind::log_uniform) above_zero("low", form.low);
    if (takes.kind == DistributionKind::normal) above_zero("sd", form.sd);
    if (takes.kind == DistributionKind::log_normal) {
      above_zero("median", form.median);
      above_zero("sd_log", form.sd_log);
    }
  }

  const YamlNode& root_;
  const std::string subject_;
  Problems& problems_;
};

}  // namespace

std::vector<ParameterDraw> read_draws(const std::map<std::string, DrawForm>& draws,
                                      const YamlNode& root, const models::BehaviourModel& model,
                                      Problems& problems, const std::string& section) {
  std::vector<std::string> names;
  for (const ParameterInfo& info : model.parameters) {
    if (info.kind == ParameterKind::real) names.push_back(info.name);
  }
  std::vector<ParameterDraw> result;
  for (const auto& [name, form] : draws) {
    const std::string subject = section + '.' + name;
    const auto info = std::ranges::find(model.parameters, name, &ParameterInfo::name);
    if (info == model.parameters.end()) {
      problems.add({place_of(root, subject), subject,
                    fmt::format("{} has no such parameter", model.name),
                    did_you_mean(name, names)});
    } else if (info->kind != ParameterKind::real) {
      problems.add({place_of(root, subject), subject,
                    "cannot be drawn: expected a parameter that is a real number", ""});
    } else if (const auto distribution = Reader(root, subject, problems).read(form, *info)) {
      result.push_back({name, *distribution});
    }
  }
  return result;
}

}  // namespace ravenstein::io
