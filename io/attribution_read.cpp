// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/core/problem.hpp"
#include "io/attribution.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::filesystem::path& path, std::string message) {
  throw InputError(InputKind::data, {{{path.string()},
                                      "attribution",
                                      std::move(message),
                                      "expected the .json that `ravenstein attribute -o` writes"}});
}

AttributionRecord record_of(const Json& json) {
  AttributionRecord record;
  record.title = json.at("title").get<std::string>();
  record.scenario_path = json.at("scenario").get<std::string>();
  record.scenario_sha256 = json.at("scenario_sha256").get<std::string>();
  record.engine_version = json.at("engine_version").get<std::string>();
  record.overrides = json.at("overrides").get<std::vector<std::string>>();
  record.seed = json.at("seed").get<std::uint64_t>();
  record.members = json.at("members").get<int>();
  record.method = json.at("method").get<std::string>();
  record.coalitions = json.at("coalitions").get<std::size_t>();
  if (json.contains("dates")) record.dates = json["dates"].get<std::vector<std::string>>();
  for (const Json& driver : json.at("drivers")) {
    record.drivers.push_back(driver.at("driver").get<std::string>());
    const auto moves = driver.at("members").get<std::vector<double>>();
    if (moves.empty() || static_cast<int>(moves.size()) != record.members) {
      throw std::out_of_range("members of " + record.drivers.back());
    }
    record.moves.insert(record.moves.end(), moves.begin(), moves.end());
    record.alone.push_back(driver.at("alone").get<double>());
    record.without.push_back(driver.at("without").get<double>());
    if (driver.contains("sampling_error")) {
      record.sampling_error.push_back(driver["sampling_error"].get<double>());
    }
    if (!record.dates.empty()) {
      const auto over_time = driver.at("over_time").get<std::vector<double>>();
      if (over_time.size() != record.dates.size()) throw std::out_of_range("over_time");
      record.over_time.insert(record.over_time.end(), over_time.begin(), over_time.end());
    }
    if (!driver.contains("departures")) continue;
    std::vector<std::string> zones;
    for (const auto& [zone, persons] : driver["departures"].items()) {
      zones.push_back(zone);
      record.departures.push_back(persons.get<double>());
    }
    if (!record.zones.empty() && zones != record.zones) throw std::out_of_range("departures");
    record.zones = std::move(zones);
  }
  return record;
}

}  // namespace

AttributionRecord read_attribution(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) refuse(path, "cannot be read");
  try {
    return record_of(Json::parse(stream));
  } catch (const Json::exception&) {
    refuse(path, "is something else, or cut off");
  } catch (const std::out_of_range& error) {
    refuse(path, std::string("is not complete: ") + error.what());
  }
}

}  // namespace ravenstein::io
