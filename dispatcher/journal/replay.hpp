#pragma once
// Entries as they were appended: read, checked and decoded on a second thread, taken on the caller's.

#include <functional>

#include "dispatcher/journal/journal.hpp"
#include "dispatcher/journal/reader.hpp"

namespace carehub::journal {

struct Replayed {
  Head head;
  std::string digest;  // the last one met; empty if none
};

[[nodiscard]] std::expected<Replayed, Fault> replay_entries(Database& database, const ChainKey& key, Head from,
                                                            const std::function<Result<void>(const Entry&)>& take);

// Errors: corrupt where the columns say other than the body.
[[nodiscard]] Result<Entry> decode_row(const EntryRow& row);

// The digest that the entry records, if it does.
[[nodiscard]] const std::string* digest_in(const Entry& entry);

}  // namespace carehub::journal
