// SPDX-License-Identifier: Apache-2.0
#include "io/tables/closures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

/// Reads one table's closures; members are what every row needs.
class ClosureReader {
 public:
  ClosureReader(Table& table, const KnownWorld& world, const Days& days)
      : table_(table),
        world_(world),
        days_(days),
        kind_(table.need("kind")),
        a_(table.need("a")),
        b_(table.need("b")),
        start_(table, "start", "start_day", true),
        end_(table, "end", "end_day", true),
        permeability_(table.find("permeability")) {
    for (const Zone& zone : world.zones) {
      if (std::find(countries_.begin(), countries_.end(), zone.country) == countries_.end()) {
        countries_.push_back(zone.country);
      }
    }
    table.refuse_other_columns();
  }

  std::vector<Closure> read() {
    std::vector<Closure> closures;
    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < table_.rows(); ++r) {
      Closure closure;
      const bool timed = read_days(r, closure);
      const bool partial = read_permeability(r, closure);
      if (!read_what(r, closure) || !timed || !partial) continue;
      refuse_without_share(r, closure);
      closures.push_back(std::move(closure));
      rows.push_back(r);
    }
    if (world_.sound) refuse_contradictions(closures, rows);
    return closures;
  }

 private:
  bool read_days(std::size_t r, Closure& closure) {
    const auto start = start_.read(table_, r, days_);
    if (!end_.blank(table_, r)) {
      closure.end_day = end_.read(table_, r, days_);
      if (!closure.end_day) return false;
    }
    if (!start) return false;
    closure.start_day = *start;
    if (closure.end_day && *closure.end_day <= *start) {
      table_.problem(r, end_.column(), "must be later than the start");
    } else if (days_.known && closure.end_day && *closure.end_day <= 0) {
      table_.problem(
          r, end_.column(),
          fmt::format("is over on {}, before the period starts", days_.text(*closure.end_day)));
    } else if (days_.known && !days_.cut && *start >= days_.period.days) {
      table_.problem(r, start_.column(),
                     fmt::format("starts on {}, but the period ends on {}", days_.text(*start),
                                 days_.text(days_.period.days - 1)));
    }
    return true;
  }

  bool read_what(std::size_t r, Closure& closure) {
    const std::string_view text = table_.text(r, kind_);
    if (text.empty()) return false;
    const std::vector<std::string>& names = closure_kind_names();
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) {
      table_.problem(r, kind_,
                     fmt::format("expected one of {}, found {}", listed(names), in_quotes(text)),
                     did_you_mean(text, names));
      return false;
    }
    closure.kind = static_cast<ClosureKind>(found - names.begin());
    switch (closure.kind) {
      case ClosureKind::country:
        return read_countries(r, closure);
      case ClosureKind::location:
      case ClosureKind::camp:
        return read_zone(r, closure);
      case ClosureKind::link:
      case ClosureKind::forced_redirection:
        return read_link(r, closure);
    }
    return false;
  }

  bool read_countries(std::size_t r, Closure& closure) {
    closure.country_a = read_country(r, a_);
    closure.country_b = read_country(r, b_);
    if (closure.country_a.empty() || closure.country_b.empty()) return false;
    const auto crosses = [&](const Link& link) {
      const std::string& from = world_.zones[link.a].country;
      const std::string& to = world_.zones[link.b].country;
      return (from == closure.country_a && to == closure.country_b) ||
             (from == closure.country_b && to == closure.country_a);
    };
    if (!world_.sound || std::any_of(world_.links.begin(), world_.links.end(), crosses))
      return true;
    table_.problem(r, a_,
                   fmt::format("closes nothing: there is no link between {} and {}",
                               closure.country_a, closure.country_b));
    return false;
  }

  std::string read_country(std::size_t r, Column column) {
    const std::string_view name = table_.text(r, column);
    if (name.empty()) return {};
    const bool known = std::find(countries_.begin(), countries_.end(), name) != countries_.end();
    if (known || !world_.sound) {
      return std::string(name);
    }
    table_.problem(r, column, fmt::format("unknown country {}", in_quotes(name)),
                   did_you_mean(name, countries_));
    return {};
  }

  bool read_zone(std::size_t r, Closure& closure) {
    if (!table_.blank(r, b_)) {
      table_.problem(r, b_, fmt::format("has no meaning for kind {}", table_.peek(r, kind_)),
                     "leave it empty");
    }
    const auto zone = world_.codes.read(table_, r, a_);
    if (!zone) return false;
    closure.zone_a = *zone;
    if (!world_.sound || closure.kind != ClosureKind::camp || receives(world_.zones[*zone]))
      return true;
    table_.problem(
        r, a_,
        fmt::format("{} is no camp, its kind is {}", world_.zones[*zone].code,
                    zone_kind_names()[static_cast<std::size_t>(world_.zones[*zone].kind)]),
        "kind location closes other zones");
    return false;
  }

  bool read_link(std::size_t r, Closure& closure) {
    const auto a = world_.codes.read(table_, r, a_);
    const auto b = world_.codes.read(table_, r, b_);
    if (!a || !b) return false;
    closure.zone_a = *a;
    closure.zone_b = *b;
    const auto link = std::find_if(world_.links.begin(), world_.links.end(), [&](const Link& l) {
      return (l.a == *a && l.b == *b) || (l.a == *b && l.b == *a);
    });
    const bool forced = closure.kind == ClosureKind::forced_redirection;
    if (!world_.sound) return true;
    if (link != world_.links.end() && (!forced || link->forced_from != kNowhere)) return true;
    table_.problem(
        r, a_,
        fmt::format("closes nothing: there is no {}link between {} and {}", forced ? "forced " : "",
                    world_.zones[*a].code, world_.zones[*b].code));
    return false;
  }

  bool read_permeability(std::size_t r, Closure& closure) {
    if (table_.blank(r, permeability_)) return true;
    const auto share = table_.real(r, permeability_, 0, 1);
    closure.permeability = share.value_or(0);
    return share.has_value();
  }

  void refuse_without_share(std::size_t r, const Closure& closure) {
    if (closure.permeability == 0) return;
    if (closure.permeability == 1) {
      table_.problem(r, permeability_, "closes nothing: everybody gets through",
                     "leave the row out");
    } else if (closure.kind == ClosureKind::camp ||
               closure.kind == ClosureKind::forced_redirection) {
      table_.problem(r, permeability_,
                     fmt::format("has no meaning for kind {}", table_.peek(r, kind_)),
                     "leave it empty");
    }
  }

  void refuse_contradictions(const std::vector<Closure>& closures,
                             const std::vector<std::size_t>& rows) {
    for (std::size_t later = 0; later < closures.size(); ++later) {
      for (std::size_t before = 0; before < later; ++before) {
        const Closure &a = closures[before], &b = closures[later];
        if (a.permeability == b.permeability || !overlap(a, b)) continue;
        const auto both =
            std::find_if(world_.links.begin(), world_.links.end(), [&](const Link& link) {
              return concerns(a, link, world_.zones) && concerns(b, link, world_.zones);
            });
        if (both == world_.links.end()) continue;
        table_.problem(rows[later], permeability_ ? permeability_ : kind_,
                       fmt::format("contradicts line {}: the link {} - {} cannot have permeability "
                                   "{} and {} on the same day",
                                   table_.place(rows[before]).line, world_.zones[both->a].code,
                                   world_.zones[both->b].code, a.permeability, b.permeability),
                       "let one end where the other begins");
        break;  // one is enough for a row
      }
    }
  }

  static bool overlap(const Closure& a, const Closure& b) {
    return (!a.end_day || b.start_day < *a.end_day) && (!b.end_day || a.start_day < *b.end_day);
  }

  Table& table_;
  const KnownWorld& world_;
  const Days& days_;
  std::vector<std::string> countries_;
  Column kind_, a_, b_;
  DayColumn start_, end_;
  Column permeability_;
};

}  // namespace

const std::vector<std::string>& closure_kind_names() {
  static const std::vector<std::string> kNames{"country", "location", "link", "camp",
                                               "forced_redirection"};
  return kNames;
}

std::vector<Closure> read_closures(Table& table, const KnownWorld& world, const Days& days) {
  return ClosureReader(table, world, days).read();
}

}  // namespace ravenstein::io
