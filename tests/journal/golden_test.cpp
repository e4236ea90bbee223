#include <catch2/catch.hpp>

#include <cstdlib>

#include "dispatcher/journal/disk.hpp"
#include "tests/journal/writing.hpp"

// A journal written by version 0.1.0, format 1, kept for ever: whatever changes, old bytes stay readable and mean the
// same.

namespace carehub::test {

namespace {

// --- how it was made; not to be changed, only to be understood ---

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
    std::variant_alternative_t<index, Event> event;
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
  for (const char* name : {"journal.db", "journal.key", "journal.anchor"}) {
    std::filesystem::copy_file(golden / name, folder.path() / name);
  }
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

}  // namespace carehub::test
