#include <sqlite3.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <mutex>
#include <random>

#include "dispatcher/journal/disk.hpp"
#include "tests/journal/writing.hpp"

// What was written is changed behind the journal's back; each change must be named with its sequence number.

namespace carehub::test {

namespace {

using journal::Verdict;

void write_journal(const std::filesystem::path& folder, std::size_t entries) {
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder));
  REQUIRE(journal);
  Client client(**journal);
  client.append(1, entries);
  (*journal)->stop();
}

// By an ordinary connection, as somebody with the sqlite3 program would.
void tamper(const std::filesystem::path& folder, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder / "journal.db").c_str(), &database) == SQLITE_OK);
  char* message = nullptr;
  const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message);
  const std::string said = message == nullptr ? "" : message;
  sqlite3_free(message);
  sqlite3_close(database);
  INFO(said);
  REQUIRE(code == SQLITE_OK);
}

[[nodiscard]] Sequence number_at(const std::filesystem::path& folder, const std::string& sql) {
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_open((folder / "journal.db").c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
  const auto number = static_cast<Sequence>(sqlite3_column_int64(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return number;
}

// Both the verifier and a start must name the fault at that sequence.
void named(const std::filesystem::path& folder, Sequence sequence, const std::string& words) {
  const Result<Verdict> verdict = journal::verify(folder);
  INFO((verdict ? verdict->fault : verdict.error().text()));
  REQUIRE(verdict);
  REQUIRE(verdict->first_fault == sequence);
  REQUIRE(verdict->fault.find(words) != std::string::npos);
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder));
  REQUIRE_FALSE(journal);
  CAPTURE(journal.error().text());
  REQUIRE(journal.error().code == ErrorCode::corrupt);
  REQUIRE(journal.error().text().find(fmt::format("sequence {}", sequence)) != std::string::npos);
}

}  // namespace

