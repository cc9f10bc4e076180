// SPDX-License-Identifier: Apache-2.0
// Collects what a method tells of its end; one overload per method. Private to result_*.cpp.
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calibration/fit/result.hpp"

namespace ravenstein::calibration {

class ResultTeller {
 public:
  ResultTeller(const CalibrationPlan& plan, FitResult& result)
      : plan_(plan), priors_(plan.priors()), result_(result) {}

  // result_optimum.cpp
  void operator()(const NloptState& s);
  void operator()(const IpopState& s);
  void operator()(const ProfileSearch& s);
  // result_draws.cpp
  void operator()(const AbcState& s);
  void operator()(const MdaState& s);
  void operator()(const IesState& s);
  void operator()(const StretchState& s);
  void operator()(const TemperedState& s);
  // result_sensitivity.cpp
  void operator()(const MorrisState& s);
  void operator()(const SobolState& s);
  void operator()(const RandomDesign& s);

 private:
  using Axes = std::vector<io::ResultTable::Axis>;

  void end(bool converged, std::string_view why);
  void table(std::string name, std::string what, Axes axes, std::vector<double> values);
  void list(const char* axis, const char* name, const char* what,
            const std::vector<double>& values);
  void one(const char* name, const char* what, double value);
  double at_share(std::size_t parameter, double share) const;
  void take_optimum(const std::vector<double>& shares, double value);
  void take_draws(const Eigen::MatrixXd& parameters, const Eigen::VectorXd& weight);
  void take_members(const Eigen::MatrixXd& scores);
  /// Steps that go by the misfit are done when they have used all data; a last step that had to be
  /// longer, since no more were allowed, is no such end.
  void tell_steps(const MdaState& s);
  void ensemble_diagnostics(const Eigen::MatrixXd& members, std::uint32_t failed);
  /// Draws of chains, with R-hat and what they are worth.
  void chains(const std::vector<Eigen::MatrixXd>& kept, const char* chain);

  const CalibrationPlan& plan_;
  std::vector<Prior> priors_;
  FitResult& result_;
};

std::vector<double> row_major(const Eigen::MatrixXd& matrix);
std::vector<double> list_of(const Eigen::VectorXd& v);

}  // namespace ravenstein::calibration
