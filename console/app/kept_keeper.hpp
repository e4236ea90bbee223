#pragma once
// Keeps on this machine's own disk what a person gave and the hub has not answered, a file each, so that neither a lost
// link nor the end of this console loses it. What an earlier console of the same person left is there again at the
// start. Thread: the frame thread; files are written on a thread of their own, in order.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "console/app/worker.hpp"
#include "console/model/kept.hpp"
#include "protocols/base/error.hpp"

namespace carehub::app {

// $XDG_DATA_HOME/carehub/kept/HUB, else below ~/.local/share; a hub is known by its key, so that nothing is sent to
// another one.
[[nodiscard]] std::filesystem::path kept_folder(const std::string& server_key);

// What was found at the start.
struct KeptFound {
  std::vector<console::KeptCommand> own;
  std::vector<std::string> troubles;  // files that cannot be read, left as they are, and what others left
};

// Files of one person in one role: "a.reed-operator".
[[nodiscard]] KeptFound read_kept(const std::filesystem::path& folder, const std::string& person);

class KeptKeeper {
 public:
  // The folder is made when something is kept first.
  KeptKeeper(std::filesystem::path folder, std::string person, std::function<void()> wake);
  ~KeptKeeper();  // writes everything first

  // What an earlier console left, once.
  [[nodiscard]] std::vector<console::KeptCommand> read();
  // Writes it, or writes it anew.
  void keep(console::KeptCommand one);
  void drop(const CommandId& id);
  // Called every frame: what could not be written is tried again every few seconds.
  void tend(std::chrono::steady_clock::time_point now);

  [[nodiscard]] const std::vector<console::KeptCommand>& all() const { return all_; }
  [[nodiscard]] const console::KeptCommand* find(const CommandId& id) const;
  // What a person must know of the disk: what could not be read, or is in memory only.
  [[nodiscard]] std::vector<std::string> troubles() const;
  // Rises with every change of what is kept, or of the disk's troubles.
  [[nodiscard]] std::uint64_t revision() const { return revision_.load(std::memory_order_acquire); }

 private:
  void write(const console::KeptCommand& one);

  std::filesystem::path folder_;
  std::string person_;
  std::vector<console::KeptCommand> all_;  // in the order given
  std::vector<std::string> found_troubles_;
  std::atomic<std::uint64_t> revision_{1};
  std::chrono::steady_clock::time_point try_again_{};
  mutable std::mutex mutex_;
  std::string disk_trouble_;       // guarded; empty: all is on the disk
  std::set<CommandId> unwritten_;  // guarded
  Worker worker_;                  // last: its jobs use what stands above
};

}  // namespace carehub::app
