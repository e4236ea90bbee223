#include "console/model/command_line.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "dispatcher/core/permissions.hpp"
#include "evening.hpp"
#include "protocols/domain/words.hpp"
#include "tests/support/paths.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

struct Desk {
  Evening evening;
  UiContext who;

  Desk() {
    auto& c = evening.add(1042, minutes{30});
    evening.offer(c, {"CR2", "CR1"});
    evening.add(1040, minutes{70});
    evening.add(1029, minutes{90}).status = CaseStatus::advised;
    evening.alert(17, AlertKind::silent_team, Severity::medium, {}).team = TeamId{"PM2"};
    evening.publish();
    AssignedAction action;
    action.id = ActionId{3};
    evening.picture.status.actions = {action};
    who.role = Role::operator_;
  }
  [[nodiscard]] ParsedLine read(std::string_view text) const { return parse(text, evening.picture, evening.now, who); }
  template <class C>
  [[nodiscard]] C command(std::string_view text) const {
    const auto line = read(text);
    INFO(text << " | error: " << line.error << " | missing: " << line.missing);
    REQUIRE(line.command);
    REQUIRE(std::holds_alternative<C>(*line.command));
    return std::get<C>(*line.command);
  }
};

// A screen where this verb can be asked for.
Workplace where_it_is_written(const Verb& verb) {
  for (const auto workplace : {Workplace::control_room, Workplace::navigator, Workplace::board, Workplace::text})
    if (is_at(verb, workplace)) return workplace;
  return Workplace::script;
}

}  // namespace

TEST_CASE("command line: the first offer is sent without a reason, and the preview says when it arrives", "[model]") {
  const Desk desk;
  const auto line = desk.read("a 1042 cr2");
  REQUIRE(line.command);
  const auto& command = std::get<AllocateTeam>(*line.command);
  CHECK(command.case_id == CaseId{1042});
  CHECK(command.team == TeamId{"CR2"});
  CHECK(command.override_reason.empty());
  CHECK_FALSE(command.replace);
  CHECK(line.preview == "send CR2 to 1042 New confusion, Lake: arrives 19:52, 20 min inside target. Enter to send.");
  CHECK(line.case_id == CaseId{1042});
}

TEST_CASE("command line: another than the first offer asks for a reason", "[model]") {
  const Desk desk;
  CHECK_THAT(desk.read("A 1042 CR1").error, Contains("CR1 is not the first offer, CR2 is"));
  CHECK(desk.command<AllocateTeam>("A 1042 CR1 daughter knows them").override_reason == "daughter knows them");
}

TEST_CASE("command line: a team that is busy, resting or off duty is not sent by mistake", "[model]") {
  Desk desk;
  desk.evening.team("CR2").queue = {{CaseId{1040}, desk.evening.now + minutes{5}, desk.evening.now + minutes{40}}};
  desk.evening.team("CR2").status = TeamStatus::en_route;
  desk.evening.team("CR1").status = TeamStatus::off_duty;
  desk.evening.team("CR3").status = TeamStatus::on_break;
  desk.evening.publish();
  CHECK_THAT(desk.read("A 1042 CR2").error, Contains("QUEUE"));
  CHECK(desk.command<AllocateTeam>("A 1042 CR2 queue").queue_behind == CaseId{1040});
  CHECK(desk.command<AllocateTeam>("A 1042 CR2 QUEUE 1040").queue_behind == CaseId{1040});
  CHECK_THAT(desk.read("A 1042 CR1 why not").error, Contains("off duty"));
  CHECK_THAT(desk.read("A 1042 CR3 why not").error, Contains("on a break"));
}

TEST_CASE("command line: a case that has a team needs the word replace", "[model]") {
  Desk desk;
  auto& c = desk.evening.of(1042);
  c.status = CaseStatus::en_route;
  c.assignment =
      Assignment{UnitKind::team, "CR1", ServiceId{"crisis_response"}, desk.evening.now, {}, {}, {}, {}, false};
  desk.evening.publish();
  CHECK_THAT(desk.read("A 1042 CR2").error, Contains("REPLACE"));
  CHECK(desk.command<AllocateTeam>("A 1042 CR2 replace").replace);
  CHECK(desk.command<AllocateTeam>("A 1042 CR2 queue replace nearer").override_reason == "nearer");
}

