#include <fmt/format.h>
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "console/model/board_model.hpp"
#include "console/model/case_facts.hpp"
#include "console/model/contacts.hpp"
#include "console/model/find.hpp"
#include "console/model/header.hpp"
#include "console/model/options.hpp"
#include "console/model/text.hpp"
#include "console/model/timeline.hpp"
#include "console/model/watch_text.hpp"
#include "console/model/worklist.hpp"
#include "evening.hpp"
#include "protocols/domain/words.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

LinkFacts live() {
  return {.live = true, .refused = false, .age = std::chrono::milliseconds{230}, .text = {}, .speed = 1};
}

LinkFacts lost(seconds age) {
  return {.live = false, .refused = false, .age = age, .text = {}, .speed = 1};
}

Actor reed() {
  return {UserName{"a.reed"}, Role::operator_, "desk 1"};
}

Picture board_picture(std::vector<ServiceBoard> services) {
  Picture picture;
  picture.number = 1;
  picture.site = std::make_shared<Site>(small_site());
  Board board;
  board.status.hub_name = "Test Island";
  board.services = std::move(services);
  picture.board = board;
  return picture;
}

ServiceBoard said(std::optional<std::int32_t> free, Rag rag) {
  ServiceBoard service;
  service.name = "Out-of-hours GP";
  service.rag = rag;
  service.free = free;
  service.unit = "free now";
  service.reported_at = evening() - minutes{130};
  return service;
}

}  // namespace

TEST_CASE("header: a frozen link says since when, to the second", "[model]") {
  const Evening evening;
  CHECK(header_text(evening.picture, evening.now, live(), reed()).link == "live 0.2 s");
  const auto stale = header_text(evening.picture, evening.now, lost(seconds{12}), reed());
  CHECK_FALSE(stale.link_live);
  CHECK(stale.link == "stale since 19:41:55");
  CHECK(stale.time == "19:42:07");
  CHECK(stale.zone == "GMT");
}

TEST_CASE("header: since when it is frozen does not move, whatever the speed of the hub's clock", "[model]") {
  const Evening evening;
  for (const auto silent : {seconds{4}, seconds{12}, seconds{3600}}) {
    auto link = lost(silent);
    link.speed = 30;
    CHECK(header_text(evening.picture, evening.now + silent * 30, link, reed()).link == "stale since 19:42:07");
  }
}

TEST_CASE("header: counts are made from the records at this moment", "[model]") {
  Evening evening;
  evening.add(1, minutes{29});
  evening.add(2, -seconds{1});
  evening.add(3, minutes{90}).status = CaseStatus::en_route;
  evening.add(4, minutes{90}).status = CaseStatus::cancelled;
  evening.alert(1, AlertKind::breached, Severity::high, CaseId{2});
  evening.publish();
  const auto counts = count(evening.picture, evening.now);
  CHECK(counts.open == 3);
  CHECK(counts.waiting == 2);
  CHECK(counts.due_soon == 1);
  CHECK(counts.breached == 1);
  CHECK(counts.alerts_total() == 1);
  CHECK(count(evening.picture, evening.now + minutes{30}).breached == 2);
}

TEST_CASE("header: a percentage is never rounded up over its target", "[model]") {
  CHECK(percent_text(39, 45) == "86%");
  CHECK(percent_text(699, 1000) == "69%");
  CHECK(percent_text(0, 0) == "–");
  CHECK(percent_text(7, 7) == "100%");
}

TEST_CASE("header: the declared level shows who and how old, and asks again", "[model]") {
  Evening evening;
  evening.picture.status.opel = {2, "R. Hale", evening.now - minutes{212}, "busy"};
  auto text = header_text(evening.picture, evening.now, live(), reed());
  CHECK(text.opel == "OPEL 2");
  CHECK(text.opel_owner == "R. Hale, 3 h 32 old");
  CHECK_FALSE(text.opel_ask_again);
  text = header_text(evening.picture, evening.now + hours{9}, live(), reed());
  CHECK(text.opel_ask_again);
}

TEST_CASE("board: what is too old is unknown and never a number", "[model]") {
  const auto picture = board_picture({said(5, Rag::unknown), said({}, Rag::open), said(5, Rag::open)});
  const auto board = make_board(picture, evening(), live());
  REQUIRE(board.cards.size() == 3);
  CHECK(board.cards[0].figure == "?");
  CHECK(board.cards[0].age == "last said 2 h 10 ago");
  CHECK(board.cards[0].age_warns);
  CHECK(board.cards[1].rag == Rag::unknown);
  CHECK(board.cards[1].figure == "?");
  CHECK(board.cards[2].figure == "5");
  CHECK(board.cards[2].word == "open");
}

