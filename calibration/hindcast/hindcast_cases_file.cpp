// SPDX-License-Identifier: Apache-2.0
// hindcast.yaml of cases: crises with forms to be fitted.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "calibration/hindcast/hindcast_reader.hpp"
#include "models/idle.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::size_t kFewestCases = 3;
/// How far reports' ages may count in a nowcast.
const ParameterInfo kAgeInfo{.name = kAgeExponent,
                             .symbol = "gamma",
                             .unit = "1",
                             .minimum = 0,
                             .maximum = 5,
                             .meaning = "how much more places get that have not reported for long",
                             .source = "calibration/nowcast/nowcast.hpp"};

std::string case_name(const std::string& path) {
  std::filesystem::path p = std::filesystem::path(path).lexically_normal();
  if (!p.has_filename()) p = p.parent_path();
  if (p.filename() == "scenario.yaml" && p.has_parent_path()) p = p.parent_path();
  return p.extension() == ".yaml" ? p.stem().string() : p.filename().string();
}

const ParameterInfo* info_of(const models::BehaviourModel& model, const std::string& name,
                             bool nowcast) {
  if (nowcast && name == kAgeExponent) return &kAgeInfo;
  const auto found = std::ranges::find(model.parameters, name, &ParameterInfo::name);
  return found == model.parameters.end() ? nullptr : &*found;
}

class CasesReader {
 public:
  explicit CasesReader(HindcastReader& reader) : reader_(reader), form_(reader.form()) {}

  std::optional<CrisisHindcast> read() {
    check_lists();
    CrisisHindcast hindcast{.title = form_.title, .remarks = form_.remarks, .forms = {}};
    hindcast.how.known = nowcast() ? Known::reports : Known::start;
    hindcast.how.lead_days = form_.lead_days;
    hindcast.how.first_day = form_.first_day;
    hindcast.search.search = form_.method.name == "points"  ? PooledSearch::points
                             : form_.method.name == "nlopt" ? PooledSearch::subplex
                                                            : PooledSearch::cma_es;
    hindcast.search.points = form_.method.points;
    hindcast.search.most_evaluations = form_.method.evaluations;
    hindcast.search.seed = static_cast<std::uint64_t>(form_.seed);
    for (std::size_t f = 0; f < form_.forms.size(); ++f) hindcast.forms.push_back(read_form(f));
    if (reader_.problems() > 0) return {};
    return hindcast;
  }

 private:
  bool nowcast() const { return form_.known == "reports"; }

  void check_lists() {
    if (form_.cases.size() < kFewestCases) {
      reader_.tell("cases",
                   fmt::format("expected at least {} cases, found {}: one is left out, and "
                               "parameters need more than one other",
                               kFewestCases, form_.cases.size()));
    }
    std::set<std::string> seen;
    for (std::size_t c = 0; c < form_.cases.size(); ++c) {
      if (seen.insert(case_name(form_.cases[c])).second) continue;
      reader_.tell(fmt::format("cases.{}", c), "the case is given twice: " + form_.cases[c],
                   "a case that is fitted to cannot be left out");
    }
    if (form_.forms.empty()) reader_.tell("forms", "expected at least one form, found none");
    std::set<std::string> names;
    for (std::size_t f = 0; f < form_.forms.size(); ++f) {
      if (names.insert(form_.forms[f].name).second) continue;
      reader_.tell(fmt::format("forms.{}.name", f), "the name is taken: " + form_.forms[f].name);
    }
    if (!nowcast() && reader_.given("lead_days")) {
      reader_.tell("lead_days", "does nothing with known: start");
    }
    if (form_.method.name == "points" && reader_.given("method.evaluations")) {
      reader_.tell("method.evaluations", "does nothing with method.name: points");
    }
  }

  CrisisForm read_form(std::size_t f) {
    const io::FormForm& written = form_.forms[f];
    CrisisForm form{.name = written.name, .crises = {}};
    const models::BehaviourModel* model = nullptr;
    for (std::size_t c = 0; c < form_.cases.size(); ++c) {
      const std::string subject = fmt::format("cases.{}", c);
      auto file = reader_.scenario(form_.cases[c], subject, {&form_.set, &written.set});
      if (!file) continue;
      if (file->sound.model && model == nullptr) {
        model = models::find_behaviour_model(file->scenario.behaviour.model);
      }
      if (!file->sound.all) continue;  // told
      form.crises.push_back(crisis_of(case_name(form_.cases[c]), std::move(file->scenario)));
      check_crisis(form.crises.back(), subject);
    }
    if (model == nullptr) return form;
    const Scenario* first = form.crises.empty() ? nullptr : &form.crises.front().scenario;
    if (first != nullptr) {
      form.uses_capacity = model->uses_capacity(models::complete_parameters(*first));
    }
    check_budget(written);
    for (const auto& [name, limits] : written.parameters) {
      read_parameter(fmt::format("forms.{}.parameters.{}", f, name), name, limits, *model, first,
                     form);
    }
    return form;
  }

