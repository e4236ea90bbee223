// The command line: whatever is typed, the person is told what it did or why it did nothing.

#include <catch2/catch.hpp>

#include "console/model/alerts.hpp"
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
      if (verb.id == console::VerbId::local) continue;  // they have tests of their own
      for (const char* rest : {"", " ", " zzz", " 999999", " 1040", " 1040 zzz", " CR1", " CR1 zzz", " 1040 CR1 zzz"}) {
        const std::string line = std::string(verb.name) + rest;
        const auto given = screen.commands.size();
        screen.shell().state().help = false;
        screen.shell().state().find.clear();
        screen.shell().state().selected = {};
        screen.frame();
        screen.type("/" + line);
        screen.key(Key::enter);
        const bool found = all_text(screen).find("carehubctl export") != std::string::npos;  // what F says at its end
        if (screen.commands.size() > given || screen.shell().state().help || found) {
          screen.shell().state().help = false;
          if (found) screen.key(Key::escape);
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

TEST_CASE("command line: F names teams, places and closed cases, and filters the list only where it helps", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    auto picture = *screen.facts.picture;
    auto closed = *picture.cases.find(CaseId{1040})->second;
    closed.status = CaseStatus::advised;
    closed.closed = evening - minutes(5);
    picture.cases.insert_or_assign(closed.id, std::make_shared<const Case>(closed));
    ++picture.number;
    screen.facts.picture = std::make_shared<const console::Picture>(picture);
    screen.frame();
    screen.type("/F CR1");
    screen.key(Key::enter);
    CHECK(screen.shows("“CR1”: "));
    CHECK(screen.shows("1 team"));
    CHECK(screen.shell().state().team == TeamId{"CR1"});
    check_layout(screen);
    screen.type("/F newport safe");
    screen.key(Key::enter);
    CHECK(screen.shows("Newport Safe Haven"));
    CHECK(screen.shows("place"));
    screen.key(Key::escape);
    CHECK_FALSE(screen.shows("carehubctl export"));
    screen.type("/F 1040");
    screen.key(Key::enter);
    CHECK(screen.shows("1 closed case"));
    CHECK(screen.shell().state().selected == CaseId{1040});
    screen.type("/F nobodyatall");
    screen.key(Key::enter);
    CHECK(screen.shows("“nobodyatall”: nothing"));
    CHECK(screen.shell().state().find.empty());
    check_layout(screen);
  }
}

TEST_CASE("command line: Esc closes the help that lies over a refusal, and then the refusal", "[views]") {
  Screen screen;
  screen.shell().answered({"RE 1040 rang back", false, "1040 is open already", CaseId{1040}}, screen.facts.now);
  screen.key(Key::f1);
  REQUIRE(screen.shows("Keys and verbs"));
  screen.key(Key::escape);
  CHECK_FALSE(screen.shows("Keys and verbs"));
  CHECK(screen.shows("1040 is open already"));
  screen.key(Key::escape);
  CHECK_FALSE(screen.shows("1040 is open already"));
}

TEST_CASE("alerts: the counts are whole however many there are, and the hint names the key that works", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    auto picture = *screen.facts.picture;
    const auto sample = *picture.alerts.begin()->second;
    for (std::uint64_t id = 1; id <= 150; ++id) {
      auto alert = sample;
      alert.id = AlertId{5000 + id};
      alert.case_id = {};
      alert.team = TeamId{"CR1"};
      constexpr std::array kinds{AlertKind::silent_team,       AlertKind::shift_overrun,
                                 AlertKind::position_doubtful, AlertKind::reported_out_of_order,
                                 AlertKind::stale_capacity,    AlertKind::feed_silent};
      alert.kind = kinds[id % kinds.size()];
      alert.state = id <= 12 ? AlertState::acknowledged : id <= 30 ? AlertState::shelved : AlertState::open;
      picture.alerts.insert_or_assign(alert.id, std::make_shared<const Alert>(alert));
    }
    ++picture.number;
    screen.facts.picture = std::make_shared<const console::Picture>(picture);
    screen.frame();
    const auto panel = console::alert_panel(picture, screen.facts.now);
    for (const auto& seen : screen.log)
      if (seen.text.find(" in hand") != std::string::npos) {
        INFO(seen.shown);
        CHECK_FALSE(seen.elided);
      }
    std::string said;
    for (const auto& seen : screen.log)
      if (seen.box.min.x > width * 0.8F && seen.box.min.y > height * 0.85F) said += seen.shown + " ";
    INFO(said);
    CHECK(said.find(fmt::format("of {} shown", panel.total())) != std::string::npos);
    CHECK(screen.shows("Shift K"));
    check_layout(screen);
  }
}

TEST_CASE("alerts: a screen never says that the ambulance was told; it says who has to", "[views]") {
  for (const bool at_desk : {true, false}) {
    Screen screen(at_desk ? make_operator() : make_navigator());
    auto picture = *screen.facts.picture;
    auto c = *picture.cases.find(CaseId{1040})->second;
    c.status = CaseStatus::received;
    c.referral.ambulance.validation = true;
    c.referral.ambulance.breach_at = evening + minutes(8);
    c.fail_safe_fired = true;
    picture.cases.insert_or_assign(c.id, std::make_shared<const Case>(c));
    ++picture.number;
    screen.facts.picture = std::make_shared<const console::Picture>(picture);
    screen.shell().state().selected = c.id;
    screen.frame();
    CHECK(all_text(screen).find("not answered by 19:40: tell the") != std::string::npos);
    CHECK(all_text(screen).find("was told to go") == std::string::npos);
    CHECK(all_text(screen).find("was sent") == std::string::npos);
  }
}

TEST_CASE("command line: Up brings back what was given, and Down what was being written", "[views]") {
  Screen screen = with_role(Role::operator_);
  for (const char* line : {"/N 1040 first note", "/N 1040 second note"}) {
    screen.type(line);
    screen.key(Key::enter);
  }
  REQUIRE(screen.commands.size() == 2);
  screen.type("/");
  screen.key(Key::up);
  CHECK(all_text(screen).find("N 1040 second note") != std::string::npos);
  screen.key(Key::up);
  CHECK(all_text(screen).find("N 1040 first note") != std::string::npos);
  screen.key(Key::escape);
  screen.type("/N 1041 half a no");
  screen.key(Key::up);
  CHECK(all_text(screen).find("N 1040 second note") != std::string::npos);
  screen.key(Key::down);
  CHECK(all_text(screen).find("N 1041 half a no") != std::string::npos);
}

}  // namespace carehub::views
