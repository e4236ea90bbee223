// The player of a replay: where its cursor goes, what the scrubber shows, and times as people write them.

#include "console/model/replay.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "console/model/past.hpp"
#include "tests/model/evening.hpp"

namespace carehub::console {
namespace {

const Instant journal_begins = *parse_iso8601("2026-11-20T08:00:00Z");
const Instant journal_ends = *parse_iso8601("2026-11-22T19:42:00Z");

Player at_end() {
  Player player;
  player.follow(journal_begins, journal_ends);
  return player;
}

// A winter without change of clocks is enough here: local time is UTC.
Calendar winter() {
  Calendar calendar;
  calendar.transitions.push_back({Instant{}, 0, "GMT"});
  return calendar;
}

std::string read_as(std::string_view text) {
  const auto at = moment_of(text, winter(), journal_ends - hours(5), journal_ends);
  return at ? iso8601(*at) : at.error().detail.substr(0, 12);
}

}  // namespace

TEST_CASE("replay: the cursor begins a little before the end, with the last day in view", "[model][replay]") {
  const Player player = at_end();
  CHECK(player.known());
  CHECK(player.at() == journal_ends - minutes(10));
  CHECK(player.from() == journal_ends - hours(24));
  CHECK(player.to() == journal_ends);
  CHECK_FALSE(player.playing());
}

TEST_CASE("replay: it plays by the machine's clock, times its speed, and stops at the end", "[model][replay]") {
  Player player = at_end();
  player.go_to(journal_ends - hours(2));
  player.advance(seconds(100));
  player.play_or_pause();
  player.advance(seconds(101));
  CHECK(player.speed() == 10);
  CHECK(player.at() == journal_ends - hours(2) + seconds(10));
  player.faster();
  player.advance(seconds(102));
  CHECK(player.at() == journal_ends - hours(2) + seconds(70));
  player.faster();
  player.faster();
  CHECK(player.speed() == 600);
  for (int i = 0; i < 20; ++i) player.advance(seconds(103 + i));
  CHECK(player.at() == journal_ends);
  CHECK_FALSE(player.playing());
  player.play_or_pause();
  CHECK_FALSE(player.playing());
}

TEST_CASE("replay: a screen that slept does not leap", "[model][replay]") {
  Player player = at_end();
  player.go_to(journal_ends - hours(20));
  player.advance(seconds(0));
  player.play_or_pause();
  player.advance(hours(1));
  CHECK(player.at() <= journal_ends - hours(20) + seconds(20));
}

TEST_CASE("replay: new events at the end move neither the cursor nor what is in view to the left", "[model][replay]") {
  Player player = at_end();
  player.go_to(journal_ends - hours(3));
  const Instant from = player.from();
  player.follow(journal_begins, journal_ends + minutes(5));
  CHECK(player.at() == journal_ends - hours(3));
  CHECK(player.from() == from);
  CHECK(player.to() == journal_ends + minutes(5));
}

TEST_CASE("replay: whatever is pressed, the cursor is in the journal and in view", "[model][replay]") {
  CHECK(rc::check([](const std::vector<std::int16_t>& presses) {
    Player player = at_end();
    for (const std::int16_t press : presses) {
      switch (press & 7) {
        case 0:
          player.step(minutes(press));
          break;
        case 1:
          player.zoom(true);
          break;
        case 2:
          player.zoom(false);
          break;
        case 3:
          player.go_to(player.moment(static_cast<double>(press) / 10'000));
          break;
        case 4:
          player.go_to(player.first());
          break;
        case 5:
          player.go_to(player.last());
          break;
        default:
          player.go_to(journal_begins + minutes(press));
      }
      RC_ASSERT(player.at() >= player.first());
      RC_ASSERT(player.at() <= player.last());
      RC_ASSERT(player.from() <= player.at());
      RC_ASSERT(player.to() >= player.at());
      RC_ASSERT(player.to() - player.from() >= scrubber_least);
      RC_ASSERT(player.from() >= player.first());
      const double share = player.share(player.at());
      RC_ASSERT(share >= 0 && share <= 1);
    }
  }));
}

TEST_CASE("replay: zooming keeps the cursor where it stands on the screen", "[model][replay]") {
  Player player = at_end();
  player.go_to(journal_ends - hours(12));
  const double before = player.share(player.at());
  player.zoom(true);
  CHECK(player.to() - player.from() == hours(12));
  CHECK(player.share(player.at()) == Approx(before).margin(0.001));
}

TEST_CASE("replay: a journal of a moment is shown all the same", "[model][replay]") {
  Player player;
  player.follow(journal_ends, journal_ends);
  CHECK(player.at() == journal_ends);
  CHECK(player.to() - player.from() >= scrubber_least);
  player.zoom(false);
  CHECK(player.from() == journal_ends);
}

TEST_CASE("replay: times are read as people write them", "[model][replay]") {
  CHECK(read_as("14:05") == "2026-11-22T14:05:00Z");
  CHECK(read_as(" 14:05:30 ") == "2026-11-22T14:05:30Z");
  CHECK(read_as("21:00") == "2026-11-21T21:00:00Z");  // this evening it is not yet nine
  CHECK(read_as("today 21:00") == "2026-11-22T21:00:00Z");
  CHECK(read_as("yesterday 14:05") == "2026-11-21T14:05:00Z");
  CHECK(read_as("Fri 9:05") == "2026-11-20T09:05:00Z");
  CHECK(read_as("sunday 01:00") == "2026-11-22T01:00:00Z");
  CHECK(read_as("20 Nov 08:15") == "2026-11-20T08:15:00Z");
  CHECK(read_as("24 december 08:15") == "2025-12-24T08:15:00Z");
  CHECK(read_as("2026-11-21 23:59") == "2026-11-21T23:59:00Z");
  CHECK(read_as("-20") == "2026-11-22T14:22:00Z");
  CHECK(read_as("+90") == "2026-11-22T16:12:00Z");
  for (const char* wrong : {"", "now", "14", "25:00", "14:60", "14:5:", "14:0", "31 feb 10:00", "mo 10:00", "x 10:00",
                            "-", "1:2:3:4", "--5"})
    CHECK(read_as(wrong) == "write a time");
}

TEST_CASE("replay: marks of one moment are stepped through one by one", "[model][replay]") {
  const Instant one = journal_ends - hours(1);
  History history;
  for (const auto& [at, sequence] : {std::pair{one - minutes(5), 10}, {one, 20}, {one, 21}, {one + minutes(5), 30}})
    history.marks.push_back({at, MarkKind::decided, CaseId{1042}, static_cast<Sequence>(sequence), "hub", "proposed"});
  CHECK(next_mark(history, one - minutes(1), {})->sequence == 20);
  CHECK(next_mark(history, one, 20)->sequence == 21);
  CHECK(next_mark(history, one, 21)->sequence == 30);
  CHECK(next_mark(history, one + hours(1), {}) == nullptr);
  CHECK(mark_before(history, one, 21)->sequence == 20);
  CHECK(mark_before(history, one, 20)->sequence == 10);
  CHECK(mark_before(history, one, {})->sequence == 10);
  CHECK(mark_at(history, one, {})->sequence == 21);
  CHECK(mark_at(history, one, 20)->sequence == 20);
  CHECK(mark_at(history, one - hours(1), {}) == nullptr);
}

TEST_CASE("replay: the axis has few times, at even steps", "[model][replay]") {
  CHECK(axis_step(hours(24), 12) == hours(2));
  CHECK(axis_step(hours(1), 12) == minutes(5));
  CHECK(axis_step(hours(24 * 60), 10) == hours(24 * 7));
}

TEST_CASE("replay: a moment's picture replaces the one before, and shares what is the same", "[model][replay]") {
  Evening evening;
  for (const std::uint64_t id : {1040U, 1041U, 1042U}) evening.add(id, minutes(30));
  evening.publish();
  const auto whole = [&] {
    PictureUpdate update;
    update.site = {*evening.picture.site};
    for (const auto& [id, record] : evening.picture.cases) update.cases.push_back(*record);
    for (const auto& [id, record] : evening.picture.teams) update.teams.push_back(*record);
    return update;
  };
  PictureUpdate all = whole();
  const Picture first = picture_of_moment(Picture{}, &evening.picture, {all}, 1);
  CHECK(first.cases.size() == evening.picture.cases.size());
  CHECK(first.site == evening.picture.site);
  const CaseId gone = all.cases.back().id;
  const CaseId changed = all.cases.front().id;
  const CaseId same = all.cases.at(1).id;
  all.cases.pop_back();
  ++all.cases.front().version;
  const Picture second = picture_of_moment(first, nullptr, {all}, 2);
  CHECK_FALSE(second.cases.contains(gone));
  CHECK(second.cases.find(changed)->second->version == first.cases.find(changed)->second->version + 1);
  CHECK(second.cases.find(same)->second == first.cases.find(same)->second);
  CHECK(second.site == first.site);
  CHECK(second.number == 2);
  CHECK(first.cases.contains(gone));
}

TEST_CASE("replay: how far a journal was read is said in events, never too many", "[model][replay]") {
  CHECK(read_words(420, 1'000'131) == "read 420,000 of 1,000,131 events");
  CHECK(read_words(999, 87) == "read 86 of 87 events");
  CHECK(read_words(0, 5'000) == "read 0 of 5,000 events");
  CHECK(read_words(1000, 1'234) == "read 1,230 of 1,234 events");
  CHECK(read_words(420, 0) == "42 per cent read");
}

}  // namespace carehub::console
