// Writes to the journal in the folder it is given and prints every acknowledgement, until it is killed.

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <random>

#include "tests/journal/writing.hpp"

namespace {

void say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
}

}  // namespace

int main(int count, char** values) {
  using namespace carehub;
  if (count != 3) return 2;
  const std::uint64_t round = std::strtoull(values[2], nullptr, 10);
  auto journal = journal::Journal::open(test::small_options(values[1]));
  if (!journal) {
    say("error " + journal.error().text() + "\n");
    return 1;
  }
  std::mt19937_64 chance(round);
  Sequence next = (*journal)->position().last_sequence + 1;
  (*journal)->start([](const Error& error) {
    say("error " + error.text() + "\n");
    std::_Exit(1);
  });
  for (std::uint64_t number = round * 1'000'000 + 1;; ++number) {
    journal::Entry entry = test::invented_entry(next, number);
    const Sequence sequence = next;
    next += entry.events.size();
    (*journal)->append(std::move(entry), [number, sequence] { say(fmt::format("ack {} {}\n", number, sequence)); });
    if (chance() % 40 == 0)
      (*journal)->append_snapshot(next - 1, {{fmt::format("case/{}", number % 50), std::string(500, 's')}});
    while ((*journal)->backlog() > chance() % 8) ::usleep(20);  // waits now and then, so that groups are of all sizes
  }
}
