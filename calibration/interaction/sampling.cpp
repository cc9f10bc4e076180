// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "engine/core/row_math.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::uint32_t kAllRows = 0xffffffff;  // the address of how many each row gets

}  // namespace

FlowSampler::FlowSampler(std::size_t origins, std::size_t destinations, RowSource expected,
                         SampleKind kind, const DrawKey& key, std::uint32_t realisation)
    : destinations_(destinations),
      expected_(std::move(expected)),
      kind_(kind),
      key_(key),
      realisation_(realisation) {
  if (kind == SampleKind::poisson) return;
  std::vector<double> sum(origins);
  for_row_blocks(origins, [&](const RowBlock& block) {
    std::vector<double> row(destinations);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      expected_(i, row);
      sum[i] = sum_row(row);
      if (!std::isfinite(sum[i])) throw std::logic_error("sampling: an expectation is not finite");
    }
  });
  origin_total_.resize(origins);
  if (kind == SampleKind::multinomial_by_origin) {
    std::transform(sum.begin(), sum.end(), origin_total_.begin(),
                   [](double persons) { return std::llround(persons); });
    return;
  }
  Stream stream(key, Purpose::flow, kAllRows, realisation);
  const std::int64_t all = std::llround(sum_row(sum));
  if (all > 0) multinomial(stream, all, sum, origin_total_);
}

void FlowSampler::row(std::size_t i, std::span<std::int64_t> persons) const {
  std::vector<double> mean(destinations_);
  expected_(i, mean);
  Stream stream(key_, Purpose::flow, static_cast<std::uint32_t>(i), realisation_);
  if (kind_ == SampleKind::poisson) {
    for (std::size_t j = 0; j < mean.size(); ++j) {
      persons[j] = mean[j] > 0 ? poisson(stream, mean[j]) : 0;
    }
    return;
  }
  std::fill(persons.begin(), persons.end(), 0);
  if (origin_total_[i] > 0) multinomial(stream, origin_total_[i], mean, persons);
}

}  // namespace ravenstein::calibration