TEST_CASE("board: without a link nothing is open any more", "[model]") {
  auto running = said(2, Rag::open);
  running.live = true;
  const auto picture = board_picture({running});
  CHECK(make_board(picture, evening(), live()).cards[0].rag == Rag::open);
  CHECK(make_board(picture, evening(), lost(seconds{30})).cards[0].rag == Rag::open);
  const auto card = make_board(picture, evening(), lost(seconds{120})).cards[0];
  CHECK(card.rag == Rag::unknown);
  CHECK(card.shape == RagShape::question);
  CHECK(card.age == "no link for 2 min");
}

TEST_CASE("board: only today's hours are drawn, with both parts of the percentage", "[model]") {
  auto picture = board_picture({});
  const auto today = local_time(picture.site->calendar, evening()).day;
  HourTally tally;
  tally.day = today;
  tally.hour = 18;
  tally.received = 6;
  tally.two_hour_met = 4;
  tally.two_hour_breached = 1;
  auto yesterday = tally;
  yesterday.day = LocalDay{today.days - 1};
  yesterday.received = 99;
  picture.board->hours = {yesterday, tally};
  picture.board->expected_x100.assign(24, 400);
  const auto board = make_board(picture, evening(), live());
  REQUIRE(board.hours.size() == 24);
  CHECK(board.hours[18].received == 6);
  CHECK(board.hours[18].met == 4);
  CHECK(board.hours[18].ended == 5);
  CHECK(board.hours[18].low_x100 == 144);
  CHECK(board.hours[18].high_x100 == 656);
  CHECK(board.hours[19].past);
  CHECK_FALSE(board.hours[20].past);
}

TEST_CASE("options: each says its arrival and slack, the ones not offered their reason", "[model]") {
  Evening evening;
  auto& c = evening.add(1042, minutes{15});
  evening.offer(c, {"CR2", "CR1"});
  c.explanation->offered[1].after = CaseId{1040};
  c.explanation->not_offered = {
      {UnitKind::team, "PM1", {}, NotOfferedReason::skill_missing, static_cast<std::int64_t>(Skill::nurse)}};
  const auto options = make_options(c, nullptr, evening.picture, evening.now);
  REQUIRE(options.offered.size() == 2);
  CHECK(options.offered[0].title == "CR2 crisis · nurse");
  CHECK(options.offered[0].arrival == "19:52");
  CHECK(options.offered[0].minutes == "10 min");
  CHECK_THAT(options.offered[0].detail, Contains("5 min inside target"));
  CHECK(options.offered[1].late);
  CHECK_THAT(options.offered[1].detail, Contains("late by 5 min") && Contains("after 1040"));
  REQUIRE(options.not_offered.size() == 1);
  CHECK(options.not_offered[0].unit == "PM1");
  CHECK_THAT(options.not_offered[0].reason, Contains("nurse"));
  CHECK(command_for(c, options.offered[1].candidate) == "A 1042 CR1 queue 1040");
}

TEST_CASE("options: a service's line for professionals is no call handler's, a public one is everybody's", "[model]") {
  Evening evening;
  Site site = *evening.picture.site;
  site.services.front().professional_phone = "01632 960101";
  site.services.front().public_phone = "111";
  evening.picture.site = std::make_shared<const Site>(site);
  auto& c = evening.add(1042, minutes{90});
  evening.offer(c, {"CR2", "CR1"});
  Candidate queue;
  queue.kind = UnitKind::queue;
  queue.service = site.services.front().id;
  queue.unit = queue.service.value;
  queue.arrival = evening.now + minutes{20};
  c.explanation->offered.push_back(queue);
  const auto detail = [&](Role role) {
    return make_options(c, nullptr, evening.picture, evening.now, role).offered.at(2).detail;
  };
  CHECK_THAT(detail(Role::navigator), Contains("ring 01632 960101 (professionals only)"));
  CHECK_THAT(detail(Role::operator_), Contains("01632 960101"));
  CHECK_THAT(detail(Role::call_handler), Contains("ring 111") && !Contains("960101"));
  // Crews are told by the hub itself.
  const auto first = make_options(c, nullptr, evening.picture, evening.now, Role::navigator).offered.at(0).detail;
  CHECK_THAT(first, !Contains("ring"));
}

