// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/hindcast_form.hpp"

#include <limits>

namespace ravenstein::io {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Section<FreeForm> free_section() {
  return Section<FreeForm>()
      .name_of("distribution", &FreeForm::distribution, {"uniform", "log_uniform"},
               "whether it is searched evenly on its own scale or on that of its logarithm; if not "
               "given, uniform")
      .real("low", &FreeForm::low, -kInfinity, kInfinity,
            "searched from here on; if not given, its declared minimum")
      .real("high", &FreeForm::high, -kInfinity, kInfinity,
            "searched up to here; if not given, its declared maximum");
}

Section<FormForm> form_section() {
  return Section<FormForm>()
      .text("name", &FormForm::name, "what tables call it")
      .required()
      .raw("set", FieldKind::overrides, &FormForm::set,
           "what it sets in every case, over `set` of the file")
      .named_sections("parameters", &FormForm::parameters, free_section(),
                      "free parameters of the behaviour, by name; with known: reports also "
                      "age_exponent. {}: searched in the declared range");
}

Section<SearchForm> search_section() {
  return Section<SearchForm>()
      .name_of("name", &SearchForm::name, {"points", "nlopt", "cma-es"},
               "points: the best of evenly spread points; nlopt: from there on by subplex; cma-es: "
               "from there on by CMA-ES. If not given, nlopt")
      .whole("points", &SearchForm::points, 8, 1'000'000,
             "evenly spread points (Sobol'), scored in every case; best a power of two")
      .whole("evaluations", &SearchForm::evaluations, 1, 100'000'000,
             "budget of the search that follows, of each fold; one is a run of all its cases");
}

Section<OriginsForm> origins_section() {
  return Section<OriginsForm>()
      .text("from", &OriginsForm::from,
            "one month ahead, month by month from this one (YYYY-MM) on: what happened is known up "
            "to the month before")
      .text("to", &OriginsForm::to, "with from: the last month forecast")
      .whole("refit_every_months", &OriginsForm::refit_every_months, 1, 1200,
             "with from: how often parameters are fitted anew, to months before")
      .texts("last_known", &OriginsForm::last_known,
             "instead of from: forecasts of several months, each after one of these last known "
             "ones (YYYY-MM); drivers are known, displacement is not")
      .whole("months", &OriginsForm::months, 1, 1200,
             "with last_known: how many months are forecast");
}

Section<TermsForm> terms_section() {
  return Section<TermsForm>()
      .texts("terms", &TermsForm::terms,
             "terms of the model `drivers` for this cause (docs/models.md)")
      .required();
}

Section<DeparturesForm> departures_section() {
  return Section<DeparturesForm>()
      .text("name", &DeparturesForm::name, "what tables call it")
      .required()
      .section("origins", &DeparturesForm::origins, origins_section(),
               "when forecasts are made, and of which months")
      .required()
      .named_sections("causes", &DeparturesForm::causes, terms_section(),
                      "causes of the register that are forecast, each on its own")
      .required()
      .flag("recalibrate", &DeparturesForm::recalibrate,
            "set chances and spreads right by how forecasts before the origin went")
      .flag("draw_parameters", &DeparturesForm::draw_parameters,
            "every member draws its own parameters, as uncertain as the fit")
      .flag("towards_median", &DeparturesForm::towards_median,
            "also the median drawn towards the median of the last twelve months")
      .whole("zone_blocks", &DeparturesForm::zone_blocks, 1, 1000,
             "blocked by zone: zones in so many groups (zone number modulo this), each forecast by "
             "a fit to the others; 1: not");
}

Section<DestinationsForm> destinations_section() {
  return Section<DestinationsForm>()
      .text("name", &DestinationsForm::name, "what tables call it")
      .required()
      .section("origins", &DestinationsForm::origins, origins_section(),
               "when forecasts are made, and of which months")
      .required()
      .texts("causes", &DestinationsForm::causes, "causes of the register")
      .required()
      .real("half_life_months", &DestinationsForm::half_life_months, 0, 1200,
            "of the memory of corridors")
      .real("prior_persons", &DestinationsForm::prior_persons, 0.001, 1e9,
            "pseudo-persons of gravity, fitted at each origin, that corridors are drawn towards");
}

}  // namespace

Section<HindcastForm> hindcast_section() {
  using Form = HindcastForm;
  return Section<Form>()
      .whole("schema_version", &Form::schema_version, kHindcastVersion, kHindcastVersion,
             "version of this format")
      .required()
      .text("title", &Form::title, "one line")
      .texts("remarks", &Form::remarks, "what readers of the scores must know")
      .raw("set", FieldKind::overrides, &Form::set,
           "what differs from the scenarios: dotted paths with their values, as for --set")
      .whole("seed", &Form::seed, 0, std::numeric_limits<std::int64_t>::max(),
             "of all random numbers")
      .texts("cases", &Form::cases,
             "scenarios (or their folders): parameters are fitted to all but one and judged on it")
      .sections("forms", &Form::forms, form_section(),
                "cases: what is fitted; of several, which would have been chosen by the other "
                "cases is found, too")
      .name_of("known", &Form::known, {"start", "reports"},
               "cases: what a forecast knows besides totals: the start (day 0, or up to "
               "population.observed_until_day), or on each day what was reported lead_days before "
               "(nowcast). If not given, start")
      .whole("lead_days", &Form::lead_days, 1, 36500, "with known: reports")
      .whole("first_day", &Form::first_day, 0, 36500, "cases: the first day that is scored")
      .section("method", &Form::method, search_section(), "cases: how parameters are found")
      .path("scenario", &Form::scenario,
            "instead of cases: the scenario whose past is forecast, with register and monthly "
            "drivers")
      .text("fit_from", &Form::fit_from, "scenario: the first month (YYYY-MM) that is fitted")
      .whole("members", &Form::members, 2, 1'000'000, "scenario: runs of each forecast")
      .sections("departures", &Form::departures, departures_section(),
                "scenario: forecasts of how many leave")
      .sections("destinations", &Form::destinations, destinations_section(),
                "scenario: forecasts of where they go, given how many leave");
}

}  // namespace ravenstein::io
