// A message of many pages: all of it can be read, nothing is printed over it, and flags and options stay in reach.

#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

constexpr CaseId told{1500};
constexpr const char* last_words = "WARNING: the dog bites.";

// Sixty paragraphs as a 999 system prints them, blank lines between them, the warning at the very end.
std::string long_story() {
  std::string story = "CONSULTATION SUMMARY\n\nPRINTED ON 22/02/2022";
  for (int i = 0; i < 60; ++i)
    story += fmt::format(
        "\n\nQuestion {}: asked, and answered in a sentence that is a little longer than the line.\n"
        "    - answer {}",
        i, i);
  return story + "\n\n" + last_words + "\n\n";
}

std::shared_ptr<const console::Picture> with_long_story(CaseStatus status) {
  auto picture = std::make_shared<console::Picture>(app::sample_picture(shipped_site(), evening));
  Case c = *picture->cases.find(CaseId{1039})->second;
  c.id = told;
  c.status = status;
  c.assignment.reset();
  c.referral.summary = "Allergic reaction\nat home";
  c.referral.narrative = long_story();
  c.referral.flags = {{FlagKind::safeguarding, "SG", "concern\nraised 19 Nov"}, {FlagKind::respect, "RESPECT", ""}};
  c.referral.location.doubtful = true;
  c.referral.location.doubt = "position not sure";
  for (int i = 0; i < 5; ++i)
    c.referral.person.contacts.push_back({fmt::format("Contact {}", i), "neighbour", "01632960111", false, true});
  if (status == CaseStatus::received) c.triage.reset();
  c.history.push_back({evening - hours(30), "A. Reed (operator)", "note: first line\nsecond line\n\nfourth line", {}});
  picture->cases[told] = std::make_shared<const Case>(std::move(c));
  return picture;
}

Screen told_to(bool at_desk, float width, float height, CaseStatus status = CaseStatus::triaged) {
  Screen screen(at_desk ? make_operator() : make_navigator(), width, height);
  screen.facts.picture = with_long_story(status);
  screen.shell().state().selected = told;
  screen.frame();
  screen.frame();
  return screen;
}

void page_down(Screen& screen) {
  widgets::Input input;
  input.keys.push_back({.key = Key::page_down, .shift = true});
  screen.frame(input);
}

void check_one_line_each(const Screen& screen) {
  for (const TextSeen& seen : screen.log) {
    INFO(seen.shown);
    CHECK(seen.shown.find('\n') == std::string::npos);
  }
}

// Every word of the story that came into view, by scrolling from its start to its end.
bool scrolls_to(Screen& screen, std::string_view words) {
  for (int page = 0; page < 60; ++page) {
    if (screen.shows(words)) return true;
    check_one_line_each(screen);
    check_layout(screen);
    page_down(screen);
  }
  return false;
}

}  // namespace

TEST_CASE("long story: its lines lie over nothing, at both sizes, in control room and navigator", "[views]") {
  for (const bool at_desk : {true, false})
    for (const auto status : {CaseStatus::triaged, CaseStatus::received})
      for (const auto& [width, height] : sizes) {
        DYNAMIC_SECTION((at_desk ? "operator " : "navigator ") << static_cast<int>(status) << " " << width) {
          Screen screen = told_to(at_desk, width, height, status);
          check_one_line_each(screen);
          check_layout(screen);
        }
      }
}

TEST_CASE("long story: its last line is reached by key, in control room and navigator", "[views]") {
  for (const bool at_desk : {true, false})
    for (const auto& [width, height] : sizes) {
      DYNAMIC_SECTION((at_desk ? "operator " : "navigator ") << width) {
        Screen screen = told_to(at_desk, width, height);
        CHECK(scrolls_to(screen, "more lines"));
        CHECK_FALSE(screen.shows(last_words));
        if (at_desk) screen.key(Key::f3);
        CHECK(scrolls_to(screen, "Question 30"));
        CHECK(scrolls_to(screen, last_words));
        CHECK(scrolls_to(screen, "fourth line"));  // the history below it
      }
    }
}