TEST_CASE("journal: an edit, a gap, another order and a cut-off end are each named with their sequence",
          "[journal][damage]") {
  const TemporaryFolder folder;
  write_journal(folder.path(), 30);
  const auto sequence_of = [&](int entry) {
    return number_at(folder.path(), fmt::format("SELECT seq FROM entries ORDER BY seq LIMIT 1 OFFSET {}", entry - 1));
  };
  const Sequence tenth = sequence_of(10);
  const Sequence last = sequence_of(30);
  const std::string where = fmt::format(" WHERE seq={}", tenth);

  SECTION("a body that was changed") {
    tamper(folder.path(),
           "UPDATE entries SET body=CAST(replace(CAST(body AS TEXT), 'decision', 'decisioN') AS BLOB)" + where);
    named(folder.path(), tenth, "changed or moved");
  }
  SECTION("a time that was changed") {
    tamper(folder.path(), "UPDATE entries SET at_ns=at_ns+1" + where);
    named(folder.path(), tenth, "changed or moved");
  }
  SECTION("a command id that was changed") {
    tamper(folder.path(), "UPDATE entries SET command=x'00112233445566778899aabbccddeeff'" + where);
    named(folder.path(), tenth, "changed or moved");
  }
  SECTION("a count that was changed") {
    tamper(folder.path(), "UPDATE entries SET count=count+1" + where);
    named(folder.path(), tenth, "changed or moved");
  }
  SECTION("a chain value that was changed") {
    tamper(folder.path(), "UPDATE entries SET chain=zeroblob(32)" + where);
    named(folder.path(), tenth, "changed or moved");
  }
  SECTION("a column of another type") {
    tamper(folder.path(), "UPDATE entries SET at_ns='soon'" + where);
    named(folder.path(), tenth, "does not have its shape");
  }
  SECTION("an entry that was deleted") {
    tamper(folder.path(), "DELETE FROM entries" + where);
    named(folder.path(), tenth, "are missing");
  }
  SECTION("the first entry deleted") {
    tamper(folder.path(), "DELETE FROM entries WHERE seq=1");
    named(folder.path(), 1, "are missing");
  }
  SECTION("an entry put before the first") {
    tamper(folder.path(), "INSERT INTO entries SELECT -5, at_ns, command, count, body, chain FROM entries" + where);
    named(folder.path(), 1, "stands where");
  }
  SECTION("an entry put after the last") {
    const Sequence next = number_at(folder.path(), "SELECT seq + count FROM entries ORDER BY seq DESC LIMIT 1");
    tamper(folder.path(),
           fmt::format("INSERT INTO entries SELECT {}, at_ns, command, count, body, chain FROM entries", next) + where);
    named(folder.path(), next, "changed or moved");
  }
  SECTION("two entries that changed places") {
    const Sequence other = sequence_of(11);
    tamper(folder.path(),
           fmt::format("UPDATE entries SET seq=-1 WHERE seq={0}; UPDATE entries SET seq={0} WHERE seq={1}; "
                       "UPDATE entries SET seq={1} WHERE seq=-1",
                       tenth, other));
    named(folder.path(), tenth, "changed or moved");
  }
  SECTION("the last entry deleted") {
    tamper(folder.path(), fmt::format("DELETE FROM entries WHERE seq={}", last));
    named(folder.path(), last, "its end is missing");
  }
  SECTION("every entry deleted") {
    tamper(folder.path(), "DELETE FROM entries");
    named(folder.path(), 1, "its end is missing");
  }
  SECTION("an anchor that was changed") {
    std::string text = *journal::system_disk().read(folder.path() / "journal.anchor");
    text[text.find("sequence ") + 9] = '1';
    REQUIRE(journal::system_disk().replace(folder.path() / "journal.anchor", text));
    const Result<Verdict> verdict = journal::verify(folder.path());
    REQUIRE(verdict);
    REQUIRE(verdict->fault.find("changed or is torn") != std::string::npos);
    REQUIRE_FALSE(Journal::open(small_options(folder.path())));
  }
  SECTION("an anchor that was removed is reported, and does not stop the hub") {
    std::filesystem::remove(folder.path() / "journal.anchor");
    REQUIRE(journal::verify(folder.path())->fault.find("journal.anchor is missing") != std::string::npos);
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
    REQUIRE(journal);
    REQUIRE((*journal)->notices().at(0).find("a missing end cannot be ruled out") != std::string::npos);
  }
}

TEST_CASE("journal: another journal's database is told apart, by its key", "[journal][damage]") {
  const TemporaryFolder one;
  const TemporaryFolder other;
  write_journal(one.path(), 5);
  write_journal(other.path(), 9);
  std::filesystem::copy_file(other.path() / "journal.db", one.path() / "journal.db",
                             std::filesystem::copy_options::overwrite_existing);
  REQUIRE(Journal::open(small_options(one.path())).error().code == ErrorCode::denied);
  REQUIRE(journal::verify(one.path()).error().code == ErrorCode::denied);
}

TEST_CASE("journal: an older copy of the database is noticed", "[journal][damage]") {
  const TemporaryFolder folder;
  write_journal(folder.path(), 5);
  const std::string older = *journal::system_disk().read(folder.path() / "journal.db");
  write_journal(folder.path(), 5);
  REQUIRE(journal::system_disk().replace(folder.path() / "journal.db", older));
  const Sequence next = number_at(folder.path(), "SELECT seq + count FROM entries ORDER BY seq DESC LIMIT 1");
  named(folder.path(), next, "its end is missing");
}

