// Cases that left the picture: packed in memory, so that years of history stay small and slow nothing down.

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/packed.hpp"
#include "dispatcher/core/state.hpp"

namespace carehub::core {

namespace {

std::unique_ptr<Case> unpacked(const std::string& bytes) {
  auto c = std::make_unique<Case>();
  Unpacker from(bytes);
  unpack(from, *c);
  return c;
}

}  // namespace

const Case* State::look_at(std::size_t position) const {
  const CaseSlot& slot = cases_[position];
  if (!slot.slot.record && !slot.packed.empty()) {
    slot.slot.record = unpacked(slot.packed);
    looked_at_.push_back(position);
  }
  return slot.slot.record.get();
}

std::function<Case()> State::copy_of_case(CaseId id) const {
  const CaseSlot& slot = cases_.at(id.value - first_case);
  CAREHUB_ASSERT(slot.present(), "case {}", id.value);
  if (!slot.packed.empty()) return [bytes = slot.packed] { return std::move(*unpacked(bytes)); };
  return [c = *slot.slot.record]() mutable { return std::move(c); };
}

Case* State::live_case(CaseSlot& slot) {
  if (!slot.slot.record) slot.slot.record = unpacked(slot.packed);
  slot.packed.clear();
  slot.packed.shrink_to_fit();
  return slot.slot.record.get();
}

bool State::may_be_packed(const CaseSlot& slot, Instant at) const {
  const Case& c = *slot.slot.record;
  return c.closed && at - *c.closed > minutes(hub_.site.thresholds.closed_stay_min);
}

// A few at a time, in the order in which they closed. The copies that were out for a look are let go first.
void State::pack_old_cases(Instant at) {
  for (std::size_t position : looked_at_) {
    if (!cases_[position].packed.empty()) cases_[position].slot.record.reset();
  }
  looked_at_.clear();
  for (std::size_t done = 0; done < packed_at_once && !closed_.empty(); ++done) {
    CaseSlot* slot = case_slot(closed_.front());
    const bool is_live = slot != nullptr && slot->slot.record && !slot->keys.open;
    if (is_live && !may_be_packed(*slot, at)) break;
    closed_.pop_front();
    if (!is_live) continue;
    pack_case(*slot);
  }
}

void State::pack_case(CaseSlot& slot) {
  count_case(slot);
  packer_.start();
  pack(packer_, *slot.slot.record);
  slot.packed = packer_.bytes();
  slot.slot.record.reset();
}

// After a restore, whose records come in any order.
void State::pack_restored(CaseSlot& slot) {
  if (slot.slot.record && !slot.keys.open && may_be_packed(slot, hub_.last_at)) pack_case(slot);
}

}  // namespace carehub::core