TEST_CASE("long story: flags, and the option that Enter takes, are in sight beside it", "[views]") {
  for (const auto& [width, height] : sizes) {
    DYNAMIC_SECTION(width) {
      Screen screen = told_to(true, width, height);
      const auto first = screen.facts.picture->cases.find(told)->second->explanation->offered.front().unit;
      for (const bool whole : {false, true}) {
        if (whole) screen.key(Key::f3);
        INFO((whole ? "whole" : "folded"));
        CHECK(screen.shows("raised 19 Nov"));
        CHECK(screen.shows("1  " + first));
        CHECK(screen.shows("take first"));
        check_layout(screen);
      }
    }
  }
}

TEST_CASE("long story: flags and position stand above it, and contacts are named below it", "[views]") {
  for (const bool at_desk : {true, false}) {
    Screen screen = told_to(at_desk, 1920, 1080);
    const auto top_of = [&](std::string_view words) {
      for (const TextSeen& seen : screen.log)
        if (seen.shown.find(words) != std::string::npos) return seen.box.min.y;
      return 1e9F;
    };
    const float story = top_of("CONSULTATION SUMMARY");
    CHECK(story < 1080);
    CHECK(top_of("raised 19 Nov") < story);
    if (at_desk) {
      CHECK(top_of("position not sure") < story);
      // In sight, or named beside the key that goes there.
      CHECK(std::min(top_of("Contact 4"), top_of("contact")) < 1080);
    }
  }
}

TEST_CASE("long story: an option that is scrolled out of sight is not taken by a click on what lies there", "[views]") {
  Screen screen = told_to(true, 1366, 768);
  std::size_t hidden = 0;
  const float panel_ends = 768 - (widgets::space::alerts + widgets::space::command_bar) * app::scale_for(1366);
  for (const TextSeen& seen : std::vector(screen.log.begin(), screen.log.end())) {
    const bool of_panel = seen.clip.min.x > screen.size().width() * 0.7F;
    if (!of_panel || seen.box.min.y < panel_ends || seen.box.max.y > screen.size().max.y) continue;
    ++hidden;
    widgets::Input click;
    click.mouse = seen.box.centre();
    click.mouse_pressed = click.mouse_down = true;
    screen.frame(click);
    CHECK(std::ranges::none_of(screen.commands,
                               [](const Given& given) { return std::holds_alternative<AllocateTeam>(given.command); }));
    CHECK_FALSE(screen.shows("A 1500"));
  }
  CHECK(hidden > 0);
}

TEST_CASE("text: a paragraph cut short says so and draws one line only", "[widgets]") {
  auto stage = app::Stage::create(800, 600, 1).value();
  widgets::Input input;
  widgets::TextLog log;
  float used = 0;
  stage->build(
      input,
      [&](widgets::Ui& ui, const widgets::Box&) {
        used = ui.canvas.paragraph({10, 10}, 400, widgets::Face::body, widgets::colour::text,
                                   "one\ntwo\nthree\nfour\n\n", 2);
        ui.canvas.paragraph({10, 200}, 400, widgets::Face::body, widgets::colour::text, "one\ntwo\n\n", 2);
        CHECK(ui.canvas.paragraph_lines(400, widgets::Face::body, "one\ntwo\n\n") == 2);
        CHECK(used == ui.canvas.line_height(widgets::Face::body) * 2);
      },
      &log);
  REQUIRE(log.size() == 4);
  CHECK(log[0].shown == "one");
  CHECK(log[1].shown == "two…");
  CHECK(log[1].elided);
  CHECK(log[3].shown == "two");
  CHECK_FALSE(log[3].elided);
}

TEST_CASE("text: a line break in a name or a cell becomes a blank", "[widgets]") {
  auto stage = app::Stage::create(800, 600, 1).value();
  widgets::Input input;
  widgets::TextLog log;
  stage->build(
      input,
      [&](widgets::Ui& ui, const widgets::Box&) {
        ui.canvas.text({10, 10}, widgets::Face::body, widgets::colour::text, "Ada\nInvented");
        ui.canvas.text_in(widgets::box_at({10, 40}, 300, 20), widgets::Face::body, widgets::colour::text,
                          "Ada\nInvented", widgets::Align::right);
      },
      &log);
  REQUIRE(log.size() == 2);
  for (const auto& seen : log) CHECK(seen.shown == "Ada Invented");
  CHECK(log[1].box.max.x <= 310.5F);
}

}  // namespace carehub::views
