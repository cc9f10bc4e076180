// SPDX-License-Identifier: Apache-2.0
// hindcast.yaml of one scenario: a rolling origin.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "calibration/hindcast/departure_inputs.hpp"
#include "calibration/hindcast/hindcast_reader.hpp"
#include "io/text.hpp"
#include "models/drivers/causes.hpp"
#include "models/drivers/covariates.hpp"

namespace ravenstein::calibration {
namespace {

constexpr int kShortestFitMonths = 6;
constexpr std::size_t kFewestForecasts = 2;

std::vector<std::string> terms_of(const std::string& cause) {
  std::vector<std::string> names;
  for (const models::Cause& known : models::known_causes()) {
    if (known.name != cause) continue;
    for (const models::Term& term : known.terms) names.emplace_back(term.name);
  }
  return names;
}

class RollingReader {
 public:
  explicit RollingReader(HindcastReader& reader) : reader_(reader), form_(reader.form()) {}

  std::optional<RollingHindcast> read() {
    if (form_.departures.empty() && form_.destinations.empty()) {
      reader_.tell("", "expected departures or destinations to forecast, found neither");
    }
    if (!reader_.given("fit_from")) reader_.tell("fit_from", "is required with scenario");
    RollingHindcast hindcast{.title = form_.title,
                             .remarks = form_.remarks,
                             .scenario = {},
                             .departures = {},
                             .destinations = {}};
    if (auto file = reader_.scenario(form_.scenario.path, "scenario", {&form_.set});
        file && file->sound.all) {
      hindcast.scenario = std::move(file->scenario);
      scenario_ = &hindcast.scenario;
      find_register();
    }
    hindcast.members = form_.members;
    hindcast.seed = static_cast<std::uint64_t>(form_.seed);
    read_fit_from();
    hindcast.fit_from = fit_from_;
    check_names("departures", form_.departures);
    check_names("destinations", form_.destinations);
    for (std::size_t i = 0; i < form_.departures.size(); ++i) {
      hindcast.departures.push_back(read_departures(i));
    }
    for (std::size_t i = 0; i < form_.destinations.size(); ++i) {
      hindcast.destinations.push_back(read_destinations(i));
    }
    if (reader_.problems() > 0) return {};
    return hindcast;
  }

 private:
  /// What is worked out is kept by these names.
  template <class Item>
  void check_names(const char* list, const std::vector<Item>& items) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string& name = items[i].name;
      if (name.empty() || names.insert(name).second) continue;  // without a name: told
      reader_.tell(fmt::format("{}.{}.name", list, i), "the name is taken: " + name);
    }
  }

  bool knows_register() const { return !causes_.empty(); }

  void find_register() {
    for (const MonthlyDriver& driver : scenario_->monthly) {
      if (!driver.name.starts_with("displaced_")) continue;
      causes_.push_back(driver.name.substr(std::string("displaced_").size()));
      first_ = driver.series.first_month;
      end_ = driver.series.end_month();
    }
    if (causes_.empty()) {
      reader_.tell("scenario", "has no register: nothing says how many left before",
                   "give register: {table: ...} in the scenario, or in set");
    }
  }

  void read_fit_from() {
    if (!reader_.given("fit_from")) return;  // told
    fit_from_ = month("fit_from", form_.fit_from).value_or(0);
    const std::size_t before = reader_.problems();
    if (fit_from_ > 0 && knows_register()) check_in_register("fit_from", fit_from_);
    if (reader_.problems() != before) fit_from_ = 0;
  }

  std::optional<int> month(const std::string& subject, const std::string& text) {
    const auto found = parse_month(text);
    if (!found) reader_.tell(subject, "expected a month, YYYY-MM, found " + io::in_quotes(text));
    return found;
  }

  void check_in_register(const std::string& subject, int at) {
    if (at >= first_ && at < end_) return;
    reader_.tell(subject, fmt::format("expected a month of the register, {}..{}, found {}",
                                      month_text(first_), month_text(end_ - 1), month_text(at)));
  }

