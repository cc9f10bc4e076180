// SPDX-License-Identifier: Apache-2.0
#include "io/projection/hdf5.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <array>
#include <cstdlib>
#include <cstring>

namespace ravenstein::io::hdf5 {

static_assert(std::is_same_v<Id, hid_t>);

namespace {

herr_t take_description(unsigned, const H5E_error2_t* error, void* text) {
  if (error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
  return 1;  // the innermost one is enough
}

Handle opened(Id id, std::string_view doing, std::string_view name) {
  return Handle(check(id, doing, name));
}

std::size_t elements(const Handle& space, std::string_view name) {
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  return static_cast<std::size_t>(check(count, "measure", name));
}

std::vector<std::string> take_texts(const std::vector<char*>& pointers) {
  std::vector<std::string> texts;
  texts.reserve(pointers.size());
  for (const char* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
  return texts;
}

/// Fails unless `type` is variable-length text: HDF5 would otherwise leave wild pointers.
void require_text(const Handle& type, std::string_view name) {
  if (H5Tis_variable_str(type.get()) <= 0) {
    throw Error("read \"" + std::string(name) + "\": not text");
  }
}

std::string type_name(Id type) {
  const H5T_class_t kind = H5Tget_class(type);
  const std::string bits = std::to_string(8 * H5Tget_size(type));
  if (kind == H5T_INTEGER) return (H5Tget_sign(type) == H5T_SGN_NONE ? "uint" : "int") + bits;
  if (kind == H5T_FLOAT) return "float" + bits;
  if (kind == H5T_STRING) return "string";
  return "other";
}

herr_t take_scale_name(hid_t, unsigned, hid_t scale, void* name) {
  std::array<char, 256> buffer{};
  const ssize_t length = H5Iget_name(scale, buffer.data(), buffer.size());
  if (length > 0) {
    const std::string path(buffer.data());
    *static_cast<std::string*>(name) = path.substr(path.rfind('/') + 1);
  }
  return 1;
}

bool is_dimension_only(Id dataset) {
  constexpr std::string_view kMark = "This is a netCDF dimension but not a netCDF variable.";
  std::array<char, 128> buffer{};
  return H5DSis_scale(dataset) > 0 &&
         H5DSget_scale_name(dataset, buffer.data(), buffer.size()) > 0 &&
         std::string_view(buffer.data()).starts_with(kMark);
}

VariableInfo describe(Id dataset, std::string path) {
  VariableInfo info{std::move(path), {}, {}, {}, is_dimension_only(dataset)};
  const Handle type = opened(H5Dget_type(dataset), "read the type of", info.path);
  const Handle space = opened(H5Dget_space(dataset), "measure", info.path);
  info.type = type_name(type.get());
  std::vector<hsize_t> extent(
      static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.get()))));
  if (!extent.empty()) H5Sget_simple_extent_dims(space.get(), extent.data(), nullptr);
  info.shape.assign(extent.begin(), extent.end());
  const bool is_scale = H5DSis_scale(dataset) > 0;
  for (unsigned axis = 0; axis < extent.size(); ++axis) {
    std::string name;
    if (is_scale) {
      name = info.path.substr(info.path.rfind('/') + 1);
    } else {
      H5DSiterate_scales(dataset, axis, nullptr, take_scale_name, &name);
    }
    info.dimensions.push_back(name);
  }
  return info;
}

void list(Id group, const std::string& prefix, std::vector<VariableInfo>& found) {
  H5G_info_t info{};
  check(H5Gget_info(group, &info), "list the members of", prefix);
  // Files of others need not know the order of creation; names are in order in all.
  std::array<char, 512> first{};
  const bool ordered =
      info.nlinks > 0 && H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, 0,
                                            first.data(), first.size(), H5P_DEFAULT) >= 0;
  for (hsize_t n = 0; n < info.nlinks; ++n) {
    std::array<char, 512> name{};
    check(H5Lget_name_by_idx(group, ".", ordered ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME, H5_ITER_INC,
                             n, name.data(), name.size(), H5P_DEFAULT),
          "list the members of", prefix);
    const Handle object = opened(H5Oopen(group, name.data(), H5P_DEFAULT), "open", name.data());
    const std::string path = prefix + name.data();
    const H5I_type_t kind = H5Iget_type(object.get());
    if (kind == H5I_GROUP) list(object.get(), path + '/', found);
    if (kind == H5I_DATASET) found.push_back(describe(object.get(), path));
  }
}

}  // namespace

