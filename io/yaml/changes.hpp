// SPDX-License-Identifier: Apache-2.0
// The changes of a what-if, checked against what the baseline has and applied to it, thing by thing
// as the scenario is put together. Every problem stands where the change was written.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/tables/days.hpp"
#include "io/tables/zones.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/node.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

class Changes {
 public:
  /// Checks each change on its own: one subject, keys that belong to it, dates within the period.
  /// All references outlive the object.
  Changes(const std::vector<ChangeForm>& forms, const YamlNode& root, const Days& days,
          Problems& problems);

  /// Camps that are opened, at the end of the zones; then their ways and the days they are closed.
  void add_zones(std::vector<Zone>& zones) const;
  void add_ways(const ZoneCodes& codes, std::vector<Link>& links,
                std::vector<Closure>& closures) const;
  /// A new camp has the values of the zone it is near.
  void fill_new_zones(const ZoneCodes& codes, MonthlySeries& series) const;
  /// Borders, links and camps.
  void change_network(const ZoneCodes& codes, std::span<const Zone> zones,
                      std::span<const Link> links, std::vector<Closure>& closures) const;
  /// Reads a table of a driver; nothing if it cannot be read (told).
  struct Tables {
    std::function<std::optional<MonthlySeries>(const TablePath&, const std::string& subject)>
        monthly;
    std::function<std::optional<ConditionTable>(const TablePath&, const std::string& driver)>
        conditions;
  };
  void change_drivers(const ZoneCodes& codes, const Tables& tables, Scenario& scenario) const;
  /// Capacities and causes: what the behaviour makes of them must be known.
  void change_behaviour(const ZoneCodes& codes, const models::BehaviourModel& model,
                        Scenario& scenario) const;

 private:
  struct Entry {
    const ChangeForm* form;
    std::string path;     ///< `changes.0`
    std::string subject;  ///< `driver`, ...; empty: told as a problem, to be left out
    int first_day = 0, end_day = 0;
  };
  bool given(const Entry& entry, const char* key) const;
  void tell(const Entry& entry, const std::string& key, std::string message,
            std::string hint = {}) const;
  bool find_subject(Entry& entry) const;
  bool check_keys(const Entry& entry) const;
  bool read_days(Entry& entry) const;
  bool find_zones(const Entry& entry, const ZoneCodes& codes, std::vector<ZoneIndex>& zones) const;
  std::optional<ZoneIndex> find_zone(const Entry& entry, const std::string& key,
                                     const std::string& code, const ZoneCodes& codes) const;
  bool whole_months(const Entry& entry) const;
  void change_driver(const Entry& entry, const ZoneCodes& codes, const Tables& tables,
                     Scenario& scenario) const;
  void change_series(const Entry& entry, const DriverChange& change, const Tables& tables,
                     MonthlySeries& series, std::span<const Zone> zones) const;
  void check_values(const Entry& entry, double minimum, double maximum, double least,
                    double most) const;
  std::optional<Closure> closure_of(const Entry& entry, const ZoneCodes& codes,
                                    std::span<const Zone> zones, std::span<const Link> links) const;
  void change_cause(const Entry& entry, const ZoneCodes& codes, const models::BehaviourModel& model,
                    Scenario& scenario) const;
  void change_room(const Entry& entry, const ZoneCodes& codes, const models::BehaviourModel& model,
                   Scenario& scenario) const;

  const YamlNode& root_;
  const Days& days_;
  Problems& problems_;
  std::vector<Entry> entries_;
};

}  // namespace ravenstein::io
