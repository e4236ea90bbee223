// What somebody is to do: read from a line in any words, and shown with exact counts.

#include <catch2/catch.hpp>

#include "console/model/action_list.hpp"
#include "console/model/board_model.hpp"
#include "console/model/command_line.hpp"
#include "console/model/command_reader.hpp"
#include "console/model/watch_screen.hpp"
#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

AssignedAction told_action(std::uint64_t id, std::string text, std::optional<Instant> due = {}) {
  AssignedAction one;
  one.id = ActionId{id};
  one.text = std::move(text);
  one.owner = "J. Marsh";
  one.by = "R. Hale (manager)";
  one.assigned = evening() - minutes(40);
  one.due = due;
  return one;
}

AssignedAction ended_action(std::uint64_t id, ActionState state, Instant at) {
  auto one = told_action(id, "ring the UTC");
  one.state = state;
  one.ended = at;
  one.ended_by = "A. Reed (operator)";
  one.word = "three beds";
  return one;
}

// A manager's desk: a board, and no site.
struct BoardDesk {
  Picture picture;
  UiContext who;

  BoardDesk() {
    picture.number = 1;
    auto site = std::make_shared<Site>();
    site->calendar = small_site().calendar;
    picture.site = site;
    Board board;
    board.status.hub_name = "Island";
    board.status.now = evening();
    board.status.opel.level = 3;
    board.services.resize(1);
    board.services[0].service = ServiceId("crisis_response");
    board.services[0].name = "Crisis response";
    board.suggested_actions = {{3, "ring the UTC", "navigator"}, {4, "call everybody in", "manager"}};
    picture.board = board;
    who.role = Role::manager;
    who.user = UserName("r.hale");
  }
  std::vector<AssignedAction>& actions() { return picture.board->status.actions; }
  [[nodiscard]] ParsedLine read(std::string_view text) const { return parse(text, picture, evening(), who); }
  [[nodiscard]] AssignAction assigned(std::string_view text) const {
    const auto line = read(text);
    INFO(text << ": " << line.error << line.missing);
    REQUIRE(line.command);
    return std::get<AssignAction>(*line.command);
  }
};

bool offers_word(const ParsedLine& line, std::string_view text) {
  return std::ranges::any_of(line.completions, [&](const Completion& one) { return one.text == text; });
}

}  // namespace

TEST_CASE("actions: one is written in any words, then who, by when and what it belongs to", "[model]") {
  const BoardDesk desk;
  const auto calendar = small_site().calendar;
  const auto due = instant_of(calendar, local_time(calendar, evening()).day, 20 * 60 + 30);
  const auto full =
      desk.assigned("ACT ring district nursing for a second team owner J. Marsh by 20:30 opel 3 service crisis");
  CHECK(full.text == "ring district nursing for a second team");
  CHECK(full.owner == "J. Marsh");
  CHECK(full.due == due);
  CHECK(full.opel_level == 3);
  CHECK(full.service == ServiceId("crisis_response"));
  // In any order, in any case.
  for (const char* text :
       {"ACT ring them by 20:30 owner J. Marsh opel 3", "act ring them OPEL 3 BY 20:30 OWNER J. Marsh",
        "ASSIGN ring them owner J. Marsh opel 3 by 20:30", "ACT \"ring them\" owner \"J. Marsh\" by 20:30 opel 3"}) {
    const auto one = desk.assigned(text);
    INFO(text);
    CHECK(one.text == "ring them");
    CHECK(one.owner == "J. Marsh");
    CHECK(one.due == due);
    CHECK(one.opel_level == 3);
  }
}

TEST_CASE("actions: words that only look like a mark stay part of what is to be done", "[model]") {
  const BoardDesk desk;
  CHECK(desk.assigned("ACT ask the owner of the home to wait owner navigator").text ==
        "ask the owner of the home to wait");
  CHECK(desk.assigned("ACT clear the list by noon owner navigator").text == "clear the list by noon");
  CHECK(desk.assigned("ACT say that opel 3 holds owner navigator").text == "say that opel 3 holds");
  CHECK(desk.assigned("ACT put the service back owner navigator").text == "put the service back");
  CHECK(desk.assigned("ACT \"ring them by\" owner navigator").text == "ring them by");
  CHECK_FALSE(desk.assigned("ACT ring them owner navigator").due);
}

