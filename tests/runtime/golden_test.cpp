#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "dispatcher/core/digest.hpp"
#include "dispatcher/journal/journal.hpp"
#include "dispatcher/runtime/recovery.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temporary_folder.hpp"

// Invented evenings as earlier versions wrote them, kept for ever: whatever becomes of the rules, what was decided then
// replays to the same state. A version whose events say more adds a folder (evening-2, ...); none is changed. Made by
// the dispatcher with --start and `carehubctl simulate`, stopped cleanly; `expected` is what carehubctl verify said of
// it.

namespace {

using namespace carehub;
namespace fs = std::filesystem;

struct Evening {
  fs::path folder;
  Sequence last = 0;
  std::string digest;
};

std::vector<Evening> evenings() {
  std::vector<Evening> found;
  const fs::path golden = fs::path(CAREHUB_SOURCE_DIR) / "tests/runtime/golden";
  for (int number = 1; fs::exists(golden / fmt::format("evening-{}", number)); ++number) {
    Evening evening{golden / fmt::format("evening-{}", number), 0, ""};
    std::ifstream(evening.folder / "expected") >> evening.last >> evening.digest;
    found.push_back(std::move(evening));
  }
  return found;
}

void copy_journal(const fs::path& from, const fs::path& to) {
  for (const char* name : {"journal.db", "journal.key", "journal.anchor"}) fs::copy_file(from / name, to / name);
  fs::permissions(to / "journal.key", fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace

TEST_CASE("recovery: evenings of earlier versions replay to the state that they had", "[runtime][golden]") {
  REQUIRE_FALSE(evenings().empty());
  for (const Evening& evening : evenings()) {
    CAPTURE(evening.folder.string());
    const support::TemporaryFolder folder;
    copy_journal(evening.folder, folder.path());

    runtime::Replay replay{core::State{}};
    const auto verdict =
        journal::verify(folder.path(), [&](const journal::Entry& entry) { return replay.take(entry); });
    REQUIRE(verdict);
    CHECK(verdict->fault.empty());
    CHECK(replay.state().hub().last_sequence == evening.last);
    CHECK(replay.digests() > 0);
    CHECK(core::digest(replay.state()) == evening.digest);

    auto journal = journal::Journal::open({.directory = folder.path(), .ballast_bytes = 0});
    REQUIRE(journal);
    const auto recovered = runtime::recover(**journal);
    REQUIRE(recovered);
    CHECK(recovered->from_snapshot > 0);
    CHECK(recovered->notice.empty());
    CHECK(core::digest(recovered->state) == evening.digest);
  }
}

TEST_CASE("recovery: an entry that no decision could have made is a fault of the journal, not of the program",
          "[runtime]") {
  runtime::Replay replay{core::State{}};
  journal::Entry entry;
  entry.stamp.sequence = 1;
  entry.events = {CaseReceived{CaseId{38}, {}, {}}};
  const auto taken = replay.take(entry);
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == ErrorCode::corrupt);
  CHECK(taken.error().text().find("case 38") != std::string::npos);
}
