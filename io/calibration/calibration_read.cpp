// SPDX-License-Identifier: Apache-2.0
#include "io/calibration/calibration_read.hpp"

#include "io/projection/hdf5.hpp"
#include "io/projection/read.hpp"
#include "io/projection/skill_cube.hpp"

namespace ravenstein::io {
namespace {

std::vector<CalibratedParameter> read_parameters(const hdf5::Reader& file) {
  const auto names = file.read<std::string>("/parameter_name");
  const auto units = file.read<std::string>("/parameter_unit");
  const auto priors = file.read<std::string>("/parameter_prior");
  const auto given = file.read<double>("/parameter_given");
  if (units.size() != names.size() || priors.size() != names.size() ||
      given.size() != names.size()) {
    throw hdf5::Error("its lists of parameters are of different lengths");
  }
  std::vector<CalibratedParameter> parameters(names.size());
  for (std::size_t p = 0; p < names.size(); ++p) {
    parameters[p].name = names[p];
    parameters[p].unit = units[p];
    parameters[p].prior = priors[p];
    parameters[p].given = given[p];
  }
  return parameters;
}

CalibrationFile read_result(const hdf5::Reader& file) {
  CalibrationFile result;
  result.title = file.text("/", "title");
  result.method = file.text("/", "method");
  result.ending = file.text("/", "ending");
  const auto converged = file.numbers<std::int32_t>("/", "converged");
  result.converged = !converged.empty() && converged[0] != 0;
  result.parameters = read_parameters(file);
  if (file.has("/optimum")) result.optimum = file.read<double>("/optimum");
  if (file.has("/posterior")) {
    result.posterior.values = file.read<double>("/posterior");
    result.posterior.weight = file.read<double>("/posterior_weight");
  }
  const std::size_t parameters = result.parameters.size();
  if ((!result.optimum.empty() && result.optimum.size() != parameters) ||
      result.posterior.values.size() != result.posterior.count() * parameters) {
    throw hdf5::Error("its results are not those of its parameters");
  }
  result.scores = read_skill(file);
  return result;
}

}  // namespace

bool is_calibration(const std::filesystem::path& path) {
  if (!looks_like_hdf5(path)) return false;
  try {
    const hdf5::Reader file(path);
    return file.has("/provenance") && file.has_attribute("/provenance", "filetype") &&
           file.text("/provenance", "filetype") == kCalibrationFileType;
  } catch (const hdf5::Error&) {
    return false;
  }
}

CalibrationFile read_calibration_result(const std::filesystem::path& path) {
  try {
    return read_result(hdf5::Reader(path));
  } catch (const hdf5::Error& error) {
    throw InputError(InputKind::data,
                     {{{path.string()},
                       "",
                       std::string("cannot be read as a calibration: ") + error.what(),
                       ""}});
  }
}

}  // namespace ravenstein::io
