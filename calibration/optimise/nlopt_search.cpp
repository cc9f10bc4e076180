// SPDX-License-Identifier: Apache-2.0
#include "calibration/optimise/nlopt_search.hpp"

#include <nlopt.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace ravenstein::calibration {
namespace {

nlopt_algorithm algorithm(NloptMethod method) {
  switch (method) {
    case NloptMethod::nelder_mead:
      return NLOPT_LN_NELDERMEAD;
    case NloptMethod::subplex:
      return NLOPT_LN_SBPLX;
    case NloptMethod::bobyqa:
      return NLOPT_LN_BOBYQA;
    case NloptMethod::cobyla:
      return NLOPT_LN_COBYLA;
    case NloptMethod::direct:
      return NLOPT_GN_DIRECT_L;
    case NloptMethod::crs:
      return NLOPT_GN_CRS2_LM;
    case NloptMethod::isres:
      return NLOPT_GN_ISRES;
  }
  throw std::logic_error("NLopt: unknown method");
}

bool global(NloptMethod method) { return method >= NloptMethod::direct; }

DrawKey key_of(const NloptSettings& settings) {
  // The same key always: a search without noise needs a function that stays the same.
  return evaluation_key(settings.seed, 0, 0);
}

/// Takes the outcome of `next`. False: the very first point failed, there is no search.
bool take(NloptRun& run, const Outcome& outcome) {
  const bool worked = outcome.usable() && !outcome.values.empty();
  run.failures += worked ? 0 : 1;
  if (!worked && run.told.empty()) return false;
  const double value =
      worked ? outcome.values[0] : *std::max_element(run.told.begin(), run.told.end());
  if (worked && value < run.best_value) {
    run.best_value = value;
    run.best = run.next;
  }
  run.told.push_back(value);
  return true;
}

/// Some of NLopt's searches look at their own limit between rounds only.
bool within_budget(const NloptSettings& settings, const NloptRun& run) {
  return static_cast<int>(run.told.size()) < settings.most_evaluations;
}

/// Answers NLopt from what was told; new points go to the model, or if there is none, end it.
struct Replay {
  nlopt_opt search = nullptr;
  const NloptSettings* settings = nullptr;
  NloptRun* run = nullptr;
  std::size_t at = 0;
  std::function<Outcome(const std::vector<double>&)> model;
};

double answer(unsigned n, const double* x, double* /*gradient*/, void* data) {
  auto& replay = *static_cast<Replay*>(data);
  NloptRun& run = *replay.run;
  if (replay.at == run.told.size() && run.next.empty() && within_budget(*replay.settings, run)) {
    run.next.assign(x, x + n);
    if (replay.model && take(run, replay.model(run.next))) run.next.clear();
  }
  if (replay.at < run.told.size()) return run.told[replay.at++];
  nlopt_force_stop(replay.search);
  return HUGE_VAL;
}

/// Without a model, up to the run's next point, or to none if the search ends with what it knows.
void advance(const NloptSettings& s, NloptRun& run,
             std::function<Outcome(const std::vector<double>&)> model = {}) {
  if (!within_budget(s, run)) {
    run.next.clear();
    return;
  }
  const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> search(
      nlopt_create(algorithm(s.method), static_cast<unsigned>(run.start.size())), nlopt_destroy);
  run.next.clear();
  Replay replay{search.get(), &s, &run, 0, std::move(model)};
  nlopt_set_min_objective(search.get(), answer, &replay);
  if (!s.lower.empty()) {
    nlopt_set_lower_bounds(search.get(), s.lower.data());
    nlopt_set_upper_bounds(search.get(), s.upper.data());
  }
  if (!s.step.empty()) nlopt_set_initial_step(search.get(), s.step.data());
  nlopt_set_ftol_rel(search.get(), s.tolerance);
  nlopt_set_xtol_rel(search.get(), s.tolerance);
  nlopt_set_stopval(search.get(), s.target);
  nlopt_set_maxeval(search.get(), s.most_evaluations);
  nlopt_srand(static_cast<unsigned long>(s.seed));  // the generator is one per thread
  std::vector<double> x = run.start;
  double value = 0;
  nlopt_optimize(search.get(), x.data(), &value);
  if (replay.model) run.next.clear();
}

void check(const NloptSettings& s, std::span<const std::vector<double>> starts) {
  const auto fail = [](const char* what) { throw std::invalid_argument(what); };
  if (starts.empty() || starts[0].empty()) fail("NLopt: expected a start");
  const std::size_t n = starts[0].size();
  const auto fits = [n](const std::vector<double>& list) {
    return list.empty() || list.size() == n;
  };
  if (!fits(s.step) || !fits(s.lower) || s.lower.size() != s.upper.size()) {
    fail("NLopt: expected steps and limits for each parameter or none");
  }
  if (global(s.method) && s.lower.empty()) fail("NLopt: a global search needs limits");
  for (const std::vector<double>& start : starts) {
    if (start.size() != n) fail("NLopt: expected starts of one length");
    for (std::size_t i = 0; i < s.lower.size(); ++i) {
      if (!(s.lower[i] <= start[i] && start[i] <= s.upper[i])) {
        fail("NLopt: expected lower <= start <= upper");
      }
      if (global(s.method) && !std::isfinite(s.upper[i] - s.lower[i])) {
        fail("NLopt: a global search needs finite limits");
      }
    }
  }
}

/// What a model throws must not pass through NLopt, which is C.
Outcome run_model(const Model& model, const std::vector<double>& x, const DrawKey& key) {
  try {
    return model(x, key);
  } catch (const std::exception& error) {
    return {{}, std::string("failed: ") + error.what()};
  }
}

}  // namespace

