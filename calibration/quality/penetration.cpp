// SPDX-License-Identifier: Apache-2.0
#include "calibration/quality/penetration.hpp"

#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>
#include <tuple>

namespace ravenstein::calibration {

Penetration::Penetration(const std::vector<UserRate>& rates, double least_users)
    : least_users_(least_users) {
  for (const UserRate& rate : rates) {
    if (!(rate.users > 0 && rate.users <= rate.population)) {
      throw std::invalid_argument("penetration: expected 0 < users <= population in " + rate.place);
    }
    if (!strata_.try_emplace({rate.place, rate.sex, rate.age}, Sum{rate.users, rate.population})
             .second) {
      throw std::invalid_argument("penetration: given twice: " + rate.place + ' ' + rate.sex + ' ' +
                                  rate.age);
    }
    Sum& place = places_[rate.place];
    place.users += rate.users;
    place.population += rate.population;
  }
}

std::optional<double> Penetration::rate(const std::string& place, const std::string& sex,
                                        const std::string& age) const {
  const auto found = strata_.find({place, sex, age});
  if (found == strata_.end() || found->second.users < least_users_) return rate_of_place(place);
  return found->second.users / found->second.population;
}

std::optional<double> Penetration::rate_of_place(const std::string& place) const {
  const auto found = places_.find(place);
  if (found == places_.end()) return {};
  return found->second.users / found->second.population;
}

std::vector<PeopleMoves> Penetration::corrected(const std::vector<UserMoves>& moves,
                                                PenetrationOf of) const {
  std::vector<PeopleMoves> people;
  for (const UserMoves& move : moves) {
    const std::string& place = of == PenetrationOf::origin ? move.from : move.to;
    const auto stratum = strata_.find({place, move.sex, move.age});
    const auto share = rate(place, move.sex, move.age);
    PeopleMoves found;
    found.of_place = stratum == strata_.end() || stratum->second.users < least_users_;
    found.persons = share ? move.users / *share : std::numeric_limits<double>::quiet_NaN();
    found.sd = share ? std::sqrt(move.users) / *share : std::numeric_limits<double>::quiet_NaN();
    people.push_back(found);
  }
  return people;
}

std::vector<UserRate> read_user_rates(io::Table& table) {
  const io::Column place = table.need("place"), users = table.need("users");
  const io::Column population = table.need("population");
  const io::Column sex = table.find("sex"), age = table.find("age");
  table.refuse_other_columns();
  std::vector<UserRate> rates;
  std::set<std::tuple<std::string, std::string, std::string>> known;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const std::string where(table.text(r, place));
    const auto count = table.real(r, users, 1e-9, 1e10);
    const auto people = table.real(r, population, 1e-9, 1e10);
    if (where.empty() || !count || !people) continue;
    if (*count > *people) {
      table.problem(r, users, "more users than people",
                    "accounts are not people: count one for each person");
      continue;
    }
    UserRate rate{where, std::string(table.peek(r, sex)), std::string(table.peek(r, age)), *count,
                  *people};
    if (!known.insert({rate.place, rate.sex, rate.age}).second) {
      table.problem(r, place, "this place, sex and age stand in a row above, too");
      continue;
    }
    rates.push_back(std::move(rate));
  }
  return rates;
}

std::vector<UserMoves> read_user_moves(io::Table& table) {
  const io::Column from = table.need("from"), to = table.need("to"), users = table.need("users");
  const io::Column sex = table.find("sex"), age = table.find("age");
  table.refuse_other_columns();
  std::vector<UserMoves> moves;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const std::string origin(table.text(r, from)), destination(table.text(r, to));
    const auto count = table.real(r, users, 0, 1e10);
    if (origin.empty() || destination.empty() || !count) continue;
    moves.push_back({origin, destination, std::string(table.peek(r, sex)),
                     std::string(table.peek(r, age)), *count});
  }
  return moves;
}

}  // namespace ravenstein::calibration
