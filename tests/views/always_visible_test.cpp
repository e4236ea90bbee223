// What is always to be seen: hub, time, link, OPEL with owner and age, what waits and is late, alerts by severity, the
// two-hour figure; at every size of screen and text, and behind the lock.

#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

struct ScreenAndText {
  float width, height, scale;
};

constexpr ScreenAndText sizes_of_text[] = {{1920, 1080, 1},    {1920, 1080, 1.5F}, {1920, 1080, 2}, {1366, 768, 0.88F},
                                           {1366, 768, 1.4F},  {1366, 768, 1.8F},  {1366, 768, 2},  {3840, 2160, 2},
                                           {1280, 1024, 0.8F}, {1600, 900, 1.2F}};

// An evening with an OPEL level, and alerts of each severity.
std::shared_ptr<const console::Picture> busy_evening() {
  auto picture = std::make_shared<console::Picture>(app::sample_picture(shipped_site(), evening));
  picture->status.opel.level = 2;
  picture->status.opel.by = "R. Hale";
  picture->status.opel.at = evening - hours(3) - minutes(32);
  picture->status.two_hour_met = 39;
  picture->status.two_hour_ended = 45;
  picture->status.simulated = true;
  picture->status.speed = 30;
  picture->alerts.clear();
  for (std::uint64_t i = 1; i <= 6; ++i) {
    Alert alert;
    alert.id = AlertId{i};
    alert.severity = i == 1 ? Severity::high : i < 5 ? Severity::medium : Severity::low;
    picture->alerts[alert.id] = std::make_shared<const Alert>(alert);
  }
  return picture;
}

std::string words_of_panel(const Screen& screen, std::string_view panel) {
  std::string all;
  for (const auto& seen : screen.log)
    if (seen.panel == panel && !Screen::visible(seen).empty()) all += seen.shown + "\n";
  return all;
}

void check_all_is_there(const Screen& screen, std::string_view link) {
  const auto bar = words_of_panel(screen, "top bar");
  INFO(bar);
  const auto has = [&](std::string_view text) { return bar.find(text) != std::string::npos; };
  CHECK(has("Isle of Wight"));
  CHECK(has("19:42:07"));
  CHECK(has(link));
  CHECK(has("OPEL 2"));
  CHECK((has("R. Hale, 3 h 32") || has("R. Hale 3 h 32")));
  CHECK(has("waiting"));
  CHECK(has("due"));
  CHECK(has("breached"));
  CHECK((has("6\nalerts: 1 high, 3 medium, 2 low") || has("6\nalerts: H1 M3 L2")));
  CHECK(has("86%"));
  CHECK(has("39 of 45"));
  for (const auto& seen : screen.log) {
    if (seen.panel != "top bar") continue;
    INFO(seen.text);
    CHECK_FALSE(seen.elided);
  }
  check_layout(screen);
}

}  // namespace

TEST_CASE("always visible: the top bar says all of it at every size of screen and text", "[views]") {
  for (const auto& [width, height, scale] : sizes_of_text) DYNAMIC_SECTION(width << "x" << height << " at " << scale) {
      Screen screen(make_navigator(), width, height, 27, scale);
      screen.facts.picture = busy_evening();
      screen.facts.link.age = std::chrono::milliseconds(200);
      screen.frame();
      check_all_is_there(screen, "live 0.2 s");
      screen.facts.link.live = false;
      screen.facts.link.age = seconds(0);
      screen.frame();
      check_all_is_there(screen, "stale since 19:42:07");
    }
}

TEST_CASE("always visible: a locked screen says all of it, and in red that the hub is gone", "[views]") {
  for (const auto& [width, height, scale] : sizes_of_text) DYNAMIC_SECTION(width << "x" << height << " at " << scale) {
      Screen screen(make_operator(), width, height, 27, scale);
      screen.facts.picture = busy_evening();
      screen.facts.link.age = std::chrono::milliseconds(200);
      screen.letter('L');
      check_all_is_there(screen, "live 0.2 s");
      CHECK(words_of_panel(screen, "banner").empty());
      screen.facts.link.live = false;
      screen.facts.link.age = seconds(0);
      screen.facts.link.text = "no sign of life from the dispatcher; trying again";
      screen.frame();
      check_all_is_there(screen, "stale since 19:42:07");
      CHECK(words_of_panel(screen, "banner").find("stale since 19:42:07") != std::string::npos);
      CHECK_FALSE(screen.shows("Sample Person"));
    }
}

TEST_CASE("command line: a line that was too long is not sent before somebody has seen where it ends", "[views]") {
  Screen screen;
  screen.type("/N 1039 " + std::string(widgets::LineEdit::longest, 'x') + " and rings at eight");
  CHECK(screen.shows("characters were not taken"));
  screen.key(widgets::Key::enter);
  CHECK(screen.commands.empty());
  CHECK(screen.shows("nothing is sent"));
  screen.key(widgets::Key::backspace);
  CHECK_FALSE(screen.shows("nothing is sent"));
  screen.key(widgets::Key::enter);
  REQUIRE(screen.commands.size() == 1);
  CHECK(std::get<AddNote>(screen.commands[0].command).text.size() == widgets::LineEdit::longest - 8);
}

TEST_CASE("form: a field that could not take all says so beside it, and the form is not registered", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_navigator(), width, height);
    screen.type("n");
    screen.type("1");  // a red flag: the hub would take it now
    for (int i = 0; i < 60 && !screen.shell().workspace().writing(); ++i) screen.key(widgets::Key::tab);
    REQUIRE(screen.shell().workspace().writing());
    screen.type(std::string(widgets::LineEdit::longest, 'x') + "yz");
    CHECK(screen.shows("full: 2 characters"));
    const auto given = screen.commands.size();
    screen.key(widgets::Key::enter, true);
    CHECK(screen.commands.size() == given);
    CHECK(screen.shows("A field is full"));
    screen.key(widgets::Key::backspace);
    CHECK_FALSE(screen.shows("A field is full"));
  }
}

TEST_CASE("command line: a warning of the machine gives way to answers and goes once all is well", "[views]") {
  Screen screen;
  screen.shell().noticed({"paper pack", "cannot be written: no space left"});
  screen.frame();
  CHECK(screen.shows("no space left"));
  screen.shell().answered({"new referral: fall", true, "registered as 1207", {}, {}, {}}, screen.facts.now);
  screen.frame();
  CHECK(screen.shows("registered as 1207"));
  screen.facts.now += seconds(10);
  screen.frame();
  CHECK(screen.shows("no space left"));
  screen.shell().noticed({});
  screen.frame();
  CHECK_FALSE(screen.shows("no space left"));
}

}  // namespace carehub::views
