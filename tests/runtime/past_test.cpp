// Any moment of an evening is shown as it was: compared with the state that the journal's entries lead to.

#include "dispatcher/runtime/past.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <semaphore>
#include <set>

#include "console/model/picture.hpp"
#include "dispatcher/core/core.hpp"
#include "dispatcher/core/digest.hpp"
#include "dispatcher/core/projection.hpp"
#include "dispatcher/core/snapshot.hpp"
#include "protocols/domain/access.hpp"
#include "protocols/wire/codec.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temporary_folder.hpp"

namespace {

using namespace carehub;
using namespace carehub::runtime;
namespace fs = std::filesystem;

// The first of the kept evenings, entry by entry.
const std::vector<journal::Entry>& kept_evening() {
  static const std::vector<journal::Entry> entries = [] {
    const fs::path from = fs::path(CAREHUB_SOURCE_DIR) / "tests/runtime/golden/evening-1";
    const support::TemporaryFolder folder;
    for (const char* name : {"journal.db", "journal.key", "journal.anchor"}) fs::copy_file(from / name, folder / name);
    fs::permissions(folder / "journal.key", fs::perms::owner_read | fs::perms::owner_write);
    std::vector<journal::Entry> found;
    const auto take = [&](const journal::Entry& entry) -> Result<void> {
      found.push_back(entry);
      return {};
    };
    const auto verdict = journal::verify(folder / "", take);
    REQUIRE(verdict.has_value());
    return found;
  }();
  return entries;
}

// As the journal gives them: some at a time.
PastStates::Read reading(const std::vector<journal::Entry>& entries, std::size_t at_once = 90) {
  return [&entries, at_once](journal::Head& place) -> Result<std::vector<journal::Entry>> {
    std::vector<journal::Entry> some;
    for (const auto& entry : entries) {
      if (entry.stamp.sequence <= place.last_sequence || some.size() == at_once) continue;
      some.push_back(entry);
    }
    if (!some.empty()) place.last_sequence = some.back().stamp.sequence + some.back().events.size() - 1;
    return some;
  };
}

core::State evolved_to(const std::vector<journal::Entry>& entries, Instant at) {
  core::State state;
  for (const auto& entry : entries) {
    if (entry.stamp.at > at) break;
    auto sequence = entry.stamp.sequence;
    for (const auto& event : entry.events) core::evolve(state, event, entry.stamp, sequence++);
  }
  return state;
}

// The hub's own snapshot, as it stood at that moment.
PastStates::Snapshot snapshot_of(const std::vector<journal::Entry>& entries, Instant taken) {
  return [&entries, taken](Instant at) -> Result<std::optional<Beginning>> {
    auto state = evolved_to(entries, taken);
    if (state.hub().last_sequence == 0 || state.hub().last_at > at) return std::nullopt;
    core::State restored;
    for (auto& record : core::records(state, state.all_records())) restored.restore(record.take());
    journal::Head place;
    place.last_sequence = state.hub().last_sequence;
    return Beginning{std::move(restored), place};
  };
}

Instant moment_between(const std::vector<journal::Entry>& entries, std::uint32_t share) {
  const auto span = entries.back().stamp.at - entries.front().stamp.at + minutes(2);
  return entries.front().stamp.at - minutes(1) + span / 1000 * (share % 1001);
}

void read_all_of(PastStates& past) {
  while (true) {
    const auto more = past.read_on();
    REQUIRE(more.has_value());
    if (!*more) return;
  }
}

HistoryMark newest_mark_before(const std::vector<journal::Entry>& entries, Instant at) {
  PastStates past(reading(entries));
  read_all_of(past);
  return past.chronicle().answer({.around = at, .before = 1}, entries.back().stamp.at).marks.at(0);
}

console::Picture shown_by(SnapshotCursor cursor) {
  console::Picture picture;
  while (auto part = cursor.next_part()) console::apply_part(picture, std::move(part->part));
  return picture;
}

// Replies as they come, for whoever waits.
class Inbox {
 public:
  void put(PastReply reply) {
    {
      const std::scoped_lock lock(mutex_);
      replies_.push_back(std::move(reply));
    }
    came_.notify_all();
  }
  // The next reply of that kind; fails the test after ten seconds.
  PastReply take(bool picture) {
    std::unique_lock lock(mutex_);
    std::size_t found = 0;
    REQUIRE(came_.wait_for(lock, std::chrono::seconds(10), [&] {
      for (found = 0; found < replies_.size(); ++found)
        if (replies_[found].picture == picture) return true;
      return false;
    }));
    PastReply reply = std::move(replies_[found]);
    replies_.erase(replies_.begin() + static_cast<std::ptrdiff_t>(found));
    return reply;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<PastReply> replies_;
};

wire::PastPart part_of(const std::string& bytes) {
  auto reply = wire::decode<wire::Reply>(bytes);
  REQUIRE(reply.has_value());
  REQUIRE(std::holds_alternative<wire::PastPart>(*reply));
  return std::get<wire::PastPart>(std::move(*reply));
}

}  // namespace

TEST_CASE("past: at any moment, in any order, the state is the one that the entries lead to", "[runtime][past]") {
  const auto& entries = kept_evening();
  CHECK(rc::check([&](const std::vector<std::uint32_t>& shares) {
    // Copies close together, and so many that some have to go.
    PastStates past(reading(entries),
                    {.copy_every_events = 200, .copies_max = 4, .near_before = minutes(7), .near_after_events = 0});
    read_all_of(past);
    for (const std::uint32_t share : shares) {
      const Instant at = moment_between(entries, share);
      const auto state = past.at(at);
      RC_ASSERT(state.has_value());
      RC_ASSERT(core::digest(**state) == core::digest(evolved_to(entries, at)));
    }
  }));
}

TEST_CASE("past: from the hub's snapshot the state is the one that the entries from the first lead to",
          "[runtime][past]") {
  const auto& entries = kept_evening();
  CHECK(rc::check([&](std::uint32_t taken_at, std::uint32_t read_parts, const std::vector<std::uint32_t>& shares) {
    const auto snapshot = snapshot_of(entries, moment_between(entries, taken_at));
    int used = 0;
    PastStates past(reading(entries), {.copy_every_events = 300, .near_before = minutes(7), .near_after_events = 50},
                    [&](Instant at) {
                      auto found = snapshot(at);
                      used += found && *found ? 1 : 0;
                      return found;
                    });
    for (std::uint32_t i = 0; i < read_parts % 40; ++i) RC_ASSERT(past.read_on().has_value());
    for (const std::uint32_t share : shares) {
      const Instant at = moment_between(entries, share);
      while (!past.ready_for(at)) {
        const auto more = past.read_on(at);
        RC_ASSERT(more.has_value());
        if (!*more) break;
      }
      const auto state = past.at(at);
      RC_ASSERT(state.has_value());
      RC_ASSERT(core::digest(**state) == core::digest(evolved_to(entries, at)));
    }
    RC_ASSERT(used <= 1);
    RC_CLASSIFY(used == 1, "from the snapshot");
  }));
}

TEST_CASE("past: a moment after the hub's snapshot is answered before the journal was read", "[runtime][past]") {
  const auto& entries = kept_evening();
  PastStates past(reading(entries), {}, snapshot_of(entries, moment_between(entries, 800)));
  const Instant late = moment_between(entries, 950);
  REQUIRE(past.ready_for(late));
  const auto state = past.at(late);
  REQUIRE(state.has_value());
  CHECK(past.reached() == 0);
  CHECK(core::digest(**state) == core::digest(evolved_to(entries, late)));
  CHECK_FALSE(past.ready_for(moment_between(entries, 500)));
}

TEST_CASE("past: a snapshot that cannot be relied on is done without", "[runtime][past]") {
  const auto& entries = kept_evening();
  int asked = 0;
  PastStates past(reading(entries), {}, [&](Instant) -> Result<std::optional<Beginning>> {
    ++asked;
    return fail(ErrorCode::corrupt, "snapshot", "its digest is another");
  });
  const Instant late = moment_between(entries, 950);
  CHECK_FALSE(past.ready_for(late));
  CHECK_FALSE(past.ready_for(late));
  CHECK(asked == 1);
  read_all_of(past);
  CHECK(core::digest(*past.at(late).value()) == core::digest(evolved_to(entries, late)));
}

TEST_CASE("past: read on for a moment, it stops there and is answered without another state", "[runtime][past]") {
  const auto& entries = kept_evening();
  PastStates past(reading(entries));
  const Instant at = moment_between(entries, 400);
  while (!past.ready_for(at)) REQUIRE(past.read_on(at).value());
  CHECK_FALSE(past.has_passed(at));
  CHECK(core::digest(*past.at(at).value()) == core::digest(evolved_to(entries, at)));
  // Forward from there, and back.
  for (const std::uint32_t share : {410U, 700U, 390U}) {
    const Instant other = moment_between(entries, share);
    while (!past.ready_for(other)) REQUIRE(past.read_on(other).value());
    CHECK(core::digest(*past.at(other).value()) == core::digest(evolved_to(entries, other)));
  }
}

TEST_CASE("past: it is answered as soon as the reading has passed the moment", "[runtime][past]") {
  const auto& entries = kept_evening();
  PastStates past(reading(entries));
  const Instant early = entries[entries.size() / 10].stamp.at;
  while (!past.has_passed(early)) REQUIRE(past.read_on().value());
  CHECK(past.reached() < entries.back().stamp.sequence);
  const auto state = past.at(early);
  REQUIRE(state.has_value());
  CHECK(core::digest(**state) == core::digest(evolved_to(entries, early)));
}

TEST_CASE("past: few copies are kept however long the journal is", "[runtime][past]") {
  PastStates past(reading(kept_evening()), {.copy_every_events = 20, .copies_max = 3});
  read_all_of(past);
  CHECK(past.copies() <= 3);
  PastStates small(reading(kept_evening()), {.copy_every_events = 20, .copied_records_max = 1});
  read_all_of(small);
  CHECK(small.copies() == 1);  // the newest
}

TEST_CASE("past: an entry that does not lead to the recorded digest is named, and nothing is shown",
          "[runtime][past]") {
  auto entries = kept_evening();
  for (auto& entry : entries)
    for (auto& event : entry.events)
      if (auto* digested = std::get_if<StateDigested>(&event)) digested->digest = std::string(32, '0');
  PastStates past(reading(entries));
  Result<bool> more = true;
  while (more && *more) more = past.read_on();
  REQUIRE_FALSE(more.has_value());
  CHECK(more.error().code == ErrorCode::corrupt);
}

TEST_CASE("past: the picture is what consoles showed then, without the way into a home", "[runtime][past]") {
  const auto& entries = kept_evening();
  for (const std::uint32_t share : {150U, 500U, 930U}) {
    const Instant at = moment_between(entries, share);
    const core::State state = evolved_to(entries, at);
    const auto picture = shown_by(past_picture(state, at, true));
    std::set<CaseId> expected;
    for (const auto* record : state.cases_after(CaseId{}, 1'000'000))
      if (core::in_picture(state, *record, at)) expected.insert(record->id);
    std::set<CaseId> shown;
    for (const auto& [id, record] : picture.cases) {
      shown.insert(id);
      const auto& access = record->referral.location.access;
      CHECK((access.empty() || access == access_held));
    }
    CHECK(shown == expected);
    CHECK(picture.teams.size() == state.teams().size());
    CHECK(picture.alerts.size() == state.alerts().size());
    CHECK(picture.status.now == at);
    CHECK(picture.status.open == core::hub_status(state, at).open);
    CHECK(picture.status.simulated);
    CHECK(picture.outlook == nullptr);
    CHECK(*picture.site == state.site());
  }
}

TEST_CASE("past: every event is counted once, whatever the parts, and calls are those of the hub", "[runtime][past]") {
  const auto& entries = kept_evening();
  PastStates past(reading(entries));
  read_all_of(past);
  const Instant now = entries.back().stamp.at + minutes(1);
  std::size_t events = 0;
  for (const auto& entry : entries) events += entry.events.size();
  const auto calls = evolved_to(entries, now).hub().next_case - 1001;
  for (const std::uint32_t parts : {1U, 7U, 240U}) {
    const History history = past.chronicle().answer({.parts = parts}, now);
    std::size_t counted = 0;
    std::size_t received = 0;
    for (const HistoryPart& part : history.parts) {
      counted += part.events;
      received += part.calls;
    }
    CHECK(history.parts.size() == parts);
    CHECK(counted == events);
    CHECK(received == calls);
    CHECK(history.last == now);
  }
}

TEST_CASE("past: a stretch of centuries is cut to what the journal is about", "[runtime][past]") {
  PastStates past(reading(kept_evening()));
  read_all_of(past);
  const Instant now = kept_evening().back().stamp.at;
  const HistoryWish wish{
      .from = *parse_iso8601("1900-01-01T00:00:00Z"), .to = *parse_iso8601("2200-01-01T00:00:00Z"), .parts = 100'000};
  const History history = past.chronicle().answer(wish, now);
  CHECK(history.parts.size() == 2'000);
  CHECK(history.from < history.first);
  CHECK(history.to > now);
  CHECK(history.to - history.from < hours(24 * 800));
  std::uint32_t events = 0;
  for (const HistoryPart& part : history.parts) events += part.events;
  CHECK(events > 0);
}

TEST_CASE("past: marks stand in order around a moment, of one case or of all, with words and names",
          "[runtime][past]") {
  const auto& entries = kept_evening();
  PastStates past(reading(entries));
  read_all_of(past);
  const Instant at = moment_between(entries, 600);
  const History all = past.chronicle().answer({.around = at, .before = 30, .after = 5}, entries.back().stamp.at);
  CHECK(all.marks.size() == 35);
  CHECK(all.earlier);
  CHECK(std::ranges::is_sorted(all.marks, {}, &HistoryMark::sequence));
  CHECK(std::ranges::count_if(all.marks, [&](const auto& mark) { return mark.at <= at; }) == 30);
  for (const HistoryMark& mark : all.marks) {
    CAPTURE(mark.sequence);
    CHECK_FALSE(mark.what.empty());
    CHECK_FALSE(mark.by.empty());
  }
  const CaseId one = all.marks.back().case_id;
  const History of_one =
      past.chronicle().answer({.around = entries.back().stamp.at, .of = one, .before = 200}, entries.back().stamp.at);
  REQUIRE_FALSE(of_one.marks.empty());
  CHECK(of_one.marks.front().kind == MarkKind::call);
  for (const HistoryMark& mark : of_one.marks) CHECK(mark.case_id == one);
}

TEST_CASE("past: too many marks are let go from the oldest on", "[runtime][past]") {
  PastStates past(reading(kept_evening()), {.marks_max = 10});
  read_all_of(past);
  const auto history =
      past.chronicle().answer({.around = Instant::max(), .before = 100}, kept_evening().back().stamp.at);
  CHECK(history.marks.size() == 10);
  CHECK(past.chronicle().forgotten() > 0);
}

TEST_CASE("past: on its thread the newest question of each client is answered, whole", "[runtime][past]") {
  const auto& entries = kept_evening();
  Inbox inbox;
  Past past(
      reading(entries), [&] { return entries.back().stamp.sequence; },
      [&](PastReply reply) { inbox.put(std::move(reply)); });
  for (std::uint64_t question = 1; question <= 5; ++question)
    REQUIRE(past.ask(
        PictureQuestion{"a", question, moment_between(entries, static_cast<std::uint32_t>(100 * question)), 0}));
  REQUIRE(past.ask(PictureQuestion{"b", 1, moment_between(entries, 400), 0}));
  bool newest_of_a = false;
  bool answered_b = false;
  while (!newest_of_a || !answered_b) {
    const PastReply reply = inbox.take(true);
    console::Picture picture;
    std::uint32_t index = 0;
    for (const auto& bytes : reply.parts) {
      auto part = part_of(bytes);
      CHECK(part.index == index++);
      CHECK(part.last == (index == reply.parts.size()));
      CHECK(part.fault.empty());
      newest_of_a = newest_of_a || (reply.peer == "a" && part.question == 5);
      console::apply_part(picture, std::move(part.part));
    }
    answered_b = answered_b || reply.peer == "b";
    CHECK_FALSE(picture.site->id.empty());
  }
}

TEST_CASE("past: it says how far it has read, and what is wrong with the journal", "[runtime][past]") {
  const auto& entries = kept_evening();
  Inbox inbox;
  Past past(
      reading(entries), [&] { return entries.back().stamp.sequence; },
      [&](PastReply reply) { inbox.put(std::move(reply)); });
  std::int32_t read = 0;
  while (read < 1000) {
    const Instant middle = moment_between(entries, 500);
    REQUIRE(past.ask(HistoryQuestion{"a", {.parts = 10, .around = middle, .before = 1}, entries.back().stamp.at}));
    const auto reply = wire::decode<wire::Reply>(inbox.take(false).parts.at(0));
    REQUIRE(reply.has_value());
    const auto& history = std::get<wire::HistoryAnswer>(*reply).history;
    CHECK(history.read_permille >= read);
    read = history.read_permille;
    // Not the newest that was read so far, but the newest before that moment.
    if (!history.marks.empty()) CHECK(history.marks.back() == newest_mark_before(entries, middle));
    if (read == 1000) CHECK(history.marks.size() == 1);
  }
  const auto broken = [](journal::Head&) -> Result<std::vector<journal::Entry>> {
    return fail(ErrorCode::corrupt, "journal.db, sequence 7", "the entry was changed");
  };
  Past damaged(broken, [] { return Sequence{9}; }, [&](PastReply reply) { inbox.put(std::move(reply)); });
  REQUIRE(damaged.ask(PictureQuestion{"a", 1, entries.back().stamp.at, 0}));
  const auto part = part_of(inbox.take(true).parts.at(0));
  CHECK(part.fault.find("sequence 7") != std::string::npos);
}

TEST_CASE("past: what it holds is let go when nobody asks, and read again when somebody does", "[runtime][past]") {
  const auto& entries = kept_evening();
  Inbox inbox;
  std::atomic<int> begun{0};
  const auto read = reading(entries);
  const auto counted = [&](journal::Head& place) {
    if (place.last_sequence == 0) ++begun;
    return read(place);
  };
  std::binary_semaphore let_go{0};
  PastThreadOptions options;
  options.idle_after = std::chrono::milliseconds(1);
  options.let_go = [&] { let_go.release(); };
  Past past(
      counted, [&] { return entries.back().stamp.sequence; }, [&](PastReply reply) { inbox.put(std::move(reply)); },
      options);
  const auto ask = [&](std::uint64_t question) {
    REQUIRE(past.ask(PictureQuestion{"a", question, entries.back().stamp.at, 0}));
    return inbox.take(true).parts;
  };
  const auto first = ask(1);
  REQUIRE(let_go.try_acquire_for(std::chrono::seconds(10)));
  const int before = begun;
  const auto second = ask(2);
  CHECK(begun > before);
  CHECK(part_of(second.at(0)).part.cases.size() == part_of(first.at(0)).part.cases.size());
  past.stop();
}

TEST_CASE("past: more clients than can wait are told so", "[runtime][past]") {
  Inbox inbox;
  std::mutex held;
  std::unique_lock lock(held);
  const auto stuck = [&](journal::Head&) -> Result<std::vector<journal::Entry>> {
    const std::scoped_lock wait(held);
    return std::vector<journal::Entry>{};
  };
  Past past(
      stuck, [] { return Sequence{9}; }, [&](PastReply reply) { inbox.put(std::move(reply)); }, {.questions_max = 2});
  int taken = 0;
  for (int i = 0; i < 10; ++i) taken += past.ask(HistoryQuestion{std::to_string(i), {}, {}}) ? 1 : 0;
  CHECK(taken >= 2);
  CHECK(taken <= 4);
  lock.unlock();
}
