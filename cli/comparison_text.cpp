// SPDX-License-Identifier: Apache-2.0
#include "cli/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "cli/terminal.hpp"
#include "cli/text.hpp"

namespace ravenstein::cli {
namespace {

constexpr std::size_t kShownZones = 12;

std::string persons(double number) {
  return std::isfinite(number) ? grouped(std::llround(number)) : "-";
}

std::string signed_persons(double number) {
  return std::isfinite(number) && std::llround(number) > 0 ? "+" + persons(number)
                                                           : persons(number);
}

std::string percent(double share) {
  return std::isfinite(share) ? fmt::format("{:.0f} %", 100 * share) : "-";
}

/// To the right of a column of so many characters (not bytes).
std::string right(const std::string& text, std::size_t width) {
  const std::size_t shown = columns_of(text);
  return std::string(shown < width ? width - shown : 1, ' ') + text;
}

std::string left(std::string text, std::size_t width) {
  text = clipped(text, width - 1);
  return text + std::string(width - columns_of(text), ' ');
}

std::string scenarios_text(const io::Comparison& comparison) {
  std::string text;
  for (std::size_t s = 0; s < comparison.scenarios.size(); ++s) {
    const io::ComparedScenario& scenario = comparison.scenarios[s];
    text += fmt::format("  {:<9}{}: {} ({})\n", s == 0 ? "baseline" : "what if", scenario.name,
                        scenario.title,
                        scenario.members > 1 ? fmt::format("{} members", scenario.members)
                                             : std::string("a single run"));
  }
  return text;
}

/// The zones that differ most, the largest difference first.
std::vector<ZoneIndex> most_changed(const std::vector<io::Change>& changes) {
  std::vector<ZoneIndex> zones(changes.size() - 1);
  std::iota(zones.begin(), zones.end(), ZoneIndex{0});
  std::ranges::stable_sort(zones, std::greater<>(),
                           [&](ZoneIndex z) { return std::abs(changes[z].difference); });
  std::erase_if(zones, [&](ZoneIndex z) { return !(std::abs(changes[z].difference) >= 0.5); });
  if (zones.size() > kShownZones) zones.resize(kShownZones);
  return zones;
}

/// What any line of a table knows.
struct Columns {
  bool chance = false, members = false;
};

Columns columns_in(const std::vector<io::Change>& changes) {
  Columns columns;
  for (const io::Change& change : changes) {
    columns.chance = columns.chance || std::isfinite(change.chance);
    columns.members = columns.members || !change.quantile.empty();
  }
  return columns;
}

/// Of the members' own differences.
double median_of(const io::Change& change) { return change.quantile[change.quantile.size() / 2]; }

std::string change_line(const std::string& label, const io::Change& change, Columns columns) {
  std::string text = "  " + left(label, 26) + right(persons(change.baseline), 13) +
                     right(persons(change.scenario), 13) +
                     right(signed_persons(change.difference), 13);
  if (columns.chance) {
    text += right(std::isfinite(change.chance) ? "± " + persons(change.chance) : "-", 11);
  }
  if (columns.members) {
    text += right(change.quantile.empty() ? "-" : signed_persons(median_of(change)), 13) +
            right(change.quantile.empty() ? "-"
                                          : signed_persons(change.quantile.front()) + " to " +
                                                signed_persons(change.quantile.back()),
                  23) +
            right(percent(change.share_more), 9);
  }
  return text + '\n';
}

std::string change_head(Columns columns) {
  std::string text =
      "  " + left("", 26) + right("baseline", 13) + right("what if", 13) + right("difference", 13);
  if (columns.chance) text += right("chance", 11);
  if (columns.members) {
    text += right("middle one", 13) + right("90 % of members", 23) + right("more in", 9);
  }
  text += '\n';
  if (!columns.chance) return text;
  // The report shows medians: whoever has both before them must see which is which.
  text += "  " + left("", 26) + right("(mean)", 13) + right("(mean)", 13) + right("(mean)", 13) +
          right("", 11);
  if (columns.members) text += right("(median)", 13);
  return text + '\n';
}

/// How much of the difference of all zones is chance, in a sentence.
std::string chance_sentence(const io::Comparison& comparison, std::size_t what_if,
                            const io::Change& all) {
  switch (comparison.scenarios[what_if + 1].pairing) {
    case io::Pairing::single_runs:
      return "Single runs: how much of the difference is chance is not known (ensemble.members "
             "tells).\n";
    case io::Pairing::no_members:
      return "Cannot pair: a file was written before format 1.3, without what each member says. "
             "Run it\nagain to learn how much of the difference is chance.\n";
    case io::Pairing::other_draws:
      return "Not paired: other seeds or other numbers of members. Runs with the same seed and as "
             "many\nmembers tell much smaller differences from chance.\n";
    case io::Pairing::paired:
      break;
  }
  if (!std::isfinite(all.chance) && comparison.release == io::Release::open) {
    return "How much of the difference in all zones is chance is not shown to the public: it could "
           "tell of\nfew people.\n";
  }
  if (all.chance == 0) return "Every member says the same difference: nothing of it is chance.\n";
  const double share = all.chance / std::abs(all.difference);
  const std::string verdict =
      share >= 1 ? "No difference can be told from chance"
                 : fmt::format("Chance may have made {:.0f} % of the difference", 100 * share);
  return fmt::format(
      "{} in all zones together. Without the same random\nnumbers in both, chance would be ± {} "
      "instead of ± {}.\n",
      verdict, persons(all.chance_unpaired), persons(all.chance));
}

std::string measure_text(const io::Comparison& comparison, io::Measure measure,
                         std::span<const ZoneIndex> named) {
  const auto m = static_cast<std::size_t>(measure);
  const Period& period = comparison.period;
  const std::string what =
      measure == io::Measure::present_end
          ? fmt::format("People present on {}", to_string(period.date_of(period.days - 1)))
          : fmt::format("Arrivals, {} to {}", to_string(period.start),
                        to_string(period.date_of(period.days - 1)));
  std::string text;
  for (std::size_t s = 0; s + 1 < comparison.scenarios.size(); ++s) {
    const std::vector<io::Change>& changes = comparison.changes[m][s];
    const Columns columns = columns_in(changes);
    text += '\n' +
            emphasised(fmt::format("{}: {}", what, comparison.scenarios[s + 1].name), stdout) +
            '\n' + change_head(columns) + change_line("all zones", changes.back(), columns);
    const std::vector<ZoneIndex> zones =
        named.empty() ? most_changed(changes) : std::vector<ZoneIndex>(named.begin(), named.end());
    for (const ZoneIndex zone : zones) {
      const Zone& place = comparison.zones[zone];
      text += change_line(place.name.empty() ? place.code : place.name, changes[zone], columns);
    }
    text += chance_sentence(comparison, s, changes.back());
  }
  return text;
}

std::string capacity_text(const io::Comparison& comparison, std::span<const ZoneIndex> named) {
  std::string lines;
  bool most_counted = false;
  for (const io::CapacityRisk& risk : comparison.capacities) {
    const bool wanted = named.empty() || std::ranges::find(named, risk.zone) != named.end();
    if (!wanted) continue;
    const Zone& zone = comparison.zones[risk.zone];
    const bool counted = zone.capacity_provenance == CapacityProvenance::observed_maximum;
    most_counted = most_counted || counted;
    lines += "  " + left((zone.name.empty() ? zone.code : zone.name) + (counted ? " *" : ""), 26) +
             right(persons(risk.capacity[0]), 13);
    for (std::size_t s = 0; s < comparison.scenarios.size(); ++s) {
      // A single run is no probability: it says yes or no.
      const bool single = comparison.scenarios[s].members == 1;
      const double share = risk.probability[s];
      const std::string above = !std::isfinite(share) ? "-" : share > 0 ? "yes" : "no";
      lines += right(single ? above : percent(share), 20);
    }
    lines += '\n';
  }
  if (lines.empty()) return {};
  std::string text = '\n' + emphasised("Is the capacity exceeded on any day?", stdout) + '\n';
  text += "  " + left("", 26) + right("capacity", 13);
  for (const io::ComparedScenario& scenario : comparison.scenarios) {
    text += right(clipped(scenario.name, 19), 20);
  }
  if (most_counted) {
    lines += "  * no capacity: the most people ever counted there, known only afterwards\n";
  }
  return text + '\n' + lines;
}

std::string ranking_text(const io::Comparison& comparison) {
  const auto& ranks = comparison.ranking[static_cast<std::size_t>(io::Measure::present_end)];
  std::string text = '\n' + emphasised("Fewest people away from home at the end", stdout) + '\n';
  std::size_t rank = 1;
  for (std::size_t place = 0; place < ranks.size(); ++place) {
    // Equal numbers share a rank.
    if (place > 0 && ranks[place].mean != ranks[place - 1].mean) rank = place + 1;
    text += fmt::format("  {}. ", rank) +
            left(comparison.scenarios[ranks[place].scenario].name, 24) +
            right(persons(ranks[place].mean), 13);
    if (std::isfinite(ranks[place].share_least)) {
      text += fmt::format("   the fewest in {} of members", percent(ranks[place].share_least));
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::string comparison_text(const io::Comparison& comparison, std::span<const ZoneIndex> zones) {
  std::string text = scenarios_text(comparison);
  text += measure_text(comparison, io::Measure::present_end, zones);
  text += measure_text(comparison, io::Measure::arrivals_period, zones);
  text += capacity_text(comparison, zones) + ranking_text(comparison);
  const bool members = std::ranges::any_of(
      comparison.scenarios, [](const auto& scenario) { return scenario.members > 1; });
  if (!members) return text;
  return text +
         "\nbaseline, what if, difference: means of the members; `ravenstein report` shows "
         "medians. "
         "chance:\n95 % confidence interval of the mean difference. middle one, 90 % of members: "
         "the "
         "members' own\ndifferences (the middle one is the report's difference). more in: members "
         "with more people than\nthe baseline.\n";
}

}  // namespace ravenstein::cli
