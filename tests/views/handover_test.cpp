// The shift that was handed over, on the screen of whoever takes it; what a screen tells the hub by itself; and what a
// choice would do to others.
#include <catch2/catch.hpp>

#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

Screen with_handover(bool taken) {
  Screen screen;
  auto picture = *screen.facts.picture;
  Handover handover;
  handover.from = UserName("r.hale");
  handover.at = screen.facts.now - minutes(4);
  handover.note = "CR2 has a flat tyre";
  for (const auto& [id, c] : picture.cases)
    if (is_open(c->status) && handover.cases.size() < 12) handover.cases.push_back(id);
  handover.open = 27;
  if (taken) {
    handover.taken_by = UserName("a.reed");
    handover.taken = screen.facts.now;
  }
  picture.status.handover = handover;
  screen.facts.picture = std::make_shared<const console::Picture>(std::move(picture));
  return screen;
}

}  // namespace

TEST_CASE("handover: F9 lists every case that was named, T takes it over once, Enter shows the case", "[views]") {
  Screen screen = with_handover(false);
  screen.key(Key::f9);
  CHECK(screen.shows("r.hale handed over at 19:38"));
  CHECK(screen.shows("nobody has taken it over yet"));
  CHECK(screen.shows("CR2 has a flat tyre"));
  const auto& named = screen.facts.picture->status.handover->cases;
  for (const CaseId id : named) {
    CAPTURE(id.value);
    CHECK(screen.shows(std::to_string(id.value)));
  }
  screen.type("t");
  REQUIRE(screen.commands.size() == 1);
  CHECK(std::holds_alternative<TakeOverShift>(screen.commands[0].command));
  screen.key(Key::down);
  screen.key(Key::enter);
  CHECK(screen.shell().state().selected.given());
  CHECK_FALSE(screen.shows("r.hale handed over"));
}

TEST_CASE("handover: once it is taken over nobody is offered to take it again", "[views]") {
  Screen screen = with_handover(true);
  screen.key(Key::f9);
  CHECK(screen.shows("taken over by a.reed"));
  CHECK_FALSE(screen.shows("take it over"));
  screen.type("T");
  CHECK(screen.commands.empty());
  screen.key(Key::escape);
  CHECK_FALSE(screen.shows("Shift handover"));
}

TEST_CASE("handover: H opens the command line for handing over", "[views]") {
  Screen screen = with_handover(true);
  screen.key(Key::f9);
  screen.type("h");
  CHECK_FALSE(screen.shows("Shift handover"));
  CHECK(screen.shows("HO"));
  screen.type("quiet");
  CHECK(screen.shows("HO quiet"));
}

TEST_CASE("handover: before the first one the list says how it is given", "[views]") {
  Screen screen;
  screen.key(Key::f9);
  CHECK(screen.shows("No shift was handed over yet"));
}

TEST_CASE("seen: a case that stays on the screen is told to the hub once, not before, and never of a locked screen",
          "[views]") {
  Screen screen;
  screen.key(Key::down);
  REQUIRE(screen.shell().state().selected.given());
  CHECK(screen.quiet.empty());
  screen.facts.now += seconds(3);
  screen.frame();
  REQUIRE(screen.quiet.size() == 1);
  CHECK(std::get<ViewCase>(screen.quiet[0]).case_id == screen.shell().state().selected);
  screen.facts.now += seconds(60);
  screen.frame();
  CHECK(screen.quiet.size() == 1);
  CHECK(screen.commands.empty());
  screen.letter('L');
  screen.facts.now += hours(1);
  screen.frame();
  CHECK(screen.quiet.size() == 1);
}

TEST_CASE("preview: stands below the options until the case changes, and says who misses the target", "[views]") {
  Screen screen;
  screen.key(Key::down);
  const CaseId chosen = screen.shell().state().selected;
  ChoicePreview preview;
  preview.unit = "CR2";
  preview.chosen.case_id = chosen;
  preview.chosen.after = screen.facts.now + minutes(12);
  preview.others.push_back({CaseId{1043},
                            "CR2",
                            "PM1",
                            screen.facts.now + minutes(9),
                            screen.facts.now + minutes(45),
                            screen.facts.now + minutes(30),
                            {},
                            {}});
  preview.open = 20;
  AnswerLine answer{"WI", true, "looked ahead", chosen, {}, preview};
  screen.shell().answered(answer, screen.facts.now);
  screen.frame();
  CHECK(screen.shows("What if: CR2 to"));
  CHECK(screen.shows("misses its target by 15 min"));
  CHECK(screen.shows("19 other open cases stay as they are"));
  screen.key(Key::down);
  CHECK_FALSE(screen.shows("What if"));
}

TEST_CASE("preview: an option other than the first is looked at for everybody while its reason is written", "[views]") {
  Screen screen;
  const auto previews = [&] {
    return std::ranges::count_if(screen.quiet,
                                 [](const Command& c) { return std::holds_alternative<PreviewChoice>(c); });
  };
  // The first case that has two options.
  for (int row = 0; row < 20; ++row) {
    screen.key(Key::down);
    screen.type("2");
    if (previews() > 0) break;
    screen.key(Key::escape);
  }
  REQUIRE(previews() == 1);
  CHECK(screen.commands.empty());
  const auto asked =
      std::ranges::find_if(screen.quiet, [](const Command& c) { return std::holds_alternative<PreviewChoice>(c); });
  CHECK(std::get<PreviewChoice>(*asked).case_id == screen.shell().state().selected);
}

}  // namespace carehub::views
