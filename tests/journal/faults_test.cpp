#include <catch2/catch.hpp>

#include "tests/journal/writing.hpp"
#include "tests/support/faulty_disk.hpp"

// Every operation on the disk fails once, in every way, and the power goes at every operation. The oracle is the
// client's own list: what was acknowledged must be there once; what was not may be there or not, but must then stay.

namespace carehub::test {

namespace {

// A day in short: two runs with a clean stop between them, snapshots, and a WAL that is emptied several times.
// Stops early once the journal has failed or cannot be opened.
struct Script {
  Ledger acknowledged;
  std::string error;
  bool failed = false;

  void play(FaultyDisk& disk, std::uint64_t first_number) {
    for (std::uint64_t run = 0; run < 2 && !failed; ++run) {
      Options options = small_options(on_disk, &disk);
      options.anchor_every = std::chrono::seconds{run == 0 ? 0 : 60};
      const Result<std::unique_ptr<Journal>> journal = Journal::open(options);
      if (!journal) return stop(journal.error().text());
      append(disk, **journal, first_number + run * 100);
    }
  }

  void append(FaultyDisk& disk, Journal& journal, std::uint64_t number) {
    Client client(journal);
    client.count_if = [&] { return !disk.power_gone(); };
    for (std::uint64_t i = 0; i < 6 && !client.failed(); ++i) {
      client.append(number + i * 4, 1 + i % 4);
      if (i % 2 == 1) client.snapshot();
    }
    journal.stop();
    acknowledged.merge(client.acknowledged());
    if (client.failed()) stop(client.error());
  }

  void stop(std::string why) {
    failed = true;
    error = std::move(why);
  }
};

// What a restart finds and from then on vouches for.
[[nodiscard]] Ledger found_after_restart(FaultyDisk& disk, const Ledger& acknowledged) {
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(on_disk, &disk));
  INFO((journal ? "" : journal.error().text()));
  REQUIRE(journal);
  const Result<Contents> contents = read_all(**journal);
  REQUIRE(contents);
  REQUIRE(lost(acknowledged, *contents) == "");
  for (const auto& [id, sequence] : contents->found) REQUIRE((*journal)->find(id)->sequence == sequence);
  return contents->found;
}

[[nodiscard]] std::uint64_t operations_of_a_day() {
  FaultyDisk disk;
  Script script;
  script.play(disk, 1);
  REQUIRE_FALSE(script.failed);
  REQUIRE(script.acknowledged.size() == 26);
  return disk.operations();
}

}  // namespace

TEST_CASE("journal: whichever one operation of the disk fails, nothing acknowledged is lost", "[journal][faults]") {
  const std::uint64_t operations = operations_of_a_day();
  REQUIRE(operations > 200);
  std::uint64_t stopped = 0;
  for (const FaultKind kind :
       {FaultKind::input_output, FaultKind::no_space, FaultKind::short_write, FaultKind::sync_drops}) {
    for (std::uint64_t at = 1; at <= operations; ++at) {
      CAPTURE(at, static_cast<int>(kind));
      FaultyDisk disk;
      disk.fail_at(at, kind);
      Script script;
      script.play(disk, 1);
      stopped += script.failed ? 1U : 0U;
      disk.kill();
      const Ledger vouched = found_after_restart(disk, script.acknowledged);
      disk.power_cut(at);  // what the restart vouched for must be on the disk, not in the operating system's memory
      const Ledger after = found_after_restart(disk, vouched);
      REQUIRE(after == vouched);
    }
  }
  WARN(fmt::format("{} operations x 4 kinds of fault, {} stopped the journal", operations, stopped));
  REQUIRE(stopped > operations);  // most of them must be noticed
}

TEST_CASE("journal: a second fault while the first is being mended loses nothing either", "[journal][faults]") {
  FaultyDisk counting;
  Script day;
  day.play(counting, 1);
  std::uint64_t runs = 0;
  for (const std::uint64_t first : {counting.operations() / 3, counting.operations() * 3 / 4}) {
    bool happened = true;
    for (std::uint64_t second = 1; happened; ++second) {
      CAPTURE(first, second);
      FaultyDisk disk;
      disk.fail_at(first, FaultKind::sync_drops);
      Script script;
      script.play(disk, 1);
      disk.kill();
      disk.fail_at(disk.operations() + second, second % 2 == 0 ? FaultKind::no_space : FaultKind::sync_drops);
      {
        const Result<std::unique_ptr<Journal>> mending = Journal::open(small_options(on_disk, &disk));
        happened = disk.fault_happened();
        if (!mending) REQUIRE(happened);
      }
      disk.kill();
      const Ledger vouched = found_after_restart(disk, script.acknowledged);
      disk.power_cut(second);
      REQUIRE(found_after_restart(disk, vouched) == vouched);
      ++runs;
    }
  }
  REQUIRE(runs > 10);
}

