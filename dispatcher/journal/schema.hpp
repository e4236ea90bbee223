#pragma once
// The database file: its identity, tables and settings. Described byte by byte in docs/formats.md.

#include "dispatcher/journal/chain.hpp"
#include "dispatcher/journal/disk.hpp"
#include "dispatcher/journal/files.hpp"
#include "dispatcher/journal/sqlite.hpp"

namespace carehub::journal {

inline constexpr std::int64_t application_id = 0x43485542;  // "CHUB"
inline constexpr std::int64_t format_version = 1;

struct Identity {
  std::string journal_id;  // 16 random bytes
  ChainValue origin{};     // of the chain
};

// Makes an empty journal under the fresh name and then gives it its own, so that journal.db is never half made.
[[nodiscard]] Result<void> create_database(Disk& disk, const Files& files, const ChainKey& key);

// Opens alone, sets what the journal relies on, checks that the file is ours and not newer.
// Errors: corrupt for what is no database; unsupported for a foreign file or a newer version.
[[nodiscard]] Result<Database> open_database(Disk& disk, const path& file);

// Errors: denied when the key beside the journal is not the one it was written with.
[[nodiscard]] Result<Identity> read_identity(Database& database, const ChainKey& key);

// The key of the directory; made where there is no journal yet. Errors: not_found with plain words when it is lost.
[[nodiscard]] Result<ChainKey> load_key(Disk& disk, const Files& files, bool may_create);

}  // namespace carehub::journal
