#pragma once
// Room kept back for a full disk: a file that is given up when space runs low, and made again when it returns.

#include <atomic>

#include "dispatcher/journal/disk.hpp"
#include "dispatcher/journal/files.hpp"

namespace carehub::journal {

class Ballast {
 public:
  Ballast(Disk& disk, const Files& files, std::uint64_t bytes, std::uint64_t low_bytes)
      : disk_(disk), files_(files), bytes_(bytes), low_bytes_(low_bytes) {}

  // Makes the file where it is missing and there is room for it.
  void restore();
  // Before each write, looking at every eighth: gives the ballast up when space is low. Errors: input_output when there
  // is no room even so.
  [[nodiscard]] Result<void> before_write();
  void release();
  [[nodiscard]] bool released() const { return released_; }

 private:
  Disk& disk_;
  Files files_;
  std::uint64_t bytes_;
  std::uint64_t low_bytes_;
  std::atomic<bool> released_ = false;
  unsigned writes_since_look_ = ~0U;
};

}  // namespace carehub::journal
