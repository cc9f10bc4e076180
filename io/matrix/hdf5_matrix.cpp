// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "io/matrix/omx.hpp"
#include "io/matrix/zone_matrix.hpp"
#include "io/projection/hdf5.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

using hdf5::check;
using hdf5::Handle;

/// Texts of any kind (fixed or variable length), or whole numbers as texts.
std::vector<std::string> read_codes(const hdf5::Reader& file, const std::string& path) {
  const Handle dataset(check(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), "open", path));
  const Handle type(check(H5Dget_type(dataset.get()), "read", path));
  std::vector<std::string> codes;
  if (H5Tget_class(type.get()) != H5T_STRING) {
    for (const std::int64_t number : file.read<std::int64_t>(path)) {
      codes.push_back(std::to_string(number));
    }
    return codes;
  }
  if (H5Tis_variable_str(type.get()) > 0) return file.read<std::string>(path);
  const std::size_t width = H5Tget_size(type.get());
  const std::vector<std::size_t> shape = file.shape(path);
  std::vector<char> text(width * (shape.empty() ? 1 : shape[0]));
  check(H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()), "read",
        path);
  for (std::size_t at = 0; at < text.size(); at += width) {
    const std::string_view padded(text.data() + at, width);
    codes.emplace_back(trimmed(padded.substr(0, padded.find('\0'))));
  }
  return codes;
}

/// Names of the datasets directly in a group.
std::vector<std::string> datasets_in(const hdf5::Reader& file, const std::string& group) {
  std::vector<std::string> names;
  for (const hdf5::VariableInfo& variable : file.variables()) {
    if (variable.path.starts_with(group) &&
        variable.path.find('/', group.size()) == std::string::npos) {
      names.push_back(variable.path.substr(group.size()));
    }
  }
  return names;
}

class Hdf5Matrix {
 public:
  Hdf5Matrix(const std::filesystem::path& path, const MatrixRequest& request, Problems& problems)
      : path_(path), request_(request), problems_(problems), file_(path) {
    matrix_.file = path.string();
  }

  ZoneMatrix omx() {
    for (Problem& problem : omx_problems(path_, OmxUse::reading))
      problems_.add(std::move(problem), InputKind::data);
    if (!problems_.empty()) return std::move(matrix_);
    const std::string name = choose(datasets_in(file_, "/data/"), request_.name, "matrix");
    const std::string lookup = choose(datasets_in(file_, "/lookup/"), request_.lookup, "lookup");
    if (name.empty() || lookup.empty()) return std::move(matrix_);
    matrix_.origins = matrix_.destinations = read_codes(file_, "/lookup/" + lookup);
    const std::vector<std::size_t> shape = file_.shape("/data/" + name);
    if (shape[0] != shape[1] || matrix_.origins.size() != shape[0]) {
      tell(
          fmt::format("expected a square matrix with as many zones as the lookup {} has ({}), "
                      "found {} x {}",
                      lookup, matrix_.origins.size(), shape[0], shape[1]));
      return std::move(matrix_);
    }
    if (all_different(matrix_.origins, "lookup " + lookup)) take_values("/data/" + name);
    return std::move(matrix_);
  }

  ZoneMatrix ours() {
    std::vector<std::string> matrices;
    for (const hdf5::VariableInfo& variable : file_.variables()) {
      if (variable.shape.size() == 2) matrices.push_back(variable.path.substr(1));
    }
    if (!file_.has("/origin") || !file_.has("/destination")) {
      tell("expected the variables origin and destination with the codes of zones");
      return std::move(matrix_);
    }
    const std::string name = choose(matrices, request_.name, "variable");
    if (name.empty()) return std::move(matrix_);
    matrix_.origins = read_codes(file_, "/origin");
    matrix_.destinations = read_codes(file_, "/destination");
    if (file_.shape("/" + name) !=
        std::vector<std::size_t>{matrix_.origins.size(), matrix_.destinations.size()}) {
      tell(fmt::format("{} has not the shape of origin x destination", name));
      return std::move(matrix_);
    }
    const bool different = all_different(matrix_.origins, "origin");
    if (all_different(matrix_.destinations, "destination") && different) take_values("/" + name);
    return std::move(matrix_);
  }

 private:
  void tell(std::string message, std::string hint = {}) {
    problems_.add(file_problem(matrix_.file, std::move(message), std::move(hint)), InputKind::data);
  }

  std::string choose(const std::vector<std::string>& there, const std::string& wanted,
                     const char* what) {
    if (there.empty()) {
      tell(fmt::format("there is no {}", what),
           std::string_view(what) == "lookup" ? "it must name the zones of rows and columns" : "");
      return {};
    }
    if (wanted.empty() && there.size() == 1) return there[0];
    if (std::find(there.begin(), there.end(), wanted) != there.end()) return wanted;
    tell(wanted.empty() ? fmt::format("which {}? there are {}", what, listed(there))
                        : fmt::format("{} {} is missing, found: {}", what, wanted, listed(there)),
         did_you_mean(wanted, there));
    return {};
  }

  bool all_different(const std::vector<std::string>& codes, const std::string& where) {
    std::map<std::string, std::size_t> times;
    for (const std::string& code : codes) ++times[code];
    const std::size_t before = problems_.size();
    for (const auto& [code, count] : times) {
      if (count > 1) tell(fmt::format("{}: zone {} is there {} times", where, code, count));
    }
    return problems_.size() == before;
  }

  void take_values(const std::string& path) {
    matrix_.value = file_.read<double>(path);
    const std::size_t columns = matrix_.destinations.size();
    std::size_t told = 0;
    for (std::size_t cell = 0; cell < matrix_.value.size(); ++cell) {
      const double value = matrix_.value[cell];
      if (value < 0 && ++told <= 20) {
        tell(fmt::format("{}: {} to {}: expected 0 or more, found {}", path,
                         matrix_.origins[cell / columns], matrix_.destinations[cell % columns],
                         value));
      }
      if (!std::isnan(value) && value != std::floor(value)) ++matrix_.fractional;
    }
  }

  const std::filesystem::path& path_;
  const MatrixRequest& request_;
  Problems& problems_;
  hdf5::Reader file_;
  ZoneMatrix matrix_;
};

template <class Read>
ZoneMatrix guarded(const std::filesystem::path& path, Problems& problems, Read read) {
  try {
    return read();
  } catch (const hdf5::Error& error) {
    problems.add(file_problem(path.string(), fmt::format("cannot be read: {}", error.what())),
                 InputKind::data);
    return {path.string(), {}, {}, {}, {}, 0, false, {}};
  }
}

}  // namespace

ZoneMatrix read_omx_matrix(const std::filesystem::path& path, const MatrixRequest& request,
                           Problems& problems) {
  return guarded(path, problems, [&] { return Hdf5Matrix(path, request, problems).omx(); });
}

ZoneMatrix read_hdf5_matrix(const std::filesystem::path& path, const MatrixRequest& request,
                            Problems& problems) {
  return guarded(path, problems, [&] { return Hdf5Matrix(path, request, problems).ours(); });
}

}  // namespace ravenstein::io
