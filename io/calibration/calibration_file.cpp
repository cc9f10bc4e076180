// SPDX-License-Identifier: Apache-2.0
#include "io/calibration/calibration_file.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

#include "io/projection/atomic_file.hpp"
#include "io/projection/netcdf_writer.hpp"
#include "io/projection/skill_cube.hpp"
#include "io/projection/write_records.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Dimension;
using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int kCompression = 4;

/// Axes by name, each made once.
class Axes {
 public:
  explicit Axes(const Group& root) : root_(root) {}
  Dimension get(const std::string& name, std::size_t size) {
    const auto known = dimensions_.find(name);
    if (known == dimensions_.end()) {
      return dimensions_.emplace(name, root_.dimension(name, size)).first->second;
    }
    if (known->second.size != size) throw std::logic_error("two lengths of the axis " + name);
    return known->second;
  }

 private:
  const Group& root_;
  std::map<std::string, Dimension> dimensions_;
};

template <class T>
Variable write(const Group& group, const std::string& name, std::string_view long_name,
               const std::vector<Dimension>& dimensions, const std::vector<T>& values) {
  hdf5::VariableOptions options;
  if constexpr (std::is_same_v<T, double>) {
    options.fill = kNaN;
    options.deflate = kCompression;
  }
  Variable variable = group.variable(name, hdf5::type_of<T>(), dimensions, options);
  variable.text("long_name", long_name);
  variable.template write<T>(values);
  return variable;
}

template <class T, class Get>
std::vector<T> each(const CalibrationFile& file, Get get) {
  std::vector<T> values;
  for (const CalibratedParameter& parameter : file.parameters) values.push_back(get(parameter));
  return values;
}

void write_parameters(const Group& root, const Dimension& axis, const CalibrationFile& file) {
  using P = CalibratedParameter;
  const auto text = [&](const char* name, const char* what, std::string P::*member) {
    write(root, name, what, {axis}, each<std::string>(file, [&](const P& p) { return p.*member; }));
  };
  const auto number = [&](const char* name, const char* what, double P::*member) {
    write(root, name, what, {axis}, each<double>(file, [&](const P& p) { return p.*member; }));
  };
  text("parameter_name", "name of the parameter in the scenario", &P::name);
  text("parameter_symbol", "symbol in formulas", &P::symbol);
  text("parameter_unit", "unit; 1: none", &P::unit);
  text("parameter_meaning", "what it is", &P::meaning);
  text("parameter_prior", "distribution before data", &P::prior);
  number("parameter_lower", "lower limit of the prior", &P::lower);
  number("parameter_upper", "upper limit of the prior", &P::upper);
  number("parameter_given", "value in the scenario", &P::given);
}

void write_result(const Group& root, Axes& axes, const Dimension& parameter,
                  const CalibrationFile& file) {
  if (!file.optimum.empty()) {
    write(root, "optimum", "parameters of the best evaluation", {parameter}, file.optimum);
    write(root, "optimum_value", "its value", {}, std::vector<double>{file.optimum_value});
  }
  if (file.posterior.count() == 0) return;
  const Dimension draw = axes.get("draw", file.posterior.count());
  write(root, "posterior", "parameters drawn from the posterior", {draw, parameter},
        file.posterior.values);
  write(root, "posterior_weight", "weights of the draws; they sum to 1", {draw},
        file.posterior.weight);
}

void write_evaluations(const Group& root, Axes& axes, const Dimension& parameter,
                       const EvaluationTable& table) {
  if (table.count() == 0) return;
  const Dimension evaluation = axes.get("evaluation", table.count());
  const Dimension value = axes.get("value", table.names.size());
  write(root, "value_name", "what a value of an evaluation is", {value}, table.names);
  write(root, "evaluation_parameters", "parameters of each evaluation", {evaluation, parameter},
        table.parameters);
  write(root, "evaluation_seed", "seed of the run", {evaluation}, table.seed);
  write(root, "evaluation_member", "member of the run; several: the first", {evaluation},
        std::vector<std::int64_t>(table.member.begin(), table.member.end()));
  write(root, "evaluation_values", "what came out; missing: it failed", {evaluation, value},
        table.values);
  write(root, "evaluation_failure", "why it failed; empty: it worked", {evaluation}, table.failure);
}

