#include <catch2/catch.hpp>
#include <set>

#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Input;
using widgets::Key;
using widgets::Point;

void click(Screen& screen, Point at) {
  Input press;
  press.mouse = at;
  press.mouse_down = press.mouse_pressed = true;
  Input up;
  up.mouse = at;
  up.mouse_released = true;
  Input still;
  still.mouse = at;
  screen.as_in_a_window({press, up}, still);
}

// Two open cases so near to each other, in millionths of a degree, and all others out of the way.
struct PairOfCases {
  Screen screen;
  std::vector<CaseId> pair;

  explicit PairOfCases(std::int32_t apart) {
    auto picture = *screen.facts.picture;
    std::vector<CaseId> open;
    for (const auto& [id, c] : picture.cases)
      if (is_open(c->status) && c->referral.location.position) open.push_back(id);
    for (std::size_t i = 0; i < open.size(); ++i) {
      auto c = *picture.cases.find(open[i])->second;
      const auto n = static_cast<std::int32_t>(i);
      c.referral.location.position =
          n < 2 ? Coordinates{50'610'000 + n * apart, -1'450'000} : Coordinates{52'000'000, -1'600'000 + n * 30'000};
      picture.cases.insert_or_assign(c.id, std::make_shared<const Case>(c));
    }
    pair = {open[0], open[1]};
    ++picture.number;
    screen.facts.picture = std::make_shared<const console::Picture>(picture);
    screen.key(Key::f2);
    screen.key(Key::f2);
  }
  // Of the two as one; none while they are drawn apart.
  [[nodiscard]] std::optional<Point> mark() const {
    for (const auto& seen : screen.log)
      if (seen.text == "2×") return seen.box.centre();
    return std::nullopt;
  }
};

const Point one_place{1000, 300}, other_place{1300, 300};

}  // namespace

TEST_CASE("map: F5 measures between two clicks, which choose no case and move nothing", "[views]") {
  Screen screen;
  screen.frame();
  screen.key(Key::f5);
  CHECK(screen.shows("measure: click where it begins"));
  click(screen, one_place);
  CHECK(screen.shows("measure: click where it ends"));
  click(screen, other_place);
  CHECK(screen.shows(" km straight, "));
  CHECK(screen.shows(" by road, about "));
  CHECK_FALSE(screen.shell().state().selected.given());
  check_layout(screen);
  screen.key(Key::f5);
  CHECK_FALSE(screen.shows(" km straight, "));
}

TEST_CASE("map: MEASURE with a team shows its way to the case until F5", "[views]") {
  Screen screen;
  screen.frame();
  screen.type("/MEASURE 1042 CR2");
  CHECK(screen.shows("measure CR2's way to 1042: "));
  screen.key(Key::enter);
  screen.frame();
  CHECK(screen.shows("Map: CR2 to 1042; F5 ends it"));
  CHECK(screen.shows(" km straight, "));
  check_layout(screen);
  screen.key(Key::f5);
  CHECK_FALSE(screen.shows(" km straight, "));
  CHECK_FALSE(screen.shows("measure: click"));
}

TEST_CASE("map: F4 goes through what is shown, and says so", "[views]") {
  Screen screen;
  screen.frame();
  const bool teams_before = screen.shows("on scene · ");
  screen.key(Key::f4);
  CHECK(screen.shows("Map: cases only"));
  screen.key(Key::f4);
  CHECK(screen.shows("Map: teams only"));
  screen.key(Key::f4);
  CHECK(screen.shows("Map: places only"));
  screen.key(Key::f4);
  CHECK_FALSE(screen.shows("places only"));
  CHECK(screen.shows("on scene · ") == teams_before);
}

TEST_CASE("map: F6 keeps a team in the middle until a person moves the map", "[views]") {
  Screen screen;
  screen.frame();
  screen.shell().state().team = TeamId("CR3");
  screen.key(Key::f6);
  CHECK(screen.shows("follows CR3"));
  click(screen, one_place);
  CHECK_FALSE(screen.shows("follows"));
}