TEST_CASE("options: a journey that nobody has begun gets no shorter while the answer ages", "[model]") {
  Evening evening;
  auto& c = evening.add(1042, minutes{15});
  evening.offer(c, {"CR2"});
  c.explanation->offered[0].travel_s = 600;
  const auto later = make_options(c, nullptr, evening.picture, evening.now + minutes{7});
  CHECK(later.offered[0].arrival == "19:59");
  CHECK(later.offered[0].minutes == "10 min");
  CHECK(later.offered[0].late);
  CHECK_THAT(later.offered[0].detail, Contains("late by 2 min"));
}

TEST_CASE("options: a wait that the service never said is not told as if it were known", "[model]") {
  Evening evening;
  auto site = *evening.picture.site;
  for (auto& service : site.services) service.typical_wait_min = 40;
  evening.picture.site = std::make_shared<const Site>(site);
  auto& c = evening.add(1042, minutes{30});
  Candidate ambulance;
  ambulance.kind = UnitKind::queue;
  ambulance.unit = "ambulance";
  ambulance.service = ServiceId{"ambulance"};
  ambulance.arrival = evening.now + minutes{40};
  ambulance.wait_s = 2400;
  ambulance.slack_s = -600;
  c.explanation = Explanation{};
  c.explanation->at = evening.now;
  c.explanation->offered = {ambulance};
  evening.publish();
  const auto first = [&] { return make_options(c, nullptr, evening.picture, evening.now).offered.at(0); };
  CHECK(first().arrival == "?");
  CHECK(first().minutes == "usually 40 min");
  CHECK(first().detail == "wait not known, usually 40 min: then late by 10 min · in its queue");
  ServiceState state;
  state.id = ServiceId{"ambulance"};
  state.wait_min = 40;
  state.reported_at = evening.now - minutes{5};
  evening.picture.services[state.id] = std::make_shared<const ServiceState>(state);
  CHECK(first().arrival == "20:22");
  CHECK(first().detail == "late by 10 min · waits 40 min · in its queue");
  state.reported_at = evening.now - minutes{60};
  evening.picture.services[state.id] = std::make_shared<const ServiceState>(state);
  CHECK(first().arrival == "?");
}

TEST_CASE("options: nobody is offered once somebody is with the person, and it is said who", "[model]") {
  Evening evening;
  auto& c = evening.add(1042, minutes{30});
  evening.offer(c, {"CR2", "CR1"});
  c.explanation->not_offered = {{UnitKind::team, "PM1", {}, NotOfferedReason::off_duty, -1}};
  c.status = CaseStatus::on_scene;
  c.assignment = Assignment{UnitKind::team, "CR2", {}, evening.now, evening.now, {}, {}, {}, false};
  evening.team("CR2").status = TeamStatus::on_scene;
  evening.team("CR2").status_since = evening.now - minutes{5};
  evening.publish();
  const auto options = make_options(c, &*c.explanation, evening.picture, evening.now);
  CHECK(options.offered.empty());
  CHECK(options.not_offered.empty());
  CHECK(options.note == "CR2 is with the person since 19:37");
}

TEST_CASE("options: that a case is not triaged is said once, not for every service", "[model]") {
  Evening evening;
  auto& c = evening.add(1042, minutes{30});
  c.status = CaseStatus::received;
  c.triage.reset();
  evening.offer(c, {"CR2"});
  c.explanation->not_offered = {{UnitKind::team, "PM1", {}, NotOfferedReason::wrong_need, 0},
                                {UnitKind::team, "PM2", {}, NotOfferedReason::wrong_need, 0},
                                {UnitKind::team, "CR3", {}, NotOfferedReason::off_duty, -1}};
  const auto options = make_options(c, nullptr, evening.picture, evening.now);
  REQUIRE(options.not_offered.size() == 2);
  CHECK(options.not_offered[0].reason == "off duty");
  CHECK(options.not_offered[1].unit == "all others");
  CHECK(options.not_offered[1].reason == "not triaged yet");
  CHECK_THAT(options.note, Contains("not triaged yet: say what the person needs first"));
}

TEST_CASE("timeline: a proposal that has waited lies a whole journey ahead, not in the past", "[model]") {
  Evening evening;
  auto& c = evening.add(1042, minutes{90});
  evening.offer(c, {"CR2"});
  c.explanation->offered[0].travel_s = 600;
  c.status = CaseStatus::proposed;
  c.assignment = Assignment{
      UnitKind::team, "CR2", ServiceId{"crisis_response"}, evening.now, evening.now + minutes{10}, {}, {}, {}, false};
  evening.publish();
  const auto later = evening.now + minutes{30};
  std::size_t visits = 0;
  for (const auto& row : make_timeline(evening.picture, later).rows)
    for (const auto& block : row.blocks) {
      if (block.kind != BlockKind::visit) continue;
      ++visits;
      CHECK(block.from == later + minutes{10});
      CHECK(block.slack_s == 50 * 60);
    }
  CHECK(visits == 1);
}

