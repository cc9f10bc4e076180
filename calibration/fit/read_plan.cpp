// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "calibration/fit/method.hpp"
#include "calibration/fit/plan.hpp"
#include "calibration/fit/read_counts.hpp"
#include "calibration/fit/read_error_parameters.hpp"
#include "io/yaml/draws.hpp"
#include "io/yaml/parse.hpp"
#include "io/yaml/set_keys.hpp"
#include "models/idle.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

class PlanReader {
 public:
  PlanReader(io::InputFiles& files, std::string name) : files_(files), name_(std::move(name)) {}

  CalibrationPlan read() {
    const io::EmbeddedFile* file = files_.read(name_, {files_.shown(name_)}, "", problems_);
    problems_.throw_if_any();
    plan_.path = files_.shown(name_);
    plan_.yaml = file->bytes;
    plan_.sha256 = file->sha256;
    const auto origin = std::make_shared<const io::Origin>(io::Origin{plan_.path, ""});
    std::optional<io::YamlNode> root = io::parse_yaml(plan_.yaml, origin, problems_);
    if (!root) problems_.throw_if_any();
    root_ = std::move(*root);
    plan_.form = io::calibration_section().read(root_, "", problems_);
    plan_.method_place = io::place_of(root_, "method");
    check_method();
    check_objective();
    check_failures();
    if (plan_.form.parameters.empty() && io::find_given(root_, "parameters") != nullptr) {
      tell("parameters", "expected at least one");
    }
    read_scenario();
    if (plan_.scenario.sound.model) read_parameters();
    const bool windows = read_windows();
    read_counts(root_, files_, windows, plan_, problems_);
    read_error_parameters(root_, plan_, problems_);
    check_start();
    problems_.throw_if_any();
    take_tables();
    return std::move(plan_);
  }

 private:
  void tell(const std::string& subject, std::string message, std::string hint = {}) {
    problems_.add({io::place_of(root_, subject), subject, std::move(message), std::move(hint)});
  }

  void check_method() {
    const std::string& name = plan_.form.method.name;
    const io::YamlNode* method = root_.find("method");
    if (name.empty() || method == nullptr) return;  // told with the key
    const std::vector<std::string>& taken = io::settings_of_method(name);
    for (std::size_t i = 0; i < method->keys.size(); ++i) {
      const std::string& key = method->keys[i].text;
      if (key == "name" || method->items[i].is_null() || std::ranges::count(taken, key) > 0)
        continue;
      if (!is_setting(key)) continue;  // told with the key
      problems_.add({method->keys[i].place(), "method." + key,
                     fmt::format("does nothing with method {}", name), ""});
    }
    if (plan_.form.replicates > 1 && name == "abc-smc") {
      tell("replicates", "means of runs would change the posterior of abc-smc: expected 1");
    }
    if (plan_.form.hold_out && wanted_by(name) == Wanted::field) {
      tell("hold_out", fmt::format("does nothing with method {}, which fits nothing", name));
    }
  }

  void check_objective() {
    const std::string& method = plan_.form.method.name;
    const Wanted wanted = wanted_by(method);
    if (wanted != Wanted::objective && wanted != Wanted::field) {
      if (io::find_given(root_, "objective") == nullptr) return;
      return tell("objective", fmt::format("does nothing with method {}", method));
    }
    if (plan_.form.objective != "wape") return;
    if (method == "profile") {
      tell("objective", "wape has no likelihood, so there is no profile of it",
           "expected likelihood or least_squares");
    }
    for (std::size_t i = 0; i < plan_.form.observations.size(); ++i) {
      for (const char* key :
           {"transform", "sd", "dispersion", "censored_below", "least_expected"}) {
        const std::string subject = fmt::format("observations.{}.{}", i, key);
        if (io::find_given(root_, subject) != nullptr) {
          tell(subject, "does nothing with objective: wape");
        }
      }
    }
  }

  static bool is_setting(const std::string& key) {
    return std::ranges::any_of(io::calibration_methods(), [&](const std::string& method) {
      return std::ranges::count(io::settings_of_method(method), key) > 0;
    });
  }

