// SPDX-License-Identifier: Apache-2.0
#include "io/projection/netcdf_writer.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <utility>

namespace ravenstein::io::hdf5 {
namespace {

constexpr unsigned kOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

/// What groups and datasets share: attributes in order, in the object's header (dense storage
/// costs kilobytes each and some readers lack it), no times.
Handle creation_properties(Id kind) {
  Handle properties(check(H5Pcreate(kind), "make properties"));
  check(H5Pset_attr_creation_order(properties.get(), kOrder), "keep the order of attributes");
  check(H5Pset_attr_phase_change(properties.get(), 200, 100), "keep attributes in the header");
  check(H5Pset_obj_track_times(properties.get(), false), "leave out times");
  return properties;
}

Handle space_of(const std::vector<hsize_t>& extent) {
  if (extent.empty()) return Handle(check(H5Screate(H5S_SCALAR), "make a shape"));
  return Handle(check(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr),
                      "make a shape"));
}

/// Whole variable if small; else the last dimensions halved until a chunk fits: long runs of the
/// first dimension (time) stay together, as series are what most readers want.
std::vector<hsize_t> chosen_chunk(const std::vector<hsize_t>& extent, std::size_t cell_bytes) {
  std::vector<hsize_t> chunk = extent;
  const auto bytes = [&] {
    return std::accumulate(chunk.begin(), chunk.end(), hsize_t{cell_bytes}, std::multiplies<>());
  };
  constexpr hsize_t kZones = 256;
  for (std::size_t axis = 1; axis < chunk.size(); ++axis) {
    chunk[axis] = std::min(chunk[axis], kZones);
  }
  while (bytes() > kChunkBytes && chunk.back() > 16) chunk.back() = (chunk.back() + 1) / 2;
  while (bytes() > kChunkBytes && chunk.front() > 1) chunk.front() = (chunk.front() + 1) / 2;
  return chunk;
}

void set_storage(const Handle& properties, const std::vector<hsize_t>& extent, Type type,
                 const VariableOptions& options) {
  const std::size_t bytes =
      std::accumulate(extent.begin(), extent.end(), size_of(type), std::multiplies<>());
  if (extent.empty() || type == Type::text || bytes < kCompressFrom) return;
  std::vector<hsize_t> chunk(options.chunk.begin(), options.chunk.end());
  if (chunk.empty()) chunk = chosen_chunk(extent, size_of(type));
  check(H5Pset_chunk(properties.get(), static_cast<int>(chunk.size()), chunk.data()),
        "set the chunks");
  if (options.deflate <= 0) return;
  if (size_of(type) > 1) check(H5Pset_shuffle(properties.get()), "set the filters");
  check(H5Pset_deflate(properties.get(), static_cast<unsigned>(options.deflate)),
        "set the filters");
}

/// Maps rows of other files into the variable.
void set_sources(const Handle& properties, const std::vector<hsize_t>& extent,
                 const std::vector<VirtualRows>& sources) {
  const Handle here(space_of(extent));
  for (const VirtualRows& rows : sources) {
    std::vector<hsize_t> there_extent = extent, start(extent.size(), 0), count = extent;
    there_extent.front() = rows.all_rows;
    count.front() = rows.rows;
    const Handle there(space_of(there_extent));
    const auto select = [&](const Handle& space, std::size_t first) {
      start.front() = first;
      check(H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                                nullptr),
            "select rows");
    };
    select(there, rows.source);
    select(here, rows.row);
    check(H5Pset_virtual(properties.get(), here.get(), rows.file.c_str(), rows.dataset.c_str(),
                         there.get()),
          "map rows of", rows.file);
  }
}

}  // namespace

void Attributed::text(const std::string& name, std::string_view value) {
  if (value.empty()) return;
  const Handle type(check(H5Tcopy(H5T_C_S1), "make a type"));
  check(H5Tset_size(type.get(), value.size()), "make a type");
  check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "make a type");
  const Handle attribute(check(H5Acreate2(object_.get(), name.c_str(), type.get(),
                                          space_of({}).get(), H5P_DEFAULT, H5P_DEFAULT),
                               "make attribute", name));
  check(H5Awrite(attribute.get(), type.get(), value.data()), "write attribute", name);
}

void Attributed::write_numbers(const std::string& name, Type type, const void* values,
                               std::size_t count) {
  const Handle attribute(check(H5Acreate2(object_.get(), name.c_str(), file_type(type).get(),
                                          space_of({count}).get(), H5P_DEFAULT, H5P_DEFAULT),
                               "make attribute", name));
  check(H5Awrite(attribute.get(), memory_type(type).get(), values), "write attribute", name);
}