TEST_CASE("timeline: a team that is overdue arrives now at the earliest, and everything after it moves along",
          "[model]") {
  Evening evening;
  evening.add(1040, minutes{30});
  evening.add(1046, minutes{90});
  auto& team = evening.team("CR1");
  team.status = TeamStatus::en_route;
  team.queue = {{CaseId{1040}, evening.now + minutes{10}, evening.now + minutes{50}},
                {CaseId{1046}, evening.now + minutes{60}, evening.now + minutes{100}}};
  evening.publish();
  const auto later = evening.now + minutes{35};
  std::vector<TimelineBlock> visits;
  for (const auto& row : make_timeline(evening.picture, later).rows)
    for (const auto& block : row.blocks)
      if (block.kind == BlockKind::visit) visits.push_back(block);
  REQUIRE(visits.size() == 2);
  CHECK(visits[0].from == later);
  CHECK(visits[0].until == later + minutes{40});
  CHECK(visits[0].state == BlockState::late);
  CHECK(visits[0].slack_s == -5 * 60);
  CHECK(visits[1].from == later + minutes{40});
  CHECK(visits[1].slack_s == 15 * 60);
}

TEST_CASE("timeline: visits, travel, shift end and proposals within four hours", "[model]") {
  Evening evening;
  auto& c = evening.add(1042, minutes{30});
  evening.offer(c, {"CR2"});
  c.status = CaseStatus::proposed;
  c.assignment = Assignment{
      UnitKind::team, "CR2", ServiceId{"crisis_response"}, evening.now, evening.now + minutes{20}, {}, {}, {}, false};
  evening.add(1040, minutes{10});
  auto& team = evening.team("CR1");
  team.status = TeamStatus::en_route;
  team.queue = {{CaseId{1040}, evening.now + minutes{25}, evening.now + minutes{60}},
                {CaseId{1046}, evening.now + hours{6}, evening.now + hours{7}}};
  evening.team("PM1").status = TeamStatus::off_duty;
  evening.publish();
  const auto timeline = make_timeline(evening.picture, evening.now);
  REQUIRE(timeline.rows.size() == 4);
  const auto& first = timeline.rows[0];
  CHECK(first.name == "CR1");
  REQUIRE(first.blocks.size() == 4);  // travel, visit, travel to a visit beyond the edge, shift end
  CHECK(first.blocks[0].kind == BlockKind::travel);
  CHECK(first.blocks[1].label == "1040 New confusion");
  CHECK(first.blocks[1].state == BlockState::late);
  CHECK(first.blocks[1].slack_s == -15 * 60);
  for (const auto& row : timeline.rows)
    for (const auto& block : row.blocks) {
      CHECK(block.from >= timeline.from);
      CHECK(block.until <= timeline.until);
      CHECK(block.from <= block.until);
    }
  const auto& proposed = timeline.rows[1].blocks;
  CHECK(std::ranges::any_of(proposed, [](const TimelineBlock& block) {
    return block.state == BlockState::proposed && block.kind == BlockKind::visit && block.slack_s == 600;
  }));
}

TEST_CASE("worklist: by time left, with the fail-safe of each validation", "[model]") {
  Evening evening;
  auto& validation = evening.add(1, minutes{16});
  validation.status = CaseStatus::received;
  validation.referral.source = Source::ambulance999;
  validation.referral.ambulance.category = AmbulanceCategory::c3;
  validation.referral.ambulance.validation = true;
  validation.referral.ambulance.breach_at = evening.now + minutes{16};
  validation.clocks.front().kind = ClockKind::ambulance_validation;
  evening.add(2, minutes{5}).status = CaseStatus::received;
  evening.add(3, minutes{90});  // triaged, nobody's: not for a navigator
  evening.add(4, minutes{90}).claim = Claim{UserName{"m.cole"}, evening.now + minutes{3}};
  evening.add(5, minutes{90}).claim = Claim{UserName{"m.cole"}, evening.now - seconds{1}};
  evening.publish();
  const auto list = make_worklist(evening.picture, evening.now, UserName{"m.cole"});
  REQUIRE(list.items.size() == 3);
  CHECK(list.items[0].id == CaseId{2});
  CHECK(list.items[1].what == "999 C3 validation");
  CHECK(list.items[1].left == "16:00");
  CHECK(list.items[1].detail == "answer by 19:48 or tell 999");
  CHECK(list.items[2].mine);
  CHECK(list.items[2].owner == "you");
  CHECK(list.fail_safe_soon == 1);
  CHECK(list.next_fail_safe_s == 6 * 60);
}