NloptState start_nlopt(const NloptSettings& settings, std::span<const std::vector<double>> starts) {
  check(settings, starts);
  NloptState state;
  state.settings = settings;
  for (const std::vector<double>& start : starts) {
    NloptRun run;
    run.start = start;
    advance(settings, run);
    state.runs.push_back(std::move(run));
  }
  return state;
}

std::vector<Evaluation> ask(const NloptState& state) {
  std::vector<Evaluation> batch;
  for (const NloptRun& run : state.runs) {
    if (!run.next.empty()) batch.push_back({run.next, key_of(state.settings)});
  }
  return batch;
}

void tell(NloptState& state, std::span<const Outcome> outcomes) {
  std::size_t at = 0;
  for (NloptRun& run : state.runs) {
    if (run.next.empty()) continue;
    if (at == outcomes.size()) break;
    if (take(run, outcomes[at++])) {
      advance(state.settings, run);
    } else {
      run.next.clear();
    }
  }
  if (at != outcomes.size()) throw std::logic_error("NLopt: more outcomes than were asked for");
}

bool finished(const NloptState& state) {
  return std::all_of(state.runs.begin(), state.runs.end(),
                     [](const NloptRun& run) { return run.next.empty(); });
}

void run_to_end(NloptState& state, const Model& model, int threads) {
  const auto here = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const auto most = static_cast<int>(state.runs.size());
  std::atomic<std::size_t> next_run{0};
  const auto work = [&] {
    for (std::size_t i = next_run++; i < state.runs.size(); i = next_run++) {
      if (state.runs[i].next.empty()) continue;
      advance(state.settings, state.runs[i], [&](const std::vector<double>& x) {
        return run_model(model, x, key_of(state.settings));
      });
    }
  };
  std::vector<std::jthread> workers;
  for (int t = 1; t < std::min(threads > 0 ? threads : here, most); ++t) workers.emplace_back(work);
  work();
}

const NloptRun& best_run(const NloptState& state) {
  return *std::min_element(
      state.runs.begin(), state.runs.end(),
      [](const NloptRun& a, const NloptRun& b) { return a.best_value < b.best_value; });
}

std::vector<std::vector<double>> uniform_starts(std::span<const double> lower,
                                                std::span<const double> upper, int count,
                                                std::uint64_t seed) {
  std::vector<std::vector<double>> starts;
  for (int i = 0; i < count; ++i) {
    Stream stream = draws(seed, purpose::kProposal, 0, static_cast<std::uint32_t>(i));
    std::vector<double> start;
    for (std::size_t k = 0; k < lower.size(); ++k) {
      start.push_back(lower[k] + stream.uniform_open() * (upper[k] - lower[k]));
    }
    starts.push_back(start);
  }
  return starts;
}

}  // namespace ravenstein::calibration