TEST_CASE("command line: Y takes the proposal that is seen, or else the first option", "[model]") {
  Desk desk;
  CHECK(desk.command<AllocateTeam>("y 1042").team == TeamId{"CR2"});
  auto& c = desk.evening.of(1042);
  c.status = CaseStatus::proposed;
  c.version = 9;
  c.assignment =
      Assignment{UnitKind::team, "CR2", ServiceId{"crisis_response"}, desk.evening.now, {}, {}, {}, {}, false};
  desk.evening.publish();
  CHECK(desk.command<AcceptProposal>("OK 1042").case_version == 9);
  CHECK_THAT(desk.read("Y 1040").error, Contains("no options"));
}

TEST_CASE("command line: the selected case is meant where no number is written, and never another", "[model]") {
  Desk desk;
  CHECK_THAT(desk.read("A CR2").missing + desk.read("A CR2").error, Contains("case number"));
  desk.who.selected = CaseId{1042};
  CHECK(desk.command<AllocateTeam>("A CR2").case_id == CaseId{1042});
  CHECK(desk.command<SetPriority>("U 2 worse").case_id == CaseId{1042});
  CHECK(desk.command<SetPriority>("U 1040 2").case_id == CaseId{1040});
  CHECK(desk.command<AddNote>("N 2 tablets taken").text == "2 tablets taken");
  CHECK(desk.command<AddNote>("N 1040 key with neighbour").case_id == CaseId{1040});
  // A number that is mistyped must not put the words on the selected case.
  CHECK_THAT(desk.read("U 1043 2 worse").error, Contains("no case 1043") && Contains("did you mean"));
  CHECK_THAT(desk.read("X 10422 not needed").error, Contains("no case 10422"));
}

TEST_CASE("command line: names are known by id, by a beginning that fits only one, or by a word of them", "[model]") {
  const Desk desk;
  CHECK(desk.command<ReportPosition>("POS pm1 50.650,-1.170").team == TeamId{"PM1"});
  CHECK_THAT(desk.read("EN CR ").error, Contains("CR fits CR1, CR2, CR3"));
  CHECK_THAT(desk.read("EN CR9 ").error, Contains("did you mean"));
  CHECK(desk.command<Signpost>("SP 1042 newport quieter there").place == PlaceId{"newport_haven"});
  CHECK_THAT(desk.read("SP 1042 haven x").error, Contains("newport_haven, ryde_haven"));
  CHECK(desk.command<BookService>("B 1042 gp 21:10 asked for").service == ServiceId{"out_of_hours_gp"});
}

TEST_CASE("command line: every verb of the table reads its own example", "[model]") {
  Desk desk;
  desk.who.picture_behind = true;  // the examples are of no one state
  auto& c = desk.evening.of(1042);
  desk.evening.team("CR2").queue = {{CaseId{1042}, desk.evening.now, desk.evening.now + hours{1}}};
  c.explanation.reset();
  c.referral.location.position = coordinates_from_degrees(50.645, -1.166);
  for (const auto& verb : verbs()) {
    for_each_value<Role>([&](Role role) {
      if (!may_use(verb, role) || verb.action == LocalAction::try_line) return;  // TRY reads another verb's line
      desk.who.role = role;
      desk.who.workplace = where_it_is_written(verb);
      c.status = verb.id == VerbId::accept   ? CaseStatus::proposed
                 : verb.id == VerbId::reopen ? CaseStatus::advised
                                             : CaseStatus::triaged;
      if (verb.id == VerbId::accept)
        c.assignment = Assignment{UnitKind::team, "CR2", {}, desk.evening.now, {}, {}, {}, {}, false};
      desk.evening.team("CR2").queue.resize(verb.id == VerbId::allocate ? 0 : 1);
      desk.evening.publish();
      const auto line = desk.read(verb.id == VerbId::mode       ? "MODE crisis_response automatic night cover"
                                  : verb.id == VerbId::refer_on ? "RO 1042 out_of_hours_gp carer needs respite"
                                                                : std::string(verb.example));
      INFO(verb.example << " | " << line.error << " | " << line.missing);
      CHECK(line.ready());
      if (line.command) CHECK(static_cast<int>(line.command->index()) == (verb.command));
      CHECK_FALSE(line.preview.empty());
    });
  }
}

