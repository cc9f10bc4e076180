// SPDX-License-Identifier: Apache-2.0
#include "io/projection/flows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "io/projection/format.hpp"

namespace ravenstein::io {
namespace {

/// Chunks of flows: whole days if a day is small, else whole rows (origins) of one day. Small
/// enough to be filled, shuffled and deflated within a core's cache.
struct Blocks {
  static constexpr std::size_t kBytes = 256 * 1024;
  std::size_t days, rows;

  Blocks(std::size_t all_days, std::size_t zones, std::size_t cell_bytes) {
    const std::size_t day_bytes = zones * zones * cell_bytes;
    days = std::clamp<std::size_t>(kBytes / day_bytes, 1, all_days);
    rows = std::clamp<std::size_t>(kBytes / (zones * cell_bytes), 1, zones);
  }
  /// Grows along the order of entries (day, from, to).
  std::array<std::size_t, 2> of(const FlowEntry& entry) const {
    return {static_cast<std::size_t>(entry.day) / days, days > 1 ? 0 : entry.from / rows};
  }
};

void require_sound(const Projection& projection, std::size_t zones) {
  constexpr auto before = [](const FlowEntry& a, const FlowEntry& b) {
    return std::tie(a.day, a.from, a.to) < std::tie(b.day, b.from, b.to);
  };
  const bool inside = std::ranges::all_of(projection.flows, [&](const FlowEntry& entry) {
    return projection.period.contains(entry.day) && entry.from < zones && entry.to < zones;
  });
  if (!inside) throw std::logic_error("write_projection: a flow outside the period or the zones");
  if (!std::ranges::is_sorted(projection.flows, before)) {
    throw std::logic_error("write_projection: flows are not sorted");
  }
}

template <class Count>
void write_dense(hdf5::Variable& variable, std::span<const FlowEntry> flows, const Blocks& blocks,
                 std::size_t days, std::size_t zones) {
  std::vector<Count> cells;
  for (auto first = flows.begin(); first != flows.end();) {
    const auto block = blocks.of(*first);
    const std::array<std::size_t, 3> offset = {block[0] * blocks.days, block[1] * blocks.rows, 0};
    const std::array<std::size_t, 3> count = {std::min(blocks.days, days - offset[0]),
                                              std::min(blocks.rows, zones - offset[1]), zones};
    cells.assign(count[0] * count[1] * count[2], Count{0});
    for (; first != flows.end() && blocks.of(*first) == block; ++first) {
      const std::size_t day = static_cast<std::size_t>(first->day) - offset[0];
      const std::size_t row = first->from - offset[1];
      cells[(day * count[1] + row) * zones + first->to] += static_cast<Count>(first->persons);
    }
    variable.write_block<Count>(offset, count, cells);
  }
}

void describe(hdf5::Variable& flow) {
  flow.text("long_name", "people who came from zone to zone_dest and arrived on the day");
  flow.text("units", "1");
  flow.text("cell_methods", "time: sum");
  flow.text("coordinates", "zone_code zone_dest_code");
}

void write_table(const hdf5::Group& root, const SharedDimensions& dimensions,
                 const Projection& projection, std::span<const std::string> codes,
                 int compression) {
  const std::size_t days = dimensions.time.size;
  const std::size_t zones = dimensions.zone.size;
  hdf5::Variable to = root.coordinate("zone_dest", hdf5::Type::int32, zones);
  to.text("long_name", "number of the zone of arrival");
  std::vector<std::int32_t> numbers(zones);
  for (std::size_t zone = 0; zone < zones; ++zone) numbers[zone] = static_cast<std::int32_t>(zone);
  to.write<std::int32_t>(numbers);
  hdf5::Variable code = root.variable("zone_dest_code", hdf5::Type::text, {to.dimension()});
  code.text("long_name", "code of the zone of arrival");
  code.write(codes);

  const bool whole = projection.resolution == Resolution::agents;
  const hdf5::Type type = whole ? hdf5::Type::int32 : hdf5::Type::float64;
  const Blocks blocks(days, zones, hdf5::size_of(type));
  hdf5::Variable flow = root.variable(
      "flow", type, {dimensions.time, dimensions.zone, to.dimension()},
      {.fill = {}, .chunk = {blocks.days, blocks.rows, zones}, .deflate = compression});
  describe(flow);
  if (whole) {
    write_dense<std::int32_t>(flow, projection.flows, blocks, days, zones);
  } else {
    write_dense<double>(flow, projection.flows, blocks, days, zones);
  }
}

template <class T, class Get>
void write_column(const hdf5::Group& group, const hdf5::Dimension& entry, const std::string& name,
                  std::string_view long_name, std::span<const FlowEntry> flows, int compression,
                  Get get) {
  std::vector<T> values(flows.size());
  std::ranges::transform(flows, values.begin(), get);
  hdf5::Variable column = group.variable(name, hdf5::type_of<T>(), {entry},
                                         {.fill = {}, .chunk = {}, .deflate = compression});
  column.text("long_name", long_name);
  column.write<T>(values);
}

void write_list(const hdf5::Group& root, const Projection& projection, int compression) {
  const hdf5::Group group = root.group("flows_coo");
  const std::span<const FlowEntry> flows(projection.flows);
  const hdf5::Dimension entry = group.dimension("flow_entry", flows.size());
  write_column<std::int32_t>(group, entry, "day", "position in /time", flows, compression,
                             [](const FlowEntry& flow) { return flow.day; });
  write_column<std::int32_t>(group, entry, "from_zone", "position in /zone", flows, compression,
                             [](const FlowEntry& f) { return static_cast<std::int32_t>(f.from); });
  write_column<std::int32_t>(group, entry, "to_zone", "position in /zone", flows, compression,
                             [](const FlowEntry& f) { return static_cast<std::int32_t>(f.to); });
  constexpr std::string_view kPersons = "people who came and arrived on the day";
  if (projection.resolution == Resolution::agents) {
    write_column<std::int32_t>(
        group, entry, "persons", kPersons, flows, compression,
        [](const FlowEntry& flow) { return static_cast<std::int32_t>(flow.persons); });
  } else {
    write_column<double>(group, entry, "persons", kPersons, flows, compression,
                         [](const FlowEntry& flow) { return flow.persons; });
  }
}

void append_nonzero(std::span<const double> cells, std::size_t first_day, std::size_t zones,
                    std::vector<FlowEntry>& flows) {
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    if (cells[cell] == 0) continue;
    flows.push_back({static_cast<std::int32_t>(first_day + cell / (zones * zones)),
                     static_cast<ZoneIndex>(cell / zones % zones),
                     static_cast<ZoneIndex>(cell % zones), cells[cell]});
  }
}

std::vector<FlowEntry> read_list(const hdf5::Reader& file, std::size_t days, std::size_t zones) {
  const auto day = file.read<std::int32_t>("/flows_coo/day");
  const auto from = file.read<std::int32_t>("/flows_coo/from_zone");
  const auto to = file.read<std::int32_t>("/flows_coo/to_zone");
  const auto persons = file.read<double>("/flows_coo/persons");
  if (from.size() != day.size() || to.size() != day.size() || persons.size() != day.size()) {
    throw hdf5::Error("/flows_coo: columns of different lengths");
  }
  const auto outside = [](std::int32_t value, std::size_t size) {
    return value < 0 || static_cast<std::size_t>(value) >= size;
  };
  std::vector<FlowEntry> flows;
  flows.reserve(day.size());
  for (std::size_t n = 0; n < day.size(); ++n) {
    if (outside(day[n], days) || outside(from[n], zones) || outside(to[n], zones)) {
      throw hdf5::Error("/flows_coo: an entry outside the period or the zones");
    }
    flows.push_back(
        {day[n], static_cast<ZoneIndex>(from[n]), static_cast<ZoneIndex>(to[n]), persons[n]});
  }
  return flows;
}

}  // namespace

