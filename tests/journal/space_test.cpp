#include <sys/mount.h>
#include <catch2/catch.hpp>

#include <cerrno>
#include <cstring>

#include "dispatcher/journal/verify.hpp"
#include "tests/journal/writing.hpp"
#include "tests/support/faulty_disk.hpp"

namespace carehub::test {

namespace {

[[nodiscard]] Ledger fill(Journal& journal, std::uint64_t number, std::string* error) {
  Client client(journal);
  for (std::uint64_t i = 0; i < 100'000 && !client.failed(); ++i) client.append(number + i, 1);
  *error = client.error();
  journal.stop();
  return client.acknowledged();
}

}  // namespace

TEST_CASE("journal: a full disk stops it plainly, the journal can still be read, and room brings it back",
          "[journal][space]") {
  FaultyDisk disk;
  disk.limit_to(600'000);
  Ledger acknowledged;
  {
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(on_disk, &disk));
    REQUIRE(journal);
    std::string error;
    acknowledged = fill(**journal, 1, &error);
    REQUIRE(error.find("the disk is full") != std::string::npos);
    REQUIRE(acknowledged.size() > 200);
  }
  disk.kill();
  const Result<std::unique_ptr<Journal>> full = Journal::open(small_options(on_disk, &disk));
  REQUIRE_FALSE(full);
  REQUIRE(full.error().text().find("Nothing acknowledged is lost; free some space and start again") !=
          std::string::npos);
  Contents read;
  const Result<journal::Verdict> verdict = journal::verify_on(disk, on_disk, [&](const Entry& entry) -> Result<void> {
    read.found.emplace(entry.stamp.command, entry.stamp.sequence);
    return {};
  });
  REQUIRE(verdict);
  REQUIRE(verdict->fault == "");
  REQUIRE(lost(acknowledged, read) == "");
  disk.limit_to(20'000'000);
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(on_disk, &disk));
  REQUIRE(journal);
  REQUIRE(lost(acknowledged, *read_all(**journal)) == "");
}

TEST_CASE("journal: the reserve is given up before the disk is full, and the last stop is then a clean one",
          "[journal][space]") {
  FaultyDisk disk;
  disk.limit_to(2'000'000);
  Options options = small_options(on_disk, &disk);
  options.ballast_bytes = 500'000;
  options.free_low_bytes = 200'000;
  Ledger acknowledged;
  {
    const Result<std::unique_ptr<Journal>> journal = Journal::open(options);
    REQUIRE(journal);
    REQUIRE_FALSE((*journal)->space()->ballast_released);
    REQUIRE((*journal)->space()->total_bytes == 2'000'000);
    std::string error;
    acknowledged = fill(**journal, 1, &error);
    REQUIRE((*journal)->space()->ballast_released);
    REQUIRE(error.find("the disk is full") != std::string::npos);
    REQUIRE(error.find("is not known") == std::string::npos);  // nothing was tried, so nothing is in doubt
  }
  disk.limit_to(4'000'000);
  const Result<std::unique_ptr<Journal>> journal = Journal::open(options);
  REQUIRE(journal);
  REQUIRE((*journal)->notices().empty());
  REQUIRE_FALSE((*journal)->space()->ballast_released);  // made again by itself
  REQUIRE(lost(acknowledged, *read_all(**journal)) == "");
}

TEST_CASE("journal: a real full disk loses nothing", "[journal][space]") {
  const TemporaryFolder place;
  if (::mount("carehub-test", place.path().c_str(), "tmpfs", 0, "size=3m") != 0) {
    WARN(fmt::format("skipped: no small disk can be mounted here ({})", std::strerror(errno)));
    return;
  }
  Ledger acknowledged;
  std::string error;
  {
    const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(place.path()));
    if (journal) acknowledged = fill(**journal, 1, &error);
  }
  const Result<std::unique_ptr<Journal>> full = Journal::open(small_options(place.path()));
  Contents read;
  const Result<journal::Verdict> verdict = journal::verify(place.path(), [&](const Entry& entry) -> Result<void> {
    read.found.emplace(entry.stamp.command, entry.stamp.sequence);
    return {};
  });
  ::umount(place.path().c_str());
  REQUIRE(error.find("the disk is full") != std::string::npos);
  REQUIRE(acknowledged.size() > 500);
  REQUIRE_FALSE(full);
  REQUIRE(verdict);
  REQUIRE(verdict->fault == "");
  REQUIRE(lost(acknowledged, read) == "");
}

}  // namespace carehub::test