TEST_CASE("command line: the roles of a verb are those of the hub's own table", "[model]") {
  for (const auto& verb : verbs()) {
    if (verb.command < 0) continue;
    for_each_value<Role>([&](Role role) {
      if (role == Role::system) return;
      INFO(verb.name << " by " << words(role));
      CHECK(may_use(verb, role) == core::role_may(static_cast<std::size_t>(verb.command), role));
    });
  }
}

TEST_CASE("command line: a role that may not is told who may", "[model]") {
  Desk desk;
  desk.who.role = Role::manager;
  const auto line = desk.read("A 1042 CR2");
  CHECK_FALSE(line.command);
  CHECK_THAT(line.error, Contains("operator") && Contains("signed in as manager"));
}

TEST_CASE("command line: outcomes and rejections that need words ask for them", "[model]") {
  Desk desk;
  desk.evening.of(1042).received = desk.evening.now - hours{30};
  desk.evening.team("CR2").status = TeamStatus::allocated;
  desk.evening.team("CR2").queue = {{CaseId{1042}, desk.evening.now, desk.evening.now + hours{1}}};
  desk.evening.publish();
  CHECK(desk.command<ReportClear>("CL CR2 seen").outcome == Outcome::seen);
  CHECK_THAT(desk.read("CL CR2 no_contact").missing, Contains("reason"));
  CHECK(desk.command<ReportClear>("CL CR2 no_contact 19:05 nobody in, rang twice").reason == "nobody in, rang twice");
  desk.who.role = Role::navigator;
  CHECK(desk.command<RejectReferral>("RJ 1042 22").reason_code == 22);
  CHECK_THAT(desk.read("RJ 1042 99").missing, Contains("comment"));
  CHECK_THAT(desk.read("RJ 1042 25 x").error, Contains("22 capacity"));
}

TEST_CASE("command line: times are the last such moment for what happened, the next for what is planned", "[model]") {
  Desk desk;
  desk.evening.of(1042).received = desk.evening.now - hours{30};
  desk.evening.team("CR2").status = TeamStatus::allocated;
  desk.evening.team("CR2").queue = {{CaseId{1042}, desk.evening.now, desk.evening.now + hours{1}}};
  desk.evening.publish();
  CHECK(desk.command<ReportOnScene>("OS CR2 19:30").at == evening() - minutes{12} - seconds{7});
  CHECK(desk.command<ReportOnScene>("OS CR2 06:00").at == evening() - hours{13} - minutes{42} - seconds{7});
  CHECK(desk.command<ReportOnScene>("OS CR2 23:50-1").at == evening() - hours{19} - minutes{52} - seconds{7});
  CHECK_FALSE(desk.command<ReportOnScene>("OS CR2").at);
  desk.evening.team("CR2").status = TeamStatus::off_duty;
  desk.evening.team("CR2").queue.clear();
  desk.evening.publish();
  CHECK(desk.command<SignOnTeam>("ON CR2 06:00").shift_end == evening() + hours{10} + minutes{17} + seconds{53});
}

