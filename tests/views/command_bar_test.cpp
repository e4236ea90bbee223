// The command line: whatever is typed, the person is told what it did or why it did nothing.

#include <catch2/catch.hpp>

#include "console/model/verbs.hpp"
#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

// The words as they stand on the screen; a paragraph may have broken them into lines.
std::string all_text(const Screen& screen) {
  std::string all;
  for (const auto& seen : screen.log)
    if (!Screen::visible(seen).empty()) all += seen.shown + " ";
  return all;
}

Screen with_role(Role role) {
  Screen screen(make_operator(), 1366, 768);
  screen.facts.who = {UserName("a.reed"), role, "test"};
  screen.frame();
  return screen;
}

}  // namespace

TEST_CASE("command line: every verb with every kind of rubbish is answered in words, never ignored", "[views]") {
  for (const Role role : {Role::operator_, Role::navigator, Role::manager}) {
    Screen screen = with_role(role);
    for (const console::Verb& verb : console::verbs()) {
      for (const char* rest : {"", " ", " zzz", " 999999", " 1040", " 1040 zzz", " CR1", " CR1 zzz", " 1040 CR1 zzz"}) {
        const std::string line = std::string(verb.name) + rest;
        const auto given = screen.commands.size();
        screen.shell().state().help = false;
        screen.shell().state().find.clear();
        screen.shell().state().selected = {};
        screen.frame();
        screen.type("/" + line);
        screen.key(Key::enter);
        const bool done =
            screen.commands.size() > given || screen.shell().state().help || !screen.shell().state().find.empty();
        if (done) {
          screen.shell().state().help = false;
          continue;
        }
        const console::UiContext context{{}, screen.facts.who.user, role, nullptr};
        const auto parsed = console::parse(line, *screen.facts.picture, screen.facts.now, context);
        const std::string& said = parsed.error.empty() ? parsed.missing : parsed.error;
        INFO(line << ": " << said);
        CHECK_FALSE(said.empty());
        CHECK(all_text(screen).find(said) != std::string::npos);
        screen.key(Key::escape);
      }
    }
  }
}

TEST_CASE("command line: a long message stands whole above the bar, at both sizes", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    screen.type("/B 1040 nowhere ");
    screen.key(Key::enter);
    CHECK(all_text(screen).find("there is no service nowhere; write one of") != std::string::npos);
    check_layout(screen);
    screen.key(Key::escape);
    const std::string refusal =
        "CR2 is on the way with 1051 and 1061, and its shift ends at 22:00 before it could be at 1040; choose another "
        "team, or stand it down first and say why; the nearest free teams are CR1, PM1 and PM3, each within half an "
        "hour";
    screen.shell().answered({"A 1040 CR2 nearest of all that are there", false, refusal, CaseId{1040}},
                            screen.facts.now);
    screen.frame();
    CHECK(all_text(screen).find(refusal) != std::string::npos);
    check_layout(screen);
  }
}

TEST_CASE("command line: what is missing is said while typing, and as a warning after Enter", "[views]") {
  Screen screen;
  screen.type("/A 1040 ");
  CHECK(screen.shows("write a team"));
  CHECK(screen.commands.empty());
  screen.key(Key::enter);
  CHECK(screen.shows("write a team, for example A 1042 CR2"));
  CHECK(screen.commands.empty());
}

}  // namespace carehub::views
