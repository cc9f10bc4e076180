// SPDX-License-Identifier: Apache-2.0
#include "io/tables/strata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

constexpr std::string_view kShare = "share:";
constexpr std::string_view kHazard = "relative_hazard:";
constexpr double kHighestRate = 10;  // [1/year], of births and deaths
constexpr double kHighestRelative = 1000;

/// Reads the table; members are what every column needs.
class StrataReader {
 public:
  StrataReader(Table& table, const ZoneCodes& codes, std::size_t zones)
      : table_(table), codes_(codes), zones_(zones), share_(table.find("share")) {}

  Strata read() {
    if (table_.rows() == 0) {
      table_.header_problem({}, "holds no strata");
      return {};
    }
    if (table_.rows() > kMostStrata) {
      table_.problem(kMostStrata, {}, fmt::format("there are more than {} strata", kMostStrata));
      return {};
    }
    const Column births = table_.find("births_per_year");
    const Column deaths = table_.find("deaths_per_year");
    const Column newborn = table_.find("newborn_share");
    const Column hazard = table_.find("relative_hazard");
    find_other_columns();
    for (std::size_t r = 0; r < table_.rows(); ++r) {
      Stratum& stratum = strata_.strata.emplace_back();
      read_labels(r, stratum);
      stratum.births_per_year = value(r, births, kHighestRate, 0);
      stratum.deaths_per_year = value(r, deaths, kHighestRate, 0);
      stratum.newborn_share = value(r, newborn, 1, 0);
      stratum.relative_hazard_otherwise = value(r, hazard, kHighestRelative, 1);
      for (const auto& [cause, column] : causes_) {
        if (table_.blank(r, column)) continue;
        stratum.relative_hazard[cause] = value(r, column, kHighestRelative, 1);
      }
    }
    read_shares();
    check_newborn(births, newborn);
    return std::move(strata_);
  }

 private:
  void find_other_columns() {
    strata_.strata.clear();
    for (const Column column : table_.others()) {
      const std::string& name = table_.columns()[column.index];
      if (name.starts_with(kShare)) {
        add_zone(column, name.substr(kShare.size()));
      } else if (name.starts_with(kHazard)) {
        causes_.emplace_back(name.substr(kHazard.size()), column);
      } else if (!table_.refuse_misspelt(column)) {
        strata_.dimensions.push_back(name);
        dimensions_.push_back(column);
      }
    }
    if (dimensions_.empty()) {
      table_.header_problem({}, "no column says who the strata are",
                            "add a column such as sex or age");
    }
  }

  void add_zone(Column column, const std::string& code) {
    if (const auto zone = codes_.find(code)) {
      own_.emplace_back(*zone, column);
    } else {
      table_.header_problem(column, fmt::format("unknown zone {}", in_quotes(code)),
                            codes_.hint(code));
    }
  }

  void read_labels(std::size_t r, Stratum& stratum) {
    for (const Column column : dimensions_) {
      stratum.labels.emplace_back(table_.text(r, column));
    }
    const auto [before, is_new] = first_row_.emplace(stratum.labels, r);
    if (is_new || dimensions_.empty()) return;
    table_.problem(r, dimensions_[0],
                   fmt::format("the stratum {} is already in line {}",
                               in_quotes(fmt::format("{}", fmt::join(stratum.labels, " "))),
                               table_.place(before->second).line));
  }

  /// From 0 to `maximum`; `otherwise` where there is nothing.
  double value(std::size_t r, Column column, double maximum, double otherwise) {
    if (table_.blank(r, column)) return otherwise;
    return table_.real(r, column, 0, maximum).value_or(otherwise);
  }

  void read_shares() {
    const std::vector<double> general = share_ ? shares(share_) : std::vector<double>();
    if (!share_ && own_.size() < zones_) {
      table_.header_problem({}, "column share is missing, and not every zone has one of its own",
                            "the share of residents in each stratum");
    }
    const std::size_t count = table_.rows();
    strata_.share.resize(zones_ * count);
    for (std::size_t zone = 0; !general.empty() && zone < zones_; ++zone) {
      std::copy(general.begin(), general.end(),
                strata_.share.begin() + static_cast<std::ptrdiff_t>(zone * count));
    }
    for (const auto& [zone, column] : own_) {
      const std::vector<double> here = shares(column);
      std::copy(here.begin(), here.end(),
                strata_.share.begin() + static_cast<std::ptrdiff_t>(zone * count));
    }
  }

  /// Of a column, summing to one.
  std::vector<double> shares(Column column) {
    std::vector<double> share;
    double sum = 0;
    bool known = true;
    for (std::size_t r = 0; r < table_.rows(); ++r) {
      const auto found = table_.real(r, column, 0, 1);
      known = known && found;
      sum += share.emplace_back(found.value_or(0));
    }
    if (known && std::abs(sum - 1) > kShareTolerance) {
      table_.header_problem(column, fmt::format("shares sum to {:.9g}, expected 1", sum));
    }
    for (double& one : share) one /= sum > 0 ? sum : 1;
    return share;
  }

  void check_newborn(Column births, Column newborn) {
    double sum = 0;
    bool any = false;
    for (const Stratum& stratum : strata_.strata) {
      sum += stratum.newborn_share;
      any = any || stratum.births_per_year > 0;
    }
    const Column at = newborn ? newborn : births;
    if (any && std::abs(sum - 1) > kShareTolerance) {
      table_.header_problem(
          at, fmt::format("newborn_share sums to {:.9g}, expected 1: into which strata children "
                          "are born",
                          sum));
    } else if (!any && sum > 0) {
      table_.header_problem(at, "has no effect: births_per_year is nowhere above 0");
    }
    for (Stratum& stratum : strata_.strata) stratum.newborn_share /= any && sum > 0 ? sum : 1;
  }

  Table& table_;
  const ZoneCodes& codes_;
  std::size_t zones_;
  Column share_;
  std::vector<Column> dimensions_;
  std::vector<std::pair<std::string, Column>> causes_;
  std::vector<std::pair<ZoneIndex, Column>> own_;
  std::map<std::vector<std::string>, std::size_t> first_row_;
  Strata strata_;
};

}  // namespace

Strata read_strata(Table& table, const ZoneCodes& codes, std::size_t zones) {
  return StrataReader(table, codes, zones).read();
}

}  // namespace ravenstein::io
