// SPDX-License-Identifier: Apache-2.0
// Writes two projections of made-up worlds in which few people move and that are the same in the
// first rows: made_up_worlds BASE.h5 SEED MEMBERS A.h5 B.h5 [A.h5 and B.h5 have BASE's zones, rows,
// causes and scenario]. MEMBERS 0: single runs. What attack.py does not know stands in them.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/ensemble.hpp"
#include "io/projection/read.hpp"
#include "io/projection/write.hpp"

namespace ravenstein {
namespace {

constexpr int kSharedRows = 2;
constexpr std::size_t kStrata = 2;

struct Move {
  std::size_t from, to, cause;
  double residents;
  double displaced[kStrata];

  double displaced_people() const { return displaced[0] + displaced[1]; }
  double people() const { return residents + displaced_people(); }
};

/// One run, row by row. Every third move of few takes until the next row.
class World {
 public:
  World(const Projection& shape, const std::vector<Zone>& zones) : run_(shape), zones_(zones) {
    const auto rows = static_cast<std::size_t>(shape.period.steps());
    const DailyTable none{zones.size(), std::vector<double>(rows * zones.size())};
    for (auto table : {&Projection::displaced, &Projection::refugees, &Projection::on_the_way,
                       &Projection::arrivals, &Projection::departures, &Projection::entries,
                       &Projection::exits, &Projection::residents}) {
      run_.*table = none;
    }
    for (auto table : {&Projection::returnees, &Projection::integrated, &Projection::stranded,
                       &Projection::returns, &Projection::births, &Projection::deaths}) {
      run_.*table = {};
    }
    run_.displaced_by_home = {};
    run_.strata = {"female", "male"};
    const auto categories = [&](std::size_t count) {
      return CategoryTable{count, zones.size(), std::vector<double>(rows * count * zones.size())};
    };
    run_.departures_by_cause = run_.arrivals_by_cause = categories(run_.causes.size());
    run_.displaced_by_stratum = categories(kStrata);
    run_.flows.clear();
    run_.totals = {};
    present_.assign(kStrata, std::vector<double>(zones.size()));
    for (const Zone& zone : zones) residents_.push_back(static_cast<double>(zone.population));
  }

  void step(int row, std::mt19937& random) {
    row_ = row;
    for (const Move& move : std::exchange(on_the_way_, {})) arrive(move, random);
    for (std::size_t from = 0; from < zones_.size(); ++from) {
      for (int way = 0; way < 2; ++way) set_out(from, random);
    }
    for (std::size_t z = 0; z < zones_.size(); ++z) {
      run_.residents.row(row)[z] = residents_[z];
      for (std::size_t s = 0; s < kStrata; ++s) {
        run_.displaced.row(row)[z] += present_[s][z];
        run_.displaced_by_stratum.row(row, s)[z] = present_[s][z];
      }
    }
    for (const Move& move : on_the_way_) run_.on_the_way.row(row)[move.from] += move.people();
  }

  Projection finish() {
    std::ranges::sort(run_.flows, {}, [](const FlowEntry& flow) {
      return std::tuple(flow.day, flow.cause, flow.from, flow.to);
    });
    for (const double persons : run_.displaced.row(row_)) run_.totals.people_at_end += persons;
    return std::move(run_);
  }

 private:
  static int one_of(std::mt19937& random, const std::vector<int>& choice) {
    return choice[random() % choice.size()];
  }

  void set_out(std::size_t from, std::mt19937& random) {
    const std::size_t to = (from + 1 + random() % (zones_.size() - 1)) % zones_.size();
    // Where few go, few go all the time.
    const std::vector<int> few{0, 0, 0, 1, 2, 3, 4, 6, 9, 12}, many{0, 7, 15, 25, 60, 140, 300};
    Move move{from, to, random() % run_.causes.size(), 0, {0, 0}};
    move.residents = std::min(residents_[from], double(one_of(random, to % 3 == 0 ? few : many)));
    for (std::size_t s = 0; s < kStrata; ++s) {
      const int wish = one_of(random, {0, 0, 0, 0, 2, 5, 11, 40});
      move.displaced[s] = std::min(present_[s][from], double(wish));
      present_[s][from] -= move.displaced[s];
    }
    if (move.people() == 0) return;
    residents_[from] -= move.residents;
    run_.departures.row(row_)[from] += move.people();
    run_.departures_by_cause.row(row_, move.cause)[from] += move.people();
    if (random() % 3 == 0 && move.people() < 10) {
      on_the_way_.push_back(move);
    } else {
      arrive(move, random);
    }
  }

