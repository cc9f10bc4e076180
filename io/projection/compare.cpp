// SPDX-License-Identifier: Apache-2.0
#include "io/projection/compare.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <array>
#include <cstring>
#include <vector>

#include "io/projection/hdf5.hpp"
#include "io/projection/open.hpp"

namespace ravenstein::io {
namespace {

using hdf5::check;
using hdf5::Handle;
using Difference = std::optional<std::string>;

/// Names in the order of creation.
std::vector<std::string> members(const Handle& group) {
  H5G_info_t info{};
  check(H5Gget_info(group.get(), &info), "list a group");
  std::vector<std::string> names;
  for (hsize_t n = 0; n < info.nlinks; ++n) {
    std::array<char, 512> name{};
    check(H5Lget_name_by_idx(group.get(), ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, n, name.data(),
                             name.size(), H5P_DEFAULT),
          "list a group");
    names.emplace_back(name.data());
  }
  return names;
}

std::vector<std::string> attributes(const Handle& object) {
  H5O_info_t info{};
  check(H5Oget_info2(object.get(), &info, H5O_INFO_NUM_ATTRS), "list attributes");
  std::vector<std::string> names;
  for (hsize_t n = 0; n < info.num_attrs; ++n) {
    std::array<char, 512> name{};
    check(H5Aget_name_by_idx(object.get(), ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, n, name.data(),
                             name.size(), H5P_DEFAULT),
          "list attributes");
    names.emplace_back(name.data());
  }
  return names;
}

/// The bytes of `count` values; texts one after the other, each with its end.
template <class Read>
std::string bytes_of(const Handle& type, const Handle& space, Read read) {
  const auto count =
      static_cast<std::size_t>(check(H5Sget_simple_extent_npoints(space.get()), "measure a value"));
  std::string bytes(count * H5Tget_size(type.get()), '\0');
  if (count == 0) return bytes;
  check(read(bytes.data()), "read a value");
  if (H5Tis_variable_str(type.get()) <= 0) return bytes;
  std::vector<char*> pointers(count);
  std::memcpy(pointers.data(), bytes.data(), bytes.size());
  std::string texts;
  for (const char* pointer : pointers) {
    texts.append(pointer == nullptr ? "" : pointer).push_back('\0');
  }
  H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, bytes.data());
  return texts;
}

bool same_shape(const Handle& a, const Handle& b) { return H5Sextent_equal(a.get(), b.get()) > 0; }

Difference differ(const std::string& where, const std::string& what) { return where + ": " + what; }

Difference compare_attribute(const Handle& a, const Handle& b, const std::string& name,
                             const std::string& where) {
  const Handle in_a(check(H5Aopen(a.get(), name.c_str(), H5P_DEFAULT), "open attribute", name));
  const Handle in_b(check(H5Aopen(b.get(), name.c_str(), H5P_DEFAULT), "open attribute", name));
  const Handle type_a(check(H5Aget_type(in_a.get()), "read attribute", name));
  const Handle type_b(check(H5Aget_type(in_b.get()), "read attribute", name));
  if (H5Tequal(type_a.get(), type_b.get()) <= 0) {
    const H5T_class_t kind = H5Tget_class(type_a.get());
    const bool texts = kind == H5T_STRING && H5Tget_class(type_b.get()) == kind;
    return differ(where, (texts ? "another value of @" : "another type of @") + name);
  }
  const Handle space_a(check(H5Aget_space(in_a.get()), "measure attribute", name));
  const Handle space_b(check(H5Aget_space(in_b.get()), "measure attribute", name));
  if (!same_shape(space_a, space_b)) return differ(where, "another length of @" + name);
  // References are addresses in the file; which scales are attached is compared by name.
  if (name == "DIMENSION_LIST" || name == "REFERENCE_LIST") return {};
  const auto read = [&](const Handle& attribute) {
    return bytes_of(type_a, space_a,
                    [&](void* to) { return H5Aread(attribute.get(), type_a.get(), to); });
  };
  if (read(in_a) != read(in_b)) return differ(where, "another value of @" + name);
  return {};
}

Difference compare_attributes(const Handle& a, const Handle& b, const std::string& where) {
  const std::vector<std::string> names = attributes(a);
  if (names != attributes(b)) return differ(where, "other attributes");
  for (const std::string& name : names) {
    if (Difference difference = compare_attribute(a, b, name, where)) return difference;
  }
  return {};
}

/// Values row by row of the first axis (a few MiB at once), so that large tables fit.
Difference compare_values(const Handle& a, const Handle& b, const Handle& type, const Handle& space,
                          const std::string& where) {
  const int rank = H5Sget_simple_extent_ndims(space.get());
  std::vector<hsize_t> extent(static_cast<std::size_t>(std::max(0, rank)));
  if (rank > 0) H5Sget_simple_extent_dims(space.get(), extent.data(), nullptr);
  const hsize_t rows = rank > 0 ? extent[0] : 1;
  hsize_t row_bytes = H5Tget_size(type.get());
  for (std::size_t axis = 1; axis < extent.size(); ++axis) row_bytes *= extent[axis];
  const hsize_t at_once = std::max<hsize_t>(1, (8 << 20) / std::max<hsize_t>(1, row_bytes));
  for (hsize_t row = 0; row < rows; row += at_once) {
    Handle part(space);
    if (rank > 0) {
      extent[0] = std::min(at_once, rows - row);
      std::vector<hsize_t> start(extent.size(), 0);
      start[0] = row;
      check(H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start.data(), nullptr, extent.data(),
                                nullptr),
            "select rows of", where);
      part = Handle(check(H5Screate_simple(rank, extent.data(), nullptr), "select rows"));
    }
    const auto read = [&](const Handle& dataset) {
      return bytes_of(type, part, [&](void* to) {
        return H5Dread(dataset.get(), type.get(), part.get(), space.get(), H5P_DEFAULT, to);
      });
    };
    if (read(a) != read(b)) return differ(where, "other values from row " + std::to_string(row));
  }
  return {};
}