TEST_CASE("journal: a changed snapshot is dropped with a notice, and the entries still stand", "[journal][damage]") {
  const TemporaryFolder folder;
  {
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
    REQUIRE(journal);
    Client client(**journal);
    client.append(1, 10);
    client.snapshot();
    client.append(11, 10);
    client.snapshot();
    (*journal)->stop();
  }
  const auto none = [](SnapshotRow) -> Result<void> { return {}; };
  SECTION("a record") {
    tamper(folder.path(), "UPDATE snapshot SET bytes=x'00' WHERE id=2");
  }
  SECTION("a record removed") {
    tamper(folder.path(), "DELETE FROM snapshot WHERE id=2");
  }
  SECTION("a record added") {
    tamper(folder.path(), "INSERT INTO snapshot SELECT 99, 'case/x', bytes, seal FROM snapshot WHERE id=2");
  }
  SECTION("a step") {
    tamper(folder.path(), "UPDATE snapshot_steps SET digest='other' WHERE step=2");
  }
  SECTION("the command ids of a step") {
    tamper(folder.path(), "UPDATE snapshot_steps SET ids=x'' WHERE step=1");
  }
  SECTION("the last step removed") {
    tamper(folder.path(), "DELETE FROM snapshot_steps WHERE step=2");
  }
  REQUIRE(journal::verify(folder.path())->fault.find("the snapshot does not") != std::string::npos);
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
  REQUIRE(journal);
  const Result<Sequence> read = (*journal)->read_snapshot(none);
  REQUIRE((!read || *read == 0));
  if (!read) REQUIRE((*journal)->drop_snapshot());
  REQUIRE(read_all(**journal)->entries.size() == 20);
  for (std::uint64_t number = 1; number <= 20; ++number) REQUIRE((*journal)->find(command_number(number)));
  (*journal)->stop();
  REQUIRE(journal::verify(folder.path())->fault == "");
}

TEST_CASE("journal: bytes flipped anywhere in an entry's page are noticed, and every entry before them still reads",
          "[journal][damage]") {
  const TemporaryFolder folder;
  write_journal(folder.path(), 200);
  const std::filesystem::path file = folder.path() / "journal.db";
  const std::string good = *journal::system_disk().read(file);
  const Result<Verdict> whole = journal::verify(folder.path());
  REQUIRE(whole->fault.empty());
  std::mt19937_64 chance(20261122);
  std::size_t noticed = 0;
  for (int i = 0; i < 400; ++i) {
    std::string bytes = good;
    const std::size_t at = chance() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (chance() % 8)));
    REQUIRE(journal::system_disk().replace(file, bytes));
    const Result<Verdict> verdict = journal::verify(folder.path());
    const bool found = !verdict || verdict->first_fault;
    noticed += found ? 1U : 0U;
    // Unnoticed is only what changes nothing that was written: unused room, or SQLite's own counters.
    if (!found) REQUIRE(verdict->position.chain_head == whole->position.chain_head);
    if (verdict && verdict->first_fault) REQUIRE(*verdict->first_fault >= verdict->position.last_sequence + 1);
  }
  REQUIRE(noticed > 200);
}

TEST_CASE("journal: a torn file is named with the first sequence that cannot be read", "[journal][damage]") {
  const TemporaryFolder folder;
  write_journal(folder.path(), 200);
  const std::filesystem::path file = folder.path() / "journal.db";
  const std::string good = *journal::system_disk().read(file);
  for (const std::size_t pages : {1U, 5U, 10U, 20U}) {
    REQUIRE(journal::system_disk().replace(file, good.substr(0, good.size() - pages * 4096 - 100)));
    const Result<Verdict> verdict = journal::verify(folder.path());
    CAPTURE(pages);
    if (verdict) {
      REQUIRE(verdict->first_fault);
      REQUIRE(verdict->fault.find(fmt::format("sequence {}", *verdict->first_fault)) != std::string::npos);
    } else {
      REQUIRE(verdict.error().code == ErrorCode::corrupt);
    }
    REQUIRE(Journal::open(small_options(folder.path())).error().code == ErrorCode::corrupt);
  }
}

