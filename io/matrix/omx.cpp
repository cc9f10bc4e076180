// SPDX-License-Identifier: Apache-2.0
#include "io/matrix/omx.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include "io/projection/hdf5.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

using hdf5::check;
using hdf5::Handle;

class Validator {
 public:
  Validator(const std::filesystem::path& path, OmxUse use)
      : name_(path.string()), file_(path), use_(use) {}

  std::vector<Problem> run() {
    check_version();
    check_shape();
    const bool data = file_.has("/data");
    if (!data) tell("there is no group /data");
    bool matrices = false;
    for (const hdf5::VariableInfo& variable : file_.variables()) {
      const Handle dataset(
          check(H5Dopen2(file_.id(), variable.path.c_str(), H5P_DEFAULT), "open", variable.path));
      if (H5DSis_scale(dataset.get()) > 0) {
        tell(fmt::format("{} is a dimension scale, which OMX readers break at", variable.path));
      }
      if (variable.path.starts_with("/data/")) {
        matrices = true;
        check_matrix(variable, dataset);
      } else if (variable.path.starts_with("/lookup/")) {
        check_lookup(variable, dataset);
      }
    }
    if (data && !matrices) tell("/data holds no matrix");
    return std::move(problems_);
  }

 private:
  void tell(std::string message) { problems_.push_back(file_problem(name_, std::move(message))); }

  void check_version() {
    if (!file_.has_attribute("/", "OMX_VERSION")) {
      tell("not OMX: the attribute OMX_VERSION is missing");
      return;
    }
    const Handle attribute(check(
        H5Aopen_by_name(file_.id(), "/", "OMX_VERSION", H5P_DEFAULT, H5P_DEFAULT), "open version"));
    const Handle type(check(H5Aget_type(attribute.get()), "read version"));
    if (H5Tget_class(type.get()) != H5T_STRING || H5Tis_variable_str(type.get()) > 0 ||
        H5Tget_cset(type.get()) != H5T_CSET_ASCII) {
      tell("OMX_VERSION is not ASCII text of fixed length");
      return;
    }
    std::string version(H5Tget_size(type.get()), '\0');
    check(H5Aread(attribute.get(), type.get(), version.data()), "read version");
    if (const std::string_view found = trimmed(version.c_str()); found != "0.2") {
      tell(fmt::format("expected OMX_VERSION 0.2, found {}", in_quotes(found)));
    }
  }

  void check_shape() {
    if (!file_.has_attribute("/", "SHAPE")) {
      tell("the attribute SHAPE is missing");
      return;
    }
    shape_ = file_.numbers<std::int64_t>("/", "SHAPE");
    if (shape_.size() != 2) tell(fmt::format("SHAPE has {} numbers, expected 2", shape_.size()));
  }

  void check_matrix(const hdf5::VariableInfo& variable, const Handle& dataset) {
    if (shape_.size() == 2 &&
        variable.shape != std::vector<std::size_t>{static_cast<std::size_t>(shape_[0]),
                                                   static_cast<std::size_t>(shape_[1])}) {
      tell(fmt::format("{} has not the shape {} x {} that SHAPE says", variable.path, shape_[0],
                       shape_[1]));
    }
    if (variable.type != "float64" && variable.type != "float32" && variable.type != "int64" &&
        variable.type != "int32") {
      tell(fmt::format("{} is of type {}, expected float64, float32 or whole numbers",
                       variable.path, variable.type));
    }
    if (use_ == OmxUse::reading) return;
    const Handle creation(check(H5Dget_create_plist(dataset.get()), "open", variable.path));
    if (H5Pget_layout(creation.get()) != H5D_CHUNKED) {
      tell(fmt::format("{} is not chunked, so PyTables does not see it", variable.path));
    }
  }

  void check_lookup(const hdf5::VariableInfo& variable, const Handle& dataset) {
    const auto side = [&](std::size_t length) {
      return shape_.size() == 2 && (static_cast<std::int64_t>(length) == shape_[0] ||
                                    static_cast<std::int64_t>(length) == shape_[1]);
    };
    if (variable.shape.size() != 1 || !side(variable.shape[0])) {
      tell(fmt::format("{} is not as long as a side of the matrices", variable.path));
    }
    const Handle type(check(H5Dget_type(dataset.get()), "open", variable.path));
    const H5T_class_t kind = H5Tget_class(type.get());
    const bool fixed_text = kind == H5T_STRING && H5Tis_variable_str(type.get()) == 0;
    if (kind != H5T_INTEGER && !fixed_text) {
      tell(fmt::format("{} holds neither whole numbers nor texts of fixed length", variable.path));
    }
  }

  std::string name_;
  hdf5::Reader file_;
  OmxUse use_;
  std::vector<std::int64_t> shape_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> omx_problems(const std::filesystem::path& path, OmxUse use) {
  return Validator(path, use).run();
}

}  // namespace ravenstein::io
