// SPDX-License-Identifier: Apache-2.0
// Destination logits of the PRMN register by region against shared/reference/drivers.md §7
// (2016-10..2020-12, person-weighted, no ridge; the utility of staying in the zone is a constant).
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/regression/destination_logit.hpp"
#include "somalia_design.hpp"

namespace ravenstein::calibration {
namespace {

/// Per origin a row per destination: intra-zonal, distance, ln people; all months together.
DestinationChoices gravity_choices(const SomaliPanel& panel, const std::string& cause,
                                   double (*deterrence)(double km)) {
  const std::size_t n = panel.regions.size();
  DestinationChoices data{Eigen::MatrixXd::Zero(n * n, 3), Eigen::VectorXd::Zero(n * n), {}, {}};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const auto row = static_cast<Eigen::Index>(i * n + j);
      data.origin.push_back(static_cast<int>(i));
      if (i == j) {
        data.x(row, 0) = 1;
      } else {
        data.x(row, 1) = deterrence(great_circle_km(panel.regions[i], panel.regions[j]));
        data.x(row, 2) = std::log(static_cast<double>(panel.regions[j].population));
      }
    }
  }
  for (const io::DisplacementRecord& record : panel.register_by_region) {
    if (record.cause != cause || record.month < kPanelFirst) continue;
    data.persons(record.from * n + record.to) += static_cast<double>(record.persons);
  }
  return data;
}

double log_km(double km) { return std::log(km); }
double hundred_km(double km) { return km / 100; }

TEST_CASE("destination logits of the Somali register agree to the printed digits") {
  const auto panel = somali_panel();
  if (!panel) return;
  struct Reference {
    const char* cause;
    double (*deterrence)(double);
    double intra, distance, mass, log_likelihood, persons;
  };
  const Reference kReference[] = {
      {"conflict", log_km, 21.122524, -2.937078, 2.470920, -950541.859, 1045283},
      {"drought", log_km, 10.269544, -2.210395, 1.433085, -1821843.899, 1545127},
      {"flood", log_km, 17.911548, -3.944683, 2.391487, -256168.851, 1622919},
      {"conflict", hundred_km, 35.844525, -1.202403, 2.611071, -963441.288, 1045283}};
  for (const Reference& reference : kReference) {
    CAPTURE(reference.cause);
    const DestinationChoices data = gravity_choices(*panel, reference.cause, reference.deterrence);
    CHECK(data.persons.sum() == reference.persons);
    const Fit fit = fit_destination_logit(data);
    CHECK(fit.converged);
    CHECK(std::abs(fit.coefficient(0) - reference.intra) < 0.51e-6);
    CHECK(std::abs(fit.coefficient(1) - reference.distance) < 0.51e-6);
    CHECK(std::abs(fit.coefficient(2) - reference.mass) < 0.51e-6);
    CHECK(std::abs(fit.log_likelihood - reference.log_likelihood) < 0.51e-3);
  }
}

TEST_CASE("a ridge on all coefficients spoils the destination logit as the reference warns") {
  const auto panel = somali_panel();
  if (!panel) return;
  const DestinationChoices data = gravity_choices(*panel, "conflict", log_km);
  const Fit fit = fit_destination_logit(data, Penalty::Constant(3, 1e-3 * data.persons.sum()));
  CHECK(std::abs(fit.coefficient(0) - 3.314) < 0.51e-3);
  CHECK(std::abs(fit.coefficient(1) + 3.834) < 0.51e-3);
  CHECK(std::abs(fit.coefficient(2) - 1.519) < 0.51e-3);
  CHECK(std::abs(fit.log_likelihood + 979739.06) < 0.51e-2);
}

}  // namespace
}  // namespace ravenstein::calibration
