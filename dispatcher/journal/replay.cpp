#include "dispatcher/journal/replay.hpp"

#include <thread>

#include "dispatcher/journal/entry_codec.hpp"
#include "dispatcher/journal/pipe.hpp"

namespace carehub::journal {

namespace {

constexpr std::size_t entries_a_batch = 256;
constexpr std::size_t batches_waiting = 8;

using Batch = std::vector<Entry>;

}  // namespace

// The columns repeat what the body says; both must agree.
Result<Entry> decode_row(const EntryRow& row) {
  const auto corrupt = [&](std::string_view why) {
    return fail(ErrorCode::corrupt, fmt::format("journal.db, sequence {}", row.sequence),
                "the entry cannot be read: {}", why);
  };
  Result<Entry> entry = decode_entry(row.body);
  if (!entry) return corrupt(entry.error().text());
  const Stamp& stamp = entry->stamp;
  if (stamp.sequence != row.sequence || entry->events.size() != row.count || stamp.command != row.command ||
      stamp.at.time_since_epoch().count() != row.at_ns) {
    return corrupt("its columns say other than its body");
  }
  return entry;
}

const std::string* digest_in(const Entry& entry) {
  const std::string* digest = nullptr;
  for (const Event& event : entry.events) {
    if (const auto* digested = std::get_if<StateDigested>(&event)) digest = &digested->digest;
  }
  return digest;
}

std::expected<Replayed, Fault> replay_entries(Database& database, const ChainKey& key, Head from,
                                              const std::function<Result<void>(const Entry&)>& take) {
  Pipe<Batch> pipe(batches_waiting);
  std::expected<Head, Fault> reached;
  std::thread reader([&] {
    Batch batch;
    const auto hand_over = [&]() -> bool { return pipe.put(std::exchange(batch, {})); };
    reached = scan(database, key, from, [&](const EntryRow& row) -> Result<void> {
      CAREHUB_TRY(Entry entry, decode_row(row));
      batch.push_back(std::move(entry));
      if (batch.size() < entries_a_batch || hand_over()) return {};
      return fail(ErrorCode::unavailable, "replay", "stopped");
    });
    [[maybe_unused]] const bool taken = hand_over();  // what was read before a fault still counts
    pipe.finish();
  });
  std::string digest;
  std::optional<Fault> refused;
  while (std::optional<Batch> batch = pipe.take()) {
    for (const Entry& entry : *batch) {
      if (refused) break;
      if (const std::string* found = digest_in(entry)) digest = *found;
      if (Result<void> taken = take(entry); !taken) refused = Fault{entry.stamp.sequence, std::move(taken).error(), {}};
    }
    if (refused) pipe.leave();
  }
  reader.join();
  if (refused) return std::unexpected(std::move(*refused));
  if (!reached) return std::unexpected(std::move(reached).error());
  return Replayed{*reached, std::move(digest)};
}

}  // namespace carehub::journal
