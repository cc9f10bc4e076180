// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/plan_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "calibration/assimilation/assimilate.hpp"
#include "io/tables/counts.hpp"
#include "io/yaml/parse.hpp"
#include "io/yaml/section.hpp"

namespace ravenstein::calibration {
namespace {

using io::Section;

struct ObservationsForm {
  std::vector<std::string> tables;
};
Section<FilterPlan> filter_section() {
  return Section<FilterPlan>()
      .choice("method", &FilterPlan::method,
              {{"etkf", FilterMethod::etkf}, {"particle-filter", FilterMethod::particle_filter}},
              "ensemble transform Kalman filter, or bootstrap particle filter")
      .whole("members", &FilterPlan::members, 2, 100'000, "runs in the ensemble")
      .real("inflation", &FilterPlan::inflation, 1, 10,
            "etkf: factor of deviations from the mean before an update")
      .real("relax", &FilterPlan::relax, 0, 1,
            "etkf: share of the spread lost in an update that is given back")
      .real("localisation_km", &FilterPlan::localisation_km, 0, 20'000,
            "etkf: beyond twice this distance a count says nothing; 0: no limit")
      .real(
          "outlier_sd", &FilterPlan::outlier_sd, 1, 100,
          "a count farther from the forecast than so many standard deviations is left out, unless "
          "the next one of its zone lies there, too")
      .choice("totals", &FilterPlan::totals,
              {{"follow", FilterTotals::follow}, {"keep", FilterTotals::keep}},
              "whether the number of all people away from home follows the counts, or people only "
              "move between places");
}

Section<FilterPlan> error_section() {
  return Section<FilterPlan>()
      .real("error_share", &FilterPlan::error_share, 0, 10,
            "standard deviation of a count's error, as a share of it")
      .real("error_persons", &FilterPlan::error_persons, 1e-6, 1e9,
            "and in persons: the root of the sum of squares counts, unless the table has a column "
            "error_persons")
      .real("detection", &FilterPlan::detection, 1e-6, 100, "persons counted of one who is there");
}

/// A slow factor that is off unless it is asked for.
struct PullForm : SlowFactor {
  PullForm() : SlowFactor(FilterPlan{}.pull) {}
};

template <class Factor>
Section<Factor> slow_section(const std::string& what) {
  return Section<Factor>()
      .real("sd", &SlowFactor::sd, 0, 10,
            "standard deviation of the logarithm of " + what +
                " when the run begins; 0: there is "
                "no such factor")
      .real("sd_per_30_days", &SlowFactor::sd_per_30_days, 0, 10,
            "standard deviation of its change in 30 days");
}

struct ParametersForm {
  double sd_per_30_days = 0;
};

struct CountsForm {
  ObservationsForm names;
  FilterPlan errors;
};

Section<CountsForm> observations_section() {
  return Section<CountsForm>()
      .include(&CountsForm::names,
               Section<ObservationsForm>()
                   .texts("tables", &ObservationsForm::tables,
                          "files of counts: zone, date (or day), persons; may have error_persons "
                          "and reported; later files and rows replace earlier ones")
                   .required())
      .include(&CountsForm::errors, error_section());
}

struct PeopleForm {
  double sd_per_30_days = FilterPlan{}.people_sd_per_30_days;
};

struct PlanForm {
  std::string title;
  io::TablePath scenario;
  CountsForm observations;
  FilterPlan filter;
  SlowFactor hazard;
  PullForm pull;
  PeopleForm people;
  ParametersForm parameters;
};

Section<PlanForm> plan_section() {
  return Section<PlanForm>()
      .text("title", &PlanForm::title, "one line")
      .path("scenario", &PlanForm::scenario, "the scenario that is running")
      .required()
      .section("observations", &PlanForm::observations, observations_section(),
               "what was counted, and how far to trust it")
      .required()
      .section("filter", &PlanForm::filter, filter_section(), "how counts are taken in")
      .section("hazard", &PlanForm::hazard,
               slow_section<SlowFactor>("a zone's factor of hazards of leaving"),
               "factors of hazards, one per zone, learnt from the counts")
      .section("pull", &PlanForm::pull, slow_section<PullForm>("a zone's factor of its pull"),
               "factors of the pull of places, one per zone, learnt from the counts")
      .section("people", &PlanForm::people,
               Section<PeopleForm>().real("sd_per_30_days", &PeopleForm::sd_per_30_days, 0, 10,
                                          "standard deviation, on the logarithm, of what the model "
                                          "does not know of the people in a place, in 30 days"),
               "people where the model has them")
      .section(
          "parameters", &PlanForm::parameters,
          Section<ParametersForm>().real("sd_per_30_days", &ParametersForm::sd_per_30_days, 0, 10,
                                         "random walk of the parameters in ensemble.draws, in "
                                         "standard deviations of their distribution"),
          "parameters that members draw");
}

/// A setting that would be ignored.
void refuse(const Place& place, std::string key, std::string why, std::string hint,
            Problems& problems) {
  problems.add({place, std::move(key), std::move(why), std::move(hint)});
}

void refuse_what_the_plan_ignores(const io::YamlNode& root, const FilterPlan& plan,
                                  Problems& problems) {
  const auto given = [&](const char* key) { return io::find_given(root, key) != nullptr; };
  if (plan.method == FilterMethod::particle_filter) {
    for (const char* key : {"filter.inflation", "filter.relax", "filter.localisation_km"}) {
      if (!given(key)) continue;
      refuse(place_of(root, key), key, "does nothing with method: particle-filter",
             "leave it out, or method: etkf", problems);
    }
  }
  const auto refuse_walk = [&](const char* key, const char* sd, const SlowFactor& factor) {
    if (!given(key) || factor.sd > 0 || !(factor.sd_per_30_days > 0)) return;
    refuse(place_of(root, key), key, fmt::format("does nothing with {} 0: there is no factor", sd),
           fmt::format("{} above 0 makes one", sd), problems);
  };
  refuse_walk("hazard.sd_per_30_days", "hazard.sd", plan.hazard);
  refuse_walk("pull.sd_per_30_days", "pull.sd", plan.pull);
}

void refuse_what_the_scenario_lacks(const AssimilationFile& file, const Scenario& scenario,
                                    Problems& problems) {
  if (file.hazard_at && scenario.population.departures != PopulationPlan::Departures::hazard) {
    refuse(*file.hazard_at, "hazard",
           "does nothing here: the scenario observes departures, nobody leaves by hazard",
           "leave it out, or population.departures: hazard in the scenario", problems);
  }
  if (file.parameters_at && scenario.ensemble.draws.empty()) {
    refuse(*file.parameters_at, "parameters.sd_per_30_days",
           "does nothing here: members draw no parameter",
           "name parameters in ensemble.draws of the scenario, or leave it out", problems);
  }
}

}  // namespace

std::vector<io::Field> assimilation_keys() { return plan_section().fields(); }

AssimilationFile read_assimilation(io::InputFiles& files, const std::string& path) {
  Problems problems;
  AssimilationFile result;
  const io::EmbeddedFile* file = files.read(path, {files.shown(path), 0, 0}, "", problems);
  problems.throw_if_any();
  result.text = file->bytes;
  const auto origin =
      std::make_shared<const io::Origin>(io::Origin{files.shown(path), io::folder_of(path)});
  const auto root = io::parse_yaml(file->bytes, origin, problems);
  if (root) {
    PlanForm form = plan_section().read(*root, "", problems);
    result.title = std::move(form.title);
    result.scenario = form.scenario.path;
    result.plan = form.filter;
    result.plan.error_share = form.observations.errors.error_share;
    result.plan.error_persons = form.observations.errors.error_persons;
    result.plan.detection = form.observations.errors.detection;
    result.plan.hazard = form.hazard;
    result.plan.pull = form.pull;
    result.plan.people_sd_per_30_days = form.people.sd_per_30_days;
    result.plan.parameter_sd_per_30_days = form.parameters.sd_per_30_days;
    refuse_what_the_plan_ignores(*root, result.plan, problems);
    if (io::find_given(*root, "hazard") != nullptr && result.plan.hazard.sd > 0) {
      result.hazard_at = place_of(*root, "hazard");
    }
    if (result.plan.parameter_sd_per_30_days > 0) {
      result.parameters_at = place_of(*root, "parameters.sd_per_30_days");
    }
    const std::vector<std::string>& tables = form.observations.names.tables;
    for (std::size_t t = 0; t < tables.size(); ++t) {
      result.tables.push_back({io::join_paths(io::folder_of(path), tables[t]),
                               place_of(*root, fmt::format("observations.tables.{}", t))});
    }
    if (tables.empty() && problems.empty()) {
      problems.add({place_of(*root, "observations.tables"), "observations.tables",
                    "expected at least one file", ""});
    }
  }
  problems.throw_if_any();
  return result;
}

std::vector<PeopleCount> read_people_counts(const AssimilationFile& file, io::InputFiles& files,
                                            const Scenario& scenario,
                                            std::optional<Date> known_by) {
  Problems problems;
  refuse_what_the_scenario_lacks(file, scenario, problems);
  const io::ZoneCodes codes(scenario.world.zones);
  const io::Days days{scenario.period};
  std::vector<io::ReportedCount> reported;
  for (const auto& [path, named_at] : file.tables) {
    const io::EmbeddedFile* bytes = files.read(path, named_at, "observations.tables", problems);
    if (bytes == nullptr) continue;
    io::Table table(files.shown(path), bytes->bytes, problems);
    const auto rows = io::read_counts(table, codes, days);
    reported.insert(reported.end(), rows.begin(), rows.end());
  }
  problems.throw_if_any();
  std::ranges::stable_sort(reported, {}, &io::ReportedCount::reported_day);
  std::vector<PeopleCount> counts;
  for (const io::ReportedCount& one : reported) {
    if (known_by && one.reported_day > scenario.period.day_of(*known_by)) continue;
    if (!scenario.period.contains(one.day)) continue;
    counts.push_back({one.zone, one.day, one.persons,
                      one.error_persons.value_or(std::numeric_limits<double>::quiet_NaN())});
  }
  const Place& place = file.tables.front().named_at;
  if (counts.empty()) {
    const int last = scenario.period.days - 1;
    problems.add(
        {place, "observations.tables",
         fmt::format("expected counts within {} to {}{}, found none",
                     to_string(scenario.period.start), to_string(scenario.period.date_of(last)),
                     known_by ? ", reported by " + to_string(*known_by) : ""),
         ""},
        InputKind::data);
  }
  problems.throw_if_any();
  const auto updates = filter_updates(scenario.period, counts, works_by_month(scenario));
  if (updates.back().steps >= scenario.period.steps()) {
    problems.add({place, "observations.tables",
                  fmt::format("nothing is left to project: the last count is compared with the "
                              "people of {}, the last day of the period",
                              to_string(scenario.period.date_of(scenario.period.days - 1))),
                  "--set period.days=... lengthens it"},
                 InputKind::data);
  }
  problems.throw_if_any();
  return counts;
}

}  // namespace ravenstein::calibration
