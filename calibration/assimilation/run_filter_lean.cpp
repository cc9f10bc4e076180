// SPDX-License-Identifier: Apache-2.0
// Method `reports` between updates: members lean. From an update on it is known less and less where
// people are: `days` after it as if only
//
//   concentration_30_days (30 / days)^2g,   g = .75
//
// of them had been asked (Dirichlet), so deviations grow with days^g. How fast differs between the
// members by a factor chi^2_1, which makes heavy tails: some crises shift far more than others.
// Each member leans its own way till the next update; its total and the means of the places stay as
// they are, but for places that would have fewer people than none. The form and its numbers were
// chosen with eight crises in view (docs/assimilation.md).
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
  leaning_.moved = Numbers(members_, std::vector<double>(zones_));
  leaning_.asked.clear();
  for (const double score : noise.bottomRows(1).reshaped()) {
    const double chi = boost::math::gamma_p_inv(kTailDegrees / 2, normal_probability(score));
    leaning_.asked.push_back(plan_.concentration_30_days * chi / (kTailDegrees / 2));
  }
  for (SteppedRun& run : runs_) run.set_unseen({});
}

/// How far each member leans now, in shares of its people: places x members. Sums of places and of
/// members are 0.
Eigen::MatrixXd RunFilter::leaning_now() const {
  const Period& period = scenario_.period;
  const int days = period.first_day(runs_[0].steps_done()) - period.first_day(leaning_.since);
  std::vector<double> share(zones_), asked = leaning_.asked;
  for (double& people : asked) people *= std::pow(30.0 / days, 2 * kGrowth);
  double everybody = 0;
  for (std::size_t m = 0; m < members_; ++m) {
    for (std::size_t z = 0; z < zones_; ++z) {
      share[z] += std::max(0.0, runs_[m].present()[z] - leaning_.moved[m][z]);
    }
  }
  for (const double people : share) everybody += people;
  if (!(everybody > 0)) return Eigen::MatrixXd::Zero(leaning_.score.rows(), leaning_.score.cols());
  for (double& s : share) s /= everybody;
  Eigen::MatrixXd off = drawn_shares(share, asked, leaning_.score);
  off.colwise() -= off.rowwise().mean().eval();
  return off;
}

/// A step further. Who has been moved to a place is not seen by the rules: else camps that are full
/// in some members only would draw the mean along.
void RunFilter::lean() {
  const Eigen::MatrixXd off = leaning_now();
  oneapi::tbb::parallel_for(std::size_t{0}, members_, [&](std::size_t m) {
    const auto now = runs_[m].present();
    const std::vector<double> before(now.begin(), now.end());
    const double total = std::accumulate(before.begin(), before.end(), 0.0);
    std::vector<double>& moved = leaning_.moved[m];
    std::vector<double> people(zones_);
    for (std::size_t z = 0; z < zones_; ++z) {
      const double wanted = total * off(static_cast<Eigen::Index>(z), static_cast<Eigen::Index>(m));
      people[z] = std::max(0.0, before[z] - moved[z] + wanted);
    }
    take_people(m, people, Cause::drift);
    for (std::size_t z = 0; z < zones_; ++z) moved[z] += runs_[m].present()[z] - before[z];
    runs_[m].set_unseen(moved);
  });
}

}  // namespace ravenstein::calibration
