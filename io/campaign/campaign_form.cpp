// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/campaign_form.hpp"

#include <limits>

namespace ravenstein::io {
namespace {

constexpr int kMostPoints = 100'000'000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Section<CampaignScenarioForm> scenario_section() {
  return Section<CampaignScenarioForm>()
      .text("name", &CampaignScenarioForm::name, "what results call it")
      .required()
      .path("path", &CampaignScenarioForm::path, "the scenario's YAML")
      .required()
      .raw("set", FieldKind::overrides, &CampaignScenarioForm::set,
           "what differs: dotted paths with their values, as for --set");
}

Section<DesignForm> design_section() {
  return Section<DesignForm>()
      .choice("kind", &DesignForm::kind,
              {{"none", DesignKind::none},
               {"grid", DesignKind::grid},
               {"list", DesignKind::list},
               {"random", DesignKind::random},
               {"latin_hypercube", DesignKind::latin_hypercube},
               {"sobol", DesignKind::sobol},
               {"saltelli", DesignKind::saltelli},
               {"morris", DesignKind::morris},
               {"posterior", DesignKind::posterior}},
              "how points are chosen; none: the scenarios as they are; grid: every combination; "
              "list: rows of a table; saltelli and morris: for sensitivity; posterior: draws that "
              "a calibration found")
      .whole("points", &DesignForm::points, 1, kMostPoints,
             "random, latin_hypercube, sobol: how many points; posterior: how many of its draws, "
             "if not all")
      .if_given()
      .whole("rows", &DesignForm::rows, 1, kMostPoints,
             "saltelli: how many rows, each of (parameters + 2) points, or (2 parameters + 2) with "
             "second_order")
      .if_given()
      .flag("second_order", &DesignForm::second_order, "saltelli: also what pairs do")
      .whole("trajectories", &DesignForm::trajectories, 1, kMostPoints,
             "morris: how many, each of (parameters + 1) points")
      .if_given()
      .whole("levels", &DesignForm::levels, 2, 1000, "morris: how many levels, an even number")
      .path("table", &DesignForm::table,
            "list: a CSV with a column for each parameter; posterior: the file of a calibration, "
            "or such a CSV")
      .raw("parameters", FieldKind::parameters, &DesignForm::parameters,
           "parameters of the behaviour, named as for ensemble.draws or --set; grid: a list of "
           "values each; else a distribution each, as in ensemble.draws");
}

Section<KeepForm> keep_section() {
  return Section<KeepForm>()
      .texts("measures", &KeepForm::measures,
             "scores over all camps and totals of a run; if not given, all that are defined")
      .texts("series", &KeepForm::series,
             "tables of the projection kept of every run, e.g. refugees")
      .texts("fields", &KeepForm::fields,
             "tables of which mean, variance and quantiles over the runs of a scenario are kept, "
             "and Sobol' indices of a saltelli design: no matter how many runs")
      .whole("projections", &KeepForm::projections, 0, 10'000'000,
             "whole projections of so many replicates of each point, the first ones; "
             "`ravenstein merge --extract` takes them out");
}

}  // namespace

Section<AxisForm> axis_section() {
  return Section<AxisForm>()
      .name_of("distribution", &AxisForm::distribution,
               {"uniform", "log_uniform", "normal", "lognormal"},
               "as in ensemble.draws: uniform and log_uniform between low and high; normal by mean "
               "and sd, lognormal by median and sd_log")
      .required()
      .real("low", &AxisForm::low, -kInfinity, kInfinity, "the least value")
      .real("high", &AxisForm::high, -kInfinity, kInfinity, "the largest value")
      .real("mean", &AxisForm::mean, -kInfinity, kInfinity, "of the normal distribution")
      .real("sd", &AxisForm::sd, 0, kInfinity, "its standard deviation")
      .real("median", &AxisForm::median, 0, kInfinity, "of the lognormal distribution")
      .real("sd_log", &AxisForm::sd_log, 0, kInfinity, "standard deviation of its logarithm");
}

Section<CampaignForm> campaign_section() {
  using Form = CampaignForm;
  return Section<Form>()
      .whole("campaign_version", &Form::campaign_version, 1, 1, "the version of this format")
      .required()
      .text("title", &Form::title, "one line")
      .required()
      .text("description", &Form::description, "what the campaign is about")
      .whole("seed", &Form::seed, 0, std::numeric_limits<std::int64_t>::max(),
             "start of the random numbers of runs (with the replicate: points share them) and of "
             "the design")
      .sections("scenarios", &Form::scenarios, scenario_section(), "what is run")
      .required()
      .section("design", &Form::design, design_section(), "at which points")
      .whole("replicates", &Form::replicates, 1, 10'000'000, "runs at each point")
      .section("keep", &Form::keep, keep_section(), "what is kept of each run")
      .choice("on_failure", &Form::on_failure,
              {{"abort", RunFailure::abort},
               {"retry", RunFailure::retry},
               {"recover", RunFailure::recover},
               {"continue", RunFailure::go_on}},
              "what a failed run means, after its attempts: stop the campaign; other random "
              "numbers, a few times; the value recover_value for its measures; or a run without "
              "result. Its reason is noted whatever it is")
      .whole("retries", &Form::retries, 1, 100, "on_failure: retry: how often")
      .real("recover_value", &Form::recover_value, -kInfinity, kInfinity,
            "on_failure: recover: the value of all measures of failed runs; of series and fields "
            "they are left out")
      .whole("attempts", &Form::attempts, 1, 100,
             "how often a run is tried that fails for a reason that may pass (memory, time, the "
             "program crashed)")
      .real("overdue_floor_s", &Form::overdue_floor_s, 0.001, 1e9,
            "a run is given up after the larger of this and median + 6 MAD of those done, once ten "
            "are")
      .whole("block", &Form::block, 1, 65536,
             "runs that are handed out and finish together; if not given, a thousandth of all")
      .if_given();
}

}  // namespace ravenstein::io
