// SPDX-License-Identifier: Apache-2.0
#include "io/matrix/matrix_writer.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "io/projection/atomic_file.hpp"
#include "io/projection/hdf5.hpp"

namespace ravenstein::io {
namespace {

using hdf5::check;
using hdf5::Handle;

constexpr unsigned kDeflate = 1;  // the fastest; recommended for OMX

std::size_t rows_at_once(std::size_t columns) {
  constexpr std::size_t kBytes = 16U << 20U;
  return std::max<std::size_t>(1, kBytes / 8 / std::max<std::size_t>(1, columns));
}

/// Asks for blocks of rows of all matrices and hands them on.
template <class Use>
void each_block(const MatrixOutput& output, const FillRows& fill,
                const std::function<void(std::size_t, std::size_t)>& progress, Use use) {
  const std::size_t rows = output.origins.size(), columns = output.destinations.size();
  std::vector<double> values;
  for (std::size_t which = 0; which < output.names.size(); ++which) {
    for (std::size_t first = 0; first < rows; first += rows_at_once(columns)) {
      const std::size_t count = std::min(rows_at_once(columns), rows - first);
      values.resize(count * columns);
      fill(which, first, count, values);
      use(which, first, count, values);
      if (progress) progress(which * rows + first + count, output.names.size() * rows);
    }
  }
}

std::string quoted(const std::string& code) {
  if (code.find_first_of(",\"\n\r") == std::string::npos && !code.starts_with('#')) return code;
  std::string text = "\"";
  for (const char c : code) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + '"';
}

void write_csv(const std::filesystem::path& path, const MatrixOutput& output, const FillRows& fill,
               const std::function<void(std::size_t, std::size_t)>& progress) {
  if (output.names.size() != 1) throw std::logic_error("a CSV file holds one matrix");
  std::ofstream file(path, std::ios::binary);
  file << "origin,destination," << output.names[0] << '\n';
  const std::size_t columns = output.destinations.size();
  each_block(
      output, fill, progress,
      [&](std::size_t, std::size_t first, std::size_t count, std::span<const double> values) {
        for (std::size_t cell = 0; cell < count * columns; ++cell) {
          if (values[cell] == 0) continue;
          file << quoted(output.origins[first + cell / columns]) << ','
               << quoted(output.destinations[cell % columns]) << ','
               << fmt::format("{}\n", values[cell]);
        }
      });
  if (!file.flush()) throw hdf5::Error("no space, or no right to write");
}

Handle text_type(std::size_t width) {
  Handle type(check(H5Tcopy(H5T_C_S1), "make a type"));
  check(H5Tset_size(type.get(), std::max<std::size_t>(width, 1)), "make a type");
  check(H5Tset_strpad(type.get(), H5T_STR_NULLPAD), "make a type");
  return type;
}

void write_text_attribute(hid_t object, const std::string& name, const std::string& text) {
  const Handle type = text_type(text.size());
  const Handle space(check(H5Screate(H5S_SCALAR), "make an attribute"));
  const Handle attribute(
      check(H5Acreate2(object, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT),
            "make attribute", name));
  check(H5Awrite(attribute.get(), type.get(), text.c_str()), "write attribute", name);
}

/// Properties without times, which would make equal runs differ.
Handle dataset_properties() {
  Handle properties(check(H5Pcreate(H5P_DATASET_CREATE), "set up"));
  check(H5Pset_obj_track_times(properties.get(), false), "set up");
  return properties;
}

class Hdf5Output {
 public:
  Hdf5Output(const std::filesystem::path& path, const MatrixOutput& output, bool omx)
      : output_(output), omx_(omx) {
    hdf5::silence();
    file_ = Handle(check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), "make"));
    for (const auto& [name, text] : output.about) write_text_attribute(file_.get(), name, text);
    if (omx) {
      start_omx();
    } else {
      origin_ = write_codes("origin", output.origins);
      destination_ = write_codes("destination", output.destinations);
      check(H5DSset_scale(origin_.get(), "origin"), "make a dimension");
      check(H5DSset_scale(destination_.get(), "destination"), "make a dimension");
    }
    for (const std::string& name : output.names) add_matrix(omx ? "data/" + name : name);
  }

