#pragma once
// A journal proved: its chain, and every recorded digest against a replay.

#include <filesystem>
#include <string>

#include "dispatcher/journal/journal.hpp"

namespace carehub::ctl {

struct Proof {
  journal::Verdict verdict;
  std::string digest;          // of the replay's last state
  std::uint64_t digests = 0;   // recorded ones that the replay met
  std::vector<GapTally> gaps;  // services that failed one test, for commissioners
};

// The folder of a journal that is named by itself or by its file. Errors: invalid_input.
[[nodiscard]] Result<std::filesystem::path> journal_directory(const std::filesystem::path& directory_or_file);

// Proves DIR, or the journal file itself; changes nothing.
[[nodiscard]] Result<Proof> prove(const std::filesystem::path& directory_or_file);

}  // namespace carehub::ctl