  void check_cause(const std::string& subject, const std::string& cause) {
    if (!knows_register()) return;
    if (std::ranges::find(causes_, cause) != causes_.end()) return;
    const std::string hint = did_you_mean(cause, causes_);
    reader_.tell(subject, "the register has no cause " + io::in_quotes(cause),
                 hint.empty() ? "it has " + io::listed(causes_) : hint);
  }

  std::vector<Origin> read_origins(const std::string& subject, const io::OriginsForm& form) {
    const bool one_step = reader_.given(subject + ".from");
    if (one_step == reader_.given(subject + ".last_known")) {
      reader_.tell(subject, "expected either from (and to) or last_known");
      return {};
    }
    const std::vector<Origin> origins =
        one_step ? one_month_ahead(subject, form) : many_months_ahead(subject, form);
    for (const Origin& origin : origins) check_origin(subject, origin);
    return origins;
  }

  std::vector<Origin> one_month_ahead(const std::string& subject, const io::OriginsForm& form) {
    if (reader_.given(subject + ".months")) {
      reader_.tell(subject + ".months", "does nothing with from: forecasts are one month ahead");
    }
    if (!reader_.given(subject + ".to")) {
      reader_.tell(subject + ".to", "is required with from");
      return {};
    }
    const auto from = month(subject + ".from", form.from), to = month(subject + ".to", form.to);
    if (!from || !to) return {};
    if (*to <= *from) {
      reader_.tell(subject + ".to",
                   fmt::format("too few forecasts: expected a month after {}, found {}", form.from,
                               form.to));
      return {};
    }
    return one_step_origins(*from, *to + 1, form.refit_every_months);
  }

  std::vector<Origin> many_months_ahead(const std::string& subject, const io::OriginsForm& form) {
    for (const char* key : {"to", "refit_every_months"}) {
      if (reader_.given(subject + '.' + key)) {
        reader_.tell(subject + '.' + key,
                     "does nothing with last_known: each has a fit of its own");
      }
    }
    if (form.last_known.size() < kFewestForecasts) {
      reader_.tell(subject + ".last_known", fmt::format("too few origins: expected at least {}, "
                                                        "found {}",
                                                        kFewestForecasts, form.last_known.size()));
      return {};
    }
    std::vector<int> last;
    for (std::size_t i = 0; i < form.last_known.size(); ++i) {
      const std::string at = fmt::format("{}.last_known.{}", subject, i);
      const auto found = month(at, form.last_known[i]);
      if (!found) return {};
      if (!last.empty() && *found <= last.back()) {
        reader_.tell(at, "expected a later month than the one before");
      }
      last.push_back(*found);
    }
    return scenario_origins(last, form.months);
  }

  /// Fits end before the first month that is forecast, so that nothing scored was fitted to.
  void check_origin(const std::string& subject, const Origin& origin) {
    if (fit_from_ > 0 && origin.fit_end < fit_from_ + kShortestFitMonths) {
      reader_.tell(
          subject,
          fmt::format("the forecast of {} would be fitted to {} months before "
                      "it: fits begin in {} and need at least {}",
                      month_text(origin.first_month), std::max(0, origin.fit_end - fit_from_),
                      month_text(fit_from_), kShortestFitMonths),
          "fit and hold-out may not overlap: later origins, or an earlier fit_from");
    }
    if (knows_register() && origin.end_month() > end_) {
      reader_.tell(subject, fmt::format("forecasts reach to {}, but the register ends in {}",
                                        month_text(origin.end_month() - 1), month_text(end_ - 1)));
    }
  }

  static int last_month(const std::vector<Origin>& origins) {
    int last = 0;
    for (const Origin& origin : origins) last = std::max(last, origin.end_month() - 1);
    return last;
  }

