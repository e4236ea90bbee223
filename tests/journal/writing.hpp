#pragma once
// What the journal's tests share: invented entries, a temporary folder, and a writer that keeps its own list of what
// was acknowledged.

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "dispatcher/journal/journal.hpp"

namespace carehub::test {

using journal::Entry;
using journal::Journal;
using journal::Options;
using journal::SnapshotRow;

// Removed with everything in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] CommandId command_number(std::uint64_t number);

// A decision of one to three events that differs with its number; some are refusals, some record a digest.
[[nodiscard]] Entry invented_entry(Sequence first, std::uint64_t number);

// No ballast and no limits, for small disks.
[[nodiscard]] Options small_options(const std::filesystem::path& directory, journal::Disk* disk = nullptr);

// Commands acknowledged so far, with the sequence each was given.
using Ledger = std::map<CommandId, Sequence>;

// Appends entries to one journal and waits for them.
class Client {
 public:
  explicit Client(Journal& journal);

  // Appends that many, numbered on from `number`, and waits until each is acknowledged or the journal has failed.
  void append(std::uint64_t number, std::size_t count);
  void snapshot();
  [[nodiscard]] bool failed() const;
  [[nodiscard]] std::string error() const;
  // Acknowledged while `count_if` (if set) was true.
  [[nodiscard]] Ledger acknowledged() const;
  std::function<bool()> count_if;

 private:
  Journal& journal_;
  Sequence next_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t waiting_ = 0;
  std::optional<Error> error_;
  Ledger acknowledged_;
};

struct Contents {
  Ledger found;              // by command
  std::size_t repeated = 0;  // commands met more than once
  std::vector<Entry> entries;
};

// Everything in the journal, replayed from its start.
[[nodiscard]] Result<Contents> read_all(Journal& journal);

// Which of the acknowledged are missing or were given another place, in words; empty if none.
[[nodiscard]] std::string lost(const Ledger& acknowledged, const Contents& contents);

}  // namespace carehub::test
