#pragma once
// Which entry answered which command: 64-bit fingerprint to sequence, in memory, 16 bytes a slot, at most 4/5 full.
// A fingerprint may stand for two commands; the caller checks the row it leads to.

#include <cstdint>
#include <functional>
#include <vector>

#include "protocols/base/ids.hpp"

namespace carehub::journal {

class CommandIndex {
 public:
  struct Slot {
    std::uint64_t fingerprint = 0;
    Sequence sequence = 0;  // 0: empty
  };

  void reserve(std::size_t count);
  // Requires: sequence is not 0.
  void insert(std::uint64_t fingerprint, Sequence sequence);
  // Calls `visit` with each sequence that the fingerprint may stand for, until it returns true.
  bool find(std::uint64_t fingerprint, const std::function<bool(Sequence)>& visit) const;
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t bytes() const { return slots_.capacity() * sizeof(Slot); }
  // All slots in use, by sequence.
  [[nodiscard]] std::vector<Slot> sorted() const;

 private:
  [[nodiscard]] std::size_t home(std::uint64_t fingerprint) const;
  void grow(std::size_t slots);
  void place(Slot slot);

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace carehub::journal