void write_tables(const Group& root, Axes& axes, const CalibrationFile& file) {
  if (!file.outputs.empty()) {
    write(root, "output_name", "outputs that sensitivity is of",
          {axes.get("output", file.outputs.size())}, file.outputs);
  }
  for (const ResultTable& table : file.tables) {
    std::vector<Dimension> dimensions;
    std::size_t size = 1;
    for (const auto& [name, length] : table.axes) {
      dimensions.push_back(axes.get(name, length));
      size *= length;
    }
    const bool text = !table.texts.empty();
    if (size != (text ? table.texts.size() : table.values.size())) {
      throw std::logic_error(table.name + " has another shape");
    }
    if (size == 0) continue;
    Variable made = text ? write(root, table.name, table.long_name, dimensions, table.texts)
                         : write(root, table.name, table.long_name, dimensions, table.values);
    if (table.units.empty()) continue;
    made.text("units", table.units);
    if (table.units.starts_with("days since")) made.text("calendar", "standard");
  }
}

void write_origin(const Group& root, const CalibrationFile& file) {
  const Provenance& p = file.provenance;
  Group group = root.group("provenance");
  group.text("filetype", kCalibrationFileType);
  group.numbers<std::int32_t>("format_version", std::vector<std::int32_t>{kCalibrationFileVersion});
  group.text("engine_version", p.engine_version);
  group.text("git_sha1", p.git_sha1);
  group.text("compiler", p.compiler);
  group.text("build_type", p.build_type);
  group.number("seed", file.seed);
  group.text("random_generator", p.random_generator);
  group.text("scenario_path", p.scenario_path);
  group.text("scenario_sha256", p.scenario_sha256);
  group.text("calibration_sha256", file.calibration_sha256);
  write(group, "calibration_yaml", "the calibration, word for word", {},
        std::vector<std::string>{file.calibration_yaml});
  write_scenario_inputs(group, p);
}

hdf5::Image compose(const CalibrationFile& file) {
  hdf5::Writer writer;
  Group root = writer.root();
  root.text("Conventions", "CF-1.8");
  root.text("title", file.title);
  root.text("source", "Ravenstein " + file.provenance.engine_version + ", calibration");
  root.text("method", file.method);
  root.text("ending", file.ending);
  root.number("converged", static_cast<std::int8_t>(file.converged ? 1 : 0));
  Axes axes(root);
  const Dimension parameter = axes.get("parameter", file.parameters.size());
  write_parameters(root, parameter, file);
  write_result(root, axes, parameter, file);
  write_evaluations(root, axes, parameter, file.evaluations);
  write_tables(root, axes, file);
  write_skill(root, file.scores, kCompression);
  write_origin(root, file);
  return writer.finish();
}

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what) {
  throw InputError(InputKind::data, {{{path.string()}, "", what, ""}});
}

/// What `read` takes from the file of a calibration. What HDF5 says of a damaged one speaks of its
/// insides, so it is not told.
template <class Read>
auto read_fit(const std::filesystem::path& path, const Read& read) {
  try {
    const hdf5::Reader file(path);
    if (!file.has("/provenance") || file.text("/provenance", "filetype") != kCalibrationFileType) {
      refuse(path, "is no file of a calibration");
    }
    return read(file);
  } catch (const hdf5::Error&) {
    refuse(path, "is no HDF5 file, or a damaged one");
  }
}

}  // namespace

std::size_t write_calibration(const std::filesystem::path& path, const CalibrationFile& file,
                              bool force) {
  try {
    const hdf5::Image image = compose(file);
    write_atomically(path, image.bytes(), force);
    return image.bytes().size();
  } catch (const hdf5::Error& error) {
    throw WriteError(path, error.what());
  }
}

PosteriorDraws read_posterior(const std::filesystem::path& path) {
  return read_fit(path, [&](const hdf5::Reader& file) {
    PosteriorDraws draws;
    draws.names = file.read<std::string>("/parameter_name");
    draws.units = file.read<std::string>("/parameter_unit");
    if (file.has("/posterior")) {
      draws.values = file.read<double>("/posterior");
      draws.weight = file.read<double>("/posterior_weight");
    } else if (file.has("/optimum")) {
      draws.values = file.read<double>("/optimum");
      draws.weight = {1};
    } else {
      refuse(path, "holds neither posterior draws nor an optimum: its method was " +
                       file.text("/", "method"));
    }
    return draws;
  });
}

FitOrigin read_fit_origin(const std::filesystem::path& path) {
  return read_fit(path, [](const hdf5::Reader& file) {
    FitOrigin origin{file.text("/", "method"), file.text("/", "ending"), "", false};
    const auto yaml = file.read<std::string>("/provenance/calibration_yaml");
    if (!yaml.empty()) origin.calibration_yaml = yaml.front();
    const auto converged = file.numbers<std::int32_t>("/", "converged");
    origin.converged = !converged.empty() && converged.front() != 0;
    return origin;
  });
}

}  // namespace ravenstein::io