TEST_CASE("actions: the preview says what is assigned, and that everybody sees it", "[model]") {
  const BoardDesk desk;
  CHECK(desk.read("ACT ring them owner J. Marsh by 20:30 opel 3").preview ==
        "action for J. Marsh: ring them, by 20:30, OPEL 3; everybody sees it on the board, so no word about a patient. "
        "Enter to send.");
}

TEST_CASE("actions: an unfinished line says what is missing, a wrong one what to write", "[model]") {
  const BoardDesk desk;
  for (const char* text : {"ACT ", "ACT ring", "ACT ring them ", "ACT ring them owner", "ACT ring them owner ",
                           "ACT ring them owner J. Marsh by", "ACT ring them owner J. Marsh opel ", "DONE ", "DROP "}) {
    const auto line = desk.read(text);
    INFO(text << ": " << line.error);
    CHECK_FALSE(line.ready());
    CHECK(line.error.empty());
    CHECK_THAT(line.missing, Contains("write"));
  }
  const auto error = [&](const char* text, const char* word) {
    const auto line = desk.read(text);
    INFO(text << ": " << line.error);
    CHECK_FALSE(line.command);
    CHECK_THAT(line.error, Contains(word));
  };
  error("ACT ring them owner J. Marsh by 27:10", "HH:MM");
  error("ACT ring them owner J. Marsh by 2030", "HH:MM");
  error("ACT ring them owner J. Marsh by 19:10", "has passed");
  error("ACT ring them owner J. Marsh opel 7", "1 to 4");
  error("ACT look at 1042 owner J. Marsh", "shows it to everybody");
  error("ACT ring 999 000 0018 owner J. Marsh", "shows it to everybody");
  error("ACT ring them owner J. Marsh 01983 555 014", "shows it to everybody");
  error("DONE 9", "there is no action 9 in sight; none is open");
  error("DONE x", "write the number of the action");
}

TEST_CASE("actions: one that is open is done or withdrawn by its number", "[model]") {
  BoardDesk desk;
  desk.actions() = {told_action(3, "ring district nursing"),
                    ended_action(2, ActionState::done, evening() - minutes(9))};
  const auto done = desk.read("DONE 3 from 21:00");
  REQUIRE(done.command);
  CHECK(std::get<CompleteAction>(*done.command).word == "from 21:00");
  CHECK(done.preview == "action 3: ring district nursing, J. Marsh done (from 21:00). Enter to send.");
  CHECK(std::get<CompleteAction>(*desk.read("done 3 19:30 all told").command).at ==
        read_time("19:30", desk.picture.site->calendar, evening(), false).at);
  CHECK_THAT(desk.read("DROP 3").missing, Contains("reason"));
  CHECK(std::get<WithdrawAction>(*desk.read("DROP 3 level is down").command).reason == "level is down");
  CHECK_THAT(desk.read("DONE 2").error, Contains("action 2 was done at 19:33 by A. Reed (operator)"));
  CHECK_THAT(desk.read("DONE 3 see 1042").error, Contains("shows it to everybody"));
  CHECK_THAT(desk.read("DONE 9").error, Contains("open: 3"));
  const auto offered = desk.read("DONE ");
  REQUIRE(offered.completions.size() == 1);
  CHECK(offered.completions[0].text == "3");
  CHECK(offered.completions[0].description == "ring district nursing, J. Marsh");
}

