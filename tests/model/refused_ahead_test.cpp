// What the hub would refuse is said before Enter, where the picture shows it.

#include "console/model/refused_ahead.hpp"

#include <catch2/catch.hpp>

#include "console/model/command_line.hpp"
#include "dispatcher/core/permissions.hpp"
#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;

namespace {

struct AheadDesk {
  Evening evening;
  UiContext who;

  AheadDesk() {
    evening.add(1042, minutes(40));
    evening.publish();
    who.user = UserName("a.reed");
  }
  ParsedLine read(std::string_view text) const { return parse(text, evening.picture, evening.now, who); }
  void send(CaseStatus status, TeamStatus team_status) {
    Case& c = evening.of(1042);
    c.status = status;
    c.assignment = Assignment{UnitKind::team, "CR1", ServiceId("crisis_response"), evening.now, {}, {}, {}, {}, false};
    Team& team = evening.team("CR1");
    team.status = team_status;
    team.status_since = evening.now - minutes(5);
    team.queue = {{CaseId{1042}, evening.now + minutes(9), evening.now + minutes(50)}};
    evening.publish();
  }
};

}  // namespace

TEST_CASE("refused ahead: the states are those of the hub, for every verb of the desk", "[model]") {
  for (const Verb& verb : verbs()) {
    if (verb.command < 0) continue;
    const auto command = static_cast<std::size_t>(verb.command);
    INFO(verb.other_name);
    for_each_value<CaseStatus>(
        [&](CaseStatus status) { CHECK(state_allows(command, status) == core::state_allows(command, status)); });
    for_each_value<TeamStatus>(
        [&](TeamStatus status) { CHECK(state_allows(command, status) == core::state_allows(command, status)); });
  }
}

TEST_CASE("refused ahead: a stand-down of nobody, and the end of a visit under way, are errors before Enter",
          "[model]") {
  AheadDesk desk;
  const ParsedLine nobody = desk.read("X 1042 other crew nearer");
  CHECK_FALSE(nobody.ready());
  CHECK(nobody.error == "1042 is waiting for a team: nobody has been sent to it");
  desk.send(CaseStatus::en_route, TeamStatus::en_route);
  CHECK(desk.read("X 1042 other crew nearer").ready());
  const ParsedLine visited = desk.read("END 1042 not_needed seen by own GP");
  CHECK_FALSE(visited.ready());
  CHECK(visited.error == "1042 is on the way with CR1; end that first");
}

TEST_CASE("refused ahead: a crew that is on the way already, and times that cannot be", "[model]") {
  AheadDesk desk;
  desk.send(CaseStatus::en_route, TeamStatus::en_route);
  const ParsedLine again = desk.read("EN CR1");
  CHECK_FALSE(again.ready());
  CHECK(again.error.find("CR1 is on the way with 1042") == 0);
  CHECK(desk.read("OS CR1").ready());
  desk.evening.of(1042).received = desk.evening.now - minutes(10);
  desk.evening.publish();
  CHECK(refused_ahead(ReportOnScene{TeamId("CR1"), desk.evening.now - minutes(20)}, desk.evening.picture,
                      desk.evening.now, Role::operator_)
            .ends_with("is before the call came in"));
  CHECK(refused_ahead(ReportOnScene{TeamId("CR1"), desk.evening.now + minutes(20)}, desk.evening.picture,
                      desk.evening.now, Role::operator_)
            .ends_with("is in the future; give the time when it happened"));
  CHECK(refused_ahead(ReportEnRoute{TeamId("CR1"), {}}, desk.evening.picture, desk.evening.now, Role::crew).empty());
}

TEST_CASE("refused ahead: a picture that is behind speaks against nothing", "[model]") {
  AheadDesk desk;
  desk.who.picture_behind = true;
  CHECK(desk.read("R CR1 back").ready());
}
