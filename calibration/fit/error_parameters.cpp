// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/error_parameters.hpp"

#include <fmt/format.h>

#include <array>

namespace ravenstein::calibration {
namespace {

double ErrorModel::*member_of(ErrorSetting setting) {
  switch (setting) {
    case ErrorSetting::sd:
      return &ErrorModel::sd;
    case ErrorSetting::dispersion:
      return &ErrorModel::dispersion;
    case ErrorSetting::detection_rate:
      break;
  }
  return &ErrorModel::detection_rate;
}

ParameterInfo info(const char* name, const char* symbol, double minimum, double maximum,
                   double otherwise, const char* meaning) {
  return {.name = name,
          .symbol = symbol,
          .unit = "1",
          .minimum = minimum,
          .maximum = maximum,
          .meaning = meaning,
          .source = "calibration/observation/error_model.hpp",
          .default_value = otherwise};
}

}  // namespace

std::span<const ParameterInfo> error_parameters() {
  static const std::array<ParameterInfo, 3> kInfos{
      info("sd", "sigma", 1e-9, 1e12, 0.3, "standard deviation of counts on their scale"),
      info("dispersion", "k", 1e-3, 1e6, 10, "variance of counts: mean + mean^2 / k"),
      info("detection_rate", "p", 1e-3, 100, 1, "how many are counted for each that there is")};
  return kInfos;
}

double value_of(const ErrorModel& model, ErrorSetting setting) { return model.*member_of(setting); }

void set_value(ErrorModel& model, ErrorSetting setting, double value) {
  model.*member_of(setting) = value;
}

std::string why_not_free(ErrorSetting setting, ErrorKind kind, const std::string& method,
                         const std::string& objective) {
  if (setting == ErrorSetting::detection_rate) return {};
  const bool of_normal = setting == ErrorSetting::sd;
  if (kind != (of_normal ? ErrorKind::gaussian : ErrorKind::negative_binomial)) {
    return fmt::format("needs error: {}", of_normal ? "gaussian" : "negative_binomial");
  }
  if (method == "abc-smc" || method == "es-mda" || method == "eki" || method == "ies") {
    return fmt::format(
        "method {} takes the size of errors as known: only detection_rate can be "
        "free",
        method);
  }
  if (objective != "likelihood" && method != "stretch" && method != "tempered") {
    return fmt::format(
        "objective: {} has no likelihood that would bound it: only detection_rate "
        "can be free",
        objective);
  }
  return {};
}

}  // namespace ravenstein::calibration
