#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <random>
#include <sstream>

#include "tests/journal/writing.hpp"

// A real process is killed while it writes. What it said was acknowledged, this process keeps.

namespace carehub::test {

namespace {

class Child {
 public:
  Child(const std::string& folder, std::uint64_t round) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return;
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      const std::string number = std::to_string(round);
      ::execl(JOURNAL_CHILD, JOURNAL_CHILD, folder.c_str(), number.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
  }
  ~Child() {
    if (output_ != nullptr) ::fclose(output_);
    if (process_ > 0) ::waitpid(process_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill() const { ::kill(process_, SIGKILL); }

  // The next whole line it wrote; none once it is gone.
  [[nodiscard]] std::optional<std::string> line() {
    std::string text;
    for (int c = std::fgetc(output_); c != EOF; c = std::fgetc(output_)) {
      if (c == '\n') return text;
      text.push_back(static_cast<char>(c));
    }
    return std::nullopt;
  }

 private:
  pid_t process_ = -1;
  std::FILE* output_ = nullptr;
};

void take(const std::string& line, Ledger& ledger) {
  INFO(line);
  std::istringstream words(line);
  std::string kind;
  std::uint64_t number = 0;
  Sequence sequence = 0;
  words >> kind >> number >> sequence;
  REQUIRE(kind == "ack");
  ledger.emplace(command_number(number), sequence);
}

[[nodiscard]] std::uint64_t rounds_wanted() {
  const char* set = std::getenv("CAREHUB_KILLS");
  return set == nullptr ? 200 : std::strtoull(set, nullptr, 10);
}

}  // namespace

TEST_CASE("journal: killed at any moment, it keeps everything acknowledged, once", "[journal][kill]") {
  const TemporaryFolder folder;
  std::mt19937_64 chance(7);
  Ledger acknowledged;
  const std::uint64_t rounds = rounds_wanted();
  for (std::uint64_t round = 1; round <= rounds; ++round) {
    CAPTURE(round);
    Child child(folder.path().string(), round);
    const std::uint64_t lines =
        round % 10 == 0 ? 0 : 1 + chance() % 60;  // every tenth is killed while it may be rebuilding
    if (lines == 0) ::usleep(static_cast<useconds_t>(chance() % 20'000));  // any moment will do; nothing is waited for
    for (std::uint64_t i = 0; i < lines; ++i) {
      const std::optional<std::string> line = child.line();
      REQUIRE(line);
      take(*line, acknowledged);
    }
    child.kill();
    while (const std::optional<std::string> line = child.line()) take(*line, acknowledged);
    if (round % 20 != 0 && round != rounds) continue;
    const Result<journal::Verdict> verdict = journal::verify(folder.path());
    if (!verdict) {  // killed between two renames; the next start puts it right
      REQUIRE(verdict.error().text().find("was cut short") != std::string::npos);
      continue;
    }
    REQUIRE(verdict->fault == "");
  }
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
  REQUIRE(journal);
  const Result<Contents> contents = read_all(**journal);
  REQUIRE(contents);
  REQUIRE(lost(acknowledged, *contents) == "");
  WARN(fmt::format("{} kills, {} acknowledged, {} entries in the journal", rounds, acknowledged.size(),
                   contents->entries.size()));
  REQUIRE(acknowledged.size() > rounds);
}

}  // namespace carehub::test
