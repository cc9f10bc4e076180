// SPDX-License-Identifier: Apache-2.0
// A small country in which everything happens that can happen to people, at constant hazards: so
// all resolutions must agree in the mean.
#pragma once

#include "engine/simulation.hpp"

namespace country {

using namespace ravenstein;

/// Six zones (the last abroad); two causes; a border that lets 60 % through; a deadly way.
class Everything : public Behaviour {
 public:
  explicit Everything(double factor = 1) : factor_(factor) {}
  std::vector<std::string> causes() const override { return {"conflict", "drought"}; }
  void entry_weights(const DayView&, std::span<double> weight) override {
    std::ranges::fill(weight, 1.0);
  }
  void hazards(const DayView& today, Hazards& h) override {
    for (std::size_t z = 0; z < h.zones; ++z) {
      h.departure_of(0)[z] = factor_ * (z < 3 ? 0.004 : 0.001);
      h.departure_of(1)[z] = factor_ * 0.002 * static_cast<double>(z % 3);
      h.onward_of(0)[z] = 0.01;
      h.onward_of(1)[z] = z == 5 ? 0 : 0.005;
      h.returning[z] = today.day >= 20 ? 0.02 : 0;  // peace comes
      h.staying[z] = today.day >= 20 ? 0.01 : 0;
      h.settling[z] = z == 1 ? 0.03 : 0.002;
      h.release[z] = 0.05;
    }
  }
  bool destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) override {
    if (!by_cause[0].to.empty()) return false;
    const auto n = static_cast<ZoneIndex>(today.world.size());
    for (ZoneIndex cause = 0; cause < 2; ++cause) {
      ChoiceTable& choice = by_cause[cause];
      choice.clear(n + 1);
      for (ZoneIndex from = 0; from < n; ++from) {
        for (ZoneIndex to = 0; to < n; ++to) {
          choice.to.push_back(to);  // their own zone, too
          choice.weight.push_back(1.0 / (1 + (cause + 1) * (from > to ? from - to : to - from)));
          choice.distance_km.push_back(150.0 * (from > to ? from - to : to - from));
          choice.passing.push_back(to == 5 && from != 5 ? 0.6 : 1);
          choice.survival.push_back(from == 0 && to == 4 ? 0.7 : 1);
        }
        choice.begin[from + 1] = static_cast<std::uint32_t>(choice.to.size());
      }
      choice.begin[n + 1] = choice.begin[n];
    }
    return true;
  }

 private:
  double factor_;
};

inline Scenario scenario(Resolution resolution, int days = 60, std::int64_t people_each = 4000) {
  Scenario s;
  s.resolution = resolution;
  s.period = {parse_date("2021-03-01").value(), days};
  s.world.home_country = "A";
  for (int z = 0; z < 6; ++z) {
    Zone zone;
    zone.code = "Z" + std::to_string(z);
    zone.country = z < 5 ? "A" : "B";
    zone.population = people_each + 100 * z;
    s.world.zones.push_back(zone);
  }
  s.world.network = Network(s.world.zones, {}, {}, days);
  s.population.departures = PopulationPlan::Departures::hazard;
  s.travel = {TravelPlan::Mode::network, 200};
  s.strata.dimensions = {"age"};
  s.strata.strata = {{.labels = {"child"}, .deaths_per_year = 0.02, .newborn_share = 1},
                     {.labels = {"woman"}, .deaths_per_year = 0.05, .births_per_year = 0.3},
                     {.labels = {"man"},
                      .deaths_per_year = 0.08,
                      .relative_hazard = {{"conflict", 1.5}, {"drought", 0.5}}}};
  for (int z = 0; z < 6; ++z) {
    s.strata.share.insert(s.strata.share.end(), {0.5 - 0.01 * z, 0.25, 0.25 + 0.01 * z});
  }
  s.record.homes = true;
  return s;
}

inline Projection run(const Scenario& s, std::uint64_t seed = 1, int threads = 1,
                      double factor = 1) {
  Everything behaviour(factor);
  return simulate(s, behaviour, {.seed = seed, .threads = threads});
}

/// Every recorded table of the last row, one after the other.
inline std::vector<double> last_row(const Projection& p) {
  std::vector<double> all;
  const int row = p.period.steps() - 1;
  for (const DailyTable* table : {&p.residents, &p.displaced, &p.refugees, &p.on_the_way,
                                  &p.returnees, &p.integrated, &p.stranded}) {
    all.insert(all.end(), table->row(row).begin(), table->row(row).end());
  }
  for (const CategoryTable* table : {&p.displaced_by_stratum, &p.displaced_by_home}) {
    for (std::size_t c = 0; c < table->categories; ++c) {
      all.insert(all.end(), table->row(row, c).begin(), table->row(row, c).end());
    }
  }
  const auto sums = [&](const DailyTable& table) {  // over the whole run
    for (std::size_t z = 0; z < table.zones; ++z) {
      double sum = 0;
      for (int r = 0; r <= row; ++r) sum += table.row(r)[z];
      all.push_back(sum);
    }
  };
  for (const DailyTable* table :
       {&p.arrivals, &p.departures, &p.entries, &p.returns, &p.births, &p.deaths}) {
    sums(*table);
  }
  for (const CategoryTable* table : {&p.departures_by_cause, &p.arrivals_by_cause}) {
    for (std::size_t c = 0; c < table->categories; ++c) {
      for (std::size_t z = 0; z < table->zones; ++z) {
        double sum = 0;
        for (int r = 0; r <= row; ++r) sum += table->row(r, c)[z];
        all.push_back(sum);
      }
    }
  }
  return all;
}

}  // namespace country
