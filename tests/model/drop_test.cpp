// A visit dragged over the timeline: what letting go of it would mean.

#include "console/model/drop.hpp"

#include <catch2/catch.hpp>

#include "console/model/command_line.hpp"
#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;

namespace {

struct Dragged {
  Evening evening;

  Dragged() {
    Case& c = evening.add(1042, minutes(40));
    evening.offer(c, {"CR1", "CR2"});
    evening.add(1051, minutes(90));
    evening.publish();
  }
  void hold(std::uint64_t id, const char* team, CaseStatus status = CaseStatus::allocated) {
    Case& c = evening.of(id);
    c.status = status;
    c.assignment = Assignment{UnitKind::team, team, ServiceId("crisis_response"), evening.now, {}, {}, {}, {}, false};
    evening.team(team).status = TeamStatus::allocated;
    evening.team(team).queue = {{CaseId{id}, evening.now + minutes(9), evening.now + minutes(50)}};
    evening.publish();
  }
  Drop over(const char* team, const char* from = "CR1", minutes at = minutes(60)) const {
    return plan_drop(evening.picture, evening.now, CaseId{1042}, TeamId(from), TeamId(team), evening.now + at, nullptr);
  }
  // What the line would be with a reason behind it.
  ParsedLine read(const Drop& drop) const {
    UiContext who;
    who.user = UserName("a.reed");
    return parse(drop.line + "they know her", evening.picture, evening.now, who);
  }
};

}  // namespace

TEST_CASE("drop: a proposal on a free team is sent, with its landing in words", "[model]") {
  const Dragged dragged;
  const Drop drop = dragged.over("CR2");
  CHECK(drop.line == "A 1042 CR2 ");
  CHECK(drop.says == "to CR2");
  CHECK(drop.when.find("there about ") == 0);
  CHECK(drop.arrival.has_value());
  CHECK_FALSE(drop.late);
  CHECK(dragged.read(drop).error.empty());
  CHECK(dragged.read(drop).ready());
}

TEST_CASE("drop: on a busy team it lines up behind the last visit, and the line is one that the hub takes", "[model]") {
  Dragged dragged;
  dragged.hold(1042, "CR1");
  dragged.hold(1051, "CR2");
  const Drop behind = dragged.over("CR2", "CR1", minutes(60));
  CHECK(behind.line == "A 1042 CR2 queue replace ");
  CHECK(behind.says == "to CR2, behind 1051; stands down CR1");
  const ParsedLine line = dragged.read(behind);
  REQUIRE(line.ready());
  const auto& sent = std::get<AllocateTeam>(*line.command);
  CHECK(sent.queue_behind == CaseId{1051});
  CHECK(sent.replace);
  const Drop onto = dragged.over("CR2", "CR1", minutes(20));
  CHECK(onto.says.find("X 1051 first, to go before it") != std::string::npos);
}

TEST_CASE("drop: late landings are called late", "[model]") {
  Dragged dragged;
  dragged.evening.of(1042).clocks.front().due = dragged.evening.now + minutes(5);
  dragged.evening.publish();
  const Drop drop = dragged.over("CR2");
  CHECK(drop.late);
  CHECK(drop.when.find("late by") != std::string::npos);
}

TEST_CASE("drop: where nothing would come of it there is no line, and the words say why", "[model]") {
  Dragged dragged;
  dragged.hold(1042, "CR1");
  const Drop same = dragged.over("CR1");
  CHECK(same.line.empty());
  CHECK(same.says.find("stays with CR1") == 0);
  CHECK(same.says.find("fixes no minute") != std::string::npos);
  dragged.evening.team("CR2").status = TeamStatus::off_duty;
  dragged.evening.publish();
  CHECK(dragged.over("CR2").line.empty());
  CHECK(dragged.over("CR2").says.find("off duty") != std::string::npos);
  dragged.evening.of(1042).status = CaseStatus::received;
  dragged.evening.of(1042).assignment.reset();
  dragged.evening.team("CR2").status = TeamStatus::available;
  dragged.evening.publish();
  CHECK(dragged.over("CR2").says.find("not triaged yet") != std::string::npos);
}
