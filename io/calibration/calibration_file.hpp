// SPDX-License-Identifier: Apache-2.0
// The file of a calibration (HDF5 that is netCDF-4 as well): parameters, the optimum or posterior
// draws, every evaluation, diagnostics, scores, and enough to do it again. It says nothing of when,
// by how many threads or after how many interruptions it was made, so that these change no byte.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "io/projection/contents.hpp"

namespace ravenstein::io {

inline constexpr const char* kCalibrationFileType = "ravenstein-calibration";
inline constexpr std::int32_t kCalibrationFileVersion = 1;

struct CalibratedParameter {
  std::string name, symbol, unit, meaning;
  std::string prior;            ///< e.g. `uniform, 0 to 1`
  double lower = 0, upper = 0;  ///< of the prior; may be infinite
  double given = 0;             ///< the scenario's own value
};

/// Every evaluation in the order of its number.
struct EvaluationTable {
  std::vector<double> parameters;     ///< evaluations x parameters
  std::vector<std::uint64_t> seed;    ///< of the run; 0 where it failed before it had one
  std::vector<std::uint32_t> member;  ///< of the run
  std::vector<std::string> names;     ///< of the values
  std::vector<double> values;         ///< evaluations x names; NaN: failed
  std::vector<std::string> failure;   ///< empty: it worked
  std::size_t count() const { return seed.size(); }
};

/// A table of a method: numbers, or texts. Axes of the same name have the same length throughout
/// the file; `parameter` and `output` are those of the file.
struct ResultTable {
  struct Axis {
    std::string name;
    std::size_t size = 0;
  };
  std::string name, long_name;
  std::vector<Axis> axes;
  std::vector<double> values;
  std::vector<std::string> texts{};  ///< instead of values
  std::string units{};               ///< as CF writes them, e.g. `days since 2012-03-01`
};

struct PosteriorDraws {
  std::vector<std::string> names, units;  ///< of the parameters
  std::vector<double> values;             ///< draws x parameters
  std::vector<double> weight;             ///< of the draws; they sum to 1
  std::size_t count() const { return weight.size(); }
};

struct CalibrationFile {
  std::string title, method;
  bool converged = false;
  std::string ending;  ///< why it stopped
  std::vector<CalibratedParameter> parameters;
  std::vector<double> optimum;  ///< empty: none
  double optimum_value = 0;
  PosteriorDraws posterior;  ///< may be empty; names and units are those of the parameters
  EvaluationTable evaluations;
  std::vector<std::string> outputs;  ///< that the axis `output` of tables is of
  std::vector<ResultTable> tables;
  std::vector<SkillRow> scores;
  std::string calibration_yaml, calibration_sha256;
  std::uint64_t seed = 0;
  Provenance provenance;  ///< of the engine and the scenario
};

/// Throws OutputExists or WriteError.
std::size_t write_calibration(const std::filesystem::path& path, const CalibrationFile& file,
                              bool force);

/// The draws of a calibration, for a design or an ensemble: posterior draws, or the optimum as the
/// only one. Throws InputError (data) if the file is none of a calibration or holds neither.
PosteriorDraws read_posterior(const std::filesystem::path& path);

/// How a calibration came to its draws.
struct FitOrigin {
  std::string method, ending, calibration_yaml;
  bool converged = false;
};
/// Throws as `read_posterior` does.
FitOrigin read_fit_origin(const std::filesystem::path& path);

}  // namespace ravenstein::io