TEST_CASE("command line: a time that has passed is not tomorrow's unless that is written, and the preview says the day",
          "[model]") {
  Desk desk;
  desk.evening.team("CR2").queue = {{CaseId{1042}, desk.evening.now, desk.evening.now + hours{1}}};
  desk.evening.team("CR2").status = TeamStatus::on_scene;
  desk.evening.team("CR3").status = TeamStatus::off_duty;
  desk.evening.publish();
  CHECK_THAT(desk.read("CB 1042 17:00").error, Contains("17:00 has passed") && Contains("17:00+1"));
  CHECK_THAT(desk.read("ON CR3 17:00").error, Contains("17:00 has passed"));
  CHECK_THAT(desk.read("CB 1042 17:00+1").preview, Contains("23 Nov 17:00"));
  CHECK_THAT(desk.read("ON CR3 06:00").preview, Contains("23 Nov 06:00"));
  CHECK_THAT(desk.read("CL CR2 seen 20:10").error, Contains("20:10 is still to come") && Contains("20:10-1"));
  CHECK_THAT(desk.read("CL CR2 seen 19:30").preview, Contains("at 19:30"));
  CHECK_FALSE(desk.read("CB 1042 19:30+2").command);
  CHECK_FALSE(desk.read("CB 1042 19:30-1").command);
  CHECK_FALSE(desk.read("CL CR2 seen 19:30+1").command);
}

TEST_CASE("command line: a red flag is closed, or sent others than 999, only by a navigator who writes why",
          "[model]") {
  Desk desk;
  desk.evening.of(1042).referral.red_flags = {"chest_pain"};
  desk.evening.publish();
  desk.who.role = Role::navigator;
  for (const auto* line : {"AD 1042 take aspirin", "RJ 1042 22 no capacity", "END 1042 not_needed own GP has been",
                           "CX 1042 family took her in", "A 1042 CR2"}) {
    INFO(line);
    CHECK_FALSE(desk.read(line).command);
    CHECK_THAT(desk.read(line).error, Contains("only 999") && Contains("chest pain"));
  }
  const auto line = desk.read("AD 1042 take aspirin. 999 not needed: pain gone, GP is there");
  REQUIRE(line.command);
  CHECK_THAT(line.preview, Contains("DESPITE A RED FLAG (chest pain)"));
  CHECK_THAT(desk.read("A 1042 CR2 doctor asks for a lift").preview, Contains("DESPITE A RED FLAG"));
  CHECK(desk.read("END 1042 conveyed 999 was there").command);
  desk.who.role = Role::operator_;
  CHECK_THAT(desk.read("A 1042 CR2 near").error, Contains("only a navigator"));
}

TEST_CASE("command line: NEW takes what was told by name", "[model]") {
  const Desk desk;
  const auto command = desk.command<RegisterCase>(
      "NEW call \"confused since Friday\" age=83 at=50.650,-1.170 need=confusion phone=\"01983 555 0142\"");
  CHECK(command.referral.source == Source::call_for_care);
  CHECK(command.referral.narrative == "confused since Friday");
  CHECK(command.referral.person.age_years == 83);
  CHECK(command.referral.location.position == coordinates_from_degrees(50.65, -1.17));
  CHECK(command.referral.person.contacts.at(0).phone == "01983 555 0142");
  REQUIRE(command.triage);
  CHECK(command.triage->priority == Priority::p1);
  CHECK(command.triage->skills.has(Skill::nurse));
  CHECK_FALSE(desk.command<RegisterCase>("NEW 999 fell in the bath").triage);
  CHECK_THAT(desk.read("NEW 999 fell age=old").error, Contains("whole years"));
  CHECK_THAT(desk.read("NEW 999 fell at=5,5").error, Contains("degrees"));
}

TEST_CASE("command line: corrections, links and capacity", "[model]") {
  const Desk desk;
  const auto correction = desk.command<CorrectCase>("CO 1042 phone=\"01983 555 0143\" misheard");
  CHECK(correction.field == "phone");
  CHECK(correction.value == "01983 555 0143");
  CHECK(correction.reason == "misheard");
  CHECK_FALSE(desk.read("CO 1042 colour=blue why").command);
  CHECK(desk.command<LinkCases>("LK 1042 1029").duplicate);
  CHECK_FALSE(desk.command<LinkCases>("LK 1042 1029 related").duplicate);
  CHECK_THAT(desk.read("LK 1042 1042").error, Contains("itself"));
  const auto report = desk.command<ReportServiceCapacity>("SC gp queue=3 wait=88 slots=21:00,20:15 rang them");
  CHECK(report.queue == 3);
  CHECK(report.wait_min == 88);
  CHECK_FALSE(report.free);
  CHECK(report.free_slots.size() == 2);
  CHECK(report.free_slots.front() < report.free_slots.back());
  CHECK(report.note == "rang them");
}

