// SPDX-License-Identifier: Apache-2.0
#include "io/export/columns.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace ravenstein::io {
namespace {

using Row = std::vector<Cell>;
using Take = std::function<void(const Row&)>;

std::string release_name(const ReleaseTables& tables) {
  return tables.release == Release::open ? "public" : kRestrictedStamp;
}

void add_value_columns(const ReleaseTables& tables, const std::string& tag,
                       std::vector<Column>& columns) {
  columns.push_back({tables.members > 0 ? "mean" : "value", tag, true});
  for (const double quantile : tables.quantiles) {
    const std::string name = quantile_name(quantile);
    columns.push_back({name, fmt::format("{}+{}", tag, name), true});
  }
}

const Column kRelease{"release", "#meta+release", false};

std::vector<Column> people_columns(const ReleaseTables& tables) {
  std::vector<Column> columns = {{"since", "#date+start"},       {"date", "#date+end"},
                                 {"code", "#loc+code"},          {"name", "#loc+name"},
                                 {"region", "#adm1+name"},       {"country", "#country+name"},
                                 {"quantity", "#indicator+name"}};
  add_value_columns(tables, "#affected+displaced", columns);
  columns.push_back(kRelease);
  return columns;
}

void each_person_row(const ReleaseTables& t, const ReleasedTable& table, const Take& take) {
  const std::size_t places = t.places.size(), rows = t.end.size();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t p = 0; p < places; ++p) {
      const std::size_t cell = t.cell(row, p);
      if (std::isnan(table.value[cell])) continue;
      const ReleasedPlace& place = t.places[p];
      const auto since = static_cast<std::size_t>(table.since[cell]);
      Row out{t.begin[since], t.end[row],    place.code, place.name,
              place.region,   place.country, table.name, table.value[cell]};
      for (std::size_t q = 0; q < t.quantiles.size(); ++q) {
        const bool known = !table.quantile.empty();
        out.emplace_back(known ? table.quantile[q * rows * places + cell] : kNotShown);
      }
      out.emplace_back(release_name(t));
      take(out);
    }
  }
}

/// The last row in which the people present are shown.
std::size_t last_shown(const ReleaseTables& t, std::size_t place) {
  for (std::size_t row = t.end.size(); row-- > 0;) {
    if (!std::isnan(t.present().value[t.cell(row, place)])) return row;
  }
  return 0;
}

void each_part_together(const ReleaseTables& tables, const ReleasedParts& parts, const Take& take) {
  const std::size_t count = parts.labels.size();
  for (std::size_t n = 0; n < parts.value.size(); ++n) {
    if (std::isnan(parts.value[n])) continue;
    const std::size_t row = n / count;
    const auto since = static_cast<std::size_t>(parts.since[row]);
    take({tables.begin[since], tables.end[row], std::string("all"), std::string("all places"),
          parts.name, parts.labels[n % count], parts.value[n], release_name(tables)});
  }
}

}  // namespace

std::string quantile_name(double quantile) {
  std::string digits = fmt::format("{:g}", quantile);
  if (digits.starts_with("0.")) digits.erase(0, 2);
  return "q" + (digits.size() == 1 ? digits + "0" : digits);
}

std::string number_text(double value) {
  if (!std::isfinite(value)) return {};
  return fmt::format("{}", std::round(value * 1000) / 1000 + 0.0);
}

RowTable people_rows(const ReleaseTables& tables, const ReleasedTable& of) {
  return {of.name, people_columns(tables),
          [&tables, &of](const Take& take) { each_person_row(tables, of, take); }};
}

RowTable people_rows(const ReleaseTables& tables) {
  return {"people", people_columns(tables), [&tables](const Take& take) {
            for (const ReleasedTable& table : tables.tables) each_person_row(tables, table, take);
          }};
}

RowTable total_rows(const ReleaseTables& tables) {
  std::vector<Column> columns = {
      {"since", "#date+start"}, {"date", "#date+end"}, {"quantity", "#indicator+name"}};
  add_value_columns(tables, "#affected+displaced+total", columns);
  columns.push_back(kRelease);
  return {"totals", columns, [&tables](const Take& take) {
            const std::size_t rows = tables.end.size();
            for (const ReleasedTable& table : tables.tables) {
              for (std::size_t row = 0; row < rows; ++row) {
                Row out{tables.begin[row], tables.end[row], table.name, table.total[row]};
                for (std::size_t q = 0; q < tables.quantiles.size(); ++q) {
                  const bool known = !table.total_quantile.empty();
                  out.emplace_back(known ? table.total_quantile[q * rows + row] : kNotShown);
                }
                out.emplace_back(release_name(tables));
                take(out);
              }
            }
          }};
}

