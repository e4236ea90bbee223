#include "dispatcher/journal/schema.hpp"

namespace carehub::journal {

namespace {

constexpr const char* tables = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE entries(seq INTEGER PRIMARY KEY, at_ns INTEGER NOT NULL, command BLOB NOT NULL, count INTEGER NOT NULL,
                     body BLOB NOT NULL, chain BLOB NOT NULL);
CREATE TABLE snapshot(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE snapshot_steps(step INTEGER PRIMARY KEY, seq INTEGER NOT NULL, entries INTEGER NOT NULL, chain BLOB NOT NULL,
                            digest TEXT NOT NULL, rows INTEGER NOT NULL, rows_seal BLOB NOT NULL, ids BLOB NOT NULL,
                            seal BLOB NOT NULL);
)sql";

[[nodiscard]] Result<void> put_meta(Database& database, std::string_view name, std::string_view value) {
  CAREHUB_TRY(Statement insert, database.prepare("INSERT INTO meta(name, value) VALUES(?1, ?2)"));
  insert.bind_text(1, name);
  insert.bind_bytes(2, value);
  return insert.run();
}

[[nodiscard]] Result<void> fill(Database& database, const ChainKey& key) {
  CAREHUB_CHECK(database.execute(
      fmt::format("PRAGMA page_size=4096; PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=FULL; BEGIN; "
                  "PRAGMA application_id={}; PRAGMA user_version={}; {}",
                  application_id, format_version, tables)));
  CAREHUB_CHECK(put_meta(database, "journal_id", ChainKey::random_bytes(16)));
  CAREHUB_CHECK(put_meta(database, "key_check", as_bytes(key.seal("key check", {}))));
  CAREHUB_CHECK(database.execute("COMMIT"));
  return database.execute("PRAGMA journal_mode=WAL");
}

[[nodiscard]] Result<void> check_identity(Database& database, const path& file) {
  CAREHUB_TRY(const std::int64_t id, database.number("PRAGMA application_id"));
  if (id != application_id) {
    return fail(ErrorCode::unsupported, file.string(),
                "this is not a Carehub journal (application id {}, expected {}); name the right data folder", id,
                application_id);
  }
  CAREHUB_TRY(const std::int64_t version, database.number("PRAGMA user_version"));
  if (version > format_version) {
    return fail(ErrorCode::unsupported, file.string(),
                "written by a newer version of Carehub (format {}, this program knows up to {}); start that version",
                version, format_version);
  }
  return {};
}

}  // namespace

Result<void> create_database(Disk& disk, const Files& files, const ChainKey& key) {
  CAREHUB_CHECK(disk.remove(files.fresh));
  CAREHUB_CHECK(disk.remove(files.fresh.string() + "-journal"));
  CAREHUB_CHECK(disk.replace(files.fresh, ""));  // readable by its owner only; SQLite keeps that
  CAREHUB_TRY(Database database, Database::open(files.fresh, disk.vfs()));
  CAREHUB_CHECK(fill(database, key));
  CAREHUB_CHECK(database.close());
  CAREHUB_CHECK(disk.rename(files.fresh, files.database));
  return disk.sync_directory(files.folder);
}

Result<Database> open_database(Disk& disk, const path& file) {
  CAREHUB_TRY(Database database, Database::open(file, disk.vfs()));
  // EXCLUSIVE first: then the WAL index lives in memory, and a full disk can still be read.
  CAREHUB_CHECK(database.execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF"));
  CAREHUB_CHECK(check_identity(database, file));
  CAREHUB_TRY(const std::string mode, database.text("PRAGMA journal_mode=WAL"));
  if (mode != "wal") return fail(ErrorCode::input_output, file.string(), "the write-ahead log cannot be used here");
  CAREHUB_CHECK(database.execute(
      "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=OFF; PRAGMA temp_store=MEMORY; "
      "PRAGMA cache_size=-4096"));
  return database;
}

Result<Identity> read_identity(Database& database, const ChainKey& key) {
  const std::string place = "journal.db";
  CAREHUB_TRY(const std::string check, database.text("SELECT value FROM meta WHERE name='key_check'"));
  if (check != as_bytes(key.seal("key check", {}))) {
    return fail(ErrorCode::denied, place,
                "journal.key is not the key that this journal was written with; put the right key beside it");
  }
  Identity identity;
  CAREHUB_TRY(identity.journal_id, database.text("SELECT value FROM meta WHERE name='journal_id'"));
  identity.origin = key.origin(identity.journal_id);
  return identity;
}

Result<ChainKey> load_key(Disk& disk, const Files& files, bool may_create) {
  if (!disk.exists(files.key)) {
    if (!may_create) {
      return fail(
          ErrorCode::not_found, files.key.string(),
          "the journal's key is missing; without it nothing can be proved. Restore journal.key from its safe copy "
          "beside journal.db");
    }
    CAREHUB_CHECK(disk.replace(files.key, ChainKey::random_bytes()));
  }
  CAREHUB_TRY(const std::string bytes, disk.read(files.key));
  if (bytes.size() != ChainKey::bytes_count) {
    return fail(ErrorCode::corrupt, files.key.string(),
                "the journal's key has {} bytes, not {}; restore it from its safe copy", bytes.size(),
                ChainKey::bytes_count);
  }
  return ChainKey::from_bytes(bytes);
}

}  // namespace carehub::journal
