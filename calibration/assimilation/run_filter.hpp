// SPDX-License-Identifier: Apache-2.0
// An ensemble of runs that is told, count by count, where people are: people, hazards, pulls and
// drawn parameters are updated together, and the runs go on from there. Member m draws with
// DrawKey{seed, m}; without counts it is member m of the scenario's ensemble.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/assimilation/filter_plan.hpp"
#include "calibration/assimilation/particle_filter.hpp"
#include "calibration/nowcast/destination_shares.hpp"
#include "engine/stepped_run.hpp"
#include "io/assimilation_record.hpp"

namespace ravenstein::calibration {

/// The behaviour of a member with these values of the drawn parameters (EnsemblePlan::draws).
using MakeDrawn = std::function<std::unique_ptr<Behaviour>(std::span<const double> drawn)>;

class RunFilter {
 public:
  /// The scenario outlives it. Throws std::invalid_argument where runs cannot be stopped
  /// (stepped_run.hpp) or for fewer than two members.
  RunFilter(const Scenario& scenario, const FilterPlan& plan, MakeDrawn make, std::uint64_t seed);

  /// Runs to the update and takes its counts in. Members count alike afterwards: particles are
  /// resampled in every update.
  io::AssimilationUpdate update(const FilterUpdate& update);

  /// Everything there is after an update, to go on later: another filter of the same scenario and
  /// plan, restored, does the same from there on.
  std::string checkpoint() const;
  void restore(std::string_view checkpoint);

  /// Runs on without counts. What follows must not be an update of a step before.
  void advance(int steps);
  std::size_t members() const { return members_; }
  /// People of a member away from home per zone, now [persons of a run].
  std::span<const double> present(std::size_t member) const { return runs_[member].present(); }

  /// Runs to the end and gives what every member recorded (rows before a `restore` are empty).
  std::vector<Projection> finish();

 private:
  struct Forecast;
  using Numbers = std::vector<std::vector<double>>;  ///< by member

  std::unique_ptr<Behaviour> behaviour_of(std::size_t member) const;
  SteppedRun fresh(std::size_t member) const;
  Eigen::MatrixXd noise(int steps) const;
  void walk(const Eigen::MatrixXd& noise, int days);
  void drift(const Eigen::MatrixXd& noise, int days);
  enum class Cause : std::uint32_t { drift, analysis };  ///< why people are corrected
  void take_people(std::size_t member, std::span<const double> people, Cause cause);
  /// Persons counted of one who is in a run (each stands for PopulationPlan::hasten).
  double counted_per_person() const;
  void renew(std::size_t member);
  Forecast forecast(const FilterUpdate& update) const;
  void judge(Forecast& forecast, io::AssimilationUpdate& record);
  void analyse_etkf(const Forecast& forecast);
  void analyse_particles(const Forecast& forecast, io::AssimilationUpdate& record);
  void begin_reports();
  void lean();
  void take_reports(const Forecast& forecast, const Eigen::MatrixXd& noise);
  void lean_anew(const Eigen::MatrixXd& noise);
  Eigen::MatrixXd leaning_now() const;
  double people_counted() const;
  double mean_present(std::size_t zone) const;
  double unreported() const;
  void analyse_reports(const Forecast& forecast, const Eigen::MatrixXd& noise, int day);
  Eigen::MatrixXd state() const;
  double weight_of(Eigen::Index row, ZoneIndex counted) const;
  void take_state(const Eigen::MatrixXd& state);
  void note(io::AssimilationUpdate& record, bool posterior) const;

  const Scenario& scenario_;
  FilterPlan plan_;
  MakeDrawn make_;
  std::uint64_t seed_;
  std::size_t members_, zones_;
  std::vector<SteppedRun> runs_;
  Numbers score_, hazard_, pull_;  ///< normal scores of parameters; logarithms of factors
  ParticleState particles_;
  std::vector<std::int8_t> off_side_;  ///< per zone: the last count lay above (1) or below (-1)
  /// Of method `reports`: the last report of each zone [persons of a run], its day, and what the
  /// members make of it.
  struct Reports {
    std::vector<double> persons;
    std::vector<int> day;
    Numbers believed;
  } reports_;
  /// Of method `reports`: how members part ways after an update (run_filter_lean.cpp).
  struct Leaning {
    int since = 0;              ///< steps done at the update
    std::vector<double> asked;  ///< per member: people asked, as it were, 30 days later
    Eigen::MatrixXd score;      ///< places x members: their ways
    Numbers moved;              ///< people moved to each place since
  } leaning_;
  std::unique_ptr<Behaviour> newcomers_model_;
  std::unique_ptr<DestinationShares> newcomers_;
};

}  // namespace ravenstein::calibration
