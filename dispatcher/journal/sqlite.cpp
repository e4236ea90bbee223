#include "dispatcher/journal/sqlite.hpp"

#include <sqlite3.h>

#include <utility>

#include "protocols/base/assert.hpp"

namespace carehub::journal {

namespace {

[[nodiscard]] ErrorCode code_of(int code) {
  if (code == SQLITE_IOERR_DATA) return ErrorCode::corrupt;  // a checksum of the page did not match
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::conflict;
    default:
      return ErrorCode::input_output;
  }
}

}  // namespace

Error sqlite_error(sqlite3* database, int code) {
  const char* file = database == nullptr ? nullptr : sqlite3_db_filename(database, "main");
  std::string detail = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  if ((code & 0xff) == SQLITE_FULL) detail = "the disk is full";
  return Error{code_of(code), file == nullptr ? "" : file, fmt::format("{} (SQLite code {})", detail, code)};
}

Statement::Statement(Statement&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), statement_(std::exchange(other.statement_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(statement_, other.statement_);
  return *this;
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

void Statement::bind(int position, std::int64_t value) {
  const int code = sqlite3_bind_int64(statement_, position, value);
  CAREHUB_ASSERT(code == SQLITE_OK, "position {}, code {}", position, code);
}

void Statement::bind_bytes(int position, std::string_view bytes) {
  const char* data = bytes.data() == nullptr ? "" : bytes.data();  // a null pointer would bind NULL
  const int code = sqlite3_bind_blob64(statement_, position, data, bytes.size(), SQLITE_STATIC);
  CAREHUB_ASSERT(code == SQLITE_OK, "position {}, code {}", position, code);
}

void Statement::bind_text(int position, std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  const int code = sqlite3_bind_text64(statement_, position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  CAREHUB_ASSERT(code == SQLITE_OK, "position {}, code {}", position, code);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(sqlite_error(database_, sqlite3_extended_errcode(database_)));
}

Result<void> Statement::run() {
  const Result<bool> row = step();
  reset();
  if (!row) return std::unexpected(row.error());
  return {};
}

void Statement::reset() {
  sqlite3_reset(statement_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string_view{} : std::string_view{data, size};
}

bool Statement::is_integer(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_INTEGER;
}
bool Statement::is_bytes(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_BLOB;
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

Result<Database> Database::open(const std::filesystem::path& file, const std::string& vfs) {
  Database database;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(file.c_str(), &database.handle_, flags, vfs.empty() ? nullptr : vfs.c_str());
  if (code == SQLITE_OK) return database;
  Error error = sqlite_error(database.handle_, code);
  error.place = file.string();
  return std::unexpected(std::move(error));
}

Result<void> Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(sqlite_error(handle_, code));
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return std::unexpected(sqlite_error(handle_, code));
  return Statement{handle_, statement};
}

Result<std::int64_t> Database::number(std::string_view sql) {
  CAREHUB_TRY(Statement statement, prepare(sql));
  CAREHUB_TRY(const bool row, statement.step());
  return row ? statement.integer(0) : 0;
}

Result<std::string> Database::text(std::string_view sql) {
  CAREHUB_TRY(Statement statement, prepare(sql));
  CAREHUB_TRY(const bool row, statement.step());
  return row ? std::string{statement.bytes(0)} : std::string{};
}

void Database::keep_wal_on_close(bool keep) {
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, nullptr);
}

Result<void> Database::close() {
  const int code = sqlite3_close(handle_);
  if (code != SQLITE_OK) return std::unexpected(sqlite_error(handle_, code));
  handle_ = nullptr;
  return {};
}

}  // namespace carehub::journal
