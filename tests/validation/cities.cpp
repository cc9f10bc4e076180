// SPDX-License-Identifier: Apache-2.0
// Cities of 14 countries to 2035: growth fitted on 1990-2015 and the scenario of Somali towns,
// beside World Urbanization Prospects 2018.
#include "cities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <numeric>

#include "../calibration/wup_cities.hpp"
#include "engine/simulation.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/city/urbanisation.hpp"
#include "models/registry.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

namespace {

constexpr double kNormal90 = 1.6448536269514722;  // 95 % of a normal lies below
constexpr int kLastKnown = 2015;

using Forecasts = std::vector<std::vector<CityForecast>>;

/// ln(forecast / WUP) of a city.
double log_error(const WupCities& wup, const Forecasts& forecasts, std::size_t city, int known,
                 int year) {
  const auto interval = static_cast<std::size_t>((year - known) / WupCities::kStep - 1);
  return std::log(forecasts[city][interval].persons / wup.at(city, year));
}

/// Mean of |forecast / WUP - 1| over cities, in per cent.
double mean_error(const WupCities& wup, const Forecasts& forecasts, int known, int year) {
  double sum = 0;
  for (std::size_t c = 0; c < wup.name.size(); ++c) {
    sum += std::abs(std::expm1(log_error(wup, forecasts, c, known, year)));
  }
  return 100 * sum / static_cast<double>(wup.name.size());
}

struct Rivals {
  Forecasts ours, last, mean;
};

Rivals forecast_from(const CityHistory& history, std::size_t intervals) {
  return {forecast_cities(fit_city_growth(history), history, intervals),
          persistent_growth(history, intervals, false),
          persistent_growth(history, intervals, true)};
}

void add_years(std::string& text, const WupCities& wup, int first, int known, int until) {
  const auto intervals = static_cast<std::size_t>((until - known) / WupCities::kStep);
  const Rivals rivals = forecast_from(wup.history(first, known), intervals);
  for (int year = known + WupCities::kStep; year <= until; year += WupCities::kStep) {
    const auto i = static_cast<std::size_t>((year - known) / WupCities::kStep - 1);
    int within = 0;
    double bias = 0;
    for (std::size_t c = 0; c < wup.name.size(); ++c) {
      const double error = log_error(wup, rivals.ours, c, known, year);
      within += std::abs(error) <= kNormal90 * rivals.ours[c][i].log_sd;
      bias += 100 * error / static_cast<double>(wup.name.size());
    }
    text += fmt::format("| {}-{} | {} | **{:.1f}** | {:+.1f} | {:.1f} | {:.1f} | {} of {} |\n",
                        first, known, year, mean_error(wup, rivals.ours, known, year), bias,
                        mean_error(wup, rivals.last, known, year),
                        mean_error(wup, rivals.mean, known, year), within, wup.name.size());
  }
}

std::string largest_differences(const WupCities& wup, const Rivals& rivals) {
  std::vector<std::size_t> cities(wup.name.size());
  std::iota(cities.begin(), cities.end(), std::size_t{0});
  const auto error = [&](std::size_t c) {
    return std::abs(log_error(wup, rivals.ours, c, kLastKnown, WupCities::kLast));
  };
  std::stable_sort(cities.begin(), cities.end(),
                   [&](std::size_t a, std::size_t b) { return error(a) > error(b); });
  std::string text =
      "\n| city | 2015 | growth 2010-15, % a year | of its country's cities | 2035: ours (90 %) | "
      "last "
      "growth goes on | WUP |\n|---|---|---|---|---|---|---|\n";
  for (std::size_t n = 0; n < 10; ++n) {
    const std::size_t c = cities[n];
    double country = 0, count = 0;
    for (std::size_t other = 0; other < wup.name.size(); ++other) {
      if (wup.country[other] != wup.country[c]) continue;
      country += 20 * std::log(wup.at(other, 2015) / wup.at(other, 2010));
      ++count;
    }
    const CityForecast& ours = rivals.ours[c].back();
    const double spread = std::exp(kNormal90 * ours.log_sd);
    text += fmt::format(
        "| {}, {} | {:.0f} | {:.2f} | {:.2f} | {:.0f} ({:.0f} to {:.0f}) | {:.0f} | "
        "{:.0f} |\n",
        wup.name[c], wup.country[c], wup.at(c, 2015) / 1000,
        20 * std::log(wup.at(c, 2015) / wup.at(c, 2010)), country / count, ours.persons / 1000,
        ours.persons / spread / 1000, ours.persons * spread / 1000,
        rivals.last[c].back().persons / 1000, wup.at(c, 2035) / 1000);
  }
  return text;
}

/// The run of scenarios/somalia/urban.yaml.
struct Towns {
  io::ScenarioFile file = io::read_scenario_file(std::filesystem::path(RAVENSTEIN_SOURCE_DIR) /
                                                 "scenarios/somalia/urban.yaml");
  Projection projection;
  int first_year = 2014;

