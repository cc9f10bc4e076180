// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/form.hpp"

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

Section<DriverForm> driver_section() {
  return Section<DriverForm>()
      .path("table", &DriverForm::table,
            "CSV: zone, date (or day), value; a value holds from that day on")
      .required()
      .choice("between", &DriverForm::between,
              {{"step", Between::step}, {"linear", Between::linear}},
              "how values run from one entry to the next");
}

Section<DriversForm> drivers_section() {
  Section<DriversForm> section;
  for (const KnownDriver& driver : known_drivers()) {
    section.section(driver.name, driver.member, driver_section(), driver.meaning);
  }
  std::string names;
  for (const KnownSeries& series : known_series()) {
    names += (names.empty() ? "" : "; ") + series.name + ": " + series.meaning;
  }
  return section
      .paths("monthly", &DriversForm::monthly,
             "series by month, each a CSV: zone, month, value, with its past (" + names + ")")
      .choice("gaps", &DriversForm::gaps,
              {{"error", GapPolicy::error},
               {"hold", GapPolicy::hold},
               {"interpolate", GapPolicy::interpolate},
               {"climatology", GapPolicy::climatology}},
              "what stands in for missing months of the period: nothing may be missing, the last "
              "value, a straight line, or the mean of the month in other years");
}

Section<RegisterForm> register_section() {
  return Section<RegisterForm>()
      .path("table", &RegisterForm::table,
            "CSV: month, from, to, cause, persons counted; its past is what models remember")
      .required()
      .path("before", &RegisterForm::before, "the same for earlier months, kept apart")
      .real("counted_per_move", &RegisterForm::counted_per_move, 0.001, 100,
            "how many movements the register counts for each that happens (its detection rate)");
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

Section<NewCampForm> new_camp_section() {
  return Section<NewCampForm>()
      .text("code", &NewCampForm::code, "its code; no zone has it yet")
      .required()
      .text("name", &NewCampForm::name, "what it is called; if not given, its code")
      .text("near", &NewCampForm::near,
            "the zone it has a way to, whose position, country and monthly drivers it takes")
      .required()
      .real("distance_km", &NewCampForm::distance_km, 0.1, 10000, "how long that way is")
      .required()
      .whole("capacity", &NewCampForm::capacity, 1, 10'000'000'000,
             "persons; if not given, unlimited")
      .if_given();
}

Section<ChangeForm> change_section() {
  using Change = ChangeForm;
  return Section<Change>()
      .date("from", &Change::from, "the first day; if not given, the period's")
      .date("to", &Change::to, "the last day; if not given, the period's")
      .texts("zones", &Change::zones,
             "codes of the zones where (driver, cause, capacity); if not given, all")
      .text("driver", &Change::driver, "a driver of the baseline, by day or by month")
      .text("cause", &Change::cause,
            "a cause of the behaviour, whose hazard of leaving is scaled (0: switched off)")
      .real("scale", &Change::scale, 0, 1e6, "driver, cause: times so much")
      .if_given()
      .real("shift", &Change::shift, -1e12, 1e12, "driver: plus so much, after scaling")
      .if_given()
      .real("value", &Change::value, -1e12, 1e12, "driver: this instead of its values")
      .if_given()
      .path("table", &Change::table,
            "driver: a CSV with values instead, in the form of the driver's own")
      .choice("extrapolate", &Change::extrapolate,
              {{"none", Extrapolation::none},
               {"hold", Extrapolation::hold},
               {"climatology", Extrapolation::climatology},
               {"trend", Extrapolation::trend}},
              "driver by month: what its past before the change gives instead: the last value, the "
              "mean of the same month, or the straight line through the last 24 months")
      .texts("border", &Change::border, "two countries: their border is as permeability says")
      .texts("link", &Change::link, "two zones: the link between them is as permeability says")
      .text("camp", &Change::camp, "a camp that receives nobody (or, permeability 1, everybody)")
      .real("permeability", &Change::permeability, 0, 1,
            "border, link: share of travellers who get through; 1: open, whatever closures say")
      .whole("capacity", &Change::capacity, 1, 10'000'000'000, "persons the zones have room for")
      .if_given()
      .real("capacity_per_month", &Change::capacity_per_month, -1e9, 1e9,
            "persons the zones have room for in addition, every month")
      .if_given()
      .section("new_camp", &Change::new_camp, new_camp_section(), "a camp that is opened");
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

const std::vector<KnownDriver>& known_drivers() {
  static const std::vector<KnownDriver> kDrivers{
      {"conflict", &DriversForm::conflict, 0, 1, "intensity of conflict, 0..1"},
      {"food", &DriversForm::food, 0, 100, "percent of people in critical lack of food, 0..100"},
      {"flood", &DriversForm::flood, 0, kInfinity, "flood level, 0 = none"},
  };
  return kDrivers;
}

const std::vector<KnownSeries>& known_series() {
  static const std::vector<KnownSeries> kSeries{
      {"incidents", 0, kInfinity, "violent incidents"},
      {"fatalities", 0, kInfinity, "people killed in conflict"},
      {"rain_mm", 0, kInfinity, "rain in mm"},
      {"terms_of_trade", -10, 10, "ln(goat to cereal / its usual value)"},
      {"terms_of_trade_national", -10, 10, "the same of the country, in every zone"},
      {"phase3", 0, 1, "share of people in IPC phase 3"},
      {"phase4", 0, 1, "share in phase 4"},
      {"phase5", 0, 1, "share in phase 5"},
      {"phase3_or_worse", 0, 1, "share in phase 3 or worse"},
      {"dwellings_destroyed", 0, 1, "share of dwellings destroyed in the month"},
      {"expected_urban_income", 0, kInfinity, "income in towns times the chance of a job"},
      {"rural_income", 0, kInfinity, "income in the country"},
      {"income", 0, kInfinity, "income of the zone"},
      {"restriction", 0, 1, "how far movement is restricted"}};
  return kSeries;
}

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
      .path("standards", &Form::standards,
            "YAML of what people need, over the standards that ship with the program (see "
            "docs/city.md); for `ravenstein needs`");
}

}  // namespace ravenstein::io
