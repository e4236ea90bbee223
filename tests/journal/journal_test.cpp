#include <catch2/catch.hpp>

#include <atomic>
#include <set>
#include <thread>

#include "dispatcher/journal/disk.hpp"
#include "tests/journal/writing.hpp"

namespace carehub::test {

namespace {

[[nodiscard]] std::unique_ptr<Journal> opened(const Options& options) {
  Result<std::unique_ptr<Journal>> journal = Journal::open(options);
  INFO((journal ? "" : journal.error().text()));
  REQUIRE(journal);
  return *std::move(journal);
}

[[nodiscard]] std::string refused(const Options& options) {
  const Result<std::unique_ptr<Journal>> journal = Journal::open(options);
  REQUIRE_FALSE(journal);
  return journal.error().text();
}

[[nodiscard]] std::map<std::string, std::string> rows_of(Journal& journal, Sequence* sequence) {
  std::map<std::string, std::string> rows;
  const Result<Sequence> read = journal.read_snapshot([&](SnapshotRow row) -> Result<void> {
    rows[row.key] = row.bytes.value_or("(removed)");
    return {};
  });
  REQUIRE(read);
  *sequence = *read;
  return rows;
}

}  // namespace

TEST_CASE("journal: what was appended is read back as it was, with its place in the chain", "[journal]") {
  const TemporaryFolder folder;
  std::string head;
  {
    const auto journal = opened(small_options(folder.path()));
    REQUIRE(journal->position().last_sequence == 0);
    Client client(*journal);
    client.append(1, 40);
    journal->stop();
    REQUIRE(client.acknowledged().size() == 40);
    head = journal->position().chain_head;
    REQUIRE(journal->position().digest == fmt::format("{:032x}", 40));
  }
  const auto journal = opened(small_options(folder.path()));
  REQUIRE(journal->notices().empty());
  REQUIRE(journal->position().chain_head == head);
  REQUIRE(journal->position().entries == 40);
  const Result<Contents> contents = read_all(*journal);
  REQUIRE(contents);
  Sequence next = 1;
  for (std::uint64_t i = 0; i < 40; ++i) {
    const Entry& read = contents->entries[i];
    const Entry written = invented_entry(next, i + 1);
    REQUIRE(read.stamp.command == written.stamp.command);
    REQUIRE(read.stamp.at == written.stamp.at);
    REQUIRE(read.stamp.actor == written.stamp.actor);
    REQUIRE(read.message == written.message);
    REQUIRE(read.events.size() == written.events.size());
    REQUIRE(read.events.front().index() == written.events.front().index());
    next += written.events.size();
  }
  REQUIRE(journal->position().last_sequence == next - 1);
  REQUIRE(journal->position().events == next - 1);
  REQUIRE(journal->position().digest == fmt::format("{:032x}", 40));
}

TEST_CASE("journal: a repeated command gets its first answer, also after a restart, and an unknown one none",
          "[journal]") {
  const TemporaryFolder folder;
  {
    const auto journal = opened(small_options(folder.path()));
    Client client(*journal);
    client.append(1, 10);
    REQUIRE(journal->find(command_number(2))->message == "decision 2");
    client.snapshot();
    client.append(11, 10);
    journal->stop();
  }
  const auto journal = opened(small_options(folder.path()));
  for (const std::uint64_t number : {1U, 2U, 3U, 10U, 11U, 17U, 20U}) {
    const std::optional<journal::Outcome> outcome = journal->find(command_number(number));
    REQUIRE(outcome);
    REQUIRE(outcome->message == fmt::format("decision {}", number));
    REQUIRE(outcome->case_id == CaseId{1000 + number});
    REQUIRE(outcome->refusal.has_value() == (number % 7 == 3));
  }
  REQUIRE(journal->find(command_number(3))->refusal->text == "CR2 is off duty until 08:00");
  REQUIRE_FALSE(journal->find(command_number(21)));
  REQUIRE_FALSE(journal->find(CommandId{}));
}

TEST_CASE("journal: a command's answer comes with what tells its repeat from another command", "[journal]") {
  REQUIRE(journal::fingerprint_of("carehub") == 0xbc97176ebb4abd7fULL);
  REQUIRE(journal::fingerprint_of("carehub") != journal::fingerprint_of("carehuc"));
  const TemporaryFolder folder;
  {
    const auto journal = opened(small_options(folder.path()));
    journal->start({});
    Entry entry = invented_entry(1, 1);
    entry.fingerprint = journal::fingerprint_of("the command");
    journal->append(entry, {});
    journal->append(invented_entry(1 + entry.events.size(), 2), {});
    journal->stop();
  }
  const auto journal = opened(small_options(folder.path()));
  REQUIRE(journal->find(command_number(1))->fingerprint == journal::fingerprint_of("the command"));
  REQUIRE(journal->find(command_number(2))->fingerprint == 0);  // as in entries written before there was one
}

TEST_CASE("journal: a snapshot holds the newest of each record for the sequence it stands for", "[journal]") {
  const TemporaryFolder folder;
  Sequence first = 0;
  {
    const auto journal = opened(small_options(folder.path()));
    Client client(*journal);
    client.append(1, 3);
    first = journal->position().last_sequence;
    journal->append_snapshot(first, {{"hub", "one"}, {"case/1001", "a"}, {"case/1002", "b"}});
    client.append(4, 3);
    journal->append_snapshot(journal->position().last_sequence,
                             {{"case/1001", "c"}, {"case/1002", std::nullopt}, {"case/1003", ""}});
    client.append(7, 3);
    journal->stop();
  }
  const auto journal = opened(small_options(folder.path()));
  Sequence sequence = 0;
  const auto rows = rows_of(*journal, &sequence);
  REQUIRE(rows == std::map<std::string, std::string>{{"hub", "one"}, {"case/1001", "c"}, {"case/1003", ""}});
  REQUIRE(sequence > first);
  std::size_t tail = 0;
  REQUIRE(journal->replay(sequence, [&](const Entry& entry) -> Result<void> {
    REQUIRE(entry.stamp.sequence > sequence);
    ++tail;
    return {};
  }));
  REQUIRE(tail == 3);
}

TEST_CASE("journal: a dropped snapshot is gone, and the next one keeps every command's answer", "[journal]") {
  const TemporaryFolder folder;
  {
    const auto journal = opened(small_options(folder.path()));
    Client client(*journal);
    client.append(1, 10);
    client.snapshot();
    journal->stop();
  }
  {
    const auto journal = opened(small_options(folder.path()));
    REQUIRE(journal->drop_snapshot());
    Sequence sequence = 1;
    REQUIRE(rows_of(*journal, &sequence).empty());
    REQUIRE(sequence == 0);
    Client client(*journal);
    client.append(11, 10);
    client.snapshot();
    journal->stop();
  }
  const auto journal = opened(small_options(folder.path()));
  Sequence sequence = 0;
  REQUIRE_FALSE(rows_of(*journal, &sequence).empty());
  REQUIRE(sequence == journal->position().last_sequence);
  for (std::uint64_t number = 1; number <= 20; ++number) REQUIRE(journal->find(command_number(number)));
}

TEST_CASE("journal: a large snapshot is written in parts and stands whole", "[journal]") {
  const TemporaryFolder folder;
  {
    const auto journal = opened(small_options(folder.path()));
    Client client(*journal);
    client.append(1, 3);
    std::vector<SnapshotRow> rows;
    for (int i = 0; i < 1500; ++i)
      rows.push_back({fmt::format("case/{}", i), std::string(8000, static_cast<char>('a' + i % 26))});
    journal->append_snapshot(journal->position().last_sequence, std::move(rows));
    client.append(4, 50);
    journal->stop();
  }
  const auto journal = opened(small_options(folder.path()));
  REQUIRE(journal->notices().empty());
  Sequence sequence = 0;
  const auto rows = rows_of(*journal, &sequence);
  REQUIRE(rows.size() == 1500);
  REQUIRE(rows.at("case/27") == std::string(8000, 'b'));
}

TEST_CASE("journal: a snapshot's rows are encoded on the journal's thread, and no command waits for all of them",
          "[journal]") {
  const TemporaryFolder folder;
  const std::thread::id caller = std::this_thread::get_id();
  bool elsewhere = false;
  bool committed_between = false;
  {
    const auto journal = opened(small_options(folder.path()));
    Client client(*journal);
    client.append(1, 3);
    const Sequence stands_for = journal->position().last_sequence;
    std::atomic<bool> committed = false;
    std::vector<SnapshotRow> rows(2);
    rows[0].key = "case/1001";
    rows[0].encode = [&] {
      elsewhere = std::this_thread::get_id() != caller;
      journal->append(invented_entry(stands_for + 1, 4), [&] { committed = true; });
      return std::string(100'000, 'a');
    };
    rows[1].key = "case/1002";
    rows[1].encode = [&] {
      committed_between = committed;
      return std::string("b");
    };
    journal->append_snapshot(stands_for, std::move(rows));
    journal->stop();
  }
  REQUIRE(elsewhere);
  REQUIRE(committed_between);
  const auto journal = opened(small_options(folder.path()));
  Sequence sequence = 0;
  const auto rows = rows_of(*journal, &sequence);
  REQUIRE(rows.at("case/1001") == std::string(100'000, 'a'));
  REQUIRE(rows.at("case/1002") == "b");
  REQUIRE(journal->find(command_number(4)));
}

TEST_CASE("journal: a second dispatcher on the folder is told who holds it", "[journal]") {
  const TemporaryFolder folder;
  const auto journal = opened(small_options(folder.path()));
  const std::string said = refused(small_options(folder.path()));
  REQUIRE(said.find(fmt::format("another dispatcher (process {}) uses it", ::getpid())) != std::string::npos);
}

TEST_CASE("journal: without its key the journal is refused in plain words, and another key is told apart",
          "[journal]") {
  const TemporaryFolder folder;
  const std::filesystem::path key = folder.path() / "journal.key";
  opened(small_options(folder.path()))->stop();
  REQUIRE((std::filesystem::status(key).permissions() & std::filesystem::perms(0777)) == std::filesystem::perms(0600));
  REQUIRE((std::filesystem::status(folder.path() / "journal.db").permissions() & std::filesystem::perms(0077)) ==
          std::filesystem::perms(0));
  std::filesystem::rename(key, folder.path() / "kept");
  REQUIRE(refused(small_options(folder.path())).find("the journal's key is missing") != std::string::npos);
  REQUIRE(journal::system_disk().replace(key, std::string(32, 'k')));
  REQUIRE(refused(small_options(folder.path())).find("not the key that this journal was written with") !=
          std::string::npos);
  std::filesystem::rename(folder.path() / "kept", key);
  opened(small_options(folder.path()))->stop();
}

TEST_CASE("journal: a lost database is not taken for a new journal", "[journal]") {
  const TemporaryFolder folder;
  opened(small_options(folder.path()))->stop();
  std::filesystem::remove(folder.path() / "journal.db");
  REQUIRE(refused(small_options(folder.path())).find("database is missing") != std::string::npos);
}

TEST_CASE("journal: destroyed without a stop it loses nothing acknowledged, and says that it was rebuilt",
          "[journal]") {
  const TemporaryFolder folder;
  Ledger acknowledged;
  for (std::uint64_t round = 0; round < 5; ++round) {
    const auto journal = opened(small_options(folder.path()));
    REQUIRE(journal->notices().size() == (round == 0 ? 0U : 1U));
    const Result<Contents> contents = read_all(*journal);
    REQUIRE(contents);
    REQUIRE(lost(acknowledged, *contents) == "");
    Client client(*journal);
    client.append(1 + round * 100, 30);
    client.snapshot();
    acknowledged.merge(client.acknowledged());
  }
  const Result<journal::Verdict> verdict = journal::verify(folder.path());
  REQUIRE(verdict);
  REQUIRE(verdict->fault == "");
  REQUIRE(verdict->position.entries == 150);
  REQUIRE_FALSE(std::filesystem::exists(folder.path() / "journal.db.before"));
  REQUIRE_FALSE(std::filesystem::exists(folder.path() / "journal.db.new"));
}

TEST_CASE("journal: verify changes no byte of the folder", "[journal]") {
  const TemporaryFolder folder;
  {
    const auto journal = opened(small_options(folder.path()));
    Client client(*journal);
    client.append(1, 30);
  }
  const auto bytes = [&] {
    std::map<std::string, std::string> all;
    for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
      if (file.path().filename() != "lock") all[file.path().filename()] = *journal::system_disk().read(file.path());
    }
    return all;
  };
  const auto before = bytes();
  std::size_t taken = 0;
  const Result<journal::Verdict> verdict = journal::verify(folder.path(), [&](const Entry&) -> Result<void> {
    ++taken;
    return {};
  });
  REQUIRE(verdict);
  REQUIRE(verdict->fault == "");
  REQUIRE(taken == 30);
  REQUIRE((bytes() == before));
}

TEST_CASE("journal: a newer format, a foreign database and a file that is none are each named", "[journal]") {
  const TemporaryFolder folder;
  opened(small_options(folder.path()))->stop();
  const std::filesystem::path file = folder.path() / "journal.db";
  std::string bytes = *journal::system_disk().read(file);
  const auto with = [&](std::size_t at, char value) {
    std::string changed = bytes;
    changed[at] = value;
    REQUIRE(journal::system_disk().replace(file, changed));
    return refused(small_options(folder.path()));
  };
  REQUIRE(with(63, 2).find("written by a newer version of Carehub (format 2") != std::string::npos);  // user_version
  REQUIRE(with(71, 'X').find("not a Carehub journal") != std::string::npos);                          // application_id
  REQUIRE(with(0, 'X').find("not a database") != std::string::npos);
}

}  // namespace carehub::test
