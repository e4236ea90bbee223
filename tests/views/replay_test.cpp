// A replay: never taken for the hub as it is, never sends anything, and everything in reach of the keyboard.

#include <cctype>

#include "tests/views/layout.hpp"
#include "tests/views/replayed.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

void press(Screen& screen, Key key, bool ctrl, bool shift) {
  widgets::Input input;
  input.keys.push_back({key, 0, ctrl, shift});
  screen.frame(input);
  let_past_come(screen);
}

bool has_word_now(std::string text) {
  for (char& c : text) c = std::isalpha(static_cast<unsigned char>(c)) != 0 ? static_cast<char>(std::tolower(c)) : ' ';
  return (" " + text + " ").find(" now ") != std::string::npos;
}

// What somebody wrote then is shown as it was written.
bool is_quoted(const Screen& screen, const std::string& shown) {
  for (const auto& [id, record] : screen.facts.picture->cases)
    if (record->referral.narrative.find(shown) != std::string::npos) return true;
  return false;
}

// What the screen says in the banner's first words.
std::string banner_of(const Screen& screen) {
  for (const auto& seen : screen.log)
    if (seen.shown.starts_with("REPLAY  ·")) return seen.shown;
  return {};
}

}  // namespace

TEST_CASE("replay: it says what it is, which moment is shown, and where the hub itself is", "[views][replay]") {
  Screen screen = replayed();
  CHECK(banner_of(screen).find("Sun 22 Nov 2026 19:32:07") != std::string::npos);
  CHECK(banner_of(screen).find("the hub itself is at 19:42") != std::string::npos);
  CHECK(screen.shows("nothing can be sent from here"));
  CHECK(screen.drawn_in(widgets::Colour::replay));
  CHECK_FALSE(screen.shows("live 0"));
  CHECK(screen.shows("19:32:07"));  // the clock of the top bar
}

TEST_CASE("replay: no word says that anything is so now", "[views][replay]") {
  Screen screen = replayed();
  for (int row = 0; row < 12; ++row) {
    screen.key(Key::down);
    for (const auto& seen : screen.log) {
      CAPTURE(seen.shown);
      if (!is_quoted(screen, seen.shown)) CHECK_FALSE(has_word_now(seen.shown));
    }
  }
}

TEST_CASE("replay: whatever is pressed or clicked, nothing is sent but that a case was looked at", "[views][replay]") {
  Screen screen = replayed();
  screen.key(Key::down);
  for (const Key key : {Key::enter, Key::f8, Key::f9, Key::f10, Key::f4, Key::f5, Key::f6, Key::f7, Key::tab}) {
    screen.key(key);
    let_past_come(screen);
  }
  for (const char* text : {"1", "K", "a", "/A 1042", ":N 1042 x", "y"}) {
    screen.type(text);
    screen.key(Key::enter);
    screen.key(Key::escape);
  }
  for (float x = 20; x < 1920; x += 61)
    for (float y = 60; y < 900; y += 47) {
      widgets::Input click;
      click.mouse = {x, y};
      click.mouse_pressed = click.mouse_down = true;
      screen.frame(click);
    }
  screen.facts.now += seconds(5);
  screen.frame();
  CHECK(screen.commands.empty());
  CHECK_FALSE(screen.quiet.empty());
  for (const Command& command : screen.quiet) CHECK(std::holds_alternative<ViewCase>(command));
  CHECK_FALSE(screen.asked.has_value());
  CHECK(screen.announced == 0);
}

TEST_CASE("replay: Space plays and pauses, plus and minus set how fast", "[views][replay]") {
  Screen screen = replayed();
  screen.type("yesterday 14:05");  // "y" filters the case list: a time that begins with a word needs the slash
  screen.key(Key::escape);
  screen.type("/yesterday 14:05");
  screen.key(Key::enter);
  let_past_come(screen);
  CHECK(banner_of(screen).find("Sat 21 Nov 2026 14:05:00") != std::string::npos);
  screen.type(" ");
  CHECK(screen.shows("playing at 10x"));
  screen.facts.steady += seconds(1);
  let_past_come(screen);
  CHECK(banner_of(screen).find("14:05:00") == std::string::npos);
  screen.type("+");
  CHECK(screen.shows("playing at 60x"));
  screen.type("-");
  screen.type("-");
  CHECK(screen.shows("playing at 1x"));
  screen.type(" ");
  CHECK(screen.shows("paused"));
}

