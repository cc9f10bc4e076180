// SPDX-License-Identifier: Apache-2.0
// What an assimilation did, count by count and member by member, as a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

namespace ravenstein::io {

/// What became of a count.
enum class CountFlag : std::uint8_t {
  used,
  outlier,    ///< farther from the forecast than it should be: left out
  confirmed,  ///< as far off as the one before it in this zone: used, with a larger error
};

/// One analysis. Lists over counts, then tables members x zones and members x parameters.
struct AssimilationUpdate {
  int step = 0;  ///< steps done
  int day = 0;   ///< the last day of them
  std::vector<std::uint32_t> zone;
  std::vector<int> count_day;
  std::vector<double> observed, error_sd;
  std::vector<CountFlag> flag;
  std::vector<double> prior_mean, prior_sd, posterior_mean, posterior_sd;  ///< of what is counted
  double log_evidence = 0;                                   ///< ln p(these counts | those before)
  double effective_members = 0;                              ///< 1 / sum of squared weights
  std::vector<double> prior_present, posterior_present;      ///< persons
  std::vector<double> prior_parameter, posterior_parameter;  ///< in their own units
  std::vector<double> hazard_factor, pull_factor;            ///< posterior; empty: none

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.step, s.day, s.zone, s.count_day, s.observed, s.error_sd, s.flag,
                    s.prior_mean, s.prior_sd, s.posterior_mean, s.posterior_sd, s.log_evidence,
                    s.effective_members, s.prior_present, s.posterior_present, s.prior_parameter,
                    s.posterior_parameter, s.hazard_factor, s.pull_factor);
  }
};

struct AssimilationRecord {
  std::string title, plan, scenario_path, scenario_sha256, observations_sha256, engine_version;
  std::string start_date;  ///< days count from it
  std::string method;
  std::uint64_t seed = 0;
  std::vector<std::string> overrides;  ///< of the scenario, `path=value`, as run
  std::string known_by;                ///< date after which reports were held back; empty: none
  std::string command_line;            ///< without folders
  std::size_t members = 0;
  std::vector<std::string> zones, parameters;
  std::vector<AssimilationUpdate> updates;
};

/// HDF5 that is netCDF-4/CF. The whole file or none; throws OutputExists, WriteError.
std::size_t write_assimilation(const std::filesystem::path& path, const AssimilationRecord& record,
                               bool force);

}  // namespace ravenstein::io
