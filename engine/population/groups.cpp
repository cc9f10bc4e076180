// SPDX-License-Identifier: Apache-2.0
#include "engine/population/groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/core/problem.hpp"

namespace ravenstein {
namespace {

constexpr std::size_t kMostGroups = 65536;

Problem problem(std::string subject, std::string message, std::string hint) {
  Problem result;
  result.subject = std::move(subject);
  result.message = std::move(message);
  result.hint = std::move(hint);
  return result;
}

/// Weights per zone that has any of its own, in the order of the values; the default stands first.
std::map<std::int64_t, std::vector<double>> weight_rows(const AttributeTable& table) {
  std::map<std::int64_t, std::vector<double>> rows;
  std::vector<double>& standard = rows[-1];
  for (const AttributeTable::Value& value : table.values) {
    standard.push_back(value.default_weight);
  }
  for (std::size_t v = 0; v < table.values.size(); ++v) {
    for (const auto& [zone, weight] : table.values[v].weights) {
      auto [row, added] = rows.try_emplace(zone);
      if (added) row->second.assign(table.values.size(), 0.0);
      row->second[v] = weight;
    }
  }
  return rows;
}

void check(const AttributeTable& table, std::span<const double> weights, Problems& problems) {
  double sum = 0;
  bool negative = weights.empty();
  for (const double weight : weights) {
    negative = negative || !(weight >= 0);
    sum += weight;
  }
  if (!negative && sum > 0) return;
  problems.add(problem(fmt::format("attribute {}", table.name),
                       "expected weights of at least 0, one of them positive, for every zone", ""));
}

}  // namespace

ChoiceGroups::ChoiceGroups(std::span<const AttributeTable> tables) : tables_(tables) {
  Problems problems;
  for (const AttributeTable& table : tables) {
    Attribute& attribute = attributes_.emplace_back();
    attribute.values = table.values.size();
    size_ = std::min(kMostGroups + 1, size_ * std::max<std::size_t>(1, attribute.values));
    for (const auto& [zone, weights] : weight_rows(table)) {
      check(table, weights, problems);
      if (zone >= 0) {
        attribute.row_of.emplace_back(static_cast<ZoneIndex>(zone),
                                      attribute.cumulative.size() / weights.size());
      }
      double sum = 0;
      for (const double weight : weights) attribute.cumulative.push_back(sum += weight);
    }
  }
  if (size_ > kMostGroups) {
    problems.add(problem("attributes", fmt::format("expected at most {} combinations", kMostGroups),
                         "join values that no rule tells apart, e.g. years of age"));
  }
  problems.throw_if_any();
}

std::span<const double> ChoiceGroups::distribution(const Attribute& attribute,
                                                   ZoneIndex origin) const {
  const auto found =
      std::lower_bound(attribute.row_of.begin(), attribute.row_of.end(), origin,
                       [](const auto& row, ZoneIndex zone) { return row.first < zone; });
  const bool own = found != attribute.row_of.end() && found->first == origin;
  const std::size_t row = own ? found->second : 0;
  return std::span(attribute.cumulative).subspan(row * attribute.values, attribute.values);
}

std::uint16_t ChoiceGroups::draw(ZoneIndex origin, Stream& stream) const {
  std::size_t group = 0;
  for (const Attribute& attribute : attributes_) {
    const std::span<const double> cumulative = distribution(attribute, origin);
    const double target = stream.uniform() * cumulative.back();
    const auto drawn = std::upper_bound(cumulative.begin(), cumulative.end(), target);
    group = group * attribute.values + static_cast<std::size_t>(drawn - cumulative.begin());
  }
  return static_cast<std::uint16_t>(group);
}

std::string_view ChoiceGroups::value(std::size_t group, std::string_view attribute) const {
  for (std::size_t a = tables_.size(); a-- > 0;) {
    if (tables_[a].name == attribute) return tables_[a].values[group % attributes_[a].values].text;
    group /= attributes_[a].values;
  }
  return {};
}

}  // namespace ravenstein
