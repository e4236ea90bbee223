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

TEST_CASE("batch: where one of them cannot, none is given and the line says which", "[model]") {
  Marked marked;
  marked.evening.of(1043).status = CaseStatus::completed;
  marked.evening.of(1043).closed = marked.evening.now;
  marked.evening.publish();
  const Batch batch = marked.read("U * 2");
  CHECK(batch.each.empty());
  CHECK_FALSE(batch.line.ready());
  CHECK(batch.line.error.find("not for all 3: 1043: ") == 0);
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
