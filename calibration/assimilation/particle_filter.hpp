// SPDX-License-Identifier: Apache-2.0
// Bootstrap particle filter (Gordon, Salmond & Smith 1993): weights of particles, when to resample
// them, and the evidence of the model. What a particle is (a simulation to be cloned, numbers) is
// the caller's: it propagates particles, says how likely each makes what was observed, and copies
// those that are chosen.
#pragma once

#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

namespace ravenstein::calibration {

struct ParticleState {
  std::uint64_t seed = 0;
  double resample_below = 0.5;  ///< effective share of the particles
  std::uint32_t step = 0;
  std::vector<double> log_weight;  ///< normalised: exp sums to 1
  double log_evidence = 0;         ///< ln p(all observations so far)
  /// Which particle each one descends from in the step before; as they were, if none was resampled.
  std::vector<std::vector<std::uint32_t>> ancestors;
  std::uint32_t ignored = 0;  ///< observations that no particle made possible

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.seed, s.resample_below, s.step, s.log_weight, s.log_evidence, s.ancestors,
                    s.ignored);
  }
};

/// Throws std::invalid_argument for no particle or a share outside 0..1.
ParticleState start_particles(std::uint32_t particles, std::uint64_t seed,
                              double resample_below = 0.5);

/// Takes ln p(observed | particle) of each and resamples (systematically; Kitagawa 1996) if few
/// particles carry the weight. Particle i of the next step is to be a copy of particle result[i].
/// -inf and NaN: impossible. If all are, the observation is left out and counted.
std::vector<std::uint32_t> assimilate(ParticleState& state, std::span<const double> log_likelihood);

/// 1 / sum w^2
double effective_particles(const ParticleState& state);
/// Sum of weights times values.
double weighted_mean(const ParticleState& state, std::span<const double> values);

}  // namespace ravenstein::calibration
