#include "dispatcher/journal/command_index.hpp"

#include <algorithm>

#include "protocols/base/assert.hpp"

namespace carehub::journal {

namespace {

constexpr std::size_t slots_min = 64;

[[nodiscard]] std::size_t slots_for(std::size_t count) {
  return std::max(slots_min, count + count / 4 + 1);
}

}  // namespace

// The high bits of the product spread evenly over any number of slots, so that the table can grow by a quarter.
std::size_t CommandIndex::home(std::uint64_t fingerprint) const {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>((static_cast<Wide>(fingerprint) * slots_.size()) >> 64);
}

void CommandIndex::place(Slot slot) {
  std::size_t at = home(slot.fingerprint);
  while (slots_[at].sequence != 0) at = at + 1 == slots_.size() ? 0 : at + 1;
  slots_[at] = slot;
}

void CommandIndex::grow(std::size_t slots) {
  std::vector<Slot> old(slots);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.sequence != 0) place(slot);
  }
}

void CommandIndex::reserve(std::size_t count) {
  // By a quarter at least: whoever reserves little by little must not have everything moved each time.
  if (slots_for(count) > slots_.size()) grow(std::max(slots_for(count), slots_.size() + slots_.size() / 4));
}

void CommandIndex::insert(std::uint64_t fingerprint, Sequence sequence) {
  CAREHUB_ASSERT(sequence != 0, "fingerprint {}", fingerprint);
  if (slots_for(size_ + 1) > slots_.size()) grow(slots_for(size_ + size_ / 4 + 1));
  place({fingerprint, sequence});
  ++size_;
}

bool CommandIndex::find(std::uint64_t fingerprint, const std::function<bool(Sequence)>& visit) const {
  if (slots_.empty()) return false;
  for (std::size_t at = home(fingerprint); slots_[at].sequence != 0; at = at + 1 == slots_.size() ? 0 : at + 1) {
    if (slots_[at].fingerprint == fingerprint && visit(slots_[at].sequence)) return true;
  }
  return false;
}

std::vector<CommandIndex::Slot> CommandIndex::sorted() const {
  std::vector<Slot> used;
  used.reserve(size_);
  for (const Slot& slot : slots_) {
    if (slot.sequence != 0) used.push_back(slot);
  }
  std::sort(used.begin(), used.end(), [](const Slot& a, const Slot& b) { return a.sequence < b.sequence; });
  return used;
}

}  // namespace carehub::journal
