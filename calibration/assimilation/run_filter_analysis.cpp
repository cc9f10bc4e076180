// SPDX-License-Identifier: Apache-2.0
// One update of an ensemble of runs: what is believed of counts, and what counts change.
#include <oneapi/tbb/parallel_for.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "calibration/assimilation/etkf.hpp"
#include "calibration/assimilation/run_filter.hpp"
#include "calibration/assimilation/run_filter_forecast.hpp"
#include "calibration/smoother/localisation.hpp"

namespace ravenstein::calibration {

io::AssimilationUpdate RunFilter::update(const FilterUpdate& update) {
  io::AssimilationUpdate record;
  record.step = update.steps;
  record.day = scenario_.period.first_day(update.steps) - 1;
  const Period& period = scenario_.period;
  const int days = period.first_day(update.steps) - period.first_day(runs_[0].steps_done());
  const Eigen::MatrixXd noise = this->noise(update.steps);
  if (runs_[0].steps_done() > 0) {
    walk(noise, days);
    oneapi::tbb::parallel_for(std::size_t{0}, members_, [&](std::size_t m) { renew(m); });
  }
  advance(update.steps);
  if (plan_.method != FilterMethod::reports) drift(noise, days);  // else on the way
  note(record, false);
  Forecast forecast = this->forecast(update);
  judge(forecast, record);
  record.effective_members = static_cast<double>(members_);
  switch (plan_.method) {
    case FilterMethod::automatic:  // settled when the filter was made
    case FilterMethod::etkf:
      analyse_etkf(forecast);
      break;
    case FilterMethod::particle_filter:
      analyse_particles(forecast, record);
      break;
    case FilterMethod::reports:
      analyse_reports(forecast, noise, record.day);
      break;
  }
  note(record, true);
  return record;
}

RunFilter::Forecast RunFilter::forecast(const FilterUpdate& update) const {
  Forecast f(update.counts.size(), members_);
  f.counts = update.counts;
  for (std::size_t i = 0; i < f.counts.size(); ++i) {
    const PeopleCount& count = f.counts[i];
    const auto row = static_cast<Eigen::Index>(i);
    f.observed[row] = count.persons;
    f.error_sd[row] = std::isfinite(count.error_sd)
                          ? count.error_sd
                          : std::hypot(plan_.error_share * count.persons, plan_.error_persons);
    for (std::size_t m = 0; m < members_; ++m) {
      f.predicted(row, static_cast<Eigen::Index>(m)) =
          counted_per_person() * runs_[m].present()[count.zone];
    }
  }
  f.measure();
  return f;
}

/// Outliers are left out once; if the next count of the zone lies as far off on the same side, its
/// error is taken to be as large as makes it just believable. Of `reports`, where the total is
/// known, a count above it is an outlier, too, and off by that much at least; people who were in no
/// report may be in any zone and add to what the forecast may be off by.
void RunFilter::judge(Forecast& f, io::AssimilationUpdate& record) {
  const double unreported = this->unreported();
  f.variance.array() += unreported * unreported;
  const double most = plan_.method == FilterMethod::reports
                          ? people_counted()
                          : std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < f.counts.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const double off = f.observed[row] - f.mean[row];
    const double variance = f.variance[row] + f.error_sd[row] * f.error_sd[row];
    const bool too_many = f.observed[row] > most + plan_.outlier_sd * f.error_sd[row];
    const bool far = too_many || off * off > plan_.outlier_sd * plan_.outlier_sd * variance;
    const std::int8_t side = !far ? 0 : off > 0 ? 1 : -1;
    std::int8_t& before = off_side_[f.counts[i].zone];
    io::CountFlag flag = io::CountFlag::used;
    if (far) flag = before == side ? io::CountFlag::confirmed : io::CountFlag::outlier;
    before = side;
    if (flag == io::CountFlag::confirmed) {
      const double believable = off / plan_.outlier_sd;
      const double widened = std::max(0.0, believable * believable - f.variance[row]);
      f.error_sd[row] =
          std::max({f.error_sd[row], 1.0001 * std::sqrt(widened), f.observed[row] - most});
    }
    f.used[i] = flag != io::CountFlag::outlier;
    f.doubted[i] = flag == io::CountFlag::confirmed;
    record.zone.push_back(f.counts[i].zone);
    record.count_day.push_back(f.counts[i].day);
    record.observed.push_back(f.observed[row]);
    record.error_sd.push_back(f.error_sd[row]);
    record.flag.push_back(flag);
    record.prior_mean.push_back(f.mean[row]);
    record.prior_sd.push_back(std::sqrt(f.variance[row]));
  }
  const Forecast used = f.chosen();
  if (used.counts.empty()) return;
  const Eigen::MatrixXd off = used.predicted.colwise() - used.mean;
  Eigen::MatrixXd covariance = off * off.transpose() / static_cast<double>(members_ - 1);
  covariance.diagonal() += used.error_sd.cwiseAbs2();
  covariance.diagonal().array() += unreported * unreported;
  const Eigen::LDLT<Eigen::MatrixXd> factor(covariance);
  const Eigen::VectorXd innovation = used.observed - used.mean;
  record.log_evidence =
      -(innovation.dot(factor.solve(innovation)) + factor.vectorD().array().log().sum() +
        static_cast<double>(innovation.size()) * std::log(2 * std::numbers::pi)) /
      2;
}