  Towns() {
    const auto behaviour = models::make_behaviour(file.scenario);
    projection = simulate(file.scenario, *behaviour, {.seed = 1, .threads = 2, .on_day = {}});
  }
  const std::vector<Zone>& zones() const { return file.scenario.world.zones; }
  double at_end(std::size_t z, int year) const {
    const int row = year - first_year;
    if (row < 0) return static_cast<double>(zones()[z].population);
    const Projection& p = projection;
    return p.residents.row(row)[z] + p.displaced.row(row)[z] + p.returnees.row(row)[z] +
           p.integrated.row(row)[z];
  }
  double in_the_middle_of(std::size_t z, int year) const {
    return std::sqrt(at_end(z, year - 1) * at_end(z, year));
  }
  std::size_t zone(std::string_view code) const {
    const auto found =
        std::ranges::find_if(zones(), [&](const Zone& zone) { return zone.code == code; });
    return static_cast<std::size_t>(found - zones().begin());
  }
  double slum_share(std::string_view code, int year) const {
    const std::vector<ZoneIndex>& cities = projection.city_zones;
    const auto city = static_cast<std::size_t>(
        std::ranges::find(cities, static_cast<ZoneIndex>(zone(code))) - cities.begin());
    const auto row = static_cast<std::size_t>(year - first_year);
    const auto table = std::ranges::find_if(
        projection.cities, [](const CityTable& one) { return one.variable.name == "slum_share"; });
    return table->values.at(row * cities.size() + city);
  }
  double urban_share_at_end(int year) const {
    double urban = 0, all = 0;
    for (std::size_t z = 0; z < zones().size(); ++z) {
      all += at_end(z, year);
      if (!zones()[z].code.ends_with('C')) urban += at_end(z, year);
    }
    return urban / all;
  }
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSomaliCities = {
    {{"SO2201", "Muqdisho (Mogadishu)"},
     {"SO1201", "Hargeysa"},
     {"SO2301", "Merca"},
     {"SO1202", "Berbera"},
     {"SO2801", "Kismaayo"}}};

std::string somali_cities(const WupCities& wup, const Rivals& rivals) {
  const Towns towns;
  std::string text =
      "\n| city | year | simulation, thousand | growth since 2015, % a year | fitted law: growth | "
      "WUP, "
      "thousand | growth since 2015, % a year |\n|---|---|---|---|---|---|---|\n";
  for (const auto& [code, name] : kSomaliCities) {
    const std::size_t zone = towns.zone(code);
    const auto city =
        static_cast<std::size_t>(std::ranges::find(wup.name, name) - wup.name.begin());
    for (int year = 2015; year <= 2035; year += WupCities::kStep) {
      const double ours = towns.in_the_middle_of(zone, year);
      text += fmt::format("| {} | {} | {:.0f} |", name, year, ours / 1000);
      const double years = year - kLastKnown;
      const auto growth = [&](double from, double to) {
        return years == 0 ? std::string()
                          : fmt::format("{:.2f}", 100 * std::log(to / from) / years);
      };
      const double known = wup.at(city, kLastKnown);
      const double law =
          years == 0
              ? known
              : rivals.ours[city][static_cast<std::size_t>(years) / WupCities::kStep - 1].persons;
      text += fmt::format(
          " {} | {} | {:.0f} | {} |\n", growth(towns.in_the_middle_of(zone, kLastKnown), ours),
          growth(known, law), wup.at(city, year) / 1000, growth(known, wup.at(city, year)));
    }
  }
  const double at_start = towns.urban_share_at_end(2013);
  const double moving = towns.zones().back().attributes.at("departures_per_year");
  const double difference = moving / at_start;  // m (1 + R / U)
  text +=
      "\n| end of | urban share, simulation | two stocks, closed form | urban-rural ratio method "
      "|\n|---|---|---|---|\n";
  for (const int year : {2013, 2020, 2030, 2040, 2049}) {
    const double years = year - 2013;
    const auto stocks =
        models::town_and_country_after({0, 0, moving}, 1 - at_start, at_start, years);
    text += fmt::format("| {} | {:.4f} | {:.4f} | {:.4f} |\n", year, towns.urban_share_at_end(year),
                        stocks[1] / (stocks[0] + stocks[1]),
                        models::urban_share_after(at_start, difference, years));
  }
  text += "\n| end of | slum share, Mogadishu | Hargeysa |\n|---|---|---|\n";
  for (const int year : {2014, 2020, 2030, 2040, 2049}) {
    text += fmt::format("| {} | {:.2f} | {:.2f} |\n", year, towns.slum_share("SO2201", year),
                        towns.slum_share("SO1201", year));
  }
  return text;
}

constexpr std::string_view kIntroduction = R"(
## Cities to 2035

57 cities over 300,000 of 14 countries, five-year steps. A city's growth is fitted by least squares:
base + own x (its own growth before, less the mean of its country's cities) + country x (that mean).
*Last*: the growth of the last five years goes on. *Mean*: that of all years of the fit. Error: mean
of |forecast / WUP 2018 - 1| over cities, in %; *bias*: mean of ln(forecast / WUP), in %. *Within*:
cities whose WUP figure lies in our 90 % interval. Neither side is a count: WUP 2018 is itself a
projection after each city's last census, and often an interpolation between censuses before, so this
says how near we are to the United Nations' method, not to what happened. The rows fitted on 1990-2005
are judged by WUP's estimates of 2010 and 2015.

| fitted on | year | ours: error, % | bias, % | last: error, % | mean: error, % | within 90 % |
|---|---|---|---|---|---|---|
)";

constexpr std::string_view kDifferences = R"(
**Why they differ.** WUP lets the urban-rural growth difference of each country run into a norm that is
lower where more people live in towns, over 25 years, and cities into the growth of their country's
towns: growth slows down. Ours lets a city come near its country, but a country keeps 96 % of its growth
every five years, as it did in these data. So ours is above WUP where the last growth was far above the
others' or fast for the whole country (Mekele, the towns of Ghana, and Mogadishu, which WUP has shrinking
in 2005-10 and growing by 5.5 % a year since), and below where WUP lets towns grow faster than they did
(Bouake, Niamey, Kassala, Port Sudan, Lome).

**Where we lose.** Five years ahead, and in both years that are WUP's estimates (2010, 2015), letting the
last growth go on is a little better. A term for the size of a city was tried and left out: it made 2015
worse, seen from 2005 and from 2010. That ours is nearer to WUP from 2025 on says that WUP slows down,
too. The interval holds more than its 90 % because WUP is smooth; it leaves out that coefficients are
estimates.

**National urban shares of the 14 countries are not in the data**, so the urban-rural ratio method is
shown for Somalia alone, from the shares of the survey of 2014 (displaced people in towns).
)";