  void write(std::size_t which, std::size_t first, std::size_t count,
             std::span<const double> values) {
    const hsize_t start[2] = {first, 0}, extent[2] = {count, output_.destinations.size()};
    const Handle space(check(H5Dget_space(matrices_[which].get()), "measure"));
    check(H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start, nullptr, extent, nullptr),
          "select rows");
    const Handle memory(check(H5Screate_simple(2, extent, nullptr), "measure"));
    check(H5Dwrite(matrices_[which].get(), H5T_NATIVE_DOUBLE, memory.get(), space.get(),
                   H5P_DEFAULT, values.data()),
          "write", output_.names[which]);
  }

  void finish() {
    matrices_.clear();
    check(H5Fflush(file_.get(), H5F_SCOPE_GLOBAL), "write to the disk");
  }

 private:
  Handle group(const char* name) {
    const Handle properties(check(H5Pcreate(H5P_GROUP_CREATE), "set up"));
    check(H5Pset_obj_track_times(properties.get(), false), "set up");
    return Handle(check(H5Gcreate2(file_.get(), name, H5P_DEFAULT, properties.get(), H5P_DEFAULT),
                        "make", name));
  }

  void start_omx() {
    write_text_attribute(file_.get(), "OMX_VERSION", "0.2");
    const hsize_t two = 2;
    const std::int32_t shape[2] = {static_cast<std::int32_t>(output_.origins.size()),
                                   static_cast<std::int32_t>(output_.destinations.size())};
    const Handle space(check(H5Screate_simple(1, &two, nullptr), "make an attribute"));
    const Handle attribute(check(
        H5Acreate2(file_.get(), "SHAPE", H5T_STD_I32LE, space.get(), H5P_DEFAULT, H5P_DEFAULT),
        "make SHAPE"));
    check(H5Awrite(attribute.get(), H5T_NATIVE_INT32, shape), "write SHAPE");
    group("data");
    group("lookup");
    write_codes("lookup/zone", output_.origins);
  }

  Handle write_codes(const std::string& name, const std::vector<std::string>& codes) {
    std::size_t width = 1;
    for (const std::string& code : codes) width = std::max(width, code.size());
    std::vector<char> text(width * codes.size(), '\0');
    for (std::size_t k = 0; k < codes.size(); ++k) {
      std::copy(codes[k].begin(), codes[k].end(),
                text.begin() + static_cast<std::ptrdiff_t>(k * width));
    }
    const Handle type = text_type(width);
    const hsize_t count = codes.size();
    const Handle space(check(H5Screate_simple(1, &count, nullptr), "make", name));
    Handle dataset(check(H5Dcreate2(file_.get(), name.c_str(), type.get(), space.get(), H5P_DEFAULT,
                                    dataset_properties().get(), H5P_DEFAULT),
                         "make", name));
    check(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()), "write",
          name);
    return dataset;
  }

  void add_matrix(const std::string& name) {
    const hsize_t extent[2] = {output_.origins.size(), output_.destinations.size()};
    const hsize_t chunk[2] = {std::min<hsize_t>(extent[0], 16), extent[1]};
    const Handle properties = dataset_properties();
    check(H5Pset_chunk(properties.get(), 2, chunk), "set up", name);
    check(H5Pset_shuffle(properties.get()), "set up", name);
    check(H5Pset_deflate(properties.get(), kDeflate), "set up", name);
    const Handle space(check(H5Screate_simple(2, extent, nullptr), "make", name));
    const hid_t type = output_.whole_numbers ? H5T_STD_I64LE : H5T_IEEE_F64LE;
    matrices_.emplace_back(check(H5Dcreate2(file_.get(), name.c_str(), type, space.get(),
                                            H5P_DEFAULT, properties.get(), H5P_DEFAULT),
                                 "make", name));
    if (omx_) return;
    check(H5DSattach_scale(matrices_.back().get(), origin_.get(), 0), "attach origins");
    check(H5DSattach_scale(matrices_.back().get(), destination_.get(), 1), "attach destinations");
  }

  const MatrixOutput& output_;
  bool omx_;
  Handle file_, origin_, destination_;
  std::vector<Handle> matrices_;
};

}  // namespace

bool can_write_matrices(const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".omx" || ending == ".h5" || ending == ".csv";
}

void write_matrices(const std::filesystem::path& path, const MatrixOutput& output,
                    const FillRows& fill, bool force,
                    const std::function<void(std::size_t, std::size_t)>& progress) {
  if (!can_write_matrices(path)) throw std::logic_error("matrices cannot be written so");
  write_atomically(path, force, [&](const std::filesystem::path& temporary) {
    try {
      if (path.extension() == ".csv") return write_csv(temporary, output, fill, progress);
      Hdf5Output file(temporary, output, path.extension() == ".omx");
      each_block(output, fill, progress,
                 [&](std::size_t which, std::size_t first, std::size_t count,
                     std::span<const double> values) { file.write(which, first, count, values); });
      file.finish();
    } catch (const hdf5::Error& error) {
      throw WriteError(path, error.what());
    }
  });
}

}  // namespace ravenstein::io
