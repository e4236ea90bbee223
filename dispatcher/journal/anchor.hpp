#pragma once
// DIR/journal.anchor: the last known head of the chain, kept outside the database, so that a cut-off tail shows. It
// also says whether the journal was closed cleanly.

#include <optional>

#include "dispatcher/journal/chain.hpp"
#include "dispatcher/journal/disk.hpp"

namespace carehub::journal {

struct Anchor {
  Sequence sequence = 0;
  ChainValue chain{};
  bool clean = false;
};

// None where the file is not there. Errors: corrupt for a file that this key did not seal.
[[nodiscard]] Result<std::optional<Anchor>> read_anchor(Disk& disk, const path& file, const ChainKey& key);
[[nodiscard]] Result<void> write_anchor(Disk& disk, const path& file, const ChainKey& key, const Anchor& anchor);

}  // namespace carehub::journal