constexpr std::string_view kSomalia = R"(
**Why the Somali scenario is below WUP.** It goes on with the growth of 1990-2015, 3.4 % a year for the
five cities taken together, in which Mogadishu, at war, had 2.2; WUP goes on from that of 2010-15, 4.7 to
5.5 %, and slows it down; the fitted law does so, too. Within the simulation cities differ only by place
and size: the past of Hargeysa (5.0 %) and Mogadishu (2.2 %) is not in it. The survey of 2014 and WUP
differ in people almost seven times in Merca, five times in Berbera and three times in Kismaayo: there
only growth can be compared. The urban-rural ratio method keeps d = m (1 + R/U) as it was in 2014; with
constant m, as in the two stocks, d falls as the country empties: 3.0 points less by 2049.
)";

}  // namespace

std::string cities_page() {
  if (!std::filesystem::exists(wup_folder())) return {};
  std::cerr << "validation: cities" << std::endl;
  const WupCities wup = read_wup_cities();
  std::string text(kIntroduction);
  add_years(text, wup, 1990, 2005, kLastKnown);
  add_years(text, wup, 1990, kLastKnown, WupCities::kLast);
  const CityHistory history = wup.history(1990, kLastKnown);
  const CityGrowthLaw law = fit_city_growth(history);
  text += fmt::format(
      "\nFitted on 1990-2015 ({} growths): base {:.3f} % a year, own {:.3f}, country {:.3f}, s "
      "{:.2f} % a year.\n\n**The largest differences to WUP in 2035** (thousand)\n",
      law.observations, 100 * law.base, law.own, law.country, 100 * law.sd);
  const Rivals rivals = forecast_from(history, 4);
  text += largest_differences(wup, rivals);
  text += kDifferences;
  text += "\n**Somali towns**: `scenarios/somalia/urban.yaml`, in the middle of the year\n";
  text += somali_cities(wup, rivals);
  text += kSomalia;
  return text;
}
