// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/assimilation_form.hpp"

namespace ravenstein::io {
namespace {

Section<FilterPlan> filter_section() {
  return Section<FilterPlan>()
      .choice("method", &FilterPlan::method, filter_methods(),
              "ensemble transform Kalman filter; bootstrap particle filter; or the last reports, "
              "with everybody else shared out by the model's pull and the days since (recipe R4); "
              "auto: reports where the scenario observes departures and works day by day, else "
              "etkf")
      .whole("members", &FilterPlan::members, 2, 100'000, "runs in the ensemble")
      .real("inflation", &FilterPlan::inflation, 1, 10,
            "etkf: factor of deviations from the mean before an update")
      .real("relax", &FilterPlan::relax, 0, 1,
            "etkf: share of the spread lost in an update that is given back")
      .real("localisation_km", &FilterPlan::localisation_km, 0, 20'000,
            "etkf: counts say less with distance (Gaspari-Cohn), and nothing beyond twice this; 0: "
            "no limit")
      .real(
          "concentration", &FilterPlan::concentration, 0.1, 1e6,
          "reports: how well the shares of those who were not reported are known: as from so many "
          "people asked (Dirichlet)")
      .real("concentration_30_days", &FilterPlan::concentration_30_days, 0.1, 1e9,
            "reports: the same of the shares of all people, 30 days after an update; it falls with "
            "time")
      .real("outlier_sd", &FilterPlan::outlier_sd, 1, 100,
            "a count farther from the forecast than so many standard deviations is left out, "
            "unless the next one of its zone lies there, too")
      .choice("totals", &FilterPlan::totals,
              {{"auto", FilterTotals::automatic},
               {"follow", FilterTotals::follow},
               {"keep", FilterTotals::keep}},
              "whether the number of all people away from home follows the counts, or people only "
              "move between places; auto: keep where the scenario observes departures, else "
              "follow");
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

template <class Factor>
Section<Factor> slow_section(const std::string& what) {
  return Section<Factor>()
      .real("sd", &SlowFactor::sd, 0, 10,
            "standard deviation of the logarithm of " + what +
                " when the run begins; 0: there is no such factor")
      .real("sd_per_30_days", &SlowFactor::sd_per_30_days, 0, 10,
            "standard deviation of its change in 30 days");
}

Section<AssimilationCountsForm> counts_section() {
  using Form = AssimilationCountsForm;
  return Section<Form>()
      .texts("tables", &Form::tables,
             "files of counts: zone, date (or day), persons; may have error_persons and reported; "
             "later files and rows replace earlier ones")
      .required()
      .text("corrections", &Form::corrections,
            "`scenario`: counts are scaled by the recounts that the scenario scales its "
            "observations by; `none`: not; or a file of recounts (zone, date) that are among the "
            "counts. If not given, scenario")
      .include(&Form::errors, error_section());
}

}  // namespace

const std::vector<std::pair<std::string, FilterMethod>>& filter_methods() {
  static const std::vector<std::pair<std::string, FilterMethod>> kMethods{
      {"auto", FilterMethod::automatic},
      {"etkf", FilterMethod::etkf},
      {"particle-filter", FilterMethod::particle_filter},
      {"reports", FilterMethod::reports}};
  return kMethods;
}

std::string name_of(FilterMethod method) {
  for (const auto& [name, value] : filter_methods()) {
    if (value == method) return name;
  }
  return {};
}

FilterPlan AssimilationForm::plan() const {
  FilterPlan plan = filter;
  plan.error_share = observations.errors.error_share;
  plan.error_persons = observations.errors.error_persons;
  plan.detection = observations.errors.detection;
  plan.hazard = hazard;
  plan.pull = pull;
  plan.people_sd_per_30_days = people.sd_per_30_days;
  plan.parameter_sd_per_30_days = parameters.sd_per_30_days;
  return plan;
}

Section<AssimilationForm> assimilation_section() {
  using Form = AssimilationForm;
  return Section<Form>()
      .text("title", &Form::title, "one line")
      .path("scenario", &Form::scenario, "the scenario that is running")
      .required()
      .section("observations", &Form::observations, counts_section(),
               "what was counted, and how far to trust it")
      .required()
      .section("filter", &Form::filter, filter_section(), "how counts are taken in")
      .section("hazard", &Form::hazard,
               slow_section<SlowFactor>("a zone's factor of hazards of leaving"),
               "factors of hazards, one per zone, learnt from the counts")
      .section("pull", &Form::pull, slow_section<PullForm>("a zone's factor of its pull"),
               "factors of the pull of places, one per zone, learnt from the counts")
      .section("people", &Form::people,
               Section<PeopleWalkForm>().real(
                   "sd_per_30_days", &PeopleWalkForm::sd_per_30_days, 0, 10,
                   "standard deviation, on the logarithm, of what the model does not know of the "
                   "people in a place, in 30 days"),
               "people where the model has them")
      .section("parameters", &Form::parameters,
               Section<ParameterWalkForm>().real(
                   "sd_per_30_days", &ParameterWalkForm::sd_per_30_days, 0, 10,
                   "random walk of the parameters in ensemble.draws, in standard deviations of "
                   "their distribution"),
               "parameters that members draw");
}

}  // namespace ravenstein::io
