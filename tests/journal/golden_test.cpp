#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

#include "dispatcher/journal/disk.hpp"
#include "tests/journal/writing.hpp"
#include "tests/support/paths.hpp"

// Journals written by earlier versions, kept for ever: whatever changes, old bytes stay readable and mean the same. A
// version that writes something new adds a folder (golden-2, golden-3 ...) with what is expected of it; none is
// changed.

namespace carehub::test {

namespace {

// --- how they were made ---

template <class T>
void fill(T& value, int& number);

void fill_text(std::string& text, int& number) {
  text = fmt::format("invented {}", ++number);
}

template <class T>
concept Textual = requires(T value) {
  { value.value } -> std::convertible_to<std::string>;
};

template <class T>
void fill_member(T& value, int& number) {
  if constexpr (std::is_same_v<T, std::string>) {
    fill_text(value, number);
  } else if constexpr (Textual<T>) {
    fill_text(value.value, number);
  } else if constexpr (std::is_same_v<T, bool>) {
    value = true;
  } else if constexpr (std::is_integral_v<T>) {
    value = static_cast<T>(++number);
  } else if constexpr (std::is_same_v<T, Instant>) {
    value = Instant{seconds{1'795'000'000 + ++number}};
  } else if constexpr (Described<T> && std::is_class_v<T>) {
    fill(value, number);
  } else if constexpr (requires { value.value = std::uint64_t{1}; }) {
    value.value = static_cast<std::uint64_t>(++number);
  }
}

template <class T>
void fill(T& value, int& number) {
  for_each_member<T>([&](int, std::string_view, auto member) { fill_member(value.*member, number); });
}

[[nodiscard]] std::vector<Event> one_of_each() {
  std::vector<Event> events;
  int number = 0;
  boost::mp11::mp_for_each<boost::mp11::mp_iota_c<event_kinds>>([&](auto index) {
    std::variant_alternative_t<index, EventKinds> event;
    fill(event, number);
    events.emplace_back(std::move(event));
  });
  return events;
}

// CAREHUB_GOLDEN=folder journal_tests "[make-golden]"
void write_golden(const std::filesystem::path& folder) {
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder));
  REQUIRE(journal);
  (*journal)->start({});
  Sequence next = 1;
  for (Event& event : one_of_each()) {
    Entry entry = invented_entry(next, next);
    entry.events.clear();
    entry.events.push_back(std::move(event));
    if (next % 2 == 0) entry.fingerprint = journal::fingerprint_of(entry.message);
    ++next;
    (*journal)->append(std::move(entry), {});
  }
  (*journal)->append_snapshot(next - 1, {{"hub", "invented"}, {"case/1001", std::string("\0\1bytes", 7)}});
  for (std::uint64_t number = 101; number <= 120; ++number) {
    Entry entry = invented_entry(next, number);
    next += entry.events.size();
    (*journal)->append(std::move(entry), {});
  }
  (*journal)->stop();
  const journal::Position position = (*journal)->position();
  std::ofstream(folder / "expected") << position.last_sequence << ' ' << position.entries << ' ' << event_kinds << ' '
                                     << position.chain_head << ' ' << position.digest << '\n';
}

struct Expected {
  Sequence last_sequence = 0;
  std::uint64_t entries = 0;
  std::size_t kinds = 0;  // of events, one entry each
  std::string chain_head;
  std::string digest;
};

[[nodiscard]] Expected expected_of(const std::filesystem::path& folder) {
  Expected expected;
  std::ifstream(folder / "expected") >> expected.last_sequence >> expected.entries >> expected.kinds >>
      expected.chain_head >> expected.digest;
  REQUIRE(expected.kinds > 0);
  return expected;
}

void copy_journal(const std::filesystem::path& from, const std::filesystem::path& to) {
  for (const char* name : {"journal.db", "journal.key", "journal.anchor"})
    std::filesystem::copy_file(from / name, to / name);
}

void reads_as_written(const std::filesystem::path& golden_folder) {
  CAPTURE(golden_folder.string());
  const Expected expected = expected_of(golden_folder);
  const TemporaryFolder folder;
  copy_journal(golden_folder, folder.path());
  const Result<journal::Verdict> verdict = journal::verify(folder.path());
  REQUIRE(verdict);
  REQUIRE(verdict->fault == "");
  REQUIRE(verdict->position.last_sequence == expected.last_sequence);
  REQUIRE(verdict->position.entries == expected.entries);
  REQUIRE(verdict->position.chain_head == expected.chain_head);
  REQUIRE(verdict->position.digest == expected.digest);
  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
  REQUIRE(journal);
  const Result<Contents> contents = read_all(**journal);
  REQUIRE(contents);
  for (std::size_t kind = 0; kind < expected.kinds; ++kind) {
    CAPTURE(kind);
    const Entry& entry = contents->entries[kind];
    REQUIRE(entry.events.front().index() == kind);
    const std::uint64_t fingerprint = (kind + 1) % 2 == 0 ? journal::fingerprint_of(entry.message) : 0;
    REQUIRE(entry.fingerprint == fingerprint);
    REQUIRE((*journal)->find(entry.stamp.command)->fingerprint == fingerprint);
  }
}

constexpr Sequence golden_sequence = 87;
constexpr const char* golden_head = "10bdacc3f40474f65a5e0aa976c663d7fe1d44a062c9e6627c477514d20de10c";
constexpr const char* golden_note = "invented 110";
const std::filesystem::path golden = std::filesystem::path(CAREHUB_SOURCE_DIR) / "tests/journal/golden";

}  // namespace

TEST_CASE("journal: makes the golden journal", "[.][make-golden]") {
  const char* folder = std::getenv("CAREHUB_GOLDEN");
  REQUIRE(folder != nullptr);
  write_golden(folder);
}

TEST_CASE("journal: a journal written by version 0.1.0 reads as it was written", "[journal][golden]") {
  const TemporaryFolder folder;
  copy_journal(golden, folder.path());
  const Result<journal::Verdict> verdict = journal::verify(folder.path());
  REQUIRE(verdict);
  REQUIRE(verdict->fault == "");
  REQUIRE(verdict->position.last_sequence == golden_sequence);
  REQUIRE(verdict->position.entries == 78);
  REQUIRE(verdict->position.chain_head == golden_head);
  REQUIRE(verdict->position.digest == fmt::format("{:032x}", 120));

  const Result<std::unique_ptr<Journal>> journal = Journal::open(small_options(folder.path()));
  REQUIRE(journal);
  REQUIRE((*journal)->notices().empty());
  const Result<Contents> contents = read_all(**journal);
  REQUIRE(contents);
  for (std::size_t kind = 0; kind < 58; ++kind) {
    CAPTURE(kind);
    REQUIRE(contents->entries[kind].events.size() == 1);
    REQUIRE(contents->entries[kind].events.front().index() == kind);
  }
  const Event& first_note = contents->entries[6].events.front();
  REQUIRE(std::get<NoteAdded>(first_note).text == golden_note);
  REQUIRE((*journal)->find(command_number(101))->refusal->text == "CR2 is off duty until 08:00");
  REQUIRE((*journal)->find(command_number(5))->message == "decision 5");
  std::map<std::string, std::string> rows;
  const Result<Sequence> snapshot = (*journal)->read_snapshot([&](SnapshotRow row) -> Result<void> {
    rows[row.key] = *row.bytes;
    return {};
  });
  REQUIRE(snapshot == 58U);
  REQUIRE(rows == std::map<std::string, std::string>{{"hub", "invented"}, {"case/1001", std::string("\0\1bytes", 7)}});
}

TEST_CASE("journal: journals written by later versions read as they were written", "[journal][golden]") {
  std::size_t read = 0;
  for (int number = 2; std::filesystem::exists(golden.string() + fmt::format("-{}", number)); ++number, ++read)
    reads_as_written(golden.string() + fmt::format("-{}", number));
  REQUIRE(read >= 1);
}

}  // namespace carehub::test
