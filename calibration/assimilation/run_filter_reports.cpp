// SPDX-License-Identifier: Apache-2.0
// Method `reports`: the last report of every place holds, and who was not reported is shared out by
// where the model sends newcomers, times the days since (recipe R4, calibration/nowcast). Where
// nobody has counted yet, the run itself stands for a report, as old as the run. Members
// differ in the errors of reports and in the shares: with p where newcomers go, the members' are
// Dirichlet(concentration x p). Later newcomers go by p itself, and members lean their own ways
// (run_filter_lean.cpp).
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calibration/assimilation/drawn_shares.hpp"
#include "calibration/assimilation/run_filter_forecast.hpp"
#include "calibration/nowcast/nowcast.hpp"

namespace ravenstein::calibration {
namespace {

constexpr int kNever = std::numeric_limits<int>::min();

}  // namespace

void RunFilter::begin_reports() {
  plan_.totals = FilterTotals::keep;
  reports_ = {std::vector<double>(zones_), std::vector<int>(zones_, kNever),
              Numbers(members_, std::vector<double>(zones_))};
  std::vector<double> drawn;
  for (const ParameterDraw& draw : scenario_.ensemble.draws) {
    drawn.push_back(draw.distribution.from_score(0));
  }
  newcomers_model_ = make_(drawn);
  newcomers_ = std::make_unique<DestinationShares>(scenario_, *newcomers_model_);
}

/// A report is believed, with its error; one that is doubted becomes the mean of the forecast and
/// the count, weighed by their precisions. Errors are centred: on average the members believe it.
void RunFilter::take_reports(const Forecast& forecast, const Eigen::MatrixXd& noise) {
  for (std::size_t i = 0; i < forecast.counts.size(); ++i) {
    if (!forecast.used[i]) continue;
    const PeopleCount& count = forecast.counts[i];
    const auto row = static_cast<Eigen::Index>(i);
    const auto score = noise.row(static_cast<Eigen::Index>(count.zone));
    const double mean = score.mean();
    double persons = forecast.observed[row], error_sd = forecast.error_sd[row];
    if (forecast.doubted[i]) {
      const double variance = forecast.variance[row];
      const double gain = variance / (variance + error_sd * error_sd);
      persons = forecast.mean[row] + gain * (persons - forecast.mean[row]);
      error_sd *= std::sqrt(gain);
    }
    reports_.persons[count.zone] = persons / counted_per_person();
    reports_.day[count.zone] = count.day;
    for (std::size_t m = 0; m < members_; ++m) {
      const double error = error_sd * (score[static_cast<Eigen::Index>(m)] - mean);
      reports_.believed[m][count.zone] = std::max(0.0, persons + error) / counted_per_person();
    }
  }
}

double RunFilter::mean_present(std::size_t zone) const {
  double people = 0;
  for (const SteppedRun& run : runs_) people += run.present()[zone];
  return people / static_cast<double>(members_);
}

/// All people away from home as they would be counted, mean of the members.
double RunFilter::people_counted() const {
  double people = 0;
  for (const SteppedRun& run : runs_) {
    const auto present = run.present();
    people = std::accumulate(present.begin(), present.end(), people);
  }
  return counted_per_person() * people / static_cast<double>(members_);
}

/// People who are in no report, as counted: they may be anywhere.
double RunFilter::unreported() const {
  if (plan_.method != FilterMethod::reports) return 0;
  double reported = 0;
  for (const double persons : reports_.persons) reported += persons;
  return std::abs(people_counted() - counted_per_person() * reported);
}

void RunFilter::analyse_reports(const Forecast& forecast, const Eigen::MatrixXd& noise, int day) {
  lean_anew(noise);
  take_reports(forecast, noise);
  std::vector<ZoneIndex> places(zones_);
  std::iota(places.begin(), places.end(), ZoneIndex{0});
  std::vector<double> age_days(zones_), known = reports_.persons;
  for (std::size_t z = 0; z < zones_; ++z) {
    age_days[z] = reports_.day[z] == kNever ? day : day - reports_.day[z];
    if (reports_.day[z] == kNever) known[z] = mean_present(z);
  }
  const std::vector<double> newcomers = newcomers_->on(day, places, known);
  const std::vector<double> asked(members_, plan_.concentration);
  const auto rows = static_cast<Eigen::Index>(zones_);
  const Eigen::MatrixXd shares = drawn_shares(newcomers, asked, noise.middleRows(rows, rows));
  oneapi::tbb::parallel_for(std::size_t{0}, members_, [&](std::size_t m) {
    const auto present = runs_[m].present();
    const double total = std::accumulate(present.begin(), present.end(), 0.0);
    std::vector<double> believed = reports_.believed[m];
    for (std::size_t z = 0; z < zones_; ++z) {
      if (reports_.day[z] == kNever) believed[z] = present[z];
    }
    const auto column = shares.col(static_cast<Eigen::Index>(m));
    std::vector<double> share(column.begin(), column.end());
    take_people(m, nowcast(total, {std::move(believed), age_days}, std::move(share)).persons,
                Cause::analysis);
  });
}

}  // namespace ravenstein::calibration