TEST_CASE("worklist: a red flag that nobody answers yet stands before everything that is only late", "[model]") {
  Evening evening;
  evening.add(1, -minutes{30}).status = CaseStatus::received;
  auto& flagged = evening.add(2, minutes{110});
  flagged.status = CaseStatus::received;
  flagged.referral.red_flags = {"chest_pain"};
  evening.add(3, minutes{5}).status = CaseStatus::received;
  evening.publish();
  const auto list = make_worklist(evening.picture, evening.now, UserName{"m.cole"});
  REQUIRE(list.items.size() == 3);
  CHECK(list.items[0].id == CaseId{2});
  CHECK(list.items[1].id == CaseId{1});
}

TEST_CASE("worklist: a case for 999 that nobody has taken stands first, in words, until 999 is sent", "[model]") {
  Evening evening;
  evening.add(1, -minutes{30}).status = CaseStatus::received;
  auto& flagged = evening.add(2, minutes{110});  // triaged, and here for nothing else
  flagged.triage->result = ClinicalResult::emergency;
  flagged.triage->reason = "NEWS2 of 7 or more";
  flagged.status = CaseStatus::proposed;
  flagged.assignment =
      Assignment{UnitKind::queue, "999", ServiceId{"999"}, evening.now, evening.now, {}, {}, {}, false};
  evening.publish();
  const auto list = make_worklist(evening.picture, evening.now, UserName{"m.cole"});
  REQUIRE(list.items.size() == 2);
  CHECK(list.items[0].id == CaseId{2});
  CHECK(list.items[0].red_flag);
  CHECK(list.items[0].left == "999 now");  // not the two hours of its clock
  CHECK_THAT(list.items[0].what, Contains("999 first"));
  CHECK_THAT(list.items[0].detail, Contains("NEWS2 of 7 or more"));
  CHECK(list.red_flags == 1);
  CHECK(list.breached == 1);  // the other one
  CHECK(make_row(*evening.picture.cases.find(CaseId{2})->second, evening.picture, evening.now).left == "999 now");
  evening.of(2).status = CaseStatus::en_route;
  evening.of(2).assignment->override_reason = "a doctor is with her";
  evening.publish();
  CHECK(make_worklist(evening.picture, evening.now, UserName{"m.cole"}).items.size() == 1);
}

TEST_CASE("worklist: too late to send in time is amber as in the case list, and no breach", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{20});
  c.status = CaseStatus::received;
  c.latest_safe_dispatch = evening.now - seconds{53};
  evening.publish();
  const auto list = make_worklist(evening.picture, evening.now, UserName{"m.cole"});
  REQUIRE(list.items.size() == 1);
  CHECK(list.breached == 0);
  const auto row = make_row(*evening.picture.cases.begin()->second, evening.picture, evening.now);
  CHECK(list.items[0].urgency == Urgency::will_breach);
  CHECK(list.items[0].urgency == row.urgency);
  CHECK(list.items[0].left == row.left);
}

TEST_CASE("breach: time on the floor past its target is counted, pinned, red and named on both desks", "[model]") {
  Evening evening;
  evening.add(1, minutes{5});
  auto& fallen = evening.add(2, minutes{100});
  fallen.status = CaseStatus::received;
  fallen.clocks.push_back({.kind = ClockKind::on_floor,
                           .started = evening.now - hours{2},
                           .due = evening.now - minutes{53},
                           .stopped = {},
                           .reason = {}});
  auto& late = evening.add(3, -hours{16});
  late.latest_safe_dispatch = evening.now - hours{20};
  evening.publish();
  CHECK(count(evening.picture, evening.now).breached == 2);
  CaseList list;
  list.update(evening.picture, evening.now, "", {});
  CHECK(list.at(0) == CaseId{3});
  CHECK(list.at(1) == CaseId{2});
  CHECK(list.pinned() >= 2);
  const auto row = make_row(*evening.picture.cases.find(CaseId{2})->second, evening.picture, evening.now);
  CHECK(row.urgency == Urgency::breached);
  CHECK(row.left == "-53:00");
  CHECK(make_row(*evening.picture.cases.find(CaseId{3})->second, evening.picture, evening.now).left == "-16 h");
  const auto worklist = make_worklist(evening.picture, evening.now, UserName{"m.cole"});
  REQUIRE(worklist.items.size() == 1);
  CHECK(worklist.breached == 1);
  CHECK_THAT(worklist.items[0].detail, Contains("floor: 53 min past its time"));
}