void Variable::write_values(Type type, const void* values, std::size_t count) {
  if (count != size_) throw std::logic_error("netcdf_writer: wrong number of values");
  check(
      H5Dwrite(object_.get(), memory_type(type).get(), H5S_ALL, H5S_ALL, transfer().get(), values),
      "write values");
}

void Variable::write_texts(std::span<const std::string> texts) {
  std::vector<const char*> pointers(texts.size());
  std::ranges::transform(texts, pointers.begin(), [](const auto& text) { return text.c_str(); });
  write_values(Type::text, pointers.data(), pointers.size());
}

void Variable::write_block(Type type, std::span<const std::size_t> offset,
                           std::span<const std::size_t> count, const void* values,
                           std::size_t size) {
  const std::vector<hsize_t> start(offset.begin(), offset.end());
  const std::vector<hsize_t> extent(count.begin(), count.end());
  if (std::accumulate(count.begin(), count.end(), std::size_t{1}, std::multiplies<>()) != size) {
    throw std::logic_error("netcdf_writer: wrong number of values");
  }
  const Handle target(check(H5Dget_space(object_.get()), "select a block"));
  check(H5Sselect_hyperslab(target.get(), H5S_SELECT_SET, start.data(), nullptr, extent.data(),
                            nullptr),
        "select a block");
  check(H5Dwrite(object_.get(), memory_type(type).get(), space_of(extent).get(), target.get(),
                 transfer().get(), values),
        "write a block");
}

