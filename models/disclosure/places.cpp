// SPDX-License-Identifier: Apache-2.0
#include "models/disclosure/places.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace ravenstein::models {
namespace {

enum class Area { zone, region, country, all };

/// What zones of one area have in common. A zone without a region is one of its own.
std::pair<std::string, std::string> key_of(const Zone& zone, Area area) {
  if (area == Area::all) return {};
  if (area == Area::country) return {zone.country, ""};
  if (area == Area::region && !zone.region.empty()) return {zone.country, "r" + zone.region};
  return {zone.country, "z" + zone.code};
}

class Pooling {
 public:
  Pooling(std::span<const Zone> zones, std::span<const ZoneHistory> scenarios, double smallest,
          std::span<const std::uint8_t> may_end)
      : zones_(zones), scenarios_(scenarios), smallest_(smallest), may_end_(may_end) {}

  /// Puts zones of one area together; keeps the areas that may be shown and returns the others.
  std::vector<ZoneIndex> keep(const std::vector<ZoneIndex>& candidates, Area area) {
    std::map<std::pair<std::string, std::string>, std::vector<ZoneIndex>> areas;
    for (const ZoneIndex zone : candidates) areas[key_of(zones_[zone], area)].push_back(zone);
    std::vector<ZoneIndex> left;
    for (auto& [key, members] : areas) {
      Place place = place_of(std::move(members));
      if (place.spans.fit()) {
        places_.push_back(std::move(place));
      } else {
        left.insert(left.end(), place.zones.begin(), place.zones.end());
      }
    }
    return left;
  }

  /// The rest gets company until it may be shown: the place with the fewest people each time.
  void add_company(std::vector<ZoneIndex> rest) {
    while (!rest.empty()) {
      Place place = place_of(rest);
      if (place.spans.fit()) {
        places_.push_back(std::move(place));
        return;
      }
      if (places_.empty()) return;  // everybody together is too few
      const auto fewest = std::ranges::min_element(places_, {}, [&](const Place& p) {
        const double persons = size_of(p);
        return std::pair(persons <= 0, persons);  // those without anybody are no company
      });
      rest.insert(rest.end(), fewest->zones.begin(), fewest->zones.end());
      places_.erase(fewest);
    }
  }

  std::vector<Place> finish() {
    std::ranges::sort(places_, {}, [](const Place& place) {
      return std::pair(place.zones.size() > 1, place.zones.front());
    });
    return std::move(places_);
  }

 private:
  Place place_of(std::vector<ZoneIndex> members) const {
    std::ranges::sort(members);
    Place place;
    place.region = zones_[members.front()].region;
    place.country = zones_[members.front()].country;
    for (const ZoneIndex zone : members) {
      if (zones_[zone].country != place.country) place.country = place.region = "";
      if (zones_[zone].region != place.region) place.region = "";
    }
    std::vector<PlaceHistory> histories;
    for (const ZoneHistory& of : scenarios_) histories.push_back(history_of(of, members));
    place.spans = cut_spans(histories, smallest_, may_end_);
    place.zones = std::move(members);
    return place;
  }

  double size_of(const Place& place) const {
    double size = 0;
    for (const ZoneHistory& of : scenarios_) {
      const PlaceHistory history = history_of(of, place.zones);
      size = std::accumulate(history.present.begin(), history.present.end(), size);
      size = std::accumulate(history.arrivals.begin(), history.arrivals.end(), size);
    }
    return size;
  }

  std::span<const Zone> zones_;
  std::span<const ZoneHistory> scenarios_;
  double smallest_;
  std::span<const std::uint8_t> may_end_;
  std::vector<Place> places_;
};

}  // namespace

PlaceHistory history_of(const ZoneHistory& history, std::span<const ZoneIndex> zones) {
  const auto add_up = [&](const std::vector<double>& table) {
    std::vector<double> sum(history.zones == 0 ? 0 : table.size() / history.zones);
    for (std::size_t row = 0; row < sum.size(); ++row) {
      for (const ZoneIndex zone : zones) sum[row] += table[row * history.zones + zone];
    }
    return sum;
  };
  PlaceHistory place{add_up(history.present), add_up(history.arrivals)};
  for (const ZoneIndex zone : zones) {
    if (!history.before.empty()) place.before += history.before[zone];
  }
  return place;
}

std::vector<std::uint8_t> withheld_destinations(std::span<const Place> places,
                                                std::span<const ZoneHistory> scenarios,
                                                const DisclosureSettings& settings) {
  std::vector<std::uint8_t> withheld;
  for (const Place& place : places) {
    const bool tells = std::ranges::any_of(scenarios, [&](const ZoneHistory& of) {
      const PlaceHistory history = history_of(of, place.zones);
      const double came = std::accumulate(history.arrivals.begin(), history.arrivals.end(), 0.0);
      const double left = came - (history.present.back() - history.before);
      return !may_be_shown(came, settings.smallest()) || !may_be_shown(left, settings.smallest());
    });
    withheld.push_back(!place.spans.arrivals && tells ? 1 : 0);
  }
  return withheld;
}

std::vector<Place> public_places(std::span<const Zone> zones,
                                 std::span<const ZoneHistory> scenarios,
                                 const DisclosureSettings& settings,
                                 std::span<const std::uint8_t> may_end) {
  Pooling pooling(zones, scenarios, settings.smallest(), may_end);
  std::vector<ZoneIndex> left(zones.size());
  std::iota(left.begin(), left.end(), ZoneIndex{0});
  const Area smallest_area = settings.level == "country"  ? Area::country
                             : settings.level == "region" ? Area::region
                                                          : Area::zone;
  for (const Area area : {Area::zone, Area::region, Area::country, Area::all}) {
    if (area >= smallest_area) left = pooling.keep(left, area);
  }
  pooling.add_company(std::move(left));
  return pooling.finish();
}

}  // namespace ravenstein::models
