// SPDX-License-Identifier: Apache-2.0
// Method `reports`: the last report of every place holds, and who was not reported is shared out by
// where the model sends newcomers, times the days since (recipe R4, calibration/nowcast). Members
// differ in the errors of reports and in the shares: with p where newcomers go, they are
// Dirichlet(concentration x p), and stay so until the next update as factors of the pull.
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numeric>

#include "calibration/assimilation/run_filter_forecast.hpp"
#include "calibration/nowcast/nowcast.hpp"
#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

constexpr int kNever = std::numeric_limits<int>::min();
constexpr double kLeastRatio = 1e-9;  // of a share to its mean: its logarithm stays finite

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

void RunFilter::take_reports(const Forecast& forecast, const Eigen::MatrixXd& noise) {
  for (std::size_t i = 0; i < forecast.counts.size(); ++i) {
    if (!forecast.used[i]) continue;
    const PeopleCount& count = forecast.counts[i];
    const auto row = static_cast<Eigen::Index>(i);
    reports_.persons[count.zone] = forecast.observed[row] / counted_per_person();
    reports_.day[count.zone] = count.day;
    for (std::size_t m = 0; m < members_; ++m) {
      const double error = forecast.error_sd[row] * noise(static_cast<Eigen::Index>(count.zone),
                                                          static_cast<Eigen::Index>(m));
      reports_.believed[m][count.zone] =
          std::max(0.0, forecast.observed[row] + error) / counted_per_person();
    }
  }
}

/// Shares of newcomers divided by their mean, by member and zone; on average over the members 1.
std::vector<std::vector<double>> RunFilter::draw_ratios(const std::vector<double>& newcomers,
                                                        const Eigen::MatrixXd& noise) const {
  Numbers ratio(members_, std::vector<double>(zones_, 1.0));
  std::vector<double> mean(zones_);
  for (std::size_t m = 0; m < members_; ++m) {
    double sum = 0;
    for (std::size_t z = 0; z < zones_; ++z) {
      const double shape = plan_.concentration * newcomers[z];
      if (!(shape > 0)) continue;
      const double score =
          noise(static_cast<Eigen::Index>(zones_ + z), static_cast<Eigen::Index>(m));
      ratio[m][z] = boost::math::gamma_p_inv(shape, normal_probability(score)) / shape;
      sum += newcomers[z] * ratio[m][z];
    }
    for (std::size_t z = 0; z < zones_ && sum > 0; ++z) {
      if (newcomers[z] > 0) ratio[m][z] /= sum;
      mean[z] += ratio[m][z] / static_cast<double>(members_);
    }
  }
  for (std::size_t m = 0; m < members_; ++m) {
    for (std::size_t z = 0; z < zones_; ++z) {
      if (newcomers[z] > 0 && mean[z] > 0) ratio[m][z] /= mean[z];
      ratio[m][z] = std::max(ratio[m][z], kLeastRatio);
    }
  }
  return ratio;
}

void RunFilter::analyse_reports(const Forecast& forecast, const Eigen::MatrixXd& noise, int day) {
  take_reports(forecast, noise);
  std::vector<ZoneIndex> places(zones_);
  std::iota(places.begin(), places.end(), ZoneIndex{0});
  std::vector<double> age_days(zones_);
  for (std::size_t z = 0; z < zones_; ++z) {
    age_days[z] = reports_.day[z] == kNever ? day : day - reports_.day[z];
  }
  const std::vector<double> newcomers = newcomers_->on(day, places, reports_.persons);
  const Numbers ratio = draw_ratios(newcomers, noise);
  oneapi::tbb::parallel_for(std::size_t{0}, members_, [&](std::size_t m) {
    const auto present = runs_[m].present();
    std::vector<double> drawn = newcomers;
    for (std::size_t z = 0; z < zones_; ++z) {
      drawn[z] *= ratio[m][z];
      pull_[m][z] = std::log(ratio[m][z]);
    }
    const double total = std::accumulate(present.begin(), present.end(), 0.0);
    take_people(m, nowcast(total, {reports_.believed[m], age_days}, drawn).persons,
                Cause::analysis);
    renew(m);
  });
}

}  // namespace ravenstein::calibration
