// SPDX-License-Identifier: Apache-2.0
#include "io/needs/needs_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <unordered_set>

#include "io/needs/needs_people.hpp"
#include "io/text.hpp"
#include "models/needs/needs.hpp"

namespace ravenstein::io {
namespace {

using models::kNeeds;
using models::NeedRates;
using models::Required;

constexpr auto kSchool = static_cast<std::size_t>(models::Need::school_places);

Series plus(Series a, const Series& b) {
  for (std::size_t n = 0; n < a.size(); ++n) a[n] += b[n];
  return a;
}

/// Writes the lines of one zone.
class ZoneNeeds {
 public:
  ZoneNeeds(const ProjectionFile& file, const Scenario& scenario, const NeedsPeople& people,
            const NeedRates& rates, const NeedsOptions& options, ZoneIndex zone, NeedsTable& table)
      : file_(file),
        scenario_(scenario),
        people_(people),
        rates_(rates),
        options_(options),
        zone_(zone),
        table_(table) {
    const Period& period = file.projection.period;
    for (int row = 0; row < period.steps(); ++row) days_.push_back(period.days_in(row));
    find_school_shares();
  }

  void write() {
    const Series hosts = people_.hosts(zone_), newcomers = people_.newcomers(zone_);
    const Required of_hosts = require(hosts, host_school_);
    const Required of_newcomers = require(newcomers, newcomer_school_);
    for (std::size_t q = 0; q < table_.quantiles.size(); ++q) {
      more_newcomers_.push_back(people_.newcomers(zone_, q));
    }
    std::vector<Required> newcomers_at, all_at;
    for (const Series& more : more_newcomers_) {
      if (!wants_required()) break;
      newcomers_at.push_back(require(more, newcomer_school_));
      all_at.push_back(of_hosts);
      for (std::size_t n = 0; n < kNeeds; ++n)
        all_at.back()[n] = plus(of_hosts[n], newcomers_at.back()[n]);
    }
    Required all = of_hosts;
    for (std::size_t n = 0; n < kNeeds; ++n) all[n] = plus(all[n], of_newcomers[n]);
    add("all", all, all_at, true);
    add_waiting(plus(hosts, newcomers), hosts);
    add_slums();
    if (options_.needs) return;
    add("hosts", of_hosts, {}, false);
    add("newcomers", of_newcomers, newcomers_at, false);
    add_strata(hosts);
  }

 private:
  bool wants(std::string_view need) const {
    return !options_.needs || std::ranges::find(*options_.needs, need) != options_.needs->end();
  }
  /// Any need that follows from how many people there are.
  bool wants_required() const {
    return std::ranges::any_of(models::need_infos(),
                               [&](const models::NeedInfo& info) { return wants(info.name); });
  }

  /// Shares of school age by row, if strata tell them.
  void find_school_shares() {
    const Strata& strata = scenario_.strata;
    for (const Stratum& stratum : strata.strata) {
      std::optional<double> share;
      for (const std::string& label : stratum.labels) {
        if (!share) share = models::school_age_share_of(label);
      }
      if (!share) return stratum_school_.clear();
      stratum_school_.push_back(*share);
    }
    double of_hosts = 0;
    for (std::size_t s = 0; s < strata.size(); ++s) {
      of_hosts += stratum_school_[s] * host_share(s);
    }
    host_school_.assign(days_.size(), of_hosts);
    if (people_.newcomers_of(zone_, 0).empty()) return;
    Series in_school(days_.size()), total(days_.size());
    for (std::size_t s = 0; s < strata.size(); ++s) {
      const Series of_stratum = people_.newcomers_of(zone_, s);
      for (std::size_t row = 0; row < total.size(); ++row) {
        in_school[row] += stratum_school_[s] * of_stratum[row];
        total[row] += of_stratum[row];
      }
    }
    for (std::size_t row = 0; row < total.size(); ++row) {
      newcomer_school_.push_back(total[row] > 0 ? in_school[row] / total[row] : of_hosts);
    }
  }

  double host_share(std::size_t stratum) const {
    const Strata& strata = scenario_.strata;
    if (strata.share.empty()) return stratum == 0 ? 1 : 0;
    return strata.share[zone_ * strata.size() + stratum];
  }

  Required require(const Series& people, const Series& school_share) const {
    Required all = models::required(rates_, people, days_);
    for (std::size_t row = 0; row < school_share.size(); ++row) {
      all[kSchool][row] = school_share[row] * people[row];
    }
    return all;
  }

  /// Rows that are told: the last of each month.
  bool told(std::size_t row) const {
    const Period& period = file_.projection.period;
    if (period.interval != Interval::day || row + 1 == days_.size()) return true;
    const int day = static_cast<int>(row);
    return month_number(period.date_of(day)) != month_number(period.date_of(day + 1));
  }

