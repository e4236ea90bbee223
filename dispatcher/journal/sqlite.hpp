#pragma once
// The little of SQLite's C interface that the journal uses, with results instead of codes.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace carehub::journal {

// A prepared statement. What is bound must stay alive until reset() or the next bind.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  void bind(int position, std::int64_t value);
  void bind(int position, std::uint64_t value) { bind(position, static_cast<std::int64_t>(value)); }
  void bind_bytes(int position, std::string_view bytes);
  void bind_text(int position, std::string_view text);

  // True while there is a row.
  [[nodiscard]] Result<bool> step();
  // For a statement without rows: steps to the end and resets.
  [[nodiscard]] Result<void> run();
  void reset();

  // Of the current row; bytes stay valid until the next step.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] bool is_integer(int column) const;
  [[nodiscard]] bool is_bytes(int column) const;

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

// One connection. Thread: one at a time; the owner sees to it.
class Database {
 public:
  Database() = default;
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  // The file must exist. `vfs` names an SQLite VFS; empty is the operating system's.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, const std::string& vfs);
  [[nodiscard]] Result<void> execute(const std::string& sql);
  [[nodiscard]] Result<Statement> prepare(std::string_view sql);
  // The first column of the first row.
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql);
  [[nodiscard]] Result<std::string> text(std::string_view sql);
  // Whether closing leaves the file and its WAL as they are.
  void keep_wal_on_close(bool keep);
  // Requires: no statement is alive.
  [[nodiscard]] Result<void> close();
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[nodiscard]] bool is_open() const { return handle_ != nullptr; }

 private:
  sqlite3* handle_ = nullptr;
};

// What SQLite says about its last failure, as an Error: corrupt for damaged files, else input_output.
[[nodiscard]] Error sqlite_error(sqlite3* database, int code);

}  // namespace carehub::journal