void fail(std::string_view doing) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_description, &reason);
  H5Eclear2(H5E_DEFAULT);
  constexpr std::string_view kNumber = "errno = ";  // the rest is for those who mend HDF5
  if (const auto at = reason.find(kNumber); at != std::string::npos) {
    reason = std::strerror(std::atoi(reason.c_str() + at + kNumber.size()));
  }
  throw Error(std::string(doing) + (reason.empty() ? "" : ": " + reason));
}

void silence() {
  // Where a file could not be written (no space), HDF5 1.10 crashes when it tidies up at the end of
  // the program. What we open we close.
  static const bool once = (H5dont_atexit(), true);
  (void)once;
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Handle::Handle(const Handle& other) : id_(other.id_) {
  if (id_ >= 0) H5Iinc_ref(id_);
}

Handle::~Handle() {
  if (id_ >= 0) H5Idec_ref(id_);
}

std::size_t size_of(Type type) {
  switch (type) {
    case Type::int8:
    case Type::uint8:
      return 1;
    case Type::int32:
      return 4;
    default:
      return 8;
  }
}

namespace {

Handle text_type() {
  Handle type(check(H5Tcopy(H5T_C_S1), "make a type"));
  check(H5Tset_size(type.get(), H5T_VARIABLE), "make a type");
  check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "make a type");
  return type;
}

}  // namespace

Handle file_type(Type type) {
  if (type == Type::text) return text_type();
  constexpr auto copy = [](Id id) { return Handle(check(H5Tcopy(id), "make a type")); };
  switch (type) {
    case Type::int8:
      return copy(H5T_STD_I8LE);
    case Type::uint8:
      return copy(H5T_STD_U8LE);
    case Type::int32:
      return copy(H5T_STD_I32LE);
    case Type::int64:
      return copy(H5T_STD_I64LE);
    case Type::uint64:
      return copy(H5T_STD_U64LE);
    default:
      return copy(H5T_IEEE_F64LE);
  }
}

Handle memory_type(Type type) {
  if (type == Type::text) return text_type();
  constexpr auto copy = [](Id id) { return Handle(check(H5Tcopy(id), "make a type")); };
  switch (type) {
    case Type::int8:
      return copy(H5T_NATIVE_INT8);
    case Type::uint8:
      return copy(H5T_NATIVE_UINT8);
    case Type::int32:
      return copy(H5T_NATIVE_INT32);
    case Type::int64:
      return copy(H5T_NATIVE_INT64);
    case Type::uint64:
      return copy(H5T_NATIVE_UINT64);
    default:
      return copy(H5T_NATIVE_DOUBLE);
  }
}

Handle transfer() {
  constexpr std::size_t kBuffer = 32 * 1024;
  Handle properties(check(H5Pcreate(H5P_DATASET_XFER), "set up a transfer"));
  check(H5Pset_buffer(properties.get(), kBuffer, nullptr, nullptr), "set up a transfer");
  return properties;
}

Reader::Reader(const std::filesystem::path& path) {
  silence();
  const Handle access(check(H5Pcreate(H5P_FILE_ACCESS), "open"));
  // Shared file systems often cannot lock, and a finished projection does not change any more.
  check(H5Pset_file_locking(access.get(), false, true), "open");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "open");
  file_ = Handle(check(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), "open"));
}