TEST_CASE("breach: late cases stand in the order of the figure that is shown", "[model]") {
  Evening evening;
  for (const auto& [id, late_h, slack_h] : {std::tuple{1, 15, 40}, std::tuple{2, 17, 17}, std::tuple{3, 16, 18}})
    evening.add(static_cast<std::uint64_t>(id), -hours{late_h}).latest_safe_dispatch = evening.now - hours{slack_h};
  evening.publish();
  CaseList list;
  list.update(evening.picture, evening.now, "", {});
  CHECK(list.at(0) == CaseId{2});
  CHECK(list.at(1) == CaseId{3});
  CHECK(list.at(2) == CaseId{1});
}

TEST_CASE("worklist: what was not answered in time says that nobody has told the ambulance service yet", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{8});
  c.status = CaseStatus::received;
  c.referral.ambulance.validation = true;
  c.referral.ambulance.breach_at = evening.now + minutes{8};
  c.clocks.front().kind = ClockKind::ambulance_validation;
  c.fail_safe_fired = true;
  evening.publish();
  const auto list = make_worklist(evening.picture, evening.now, UserName{"m.cole"});
  REQUIRE(list.items.size() == 1);
  CHECK(list.items[0].detail == "not answered by 19:40: tell 999");
}

TEST_CASE("clocks: the line of a case says the time left that the case list shows, and is as amber", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{28} + seconds{23});
  c.latest_safe_dispatch = evening.now + minutes{8} + seconds{40};
  const auto line = [&] { return clock_lines(c, evening.picture, evening.now).at(0); };
  CHECK(line().text == "started 18:10, due 20:10, 8:40 left to send");
  CHECK(line().urgency == Urgency::due_soon);
  c.status = CaseStatus::en_route;
  c.assignment = Assignment{UnitKind::team, "CR2", {}, evening.now, evening.now + minutes{9}, {}, {}, {}, false};
  CHECK(line().text == "started 18:10, due 20:10, 28:23 left");
  CHECK(line().urgency == Urgency::later);
}

TEST_CASE("case: the story comes before who owns it, and the clock that leads before the others", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{28} + seconds{23});
  c.latest_safe_dispatch = evening.now + minutes{8} + seconds{40};
  c.referral.narrative = "Off food two days.";
  c.triage->reason = "confused since noon";
  c.referral.location.doubtful = true;
  auto met = c.clocks.front();
  met.kind = ClockKind::call_back;
  met.due = evening.now;
  met.stopped = evening.now - minutes{27};
  met.outcome = ClockOutcome::met;
  auto later = c.clocks.front();
  later.kind = ClockKind::disposition;
  later.due += hours{1};
  c.clocks.insert(c.clocks.begin(), {met, later});
  evening.publish();
  const auto facts = case_facts(c, evening.picture, evening.now, Role::call_handler);
  const auto at = [&](std::string_view label, std::string_view text) {
    const auto found = std::ranges::find_if(
        facts, [&](const FactLine& line) { return line.label == label && line.text.contains(text); });
    INFO(label << " " << text);
    REQUIRE(found != facts.end());
    return found - facts.begin();
  };
  const auto leads = at("Clock", "8:40 left to send, due 20:10");
  CHECK(facts[static_cast<std::size_t>(leads)].warns);
  CHECK(at("From", "") < leads);
  CHECK(at("Clock", "1:28:23 left, due 21:10") == leads + 1);
  CHECK(at("Met", "call back 19:15, 27 min early") == leads + 2);
  const auto story = at("Story", "Off food");
  CHECK(leads + 2 < story);
  CHECK(at("Location", "doubtful") < story);
  CHECK(story < at("Needs", ""));
  CHECK(story < at("Owner", ""));
  at("Started", "18:10 call back");
}

TEST_CASE("options: units that are not offered for one reason share a line, and nobody is left out", "[model]") {
  const std::vector<NotOfferedLine> lines{{"FR1", "does not take this need"},
                                          {"CR1", "no nurse skill"},
                                          {"MH1", "does not take this need"},
                                          {"PM1", "no nurse skill"},
                                          {"DN1", "does not take this need"}};
  const auto read = grouped(lines);
  REQUIRE(read.size() == 3);
  CHECK(read[0].unit == "CR1");
  CHECK(read[1].unit == "PM1");
  CHECK(read[2].unit.empty());
  CHECK(read[2].reason == "does not take this need: FR1, MH1, DN1");
}