namespace {

// A journal whose process was killed: everything of it lies in the write-ahead log.
[[nodiscard]] Ledger write_and_die(const std::filesystem::path& folder, std::uint64_t entries) {
  Options options = small_options(folder);
  options.wal_pages_max = 200;
  const Result<std::unique_ptr<Journal>> journal = Journal::open(options);
  REQUIRE(journal);
  Client client(**journal);
  for (std::uint64_t number = 1; number <= entries; ++number) client.append(number, 1);
  return client.acknowledged();
}

constexpr std::size_t frame_bytes = 4096 + 24;

// Of a log that was laid out in full: how many frames were written.
[[nodiscard]] std::size_t frames_used(const std::string& log) {
  std::size_t frames = 0;
  while (32 + (frames + 1) * frame_bytes <= log.size() && log.compare(32 + frames * frame_bytes, 4, "\0\0\0\0", 4) != 0)
    ++frames;
  return frames;
}

}  // namespace

TEST_CASE("journal: a bit flipped anywhere in the write-ahead log after a kill is named with its sequence",
          "[journal][damage]") {
  const TemporaryFolder folder;
  const Ledger acknowledged = write_and_die(folder.path(), 20);
  const std::filesystem::path file = folder.path() / "journal.db-wal";
  const std::string good = *journal::system_disk().read(file);
  const std::size_t used = 32 + frames_used(good) * frame_bytes;
  REQUIRE(used >= 32 + 20 * frame_bytes);
  for (std::size_t at = 0; at < used; at += at < 32 + 24 ? 1 : 997) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    REQUIRE(journal::system_disk().replace(file, bytes));
    const Result<Verdict> verdict = journal::verify(folder.path());
    CAPTURE(at);
    REQUIRE(verdict);
    const bool readable_anyway = !verdict->first_fault;  // in a header's field that SQLite does not use
    if (readable_anyway) {
      REQUIRE(verdict->position.last_sequence == acknowledged.rbegin()->second);
      continue;
    }
    REQUIRE(verdict->fault.find(fmt::format("sequence {}", *verdict->first_fault)) != std::string::npos);
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
    REQUIRE_FALSE(journal);
    REQUIRE(journal.error().text().find(fmt::format("sequence {}", *verdict->first_fault)) != std::string::npos);
  }
  REQUIRE(journal::system_disk().replace(file, good));
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
  REQUIRE(journal);
  REQUIRE(lost(acknowledged, *read_all(**journal)) == "");
}

TEST_CASE(
    "journal: without journal.head, as after a power cut, damage before the last commit is named and a torn end "
    "is not",
    "[journal][damage]") {
  const TemporaryFolder folder;
  static_cast<void>(write_and_die(folder.path(), 20));
  const std::filesystem::path file = folder.path() / "journal.db-wal";
  const std::string good = *journal::system_disk().read(file);
  const std::size_t frames = frames_used(good);
  std::filesystem::remove(folder.path() / "journal.head");
  const auto flip = [&](std::size_t at) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    REQUIRE(journal::system_disk().replace(file, bytes));
  };
  for (std::size_t frame = 0; frame + 6 < frames; ++frame) {
    CAPTURE(frame);
    flip(32 + frame * frame_bytes + 24 + frame * 100);
    const Result<Verdict> verdict = journal::verify(folder.path());
    REQUIRE((verdict && verdict->first_fault));
    REQUIRE(verdict->fault.find("cannot be read") != std::string::npos);
    REQUIRE_FALSE(Journal::open(small_options(folder.path())));
  }
  SECTION("a torn last commit was never acknowledged") {
    flip(32 + frames * frame_bytes - 100);
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
    REQUIRE(journal);
    REQUIRE(read_all(**journal)->entries.size() == 19);
  }
  SECTION("without journal.anchor either, somebody has chosen to go on, and is told what is missing") {
    flip(32 + (frames / 2) * frame_bytes + 2000);
    std::filesystem::remove(folder.path() / "journal.anchor");
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
    REQUIRE(journal);
    const std::vector<std::string> notices = (*journal)->notices();
    REQUIRE(std::any_of(notices.begin(), notices.end(), [](const std::string& notice) {
      return notice.find("is damaged: decisions that were committed after event") != std::string::npos;
    }));
    REQUIRE(read_all(**journal)->entries.size() < 19);
  }
}

