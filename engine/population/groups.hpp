// SPDX-License-Identifier: Apache-2.0
// Choice groups: one number for each combination of personal attributes (age x gender x ...). Who
// becomes displaced draws a combination from the distributions of the zone of origin.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/random/philox.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class ChoiceGroups {
 public:
  /// The attributes are independent of each other. `tables` outlive the object. InputError if a
  /// distribution has no positive weight or a negative one, or if there are more than 65,536
  /// groups.
  explicit ChoiceGroups(std::span<const AttributeTable> tables);

  std::size_t size() const { return size_; }  ///< 1 if there are no attributes
  /// The group of somebody from `origin` (kNowhere: not known); two words per attribute.
  std::uint16_t draw(ZoneIndex origin, Stream& stream) const;
  /// The value of an attribute in a group, as written; empty if there is no such attribute.
  std::string_view value(std::size_t group, std::string_view attribute) const;

 private:
  struct Attribute {
    std::vector<double> cumulative;                         ///< row after row, first the default
    std::vector<std::pair<ZoneIndex, std::size_t>> row_of;  ///< zones with one of their own, sorted
    std::size_t values = 0;
  };
  std::span<const double> distribution(const Attribute& attribute, ZoneIndex origin) const;

  std::span<const AttributeTable> tables_;
  std::vector<Attribute> attributes_;
  std::size_t size_ = 1;
};

}  // namespace ravenstein
