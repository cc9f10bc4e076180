// SPDX-License-Identifier: Apache-2.0
#include "calibration/batch/evaluation.hpp"

#include <tbb/blocked_range.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <utility>

namespace ravenstein::calibration {
namespace {

Outcome run(const Model& model, const Evaluation& evaluation) {
  try {
    return model(evaluation.parameters, evaluation.key);
  } catch (const std::exception& error) {
    const std::string reason = error.what();
    return {{}, reason.empty() ? "unknown error" : reason};
  }
}

}  // namespace

bool Outcome::usable() const {
  return failure.empty() && std::all_of(values.begin(), values.end(),
                                        [](double value) { return std::isfinite(value); });
}

BatchModel in_threads(Model model, int threads) {
  const int most = tbb::info::default_concurrency();
  auto arena = std::make_shared<tbb::task_arena>(threads > 0 ? std::min(threads, most) : most);
  return [model = std::move(model), arena](std::span<const Evaluation> batch) {
    std::vector<Outcome> outcomes(batch.size());
    arena->execute([&] {
      tbb::parallel_for(tbb::blocked_range<std::size_t>(0, batch.size()),
                        [&](const tbb::blocked_range<std::size_t>& part) {
                          for (std::size_t i = part.begin(); i < part.end(); ++i) {
                            outcomes[i] = run(model, batch[i]);
                          }
                        });
    });
    return outcomes;
  };
}

DrawKey evaluation_key(std::uint64_t seed, std::uint32_t generation, std::uint32_t particle) {
  return {draws(seed, purpose::kModelSeed, generation, particle).next_u64(), 0};
}

Stream draws(std::uint64_t seed, Purpose purpose, std::uint32_t generation,
             std::uint32_t particle) {
  return Stream({seed, 0}, purpose, particle, generation);
}

}  // namespace ravenstein::calibration