  /// A search that cannot make one generation would silently be one of even points.
  void check_budget(const io::FormForm& form) {
    if (form_.method.name != "cma-es" || form.parameters.empty()) return;
    const int generation = cma_generation(form.parameters.size());
    if (form_.method.evaluations >= generation) return;
    reader_.tell(
        reader_.given("method.evaluations") ? "method.evaluations" : "method",
        fmt::format("expected at least {}, a generation of cma-es with the {} "
                    "parameter{} of {}, found {}",
                    generation, form.parameters.size(), form.parameters.size() == 1 ? "" : "s",
                    form.name, form_.method.evaluations));
  }

  void check_crisis(const Crisis& crisis, const std::string& subject) {
    const Scenario& scenario = crisis.scenario;
    if (crisis.observed.codes.empty()) {
      reader_.tell(subject, crisis.name + " has no observations of zones that receive people");
    }
    if (scenario.period.interval != Interval::day) {
      reader_.tell(subject,
                   crisis.name + " has steps longer than a day: expected period.step: day");
    }
    if (form_.first_day >= scenario.period.days) {
      reader_.tell(reader_.given("first_day") ? "first_day" : subject,
                   fmt::format("expected a day of {}, which has days 0..{}, found {}", crisis.name,
                               scenario.period.days - 1, form_.first_day));
    }
    const int known = scenario.population.observed_until_day;
    if (!nowcast() && known >= form_.first_day) {
      reader_.tell(reader_.given("first_day") ? "first_day" : subject,
                   fmt::format("{} knows the people up to day {} (population.observed_until_day), "
                               "but days from {} on are scored: they may not overlap",
                               crisis.name, known, form_.first_day));
    }
    if (nowcast() && form_.lead_days >= scenario.period.days) {
      reader_.tell("lead_days", fmt::format("expected less than the {} days of {}, found {}",
                                            scenario.period.days, crisis.name, form_.lead_days));
    }
    if (nowcast() && form_.first_day <= form_.lead_days) {
      reader_.tell(reader_.given("first_day") ? "first_day" : "lead_days",
                   fmt::format("{} is the first day scored, and nothing of {} but the start is "
                               "reported {} days before: expected first_day above lead_days",
                               form_.first_day, crisis.name, form_.lead_days));
    }
    check_model(crisis, subject);
  }

  void check_model(const Crisis& crisis, const std::string& subject) {
    const auto behaviour = models::make_behaviour(crisis.scenario);
    if (behaviour->journey_rules() == nullptr) return;
    reader_.tell(subject,
                 fmt::format("{} moves single people in {}: expected a model that chooses "
                             "destinations, which has an expectation",
                             crisis.scenario.behaviour.model, crisis.name),
                 "set: {behaviour: {model: saturating-gravity}}");
  }

  void read_parameter(const std::string& subject, const std::string& name,
                      const io::FreeForm& limits, const models::BehaviourModel& model,
                      const Scenario* sound, CrisisForm& form) {
    const ParameterInfo* info = info_of(model, name, nowcast());
    if (info == nullptr) {
      std::vector<std::string> names;
      for (const ParameterInfo& one : model.parameters) names.push_back(one.name);
      if (nowcast()) names.emplace_back(kAgeExponent);
      return reader_.tell(subject, model.name + " has no such parameter",
                          did_you_mean(name, names));
    }
    if (info->kind != ParameterKind::real) {
      return reader_.tell(subject, "cannot be fitted: expected a parameter that is a real number");
    }
    if (info != &kAgeInfo && sound != nullptr) check_acts(subject, name, model, *sound);
    const double low = limits.low.value_or(info->minimum);
    const double high = limits.high.value_or(info->maximum);
    const bool log = limits.distribution == "log_uniform";
    check_limits(subject, *info, low, high, log);
    form.parameters.push_back(name);
    form.lower.push_back(low);
    form.upper.push_back(high);
    form.logarithmic.push_back(log);
  }

  void check_acts(const std::string& subject, const std::string& name,
                  const models::BehaviourModel& model, const Scenario& scenario) {
    const ParameterValues values = models::complete_parameters(scenario);
    const models::ModelUse use = model.uses ? model.uses(values, scenario) : models::ModelUse{};
    const models::Idle idle = models::idle_parameter(model, use, name, values);
    if (!idle.why.empty()) reader_.tell(subject, "does nothing " + idle.why);
  }

  void check_limits(const std::string& subject, const ParameterInfo& info, double low, double high,
                    bool log) {
    for (const auto& [key, value] : {std::pair{"low", low}, std::pair{"high", high}}) {
      const std::string at = subject + '.' + key;
      if (!std::isfinite(value)) {
        reader_.tell(at, "is required: the declared range has no end");
      } else if (value < info.minimum || value > info.maximum) {
        reader_.tell(at, fmt::format("expected {}, found {}", expected_text(info), value));
      }
    }
    if (!(low < high)) {
      reader_.tell(subject + ".high",
                   fmt::format("expected more than low, {}, found {}", low, high));
    }
    if (log && !(low > 0)) {
      reader_.tell(subject + ".low",
                   fmt::format("expected more than 0 with log_uniform, found {}", low));
    }
  }

  HindcastReader& reader_;
  const io::HindcastForm& form_;
};

}  // namespace

std::optional<CrisisHindcast> read_cases(HindcastReader& reader) {
  return CasesReader(reader).read();
}

}  // namespace ravenstein::calibration
