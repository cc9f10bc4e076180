// SPDX-License-Identifier: Apache-2.0
// From movements of the users of a platform or an operator to movements of people: every counted
// user stands for 1 / rate people, with the rate of users among the people of the place where they
// come from (or go to), of their sex and age (Zagheni, Weber & Gummadi 2017, Popul. Dev. Rev. 43;
// Tatem 2014, for phones). It corrects who has an account, not that users may move otherwise than
// others do.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/tables/table.hpp"

namespace ravenstein::calibration {

struct UserRate {
  std::string place, sex, age;  ///< sex and age as in the counts; may be empty: not told apart
  double users = 0, population = 0;
};

struct UserMoves {
  std::string from, to, sex, age;
  double users = 0;
};

/// Whose penetration counts: that of the place people come from, or go to.
enum class PenetrationOf { origin, destination };

struct PeopleMoves {
  double persons = 0;     ///< NaN: no rate is known
  double sd = 0;          ///< of the count alone (Poisson): sqrt(users) / rate
  bool of_place = false;  ///< the rate is that of the whole place: none of the sex and age
};

class Penetration {
 public:
  /// Rates of strata with fewer users than `least_users` are not used. Throws std::invalid_argument
  /// for a place, sex and age given twice, or users that are not 0 < users <= population.
  explicit Penetration(const std::vector<UserRate>& rates, double least_users = 1);

  /// Users per person; empty where nothing is known of the place.
  std::optional<double> rate(const std::string& place, const std::string& sex,
                             const std::string& age) const;
  std::optional<double> rate_of_place(const std::string& place) const;
  std::vector<PeopleMoves> corrected(const std::vector<UserMoves>& moves, PenetrationOf of) const;

 private:
  struct Sum {
    double users = 0, population = 0;
  };
  double least_users_;
  std::map<std::string, Sum> places_;
  std::map<std::tuple<std::string, std::string, std::string>, Sum> strata_;
};

/// place, users, population; may have sex and age. Problems for cells that cannot be read, more
/// users than people, rows given twice.
std::vector<UserRate> read_user_rates(io::Table& table);
/// from, to, users; may have sex and age.
std::vector<UserMoves> read_user_moves(io::Table& table);

}  // namespace ravenstein::calibration
