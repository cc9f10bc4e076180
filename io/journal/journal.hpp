// SPDX-License-Identifier: Apache-2.0
// An append-only file of checksummed records: what a long job has finished, kept through kills and
// power cuts. The file is
//
//   "RVNJRNL1"  frame(identity)  frame(record) ...      frame: u32 bytes, u32 CRC-32C, the bytes
//
// in the byte order of the machine. A frame that is cut off or damaged ends the journal: it and
// what follows are dropped when the journal is opened to go on.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ravenstein::io {

/// What a journal holds. The views live as long as this (copies share the bytes).
struct JournalContents {
  std::string identity;  ///< as it was given when the journal began; empty: nothing is there yet
  std::vector<std::string_view> records;
  std::uint64_t good_bytes = 0;     ///< length of the file up to the last whole record
  std::uint64_t dropped_bytes = 0;  ///< after them: cut off or damaged
  std::shared_ptr<const std::string> bytes{};
};

/// The file is no journal: another program made it. Exit code 3.
class NotAJournal : public std::runtime_error {
 public:
  explicit NotAJournal(const std::filesystem::path& path);
};

/// The journal belongs to another job (`found` is its identity).
class OtherJournal : public std::runtime_error {
 public:
  OtherJournal(const std::filesystem::path& path, std::string found);
  const std::string& found() const noexcept { return found_; }

 private:
  std::string found_;
};

/// Another process is writing it now. The lock is the process's own, so it ends with a crash.
class JournalInUse : public std::runtime_error {
 public:
  explicit JournalInUse(const std::filesystem::path& path);
};

/// Reads what is there without locking it; a file that is absent or empty gives no identity and no
/// records. Throws NotAJournal.
JournalContents read_journal(const std::filesystem::path& path);

struct SyncRule {
  std::size_t records = 4096;
  std::chrono::milliseconds age{1000};
};

/// A journal that is being written, by one process at a time; not to be shared among threads.
class Journal {
 public:
  /// Opens or begins the journal of the job `identity` and locks it. A damaged end is cut off.
  /// Throws NotAJournal, OtherJournal, JournalInUse, WriteError.
  Journal(std::filesystem::path path, std::string_view identity, SyncRule rule = {});
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal();  ///< without a last sync: what matters is synced by hand

  /// What was there when it was opened.
  const JournalContents& found() const { return found_; }

  /// Hands records to the system in one write: they outlive this process at once, and a power cut
  /// after the next sync. Syncs by itself as the rule says. Throws WriteError, after which the
  /// journal ends with the last whole record (no space, say).
  void append(std::span<const std::string> records);
  void append(std::string_view record);
  /// Brings everything to the disk.
  void sync();
  /// Syncs if the oldest record that is not on the disk is old enough; for idle moments.
  void sync_if_due();

 private:
  void write(std::string_view bytes);
  void begin(std::string_view identity);

  std::filesystem::path path_;
  SyncRule rule_;
  JournalContents found_;
  int file_ = -1;
  std::uint64_t end_ = 0;
  std::size_t unsynced_ = 0;
  std::chrono::steady_clock::time_point oldest_unsynced_{};
  std::string buffer_;
};

}  // namespace ravenstein::io
