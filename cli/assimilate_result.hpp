// SPDX-License-Identifier: Apache-2.0
// What `ravenstein assimilate` found, as its record, its projection and its summary.
#pragma once

#include <string>

#include "calibration/assimilation/assimilate.hpp"
#include "cli/assimilate_job.hpp"
#include "io/projection/contents.hpp"

namespace ravenstein::cli {

io::AssimilationRecord record_of(const AssimilateCommand& command, const AssimilateJob& job,
                                 const calibration::Assimilated& done);

/// The projection from the last update on, of all members; takes them out of `done`.
io::ProjectionFile contents_of(const AssimilateCommand& command, const AssimilateJob& job,
                               calibration::Assimilated& done);

/// Where people are after the last update, and how good the forecasts before all updates were.
std::string summary_of(const AssimilateJob& job, const calibration::Assimilated& done);

}  // namespace ravenstein::cli
