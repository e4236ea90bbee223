#include "dispatcher/journal/head_note.hpp"

namespace carehub::journal {

namespace {

constexpr std::size_t slots_count = 2;
constexpr std::size_t slot_bytes = 512;  // a sector each
constexpr std::size_t body_bytes = 8 + 32;
constexpr std::size_t record_bytes = body_bytes + 16;

[[nodiscard]] Mac seal_of(const ChainKey& key, std::string_view body) {
  return key.seal("head", body);
}

[[nodiscard]] std::optional<Head> read_slot(std::string_view bytes, const ChainKey& key) {
  if (bytes.size() < record_bytes) return std::nullopt;
  const std::string_view body = bytes.substr(0, body_bytes);
  Mac seal{};
  Head head;
  if (!from_bytes(seal, bytes.substr(body_bytes, seal.size())) || seal != seal_of(key, body)) return std::nullopt;
  head.last_sequence = get_u64(body);
  return from_bytes(head.chain, body.substr(8)) ? std::optional(head) : std::nullopt;
}

}  // namespace

Result<HeadNote> HeadNote::open(Disk& disk, const path& file) {
  HeadNote head;
  CAREHUB_TRY(head.note_, disk.open_note(file));
  return head;
}

void HeadNote::write(const ChainKey& key, const Head& head) {
  if (!note_) return;
  std::string record;
  put_u64(record, head.last_sequence);
  record.append(as_bytes(head.chain));
  record.append(as_bytes(seal_of(key, record)));
  slot_ = (slot_ + 1) % slots_count;
  [[maybe_unused]] const Result<void> written = note_->write(slot_ * slot_bytes, record);
}

Result<std::optional<Head>> read_head_note(Disk& disk, const path& file, const ChainKey& key) {
  if (!disk.exists(file)) return std::optional<Head>{};
  CAREHUB_TRY(const std::string bytes, disk.read_part(file, 0, slots_count * slot_bytes));
  std::optional<Head> last;
  for (std::size_t slot = 0; slot < slots_count && slot * slot_bytes < bytes.size(); ++slot) {
    const std::optional<Head> head = read_slot(std::string_view(bytes).substr(slot * slot_bytes), key);
    if (head && (!last || head->last_sequence > last->last_sequence)) last = head;
  }
  return last;
}

}  // namespace carehub::journal