bool flows_are_dense(std::size_t days, std::size_t zones) {
  return zones * zones <= format::kDenseFlowCells / days;
}

void write_flows(const hdf5::Group& root, const SharedDimensions& dimensions,
                 const Projection& projection, std::span<const std::string> codes,
                 int compression) {
  if (projection.flows.empty()) return;
  require_sound(projection, dimensions.zone.size);
  if (projection.resolution == Resolution::agents &&
      !std::ranges::all_of(projection.flows, [](const FlowEntry& flow) {
        return flow.persons == std::trunc(flow.persons) && flow.persons >= 0 &&
               flow.persons <= std::numeric_limits<std::int32_t>::max();
      })) {
    throw std::logic_error("write_projection: a flow of agents that is not a whole number");
  }
  if (flows_are_dense(dimensions.time.size, dimensions.zone.size)) {
    write_table(root, dimensions, projection, codes, compression);
  } else {
    write_list(root, projection, compression);
  }
}

std::vector<FlowEntry> read_flows(const hdf5::Reader& file, std::size_t days, std::size_t zones) {
  if (file.has("/flows_coo")) return read_list(file, days, zones);
  std::vector<FlowEntry> flows;
  if (!file.has("/flow")) return flows;
  if (file.shape("/flow") != std::vector<std::size_t>{days, zones, zones}) {
    throw hdf5::Error("/flow: not of shape (time, zone, zone)");
  }
  constexpr std::size_t kCellsAtOnce = 1024 * 1024;
  const std::size_t days_at_once = std::max<std::size_t>(1, kCellsAtOnce / (zones * zones));
  for (std::size_t day = 0; day < days; day += days_at_once) {
    const std::size_t count = std::min(days_at_once, days - day);
    append_nonzero(file.read_rows<double>("/flow", day, count), day, zones, flows);
  }
  return flows;
}

}  // namespace ravenstein::io
