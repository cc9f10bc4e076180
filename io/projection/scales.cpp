// SPDX-License-Identifier: Apache-2.0
#include <hdf5.h>

#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io::hdf5 {
namespace {

Handle simple_space(std::size_t size) {
  const hsize_t extent = size;
  return Handle(check(H5Screate_simple(1, &extent, nullptr), "make a shape"));
}

void write_list(const Handle& object, const char* name, const Handle& type, std::size_t size,
                const void* values) {
  const Handle attribute(check(H5Acreate2(object.get(), name, type.get(), simple_space(size).get(),
                                          H5P_DEFAULT, H5P_DEFAULT),
                               "make attribute", name));
  check(H5Awrite(attribute.get(), type.get(), values), "write attribute", name);
}

hobj_ref_t reference_to(const Handle& object) {
  hobj_ref_t reference{};
  check(H5Rcreate(&reference, object.get(), ".", H5R_OBJECT, -1), "refer to a dataset");
  return reference;
}

}  // namespace

void Scales::attach(const Handle& dataset, const std::vector<Dimension>& dimensions) {
  const hobj_ref_t self = reference_to(dataset);
  std::vector<hobj_ref_t> references(dimensions.size());
  std::vector<hvl_t> lists(dimensions.size());
  for (std::size_t axis = 0; axis < dimensions.size(); ++axis) {
    Scale& scale = scales_.at(dimensions[axis].number);
    references[axis] = reference_to(scale.dataset);
    lists[axis] = {1, &references[axis]};
    scale.references.push_back({self, static_cast<std::int32_t>(axis)});
  }
  const Handle type(check(H5Tvlen_create(H5T_STD_REF_OBJ), "make a type"));
  write_list(dataset, "DIMENSION_LIST", type, lists.size(), lists.data());
}

void Scales::write_references() const {
  static_assert(sizeof(Reference::dataset) == sizeof(hobj_ref_t));
  const Handle type(check(H5Tcreate(H5T_COMPOUND, sizeof(Reference)), "make a type"));
  check(H5Tinsert(type.get(), "dataset", HOFFSET(Reference, dataset), H5T_STD_REF_OBJ),
        "make a type");
  check(H5Tinsert(type.get(), "dimension", HOFFSET(Reference, axis), H5T_NATIVE_INT32),
        "make a type");
  for (const Scale& scale : scales_) {
    if (scale.references.empty()) continue;
    write_list(scale.dataset, "REFERENCE_LIST", type, scale.references.size(),
               scale.references.data());
  }
}

}  // namespace ravenstein::io::hdf5
