// SPDX-License-Identifier: Apache-2.0
#include "engine/world/network.hpp"

#include <algorithm>

namespace ravenstein {
namespace {

bool active(const Closure& closure, int day) {
  return closure.start_day <= day && (!closure.end_day || day < *closure.end_day);
}

bool joins(const Link& link, ZoneIndex a, ZoneIndex b) {
  return (link.a == a && link.b == b) || (link.a == b && link.b == a);
}

void index_open_arcs(NetworkState& state, const std::vector<Link>& links, std::size_t zones) {
  state.arc_begin.assign(zones + 1, 0);
  for (std::size_t l = 0; l < links.size(); ++l) {
    if (!state.link_open[l]) continue;
    ++state.arc_begin[links[l].a + 1];
    ++state.arc_begin[links[l].b + 1];
  }
  for (std::size_t z = 0; z < zones; ++z) state.arc_begin[z + 1] += state.arc_begin[z];
  state.arcs.resize(state.arc_begin[zones]);
  std::vector<std::uint32_t> next(state.arc_begin.begin(), state.arc_begin.end() - 1);
  for (std::size_t l = 0; l < links.size(); ++l) {
    if (!state.link_open[l]) continue;
    const Link& link = links[l];
    const auto index = static_cast<LinkIndex>(l);
    state.arcs[next[link.a]++] = {link.b, index, link.distance_km};
    state.arcs[next[link.b]++] = {link.a, index, link.distance_km};
  }
}

NetworkState state_on(int day, const std::vector<Zone>& zones, const std::vector<Link>& links,
                      const std::vector<Closure>& closures) {
  NetworkState state;
  state.first_day = day;
  for (const Link& link : links) state.link_permeability.push_back(link.permeability);
  state.forcing.assign(links.size(), 0);
  state.receiving.assign(zones.size(), 1);
  for (std::size_t l = 0; l < links.size(); ++l)
    state.forcing[l] = links[l].forced_from != kNowhere;
  for (const Closure& closure : closures) {
    if (!active(closure, day)) continue;
    const bool location = closure.kind == ClosureKind::location && closure.permeability == 0;
    if (closure.kind == ClosureKind::camp || location) state.receiving[closure.zone_a] = 0;
    for (std::size_t l = 0; l < links.size(); ++l) {
      if (concerns(closure, links[l], zones)) {
        state.link_permeability[l] = std::min(state.link_permeability[l], closure.permeability);
      }
      if (closure.kind == ClosureKind::forced_redirection &&
          joins(links[l], closure.zone_a, closure.zone_b)) {
        state.forcing[l] = 0;
      }
    }
  }
  for (const double share : state.link_permeability) state.link_open.push_back(share > 0);
  index_open_arcs(state, links, zones.size());
  return state;
}

}  // namespace

bool concerns(const Closure& closure, const Link& link, std::span<const Zone> zones) {
  switch (closure.kind) {
    case ClosureKind::country: {
      const std::string& a = zones[link.a].country;
      const std::string& b = zones[link.b].country;
      return (a == closure.country_a && b == closure.country_b) ||
             (a == closure.country_b && b == closure.country_a);
    }
    case ClosureKind::location:
      return link.a == closure.zone_a || link.b == closure.zone_a;
    case ClosureKind::link:
      return joins(link, closure.zone_a, closure.zone_b);
    case ClosureKind::camp:
    case ClosureKind::forced_redirection:
      return false;
  }
  return false;
}

Network::Network(const std::vector<Zone>& zones, std::vector<Link> links,
                 std::vector<Closure> closures, int days)
    : links_(std::move(links)), closures_(std::move(closures)) {
  std::vector<int> changes{0};
  for (const Closure& closure : closures_) {
    changes.push_back(closure.start_day);
    if (closure.end_day) changes.push_back(*closure.end_day);
  }
  std::sort(changes.begin(), changes.end());
  changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
  for (const int day : changes) {
    if (day == 0 || (day > 0 && day < days)) {
      epochs_.push_back(state_on(day, zones, links_, closures_));
    }
  }
}

std::size_t Network::epoch_of(int day) const {
  const auto later = std::upper_bound(
      epochs_.begin(), epochs_.end(), day,
      [](int value, const NetworkState& state) { return value < state.first_day; });
  return later == epochs_.begin() ? 0 : static_cast<std::size_t>(later - epochs_.begin()) - 1;
}

}  // namespace ravenstein