  DepartureHindcast read_departures(std::size_t i) {
    const io::DeparturesForm& form = form_.departures[i];
    const std::string subject = fmt::format("departures.{}", i);
    DepartureHindcast of{.name = form.name,
                         .origins = read_origins(subject + ".origins", form.origins),
                         .causes = {},
                         .recalibrate = form.recalibrate,
                         .draw_parameters = form.draw_parameters,
                         .towards_median = form.towards_median,
                         .zone_blocks = form.zone_blocks};
    if (scenario_ != nullptr &&
        static_cast<std::size_t>(form.zone_blocks) > scenario_->world.size()) {
      reader_.tell(subject + ".zone_blocks",
                   fmt::format("expected at most the {} zones, found {}", scenario_->world.size(),
                               form.zone_blocks));
    }
    if (form.causes.empty()) reader_.tell(subject + ".causes", "expected at least one cause");
    for (const auto& [cause, terms] : form.causes) {
      const std::string at = subject + ".causes." + cause;
      const std::size_t before = reader_.problems();
      check_cause(at, cause);
      const bool known = before == reader_.problems();
      for (std::size_t t = 0; t < terms.terms.size() && known; ++t) {
        check_term(fmt::format("{}.terms.{}", at, t), cause, terms.terms[t],
                   last_month(of.origins));
      }
      of.causes.emplace_back(cause, terms.terms);
    }
    return of;
  }

  void check_term(const std::string& subject, const std::string& cause, const std::string& term,
                  int last) {
    const std::vector<std::string> known = terms_of(cause);
    if (known.empty() && !knows_register()) return;  // nothing says whether there is the cause
    if (std::ranges::find(known, term) == known.end()) {
      const std::string hint = did_you_mean(term, known);
      return reader_.tell(subject, fmt::format("{} has no term {}", cause, io::in_quotes(term)),
                          hint.empty() ? "it has " + io::listed(known) : hint);
    }
    if (scenario_ == nullptr) return;
    for (const std::string_view series : models::series_needed(cause, term)) {
      if (scenario_->monthly_driver(series) != nullptr) continue;
      return reader_.tell(subject,
                          fmt::format("needs the monthly series {}, which the scenario does "
                                      "not have",
                                      series),
                          "give it in drivers.monthly of the scenario, or in set");
    }
    if (fit_from_ == 0) return;  // told
    const MonthlySeries values = term_values(*scenario_, cause, term);
    for (int at = fit_from_; at <= std::min(last, end_ - 1); ++at) {
      for (std::size_t z = 0; z < scenario_->world.size(); ++z) {
        if (std::isfinite(values.at(at, z))) continue;
        return reader_.tell(subject, fmt::format("has no value for {} in {}: fits and forecasts "
                                                 "need {}..{}",
                                                 scenario_->world.zones[z].code, month_text(at),
                                                 month_text(fit_from_), month_text(last)));
      }
    }
  }

  DestinationHindcast read_destinations(std::size_t i) {
    const io::DestinationsForm& form = form_.destinations[i];
    const std::string subject = fmt::format("destinations.{}", i);
    DestinationHindcast of{.name = form.name,
                           .origins = read_origins(subject + ".origins", form.origins),
                           .causes = form.causes,
                           .half_life_months = form.half_life_months,
                           .prior_persons = form.prior_persons};
    for (std::size_t c = 0; c < form.causes.size(); ++c) {
      check_cause(fmt::format("{}.causes.{}", subject, c), form.causes[c]);
    }
    if (scenario_ == nullptr) return of;
    for (const Zone& zone : scenario_->world.zones) {
      if (zone.attributes.contains("urban") && !std::isnan(zone.latitude_deg)) continue;
      reader_.tell(subject,
                   fmt::format("zone {} has no coordinates or no value of the column urban, "
                               "which gravity needs",
                               zone.code));
      break;
    }
    return of;
  }

  HindcastReader& reader_;
  const io::HindcastForm& form_;
  const Scenario* scenario_ = nullptr;
  std::vector<std::string> causes_;  ///< of the register
  int first_ = 0, end_ = 0, fit_from_ = 0;
};

}  // namespace

std::optional<RollingHindcast> read_rolling(HindcastReader& reader) {
  return RollingReader(reader).read();
}

}  // namespace ravenstein::calibration