TEST_CASE("journal: whenever the power goes, nothing acknowledged is lost", "[journal][faults]") {
  const std::uint64_t operations = operations_of_a_day();
  std::uint64_t cuts = 0;
  for (std::uint64_t at = 1; at <= operations; ++at) {
    for (const std::uint64_t seed : {at, at + 7919, at + 104729}) {
      CAPTURE(at, seed);
      FaultyDisk disk;
      disk.cut_at(at);
      Script script;
      script.play(disk, 1);
      disk.power_cut(seed);
      const Ledger vouched = found_after_restart(disk, script.acknowledged);
      disk.power_cut(seed + 1);  // again, at once
      REQUIRE(found_after_restart(disk, vouched) == vouched);
      ++cuts;
    }
  }
  WARN(fmt::format("{} power cuts", cuts));
}

TEST_CASE("journal: the power going during a rebuild loses nothing", "[journal][faults]") {
  bool during = true;
  std::uint64_t cuts = 0;
  for (std::uint64_t after = 1; during; ++after) {
    CAPTURE(after);
    FaultyDisk disk;
    Ledger acknowledged;
    {
      const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(on_disk, &disk));
      REQUIRE(journal);
      Client client(**journal);
      client.append(1, 20);
      client.snapshot();
      client.append(21, 5);
      acknowledged = client.acknowledged();
    }
    disk.kill();
    disk.cut_at(disk.operations() + after);
    {
      const Result<std::unique_ptr<Journal>> interrupted = Journal::open(small_options(on_disk, &disk));
    }
    during = disk.power_gone();
    disk.power_cut(after);
    static_cast<void>(found_after_restart(disk, acknowledged));
    ++cuts;
  }
  REQUIRE(cuts > 15);
}

// The control: the same test must see a disk that only pretends to sync, else it proves nothing.
TEST_CASE("journal: the power-cut test notices a disk that lies about its syncs", "[journal][faults]") {
  std::uint64_t harmed = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    FaultyDisk disk;
    Script honest;
    honest.play(disk, 1);
    disk.lie_about_syncs(true);
    Script script;
    script.play(disk, 1000);
    disk.lie_about_syncs(false);
    disk.power_cut(seed);
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(on_disk, &disk));
    if (!journal) {
      ++harmed;
      continue;
    }
    const Result<Contents> contents = read_all(**journal);
    harmed += !contents || !lost(script.acknowledged, *contents).empty() ? 1U : 0U;
  }
  REQUIRE(harmed > 90);
}

// The second control, as synchronous=NORMAL would be: only the WAL's syncs are lies.
TEST_CASE("journal: the power-cut test notices commits that are not synced one by one", "[journal][faults]") {
  std::uint64_t harmed = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    FaultyDisk disk;
    Ledger acknowledged;
    {
      Options options = small_options(on_disk, &disk);
      options.wal_pages_max = 200;
      const Result<std::unique_ptr<Journal>> journal = Journal::open(options);
      REQUIRE(journal);
      disk.lie_about_syncs(true);
      Client client(**journal);
      for (std::uint64_t i = 0; i < 20; ++i) client.append(1 + i, 1);
      acknowledged = client.acknowledged();
    }
    disk.lie_about_syncs(false);
    disk.power_cut(seed);
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(on_disk, &disk));
    if (!journal) {  // it misses commits itself, by what lies behind them or by journal.head
      ++harmed;
      continue;
    }
    const Result<Contents> contents = read_all(**journal);
    REQUIRE(contents);
    harmed += lost(acknowledged, *contents).empty() ? 0U : 1U;
  }
  REQUIRE(harmed > 50);
}

TEST_CASE("journal: a failed commit stops it for good, in plain words, and no later entry is acknowledged",
          "[journal][faults]") {
  FaultyDisk disk;
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(on_disk, &disk));
  REQUIRE(journal);
  Client client(**journal);
  client.append(1, 5);
  disk.fail_at(disk.operations() + 1, FaultKind::input_output);
  client.append(6, 5);
  client.append(11, 5);
  REQUIRE(client.failed());
  REQUIRE(client.acknowledged().size() == 5);
  REQUIRE(client.error().find("Whether the last decisions are on disk is not known: the dispatcher stops") !=
          std::string::npos);
}

}  // namespace carehub::test
