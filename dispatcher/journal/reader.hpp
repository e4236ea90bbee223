#pragma once
// Reads entries in order and checks each against the chain, so that no gap, edit or other order goes unnamed.

#include <functional>

#include "dispatcher/journal/chain.hpp"
#include "dispatcher/journal/sqlite.hpp"

namespace carehub::journal {

struct Fault {
  Sequence sequence = 0;  // the first that cannot be vouched for
  Error error;
  Head good;  // up to here all is well
};

using VisitRow = std::function<Result<void>(const EntryRow& row)>;

// Every row after `from`; returns the place reached.
[[nodiscard]] std::expected<Head, Fault> scan(Database& database, const ChainKey& key, Head from,
                                              const VisitRow& visit);

// The place after the last entry that ends at or before `sequence`, as the rows say, unchecked; entries is left 0.
[[nodiscard]] Result<Head> stored_head(Database& database, Sequence sequence);

}  // namespace carehub::journal