TEST_CASE("command line: what is closed is only reopened, noted or linked", "[model]") {
  const Desk desk;
  CHECK_THAT(desk.read("X 1029 not needed").error, Contains("closed") && Contains("RE 1029"));
  CHECK(desk.command<ReopenCase>("RE 1029 rang back").case_id == CaseId{1029});
  CHECK(desk.command<ReopenCase>("RE 977 rang back").case_id == CaseId{977});  // no longer on the screen
}

TEST_CASE("command line: what is open cannot be opened again, and is said to be open", "[model]") {
  const Desk desk;
  const auto line = desk.read("RE 1042 rang back");
  CHECK_FALSE(line.command);
  CHECK_THAT(line.error, Contains("1042 is open already"));
}

TEST_CASE("command line: a team without a visit is not said to be on the way", "[model]") {
  Desk desk;
  for (const auto* text : {"EN CR1", "OS CR1", "CL CR1 seen"}) {
    const auto line = desk.read(text);
    INFO(text);
    CHECK_FALSE(line.command);
    CHECK(line.error == "CR1 has no visit, it is available; send it first, for example A 1042 CR1");
  }
  // What a crew reports is kept, whatever the hub knows.
  desk.who.role = Role::crew;
  CHECK_THAT(desk.read("EN CR1").preview, Contains("a visit that the hub does not know of"));
  CHECK(desk.command<ReportEnRoute>("EN CR1").team == TeamId{"CR1"});
  desk.who.role = Role::operator_;
  desk.evening.team("CR1").status = TeamStatus::allocated;
  desk.evening.team("CR1").queue = {{CaseId{1042}, desk.evening.now, desk.evening.now + hours{1}}};
  desk.evening.publish();
  CHECK_THAT(desk.read("EN CR1").preview, Contains("CR1 is on the way to 1042 New confusion, Lake"));
}

TEST_CASE("command line: a count above what a place holds is asked about before it is sent", "[model]") {
  const Desk desk;
  CHECK_THAT(desk.read("PC newport 99").preview, Contains("more than the 12 it holds"));
  CHECK(desk.command<ReportPlaceCount>("PC newport 99").occupied == 99);
  CHECK_THAT(desk.read("PC newport 12").preview, !Contains("more than"));
}

TEST_CASE("command line: the shape of a verb is what can be typed", "[model]") {
  CHECK(shape(verb(VerbId::link)) == "LK [case] OTHER_CASE [duplicate|related] [reason ...]");
  for (const auto& one : verbs())
    for (const auto& slot : one.slots)
      if (slot.kind != SlotKind::words && slot.kind != SlotKind::pairs) {
        INFO(one.name << " " << slot.name);
        CHECK(slot.name.find(' ') == std::string_view::npos);
      }
}

TEST_CASE("command line: a preview tells the arrival of who would be sent now", "[model]") {
  Desk desk;
  auto& c = desk.evening.of(1042);
  c.explanation->offered.front().travel_s = 600;
  c.explanation->at = desk.evening.now;
  desk.evening.publish();
  desk.evening.now += minutes{15};
  CHECK_THAT(desk.read("A 1042 CR2").preview, Contains("arrives 20:07, 5 min inside target"));
}

TEST_CASE("command line: an unfinished line says what is missing, not that it is wrong", "[model]") {
  const Desk desk;
  for (const auto* text : {"", "A ", "A 1042", "A 1042 ", "A 1042 C", "X 1042 ", "K", "SP 1042 "}) {
    const auto line = desk.read(text);
    INFO(text);
    CHECK_FALSE(line.ready());
    CHECK(line.error.empty());
    CHECK_FALSE(line.missing.empty());
  }
}

