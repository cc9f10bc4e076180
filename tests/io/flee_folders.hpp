// SPDX-License-Identifier: Apache-2.0
// Where the tests of the importer find cases: the public ones, and small ones they write.
#pragma once

#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace ravenstein::io {

inline std::filesystem::path flee_data() {
  if (const char* folder = std::getenv("RAVENSTEIN_DATA")) {
    return std::filesystem::path(folder) / "flee";
  }
  return std::filesystem::path(RAVENSTEIN_SOURCE_DIR) / ".." / "shared" / "data" / "flee";
}

/// False, with a warning, where the public cases are not at hand.
inline bool has_flee_data() {
  if (std::filesystem::exists(flee_data())) return true;
  WARN("skipped: " << flee_data().string() << " is not there (set RAVENSTEIN_DATA)");
  return false;
}

/// A folder of its own that disappears with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    static std::atomic<int> counter{0};
    path_ = std::filesystem::temp_directory_path() /
            ("ravenstein-test-" + std::to_string(::getpid()) + "-" + std::to_string(++counter));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  std::filesystem::path path_;
};

/// A complete small case; files by name, to be changed by a test before it is written.
inline std::map<std::string, std::string> small_case() {
  return {
      {"input_csv/sim_period.csv", "StartDate,2020-01-01\nLength,10\n"},
      {"input_csv/locations.csv",
       "#name,region,country,lat,lon,location_type,conflict_date,pop/cap\n"
       "Old_Town,North,Home,10,1,conflict_zone,0,1000\n"
       "River,North,Home,11,1.5,town,,\n"
       "Camp_A,East,Abroad,12,2,camp,,500\n"},
      {"input_csv/routes.csv",
       "#name1,name2,distance,forced_redirection\nOld_Town,River,40,0\nRiver,Camp_A,60,\n"},
      {"input_csv/closures.csv", "#closure_type,name1,name2,closure_start,closure_end\n"},
      {"input_csv/conflicts.csv",
       "#Day,Old_Town,River\n0,1,0\n1,1,0\n2,1,0.5\n3,1,0.5\n4,0,0.5\n5,0,0\n6,0,0\n7,0,0\n8,0,0\n"
       "9,1,0\n"},
      {"source_data/data_layout.csv", "total,refugees.csv\nCamp_A,a.csv\n"},
      {"source_data/refugees.csv", "2020-01-01,12\n2020-01-10,100\n"},
      {"source_data/a.csv", "2020-01-01,10\n2020-01-05,50\n"},
      {"simsetting.yml", "move_rules:\n  max_move_speed: 200.0\noptimisations:\n  hasten: 1\n"},
  };
}

inline void write_case(const TemporaryFolder& folder,
                       const std::map<std::string, std::string>& files) {
  for (const auto& [name, text] : files) folder.write(name, text);
}

}  // namespace ravenstein::io