TEST_CASE("watch: the counts at the top are whole at every width", "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 12; ++id) evening.add(id, minutes{10});
  evening.alert(1, AlertKind::breached, Severity::high, CaseId{2});
  evening.publish();
  for (const std::size_t width : {40U, 60U, 80U, 100U}) {
    const auto text =
        watch_text(evening.picture, evening.now, live(), {.width = width, .cases_most = 1, .who = reed()});
    const auto head = text.substr(0, text.find("ALERTS"));
    INFO(head);
    CHECK_THAT(head, !Contains("…"));
    for (const auto* part : {"live 0.2 s", "12 open", "12 waiting", "12 due in 30 min", "0 breached",
                             "1 alert: 1 high, 0 medium, 0 low", "in two hours today, 0 of 0"})
      CHECK_THAT(head, Contains(part));
  }
}

TEST_CASE("watch: alerts, states and teams are whole in a narrow terminal", "[model]") {
  Evening evening;
  auto& c = evening.add(1042, minutes{30});
  c.status = CaseStatus::en_route;
  c.assignment = Assignment{UnitKind::team, "CR2", {}, evening.now, evening.now + minutes{21}, {}, {}, {}, false};
  evening.alert(1, AlertKind::no_capacity, Severity::high, CaseId{1042}).text =
      "1042: nobody can come: no suitable team is on shift; the first, CR4, starts at 20:40";
  evening.publish();
  for (const std::size_t width : {50U, 60U, 80U, 100U, 200U}) {
    auto text = watch_text(evening.picture, evening.now, live(), {.width = width, .cases_most = 0, .who = reed()});
    std::string flat;  // as it reads aloud
    for (const auto& word : words_of(text)) flat += word + " ";
    INFO(text);
    CHECK_THAT(flat, Contains("no suitable team is on shift; the first, cr4, starts at 20:40 · 2 min old"));
    CHECK_THAT(flat, Contains("on the way cr2 · 21 min"));
    CHECK_THAT(flat, Contains("out of view: 0 breached, 0 due in 30 min, 0 waiting"));
  }
}

TEST_CASE("contacts: each number once, with everything that is known of it", "[model]") {
  const std::vector<Contact> told{{"Ada Invented", "EP", "01632 960111", true, false},
                                  {"", "self", "01632 960222", false, false},
                                  {"Ada Invented", "EP", "+44 (0)1632 960111", true, false},
                                  {"", "self", "01632960222", false, true},
                                  {"Surgery", "", "desk@example.org", false, false},
                                  {"Surgery", "", "DESK@example.org", false, false},
                                  {"Bo", "N", "", false, false},
                                  {"Cy", "neighbour", "", false, false}};
  const auto merged = merged_contacts(told);
  REQUIRE(merged.size() == 5);
  CHECK(merged[0] == Contact{"Ada Invented", "emergency contact", "01632 960111", true, false});
  CHECK(merged[1] == Contact{"", "self", "01632 960222", false, true});
  CHECK(merged[2].name == "Surgery");
  CHECK(merged[3].relation == "next of kin");
  CHECK(merged[4].name == "Cy");
  CHECK(std::ranges::count_if(merged, &Contact::call_back) == 1);
}

TEST_CASE("find: open cases, teams, places and what was closed lately, each in words", "[model]") {
  Evening evening;
  evening.add(1042, minutes{30});
  evening.add(1050, minutes{30}).referral.summary = "Blocked catheter";
  evening.add(1029, minutes{30}).status = CaseStatus::advised;
  evening.publish();
  const auto all = [&](std::string_view text) { return find_things(evening.picture, evening.now, text); };
  CHECK(found_counts_text(all("catheter")) == "1 open case");
  CHECK(all("catheter").open_cases.at(0).case_id == CaseId{1050});
  CHECK(found_counts_text(all("1029")) == "1 closed case");
  CHECK_THAT(all("1029").closed_cases.at(0).text, Contains("advised"));
  CHECK(found_counts_text(all("cr2")) == "1 team");
  CHECK(all("CR2").teams.at(0).team == TeamId{"CR2"});
  CHECK_THAT(all("cr2").teams.at(0).text, Contains("available"));
  CHECK(found_counts_text(all("newport")) == "1 place");
  CHECK(all("newport").places.at(0).text == "5 of 12 free");
  CHECK(found_counts_text(all("nobody at all")) == "nothing");
  CHECK_THAT(found_text(all("nobody at all")), Contains("carehubctl export"));
  CHECK(found_counts_text(all("   ")) == "nothing");
}

