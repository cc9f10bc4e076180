// SPDX-License-Identifier: Apache-2.0
// The ways between zones, and what of them is open on a day.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/world/zone.hpp"

namespace ravenstein {

using LinkIndex = std::uint32_t;
inline constexpr LinkIndex kNoLink = std::numeric_limits<LinkIndex>::max();

/// A way between two zones, open in both directions.
struct Link {
  ZoneIndex a = kNowhere;
  ZoneIndex b = kNowhere;
  double distance_km = 0;
  std::optional<double> max_speed_km_per_day{};  ///< of this link only; empty: the model's
  double walk_probability = 0;  ///< chance per day that a traveller is on foot here
  /// Everyone who leaves `forced_from` must take this link (kNowhere: nobody is forced).
  ZoneIndex forced_from = kNowhere;
  double permeability = 1;        ///< share of travellers who get through; 0: closed for good
  double death_risk_per_day = 0;  ///< hazard [1/day] of dying while travelling here
};

/// One direction of a link as seen from a zone.
struct Arc {
  ZoneIndex to = kNowhere;
  LinkIndex link = kNoLink;
  double distance_km = 0;
};

enum class ClosureKind : std::uint8_t {
  country,            ///< all links between countries a and b
  location,           ///< all links of zone a; a camp there receives nobody
  link,               ///< the link between zones a and b
  camp,               ///< the camp a receives nobody; its links stay open
  forced_redirection  ///< nobody is forced along the link between a and b
};

/// In force on days start <= t < end; no end: for ever.
struct Closure {
  ClosureKind kind = ClosureKind::link;
  ZoneIndex zone_a = kNowhere;  ///< location, link, camp, forced_redirection
  ZoneIndex zone_b = kNowhere;  ///< link, forced_redirection
  std::string country_a{};      ///< country
  std::string country_b{};      ///< country
  int start_day = 0;
  std::optional<int> end_day{};
  /// Share of travellers who get through all the same (country, location, link). 0: closed; above
  /// it the links stay open, and so does a camp at the location.
  double permeability = 0;
};

/// Whether the closure concerns the link (kinds country, location, link).
bool concerns(const Closure& closure, const Link& link, std::span<const Zone> zones);

/// What is open during an epoch: the days between two changes of the network.
struct NetworkState {
  int first_day = 0;                    ///< of the epoch
  std::vector<std::uint8_t> link_open;  ///< per link
  /// Per link: share of travellers who get through, the least of the link's own and of those of the
  /// closures in force; 0 where it is not open.
  std::vector<double> link_permeability;
  std::vector<std::uint8_t> receiving;   ///< per zone: 1 = open camp or camps not concerned
  std::vector<std::uint8_t> forcing;     ///< per link: its forced redirection is in force
  std::vector<std::uint32_t> arc_begin;  ///< per zone + 1: open arcs in `arcs`
  std::vector<Arc> arcs;                 ///< open arcs, in the order of the links

  std::span<const Arc> open_arcs(ZoneIndex zone) const {
    return {arcs.data() + arc_begin[zone], arcs.data() + arc_begin[zone + 1]};
  }
};

/// Zones, links and closures; immutable during a run. States per epoch are made once.
class Network {
 public:
  Network() = default;
  Network(const std::vector<Zone>& zones, std::vector<Link> links, std::vector<Closure> closures,
          int days);

  const std::vector<Link>& links() const { return links_; }
  const std::vector<Closure>& closures() const { return closures_; }
  const std::vector<NetworkState>& epochs() const { return epochs_; }
  /// Which epoch a day belongs to. Days after the last belong to the last.
  std::size_t epoch_of(int day) const;
  const NetworkState& on(int day) const { return epochs_[epoch_of(day)]; }

 private:
  std::vector<Link> links_;
  std::vector<Closure> closures_;
  std::vector<NetworkState> epochs_;
};

}  // namespace ravenstein