TEST_CASE("map: a click on marks drawn as one comes nearer until they part, as is said beforehand", "[views]") {
  PairOfCases two(300);
  const auto selected = two.screen.shell().state().selected;
  REQUIRE(two.mark().has_value());
  Input over;
  over.mouse = *two.mark();
  two.screen.as_in_a_window({over}, over);
  CHECK(two.screen.shows("2 cases: a click comes nearer"));
  check_layout(two.screen);
  for (int clicks = 0; clicks < 6 && two.mark(); ++clicks) click(two.screen, *two.mark());
  CHECK_FALSE(two.mark().has_value());
  CHECK(two.screen.shell().state().selected == selected);
}

TEST_CASE("map: clicks on cases at one place go through them", "[views]") {
  PairOfCases two(0);
  REQUIRE(two.mark().has_value());
  click(two.screen, *two.mark());
  CHECK(two.screen.shows("2 cases: a click goes through them"));
  CHECK(two.screen.shell().state().selected == two.pair[0]);
  click(two.screen, *two.mark());
  CHECK(two.screen.shell().state().selected == two.pair[1]);
  click(two.screen, *two.mark());
  CHECK(two.screen.shell().state().selected == two.pair[0]);
}

TEST_CASE("map: clicks on teams at one place go through them as well", "[views]") {
  Screen screen;
  auto picture = *screen.facts.picture;
  for (const char* id : {"CR1", "CR2"}) {
    auto team = *picture.teams.find(TeamId(id))->second;
    team.position = Coordinates{50'610'000, -1'450'000};
    picture.teams.insert_or_assign(team.id, std::make_shared<const Team>(team));
  }
  ++picture.number;
  screen.facts.picture = std::make_shared<const console::Picture>(picture);
  screen.frame();
  const auto label =
      std::ranges::find_if(screen.log, [](const auto& seen) { return seen.text == "CR1 +1" || seen.text == "CR2 +1"; });
  REQUIRE(label != screen.log.end());
  // The mark stands beside its label: look for where the mouse finds it.
  const Point near = label->box.centre();
  const auto shows_hint = [&](Point at) {
    Input over;
    over.mouse = at;
    screen.as_in_a_window({over}, over);
    return screen.shows("2 teams: a click goes through them");
  };
  std::optional<Point> mark;
  for (float x = near.x - 60; x < near.x + 60 && !mark; x += 6)
    for (float y = near.y - 30; y < near.y + 30 && !mark; y += 6)
      if (shows_hint({x, y})) mark = Point{x, y};
  REQUIRE(mark.has_value());
  click(screen, *mark);
  const TeamId first = screen.shell().state().team;
  click(screen, *mark);
  const TeamId second = screen.shell().state().team;
  CHECK(first != second);
  CHECK(std::set<TeamId>{first, second} == std::set<TeamId>{TeamId("CR1"), TeamId("CR2")});
}

TEST_CASE("map: of several teams at one spot every state is named", "[views]") {
  Screen screen;
  auto picture = *screen.facts.picture;
  const auto stand = [&](const char* id, TeamStatus status) {
    Team team = *picture.teams.find(TeamId(id))->second;
    team.status = status;
    team.position = Coordinates{50'640'000, -1'330'000};
    team.position_at = screen.facts.now;
    picture.teams.insert_or_assign(team.id, std::make_shared<const Team>(team));
  };
  stand("CR1", TeamStatus::available);
  stand("CR2", TeamStatus::en_route);
  ++picture.number;
  screen.facts.picture = std::make_shared<const console::Picture>(std::move(picture));
  screen.frame();
  CHECK(screen.shows("CR1 +1"));
  CHECK(screen.shows("free, on the way"));
}

TEST_CASE("map: ZOOM all ends the following of a team", "[views]") {
  Screen screen;
  screen.frame();
  screen.type("/FOLLOW CR2");
  screen.key(Key::enter);
  screen.frame();
  CHECK(screen.shows("follows CR2"));
  screen.type("/ZOOM all");
  screen.key(Key::enter);
  screen.frame();
  CHECK_FALSE(screen.shows("follows CR2"));
}

}  // namespace carehub::views
