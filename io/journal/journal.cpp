// SPDX-License-Identifier: Apache-2.0
#include "io/journal/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/crc.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "RVNJRNL1";
constexpr std::size_t kFrameHead = 2 * sizeof(std::uint32_t);

// CRC-32C (Castagnoli), as in iSCSI: RFC 3720, section 12.1.
std::uint32_t checksum(std::uint32_t length, std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(&length, sizeof length);
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

void put_frame(std::string& buffer, std::string_view bytes) {
  if (bytes.size() > UINT32_MAX) throw std::length_error("a journal's record above 4 GiB");
  const std::uint32_t head[2] = {static_cast<std::uint32_t>(bytes.size()),
                                 checksum(static_cast<std::uint32_t>(bytes.size()), bytes)};
  buffer.append(reinterpret_cast<const char*>(head), sizeof head);
  buffer.append(bytes);
}

/// The frame at the front of `rest`, which is moved behind it; false where none is whole.
bool take_frame(std::string_view& rest, std::string_view& bytes) {
  if (rest.size() < kFrameHead) return false;
  std::uint32_t head[2];
  std::memcpy(head, rest.data(), sizeof head);
  if (rest.size() - kFrameHead < head[0]) return false;
  const std::string_view candidate = rest.substr(kFrameHead, head[0]);
  if (checksum(head[0], candidate) != head[1]) return false;
  bytes = candidate;
  rest.remove_prefix(kFrameHead + head[0]);
  return true;
}

std::string slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

NotAJournal::NotAJournal(const fs::path& path)
    : std::runtime_error(path.string() + ": this is not a journal of ravenstein") {}

OtherJournal::OtherJournal(const fs::path& path, std::string found)
    : std::runtime_error(path.string() + ": the journal belongs to another job"),
      found_(std::move(found)) {}

JournalInUse::JournalInUse(const fs::path& path)
    : std::runtime_error(path.string() + ": another process is writing this journal") {}

JournalContents read_journal(const fs::path& path) {
  JournalContents contents;
  contents.bytes = std::make_shared<const std::string>(slurp(path));
  std::string_view rest = *contents.bytes;
  const std::string_view magic = rest.substr(0, kMagic.size());
  if (magic != kMagic.substr(0, magic.size())) throw NotAJournal(path);
  rest.remove_prefix(magic.size());
  std::string_view bytes;
  if (take_frame(rest, bytes)) {
    contents.identity = bytes;
    while (take_frame(rest, bytes)) contents.records.push_back(bytes);
    contents.good_bytes = contents.bytes->size() - rest.size();
  }
  contents.dropped_bytes = contents.bytes->size() - contents.good_bytes;
  return contents;
}

Journal::Journal(fs::path path, std::string_view identity, SyncRule rule)
    : path_(std::move(path)), rule_(rule) {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) throw WriteError(path_, std::strerror(errno));
  try {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) throw JournalInUse(path_);
    begin(identity);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

Journal::~Journal() { ::close(file_); }

void Journal::begin(std::string_view identity) {
  found_ = read_journal(path_);
  if (found_.good_bytes > 0 && found_.identity != identity)
    throw OtherJournal(path_, found_.identity);
  end_ = found_.good_bytes;
  if (found_.dropped_bytes > 0 && ::ftruncate(file_, static_cast<off_t>(end_)) != 0)
    throw WriteError(path_, std::strerror(errno));
  if (end_ == 0) {
    buffer_ = kMagic;
    put_frame(buffer_, identity);
    write(buffer_);
    sync();
  }
}

void Journal::append(std::string_view record) {
  const std::string one(record);
  append(std::span(&one, 1));
}

void Journal::append(std::span<const std::string> records) {
  if (records.empty()) return;
  buffer_.clear();
  for (const std::string& record : records) put_frame(buffer_, record);
  write(buffer_);
  if (unsynced_ == 0) oldest_unsynced_ = std::chrono::steady_clock::now();
  unsynced_ += records.size();
  if (unsynced_ >= rule_.records) sync();
  sync_if_due();
}

void Journal::sync() {
  if (::fdatasync(file_) != 0 && errno != EINVAL) throw WriteError(path_, std::strerror(errno));
  unsynced_ = 0;
}

void Journal::sync_if_due() {
  if (unsynced_ > 0 && std::chrono::steady_clock::now() - oldest_unsynced_ >= rule_.age) sync();
}

void Journal::write(std::string_view bytes) {
  std::uint64_t at = end_;
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const std::string reason = written < 0 ? std::strerror(errno) : "nothing more can be written";
      // What was torn is overwritten by the next append, or dropped when the journal is opened.
      if (::ftruncate(file_, static_cast<off_t>(end_)) != 0) errno = 0;
      throw WriteError(path_, reason);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
  end_ = at;
}

}  // namespace ravenstein::io
