// Entries that are read beside the running journal.

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "tests/journal/writing.hpp"

namespace carehub::test {

namespace {

[[nodiscard]] std::unique_ptr<Journal> fresh_journal(const TemporaryFolder& folder) {
  Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
  REQUIRE(journal);
  return *std::move(journal);
}

// Until there is nothing more at the moment.
[[nodiscard]] std::vector<Entry> read_to_end(Journal& journal, journal::Head& place) {
  std::vector<Entry> all;
  while (true) {
    auto some = journal.read_on(place);
    REQUIRE(some);
    if (some->empty()) return all;
    for (Entry& entry : *some) all.push_back(std::move(entry));
  }
}

}  // namespace

TEST_CASE("journal: what is committed is read beside it in order, and later what came since", "[journal]") {
  const TemporaryFolder folder;
  const auto journal = fresh_journal(folder);
  Client client(*journal);
  journal::Head place;
  REQUIRE(read_to_end(*journal, place).empty());
  client.append(1, 450);  // more than is read at once
  const auto first = read_to_end(*journal, place);
  REQUIRE(first.size() == 450);
  REQUIRE(place.last_sequence == journal->position().last_sequence);
  client.append(451, 3);
  const auto second = read_to_end(*journal, place);
  REQUIRE(second.size() == 3);
  Sequence next = 1;
  for (const auto* entries : {&first, &second})
    for (const Entry& entry : *entries) {
      REQUIRE(entry.stamp.sequence == next);
      next += entry.events.size();
    }
  journal->stop();
}

TEST_CASE("journal: a place is kept and read on from, and one outside the chain is refused", "[journal]") {
  const TemporaryFolder folder;
  const auto journal = fresh_journal(folder);
  Client client(*journal);
  client.append(1, 250);
  journal::Head place;
  REQUIRE(journal->read_on(place));
  const journal::Head kept = place;
  const auto rest = read_to_end(*journal, place);
  journal::Head again = kept;
  const auto rest_again = read_to_end(*journal, again);
  REQUIRE(rest.size() == rest_again.size());
  REQUIRE(rest.front().stamp.sequence == rest_again.front().stamp.sequence);
  journal::Head wrong = kept;
  wrong.chain[0] ^= 1U;
  const auto refused = journal->read_on(wrong);
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().code == ErrorCode::corrupt);
  journal->stop();
}

TEST_CASE("journal: reading beside it holds no commit up, and ends when the journal stops", "[journal]") {
  const TemporaryFolder folder;
  const auto journal = fresh_journal(folder);
  Client client(*journal);
  client.append(1, 300);
  std::atomic<bool> ended{false};
  std::thread reader([&] {
    while (true) {
      journal::Head place;
      if (const auto some = journal->read_on(place); !some) break;
    }
    ended = true;
  });
  client.append(301, 500);
  REQUIRE(client.acknowledged().size() == 800);
  REQUIRE_FALSE(ended);
  journal->stop();
  reader.join();
  REQUIRE(ended);
}

TEST_CASE("journal: the snapshot is read beside it, whole or not at all", "[journal]") {
  const TemporaryFolder folder;
  const auto journal = fresh_journal(folder);
  Client client(*journal);
  journal::SnapshotPlace none;
  const auto nothing = journal->read_snapshot_on(none);
  REQUIRE_FALSE(nothing);
  REQUIRE(nothing.error().code == ErrorCode::not_found);
  client.append(1, 3);
  const auto stands_for = journal->position().last_sequence;
  const auto rows_of = [](int count, const std::string& bytes) {
    std::vector<journal::SnapshotRow> rows;
    for (int i = 0; i < count; ++i) rows.push_back({fmt::format("case/{}", i), bytes});
    return rows;
  };
  const auto until_step_of = [&](Sequence sequence) {
    for (int i = 0; i < 100'000; ++i) {
      journal::SnapshotPlace place;
      const auto first = journal->read_snapshot_on(place);
      if (first && first->head.last_sequence == sequence) return true;
      std::this_thread::yield();
    }
    return false;
  };
  journal->append_snapshot(stands_for, rows_of(600, "one"));
  REQUIRE(until_step_of(stands_for));
  journal::SnapshotPlace place;
  auto some = journal->read_snapshot_on(place);
  REQUIRE(some);
  REQUIRE(some->rows.empty());
  journal::Head head = some->head;
  std::size_t rows = 0;
  while (!some->last) {
    some = journal->read_snapshot_on(place);
    REQUIRE(some);
    rows += some->rows.size();
    REQUIRE(some->head.last_sequence == stands_for);
  }
  REQUIRE(rows == 600);
  // Entries go on from it.
  client.append(4, 2);
  REQUIRE(read_to_end(*journal, head).size() == 2);
  // A step that comes in between is no mixture of the two.
  journal::SnapshotPlace torn;
  REQUIRE(journal->read_snapshot_on(torn));
  REQUIRE(journal->read_snapshot_on(torn));
  const auto later = journal->position().last_sequence;
  journal->append_snapshot(later, rows_of(10, "two"));
  REQUIRE(until_step_of(later));
  const auto refused = journal->read_snapshot_on(torn);
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().code == ErrorCode::conflict);
  journal->stop();
}

}  // namespace carehub::test