  void check_failures() {
    const io::CalibrationForm& form = plan_.form;
    const bool recover = form.on_failure == io::OnFailure::recover;
    if (recover && !form.recover_value) {
      tell("recover_value", "is required with on_failure: recover");
    }
    if (!recover && form.recover_value) tell("recover_value", "needs on_failure: recover");
    const Wanted wanted = wanted_by(form.method.name);
    const bool one_value = wanted == Wanted::objective || wanted == Wanted::log_likelihood;
    if (recover && !form.method.name.empty() && !one_value) {
      tell("on_failure", fmt::format("recover gives one value, and method {} wants one for each "
                                     "observation or output",
                                     form.method.name));
    }
    if (io::find_given(root_, "retries") != nullptr && form.on_failure != io::OnFailure::retry) {
      tell("retries", "needs on_failure: retry");
    }
  }

  void read_scenario() {
    const io::TablePath& named = plan_.form.scenario;
    if (named.path.empty()) return;  // told with the key
    std::string path = named.path;
    if (!path.ends_with(".yaml") && !path.ends_with(".yml")) path += "/scenario.yaml";
    if (files_.read(path, named.place, "scenario", problems_) == nullptr) return;
    io::SetKeys set;
    set.add(plan_.form.set);
    Problems found;
    plan_.scenario = io::read_scenario_parts(files_, path, set.overrides(), found);
    set.tell(found, problems_);
  }

  /// What is not given comes from the scenario's ensemble, or from the declaration.
  void complete(const std::string& name, io::DrawForm& form, const models::BehaviourModel& model) {
    const auto info = std::ranges::find(model.parameters, name, &ParameterInfo::name);
    if (!form.distribution.empty() || info == model.parameters.end()) return;
    form.distribution = "uniform";
    if (info->kind != ParameterKind::real) return;  // told by read_draws
    const auto fill = [&](std::optional<double>& bound, double declared) {
      if (!bound && std::isfinite(declared)) bound = declared;
    };
    fill(form.low, info->minimum);
    fill(form.high, info->maximum);
  }

  void read_parameters() {
    const Scenario& scenario = plan_.scenario.scenario;
    const models::BehaviourModel* model = models::find_behaviour_model(scenario.behaviour.model);
    std::map<std::string, io::DrawForm> forms = plan_.form.parameters;
    std::vector<ParameterDraw> draws;
    for (const ParameterDraw& draw : scenario.ensemble.draws) {
      const auto form = forms.find(draw.parameter);
      if (form == forms.end() || !form->second.distribution.empty() || form->second.low ||
          form->second.high) {
        continue;
      }
      draws.push_back(draw);
      forms.erase(form);
    }
    for (auto& [name, form] : forms) complete(name, form, *model);
    for (ParameterDraw& draw : io::read_draws(forms, root_, *model, problems_, "parameters")) {
      draws.push_back(std::move(draw));
    }
    std::ranges::sort(draws, {}, &ParameterDraw::parameter);
    for (const ParameterDraw& draw : draws) {
      plan_.parameters.push_back(
          {*std::ranges::find(model->parameters, draw.parameter, &ParameterInfo::name),
           draw.distribution});
    }
    if (plan_.scenario.sound.all) tell_idle(*model);
  }

  /// A parameter that cannot act has no posterior.
  void tell_idle(const models::BehaviourModel& model) {
    const Scenario& scenario = plan_.scenario.scenario;
    const ParameterValues values = models::complete_parameters(scenario);
    const auto use = model.uses ? model.uses(values, scenario) : models::ModelUse{};
    for (const FreeParameter& free : plan_.parameters) {
      const models::Idle idle = models::idle_parameter(model, use, free.info.name, values);
      if (!idle.why.empty()) tell("parameters." + free.info.name, "does nothing " + idle.why);
    }
  }

  bool in_order(const std::string& key, const io::WindowForm& form) {
    if (form.from == Date{} || form.to == Date{}) return false;  // told with the keys
    if (form.from <= form.to) return true;
    tell(key + ".to",
         fmt::format("expected {} or later, found {}", ravenstein::to_string(form.from),
                     ravenstein::to_string(form.to)));
    return false;
  }