  template <class Quantile>
  void add_line(const std::string& group, std::string need, std::string unit, const Series& values,
                const Series& available, const Quantile& quantile) {
    if (!wants(need)) return;
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (!told(row)) continue;
      NeedLine line{.zone = zone_,
                    .row = static_cast<int>(row),
                    .group = group,
                    .need = need,
                    .unit = unit,
                    .value = values[row]};
      for (std::size_t q = 0; q < table_.quantiles.size(); ++q) {
        if (const std::optional<double> value = quantile(q, row)) line.quantile.push_back(*value);
      }
      if (!available.empty()) {
        line.available = available[row];
        line.missing = std::max(0.0, line.value - line.available);
      }
      table_.lines.push_back(std::move(line));
    }
  }

  void add(const std::string& group, const Required& all, const std::vector<Required>& at,
           bool beside_capacity) {
    for (std::size_t n = 0; n < kNeeds; ++n) {
      const models::NeedInfo& info = models::need_infos()[n];
      add_line(group, std::string(info.name), std::string(info.unit), all[n],
               beside_capacity ? people_.city(zone_, info.capacity) : Series(),
               [&](std::size_t q, std::size_t row) {
                 return at.empty() ? std::nullopt : std::optional(at[q][n][row]);
               });
    }
  }

  void add_waiting(const Series& people, const Series& hosts) {
    const Series clinicians = people_.city(zone_, "clinicians");
    if (clinicians.empty()) return;
    const auto wait = [&](const Series& all) {
      return models::waiting(rates_, all, clinicians, days_, options_.first_wait_days,
                             options_.target_wait_days);
    };
    const models::Waiting central = wait(people);
    std::vector<models::Waiting> at;
    for (const Series& more : more_newcomers_) at.push_back(wait(plus(hosts, more)));
    add_line("all", "wait", "days", central.wait_days, {},
             [&](std::size_t q, std::size_t row) { return std::optional(at[q].wait_days[row]); });
    add_line("all", "clinicians_to_hold_wait", "clinicians", central.clinicians_to_hold, clinicians,
             [&](std::size_t q, std::size_t row) {
               return std::optional(at[q].clinicians_to_hold[row]);
             });
  }

  void add_slums() {
    Series households = people_.city(zone_, "people");
    const Series share = people_.city(zone_, "slum_share");
    if (share.empty()) return;
    for (std::size_t row = 0; row < share.size(); ++row) {
      households[row] *= share[row] / rates_.household_size;
    }
    add_line("all", "slum_households", "households", households, {},
             [](std::size_t, std::size_t) { return std::optional<double>(); });
  }

  void add_strata(const Series& hosts) {
    const Strata& strata = scenario_.strata;
    if (strata.size() < 2) return;
    for (std::size_t s = 0; s < strata.size(); ++s) {
      Series of_hosts = hosts;
      for (double& people : of_hosts) people *= host_share(s);
      const Series of_newcomers = people_.newcomers_of(zone_, s);
      const Series school =
          stratum_school_.empty() ? Series() : Series(days_.size(), stratum_school_[s]);
      add("hosts, " + strata.name(s), require(of_hosts, school), {}, false);
      if (of_newcomers.empty()) continue;
      add("newcomers, " + strata.name(s), require(of_newcomers, school), {}, false);
    }
  }

  const ProjectionFile& file_;
  const Scenario& scenario_;
  const NeedsPeople& people_;
  NeedRates rates_;
  const NeedsOptions& options_;
  ZoneIndex zone_;
  NeedsTable& table_;
  std::vector<int> days_;
  std::vector<double> stratum_school_;
  Series host_school_, newcomer_school_;
  std::vector<Series> more_newcomers_;  ///< by quantile
};

bool anybody(const NeedsPeople& people, ZoneIndex zone) {
  const Series hosts = people.hosts(zone), newcomers = people.newcomers(zone);
  const auto positive = [](double n) { return n > 0; };
  return std::ranges::any_of(hosts, positive) || std::ranges::any_of(newcomers, positive);
}

void check_zones(const ProjectionFile& file, const NeedsOptions& options) {
  Problems problems;
  std::vector<std::string> codes;
  for (const Zone& zone : file.zones) codes.push_back(zone.code);
  const std::unordered_set<std::string_view> known(codes.begin(), codes.end());
  for (const std::string& code : options.zones) {
    if (known.contains(code)) continue;
    problems.add(
        {{}, "--zone", "no zone has the code " + in_quotes(code), did_you_mean(code, codes)});
  }
  problems.throw_if_any();
}

}  // namespace

NeedsTable needs_table(const ProjectionFile& projection, const Scenario& scenario,
                       const models::Standards& standards, const NeedsOptions& options) {
  check_zones(projection, options);
  NeedsTable table;
  if (projection.ensemble.members > 0) table.quantiles = projection.ensemble.quantiles;
  const NeedsPeople people(projection);
  const std::unordered_set<std::string> zones(options.zones.begin(), options.zones.end());
  for (ZoneIndex zone = 0; zone < projection.zones.size(); ++zone) {
    const Zone& place = projection.zones[zone];
    const bool named = zones.contains(place.code);
    if (options.zones.empty() ? !anybody(people, zone) : !named) continue;
    ZoneNeeds(projection, scenario, people, models::rates_of(standards, place), options, zone,
              table)
        .write();
  }
  return table;
}

}  // namespace ravenstein::io
