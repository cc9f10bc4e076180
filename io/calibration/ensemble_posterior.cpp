// SPDX-License-Identifier: Apache-2.0
#include "io/calibration/ensemble_posterior.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/scratch_file.hpp"

namespace ravenstein::io {
namespace {

constexpr const char* kSubject = "ensemble.posterior";

class Taker {
 public:
  Taker(const PosteriorDraws& draws, Place named_at, const models::BehaviourModel& model,
        Problems& problems)
      : draws_(draws), named_at_(std::move(named_at)), model_(model), problems_(problems) {}

  std::shared_ptr<const models::JointDraws> take() {
    const std::size_t before = problems_.size();
    for (std::size_t p = 0; p < draws_.names.size(); ++p) take_parameter(p);
    if (problems_.size() == before && columns_.empty()) {
      tell("holds no parameter of the behaviour");
    }
    if (problems_.size() != before) return nullptr;
    auto joint = std::make_shared<models::JointDraws>();
    joint->weight = draws_.weight;
    for (const std::size_t p : columns_) joint->names.push_back(draws_.names[p]);
    for (std::size_t row = 0; row < draws_.count(); ++row) {
      for (const std::size_t p : columns_) joint->values.push_back(value(row, p));
    }
    return joint;
  }

 private:
  void tell(std::string message, std::string hint = {}) {
    problems_.add({named_at_, kSubject, std::move(message), std::move(hint)});
  }
  double value(std::size_t row, std::size_t p) const {
    return draws_.values[row * draws_.names.size() + p];
  }

  void take_parameter(std::size_t p) {
    const std::string& name = draws_.names[p];
    if (name.find('.') != std::string::npos) return;  // of the counts' error
    const auto info = std::ranges::find(model_.parameters, name, &ParameterInfo::name);
    if (info == model_.parameters.end() || info->kind != ParameterKind::real) {
      return tell(fmt::format("the calibration is of {}, which is no parameter of {} that can be "
                              "drawn",
                              name, model_.name),
                  "it was made with another behaviour.model");
    }
    columns_.push_back(p);
    for (std::size_t row = 0; row < draws_.count(); ++row) {
      if (value(row, p) >= info->minimum && value(row, p) <= info->maximum) continue;
      return tell(fmt::format("draw {} of {}: expected {}, found {}", row, name,
                              expected_text(*info), value(row, p)));
    }
  }

  const PosteriorDraws& draws_;
  const Place named_at_;
  const models::BehaviourModel& model_;
  Problems& problems_;
  std::vector<std::size_t> columns_;
};

}  // namespace

std::shared_ptr<const models::JointDraws> read_ensemble_posterior(
    const EmbeddedFile& file, const std::string& shown, const Place& named_at,
    const models::BehaviourModel& model, FitOrigin& origin, Problems& problems) {
  try {
    const ScratchFile copy(file.bytes);
    const PosteriorDraws draws = read_posterior(copy.path());
    origin = read_fit_origin(copy.path());
    return Taker(draws, named_at, model, problems).take();
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) {
      problems.add({named_at, kSubject, fmt::format("cannot read {}: {}", shown, problem.message),
                    "expected a file that `ravenstein calibrate` wrote"});
    }
    return nullptr;
  }
}

}  // namespace ravenstein::io