TEST_CASE("actions: Tab offers what the site suggests at the level, the marks, and who has an action", "[model]") {
  BoardDesk desk;
  const auto suggested = desk.read("ACT ");
  REQUIRE(suggested.completions.size() == 1);
  const auto line = complete("ACT ", suggested, suggested.completions[0]);
  CHECK(line == "ACT \"ring the UTC\" ");
  const auto owners = desk.read(line + "owner ");
  REQUIRE_FALSE(owners.completions.empty());
  CHECK(owners.completions[0].text == "navigator");
  CHECK(owners.completions[0].description == "suggested for it");
  CHECK(desk.assigned(line + "owner navigator").text == "ring the UTC");
  CHECK(offers_word(desk.read("ACT ring them "), "owner"));
  CHECK(offers_word(desk.read("ACT ring them ow"), "owner"));
  CHECK_FALSE(offers_word(desk.read("ACT ring them owner x "), "owner"));
  CHECK(offers_word(desk.read("ACT ring them owner "), "navigator"));
  CHECK(offers_word(desk.read("ACT ring them owner x service "), "crisis_response"));
  desk.actions() = {told_action(3, "ring the UTC")};
  CHECK(desk.read("ACT ").completions.empty());  // it is assigned
  CHECK(offers_word(desk.read("ACT ring them owner J"), "J. Marsh"));
  CHECK_THAT(desk.read("OPEL 3 busy").preview, Contains("suggested, not signed off: ring the UTC (navigator)"));
}

TEST_CASE("actions: whoever has no part in it is told who has", "[model]") {
  BoardDesk desk;
  desk.who.role = Role::crew;
  CHECK_THAT(desk.read("ACT ring them owner x").error, Contains("operator, navigator, manager"));
}

TEST_CASE("actions: open ones come first by due time, with time left, age and exact counts", "[model]") {
  BoardDesk desk;
  desk.actions() = {told_action(2, "ask for capacity", evening() - minutes(18)),
                    told_action(5, "ring them", evening() + minutes(10)),
                    told_action(3, "ring district nursing", evening() + minutes(48)),
                    told_action(4, "look for beds"),
                    ended_action(1, ActionState::done, evening() - minutes(9)),
                    ended_action(6, ActionState::withdrawn, evening() - minutes(20)),
                    ended_action(7, ActionState::done, evening() - hours(20)),
                    ended_action(8, ActionState::done, evening() - hours(25))};
  const auto list = action_list(desk.picture, evening());
  REQUIRE(list.lines.size() == 7);  // the last one has left
  CHECK(list.open == 4);
  CHECK(list.overdue == 1);
  CHECK(list.done_today == 1);  // the other was done yesterday
  CHECK(list.counts == "4 open, 1 overdue, 1 done today");
  std::string letters;
  for (const auto& line : list.lines) letters += line.letter;
  CHECK(letters == "OSAADWD");
  CHECK(list.lines[0].left == "18 min late");
  CHECK(list.lines[1].word == "due soon");
  CHECK(list.lines[2].left == "48 min left");
  CHECK(list.lines[2].age == "40 min old");
  CHECK(list.lines[3].due == "no time set");
  CHECK(list.lines[4].due == "19:33, A. Reed (operator)");
  CHECK(action_detail(list.lines[4]) == "J. Marsh, 19:33, A. Reed (operator): three beds");
  CHECK(make_board(desk.picture, evening(), {}).actions.counts == list.counts);
  CHECK(header_text(desk.picture, evening(), {}, {}).actions_overdue == 1);
  desk.actions().clear();
  CHECK(action_list(desk.picture, evening()).counts == "no action assigned");
}

TEST_CASE("actions: the newer of what desk and board were told counts", "[model]") {
  BoardDesk desk;
  desk.actions() = {told_action(3, "ring district nursing")};
  desk.picture.status.now = evening() + seconds(5);
  CHECK(actions_of(desk.picture).empty());
  desk.picture.board->status.now = evening() + seconds(6);
  CHECK(actions_of(desk.picture).size() == 1);
}

TEST_CASE("actions: a board that gets no site keeps the hub's time of day", "[model]") {
  Picture picture;
  PictureUpdate update;
  update.number = 1;
  Board board;
  board.calendar = small_site().calendar;
  update.board = board;
  REQUIRE(apply(picture, update) == Applied::yes);
  CHECK(picture.site->calendar == board.calendar);
}