  /// Whether the window is one, and in the period as far as that is known.
  std::optional<DayWindow> window(const std::string& key, const io::WindowForm& form) {
    const bool sound = in_order(key, form);
    if (!plan_.scenario.sound.period) return {};
    const Period& period = plan_.scenario.scenario.period;
    const std::size_t before = problems_.size();
    const auto check = [&](const char* end, Date date) {
      if (date == Date{} || period.contains(period.day_of(date))) return;
      tell(key + end, fmt::format("lies outside the scenario's period, {} to {}",
                                  ravenstein::to_string(period.start),
                                  ravenstein::to_string(period.date_of(period.days - 1))));
    };
    check(".from", form.from);
    check(".to", form.to);
    if (!sound || problems_.size() != before) return {};
    return DayWindow{period.day_of(form.from), period.day_of(form.to)};
  }

  /// Whether all windows are known.
  bool read_windows() {
    const io::WindowForm& fit = plan_.form.fit;
    const auto fit_days = window("fit", fit);
    if (fit_days) plan_.fit_window = *fit_days;
    if (!plan_.form.hold_out) return fit_days.has_value();
    const io::WindowForm& held = *plan_.form.hold_out;
    plan_.hold_out_window = window("hold_out", held);
    const bool known = std::ranges::none_of(std::array{fit.from, fit.to, held.from, held.to},
                                            [](Date date) { return date == Date{}; });
    if (known && held.from <= fit.to && fit.from <= held.to && fit.from <= fit.to &&
        held.from <= held.to) {
      tell("hold_out", fmt::format("overlaps fit, {} to {}: what is fitted cannot be held out",
                                   ravenstein::to_string(fit.from), ravenstein::to_string(fit.to)));
      return false;
    }
    return fit_days && plan_.hold_out_window;
  }

  /// Whatever the method says against its settings. Where parameters or counts could not be read,
  /// as many stand for them as will be there.
  void check_start() {
    CalibrationPlan stand_in;
    const bool complete = problems_.empty();
    if (!complete) {
      stand_in.form = plan_.form;
      std::size_t parameters = plan_.form.parameters.size();
      for (const io::ObservedForm& item : plan_.form.observations) parameters += item.free.size();
      stand_in.parameters.assign(parameters, {{}, Prior::uniform(0, 1)});
      if (stand_in.parameters.empty() || plan_.form.method.name.empty()) return;  // told
      stand_in.series.emplace_back();
      stand_in.fit.push_back({0, 0, 0, 0, 1});
    }
    try {
      (void)start_method(complete ? plan_ : stand_in);
    } catch (const std::invalid_argument& error) {
      problems_.add({plan_.method_place, "method", error.what(), ""});
    }
  }

  /// Tables of the calibration itself are inputs, too.
  void take_tables() {
    for (const io::EmbeddedFile& file : files_.all_read()) {
      const auto same = [&](const io::EmbeddedFile& known) { return known.path == file.path; };
      if (file.path == name_ || std::ranges::any_of(plan_.scenario.inputs, same)) continue;
      plan_.scenario.inputs.push_back(file);
    }
  }

  io::InputFiles& files_;
  std::string name_;
  Problems problems_;
  io::YamlNode root_;
  CalibrationPlan plan_;
};

}  // namespace

Wanted wanted_by(const std::string& method) {
  if (method == "stretch" || method == "tempered") return Wanted::log_likelihood;
  if (method == "abc-smc") return Wanted::statistics;
  if (method == "es-mda" || method == "eki" || method == "ies") return Wanted::predictions;
  if (method == "morris" || method == "sobol" || method == "rbd-fast") return Wanted::field;
  return Wanted::objective;
}

std::vector<Prior> CalibrationPlan::priors() const {
  std::vector<Prior> all;
  for (const FreeParameter& parameter : parameters) all.push_back(parameter.prior);
  return all;
}

std::vector<CountSeries> CalibrationPlan::series_at(std::span<const double> x) const {
  std::vector<CountSeries> at = series;
  for (std::size_t p = 0; p < x.size(); ++p) {
    const FreeParameter& parameter = parameters[p];
    if (parameter.series) set_value(at[*parameter.series].error, parameter.setting, x[p]);
  }
  return at;
}

CalibrationPlan read_plan(io::InputFiles& files, const std::string& path) {
  return PlanReader(files, path).read();
}

CalibrationPlan read_plan(const std::filesystem::path& path) {
  io::InputFiles files = io::InputFiles::on_disk(path.parent_path());
  return read_plan(files, path.filename().generic_string());
}

}  // namespace ravenstein::calibration
