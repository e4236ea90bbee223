#pragma once
// A journal replayed through the core, entry by entry, its recorded digests compared with those of the replay.

#include <filesystem>
#include <string>

#include "dispatcher/core/state.hpp"
#include "dispatcher/journal/journal.hpp"

namespace carehub::ctl {

class Replayed {
 public:
  // Errors: corrupt with the sequence number, at the first entry out of order or digest that differs.
  [[nodiscard]] Result<void> take(const journal::Entry& entry);
  [[nodiscard]] std::string digest() const;  // of the state now
  [[nodiscard]] std::uint64_t digests_compared() const { return digests_; }
  [[nodiscard]] const core::State& state() const { return state_; }

 private:
  core::State state_;
  std::uint64_t digests_ = 0;
};

struct Proof {
  journal::Verdict verdict;
  std::string digest;         // of the replay's last state
  std::uint64_t digests = 0;  // recorded ones that the replay met
};

// Proves DIR, or the journal file itself; changes nothing.
[[nodiscard]] Result<Proof> prove(const std::filesystem::path& directory_or_file);

}  // namespace carehub::ctl
