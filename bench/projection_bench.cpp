// SPDX-License-Identifier: Apache-2.0
// Writing and reading projection files. The limit that writing is measured against: the same
// tables shuffled, deflated at the same level by zlib and brought to the disk by write() and
// fsync(), one thread, without any HDF5.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <stdexcept>

#include "io/projection/flows.hpp"
#include "io/projection/format.hpp"
#include "io/projection/netcdf_writer.hpp"
#include "io/projection/read.hpp"
#include "io/projection/write.hpp"
#include "tests/io/projection_sample.hpp"

namespace ravenstein::io {
namespace {

/// Days and zones of mali-2012, of syria2013 with admin-1 detail, and of a large country.
void sizes(benchmark::internal::Benchmark* bench) {
  bench->Args({300, 23})->Args({1095, 133})->Args({365, 3000})->Unit(benchmark::kMillisecond);
}

/// Counts as runs have them: many zeros, small numbers, three destinations per zone and day.
ProjectionFile typical(int days, std::size_t zones) {
  ProjectionFile contents = testing::sample_projection(days, zones);
  std::uint32_t state = 1;
  const auto draw = [&](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator: speed, not quality
    return (state >> 8) % below;
  };
  for (const format::Table& table : format::kTables) {
    for (double& persons : (contents.projection.*table.table).persons) {
      persons = draw(3) == 0 ? draw(2000) : 0;
    }
  }
  contents.projection.flows.clear();
  for (int day = 0; day < days; ++day) {
    for (ZoneIndex from = 0; from < zones; ++from) {
      for (std::uint32_t part = 0; part < 3; ++part) {
        const auto to = static_cast<ZoneIndex>(part * zones / 3 + draw(zones / 3));
        contents.projection.flows.push_back({day, from, to, 1.0 + draw(40)});
      }
    }
  }
  return contents;
}

using Bytes = std::vector<unsigned char>;

Bytes shuffled(const std::vector<std::int32_t>& values) {
  const auto* from = reinterpret_cast<const unsigned char*>(values.data());
  Bytes bytes(values.size() * 4);
  for (std::size_t byte = 0; byte < 4; ++byte) {
    for (std::size_t n = 0; n < values.size(); ++n)
      bytes[byte * values.size() + n] = from[4 * n + byte];
  }
  return bytes;
}

void append_stored(const std::vector<std::int32_t>& values, Bytes& file) {
  const std::size_t bytes = values.size() * 4;
  const auto* plain = reinterpret_cast<const unsigned char*>(values.data());
  if (bytes < hdf5::kCompressFrom) {
    file.insert(file.end(), plain, plain + bytes);
    return;
  }
  const Bytes sorted = shuffled(values);
  uLongf size = compressBound(bytes);
  Bytes packed(size);
  if (compress2(packed.data(), &size, sorted.data(), bytes, 1) != Z_OK) {
    throw std::runtime_error("zlib failed");
  }
  file.insert(file.end(), packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size));
}

void append_flows(const Projection& run, std::size_t zones, Bytes& file) {
  std::vector<std::int32_t> cells;
  if (!flows_are_dense({static_cast<std::size_t>(run.period.steps()), 1, zones})) {
    for (const auto get :
         {+[](const FlowEntry& f) { return f.day; },
          +[](const FlowEntry& f) { return static_cast<std::int32_t>(f.from); },
          +[](const FlowEntry& f) { return static_cast<std::int32_t>(f.to); },
          +[](const FlowEntry& f) { return static_cast<std::int32_t>(f.persons); }}) {
      cells.resize(run.flows.size());
      std::ranges::transform(run.flows, cells.begin(), get);
      append_stored(cells, file);
    }
    return;
  }
  const std::size_t days_at_once = std::max<std::size_t>(1, 65536 / (zones * zones));
  for (auto flow = run.flows.begin(); flow != run.flows.end();) {
    const std::size_t block = static_cast<std::size_t>(flow->day) / days_at_once;
    cells.assign(days_at_once * zones * zones, 0);
    for (; flow != run.flows.end() && static_cast<std::size_t>(flow->day) / days_at_once == block;
         ++flow) {
      const std::size_t day = static_cast<std::size_t>(flow->day) % days_at_once;
      cells[(day * zones + flow->from) * zones + flow->to] +=
          static_cast<std::int32_t>(flow->persons);
    }
    append_stored(cells, file);
  }
}

void write_without_hdf5(const ProjectionFile& contents, const std::filesystem::path& path) {
  Bytes file;
  for (const format::Table& table : format::kTables) {
    const std::vector<double>& persons = (contents.projection.*table.table).persons;
    append_stored({persons.begin(), persons.end()}, file);
  }
  append_flows(contents.projection, contents.zones.size(), file);
  const int out = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  const ssize_t written = ::write(out, file.data(), file.size());
  ::fsync(out);
  ::close(out);
  if (written != static_cast<ssize_t>(file.size())) throw std::runtime_error("not written");
}

/// Best CPU time of one call: what other programs on the machine disturb least.
template <class Work>
double best_seconds(int times, Work work) {
  double best = 1e9;
  for (int n = 0; n < times; ++n) {
    const std::clock_t start = std::clock();
    work();
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return best;
}

/// What the tables and flows take before compression.
double raw_bytes(const ProjectionFile& contents) {
  const auto days = static_cast<double>(contents.projection.period.days);
  const auto zones = static_cast<double>(contents.zones.size());
  const bool dense = flows_are_dense({static_cast<std::size_t>(days), 1, contents.zones.size()});
  const double flows = dense ? days * zones * zones * 4
                             : 16.0 * static_cast<double>(contents.projection.flows.size());
  return 8 * 4 * days * zones + flows;
}

std::filesystem::path scratch() {
  return std::filesystem::temp_directory_path() /
         ("ravenstein-bench-" + std::to_string(::getpid()) + ".h5");
}

void write_file(benchmark::State& state) {
  const ProjectionFile contents =
      typical(static_cast<int>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  const std::filesystem::path path = scratch();
  const double limit = best_seconds(5, [&] { write_without_hdf5(contents, path); });
  std::size_t bytes = 0;
  double best = 1e9;
  for (auto _ : state) {
    best = std::min(
        best, best_seconds(1, [&] { bytes = write_projection(path, contents, {.force = true}); }));
  }
  std::filesystem::remove(path);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(raw_bytes(contents)));
  state.counters["file_bytes"] = static_cast<double>(bytes);
  state.counters["of_limit"] = limit / best;
}
BENCHMARK(write_file)->Name("projection/write")->Apply(sizes);

void read_file(benchmark::State& state) {
  const ProjectionFile contents =
      typical(static_cast<int>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  const std::filesystem::path path = scratch();
  write_projection(path, contents, {.force = true});
  for (auto _ : state) benchmark::DoNotOptimize(read_projection(path));
  std::filesystem::remove(path);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(raw_bytes(contents)));
}
BENCHMARK(read_file)->Name("projection/read")->Apply(sizes);

}  // namespace
}  // namespace ravenstein::io