Group Group::group(const std::string& name) const {
  const Handle properties = creation_properties(H5P_GROUP_CREATE);
  check(H5Pset_link_creation_order(properties.get(), kOrder), "keep the order of members");
  Handle made(
      check(H5Gcreate2(object_.get(), name.c_str(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
            "make group", name));
  return {std::move(made), scales_};
}

std::size_t Group::make_scale(const Handle& dataset, const std::string& name) const {
  const std::size_t number = scales_->size();
  check(H5DSset_scale(dataset.get(), name.c_str()), "make dimension", name);
  Variable(dataset, 0).number("_Netcdf4Dimid", static_cast<std::int32_t>(number));
  scales_->add(dataset);
  return number;
}

Dimension Group::dimension(const std::string& name, std::size_t size) const {
  const Handle properties = creation_properties(H5P_DATASET_CREATE);
  const Handle dataset(
      check(H5Dcreate2(object_.get(), name.c_str(), H5T_IEEE_F32BE, space_of({size}).get(),
                       H5P_DEFAULT, properties.get(), H5P_DEFAULT),
            "make dimension", name));
  char mark[80];
  std::snprintf(mark, sizeof mark, "This is a netCDF dimension but not a netCDF variable.%10zu",
                size);
  return {make_scale(dataset, mark), size};
}

Variable Group::coordinate(const std::string& name, Type type, std::size_t size) const {
  const Handle properties = creation_properties(H5P_DATASET_CREATE);
  set_storage(properties, {size}, type, {});
  const Handle dataset(
      check(H5Dcreate2(object_.get(), name.c_str(), file_type(type).get(), space_of({size}).get(),
                       H5P_DEFAULT, properties.get(), H5P_DEFAULT),
            "make dimension", name));
  const std::size_t number = make_scale(dataset, name);
  return {dataset, size, number};
}

Variable Group::variable(const std::string& name, Type type,
                         const std::vector<Dimension>& dimensions,
                         const VariableOptions& options) const {
  std::vector<hsize_t> extent(dimensions.size());
  std::ranges::transform(dimensions, extent.begin(), &Dimension::size);
  const Handle properties = creation_properties(H5P_DATASET_CREATE);
  if (options.sources.empty()) {
    set_storage(properties, extent, type, options);
  } else {
    set_sources(properties, extent, options.sources);
  }
  if (options.fill) {
    check(H5Pset_fill_value(properties.get(), H5T_NATIVE_DOUBLE, &*options.fill),
          "set the fill value of", name);
  }
  const Handle stored = file_type(type);
  const Handle dataset(
      check(H5Dcreate2(object_.get(), name.c_str(), stored.get(), space_of(extent).get(),
                       H5P_DEFAULT, properties.get(), H5P_DEFAULT),
            "make variable", name));
  Variable made(dataset,
                std::accumulate(extent.begin(), extent.end(), std::size_t{1}, std::multiplies<>()));
  if (!dimensions.empty()) scales_->attach(dataset, dimensions);
  if (options.fill) {
    const Handle attribute(check(H5Acreate2(dataset.get(), "_FillValue", stored.get(),
                                            space_of({1}).get(), H5P_DEFAULT, H5P_DEFAULT),
                                 "make attribute _FillValue of", name));
    check(H5Awrite(attribute.get(), H5T_NATIVE_DOUBLE, &*options.fill), "write _FillValue of",
          name);
  }
  return made;
}

namespace {

// HDF5's driver for files in memory asks these for memory. When it closes the file it would free
// the bytes; instead they stay in the writer's FileMemory, which the user data points to.
// (H5Fget_file_image is no way out: in 1.10.8 its copy has a wrong checksum in the superblock.)
void* image_malloc(std::size_t size, H5FD_file_image_op_t, void* memory) {
  static_cast<FileMemory*>(memory)->size = size;
  return std::malloc(size);
}
void* image_memcpy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t, void*) {
  return std::memcpy(to, from, size);
}
void* image_realloc(void* old, std::size_t size, H5FD_file_image_op_t, void* memory) {
  static_cast<FileMemory*>(memory)->size = size;
  return std::realloc(old, size);
}
herr_t image_free(void* old, H5FD_file_image_op_t operation, void* memory) {
  if (operation == H5FD_FILE_IMAGE_OP_FILE_CLOSE) {
    static_cast<FileMemory*>(memory)->begin = old;
  } else {
    std::free(old);
  }
  return 0;
}
void* udata_copy(void* udata) { return udata; }
herr_t udata_free(void*) { return 0; }

Handle creation_of_root() {
  Handle creation(check(H5Pcreate(H5P_FILE_CREATE), "make a file"));
  check(H5Pset_link_creation_order(creation.get(), kOrder), "keep the order of members");
  check(H5Pset_attr_creation_order(creation.get(), kOrder), "keep the order of attributes");
  check(H5Pset_attr_phase_change(creation.get(), 200, 100), "keep attributes in the header");
  check(H5Pset_obj_track_times(creation.get(), false), "leave out times");
  return creation;
}

/// The end of the file as its superblock (version 2) has it.
std::size_t end_of_file(const void* memory) {
  constexpr std::size_t kOffset = 28;
  std::uint64_t end = 0;
  for (std::size_t byte = 8; byte-- > 0;) {
    end = end << 8 | static_cast<const unsigned char*>(memory)[kOffset + byte];
  }
  return end;
}

}  // namespace

Writer::Writer() {
  silence();
  const Handle access(check(H5Pcreate(H5P_FILE_ACCESS), "make a file"));
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V110), "make a file");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "make a file");
  constexpr std::size_t kGrowBy = std::size_t{1} << 20;
  check(H5Pset_fapl_core(access.get(), kGrowBy, false), "make a file in memory");
  H5FD_file_image_callbacks_t callbacks = {image_malloc, image_memcpy, image_realloc, image_free,
                                           udata_copy,   udata_free,   &memory_};
  check(H5Pset_file_image_callbacks(access.get(), &callbacks), "make a file in memory");
  // HDF5 tells files in memory apart by their names.
  const std::string name = "projection-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
  file_ =
      Handle(check(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation_of_root().get(), access.get()),
                   "make a file in memory"));
}

Writer::Writer(const std::filesystem::path& path) {
  silence();
  const Handle access(check(H5Pcreate(H5P_FILE_ACCESS), "make a file"));
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V110), "make a file");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "make a file");
  check(H5Pset_file_locking(access.get(), false, true), "make a file");
  file_ =
      Handle(check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation_of_root().get(), access.get()),
                   "make a file"));
}

Writer::~Writer() {
  file_ = Handle();
  std::free(memory_.begin);
}

Group Writer::root() {
  return {Handle(check(H5Gopen2(file_.get(), "/", H5P_DEFAULT), "open the root")), &scales_};
}

Image Writer::finish() {
  scales_.write_references();
  scales_ = {};
  check(H5Fflush(file_.get(), H5F_SCOPE_GLOBAL), "complete the file");
  file_ = Handle();
  const std::size_t size = memory_.begin == nullptr ? 0 : end_of_file(memory_.begin);
  if (size == 0 || size > memory_.size) throw Error("complete the file: HDF5 did not close it");
  return {static_cast<std::byte*>(std::exchange(memory_.begin, nullptr)), size};
}

void Writer::close() {
  scales_.write_references();
  scales_ = {};
  check(H5Fflush(file_.get(), H5F_SCOPE_GLOBAL), "complete the file");
  file_ = Handle();
}

}  // namespace ravenstein::io::hdf5
