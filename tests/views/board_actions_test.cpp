// What was assigned to somebody, on the board: seen by everybody, counted exactly, at every size.

#include "tests/views/layout.hpp"
#include "tests/views/shift.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

AssignedAction board_action(std::uint64_t id, std::string text, std::optional<Instant> due) {
  AssignedAction action;
  action.id = ActionId{id};
  action.text = std::move(text);
  action.owner = "J. Marsh";
  action.by = "R. Hale (manager)";
  action.assigned = evening - minutes(70);
  action.due = due;
  action.opel_level = 3;
  return action;
}

// `late` of them overdue, three that are done.
std::vector<AssignedAction> so_many(std::size_t open, std::size_t late, std::size_t characters) {
  std::vector<AssignedAction> actions;
  std::string text = "ring district nursing for a second evening team and ask them for ";
  while (text.size() < characters) text += "more ";
  text.resize(characters);
  for (std::size_t i = 0; i < open; ++i)
    actions.push_back(board_action(i + 1, text, evening + minutes(i < late ? -18 : 40) + seconds(i)));
  for (std::size_t i = 0; i < 3; ++i) {
    auto done = board_action(100 + i, text, {});
    done.state = ActionState::done;
    done.ended = evening - minutes(3);
    done.ended_by = "A. Reed (operator)";
    done.word = "a second team from 21:00";
    actions.push_back(done);
  }
  return actions;
}

void assign(Screen& screen, std::vector<AssignedAction> actions) {
  auto picture = std::make_shared<console::Picture>(*screen.facts.picture);
  picture->board->status.actions = std::move(actions);
  picture->number = screen.facts.picture->number + 1;
  screen.facts.picture = picture;
  screen.frame();
}

bool of_actions(const TextSeen& seen) {
  return seen.panel == "actions";
}

// Texts of actions against each other and against all others.
void check_actions_stand_free(const Screen& screen) {
  widgets::TextLog actions, others;
  for (const TextSeen& seen : screen.log) (of_actions(seen) ? actions : others).push_back(seen);
  auto over = overlaps(actions);
  for (const TextSeen& other : others)
    for (const TextSeen& seen : actions) {
      const auto pair = overlaps({seen, other});
      over.insert(over.end(), pair.begin(), pair.end());
    }
  INFO(joined_lines(over));
  CHECK(over.empty());
  const auto cut = cut_off(actions, screen.size());
  INFO(joined_lines(cut));
  CHECK(cut.empty());
}

void check_nothing_shortened(const Screen& screen) {
  const auto found = elided(screen.log, [](const TextSeen& seen) { return !of_actions(seen); });
  INFO(joined_lines(found));
  CHECK(found.empty());
}

}  // namespace

TEST_CASE("board actions: at every size they are counted, and nothing is cut or runs over another", "[views]") {
  for (const auto& [width, height, scale] : {std::tuple{1366.0F, 768.0F, 0.8F},
                                             {1366.0F, 768.0F, 1.0F},
                                             {1920.0F, 1080.0F, 0.8F},
                                             {1920.0F, 1080.0F, 1.0F},
                                             {1920.0F, 1080.0F, 1.5F},
                                             {1920.0F, 1080.0F, 2.0F},
                                             {3840.0F, 2160.0F, 1.0F},
                                             {3840.0F, 2160.0F, 2.0F}})
    for (const auto& [open, late, characters] :
         {std::tuple<std::size_t, std::size_t, std::size_t>{0, 0, 30}, {1, 0, 20}, {3, 1, 60}, {37, 5, 140}}) {
      DYNAMIC_SECTION(width << "x" << height << " at " << scale << ", " << open << " open") {
        Screen screen = board(width, height, "isle-of-wight", scale);
        assign(screen, so_many(open, late, characters));
        const std::string counts = fmt::format("{} open, {} overdue, 3 done today", open, late);
        for (int turn = 0; turn < 5; ++turn, screen.facts.now += seconds(15)) {
          screen.frame();
          check_actions_stand_free(screen);
          check_nothing_shortened(screen);
          CHECK(screen.shows(counts));
        }
      }
    }
}

TEST_CASE("board actions: one stands with its number, owner, time left and age, and what it belongs to", "[views]") {
  Screen screen = board();
  for (const char* text : {"3 open, 1 overdue, 1 done today", "overdue", "18 min late",
                           "2  ask the UTC for its capacity", "M. Cole, by 19:24", "48 min left", "3 h 10 old",
                           "OPEL 3", "no time set", "done", "16:37, A. Reed (operator): told at the 16:30"}) {
    INFO(text);
    CHECK(screen.shows(text));
  }
  CHECK(screen.drawn_in(widgets::colour::red_fill));
}

TEST_CASE("board actions: those that do not fit are counted by what they are", "[views]") {
  Screen screen = board();
  assign(screen, so_many(37, 5, 140));
  CHECK(screen.shows("! 37 open, 5 overdue, 3 done today"));
  CHECK(screen.shows("more: "));
  CHECK(screen.shows(" open, 1 overdue, 3 ended"));
}

TEST_CASE("board actions: where none is assigned it says so, and how one is", "[views]") {
  Screen screen = board();
  assign(screen, {});
  CHECK(screen.shows("no action assigned"));
  CHECK(screen.shows("ACT assigns one"));
  check_layout(screen);
  CHECK_FALSE(screen.shows("overdue"));
}

TEST_CASE("board actions: a manager assigns one from the board by keyboard alone", "[views]") {
  Screen screen = board();
  screen.key(Key::f11);
  screen.type("/ACT ring the UTC owner navigator by 20:30");
  CHECK(screen.shows("everybody sees it on the board"));
  check_layout(screen);
  screen.key(Key::enter);
  REQUIRE(screen.commands.size() == 1);
  const auto* given = std::get_if<AssignAction>(&screen.commands[0].command);
  REQUIRE(given != nullptr);
  CHECK(given->text == "ring the UTC");
  CHECK(given->owner == "navigator");
  CHECK(given->due == evening - seconds(7) + minutes(48));
  screen.type("/DONE 3 from 21:00");
  screen.key(Key::enter);
  REQUIRE(screen.commands.size() == 2);
  CHECK(std::get<CompleteAction>(screen.commands[1].command).action == ActionId{3});
}

TEST_CASE("board actions: a wall has a page of them, large, with letters", "[views]") {
  Screen screen(make_wall(), 1920, 1080, 27, app::wall_scale_for(1920, 1080));
  screen.facts.picture = board_picture();
  screen.facts.who = {UserName("wall"), Role::manager, "test"};
  bool seen = false;
  for (int look = 0; look < 14; ++look, screen.facts.now += seconds(10)) {
    screen.frame();
    check_layout(screen);
    if (!screen.shows("2  ask the UTC")) continue;
    seen = true;
    CHECK(screen.shows("open, 1 overdue, 1 done today"));
    CHECK(std::ranges::any_of(screen.log, [](const TextSeen& text) { return text.shown == "O"; }));
  }
  CHECK(seen);
}

}  // namespace carehub::views
