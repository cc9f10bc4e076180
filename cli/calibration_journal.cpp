// SPDX-License-Identifier: Apache-2.0
#include "cli/calibration_journal.hpp"

#include <string>

namespace ravenstein::cli {
namespace {

std::string inputs_of(const calibration::CalibrationPlan& plan) {
  std::string inputs = "the calibration\t" + plan.sha256 + '\n';
  for (const io::EmbeddedFile& file : plan.scenario.inputs) {
    if (file.sha256 == plan.sha256) continue;  // the calibration itself
    inputs += file.path + '\t' + file.sha256 + '\n';
  }
  return inputs;
}

}  // namespace

CalibrationJournal::CalibrationJournal(const std::filesystem::path& output,
                                       const calibration::CalibrationPlan& plan, bool resume,
                                       bool force)
    : journal_(output, "calibration", inputs_of(plan), resume, force) {
  for (const std::string_view record : journal_.found()) {
    known_.insert_or_assign(calibration::number_of_record(record), record);
  }
}

std::optional<calibration::Evaluated> CalibrationJournal::known(std::uint64_t number) const {
  const auto found = known_.find(number);
  if (found == known_.end()) return {};
  return calibration::from_record(found->second);
}

void CalibrationJournal::add(const calibration::Evaluated& evaluated) {
  journal_.add(calibration::to_record(evaluated));
}

}  // namespace ravenstein::cli
