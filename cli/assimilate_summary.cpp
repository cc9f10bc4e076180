// SPDX-License-Identifier: Apache-2.0
// The summary of `ravenstein assimilate`: places, then scores.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "cli/assimilate_result.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"

namespace ravenstein::cli {
namespace {

using calibration::Assimilated;

/// The last count of a zone that was taken in.
struct LastCount {
  double observed = 0;
  int day = 0;
  io::CountFlag flag = io::CountFlag::used;
};

std::vector<std::optional<LastCount>> last_counts(const Assimilated& done, std::size_t zones) {
  std::vector<std::optional<LastCount>> last(zones);
  for (const io::AssimilationUpdate& update : done.updates) {
    for (std::size_t i = 0; i < update.zone.size(); ++i) {
      last[update.zone[i]] = {update.observed[i], update.count_day[i], update.flag[i]};
    }
  }
  return last;
}

/// `8,673 (433)`: mean and standard deviation over the members.
std::string spread_text(const std::vector<double>& members, std::size_t zones, std::size_t zone) {
  const auto count = static_cast<double>(members.size() / zones);
  double mean = 0, square = 0;
  for (std::size_t at = zone; at < members.size(); at += zones) mean += members[at] / count;
  for (std::size_t at = zone; at < members.size(); at += zones) {
    square += (members[at] - mean) * (members[at] - mean);
  }
  return fmt::format("{} ({})", grouped(std::llround(mean)),
                     grouped(std::llround(std::sqrt(square / std::max(1.0, count - 1)))));
}

std::string places_text(const AssimilateJob& job, const Assimilated& done) {
  const io::AssimilationUpdate& update = done.updates.back();
  const Scenario& scenario = job.loaded.file.scenario;
  const std::size_t zones = scenario.world.size();
  const auto last = last_counts(done, zones);
  std::string text = emphasised(
      fmt::format(
          "After {}, {} ({}): people (sd)",
          done.updates.size() == 1 ? std::string("one update")
                                   : fmt::format("the last of {} updates", done.updates.size()),
          to_string(scenario.period.date_of(update.day)), io::name_of(job.file.plan.method)),
      stdout);
  text += fmt::format("\n  {:<24}{:>12}  {:<10}{:>20}{:>20}\n", "zone", "last count", "of",
                      "forecast", "updated");
  for (std::size_t z = 0; z < zones; ++z) {
    bool anybody = last[z].has_value();
    for (std::size_t at = z; at < update.posterior_present.size(); at += zones) {
      anybody = anybody || update.posterior_present[at] > 0;
    }
    if (!anybody) continue;
    std::string_view mark;
    if (last[z] && last[z]->flag == io::CountFlag::outlier) mark = "  left out: too far off";
    if (last[z] && last[z]->flag == io::CountFlag::confirmed) {
      mark = "  far off again: used with doubt";
    }
    text += fmt::format("  {:<24}{:>12}  {:<10}{:>20}{:>20}{}\n", scenario.world.zones[z].code,
                        last[z] ? grouped(std::llround(last[z]->observed)) : "never",
                        last[z] ? to_string(scenario.period.date_of(last[z]->day)) : "",
                        spread_text(update.prior_present, zones, z),
                        spread_text(update.posterior_present, zones, z), mark);
  }
  return text;
}

/// Forecasts of counts made before each update, beside the counts.
std::string scores_text(const Assimilated& done) {
  std::size_t counts = 0, outliers = 0, within = 0;
  double evidence = 0, off = 0, people = 0, square = 0, off_after = 0;
  for (const io::AssimilationUpdate& update : done.updates) {
    evidence += update.log_evidence;
    for (std::size_t i = 0; i < update.zone.size(); ++i) {
      ++counts;
      if (update.flag[i] == io::CountFlag::outlier) ++outliers;
      const double innovation = update.observed[i] - update.prior_mean[i];
      const double z = innovation / std::hypot(update.prior_sd[i], update.error_sd[i]);
      off += std::abs(innovation);
      off_after += std::abs(update.observed[i] - update.posterior_mean[i]);
      people += update.observed[i];
      square += z * z;
      within += std::abs(z) < 1.2816 ? 1 : 0;  // normal, 80 %
    }
  }
  const auto n = static_cast<double>(counts);
  std::string text =
      fmt::format("{} {} in {} {}, {} left out; ", counts, counts == 1 ? "count" : "counts",
                  done.updates.size(), done.updates.size() == 1 ? "update" : "updates", outliers);
  if (people > 0) {
    text +=
        fmt::format("forecasts before them were off by {:.1f} % of the people, {:.1f} % after; ",
                    100 * off / people, 100 * off_after / people);
  }
  return text + fmt::format(
                    "{:.0f} % of counts in the 80 % intervals of their forecasts, innovations "
                    "{:.2f} sd (1 is right); ln evidence {:.2f}; {} of {} {} kept from before\n",
                    100 * static_cast<double>(within) / n, std::sqrt(square / n), evidence,
                    done.kept, done.updates.size(),
                    done.updates.size() == 1 ? "update was" : "updates were");
}

}  // namespace

std::string summary_of(const AssimilateJob& job, const Assimilated& done) {
  return places_text(job, done) + scores_text(done);
}

}  // namespace ravenstein::cli
