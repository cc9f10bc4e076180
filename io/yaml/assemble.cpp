// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "io/tables/attributes.hpp"
#include "io/tables/closures.hpp"
#include "io/tables/links.hpp"
#include "io/tables/observations.hpp"
#include "io/tables/rivers.hpp"
#include "io/tables/strata.hpp"
#include "io/tables/zones.hpp"
#include "io/text.hpp"
#include "io/yaml/behaviour.hpp"
#include "io/yaml/changes.hpp"
#include "io/yaml/draws.hpp"
#include "io/yaml/driver_reader.hpp"
#include "io/yaml/effects.hpp"
#include "io/yaml/fitted.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/observed_reader.hpp"
#include "io/yaml/phases.hpp"
#include "io/yaml/posterior_reader.hpp"
#include "io/yaml/resolution.hpp"
#include "io/yaml/table_source.hpp"
#include "models/city/cities.hpp"

namespace ravenstein::io {
namespace {

/// Puts a scenario together; members are what every step needs.
class Assembler {
 public:
  Assembler(const YamlNode& root, InputFiles& files, std::span<const models::BehaviourModel> models,
            Problems& problems)
      : root_(root), files_(files), models_(models), problems_(problems) {}

  Assembled run() {
    const std::size_t before = problems_.size();
    form_ = scenario_section(models_).read(root_, "", problems_);
    take_plain_values();
    source_.emplace(root_, files_, days_, problems_);
    changes_.emplace(form_.changes, root_, days_, problems_);
    std::optional<Table> zones = source_->table(form_.zones, "zones");
    if (zones) read_world(*zones);
    take_cities();
    scenario_.behaviour = read_behaviour(form_.behaviour, root_, models_, problems_);
    read_fitted();
    const models::BehaviourModel* model = find_model(models_, scenario_.behaviour.model);
    if (form_.ensemble && model != nullptr) {
      scenario_.ensemble.draws = read_draws(form_.ensemble->draws, root_, *model, problems_);
      posterior_ = read_posterior_of_ensemble(form_.ensemble->posterior, root_, files_, *model,
                                              scenario_, problems_, notes_);
    }
    check_population(*source_, form_, scenario_.population);
    settle_intervals(scenario_, root_, problems_);
    if (problems_.empty() && model != nullptr) {  // models may rely on a sound scenario
      check_behaviour(scenario_, root_, *model, problems_, notes_);
      tell_effects({scenario_, posterior_.get(), root_, facts_, *model}, problems_, notes_);
    }
    if (problems_.empty() && model != nullptr) {
      changes_->change_behaviour(ZoneCodes(scenario_.world.zones), *model, scenario_);
    }
    if (problems_.empty() && model != nullptr) {
      settle_resolution(scenario_, form_.resolution, root_, *model, problems_);
    }
    sound_.period = days_.known;
    sound_.model = model != nullptr;
    sound_.all = problems_.size() == before;
    return {std::move(scenario_), sound_, std::move(notes_), std::move(posterior_)};
  }

 private:
  void take_plain_values() {
    scenario_.title = form_.title;
    scenario_.description = form_.description;
    scenario_.remarks = form_.remarks;
    scenario_.sources = form_.sources;
    scenario_.period = {form_.period.start, form_.period.days, form_.period.step};
    scenario_.seed = static_cast<std::uint64_t>(form_.seed);
    scenario_.resolution = form_.resolution.value_or(Resolution::agents);
    scenario_.population = form_.population.plan;
    scenario_.travel = form_.travel;
    scenario_.record = form_.record;
    if (form_.ensemble) scenario_.ensemble.members = form_.ensemble->members;
    days_.period = scenario_.period;
    const YamlNode* start = find_path(root_, "period.start");
    const YamlNode* length = find_path(root_, "period.days");
    days_.known = form_.period.days > 0 && form_.period.start != Date{} && start && length;
  }

  /// What a fitted model says, under what the scenario says.
  void read_fitted() {
    const TablePath& path = form_.behaviour.fitted;
    if (path.path.empty()) return;
    if (scenario_.behaviour.model != "gravity") {
      problems_.add({path.place, "behaviour.fitted", "only the model gravity takes a fitted file",
                     "write model: gravity"});
      return;
    }
    const EmbeddedFile* file = files_.read(path.path, path.place, "behaviour.fitted", problems_);
    if (file == nullptr) return;
    const auto fitted = parse_fitted_interaction(files_.shown(path.path), file->bytes, problems_);
    const models::BehaviourModel* model = find_model(models_, scenario_.behaviour.model);
    if (!fitted || scenario_.world.zones.empty() || model == nullptr) return;
    if (!fitted->converged) {
      notes_.push_back(
          {path.place, "behaviour.fitted",
           "the fit of " + path.path + " had not converged, so its coefficients are no estimates",
           ""});
    }
    std::vector<std::string> used;
    for (auto& [name, value] :
         parameters_of(*fitted, scenario_.world, path.place, used, problems_)) {
      const auto info = std::ranges::find(model->parameters, name, &ParameterInfo::name);
      if (info != model->parameters.end() && !conform(*info, value)) {
        problems_.add(
            {path.place, "behaviour.fitted",
             fmt::format("{}: expected {}, found {}", name, expected_text(*info), to_string(value)),
             ""});
      }
      scenario_.behaviour.parameters.emplace(name, value);
    }
    for (const std::string& column : used) facts_.erase("zones." + column);
  }

