// SPDX-License-Identifier: Apache-2.0
// A journal keeps every whole record, whatever happened to its end.
#include "io/journal/journal.hpp"

#include <signal.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "io/projection/atomic_file.hpp"
#include "tests/io/projection_folder.hpp"

namespace ravenstein::io {
namespace {

using testing::Folder;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void put_bytes(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::vector<std::string> sample_records() {
  return {"first", "", std::string("with\0zero", 9), std::string(3000, 'x'), "last"};
}

std::vector<std::string> records_in(const std::filesystem::path& path) {
  const JournalContents contents = read_journal(path);
  return {contents.records.begin(), contents.records.end()};
}

TEST_CASE("a journal gives back what was appended, now and when opened again") {
  Folder folder;
  const auto path = folder / "job.journal";
  {
    Journal journal(path, "job 1");
    CHECK(journal.found().records.empty());
    journal.append(sample_records());
    journal.append("one more");
  }
  Journal again(path, "job 1");
  auto expected = sample_records();
  expected.push_back("one more");
  CHECK(again.found().records == std::vector<std::string_view>(expected.begin(), expected.end()));
  CHECK(again.found().identity == "job 1");
  CHECK(again.found().dropped_bytes == 0);
}

TEST_CASE("a journal cut off at any byte keeps the whole records before it and goes on") {
  Folder folder;
  const auto whole = folder / "whole", cut = folder / "cut";
  const std::vector<std::string> records{"a", "bc", "", "def"};
  Journal(whole, "id").append(records);
  const std::string bytes = bytes_of(whole);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    put_bytes(cut, std::string_view(bytes).substr(0, length));
    {
      Journal journal(cut, "id");
      const std::size_t kept = journal.found().records.size();
      REQUIRE(kept < records.size());
      // The next frame would have been whole had there been bytes for it.
      std::size_t end = 8 + 8 + 2;
      for (std::size_t i = 0; i < kept; ++i) end += 8 + records[i].size();
      if (length >= 8 + 8 + 2) CHECK(length < end + 8 + records[kept].size());
      for (std::size_t i = kept; i < records.size(); ++i) journal.append(records[i]);
    }
    CHECK(bytes_of(cut) == bytes);
  }
}

TEST_CASE("a damaged record ends a journal") {
  Folder folder;
  const auto path = folder / "job.journal";
  Journal(path, "id").append(std::vector<std::string>{"good", "bad", "after"});
  std::string bytes = bytes_of(path);
  bytes[bytes.find("bad")] ^= 1;
  put_bytes(path, bytes);
  CHECK(records_in(path) == std::vector<std::string>{"good"});
  CHECK(read_journal(path).dropped_bytes == 8 + 3 + 8 + 5);
}

TEST_CASE("journals of other jobs, other files and journals in use are refused") {
  Folder folder;
  const auto path = folder / "job.journal", text = folder / "text.txt";
  put_bytes(text, "date,count\n2012-01-01,3\n");
  CHECK_THROWS_AS(Journal(text, "id"), NotAJournal);
  CHECK(bytes_of(text) == "date,count\n2012-01-01,3\n");
  Journal journal(path, "mine");
  CHECK_THROWS_AS(Journal(path, "mine"), JournalInUse);
  CHECK(read_journal(path).identity == "mine");
  CHECK(read_journal(folder / "absent").identity.empty());
  const auto other = folder / "other.journal";
  { Journal(other, "another").append("x"); }
  try {
    Journal(other, "mine");
    FAIL("it was opened");
  } catch (const OtherJournal& error) {
    CHECK(error.found() == "another");
  }
}

TEST_CASE("without space a journal says so and keeps what it has") {
  Folder folder;
  const auto path = folder / "job.journal";
  Journal journal(path, "id");
  journal.append("fits");
  const auto before = ::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{}, small{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  small = {1000, limit.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  CHECK_THROWS_AS(journal.append(std::string(2000, 'x')), WriteError);
  ::setrlimit(RLIMIT_FSIZE, &limit);
  ::signal(SIGXFSZ, before);
  journal.append("fits, too");
  CHECK(records_in(path) == std::vector<std::string>{"fits", "fits, too"});
}

}  // namespace
}  // namespace ravenstein::io