TEST_CASE("find: of very many all are counted and few are named", "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 100; ++id) evening.add(id, minutes{30});
  evening.publish();
  const auto found = find_things(evening.picture, evening.now, "confusion");
  CHECK(found.open_count == 100);
  CHECK(found.open_cases.size() == found_most);
  CHECK_THAT(found_text(found), Contains("92 more"));
}

TEST_CASE("watch: every open case and alert is in the text, in lines no wider than asked", "[model]") {
  CHECK(rc::check("watch", [] {
    Evening evening;
    const auto count = *rc::gen::inRange<std::uint64_t>(0, 30);
    for (std::uint64_t id = 1; id <= count; ++id)
      evening.add(2000 + id, seconds{*rc::gen::inRange(-4000, 7000)}).referral.summary =
          *rc::gen::element<std::string>("Fall", "Köln ✓ \x1b[2J", "\xff\xfe broken", "");
    evening.alert(77, AlertKind::silent_team, Severity::medium, {}).text = "PM2 silent";
    evening.publish();
    const auto width = *rc::gen::inRange<std::size_t>(60, 160);
    const WatchOptions options{.width = width, .cases_most = 0, .who = reed()};
    const auto text = watch_text(evening.picture, evening.now, live(), options);
    RC_ASSERT(text == watch_text(evening.picture, evening.now, live(), options));
    for (std::uint64_t id = 1; id <= count; ++id)
      RC_ASSERT(text.find("\n" + std::to_string(2000 + id)) != std::string::npos);
    RC_ASSERT(text.find("PM2 silent") != std::string::npos);
    RC_ASSERT(text.find('\x1b') == std::string::npos);
    for (std::size_t from = 0; from < text.size();) {
      const auto end = text.find('\n', from);
      RC_ASSERT(columns(std::string_view(text).substr(from, end - from)) <= width);
      from = end + 1;
    }
  }));
}

TEST_CASE("watch: a manager's text holds the board and no case", "[model]") {
  Evening evening;
  evening.add(1042, minutes{30}).referral.summary = "Something private";
  evening.publish();
  evening.picture.board = Board{};
  evening.picture.board->services = {said(3, Rag::open)};
  auto who = reed();
  who.role = Role::manager;
  const auto text = watch_text(evening.picture, evening.now, live(), {.width = 120, .cases_most = 0, .who = who});
  CHECK_THAT(text, Contains("Out-of-hours GP") && Contains("G open"));
  CHECK_THAT(text, !Contains("private") && !Contains("1042"));
}

TEST_CASE("text: distance, columns and cutting", "[model]") {
  CHECK(distance("CR2", "cr2") == 0);
  CHECK(distance("alocate", "allocate") == 1);
  CHECK(distance("lla", "all") == 2);
  CHECK(distance("ab", "ba") == 1);
  CHECK(columns("Köln") == 4);
  CHECK(cut("Newport", 4) == "New…");
  CHECK(rc::check("fitted is as wide as asked", [](const std::string& text, std::uint8_t width) {
    RC_ASSERT(columns(fitted(text, width)) == width || columns(text) == 0 || text.empty() ||
              columns(fitted(text, width)) <= width + 1U);
  }));
}

TEST_CASE("history: when something happened is said where it was told a minute later or more", "[model]") {
  const Evening evening;
  const auto& calendar = evening.picture.site->calendar;
  HistoryEntry entry{evening.now, "A. Reed", "note: ate well", evening.now - seconds(2)};
  CHECK(history_text(entry, calendar, evening.now) == "note: ate well · A. Reed");
  entry.happened = evening.now - minutes(20);
  CHECK(history_text(entry, calendar, evening.now) == "note: ate well · A. Reed (happened 19:22)");
}

TEST_CASE("history: what was promised for another day is said with that day", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{90});
  const auto& calendar = evening.picture.site->calendar;
  Duty duty;
  duty.due = evening.now + hours{22} + minutes{18};
  c.duties = {duty};
  HistoryEntry entry;
  entry.at = evening.now;
  entry.what = fmt::format("{} promised for {}", words(duty.kind), clock_text(calendar, duty.due));
  CHECK_THAT(history_text(entry, c, calendar, evening.now), Contains("promised for 23 Nov 18:00"));
  c.duties.front().due = evening.now + minutes{18};
  entry.what = fmt::format("{} promised for 20:00", words(duty.kind));
  CHECK_THAT(history_text(entry, c, calendar, evening.now), Contains("promised for 20:00"));
}
