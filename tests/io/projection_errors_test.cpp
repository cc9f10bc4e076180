// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "engine/core/problem.hpp"
#include "io/projection/inspect.hpp"
#include "io/projection/netcdf_writer.hpp"
#include "io/projection/read.hpp"
#include "io/projection/write.hpp"
#include "tests/io/projection_folder.hpp"
#include "tests/io/projection_sample.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;
using testing::Folder;
using testing::sample_projection;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void put(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// The one message that reading the file ends in.
std::string complaint(const fs::path& path) {
  try {
    read_projection(path);
  } catch (const InputError& error) {
    REQUIRE(error.kind() == InputKind::data);
    REQUIRE(error.problems().size() == 1);
    CHECK(error.problems()[0].place.file == path.string());
    return error.problems()[0].message;
  }
  return "read without complaint";
}

void write_with(const fs::path& path, const std::string& filetype, std::int32_t major) {
  hdf5::Writer writer;
  hdf5::Group group = writer.root().group("provenance");
  group.text("filetype", filetype);
  group.numbers<std::int32_t>("format_version", std::vector<std::int32_t>{major, 0});
  const hdf5::Image image = writer.finish();
  put(path, {reinterpret_cast<const char*>(image.bytes().data()), image.bytes().size()});
}

/// Lets files grow to this size only, for as long as it lives.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  void (*old_handler_)(int);
  rlimit old_{};
};

}  // namespace

TEST_CASE("people who were changed in the file are noticed") {
  const Folder folder;
  const fs::path path = folder / "a.h5";
  const ProjectionFile contents = sample_projection();
  write_projection(path, contents);
  const auto& persons = contents.projection.displaced.persons;
  const std::vector<std::int32_t> stored(persons.begin(), persons.end());
  std::string bytes = bytes_of(path);
  const std::size_t at = bytes.find(
      {reinterpret_cast<const char*>(stored.data()), stored.size() * sizeof(std::int32_t)});
  REQUIRE(at != std::string::npos);
  bytes[at + stored.size() / 2 * sizeof(std::int32_t)] ^= 1;
  put(path, bytes);
  CHECK(complaint(path).find("its people are not those that were written") != std::string::npos);
}

TEST_CASE("files that are no projections are refused with a reason") {
  const Folder folder;
  const fs::path path = folder / "a.h5";
  CHECK(complaint(path) == "there is no such file");
  CHECK(complaint(folder.path()) == "is not a file");
  put(path, "");
  CHECK(complaint(path) == "is empty");
  put(path, "title: a scenario\n");
  CHECK(complaint(path) == "is not an HDF5 file");
  write_with(path, "statepoint", 1);
  CHECK(complaint(path) == "is HDF5 but not a projection of Ravenstein");
  write_with(path, "ravenstein projection", 2);
  CHECK(complaint(path) == "has format version 2.0; this program reads 1.x");
  write_with(path, "ravenstein projection", 0);
  CHECK(complaint(path) == "has format version 0.0; this program reads 1.x");
  write_with(path, "ravenstein projection", 1);
  CHECK_THAT(complaint(path), Catch::StartsWith("is damaged: "));
  CHECK_THROWS_AS(inspect_text(path), InputError);
  CHECK_THROWS_AS(provenance_inputs(path), InputError);
}

TEST_CASE("a cut-off projection is refused wherever it was cut") {
  const Folder folder;
  write_projection(folder / "whole.h5", sample_projection());
  const std::string whole = bytes_of(folder / "whole.h5");
  for (const double part : {0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99}) {
    const auto size = static_cast<std::size_t>(part * static_cast<double>(whole.size()));
    put(folder / "cut.h5", std::string_view(whole).substr(0, size));
    CHECK_THAT(complaint(folder / "cut.h5"), Catch::StartsWith("is cut off or damaged"));
  }
}

TEST_CASE("an existing file is not replaced without being told to") {
  const Folder folder;
  const fs::path path = folder / "a.h5";
  put(path, "precious");
  CHECK_THROWS_AS(check_output(path, false), OutputExists);
  CHECK_THROWS_AS(write_projection(path, sample_projection()), OutputExists);
  CHECK(bytes_of(path) == "precious");
  CHECK_NOTHROW(check_output(path, true));
  write_projection(path, sample_projection(), {.force = true});
  CHECK(read_projection(path).title == "Sahel, été 2012");
  CHECK(folder.size() == 1);
}

TEST_CASE("a link's target is replaced, not the link") {
  const Folder folder;
  put(folder / "target.h5", "old");
  fs::create_symlink(folder / "target.h5", folder / "link.h5");
  write_projection(folder / "link.h5", sample_projection(), {.force = true});
  CHECK(fs::is_symlink(folder / "link.h5"));
  CHECK(read_projection(folder / "target.h5").zones.size() == 5);
}

TEST_CASE("a full disk leaves nothing behind") {
  const Folder folder;
  put(folder / "old.h5", "precious");
  {
    const SmallDisk disk(20'000);
    CHECK_THROWS_AS(write_projection(folder / "a.h5", sample_projection()), WriteError);
    CHECK_THROWS_AS(write_projection(folder / "old.h5", sample_projection(), {.force = true}),
                    WriteError);
  }
  CHECK_FALSE(fs::exists(folder / "a.h5"));
  CHECK(bytes_of(folder / "old.h5") == "precious");
  CHECK(folder.size() == 1);
}

TEST_CASE("outputs that cannot be written are found before the run") {
  const Folder folder;
  CHECK_THROWS_AS(check_output(folder / "missing/a.h5", false), WriteError);
  CHECK_THROWS_AS(check_output(folder.path(), true), WriteError);
  CHECK_THROWS_AS(check_output("/dev/null", true), WriteError);
  CHECK_NOTHROW(check_output(folder / "a.h5", false));
  if (::geteuid() == 0) {
    WARN("running as root, who may write everywhere: folders without permission not tried");
    return;
  }
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK_THROWS_AS(check_output(folder / "a.h5", false), WriteError);
  fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST_CASE("contents that contradict themselves are a bug, and nothing is written") {
  const Folder folder;
  ProjectionFile contents = sample_projection();
  SECTION("a table too short") { contents.projection.exits.persons.pop_back(); }
  SECTION("half a person") { contents.projection.exits.persons[0] = 0.5; }
  SECTION("half a person moves") { contents.projection.flows[0].persons = 0.5; }
  SECTION("a flow after the end") { contents.projection.flows.back().day = 40; }
  SECTION("flows out of order") {
    std::swap(contents.projection.flows[0], contents.projection.flows[1]);
  }
  SECTION("a score given twice") { contents.skill.push_back(contents.skill[0]); }
  SECTION("a forecast that knew and did not know") { contents.skill[1].uses_capacity = true; }
  SECTION("no zones") { contents.zones.clear(); }
  SECTION("an unknown zone observed") { contents.observations[0].zone = 9; }
  CHECK_THROWS_AS(write_projection(folder / "a.h5", contents), std::logic_error);
  CHECK(folder.size() == 0);
}

}  // namespace ravenstein::io
