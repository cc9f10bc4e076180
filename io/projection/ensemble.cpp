// SPDX-License-Identifier: Apache-2.0
#include "io/projection/ensemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "io/projection/format.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Dimension;
using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

/// What the format says of a table of the projection.
struct Described {
  std::string name;
  std::string_view dimension;
  std::string coordinates;
  std::string long_name;
  format::Kind kind;
  std::string unit = "1";
};

std::vector<Described> described_tables(const Projection& projection) {
  std::vector<Described> all;
  const std::string zone(format::kZoneCoordinates);
  for (const format::Table& table : format::kTables) {
    all.push_back({std::string(table.name), "", zone, std::string(table.long_name), table.kind});
  }
  for (const format::Categories& table : format::kCategories) {
    if (table.dimension == "zone_home") continue;  // not summarised: it is as large as flows
    all.push_back({std::string(table.name), table.dimension,
                   fmt::format("{} {}", table.coordinate, zone), std::string(table.long_name),
                   table.kind});
  }
  for (const CityTable& table : projection.cities) {
    all.push_back({"city_" + table.variable.name, "city", "city_code city_zone",
                   table.variable.meaning + " at the end of the {}", format::Kind::stock,
                   table.variable.unit});
  }
  return all;
}

Described description_of(const std::string& name, const Projection& projection) {
  const std::vector<Described> all = described_tables(projection);
  const auto found = std::ranges::find(all, name, &Described::name);
  if (found == all.end()) {
    throw std::logic_error("write_projection: an ensemble of an unknown table");
  }
  return *found;
}

/// The sums that statistics are of: in names of variables, in words, over which axes.
struct Sums {
  std::string_view suffix, words;
  EnsembleSums EnsembleTable::*sums;
  bool rows, zones;  ///< kept as axes
};

constexpr std::array<Sums, 3> kSums = {{
    {"_total", ", all zones together", &EnsembleTable::total, true, false},
    {"_period", ", over the whole period", &EnsembleTable::period, false, true},
    {"_period_total", ", all zones together over the whole period", &EnsembleTable::period_total,
     false, false},
}};

/// Writes the variables of an ensemble's tables.
class Writer {
 public:
  Writer(const Group& root, const SharedDimensions& dimensions, Dimension quantile,
         const Projection& projection, int compression)
      : root_(root),
        dimensions_(dimensions),
        quantile_(quantile),
        projection_(projection),
        compression_(compression) {}

  void write(const EnsembleTable& table) const {
    const Described description = description_of(table.name, projection_);
    const bool stock = description.kind == format::Kind::stock;
    write_both(description, "", "", axes(description, true, true), table.mean, table.quantile);
    if (description.dimension == "city") return;  // no sums: units of their own
    for (const Sums& of : kSums) {
      if (stock && !of.rows) continue;  // people present are not summed over time
      const EnsembleSums& sums = table.*of.sums;
      write_both(description, of.suffix, of.words, axes(description, of.rows, of.zones), sums.mean,
                 sums.quantile);
    }
  }

 private:
  std::vector<Dimension> axes(const Described& table, bool rows, bool zones) const {
    std::vector<Dimension> all;
    if (rows) all.push_back(dimensions_.time);
    if (table.dimension == "cause") all.push_back(dimensions_.cause);
    if (table.dimension == "stratum") all.push_back(dimensions_.stratum);
    if (zones) all.push_back(table.dimension == "city" ? dimensions_.city : dimensions_.zone);
    return all;
  }

  void write_both(const Described& table, std::string_view suffix, std::string_view words,
                  std::vector<Dimension> axes, const std::vector<double>& mean,
                  const std::vector<double>& quantile) const {
    write_one(table, suffix, "_mean", fmt::format("mean of the members{}", words), axes, mean);
    axes.insert(axes.begin(), quantile_);
    write_one(table, suffix, "_quantile", fmt::format("quantile of the members{}", words), axes,
              quantile);
  }

  void write_one(const Described& table, std::string_view suffix, std::string_view statistic,
                 const std::string& what, const std::vector<Dimension>& axes,
                 const std::vector<double>& values) const {
    std::size_t cells = 1;
    for (const Dimension& axis : axes) cells *= axis.size;
    if (values.size() != cells) {
      throw std::logic_error("write_projection: an ensemble's table of another shape");
    }
    Variable variable =
        root_.variable(fmt::format("{}{}{}", table.name, suffix, statistic), Type::float64, axes,
                       {.fill = {}, .chunk = {}, .deflate = compression_});
    variable.text("long_name", what + ": " +
                                   fmt::format(fmt::runtime(table.long_name),
                                               name_of(projection_.period.interval)));
    variable.text("units", table.unit);
    if (suffix.empty()) {
      variable.text("cell_methods",
                    table.kind == format::Kind::stock ? "time: point" : "time: sum");
      variable.text("coordinates", table.coordinates);
    }
    variable.write<double>(values);
  }

  const Group& root_;
  const SharedDimensions& dimensions_;
  Dimension quantile_;
  const Projection& projection_;
  int compression_;
};

/// What is kept of each member.
struct OfMember {
  std::string_view name, long_name;
  std::vector<double> MemberRecord::*values;
  bool zones;  ///< over zones, else over time
};

constexpr std::array<OfMember, 5> kOfMember = {{
    {"member_present_end", "people displaced or abroad on the last day", &MemberRecord::present_end,
     true},
    {"member_present_peak", "the most people displaced or abroad in any row",
     &MemberRecord::present_peak, true},
    {"member_arrivals_period", "people who arrived in the whole period",
     &MemberRecord::arrivals_period, true},
    {"member_present_total", "people displaced or abroad at the end of the row, in all zones",
     &MemberRecord::present_total, false},
    {"member_arrivals_total", "people who arrived during the row, in all zones",
     &MemberRecord::arrivals_total, false},
}};

