// SPDX-License-Identifier: Apache-2.0
// Method `reports` between updates: members lean. From an update on it is known less and less where
// people are: `days` after it as if only
//
//   concentration_30_days (30 / days)^2g,   g = .75
//
// of them had been asked (Dirichlet), so deviations grow with days^g. How fast differs between the
// members by a factor chi^2_1, which makes heavy tails: some crises shift far more than others.
// Each member leans its own way till the next update; its total and the means of the places stay as
// they are. The form and its numbers were chosen with eight crises in view (docs/assimilation.md).
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numeric>

#include "calibration/assimilation/drawn_shares.hpp"
#include "calibration/assimilation/run_filter.hpp"
#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kGrowth = .75;
constexpr double kTailDegrees = 1;

}  // namespace

/// At an update, or when the runs begin.
void RunFilter::lean_anew(const Eigen::MatrixXd& noise) {
  const auto rows = static_cast<Eigen::Index>(zones_);
  leaning_.since = runs_.empty() ? 0 : runs_[0].steps_done();
  leaning_.score = noise.middleRows(2 * rows, rows);
  leaning_.off = Eigen::MatrixXd::Zero(rows, leaning_.score.cols());
  leaning_.asked.clear();
  for (const double score : noise.bottomRows(1).reshaped()) {
    const double chi = boost::math::gamma_p_inv(kTailDegrees / 2, normal_probability(score));
    leaning_.asked.push_back(plan_.concentration_30_days * chi / (kTailDegrees / 2));
  }
}

/// A step further.
void RunFilter::lean() {
  const Period& period = scenario_.period;
  const int days = period.first_day(runs_[0].steps_done()) - period.first_day(leaning_.since);
  std::vector<double> share(zones_), asked = leaning_.asked;
  for (double& people : asked) people *= std::pow(30.0 / days, 2 * kGrowth);
  double everybody = 0;
  for (const SteppedRun& run : runs_) {
    for (std::size_t z = 0; z < zones_; ++z) {
      share[z] += run.present()[z];
      everybody += run.present()[z];
    }
  }
  if (!(everybody > 0)) return;
  for (double& s : share) s /= everybody;
  Eigen::MatrixXd off = drawn_shares(share, asked, leaning_.score);
  off.colwise() -= Eigen::Map<const Eigen::VectorXd>(share.data(), off.rows());
  oneapi::tbb::parallel_for(std::size_t{0}, members_, [&](std::size_t m) {
    const auto present = runs_[m].present();
    const double total = std::accumulate(present.begin(), present.end(), 0.0);
    std::vector<double> people(zones_);
    for (std::size_t z = 0; z < zones_; ++z) {
      const auto row = static_cast<Eigen::Index>(z), column = static_cast<Eigen::Index>(m);
      people[z] =
          std::max(0.0, present[z] + total * (off(row, column) - leaning_.off(row, column)));
    }
    take_people(m, people, Cause::drift);
  });
  leaning_.off = std::move(off);
}

}  // namespace ravenstein::calibration
