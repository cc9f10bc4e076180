// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <type_traits>

#include "engine/core/quantile.hpp"

namespace ravenstein::calibration {
namespace {

template <class T>
std::span<double> numbers_of(T& field) {
  if constexpr (std::is_same_v<std::remove_const_t<T>, double>) {
    return {&field, 1};
  } else {
    return {field.data(), static_cast<std::size_t>(field.size())};
  }
}

}  // namespace

std::vector<double> to_values(const SobolSums& sums) {
  SobolSums copy = sums;
  std::vector<double> values;
  const auto append = [&](auto& field) {
    for (const double number : numbers_of(field)) values.push_back(number);
  };
  std::apply([&](auto&... field) { (append(field), ...); }, SobolSums::fields(copy));
  return values;
}

std::size_t sobol_size(std::size_t cells, std::size_t factors, bool second_order) {
  const std::size_t pairs = second_order ? factors + factors * (factors - 1) / 2 : 0;
  return 1 + cells * (5 + 4 * factors + pairs);
}

SobolSums sums_from(std::span<const double> values, std::size_t cells, std::size_t factors,
                    bool second_order) {
  SobolSums sums = empty_sums(static_cast<Eigen::Index>(cells), static_cast<Eigen::Index>(factors),
                              second_order);
  if (values.size() != sobol_size(cells, factors, second_order)) {
    throw std::logic_error("sums of Sobol' indices: wrong number of values");
  }
  const auto take = [&](auto& field) {
    const auto numbers = numbers_of(field);
    std::ranges::copy(values.first(numbers.size()), numbers.begin());
    values = values.subspan(numbers.size());
  };
  std::apply([&](auto&... field) { (take(field), ...); }, SobolSums::fields(sums));
  return sums;
}

void join(SobolSums& s, const SobolSums& t) {
  if (t.weight == 0) return;
  if (s.weight == 0) {
    s = t;
    return;
  }
  const double share = t.weight / (s.weight + t.weight);
  const double cross_weight = s.weight * share;
  const Eigen::ArrayXd off = (t.mean - s.mean).array();
  const Eigen::ArrayXd off_a = (t.mean_a - s.mean_a).array();
  const Eigen::ArrayXd off_b = (t.mean_b - s.mean_b).array();
  s.squares.array() += t.squares.array() + 2 * cross_weight * off.square();
  s.cross.array() += t.cross.array() + cross_weight * off_a * off_b;
  Eigen::Index pair = 0;
  for (Eigen::Index i = 0; i < s.gain.cols(); ++i) {
    const Eigen::ArrayXd off_mixed = (t.mean_mixed.col(i) - s.mean_mixed.col(i)).array();
    s.gain.col(i).array() += t.gain.col(i).array() + cross_weight * off_b * (off_mixed - off_a);
    for (Eigen::Index j = i + 1; j < s.gain.cols() && s.pairs.cols() > 0; ++j, ++pair) {
      const Eigen::ArrayXd off_back = (t.mean_back.col(i) - s.mean_back.col(i)).array();
      const Eigen::ArrayXd off_other = (t.mean_mixed.col(j) - s.mean_mixed.col(j)).array();
      s.pairs.col(pair).array() += t.pairs.col(pair).array() + cross_weight * off_back * off_other;
    }
  }
  s.off_a += t.off_a;
  s.off_b += t.off_b;
  s.mean += share * (t.mean - s.mean);
  s.mean_a += share * (t.mean_a - s.mean_a);
  s.mean_b += share * (t.mean_b - s.mean_b);
  s.mean_mixed += share * (t.mean_mixed - s.mean_mixed);
  if (s.mean_back.size() > 0) s.mean_back += share * (t.mean_back - s.mean_back);
  s.weight += t.weight;
}

BlockReducer::BlockReducer(const CampaignPlan& plan)
    : plan_(plan), cells_(plan.kept.field_cells()), mean_(cells_, 0.0), squares_(cells_, 0.0) {
  if (!plan.sobol_fields) return;
  const auto cells = static_cast<Eigen::Index>(cells_);
  sobol_ = empty_sums(cells, static_cast<Eigen::Index>(plan.design.parameters), plan.second_order);
  row_ = RowOutputs::Zero(cells, static_cast<Eigen::Index>(plan.design.group));
}

void BlockReducer::add(std::span<const double> fields) {
  values_.insert(values_.end(), fields.begin(), fields.end());
  ++runs_;
  for (std::size_t c = 0; c < cells_; ++c) {
    const double off = fields[c] - mean_[c];
    mean_[c] += off / runs_;
    squares_[c] += off * (fields[c] - mean_[c]);
  }
  end_run(false, fields);
}

void BlockReducer::leave_out() { end_run(true, {}); }

void BlockReducer::end_run(bool failed, std::span<const double> fields) {
  if (!sobol_) return;
  row_failed_ = row_failed_ || failed;
  if (!failed) {
    const auto point = static_cast<Eigen::Index>(in_row_ / plan_.replicates);
    row_.col(point) += Eigen::Map<const Eigen::VectorXd>(fields.data(), row_.rows()) /
                       static_cast<double>(plan_.replicates);
  }
  if (++in_row_ < plan_.design.group * plan_.replicates) return;
  if (!row_failed_) add_row(*sobol_, row_, 1);
  row_.setZero();
  in_row_ = 0;
  row_failed_ = false;
}

BlockFields BlockReducer::finish() {
  BlockFields result{runs_, std::move(mean_), std::move(squares_), {}, {}};
  const auto runs = static_cast<std::size_t>(runs_);
  const std::size_t k = std::min(plan_.sketch, runs);
  result.sketch.assign(cells_ * plan_.sketch, std::nan(""));
  std::vector<double> values(runs);
  for (std::size_t c = 0; c < cells_; ++c) {
    for (std::size_t r = 0; r < runs; ++r) values[r] = values_[r * cells_ + c];
    std::sort(values.begin(), values.end());
    for (std::size_t i = 0; i < k; ++i) {
      // All values where k = n; else the quantile in the middle of a share.
      const double at = (static_cast<double>(i) + 0.5) / static_cast<double>(k);
      result.sketch[c * plan_.sketch + i] =
          k == runs ? values[i]
                    : quantile_of_sorted(values, (at * runs_ - 0.5) / std::max(1.0, runs_ - 1));
    }
  }
  if (sobol_) result.sobol = to_values(*sobol_);
  return result;
}

void Moments::add(double runs, std::span<const double> mean, std::span<const double> squares) {
  if (runs == 0) return;
  const double share = runs / (runs_ + runs);
  for (std::size_t c = 0; c < mean_.size(); ++c) {
    const double off = mean[c] - mean_[c];
    mean_[c] += off * share;
    squares_[c] += squares[c] + off * off * runs_ * share;
  }
  runs_ += runs;
}

std::vector<double> Moments::variance() const {
  std::vector<double> variance(squares_.size(), std::nan(""));
  if (runs_ < 2) return variance;
  for (std::size_t c = 0; c < variance.size(); ++c) variance[c] = squares_[c] / (runs_ - 1);
  return variance;
}

std::vector<double> weighted_quantiles(std::vector<Weighted>& values,
                                       std::span<const double> shares) {
  std::vector<double> result(shares.size(), std::nan(""));
  const auto is_nan = [](const Weighted& one) { return std::isnan(one.value); };
  if (values.empty() || std::ranges::any_of(values, is_nan)) return result;
  // Equal values may come from blocks of unequal weight; the order must not be left to chance.
  std::ranges::sort(values, [](const Weighted& a, const Weighted& b) {
    return a.value != b.value ? a.value < b.value : a.weight < b.weight;
  });
  std::vector<double> middle;  // the rank that each value stands at
  double before = 0;
  for (const Weighted& one : values) {
    middle.push_back(before + one.weight / 2);
    before += one.weight;
  }
  for (std::size_t q = 0; q < shares.size(); ++q) {
    const double rank = shares[q] * (before - 1) + 0.5;
    const auto above = std::ranges::upper_bound(middle, rank);
    const auto i = static_cast<std::size_t>(above - middle.begin());
    if (i == 0 || i == middle.size()) {
      result[q] = i == 0 ? values.front().value : values.back().value;
      continue;
    }
    const double part = (rank - middle[i - 1]) / (middle[i] - middle[i - 1]);
    result[q] = values[i - 1].value + part * (values[i].value - values[i - 1].value);
  }
  return result;
}

}  // namespace ravenstein::calibration