RowTable place_rows(const ReleaseTables& tables) {
  std::vector<Column> columns = {{"code", "#loc+code"},
                                 {"name", "#loc+name"},
                                 {"region", "#adm1+name"},
                                 {"country", "#country+name"},
                                 {"zones", "#loc+code+list"},
                                 {"lat", "#geo+lat", true},
                                 {"lon", "#geo+lon", true},
                                 {"population", "#population", true},
                                 {"capacity", "#capacity+num", true},
                                 {"date", "#date+end"},
                                 {"present", "#affected+displaced", true}};
  const std::size_t cells = tables.end.size() * tables.places.size();
  for (const double quantile : tables.quantiles) {
    const std::string name = quantile_name(quantile);
    columns.push_back({"present_" + name, "#affected+displaced+" + name, true});
  }
  columns.push_back(kRelease);
  return {"places", columns, [&tables, cells](const Take& take) {
            for (std::size_t p = 0; p < tables.places.size(); ++p) {
              const ReleasedPlace& place = tables.places[p];
              const std::size_t row = last_shown(tables, p), cell = tables.cell(row, p);
              std::string zones;
              for (const std::string& code : place.zones)
                zones += (zones.empty() ? "" : " ") + code;
              Row out{place.code,
                      place.name,
                      place.region,
                      place.country,
                      zones,
                      place.latitude_deg,
                      place.longitude_deg,
                      place.population,
                      place.capacity,
                      tables.end[row],
                      tables.present().value[cell]};
              for (std::size_t q = 0; q < tables.quantiles.size(); ++q) {
                const std::vector<double>& all = tables.present().quantile;
                out.emplace_back(all.empty() ? kNotShown : all[q * cells + cell]);
              }
              out.emplace_back(release_name(tables));
              take(out);
            }
          }};
}

RowTable flow_rows(const ReleaseTables& tables) {
  return {"flows",
          {{"since", "#date+start"},
           {"date", "#date+end"},
           {"origin", "#loc+origin+code"},
           {"origin_name", "#loc+origin+name"},
           {"destination", "#loc+dest+code"},
           {"destination_name", "#loc+dest+name"},
           {"persons", "#affected+displaced", true},
           kRelease},
          [&tables](const Take& take) {
            for (const ReleasedFlow& flow : tables.flows) {
              const ReleasedPlace &from = tables.places[flow.from], &to = tables.places[flow.to];
              take({tables.begin.front(), tables.end.back(), from.code, from.name, to.code, to.name,
                    flow.persons, release_name(tables)});
            }
          }};
}

RowTable part_rows(const ReleaseTables& tables) {
  return {"parts",
          {{"since", "#date+start"},
           {"date", "#date+end"},
           {"code", "#loc+code"},
           {"name", "#loc+name"},
           {"quantity", "#indicator+name"},
           {"part", "#indicator+type"},
           {"persons", "#affected+displaced", true},
           kRelease},
          [&tables](const Take& take) {
            const std::size_t places = tables.places.size();
            for (const ReleasedParts& parts : tables.parts) {
              if (parts.together) {
                each_part_together(tables, parts, take);
                continue;
              }
              for (std::size_t n = 0; n < parts.value.size(); ++n) {
                if (std::isnan(parts.value[n])) continue;
                const std::size_t part = n / places % parts.labels.size();
                const ReleasedPlace& place = tables.places[n % places];
                const std::size_t row = n / places / parts.labels.size();
                take({tables.begin[row], tables.end[row], place.code, place.name, parts.name,
                      parts.labels[part], parts.value[n], release_name(tables)});
              }
            }
          }};
}

RowTable need_rows(const ReleaseTables& tables) {
  return {"needs",
          {{"date", "#date+end"},
           {"code", "#loc+code"},
           {"name", "#loc+name"},
           {"need", "#need+name"},
           {"amount", "#indicator+num", true},
           {"unit", "#meta+unit"},
           kRelease},
          [&tables](const Take& take) {
            for (const ReleasedNeed& need : tables.needs) {
              const ReleasedPlace& place = tables.places[need.place];
              take({tables.end[need.row], place.code, place.name, need.need, need.value, need.unit,
                    release_name(tables)});
            }
          }};
}

}  // namespace ravenstein::io
