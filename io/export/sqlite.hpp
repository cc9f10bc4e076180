// SPDX-License-Identifier: Apache-2.0
// A thin layer over SQLite for writing: failures are exceptions with SQLite's own words.
#pragma once

#include <sqlite3.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace ravenstein::io {

class SqliteError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Sqlite {
 public:
  explicit Sqlite(const std::filesystem::path& path) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(path.c_str(), &opened);
    database_.reset(opened);
    check(code);
  }

  void run(const std::string& sql) {
    check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
  }
  void check(int code) const {
    const bool well = code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW;
    if (!well) throw SqliteError(sqlite3_errmsg(database_.get()));
  }
  sqlite3* get() const { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// A statement that is run for one row after the other; missing numbers become NULL.
class Insert {
 public:
  Insert(const Sqlite& database, const std::string& sql) : database_(database) {
    sqlite3_stmt* made = nullptr;
    database.check(sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &made, nullptr));
    statement_.reset(made);
  }

  Insert& operator<<(const std::string& text) {
    const auto size = static_cast<int>(text.size());
    database_.check(
        sqlite3_bind_text(statement_.get(), ++next_, text.data(), size, SQLITE_TRANSIENT));
    return *this;
  }
  Insert& operator<<(double number) {
    ++next_;
    database_.check(std::isfinite(number) ? sqlite3_bind_double(statement_.get(), next_, number)
                                          : sqlite3_bind_null(statement_.get(), next_));
    return *this;
  }
  /// Bytes; none: NULL.
  Insert& blob(const std::string& bytes) {
    const auto size = static_cast<int>(bytes.size());
    ++next_;
    database_.check(bytes.empty() ? sqlite3_bind_null(statement_.get(), next_)
                                  : sqlite3_bind_blob(statement_.get(), next_, bytes.data(), size,
                                                      SQLITE_TRANSIENT));
    return *this;
  }
  void run() {
    database_.check(sqlite3_step(statement_.get()));
    database_.check(sqlite3_reset(statement_.get()));
    next_ = 0;
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  const Sqlite& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int next_ = 0;
};

}  // namespace ravenstein::io