TEST_CASE("command line: completions name what fits, with what it is doing", "[model]") {
  const Desk desk;
  const auto line = desk.read("A 1042 C");
  REQUIRE(line.completions.size() == 3);
  CHECK(line.completions.front().text == "CR2");  // the first offer first
  CHECK_THAT(line.completions.front().description, Contains("available") && Contains("arrives 19:52"));
  CHECK(complete("A 1042 C", line, line.completions.front()) == "A 1042 CR2 ");
  const auto cases = desk.read("X 104");
  CHECK(cases.completions.size() == 2);
  const auto pairs = desk.read("SC gp fr");
  REQUIRE_FALSE(pairs.completions.empty());
  CHECK(complete("SC gp fr", pairs, pairs.completions.front()) == "SC gp free=");
}

TEST_CASE("command line: verbs are found by what one wants to do", "[model]") {
  const Desk desk;
  const auto line = desk.read("priority");
  CHECK(std::ranges::any_of(line.completions, [](const Completion& one) { return one.text == "U"; }));
  CHECK_THAT(desk.read("ALOCATE 1042 CR2").error, Contains("did you mean A"));
  CHECK(desk.command<AllocateTeam>("allocate 1042 CR2").team == TeamId{"CR2"});
}

TEST_CASE("command line: find and help are answered by the console", "[model]") {
  const Desk desk;
  CHECK(desk.read("F bembridge catheter").action == LocalAction::find);
  CHECK(desk.read("F bembridge catheter").argument == "bembridge catheter");
  CHECK(desk.read("?").action == LocalAction::help);
  CHECK_THAT(desk.read("?a").preview, Contains("Send a team"));
}

TEST_CASE("command line: any bytes are read without harm, and nothing is both ready and wrong", "[model]") {
  const Desk desk;
  CHECK(rc::check("any bytes", [&](const std::string& bytes) {
    const auto line = desk.read(bytes);
    RC_ASSERT(!(line.ready() && !line.error.empty()));
    RC_ASSERT(line.replace_from <= bytes.size());
  }));
  CHECK(rc::check("any verb with any words", [&] {
    const auto& verb = verbs()[*rc::gen::inRange<std::size_t>(0, verbs().size())];
    const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "1042", "1040", "9", "CR2", "C", "queue", "replace", "20:15", "99:99", "newport", "gp", "age=83",
        "at=50.6,-1.1", "\"", "=", "P1", "break", "seen", "confusion", "crisis,nurse", "\xff\xfe", "-1",
        "999999999999999999999", "17", "2", "duplicate", "free=3", "free=", "phone=1", "✓"));
    std::string text(verb.name);
    for (const auto& word : words) text += " " + word;
    Desk other;
    if (*rc::gen::arbitrary<bool>()) other.who.selected = CaseId{1042};
    other.who.workplace =
        *rc::gen::element(Workplace::of_role, Workplace::text, Workplace::script, where_it_is_written(verb));
    other.who.role = *rc::gen::element(Role::operator_, Role::navigator, Role::manager, Role::crew, Role::admin);
    const auto line = other.read(text);
    RC_ASSERT(!(line.ready() && (!line.error.empty() || !line.missing.empty())));
    RC_ASSERT(line.ready() || !line.error.empty() || !line.missing.empty());
    if (line.command)
      RC_ASSERT(static_cast<int>(line.command->index()) == verb.command || verb.id == VerbId::accept ||
                verb.id == VerbId::rest);
    if (line.ready()) RC_ASSERT(!line.preview.empty());
    for (const auto& completion : line.completions)
      RC_ASSERT(complete(text, line, completion).size() > line.replace_from);
  }));
}

TEST_CASE("command line: docs/commands.md is printed from the table of verbs", "[model]") {
  std::ifstream file(CAREHUB_SOURCE_DIR "/docs/commands.md");
  std::stringstream text;
  text << file.rdbuf();
  CHECK(text.str() == commands_markdown());  // print it anew: build/.../bin/carehubctl verbs > docs/commands.md
}