Difference compare_datasets(const Handle& a, const Handle& b, const std::string& where) {
  const Handle type_a(check(H5Dget_type(a.get()), "read the type of", where));
  const Handle type_b(check(H5Dget_type(b.get()), "read the type of", where));
  if (H5Tequal(type_a.get(), type_b.get()) <= 0) return differ(where, "another type");
  const Handle space_a(check(H5Dget_space(a.get()), "measure", where));
  const Handle space_b(check(H5Dget_space(b.get()), "measure", where));
  if (!same_shape(space_a, space_b)) return differ(where, "another shape");
  return compare_values(a, b, type_a, space_a, where);
}

Difference compare_objects(const Handle& a, const Handle& b, const std::string& where);

Difference compare_groups(const Handle& a, const Handle& b, const std::string& where) {
  const std::vector<std::string> names = members(a);
  if (names != members(b)) return differ(where, "other members");
  for (const std::string& name : names) {
    std::string path = where;
    if (path != "/") path += '/';
    path += name;
    if (path == "/provenance") continue;
    const Handle in_a(check(H5Oopen(a.get(), name.c_str(), H5P_DEFAULT), "open", path));
    const Handle in_b(check(H5Oopen(b.get(), name.c_str(), H5P_DEFAULT), "open", path));
    if (Difference difference = compare_objects(in_a, in_b, path)) return difference;
  }
  return {};
}

Difference compare_objects(const Handle& a, const Handle& b, const std::string& where) {
  const H5I_type_t kind = H5Iget_type(a.get());
  if (kind != H5Iget_type(b.get())) return differ(where, "another kind of object");
  if (Difference difference = compare_attributes(a, b, where)) return difference;
  if (kind == H5I_GROUP) return compare_groups(a, b, where);
  if (kind == H5I_DATASET) return compare_datasets(a, b, where);
  return {};
}

Difference compare_dimensions(const hdf5::Reader& a, const hdf5::Reader& b) {
  const std::vector<hdf5::VariableInfo> in_a = a.variables();
  const std::vector<hdf5::VariableInfo> in_b = b.variables();
  for (std::size_t n = 0; n < in_a.size() && n < in_b.size(); ++n) {
    if (in_a[n].path.starts_with("/provenance/")) continue;
    if (in_a[n].dimensions != in_b[n].dimensions) return differ(in_a[n].path, "other dimensions");
  }
  return {};
}

}  // namespace

std::optional<std::string> dataset_difference(const std::filesystem::path& a,
                                              const std::filesystem::path& b) {
  return with_projection(a, [&](const hdf5::Reader& file_a) {
    return with_projection(b, [&](const hdf5::Reader& file_b) {
      const Handle root_a(check(H5Gopen2(file_a.id(), "/", H5P_DEFAULT), "open /"));
      const Handle root_b(check(H5Gopen2(file_b.id(), "/", H5P_DEFAULT), "open /"));
      Difference difference = compare_objects(root_a, root_b, "/");
      return difference ? difference : compare_dimensions(file_a, file_b);
    });
  });
}

}  // namespace ravenstein::io
