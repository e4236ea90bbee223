#pragma once
// Proves, bit by bit while nothing else is to do, what a start by snapshot did not read: every entry from the first one
// to the snapshot's. Nobody waits for it, and no edit stays unnoticed because the last stop was a clean one.

#include "dispatcher/journal/reader.hpp"

namespace carehub::journal {

class Proof {
 public:
  Proof() = default;  // nothing to prove
  // `until` is the place that the snapshot's seal vouches for.
  Proof(Head from, Head until) : at_(from), until_(until) {}

  [[nodiscard]] bool over() const { return at_.last_sequence >= until_.last_sequence; }
  // Looks at some more entries. Errors: corrupt, with the sequence number; it is over then.
  [[nodiscard]] Result<void> go_on(Database& database, const ChainKey& key);

 private:
  Head at_;
  Head until_;
};

}  // namespace carehub::journal
