// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/covariates.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/drivers/climate.hpp"
#include "models/drivers/conflict.hpp"
#include "models/drivers/memory.hpp"
#include "models/drivers/terms_of_trade.hpp"

namespace ravenstein::models {
namespace {

template <class Function>
MonthlySeries map(const MonthlySeries& a, const MonthlySeries& b, Function function) {
  const int first = std::max(a.first_month, b.first_month);
  const int end = std::min(a.end_month(), b.end_month());
  MonthlySeries result(first, std::max(0, end - first), a.zones);
  for (int month = first; month < end; ++month) {
    for (std::size_t z = 0; z < a.zones; ++z) {
      result.at(month, z) = function(a.at(month, z), b.at(month, z));
    }
  }
  return result;
}

template <class Function>
MonthlySeries map(const MonthlySeries& a, Function function) {
  return map(a, a, [&](double x, double) { return function(x); });
}

const MonthlySeries& series_of(const Scenario& scenario, std::string_view name) {
  const MonthlyDriver* found = scenario.monthly_driver(name);
  if (found == nullptr) throw std::logic_error("no monthly series " + std::string(name));
  return found->series;
}

/// The national value in every zone.
MonthlySeries national(const MonthlySeries& terms) {
  const std::vector<double> median = national_median(terms);
  MonthlySeries result(terms.first_month, terms.months, terms.zones);
  for (int month = terms.first_month; month < terms.end_month(); ++month) {
    for (std::size_t z = 0; z < terms.zones; ++z) {
      result.at(month, z) = median[static_cast<std::size_t>(month - terms.first_month)];
    }
  }
  return result;
}

Climatology reference(const ParameterValues& p) {
  return {static_cast<int>(std::get<double>(p.at("reference_first_year"))),
          static_cast<int>(std::get<double>(p.at("reference_last_year")))};
}

/// Loss of livelihood L: fills with the lack of rain and recovers,
/// L_t = L_{t-1} exp(-1/recovery) + max(0, -rain anomaly of 3 months).
MonthlySeries livelihood_loss(const MonthlySeries& rain, const ParameterValues& p) {
  const double keep = std::exp(-1 / std::get<double>(p.at("livelihood_recovery_months")));
  MonthlySeries loss = relative_anomaly(rain, 3, reference(p));
  for (std::size_t z = 0; z < loss.zones; ++z) {
    double stock = 0;
    for (int month = loss.first_month; month < loss.end_month(); ++month) {
      const double anomaly = loss.at(month, z);
      stock = keep * stock + (std::isnan(anomaly) ? 0 : std::max(0.0, -anomaly));
      loss.at(month, z) = stock;
    }
  }
  return loss;
}

MonthlySeries conflict_term(std::string_view term, const Scenario& s) {
  if (term == "surge") return fatality_surge(series_of(s, "fatalities"));
  const MonthlySeries incidents = log_incidents(series_of(s, "incidents"));
  if (term == "incidents") return incidents;
  return map(incidents, series_of(s, "phase3_or_worse"), std::multiplies<>());
}

MonthlySeries drought_term(std::string_view term, const Scenario& s, const ParameterValues& p) {
  if (term == "rain12") return relative_anomaly(series_of(s, "rain_mm"), 12, reference(p));
  if (term == "livelihood") return livelihood_loss(series_of(s, "rain_mm"), p);
  const MonthlySeries& terms = series_of(s, "terms_of_trade");
  const MonthlyDriver* given = s.monthly_driver("terms_of_trade_national");
  const MonthlySeries nation = given != nullptr ? given->series : national(terms);
  if (term == "collapse") return map(nation, squared_fall);
  if (term == "deviation") return map(terms, nation, std::minus<>());
  if (term == "terms3") return ewma(terms, 3);
  return map(
      relative_anomaly(series_of(s, "rain_mm"), 12, reference(p)), terms,
      [](double rain, double trade) { return std::max(0.0, -rain) * std::max(0.0, -trade); });
}

MonthlySeries income_term(std::string_view cause, const Scenario& s) {
  if (cause == "urbanisation") {
    return map(series_of(s, "expected_urban_income"), series_of(s, "rural_income"),
               [](double urban, double rural) { return std::max(0.0, std::log(urban / rural)); });
  }
  const MonthlySeries& income = series_of(s, "income");
  MonthlySeries relative = income;
  for (int month = income.first_month; month < income.end_month(); ++month) {
    for (std::size_t z = 0; z < income.zones; ++z) {
      relative.at(month, z) = std::log(income.at(month, z) / income.at(income.first_month, z));
    }
  }
  return relative;
}

}  // namespace

std::vector<std::string_view> series_needed(std::string_view cause, std::string_view term) {
  if (cause == "conflict") {
    if (term == "surge") return {"fatalities"};
    if (term == "incidents") return {"incidents"};
    if (term == "food") return {"incidents", "phase3_or_worse"};
  }
  if (cause == "drought") {
    if (term == "collapse" || term == "deviation" || term == "terms3") return {"terms_of_trade"};
    if (term == "rain12" || term == "livelihood") return {"rain_mm"};
    if (term == "prices") return {"rain_mm", "terms_of_trade"};
  }
  if (cause == "flood" && term.starts_with("rain")) return {"rain_mm"};
  if (cause == "damage") return {"dwellings_destroyed"};
  if (cause == "food") return {term};
  if (cause == "urbanisation") return {"expected_urban_income", "rural_income"};
  if (cause == "economy") return {"income"};
  return {};
}

MonthlySeries covariate(std::string_view cause, std::string_view term, const Scenario& scenario,
                        const ParameterValues& parameters) {
  if (series_needed(cause, term).empty()) return {};
  if (cause == "conflict") return conflict_term(term, scenario);
  if (cause == "drought") return drought_term(term, scenario, parameters);
  if (cause == "flood") {
    const MonthlySeries rain = log_rain(series_of(scenario, "rain_mm"));
    return term == "rain" ? rain : lagged(rain, 1);
  }
  if (cause == "damage") return series_of(scenario, "dwellings_destroyed");
  if (cause == "food") return series_of(scenario, term);
  return income_term(cause, scenario);
}

}  // namespace ravenstein::models
