// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/run.hpp"

#include <fmt/format.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "calibration/batch/record.hpp"

namespace ravenstein::calibration {
namespace {

/// So many failures and nothing else are enough to know.
constexpr std::int64_t kAllFailed = 50;
/// Keeps the numbers of a further try apart from those of generations.
constexpr std::uint32_t kRetry = 0xfffffffeU;

class Runner {
 public:
  Runner(const CalibrationPlan& plan, const Model& evaluate, const RunHooks& hooks)
      : plan_(plan),
        priors_(plan.priors()),
        evaluate_(evaluate),
        hooks_(hooks),
        arena_(threads(hooks.threads)),
        result_{start_method(plan), {}, 0, {}} {}

  Calibrated run() {
    while (!finished(result_.state) && result_.all_failed.empty()) {
      const std::vector<Evaluation> asked = ask(result_.state);
      const std::size_t first = result_.evaluations.size();
      prepare(asked);
      run_batch(first);
      std::vector<Outcome> outcomes;
      for (std::size_t i = first; i < result_.evaluations.size(); ++i) {
        outcomes.push_back(recovered(result_.evaluations[i]));
      }
      tell(result_.state, outcomes);
      look_for_successes(first);
      forget_fields(first);
    }
    return std::move(result_);
  }

 private:
  static int threads(int wanted) {
    const int most = tbb::info::default_concurrency();
    return wanted > 0 ? std::min(wanted, most) : most;
  }

  void prepare(const std::vector<Evaluation>& asked) {
    for (const Evaluation& evaluation : asked) {
      Evaluated& next = result_.evaluations.emplace_back();
      next.number = result_.evaluations.size() - 1;
      next.key = evaluation.key;
      next.parameters = parameters_of(result_.state, priors_, evaluation.parameters);
    }
  }

  void run_batch(std::size_t first) {
    std::atomic<bool> stopped{false};
    const auto one = [&](std::size_t i) {
      Evaluated& evaluation = result_.evaluations[i];
      if (take_known(evaluation) || stopped) return;
      make(evaluation);
      const std::lock_guard lock(reporting_);
      if (hooks_.made) hooks_.made(evaluation);
      if (hooks_.progress && !hooks_.progress(++done_)) stopped = true;
      if (plan_.form.on_failure == io::OnFailure::abort && !evaluation.outcome.usable()) {
        stopped = true;
      }
    };
    arena_.execute([&] {
      tbb::parallel_for(first, result_.evaluations.size(), one, tbb::simple_partitioner());
    });
    refuse_failures(first);
    if (stopped) throw Interrupted();
  }

  bool take_known(Evaluated& evaluation) {
    std::optional<Evaluated> known;
    if (hooks_.known) known = hooks_.known(evaluation.number);
    if (!known) return false;
    if (known->parameters != evaluation.parameters) {
      throw std::runtime_error(
          fmt::format("evaluation {} of the journal has other parameters than this calibration "
                      "asks for: the program or the machine is another",
                      evaluation.number));
    }
    evaluation = std::move(*known);
    ++done_;
    return true;
  }

  Outcome attempt(const Evaluated& evaluation, const DrawKey& key) const {
    Outcome outcome;
    try {
      outcome = evaluate_(evaluation.parameters, key);
      if (outcome.failure.empty() && !outcome.usable()) {
        outcome.failure = "a value that is not a finite number";
      }
    } catch (const std::exception& error) {
      outcome.failure = error.what();
      if (outcome.failure.empty()) outcome.failure = "unknown error";
    }
    if (!outcome.failure.empty()) outcome.values.clear();
    return outcome;
  }

  void make(Evaluated& evaluation) const {
    evaluation.outcome = attempt(evaluation, evaluation.key);
    if (plan_.form.on_failure != io::OnFailure::retry) return;
    const std::uint64_t seed = evaluation.key.seed;
    for (int r = 1; r <= plan_.form.retries && !evaluation.outcome.usable(); ++r) {
      evaluation.key = evaluation_key(seed, kRetry, static_cast<std::uint32_t>(r));
      evaluation.outcome = attempt(evaluation, evaluation.key);
    }
  }

  void refuse_failures(std::size_t first) const {
    if (plan_.form.on_failure != io::OnFailure::abort) return;
    for (std::size_t i = first; i < result_.evaluations.size(); ++i) {
      const Evaluated& evaluation = result_.evaluations[i];
      if (evaluation.outcome.failure.empty()) continue;
      std::string at;
      for (std::size_t p = 0; p < evaluation.parameters.size(); ++p) {
        at += fmt::format("{}{} = {}", p == 0 ? "" : ", ", plan_.parameters[p].info.name,
                          evaluation.parameters[p]);
      }
      throw EvaluationFailed(fmt::format("evaluation {} failed (on_failure: abort): {}; {}",
                                         evaluation.number, evaluation.outcome.failure, at));
    }
  }

  Outcome recovered(const Evaluated& evaluation) const {
    if (evaluation.outcome.usable() || plan_.form.on_failure != io::OnFailure::recover) {
      return evaluation.outcome;
    }
    return {{*plan_.form.recover_value}, {}};
  }

  /// A field is in the method's sums; kept of every run it would fill the memory.
  void forget_fields(std::size_t first) {
    if (wanted_by(plan_.form.method.name) != Wanted::field) return;
    for (std::size_t i = first; i < result_.evaluations.size(); ++i) {
      std::vector<double>& values = result_.evaluations[i].outcome.values;
      if (values.size() > 1) values = {values.front()};
    }
  }

  void look_for_successes(std::size_t first) {
    for (std::size_t i = first; i < result_.evaluations.size(); ++i) {
      if (!result_.evaluations[i].outcome.usable()) ++result_.failed;
    }
    const auto made = static_cast<std::int64_t>(result_.evaluations.size());
    if (result_.failed == made && (made >= kAllFailed || finished(result_.state))) {
      result_.all_failed = result_.evaluations.front().outcome.failure;
    }
  }

  const CalibrationPlan& plan_;
  std::vector<Prior> priors_;
  const Model& evaluate_;
  const RunHooks& hooks_;
  tbb::task_arena arena_;
  std::mutex reporting_;
  std::atomic<std::int64_t> done_{0};
  Calibrated result_;
};

}  // namespace

std::string to_record(const Evaluated& evaluated) { return to_bytes(evaluated); }
Evaluated from_record(std::string_view record) { return from_bytes<Evaluated>(record); }
std::uint64_t number_of_record(std::string_view record) {
  std::uint64_t number = 0;
  RecordReader(record).get(number);
  return number;
}

Calibrated run_calibration(const CalibrationPlan& plan, const Model& evaluate,
                           const RunHooks& hooks) {
  return Runner(plan, evaluate, hooks).run();
}

}  // namespace ravenstein::calibration
