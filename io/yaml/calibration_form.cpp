// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/calibration_form.hpp"

#include <limits>

namespace ravenstein::io {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t kMost = 100'000'000;

Section<WindowForm> window_section() {
  return Section<WindowForm>()
      .date("from", &WindowForm::from, "the first day, YYYY-MM-DD")
      .required()
      .date("to", &WindowForm::to, "the last day")
      .required();
}

Section<ObservedForm> observed_section() {
  using Form = ObservedForm;
  return Section<Form>()
      .text("name", &Form::name, "what summaries call it")
      .required()
      .name_of("kind", &Form::kind, {"stock", "flow", "incident"},
               "what was counted: stock (people present on a day), flow (people, each once, in an "
               "interval) or incident (movements, one person maybe several times)")
      .required()
      .name_of("of", &Form::of,
               {"present", "entries", "exits", "returns", "arrivals", "departures"},
               "what of the projection it is: a stock: present; a flow: entries (newly displaced, "
               "by the zone where they appear), exits or returns; an incident: arrivals or "
               "departures")
      .path("table", &Form::table,
            "CSV: zone, date (or day), persons; an empty cell of persons is a missing value. If "
            "not given, the observations of the scenario (stock)")
      .texts("zones", &Form::zones, "codes of the zones to use; if not given, all of the table")
      .name_of("interval", &Form::interval, {"day", "week", "month"},
               "flow, incident: the time that a count is of, from its date on (month: the calendar "
               "month of its date); if not given, month")
      .name_of("error", &Form::error, {"poisson", "negative_binomial", "gaussian"},
               "how counts scatter around what is expected")
      .required()
      .name_of("transform", &Form::transform, {"none", "log1p", "sqrt"},
               "gaussian: counts are normal on this scale (sqrt: of count + 3/8); if not given, "
               "log1p")
      .real("sd", &Form::sd, 1e-9, 1e12, "gaussian: standard deviation on that scale")
      .real("dispersion", &Form::dispersion, 1e-3, 1e6,
            "negative_binomial: k; the variance is mean + mean^2 / k")
      .real("detection_rate", &Form::detection_rate, 0.001, 100,
            "how many are counted for each that there is")
      .named_sections("free", &Form::free, draw_section(),
                      "dispersion, sd or detection_rate that are not known: fitted with the "
                      "parameters, by their priors")
      .real("censored_below", &Form::censored_below, 0, 1e9,
            "counts below this say only that they are below; 0: none is censored")
      .real("least_expected", &Form::least_expected, 1e-6, 1e6,
            "expected counts below this are taken as this, so that no count is impossible");
}

Section<MethodForm> method_section() {
  using Form = MethodForm;
  Section<Form> section;
  section.name_of("name", &Form::name, calibration_methods(), "see docs/calibration.md").required();
  section
      .whole("evaluations", &Form::evaluations, 1, kMost,
             "budget: never more than so many (nlopt: starts share it; profile: searches share it; "
             "if not given, 2000 for each start, cma-es 10000, abc-smc 200000, profile 10000 for "
             "each search)")
      .if_given()
      .name_of("algorithm", &Form::algorithm,
               {"nelder_mead", "subplex", "bobyqa", "cobyla", "direct", "crs", "isres"},
               "nlopt: the first four are local searches; if not given, subplex")
      .whole("starts", &Form::starts, 1, 10'000,
             "nlopt: searches from so many points; the first is the middle of the priors")
      .real("tolerance", &Form::tolerance, 0, kInfinity,
            "nlopt, cma-es, profile: stop where values change by less (nlopt: relatively); "
            "abc-smc: stop when accepted at this distance")
      .if_given()
      .whole("population", &Form::population, 4, 1'000'000,
             "cma-es, profile: points of a generation; if not given, 4 + 3 ln(parameters)")
      .if_given()
      .whole("restarts", &Form::restarts, 0, 100, "cma-es: with twice the population each")
      .flag("noise", &Form::noise, "cma-es: the objective is noisy; points are evaluated again")
      .whole("particles", &Form::particles, 10, 1'000'000, "abc-smc: of each generation")
      .real("quantile", &Form::quantile, 0.01, 0.99,
            "abc-smc: of the distances, that the next tolerance is")
      .flag("adaptive_scales", &Form::adaptive_scales,
            "abc-smc: distances by the spread of the simulated statistics, not by their errors")
      .real("minimum_acceptance", &Form::minimum_acceptance, 0, 1,
            "abc-smc: the posterior is as near as it pays when a smaller share is accepted")
      .whole("members", &Form::members, 2, 1'000'000, "es-mda, eki, ies: of the ensemble")
      .whole("steps", &Form::steps, 1, 10'000'000,
             "es-mda: updates (4); eki, ies: at most (50, 10); stretch, tempered: of each chain "
             "(2000, 5000)")
      .if_given()
      .name_of("localisation", &Form::localisation, {"none", "automatic"},
               "es-mda, eki, ies: automatic: only correlations that chance does not give")
      .name_of("failed_members", &Form::failed_members, {"drop", "redraw"},
               "es-mda, eki: what becomes of members whose run failed")
      .flag("approximate", &Form::approximate, "ies: leave the second part of the step out")
      .whole("walkers", &Form::walkers, 4, 100'000, "stretch: an even number")
      .whole("burn_in", &Form::burn_in, 0, 10'000'000,
             "stretch, tempered: steps that are not kept; if not given, a quarter or a fifth")
      .if_given()
      .whole("thin", &Form::thin, 1, 1'000'000, "stretch, tempered: keep every so many")
      .real("most_r_hat", &Form::most_r_hat, 1, 10, "stretch, tempered: converged up to this R-hat")
      .whole("ladders", &Form::ladders, 1, 1000, "tempered: independent sets of chains")
      .whole("rungs", &Form::rungs, 1, 30, "tempered: chains of a set, each twice as hot")
      .whole("points", &Form::points, 3, 1001, "profile: values of each parameter")
      .whole("trajectories", &Form::trajectories, 2, 1'000'000, "morris: each parameters + 1 runs")
      .whole("levels", &Form::levels, 2, 1000, "morris: an even number")
      .whole("rows", &Form::rows, 2, 100'000'000,
             "sobol: each parameters + 2 runs; best a power of two")
      .flag("second_order", &Form::second_order, "sobol: pairs, too (2 parameters + 2 runs a row)")
      .flag("seed_factor", &Form::seed_factor, "sobol: chance is one more factor")
      .whole("bootstrap", &Form::bootstrap, 0, 100'000, "sobol: resamples for intervals")
      .whole("runs", &Form::runs, 40, 100'000'000, "rbd-fast: random points")
      .whole("field_every_days", &Form::field_every_days, 1, 100'000,
             "morris, sobol, rbd-fast: people present by zone every so many days are outputs, too")
      .if_given();
  return section;
}

}  // namespace

const std::vector<std::string>& calibration_methods() {
  static const std::vector<std::string> kNames{"nlopt",   "cma-es", "abc-smc", "es-mda",
                                               "eki",     "ies",    "stretch", "tempered",
                                               "profile", "morris", "sobol",   "rbd-fast"};
  return kNames;
}

const std::vector<std::string>& settings_of_method(const std::string& method) {
  static const std::map<std::string, std::vector<std::string>> kSettings{
      {"nlopt", {"evaluations", "algorithm", "starts", "tolerance"}},
      {"cma-es", {"evaluations", "tolerance", "population", "restarts", "noise"}},
      {"abc-smc",
       {"evaluations", "particles", "tolerance", "quantile", "adaptive_scales",
        "minimum_acceptance"}},
      {"es-mda", {"members", "steps", "localisation", "failed_members"}},
      {"eki", {"members", "steps", "localisation", "failed_members"}},
      {"ies", {"members", "steps", "localisation", "approximate"}},
      {"stretch", {"walkers", "steps", "burn_in", "thin", "most_r_hat"}},
      {"tempered", {"ladders", "rungs", "steps", "burn_in", "thin", "most_r_hat"}},
      {"profile", {"evaluations", "points", "population", "tolerance"}},
      {"morris", {"trajectories", "levels", "field_every_days"}},
      {"sobol", {"rows", "second_order", "seed_factor", "bootstrap", "field_every_days"}},
      {"rbd-fast", {"runs", "field_every_days"}}};
  static const std::vector<std::string> kNone;
  const auto found = kSettings.find(method);
  return found == kSettings.end() ? kNone : found->second;
}

Section<CalibrationForm> calibration_section() {
  using Form = CalibrationForm;
  return Section<Form>()
      .whole("schema_version", &Form::schema_version, kCalibrationVersion, kCalibrationVersion,
             "version of this format")
      .required()
      .text("title", &Form::title, "one line")
      .path("scenario", &Form::scenario, "the scenario, or its folder")
      .required()
      .raw("set", FieldKind::overrides, &Form::set,
           "what differs from the scenario: dotted paths with their values, as for --set")
      .named_sections("parameters", &Form::parameters, draw_section(false),
                      "free parameters of the behaviour, by name, with their priors; {}: that of "
                      "the scenario's ensemble.draws, else uniform in the declared range")
      .required()
      .sections("observations", &Form::observations, observed_section(),
                "what was observed, and how it may err")
      .required()
      .section("fit", &Form::fit, window_section(), "the days whose observations are fitted")
      .required()
      .section("hold_out", &Form::hold_out, window_section(),
               "days whose observations are only scored; none of them may be fitted")
      .name_of("objective", &Form::objective, {"likelihood", "least_squares", "wape"},
               "what nlopt, cma-es and profile minimise, and sensitivity is of: minus the log "
               "likelihood; half the sum of squared misfits in units of their errors; or "
               "sum |expected - counted| / sum counted")
      .section("method", &Form::method, method_section(), "how to fit, and for how long")
      .required()
      .whole("replicates", &Form::replicates, 1, 100'000,
             "runs whose mean is what the model expects")
      .choice("on_failure", &Form::on_failure,
              {{"abort", OnFailure::abort},
               {"retry", OnFailure::retry},
               {"recover", OnFailure::recover},
               {"continue", OnFailure::proceed}},
              "what a failed evaluation means: stop; other random numbers, a few times; the value "
              "recover_value instead; or what the method does with a failure")
      .whole("retries", &Form::retries, 1, 100, "on_failure: retry: how often")
      .real("recover_value", &Form::recover_value, -kInfinity, kInfinity,
            "on_failure: recover: the value of failed evaluations")
      .whole("seed", &Form::seed, 0, std::numeric_limits<std::int64_t>::max(),
             "of all random numbers");
}

}  // namespace ravenstein::io