TEST_CASE("journal: a write-ahead log that was cut short or removed after a kill is missed", "[journal][damage]") {
  const TemporaryFolder folder;
  const Ledger acknowledged = write_and_die(folder.path(), 20);
  const std::filesystem::path file = folder.path() / "journal.db-wal";
  const std::string good = *journal::system_disk().read(file);
  SECTION("removed") {
    std::filesystem::remove(file);
  }
  SECTION("emptied") {
    REQUIRE(journal::system_disk().replace(file, ""));
  }
  SECTION("cut in the middle") {
    REQUIRE(journal::system_disk().replace(file, good.substr(0, frames_used(good) / 2 * frame_bytes)));
  }
  SECTION("cut in the last frame") {
    REQUIRE(journal::system_disk().replace(file, good.substr(0, 32 + frames_used(good) * frame_bytes - 100)));
  }
  const Result<Verdict> verdict = journal::verify(folder.path());
  REQUIRE((verdict && verdict->first_fault));
  REQUIRE(verdict->fault.find("its end is missing") != std::string::npos);
  REQUIRE(Journal::open(small_options(folder.path())).error().code == ErrorCode::corrupt);
  REQUIRE(journal::system_disk().replace(file, good));  // it was only mislaid
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
  REQUIRE(journal);
  REQUIRE(lost(acknowledged, *read_all(**journal)) == "");
}

TEST_CASE("journal: an edit before the snapshot of a clean stop is named while the hub runs", "[journal][damage]") {
  const TemporaryFolder folder;
  {
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
    REQUIRE(journal);
    Client client(**journal);
    client.append(1, 700);
    client.snapshot();
    (*journal)->stop();
  }
  const Sequence edited = number_at(folder.path(), "SELECT seq FROM entries ORDER BY seq LIMIT 1 OFFSET 450");
  const bool damage = GENERATE(false, true);
  if (damage) tamper(folder.path(), fmt::format("UPDATE entries SET at_ns=at_ns+1 WHERE seq={}", edited));
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
  REQUIRE(journal);
  std::mutex mutex;
  std::vector<std::string> told;
  (*journal)->when_damaged([&](const Error& error) {
    const std::scoped_lock lock(mutex);
    told.push_back(error.text());
  });
  Client client(**journal);
  for (std::uint64_t number = 701; number < 1'200; ++number) client.append(number, 1);
  (*journal)->stop();
  const std::scoped_lock lock(mutex);
  REQUIRE(told.size() == (damage ? 1U : 0U));
  if (damage) REQUIRE(told.front().find(fmt::format("sequence {}", edited)) != std::string::npos);
}

TEST_CASE("journal: a file that cannot be opened is said with how far it had come, and what to do",
          "[journal][damage]") {
  const TemporaryFolder folder;
  write_journal(folder.path(), 30);
  const std::filesystem::path file = folder.path() / "journal.db";
  const Sequence last = number_at(folder.path(), "SELECT max(seq + count - 1) FROM entries");
  SECTION("cut off in its first pages") {
    std::filesystem::resize_file(file, 5'000);
  }
  SECTION("another file") {
    std::filesystem::resize_file(file, 0);
    std::ofstream(file) << std::string(9'000, 'x');
  }
  for (const std::string& said :
       {journal::verify(folder.path()).error().text(), Journal::open(small_options(folder.path())).error().text()}) {
    CAPTURE(said);
    CHECK(said.find(fmt::format("sequence {}", last)) != std::string::npos);
    CHECK(said.find("Restore") != std::string::npos);
  }
}

}  // namespace carehub::test