/// People by zone, then scores, then logarithms of hazards and pulls: rows; columns are members.
Eigen::MatrixXd RunFilter::state() const {
  const std::size_t rows = zones_ + score_[0].size() + hazard_[0].size() + pull_[0].size();
  Eigen::MatrixXd state(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(members_));
  for (std::size_t m = 0; m < members_; ++m) {
    Eigen::Index row = 0;
    const auto put = [&](const auto& list) {
      for (const double value : list) state(row++, static_cast<Eigen::Index>(m)) = value;
    };
    put(runs_[m].present());
    put(score_[m]);
    put(hazard_[m]);
    put(pull_[m]);
  }
  return state;
}

/// How much a count in a zone says about a row of the state.
double RunFilter::weight_of(Eigen::Index row, ZoneIndex counted) const {
  auto place = static_cast<std::size_t>(row);
  if (place >= zones_) {
    place -= zones_;
    if (place < score_[0].size()) return 1;
    place = (place - score_[0].size()) % zones_;
  }
  const auto& zones = scenario_.world.zones;
  return gaspari_cohn(great_circle_km(zones[place], zones[counted]), plan_.localisation_km);
}

void RunFilter::analyse_etkf(const Forecast& forecast) {
  const Forecast used = forecast.chosen();
  if (used.counts.empty()) return;
  EtkfSettings settings;
  settings.inflation = plan_.inflation;
  settings.relax = plan_.relax;
  settings.outlier_sd = std::numeric_limits<double>::infinity();  // judged already
  LocalWeight weight;
  if (plan_.localisation_km > 0) {
    weight = [&](Eigen::Index row, Eigen::Index count) {
      return weight_of(row, used.counts[static_cast<std::size_t>(count)].zone);
    };
  }
  take_state(etkf(state(), used.predicted, used.observed, used.error_sd, settings, weight).state);
}

void RunFilter::take_state(const Eigen::MatrixXd& state) {
  oneapi::tbb::parallel_for(std::size_t{0}, members_, [&](std::size_t m) {
    const auto column = state.col(static_cast<Eigen::Index>(m));
    std::vector<double> people(zones_);
    for (std::size_t z = 0; z < zones_; ++z) {
      people[z] = std::max(0.0, column[static_cast<Eigen::Index>(z)]);
    }
    take_people(m, people, Cause::analysis);
    auto row = static_cast<Eigen::Index>(zones_);
    for (auto* list : {&score_[m], &hazard_[m], &pull_[m]}) {
      for (double& value : *list) value = column[row++];
    }
    renew(m);
  });
}

void RunFilter::analyse_particles(const Forecast& forecast, io::AssimilationUpdate& record) {
  const Forecast used = forecast.chosen();
  if (used.counts.empty()) return;
  std::vector<double> log_likelihood(members_, 0.0);
  for (std::size_t m = 0; m < members_; ++m) {
    for (Eigen::Index i = 0; i < used.observed.size(); ++i) {
      const double off =
          (used.observed[i] - used.predicted(i, static_cast<Eigen::Index>(m))) / used.error_sd[i];
      log_likelihood[m] -=
          off * off / 2 + std::log(used.error_sd[i] * std::sqrt(2 * std::numbers::pi));
    }
  }
  const double before = particles_.log_evidence;
  ParticleState weighed = particles_;  // the weights before any resampling
  weighed.resample_below = 0;
  assimilate(weighed, log_likelihood);
  record.effective_members = effective_particles(weighed);
  const std::vector<std::uint32_t> chosen = assimilate(particles_, log_likelihood);
  record.log_evidence = particles_.log_evidence - before;
  std::vector<std::string> states(members_);
  oneapi::tbb::parallel_for(std::size_t{0}, members_,
                            [&](std::size_t m) { states[m] = runs_[m].checkpoint(); });
  const Numbers score = score_, hazard = hazard_, pull = pull_;
  oneapi::tbb::parallel_for(std::size_t{0}, members_, [&](std::size_t m) {
    const std::size_t from = chosen[m];
    if (from == m) return;
    score_[m] = score[from];
    hazard_[m] = hazard[from];
    pull_[m] = pull[from];
    runs_[m] = fresh(m);
    runs_[m].restore(states[from]);
    renew(m);
  });
}

/// What the record keeps of all members, before and after.
void RunFilter::note(io::AssimilationUpdate& record, bool posterior) const {
  std::vector<double>& present = posterior ? record.posterior_present : record.prior_present;
  std::vector<double>& drawn = posterior ? record.posterior_parameter : record.prior_parameter;
  for (std::size_t m = 0; m < members_; ++m) {
    const auto people = runs_[m].present();
    for (const double persons : people) {
      present.push_back(static_cast<double>(scenario_.population.hasten) * persons);
    }
    for (std::size_t p = 0; p < score_[m].size(); ++p) {
      drawn.push_back(scenario_.ensemble.draws[p].distribution.from_score(score_[m][p]));
    }
    if (!posterior) continue;
    for (const double l : hazard_[m]) record.hazard_factor.push_back(std::exp(l));
    for (const double l : pull_[m]) record.pull_factor.push_back(std::exp(l));
  }
  if (!posterior) return;
  for (const std::uint32_t zone : record.zone) {
    double mean = 0, square = 0;
    for (std::size_t m = 0; m < members_; ++m) {
      const double value = plan_.detection * present[m * zones_ + zone];
      mean += value / static_cast<double>(members_);
      square += value * value / static_cast<double>(members_);
    }
    record.posterior_mean.push_back(mean);
    record.posterior_sd.push_back(std::sqrt(std::max(0.0, square - mean * mean)));
  }
}

}  // namespace ravenstein::calibration
