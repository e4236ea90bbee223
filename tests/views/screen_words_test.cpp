// What a key does, a word does: and each key of each workspace has one.

#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <sstream>

#include "screen.hpp"

namespace carehub::views {
namespace {

struct KeyWord {
  std::string_view key;   // as in Workspace::keys()
  std::string_view word;  // what does the same in the command line
};

// Keys within a form or a conversation fill it in; T and NEW send the same as one line.
constexpr KeyWord control_room_words[] = {
    {"↑↓", "SHOW"},    {"a-z", "F"},         {"Enter", "Y"},        {"1-9", "A"},
    {"Esc", "SHOW"},   {"F2", "PANES"},      {"F3", "STORY"},       {"F8", "ALERTS"},
    {"Shift K", "K"},  {"F4", "LAYERS"},     {"F5", "MEASURE"},     {"F6", "FOLLOW"},
    {"+ -", "ZOOM"},   {"Ctrl ↑↓←→", "PAN"}, {"Ctrl Home", "ZOOM"}, {"Shift PgDn PgUp", "PAGE"},
    {"Space", "MARK"}, {"F7", "REACH"},      {"F11", "ROOM"}};
constexpr KeyWord navigator_words[] = {{"↑↓", "SHOW"},
                                       {"C", "C"},
                                       {"N", "FORM"},
                                       {"T or Tab", "ASK"},
                                       {"Y N U", "T"},
                                       {"0", "T"},
                                       {"1 to 9", "A"},
                                       {"Ctrl Enter", "NEW"},
                                       {"Ctrl Z", "FORM"},
                                       {"Enter", "Y"},
                                       {"D", "LK"},
                                       {"A R B G X", "AD"},
                                       {"Shift PgDn PgUp", "PAGE"},
                                       {"Esc", "SHOW"},
                                       {"F11", "ROOM"}};
constexpr KeyWord board_words[] = {{"F11", "WALL"}};

std::string commands_page() {
  std::ifstream file(CAREHUB_SOURCE_DIR "/docs/commands.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void check_words(const Workspace& workspace, std::span<const KeyWord> words, console::Workplace workplace) {
  const auto page = commands_page();
  for (const KeyLine& line : workspace.keys()) {
    INFO(workspace.name() << ": " << line.key << ", " << line.does);
    const auto found = std::ranges::find(words, line.key, &KeyWord::key);
    REQUIRE(found != words.end());
    const auto* verb = console::find_verb(found->word);
    REQUIRE(verb != nullptr);
    CHECK(console::is_at(*verb, workplace));
    CHECK_FALSE(verb->key.empty());
    CHECK(page.find(fmt::format("| `{}", verb->name)) != std::string::npos);
  }
}

void enter(Screen& screen, const std::string& line) {
  screen.type("/" + line);
  screen.key(widgets::Key::enter);
}

Screen navigator_screen() {
  Screen screen(make_navigator());
  screen.facts.who.role = Role::navigator;
  screen.frame();
  return screen;
}

}  // namespace

TEST_CASE("words: each key of each workspace has a word, and each word is in the list of commands", "[views]") {
  check_words(*make_operator(), control_room_words, console::Workplace::control_room);
  check_words(*make_navigator(), navigator_words, console::Workplace::navigator);
  check_words(*make_board(), board_words, console::Workplace::board);
}

TEST_CASE("words: what the control room does by key it does by word", "[views]") {
  Screen screen;
  screen.frame();
  enter(screen, "SHOW next");
  const auto first = screen.shell().state().selected;
  CHECK(first.given());
  enter(screen, "SHOW next");
  CHECK(screen.shell().state().selected != first);
  enter(screen, "SHOW none");
  CHECK_FALSE(screen.shell().state().selected.given());
  enter(screen, "ALERTS");
  CHECK(screen.shell().state().alerts_open);
  screen.key(widgets::Key::escape);
  enter(screen, "LAYERS teams");
  CHECK(screen.shows("teams only"));
  enter(screen, "LAYERS all");
  CHECK_FALSE(screen.shows("teams only"));
  enter(screen, "FOLLOW CR2");
  CHECK(screen.shows("follows CR2"));
  enter(screen, "REACH CR2");
  CHECK(screen.shell().state().reach_of == TeamId("CR2"));
  enter(screen, "REACH off");
  CHECK_FALSE(screen.shell().state().reach_of.given());
  enter(screen, "MARK 1042");
  CHECK(screen.shell().state().is_marked(CaseId{1042}));
  enter(screen, "MARK all");
  CHECK(screen.shell().state().marked.size() > 20);
  enter(screen, "MARK none");
  CHECK(screen.shell().state().marked.empty());
  enter(screen, "KEPT");
  CHECK(screen.shell().state().kept_open);
  screen.key(widgets::Key::escape);
  enter(screen, "MEASURE");
  CHECK(screen.shows("measure: click where it begins"));
  enter(screen, "SHIFT");
  CHECK(screen.shell().state().handover_open);
  screen.key(widgets::Key::escape);
  enter(screen, "LOCK");
  CHECK(screen.shell().state().locked);
}

TEST_CASE("words: the size of text, the theme, paper and the end are asked for by word and by key", "[views]") {
  Screen screen;
  screen.frame();
  enter(screen, "TEXT 130");
  REQUIRE(screen.text_size);
  CHECK(screen.text_size->percent == 130);
  screen.letter('+');
  CHECK(screen.text_size->steps == 1);
  screen.letter('-');
  CHECK(screen.text_size->steps == -1);
  screen.letter('0');
  CHECK(screen.text_size->usual);
  enter(screen, "THEME light");
  CHECK(screen.theme == widgets::Theme::light);
  enter(screen, "PRINT");
  CHECK(screen.print_pack);
  screen.letter('Q');
  CHECK(screen.shows("end this program. Enter to do it."));
  CHECK_FALSE(screen.quit);
  screen.key(widgets::Key::enter);
  CHECK(screen.quit);
}

TEST_CASE("words: a navigator's form and conversation begin by word, and words do not fill them in", "[views]") {
  Screen screen = navigator_screen();
  enter(screen, "FORM");
  CHECK(screen.shows("New referral"));
  screen.key(widgets::Key::escape);
  enter(screen, "SHOW first");
  const auto selected = screen.shell().state().selected;
  REQUIRE(selected.given());
  enter(screen, "FORM last");
  CHECK(screen.shows("this screen has nothing for it"));
}

TEST_CASE("text size: steps go from ten to ten and stop at 80 and 200", "[views]") {
  const auto step = [](int now, int steps) {
    TextSize size;
    size.steps = steps;
    return app::next_percent(now, 100, size);
  };
  CHECK(step(100, 1) == 110);
  CHECK(step(88, 1) == 90);
  CHECK(step(88, -1) == 80);
  CHECK(step(200, 1) == 200);
  CHECK(step(80, -1) == 80);
  TextSize usual;
  usual.usual = true;
  CHECK(app::next_percent(150, 88, usual) == 88);
  TextSize beyond;
  beyond.percent = 500;
  CHECK(app::next_percent(150, 88, beyond) == 200);
}

TEST_CASE("text size: a screen that changes it looks as one that began with it", "[views]") {
  Screen changed;
  changed.frame();
  for (const float scale : {1.5F, 0.8F, 2.0F}) {
    changed.set_scale(scale);
    changed.frame();
    changed.frame();
  }
  const auto count = changed.log.size();
  const auto first = changed.log.front();
  Screen began(make_operator(), 1920, 1080, 27, 2.0F);
  began.frame();
  began.frame();
  CHECK(began.log.size() == count);
  CHECK(began.log.front().shown == first.shown);
  CHECK(began.log.front().box.max.y == first.box.max.y);
}

}  // namespace carehub::views