bool Reader::has(const std::string& path) const {
  // Each step has to be asked for: H5Lexists fails when an earlier one is missing.
  for (std::size_t end = path.find('/', 1); end != std::string::npos;
       end = path.find('/', end + 1)) {
    if (H5Lexists(id(), path.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
  }
  return H5Lexists(id(), path.c_str(), H5P_DEFAULT) > 0;
}

bool Reader::has_attribute(const std::string& object, const std::string& name) const {
  return H5Aexists_by_name(id(), object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::size_t> Reader::shape(const std::string& path) const {
  const Handle dataset = opened(H5Dopen2(id(), path.c_str(), H5P_DEFAULT), "open", path);
  const Handle space = opened(H5Dget_space(dataset.get()), "measure", path);
  const int rank = check(H5Sget_simple_extent_ndims(space.get()), "measure", path);
  std::vector<hsize_t> extent(static_cast<std::size_t>(rank));
  if (rank > 0) {
    check(H5Sget_simple_extent_dims(space.get(), extent.data(), nullptr), "measure", path);
  }
  return {extent.begin(), extent.end()};
}

std::size_t Reader::count(const std::string& path) const {
  const Handle dataset = opened(H5Dopen2(id(), path.c_str(), H5P_DEFAULT), "open", path);
  return elements(opened(H5Dget_space(dataset.get()), "measure", path), path);
}

void Reader::read_into(const std::string& path, Type type, void* values) const {
  const Handle dataset = opened(H5Dopen2(id(), path.c_str(), H5P_DEFAULT), "open", path);
  check(H5Dread(dataset.get(), memory_type(type).get(), H5S_ALL, H5S_ALL, transfer().get(), values),
        "read", path);
}

std::size_t Reader::row_size(const std::string& path) const {
  std::size_t size = 1;
  const std::vector<std::size_t> extent = shape(path);
  for (std::size_t axis = 1; axis < extent.size(); ++axis) size *= extent[axis];
  return size;
}

void Reader::rows_into(const std::string& path, Type type, std::size_t first, std::size_t rows,
                       void* values) const {
  const std::vector<std::size_t> all = shape(path);
  std::vector<hsize_t> start(all.size(), 0);
  std::vector<hsize_t> extent(all.begin(), all.end());
  start.at(0) = first;
  extent.at(0) = rows;
  const Handle dataset = opened(H5Dopen2(id(), path.c_str(), H5P_DEFAULT), "open", path);
  const Handle source = opened(H5Dget_space(dataset.get()), "measure", path);
  check(H5Sselect_hyperslab(source.get(), H5S_SELECT_SET, start.data(), nullptr, extent.data(),
                            nullptr),
        "select rows of", path);
  const Handle target = opened(
      H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr), "measure", path);
  check(H5Dread(dataset.get(), memory_type(type).get(), target.get(), source.get(),
                transfer().get(), values),
        "read", path);
}

std::vector<std::string> Reader::read_texts(const std::string& path) const {
  const Handle dataset = opened(H5Dopen2(id(), path.c_str(), H5P_DEFAULT), "open", path);
  require_text(opened(H5Dget_type(dataset.get()), "read", path), path);
  const Handle space = opened(H5Dget_space(dataset.get()), "measure", path);
  std::vector<char*> pointers(elements(space, path), nullptr);
  const Handle type = memory_type(Type::text);
  check(H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, transfer().get(), pointers.data()),
        "read", path);
  std::vector<std::string> texts = take_texts(pointers);
  H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, pointers.data());
  return texts;
}

namespace {

Handle open_attribute(Id file, const std::string& object, const std::string& name) {
  return opened(H5Aopen_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                "open attribute", name);
}

}  // namespace

std::size_t Reader::attribute_count(const std::string& object, const std::string& name) const {
  const Handle attribute = open_attribute(id(), object, name);
  return elements(opened(H5Aget_space(attribute.get()), "measure", name), name);
}

void Reader::attribute_into(const std::string& object, const std::string& name, Type type,
                            void* values) const {
  const Handle attribute = open_attribute(id(), object, name);
  check(H5Aread(attribute.get(), memory_type(type).get(), values), "read attribute", name);
}

std::string Reader::text(const std::string& object, const std::string& name) const {
  if (!has_attribute(object, name)) return "";
  const Handle attribute = open_attribute(id(), object, name);
  const Handle type = opened(H5Aget_type(attribute.get()), "read attribute", name);
  const bool fixed = H5Tget_class(type.get()) == H5T_STRING && H5Tis_variable_str(type.get()) == 0;
  if (!fixed || attribute_count(object, name) != 1) {
    throw Error("read attribute \"" + name + "\": not a text of fixed length");
  }
  std::string value(H5Tget_size(type.get()), '\0');
  check(H5Aread(attribute.get(), type.get(), value.data()), "read attribute", name);
  return value.substr(0, value.find('\0'));
}

std::vector<VariableInfo> Reader::variables() const {
  std::vector<VariableInfo> found;
  const Handle root = opened(H5Gopen2(id(), "/", H5P_DEFAULT), "open", "/");
  list(root.get(), "/", found);
  return found;
}

}  // namespace ravenstein::io::hdf5