void write_draws(const Group& root, Dimension members, const EnsembleRecord& ensemble) {
  if (ensemble.drawn.empty()) return;
  Variable names = root.coordinate("parameter", Type::text, ensemble.drawn.size());
  names.text("long_name", "parameters of the behaviour that members drew");
  names.write<std::string>(ensemble.drawn);
  std::vector<double> values;
  for (const std::vector<double>& of_member : ensemble.draws) {
    values.insert(values.end(), of_member.begin(), of_member.end());
  }
  Variable draws = root.variable("parameter_draw", Type::float64, {members, names.dimension()}, {});
  draws.text("long_name", "value of the parameter in the member");
  draws.write<double>(values);
}

void write_members(const Group& root, const SharedDimensions& dimensions,
                   const EnsembleRecord& ensemble, const Projection& projection, int compression) {
  if (ensemble.drawn.empty() && ensemble.each.empty()) return;
  const Dimension members = root.dimension("member", static_cast<std::size_t>(ensemble.members));
  write_draws(root, members, ensemble);
  if (ensemble.each.empty()) return;
  for (const OfMember& of : kOfMember) {
    const std::vector<double>& values = ensemble.each.*of.values;
    const Dimension across = of.zones ? dimensions.zone : dimensions.time;
    if (values.size() != members.size * across.size) {
      throw std::logic_error("write_projection: a record of members of another shape");
    }
    const Type type = format::whole_counts(projection) ? Type::int64 : Type::float64;
    Variable variable = root.variable(std::string(of.name), type, {members, across},
                                      {.fill = {}, .chunk = {}, .deflate = compression});
    variable.text("long_name", of.long_name);
    variable.text("units", "1");
    if (of.zones) variable.text("coordinates", format::kZoneCoordinates);
    variable.write<double>(values);
  }
}

void read_members(const hdf5::Reader& file, std::size_t rows, std::size_t zones,
                  EnsembleRecord& ensemble) {
  if (!file.has("/member_present_end")) return;  // format 1.2 and older
  for (const OfMember& of : kOfMember) {
    const std::string path = "/" + std::string(of.name);
    std::vector<double>& values = ensemble.each.*of.values;
    values = file.read<double>(path);
    if (values.size() != static_cast<std::size_t>(ensemble.members) * (of.zones ? zones : rows)) {
      throw hdf5::Error("\"" + path + "\" has a wrong shape");
    }
  }
}

void read_draws(const hdf5::Reader& file, EnsembleRecord& ensemble) {
  if (!file.has("/parameter_draw")) return;
  ensemble.drawn = file.read<std::string>("/parameter");
  const auto values = file.read<double>("/parameter_draw");
  const std::size_t width = ensemble.drawn.size();
  const auto members = static_cast<std::size_t>(ensemble.members);
  if (values.size() != members * width) throw hdf5::Error("\"/parameter_draw\" has a wrong shape");
  for (std::size_t m = 0; m < members; ++m) {
    const double* first = values.data() + m * width;
    ensemble.draws.emplace_back(first, first + width);
  }
}

}  // namespace

void write_ensemble(const Group& root, const SharedDimensions& dimensions,
                    const EnsembleRecord& ensemble, const Projection& projection, int compression) {
  if (ensemble.members == 0) return;
  Variable quantile = root.coordinate("quantile", Type::float64, ensemble.quantiles.size());
  quantile.text("long_name", "share of members with at most so many people");
  quantile.text("units", "1");
  quantile.number("members", std::int32_t{ensemble.members});
  quantile.write<double>(ensemble.quantiles);
  const Writer writer(root, dimensions, quantile.dimension(), projection, compression);
  for (const EnsembleTable& table : ensemble.tables) writer.write(table);
  write_members(root, dimensions, ensemble, projection, compression);
}

EnsembleRecord read_ensemble(const hdf5::Reader& file, const Projection& projection,
                             std::size_t zones) {
  EnsembleRecord ensemble;
  if (!file.has("/quantile")) return ensemble;
  ensemble.quantiles = file.read<double>("/quantile");
  ensemble.members = file.numbers<std::int32_t>("/quantile", "members").at(0);
  const auto rows = static_cast<std::size_t>(projection.period.steps());
  for (const Described& described : described_tables(projection)) {
    const std::string path = "/" + described.name;
    if (!file.has(path + "_mean")) continue;
    EnsembleTable table;
    table.name = described.name;
    if (described.dimension == "cause") table.categories = projection.causes.size();
    if (described.dimension == "stratum") table.categories = projection.strata.size();
    table.mean = file.read<double>(path + "_mean");
    table.quantile = file.read<double>(path + "_quantile");
    const std::size_t places = described.dimension == "city" ? projection.city_zones.size() : zones;
    const std::size_t cells = rows * table.categories * places;
    if (table.mean.size() != cells || table.quantile.size() != cells * ensemble.quantiles.size()) {
      throw hdf5::Error("the statistics of \"" + path + "\" have a wrong shape");
    }
    for (const Sums& of : kSums) {
      const std::string sums = path + std::string(of.suffix);
      if (!file.has(sums + "_mean")) continue;
      table.*of.sums = {file.read<double>(sums + "_mean"), file.read<double>(sums + "_quantile")};
    }
    ensemble.tables.push_back(std::move(table));
  }
  read_draws(file, ensemble);
  read_members(file, rows, zones, ensemble);
  return ensemble;
}

}  // namespace ravenstein::io