  void arrive(const Move& move, std::mt19937& random) {
    const double women = std::min(move.residents, double(random() % 20));
    present_[0][move.to] += move.displaced[0] + women;
    present_[1][move.to] += move.displaced[1] + move.residents - women;
    run_.arrivals.row(row_)[move.to] += move.people();
    run_.arrivals_by_cause.row(row_, move.cause)[move.to] += move.people();
    run_.entries.row(row_)[move.to] += move.residents;
    run_.totals.entries += move.residents;
    run_.totals.moves += move.people();
    const auto same = std::ranges::find_if(run_.flows, [&](const FlowEntry& flow) {
      return flow.day == row_ && flow.from == move.from && flow.to == move.to &&
             flow.cause == move.cause;
    });
    if (same != run_.flows.end()) {
      same->persons += move.people();
    } else {
      run_.flows.push_back({row_, static_cast<ZoneIndex>(move.from),
                            static_cast<ZoneIndex>(move.to), move.people(),
                            static_cast<std::uint32_t>(move.cause)});
    }
  }

  Projection run_;
  const std::vector<Zone>& zones_;
  std::vector<double> residents_;
  std::vector<std::vector<double>> present_;  ///< by stratum and zone: displaced
  std::vector<Move> on_the_way_;
  int row_ = 0;
};

/// Scenario 0 or 1 of a seed: the same draws until they part.
io::ProjectionFile world(const io::ProjectionFile& base, std::uint32_t seed, int members,
                         std::uint32_t scenario) {
  io::ProjectionFile file = base;
  for (std::size_t z = 0; z < file.zones.size(); ++z) {
    file.zones[z].region = "R" + std::to_string(z / 4);
    file.zones[z].population = 2000 + 100 * static_cast<std::int64_t>(z);
  }
  std::vector<Projection> runs;
  for (int m = 0; m < std::max(1, members); ++m) {
    World one(base.projection, file.zones);
    for (int row = 0; row < base.projection.period.steps(); ++row) {
      const auto since = row < kSharedRows ? 0U : 1 + scenario;
      std::seed_seq key{seed, static_cast<std::uint32_t>(m), static_cast<std::uint32_t>(row),
                        since};
      std::mt19937 random(key);
      one.step(row, random);
    }
    runs.push_back(one.finish());
  }
  file.title = scenario == 0 ? "Made up" : "Made up, otherwise";
  file.projection = runs.front();
  file.ensemble = {};
  if (members > 0) {
    Ensemble all = summarise(std::move(runs), {0.05, 0.25, 0.5, 0.75, 0.95});
    file.ensemble.members = all.members;
    file.ensemble.quantiles = all.quantiles;
    file.ensemble.tables = std::move(all.tables);
    file.ensemble.each = std::move(all.each);
  }
  return file;
}

}  // namespace
}  // namespace ravenstein

int main(int argc, char** argv) {
  using namespace ravenstein;
  if (argc != 6) {
    std::cerr << "usage: made_up_worlds BASE.h5 SEED MEMBERS A.h5 B.h5\n";
    return 2;
  }
  const io::ProjectionFile base = io::read_projection(argv[1]);
  const auto seed = static_cast<std::uint32_t>(std::atoi(argv[2]));
  for (std::uint32_t scenario : {0U, 1U}) {
    io::write_projection(argv[4 + scenario], world(base, seed, std::atoi(argv[3]), scenario),
                         {.force = true});
  }
}
