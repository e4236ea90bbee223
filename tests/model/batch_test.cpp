#include "console/model/batch.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;

namespace {

struct Marked {
  Evening evening;
  std::vector<CaseId> cases = {CaseId{1042}, CaseId{1043}, CaseId{1044}};
  UiContext who;

  Marked() {
    for (const CaseId id : cases) evening.add(id.value, minutes(40));
    evening.publish();
    who.user = UserName("a.reed");
  }
  Batch read(std::string_view text) const { return parse_for_marked(text, cases, evening.picture, evening.now, who); }
};

}  // namespace

TEST_CASE("batch: one line with a star is a command for every case that is marked", "[model]") {
  const Marked marked;
  REQUIRE(is_for_marked("N * relatives told"));
  const Batch batch = marked.read("N * relatives told");
  CHECK(batch.line.error.empty());
  REQUIRE(batch.each.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& note = std::get<AddNote>(batch.each[i].command);
    CHECK(note.case_id == marked.cases[i]);
    CHECK(note.text == "relatives told");
  }
  CHECK(batch.each[1].text == "N 1043 relatives told");
  CHECK(batch.line.ready());
  CHECK(batch.line.preview.find("for 3 cases: 1042") == 0);
}

TEST_CASE("batch: where one of them cannot, none is given and the line says how many can and who cannot", "[model]") {
  Marked marked;
  marked.evening.of(1043).status = CaseStatus::completed;
  marked.evening.of(1043).closed = marked.evening.now;
  marked.evening.publish();
  const Batch batch = marked.read("U * 2");
  CHECK(batch.each.empty());
  CHECK_FALSE(batch.line.ready());
  CHECK(batch.line.error.find("2 of 3 can; 1 cannot, so none is given: 1043 is closed") == 0);
}

TEST_CASE("batch: what the picture speaks against is said before Enter, every reason once", "[model]") {
  Marked marked;
  marked.evening.of(1042).status = CaseStatus::received;
  marked.evening.of(1042).triage.reset();
  marked.evening.of(1044).status = CaseStatus::received;
  marked.evening.of(1044).triage.reset();
  marked.evening.publish();
  const Batch batch = marked.read("X * all stand down please");
  CHECK(batch.each.empty());
  CHECK_FALSE(batch.line.ready());
  CHECK(batch.line.error.find("0 of 3 can; 3 cannot") == 0);
  CHECK(batch.line.error.find("1042 is not triaged yet; triage it first (the same: 1044)") != std::string::npos);
  CHECK(batch.line.error.find("1043 is waiting for a team: nobody has been sent to it") != std::string::npos);
}

TEST_CASE("batch: a stand-down that sends crews away names them and wants a second Enter", "[model]") {
  Marked marked;
  const auto send = [&](std::uint64_t id, CaseStatus status, const char* team) {
    Case& c = marked.evening.of(id);
    c.status = status;
    c.assignment =
        Assignment{UnitKind::team, team, ServiceId("crisis_response"), marked.evening.now, {}, {}, {}, {}, false};
  };
  send(1042, CaseStatus::on_scene, "CR1");
  send(1043, CaseStatus::en_route, "CR2");
  send(1044, CaseStatus::allocated, "PM1");
  marked.evening.publish();
  const Batch batch = marked.read("X * major incident");
  CHECK(batch.each.size() == 3);
  CHECK(batch.confirm == "2 crews leave: 1 on the way, 1 on scene (CR1, CR2)");
  CHECK(marked.read("N * told").confirm.empty());
}

TEST_CASE("batch: the answers of one line are one total, with what was refused", "[model]") {
  const std::vector<BatchGiven> each{{ClaimCase{CaseId{1}}, "C 1", CaseId{1}},
                                     {ClaimCase{CaseId{2}}, "C 2", CaseId{2}},
                                     {ClaimCase{CaseId{3}}, "C 3", CaseId{3}}};
  BatchAnswers answers("C *", each);
  CHECK_FALSE(answers.answered("C 4", true, ""));
  CHECK(answers.answered("C 1", true, ""));
  CHECK(answers.answered("C 2", false, "2 is not triaged yet; triage it first"));
  CHECK_FALSE(answers.complete());
  CHECK(answers.answered("C 3", false, "3 is not triaged yet; triage it first"));
  REQUIRE(answers.complete());
  CHECK_FALSE(answers.answered("C 3", true, ""));
  CHECK(answers.words() == "1 done, 2 refused and marked: 2 is not triaged yet; triage it first (the same: 3)");
  CHECK(answers.refused().size() == 2);
}

TEST_CASE("batch: who goes where is never chosen for several at once", "[model]") {
  const Marked marked;
  const Batch batch = marked.read("A * CR2 nearest");
  CHECK(batch.each.empty());
  CHECK(batch.line.error.find("one case at a time") != std::string::npos);
}

TEST_CASE("batch: nothing marked is said with what to do, and an unfinished line says what it lacks", "[model]") {
  const Marked marked;
  const Batch none = parse_for_marked("N * told", {}, marked.evening.picture, marked.evening.now, marked.who);
  CHECK(none.line.error.find("no case is marked") == 0);
  const Batch unfinished = marked.read("N * ");
  CHECK(unfinished.each.empty());
  CHECK_FALSE(unfinished.line.ready());
  CHECK_FALSE(unfinished.line.missing.empty());
}

TEST_CASE("batch: a star elsewhere is a word like any other", "[model]") {
  CHECK_FALSE(is_for_marked("N 1042 * see above"));
  CHECK_FALSE(is_for_marked("N \"*\" told"));
  CHECK_FALSE(is_for_marked("*"));
  CHECK_FALSE(is_for_marked(""));
}

TEST_CASE("batch: whatever is typed, each marked case has one command or nobody has", "[model]") {
  const Marked marked;
  CHECK(rc::check("all or none", [&] {
    const auto verb = *rc::gen::elementOf(std::vector<std::string>{"N", "U", "X", "C", "A", "LK", "zz", "OPEL", "F"});
    const auto rest = *rc::gen::string<std::string>();
    const std::string text = verb + " * " + rest;
    if (!is_for_marked(text)) return;
    const Batch batch = marked.read(text);
    RC_ASSERT(batch.each.empty() || batch.each.size() == marked.cases.size());
    RC_ASSERT(batch.line.ready() == !batch.each.empty());
  }));
}
