// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/assimilate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "calibration/assimilation/settle_plan.hpp"
#include "calibration/batch/record.hpp"
#include "io/checksum.hpp"
#include "io/journal/journal.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

/// An update in the journal: `chain` tells it and all before it.
struct KeptUpdate {
  std::string chain, filter;
  io::AssimilationUpdate update;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.chain, s.filter, s.update);
  }
};

/// Names an update, its counts and all that came before.
std::string link(const std::string& before, const FilterUpdate& update) {
  std::string text = fmt::format("{} {}", before, update.steps);
  for (const PeopleCount& c : update.counts) {
    text += fmt::format(" {} {} {} {}", c.zone, c.day, c.persons, c.error_sd);
  }
  return io::sha256(text);
}

std::vector<std::string> chain_of(const std::vector<FilterUpdate>& updates) {
  std::vector<std::string> chain;
  for (std::size_t u = 0; u < updates.size(); ++u) {
    chain.push_back(link(u == 0 ? "" : chain[u - 1], updates[u]));
  }
  return chain;
}

/// The updates that the journal holds already, from the first on; the filter goes on after them.
std::size_t take_kept(const io::Journal& journal, const std::vector<std::string>& chain,
                      RunFilter& filter, std::vector<io::AssimilationUpdate>& updates) {
  std::unordered_map<std::string, std::string_view> found;
  for (const std::string_view record : journal.found().records) {
    RecordReader reader(record);
    std::string name;
    reader.get(name);
    found[name] = record;
  }
  std::string state;
  for (const std::string& name : chain) {
    const auto record = found.find(name);
    if (record == found.end()) break;
    auto kept = from_bytes<KeptUpdate>(record->second);
    state = std::move(kept.filter);
    updates.push_back(std::move(kept.update));
  }
  if (!updates.empty()) filter.restore(state);
  return updates.size();
}

/// The first row of the record that ends after so many steps.
int row_after(const Scenario& scenario, int steps) {
  return recorded_rows(scenario).step_of(scenario.period.first_day(steps));
}

Assimilated run(const Scenario& scenario, const FilterPlan& plan,
                const std::vector<FilterUpdate>& todo, const AssimilationOptions& options) {
  Assimilated result;
  RunFilter filter(scenario, plan, make_drawn(scenario), options.seed);
  const std::vector<std::string> chain = chain_of(todo);
  std::unique_ptr<io::Journal> journal;
  if (!options.journal.empty()) {
    journal = std::make_unique<io::Journal>(options.journal, options.identity);
    result.kept = static_cast<int>(take_kept(*journal, chain, filter, result.updates));
  }
  const int all = static_cast<int>(todo.size());
  for (auto u = static_cast<std::size_t>(result.kept); u < todo.size(); ++u) {
    if (options.on_update && !options.on_update(static_cast<int>(u), all)) throw Interrupted();
    result.updates.push_back(filter.update(todo[u]));
    if (journal == nullptr) continue;
    journal->append(to_bytes(KeptUpdate{chain[u], filter.checkpoint(), result.updates.back()}));
    journal->sync_if_due();
  }
  if (journal != nullptr) journal->sync();
  if (options.on_update && !options.on_update(all, all)) throw Interrupted();
  result.first_row = row_after(scenario, todo.back().steps);
  for (const Projection& member : filter.finish()) {
    result.members.push_back(from_row(member, result.first_row));
  }
  return result;
}

void slice(DailyTable& table, int row) {
  if (table.persons.empty()) return;
  const auto cut = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(row) * table.zones);
  table.persons.erase(table.persons.begin(), table.persons.begin() + cut);
}

void slice(CategoryTable& table, int row) {
  if (table.persons.empty()) return;
  const auto cut =
      static_cast<std::ptrdiff_t>(static_cast<std::size_t>(row) * table.categories * table.zones);
  table.persons.erase(table.persons.begin(), table.persons.begin() + cut);
}

double sum(const DailyTable& table) {
  double all = 0;
  for (const double persons : table.persons) all += persons;
  return all;
}

}  // namespace

MakeDrawn make_drawn(const Scenario& scenario) {
  const models::BehaviourModel* model = models::find_behaviour_model(scenario.behaviour.model);
  if (model == nullptr) throw std::invalid_argument("assimilation: no such model");
  return [&scenario, model](std::span<const double> drawn) {
    ParameterValues values = models::complete_parameters(scenario);
    for (std::size_t p = 0; p < drawn.size(); ++p) {
      values[scenario.ensemble.draws[p].parameter] = drawn[p];
    }
    return model->make(values, scenario);
  };
}

bool works_by_month(const Scenario& scenario) {
  return !models::make_behaviour(scenario)->declare_state().empty();
}

std::vector<FilterUpdate> updates_of(const Scenario& scenario, const FilterPlan& plan,
                                     std::span<const PeopleCount> counts) {
  return filter_updates(scenario.period, counts, works_by_month(scenario),
                        settled(plan, scenario).method == FilterMethod::reports);
}

Projection from_row(const Projection& whole, int row) {
  Projection part = whole;
  const int day = whole.period.first_day(row);
  part.period.start = whole.period.date_of(day);
  part.period.days = whole.period.days - day;
  for (DailyTable* table :
       {&part.residents, &part.displaced, &part.refugees, &part.on_the_way, &part.arrivals,
        &part.departures, &part.entries, &part.exits, &part.returnees, &part.integrated,
        &part.stranded, &part.returns, &part.births, &part.deaths}) {
    slice(*table, row);
  }
  for (CategoryTable* table : {&part.departures_by_cause, &part.arrivals_by_cause,
                               &part.displaced_by_stratum, &part.displaced_by_home}) {
    slice(*table, row);
  }
  std::erase_if(part.flows, [&](const FlowEntry& flow) { return flow.day < row; });
  for (FlowEntry& flow : part.flows) flow.day -= row;
  Totals& totals = part.totals;
  totals.entries = sum(part.entries);
  totals.exits = sum(part.exits);
  totals.moves = sum(part.arrivals);
  totals.births = sum(part.births);
  totals.deaths = sum(part.deaths);
  totals.person_days = 0;
  for (int r = 0; r < part.period.steps(); ++r) {
    double people = 0;
    for (const DailyTable* table : {&part.displaced, &part.refugees, &part.on_the_way}) {
      for (const double persons : table->row(r)) people += persons;
    }
    totals.person_days += people * part.period.days_in(r);
  }
  return part;
}

Assimilated assimilate(const Scenario& scenario, const FilterPlan& plan,
                       std::span<const PeopleCount> counts, const AssimilationOptions& options) {
  const std::vector<FilterUpdate> updates = updates_of(scenario, plan, counts);
  if (updates.empty()) throw std::invalid_argument("assimilation: no count in the period");
  if (updates.back().steps >= scenario.period.steps()) {
    throw std::invalid_argument("assimilation: nothing is left to project after the last count");
  }
  Assimilated result;
  in_arena(options.threads, [&] { result = run(scenario, plan, updates, options); });
  return result;
}

}  // namespace ravenstein::calibration
