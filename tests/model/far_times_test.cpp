// Times that are far: another day carries its date, what is long past or far ahead is told in hours and days. And those
// that nobody has judged yet do not rank behind those who can wait.

#include <catch2/catch.hpp>

#include "console/model/board_model.hpp"
#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "console/model/worklist.hpp"
#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

Case& untriaged(Evening& evening, std::uint64_t id, minutes age) {
  auto& c = evening.add(id, minutes{0});
  c.status = CaseStatus::received;
  c.triage.reset();
  c.clocks.clear();
  c.received = evening.now - age;
  return c;
}

}  // namespace

TEST_CASE("far times: a time of another day carries its date", "[model]") {
  const Evening evening;
  const auto& calendar = evening.picture.site->calendar;
  const auto text = [&](Duration away) { return time_text(calendar, evening.now + away, evening.now); };
  CHECK(text(minutes{16}) == "19:58");
  CHECK(text(-hours{19}) == "00:42");
  CHECK(text(hours{48} + minutes{16}) == "24 Nov 19:58");
  CHECK(text(-hours{20}) == "21 Nov 23:42");
  CHECK(text(-hours{24 * 365}) == "22 Nov 2025 19:42");
  CHECK(short_time_text(calendar, evening.now, evening.now) == "19:42");
  CHECK(short_time_text(calendar, evening.now - hours{24}, evening.now) == "21 Nov");
  CHECK(short_time_text(calendar, evening.now - hours{24 * 365}, evening.now) == "Nov 2025");
}

TEST_CASE("far times: ten hours and more are told in hours, two days in days", "[model]") {
  CHECK(left_text(-372) == "-6:12");
  CHECK(left_text(10 * 3600 - 1) == "9:59:59");
  CHECK(left_text(10 * 3600) == "10 h");
  CHECK(left_text(-40 * 3600 - 59) == "-40 h");
  CHECK(left_text(-43'682 * 3600) == "-1820 d");
  CHECK(left_text(-12 * 86'400) == "-12 d");
  CHECK_FALSE(left_text(std::numeric_limits<std::int64_t>::min()).empty());
}

TEST_CASE("far times: rows, worklist and clocks of a case of another day say which day", "[model]") {
  Evening evening;
  auto& c = evening.add(1, -hours{40});
  c.status = CaseStatus::received;
  c.triage.reset();
  c.referral.source = Source::ambulance999;
  c.referral.ambulance.validation = true;
  c.referral.ambulance.breach_at = c.clocks.front().due;
  c.clocks.front().kind = ClockKind::ambulance_validation;
  auto& met = evening.add(2, -hours{30});
  met.clocks.front().stopped = evening.now - hours{31};
  met.clocks.front().outcome = ClockOutcome::met;
  auto& soon = evening.add(3, hours{48} + minutes{26});
  soon.status = CaseStatus::received;
  soon.triage.reset();
  soon.referral = c.referral;
  soon.referral.ambulance.breach_at = soon.clocks.front().due;
  soon.clocks.front().kind = ClockKind::ambulance_validation;
  evening.publish();
  const auto row = make_row(c, evening.picture, evening.now);
  CHECK(row.left == "-40 h");
  CHECK(make_row(met, evening.picture, evening.now).left == "met 21 Nov");
  CHECK_THAT(clock_lines(c, evening.picture, evening.now).front().text, Contains("due 21 Nov 03:42, 40 h past"));
  const auto list = make_worklist(evening.picture, evening.now, UserName{"m.cole"});
  REQUIRE(list.items.size() == 2);
  CHECK(list.items[0].left == "-40 h");
  CHECK_THAT(list.items[1].detail, Contains("24 Nov 19:58"));
}

TEST_CASE("case list: who is not triaged and has no clock ranks as due now, above those who can wait", "[model]") {
  Evening evening;
  evening.add(1, minutes{100});
  evening.add(2, minutes{70}).triage->priority = Priority::p4;
  evening.of(2).received = evening.now - hours{6};  // waits longest: pinned
  evening.add(3, -minutes{6});
  evening.add(4, minutes{50}).clocks.clear();  // triaged, and no clock was needed
  untriaged(evening, 5, minutes{3}).referral.summary = "Cardiac arrest";
  untriaged(evening, 6, minutes{9});
  evening.add(7, minutes{40}).latest_safe_dispatch = evening.now - minutes{2};  // nobody can be there in time
  evening.publish();
  CaseList list;
  list.update(evening.picture, evening.now, "", {});
  std::vector<std::uint64_t> ids;
  for (std::size_t i = 0; i < list.size(); ++i) ids.push_back(list.at(i).value);
  CHECK(ids == std::vector<std::uint64_t>{3, 2, 7, 5, 6, 1, 4});
}

TEST_CASE("worklist: who is not triaged and has no clock ranks as due now", "[model]") {
  Evening evening;
  evening.add(1, minutes{20}).status = CaseStatus::received;
  evening.add(2, -minutes{1}).status = CaseStatus::received;
  untriaged(evening, 3, minutes{2});
  untriaged(evening, 4, minutes{1}).referral.source = Source::care_home;
  evening.publish();
  const auto list = make_worklist(evening.picture, evening.now, UserName{"m.cole"});
  std::vector<std::uint64_t> ids;
  for (const auto& item : list.items) ids.push_back(item.id.value);
  CHECK(ids == std::vector<std::uint64_t>{2, 3, 4, 1});
}

TEST_CASE("board: without a link no figure is called live, from the first second on", "[model]") {
  Picture picture;
  picture.number = 1;
  picture.site = std::make_shared<Site>(small_site());
  picture.board.emplace();
  ServiceBoard running;
  running.name = "Crisis response";
  running.rag = Rag::open;
  running.free = 2;
  running.live = true;
  picture.board->services = {running};
  const LinkFacts up{.live = true, .refused = false, .age = {}, .text = {}, .speed = 1};
  const LinkFacts down{.live = false, .refused = false, .age = seconds{12}, .text = {}, .speed = 1};
  CHECK(make_board(picture, evening(), up).cards[0].age == "live");
  CHECK_FALSE(make_board(picture, evening(), up).cards[0].stale);
  const auto card = make_board(picture, evening(), down).cards[0];
  CHECK(card.stale);
  CHECK(card.age == "12 s ago");
  CHECK(card.age_short == "12 s ago");
}