TEST_CASE("replay: a time of day is typed straight away, and a wrong one says what can be written", "[views][replay]") {
  Screen screen = replayed();
  screen.type("18:20");
  CHECK(screen.shows("Enter goes to Sun 22 Nov 2026 18:20:00"));
  screen.key(Key::enter);
  let_past_come(screen);
  CHECK(banner_of(screen).find("18:20:00") != std::string::npos);
  screen.type("99:99");
  screen.key(Key::enter);
  CHECK(screen.shows("! write a time such as 14:05"));
  check_layout(screen);
  screen.key(Key::escape);
  CHECK(banner_of(screen).find("18:20:00") != std::string::npos);
}

TEST_CASE("replay: arrows step by ten seconds, with Shift by a minute, Home and End to the ends", "[views][replay]") {
  Screen screen = replayed();
  press(screen, Key::left, false, false);
  CHECK(banner_of(screen).find("19:31:57") != std::string::npos);
  press(screen, Key::left, false, true);
  CHECK(banner_of(screen).find("19:30:57") != std::string::npos);
  press(screen, Key::right, false, true);
  CHECK(banner_of(screen).find("19:31:57") != std::string::npos);
  press(screen, Key::home, false, false);
  CHECK(banner_of(screen).find("Sat 21 Nov 2026 13:42:07") != std::string::npos);
  press(screen, Key::end, false, false);
  CHECK(banner_of(screen).find("Sun 22 Nov 2026 19:42:07") != std::string::npos);
}

TEST_CASE("replay: Ctrl and an arrow goes from event to event, and Enter says why", "[views][replay]") {
  Screen screen = replayed();
  press(screen, Key::left, true, false);
  const std::string first = banner_of(screen);
  const CaseId one = screen.shell().state().selected;
  CHECK(one.given());
  press(screen, Key::left, true, false);
  press(screen, Key::right, true, false);
  CHECK(banner_of(screen) == first);
  CHECK(screen.shell().state().selected == one);
  screen.key(Key::enter);
  let_past_come(screen);
  CHECK(screen.shows("Why, as known then"));
  CHECK(screen.shows(std::to_string(one.value)));
  check_layout(screen);
  screen.key(Key::escape);
  CHECK_FALSE(screen.shows("Why, as known then"));
  CHECK(screen.shows("Case " + std::to_string(one.value)));
}

TEST_CASE("replay: a click and a drag on the scrubber move the cursor", "[views][replay]") {
  Screen screen = replayed();
  const std::string before = banner_of(screen);
  widgets::Input click;
  click.mouse = {900, 960};
  click.mouse_pressed = click.mouse_down = true;
  widgets::Input drag;
  drag.mouse = {500, 990};
  drag.mouse_down = true;
  screen.as_in_a_window({click}, drag);
  let_past_come(screen);
  const std::string clicked = banner_of(screen);
  CHECK(clicked != before);
  CHECK_FALSE(clicked.empty());
}

TEST_CASE("replay: before the first answer, refused, and without a link it says so", "[views][replay]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_replay(), width, height);
    screen.frame();
    CHECK(screen.shows("Reading the journal"));
    check_layout(screen);
    screen.facts.past.fault = "crew may not replay what was";
    screen.frame();
    CHECK(screen.shows("The past cannot be shown"));
    CHECK(screen.shows("crew may not replay what was"));
    check_layout(screen);
    Screen lost = replayed(width, height);
    lost.facts.link.live = false;
    lost.facts.link.age = seconds(14);
    lost.frame();
    CHECK(lost.shows("! no link to the hub"));
    CHECK(lost.shows("REPLAY"));
    check_layout(lost);
  }
}

TEST_CASE("replay: while the hub reads its journal it says how far it is", "[views][replay]") {
  Screen screen = replayed();
  auto history = *screen.facts.past.history;
  history.read_permille = 420;
  screen.facts.past.history = std::make_shared<const History>(history);
  auto picture = *screen.facts.picture;
  picture.sequence = 1'000'131;
  screen.facts.picture = std::make_shared<const console::Picture>(picture);
  screen.frame();
  CHECK(screen.shows("reading the journal: read 420,000 of 1,000,131 events"));
  check_layout(screen);
}

TEST_CASE("replay: a locked one shows no figures that could be taken for those of the hub", "[views][replay]") {
  Screen screen = replayed();
  screen.letter('L');
  CHECK(screen.shows("Locked replay"));
  for (const char* word : {"waiting", "breached", "live", "19:32"}) {
    CAPTURE(word);
    CHECK(std::none_of(screen.log.begin(), screen.log.end(), [&](const auto& seen) {
      return seen.shown.find(word) != std::string::npos && seen.shown.find("live screens") == std::string::npos;
    }));
  }
  check_layout(screen);
}

}  // namespace carehub::views
