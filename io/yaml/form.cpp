// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/form.hpp"

#include "io/yaml/form_parts.hpp"

namespace ravenstein::io {
namespace {

constexpr std::int64_t kMostDays = 32767;  // days are kept in 16 bits where there are many
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<std::pair<std::string, Interval>> intervals() {
  return {{"day", Interval::day}, {"month", Interval::month}, {"year", Interval::year}};
}

Section<Source> source_section() {
  return Section<Source>()
      .text("table", &Source::table, "the table (or other file) it is about")
      .required()
      .text("publisher", &Source::publisher, "who published the facts")
      .required()
      .text("date", &Source::date, "when they were published or retrieved, as text")
      .text("licence", &Source::licence, "under which terms they may be passed on")
      .text("url", &Source::url, "where they are found")
      .text("note", &Source::note, "what was done to them");
}

Section<PeriodForm> period_section() {
  return Section<PeriodForm>()
      .date("start", &PeriodForm::start, "the first day, YYYY-MM-DD; it is day 0")
      .required()
      .whole("days", &PeriodForm::days, 1, kMostDays, "how many days are simulated")
      .required()
      .choice("step", &PeriodForm::step, intervals(),
              "how long a step is; months and years are those of the calendar and need "
              "population.departures: hazard");
}

Section<EnsembleForm> ensemble_section() {
  return Section<EnsembleForm>()
      .whole("members", &EnsembleForm::members, 2, 1'000'000,
             "how many runs with numbers of their own; the file holds their quantiles and means")
      .named_sections("draws", &EnsembleForm::draws, draw_section(),
                      "parameters of the behaviour that every member draws for itself, by name")
      .path("posterior", &EnsembleForm::posterior,
            "the file of a calibration (HDF5): every member takes the parameters of one of its "
            "posterior draws, all of them together, or its optimum");
}

/// The keys of PopulationPlan, as members of the form around it.
Section<PopulationForm> population_section() {
  using Plan = PopulationPlan;
  const Section<Plan> plan =
      Section<Plan>()
          .choice("departures", &Plan::departures,
                  {{"observed", Plan::Departures::observed}, {"hazard", Plan::Departures::hazard}},
                  "who sets out: observed (rises of the observed total are entries, falls are "
                  "exits) or hazard (residents leave by the behaviour's hazard)")
          .choice("initial", &Plan::initial,
                  {{"observed", Plan::Initial::observed}, {"empty", Plan::Initial::empty}},
                  "who is there on day 0: the people observed, or nobody")
          .choice("falls", &Plan::falls,
                  {{"exits", Plan::Falls::exits}, {"offset", Plan::Falls::offset}},
                  "what a fall of the observed total means: people leave, or later rises are "
                  "smaller by as much")
          .whole("observed_until_day", &Plan::observed_until_day, 0, kMostDays,
                 "up to and with this day the people in receiving zones are set to those observed")
          .flag("take_from_residents", &Plan::take_from_residents,
                "residents are counted down when they leave as the observed total rises; who "
                "leaves by hazard is always counted down")
          .whole("hasten", &Plan::hasten, 1, 1'000'000,
                 "every simulated person stands for this many");
  return Section<PopulationForm>()
      .include(&PopulationForm::plan, plan)
      .path("strata", &PopulationForm::strata,
            "CSV of sex, age and what else tells people apart: their shares, births, deaths and "
            "relative hazards")
      .paths("attributes", &PopulationForm::attributes,
             "personal attributes by name, each a CSV: value, default (a weight) and columns with "
             "weights for single zones");
}

Section<TravelPlan> travel_section() {
  using Mode = TravelPlan::Mode;
  return Section<TravelPlan>()
      .choice("mode", &TravelPlan::mode,
              {{"instantaneous", Mode::instantaneous}, {"network", Mode::network}},
              "whether people arrive on the day they leave or travel along the links")
      .real("speed_km_per_day", &TravelPlan::speed_km_per_day, 1, 10000,
            "how far people get in a day (network)");
}

Section<BehaviourForm> behaviour_section(std::span<const models::BehaviourModel> models) {
  std::vector<std::string> names;
  for (const models::BehaviourModel& model : models) names.push_back(model.name);
  return Section<BehaviourForm>()
      .name_of("model", &BehaviourForm::model, names, "the model that answers for people")
      .required()
      .text("preset", &BehaviourForm::preset, "a named set of the model's parameters")
      .path(
          "fitted", &BehaviourForm::fitted,
          "model gravity: the JSON of `ravenstein gravity fit --model`, fitted to costs in km; its "
          "parameters, under those given here")
      .raw("parameters", FieldKind::parameters, &BehaviourForm::parameters,
           "parameters of the model, over those of the preset");
}

Section<ObservationsForm> observations_section() {
  return Section<ObservationsForm>()
      .path("table", &ObservationsForm::table,
            "CSV: zone, date (or day), persons counted there; dates may lie outside the period")
      .required()
      .path("corrections", &ObservationsForm::corrections,
            "CSV: zone, date (or day) of a recount that made the series jump; earlier counts are "
            "scaled to it")
      .path(
          "elsewhere", &ObservationsForm::elsewhere,
          "CSV: date (or day), persons counted in none of the zones; they belong to the total that "
          "departures: observed follows, and nothing else");
}

Section<BesideForm> beside_section() {
  return Section<BesideForm>()
      .text("name", &BesideForm::name, "what summaries call the run")
      .required()
      .raw("set", FieldKind::overrides, &BesideForm::set,
           "what differs: dotted paths with their values, as for --set")
      .required();
}

Section<RecordPlan> record_section() {
  return Section<RecordPlan>()
      .choice("every", &RecordPlan::every, intervals(),
              "how long a row of the tables is, not shorter than the steps; if not given, a day or "
              "a step")
      .flag("flows", &RecordPlan::flows, "movements between each two zones")
      .flag("strata", &RecordPlan::strata, "displaced people by stratum, if there are strata")
      .flag("homes", &RecordPlan::homes, "displaced people by place and home");
}

}  // namespace

Section<DrawForm> draw_section(bool distribution_required) {
  Section<DrawForm> section;
  section.name_of("distribution", &DrawForm::distribution,
                  {"uniform", "log_uniform", "normal", "lognormal"},
                  "uniform and log_uniform between low and high; normal by mean and sd, lognormal "
                  "by median and sd_log, both cut to low..high and to what the parameter may be");
  if (distribution_required) section.required();
  return section.real("low", &DrawForm::low, -kInfinity, kInfinity, "the least value")
      .real("high", &DrawForm::high, -kInfinity, kInfinity, "the largest value")
      .real("mean", &DrawForm::mean, -kInfinity, kInfinity, "of the normal distribution")
      .real("sd", &DrawForm::sd, 0, kInfinity, "its standard deviation")
      .real("median", &DrawForm::median, 0, kInfinity, "of the lognormal distribution")
      .real("sd_log", &DrawForm::sd_log, 0, kInfinity, "standard deviation of its logarithm");
}

Section<ScenarioForm> scenario_section(std::span<const models::BehaviourModel> models) {
  using Form = ScenarioForm;
  return Section<Form>()
      .whole("schema_version", &Form::schema_version, kSchemaVersion, kSchemaVersion,
             "the version of this format")
      .required()
      .path("extends", &Form::extends,
            "the baseline, a scenario this one changes: maps are merged key by key, changes are "
            "added, all else is replaced")
      .text("title", &Form::title, "one line")
      .required()
      .text("description", &Form::description, "what the scenario is about")
      .texts("remarks", &Form::remarks, "what a reader of the scores must know")
      .sections("sources", &Form::sources, source_section(), "where each table comes from")
      .section("period", &Form::period, period_section(), "the days simulated")
      .required()
      .whole("seed", &Form::seed, 0, std::numeric_limits<std::int64_t>::max(),
             "start of the random numbers; the same seed gives the same result")
      .choice("resolution", &Form::resolution,
              {{"agents", Resolution::agents},
               {"cohorts", Resolution::cohorts},
               {"flows", Resolution::flows},
               {"auto", std::nullopt}},
              "single people; whole numbers of people who are alike; expected numbers without "
              "chance; or what suits the scenario, which says why")
      .text("home_country", &Form::home_country,
            "people outside it are refugees; if not given, the country of the first zone")
      .path("zones", &Form::zones, "CSV of the places")
      .required()
      .path("links", &Form::links, "CSV of the ways between them")
      .required()
      .path("closures", &Form::closures, "CSV of what is closed, and when")
      .flags("tolerate",
             {{"unreachable_camps", &Form::tolerate_unreachable_camps},
              {"overfull_camps", &Form::tolerate_overfull_camps}},
             "what would be an error, but is so in this crisis: camps that no town has a way to, "
             "camps with more people on day 0 than their capacity")
      .section("drivers", &Form::drivers, drivers_section(), "what moves people, over time")
      .path("rivers", &Form::rivers, "CSV of the zones on rivers: zone, upstream")
      .section("register", &Form::displacement_register, register_section(),
               "movements counted by month, way and cause")
      .section("ensemble", &Form::ensemble, ensemble_section(), "many runs instead of one")
      .section("population", &Form::population, population_section(), "who sets out, and when")
      .section("travel", &Form::travel, travel_section(),
               "how people get there (behaviours that choose destinations)")
      .section("behaviour", &Form::behaviour, behaviour_section(models), "how people respond")
      .required()
      .section("observations", &Form::observations, observations_section(),
               "people counted in receiving zones")
      .sections("beside", &Form::beside, beside_section(), "further runs shown beside this one")
      .sections("changes", &Form::changes, change_section(),
                "what is different for some time (a what-if): each changes one thing; those of a "
                "scenario come after those of the one it extends")
      .section("record", &Form::record, record_section(), "what the projection file holds")
      .sections("cities", &Form::cities, city_section(),
                "zones that are cities: what they have, and how that follows their people")
      .path("boundaries", &Form::boundaries,
            "GeoJSON of the zones' boundaries (WGS 84), e.g. COD-AB; whichever property holds the "
            "zones' codes names them; for maps")
      .path("standards", &Form::standards,
            "YAML of what people need, over the standards that ship with the program (see "
            "docs/city.md); for `ravenstein needs`");
}

}  // namespace ravenstein::io