  void read_world(Table& table_of_zones) {
    const std::size_t told_before = problems_.size();
    ZoneTable zones = read_zones(table_of_zones);
    changes_->add_zones(zones.zones);
    World& world = scenario_.world;
    world.zones = zones.zones;
    for (const Column column : zones.attributes) note_fact(table_of_zones, column, "zones.");
    if (world.zones.empty()) {
      if (problems_.empty()) {
        problems_.add(file_problem(table_of_zones.file(), "holds no zones"), InputKind::data);
      }
      return;
    }
    const bool all_zones = zones.complete && zones.refused.empty();
    sound_.zones = all_zones && problems_.size() == told_before;
    if (all_zones || form_.home_country.empty()) take_home_country();
    const ZoneCodes codes(zones);
    bool sound = problems_.size() == told_before && all_zones;
    std::vector<Link> links;
    std::vector<Closure> closures, of_new_camps;
    if (auto links_table = source_->table(form_.links, "links")) {
      links = read_links(*links_table, codes);
      changes_->add_ways(codes, links, of_new_camps);
      for (const char* column : {"max_speed_km_per_day", "walk_probability", "forced_from",
                                 "permeability", "death_risk_per_day"}) {
        note_fact(*links_table, links_table->find(column), "links.");
      }
      sound = sound && problems_.size() == told_before;
      if (sound) check_reachable(table_of_zones, zones, links);
    } else {
      sound = false;
    }
    if (auto closures_table = source_->table(form_.closures, "closures")) {
      closures = read_closures(*closures_table, {codes, world.zones, links, sound},
                               source_->days_for(form_.closures));
      note_closures(*closures_table);
    }
    changes_->change_network(codes, world.zones, links, closures);
    closures.insert(closures.end(), of_new_camps.begin(), of_new_camps.end());
    const DriverReader drivers(*source_, form_, codes, *changes_, scenario_);
    drivers.read_drivers();
    drivers.read_monthly_series();
    changes_->change_drivers(codes, drivers.tables_of_changes(), scenario_);
    check_phases(scenario_, root_, problems_);
    drivers.read_register();
    if (auto rivers = source_->table(form_.rivers, "rivers"))
      scenario_.rivers = read_rivers(*rivers, codes);
    read_attributes(codes);
    if (auto strata = source_->table(form_.population.strata, "population.strata")) {
      scenario_.strata = read_strata(*strata, codes, world.size());
    }
    read_observed(*source_, form_, {codes, world.zones, {}, sound}, scenario_);
    if (days_.known && !form_.tolerate_overfull_camps) {
      check_capacities(table_of_zones, zones, scenario_);
    }
    world.network =
        Network(world.zones, std::move(links), std::move(closures), scenario_.period.days);
  }

  void take_cities() {
    std::map<std::string, ZoneIndex> zones;
    for (ZoneIndex z = 0; z < scenario_.world.size(); ++z) {
      zones[scenario_.world.zones[z].code] = z;
    }
    scenario_.cities = read_cities(form_.cities, root_, zones, problems_);
    if (!scenario_.cities.empty()) scenario_.make_cities = models::make_cities(scenario_.cities);
  }

  /// Keeps where the column says something first.
  void note_fact(const Table& table, Column column, const std::string& table_name) {
    for (std::size_t r = 0; column && r < table.rows(); ++r) {
      if (table.blank(r, column)) continue;
      facts_.emplace(table_name + table.columns()[column.index], table.place(r, column));
      return;
    }
  }

  /// The kinds of closures that not every model uses.
  void note_closures(Table& table) {
    note_fact(table, table.find("permeability"), "closures.");
    const Column kind = table.find("kind");
    for (std::size_t r = 0; r < table.rows(); ++r) {
      const std::string name(table.peek(r, kind));
      if (name != "link" && name != "forced_redirection") continue;
      facts_.emplace("closures." + name, table.place(r, kind));
    }
  }

  void take_home_country() {
    World& world = scenario_.world;
    world.home_country = form_.home_country;
    if (world.home_country.empty()) world.home_country = world.zones.front().country;
    std::vector<std::string> countries;
    for (const Zone& zone : world.zones) {
      if (zone.country == world.home_country) return;
      countries.push_back(zone.country);
    }
    problems_.add({place_of(root_, "home_country"), "home_country",
                   fmt::format("no zone lies in \"{}\"", world.home_country),
                   did_you_mean(world.home_country, countries)});
  }

  void check_reachable(Table& table, const ZoneTable& zones, std::span<const Link> links) {
    if (form_.tolerate_unreachable_camps) return;
    const std::vector<bool> reached = reachable_from_towns(zones.zones, links);
    for (std::size_t z = 0; z < zones.row.size(); ++z) {  // those of the table
      if (reached[z] || !receives(zones.zones[z])) continue;
      table.problem(
          zones.row[z], zones.code,
          fmt::format("no town has a way to {}, even with all links open", zones.zones[z].code),
          "add a link, or write tolerate: [unreachable_camps]");
    }
  }

  void read_attributes(const ZoneCodes& codes) {
    for (const auto& [name, path] : form_.population.attributes) {
      if (auto weights = source_->table(path, "population.attributes." + name)) {
        scenario_.attributes.push_back(read_attribute(*weights, codes, name));
      }
    }
  }

  const YamlNode& root_;
  InputFiles& files_;
  std::span<const models::BehaviourModel> models_;
  Problems& problems_;
  std::vector<Problem> notes_;
  std::shared_ptr<const models::JointDraws> posterior_;
  SoundParts sound_;
  Facts facts_;
  ScenarioForm form_;
  Days days_;
  std::optional<TableSource> source_;
  std::optional<Changes> changes_;
  Scenario scenario_;
};

}  // namespace

Assembled assemble(const YamlNode& root, InputFiles& files,
                   std::span<const models::BehaviourModel> models, Problems& problems) {
  return Assembler(root, files, models, problems).run();
}

}  // namespace ravenstein::io
