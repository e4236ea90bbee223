#include <catch2/catch.hpp>

#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

std::shared_ptr<const console::TeamReach> reach_round(const TeamId& team, Coordinates middle, Instant at,
                                                      std::string remark = {}) {
  auto reach = std::make_shared<console::TeamReach>();
  reach->team = team;
  reach->at = at;
  reach->remark = std::move(remark);
  for (const std::int32_t minutes : {10, 20, 30}) {
    const std::int32_t away = minutes * 1'500;
    reach->outlines.push_back({minutes,
                               {{middle.lat_e6 + away, middle.lon_e6},
                                {middle.lat_e6, middle.lon_e6 + away},
                                {middle.lat_e6 - away, middle.lon_e6},
                                {middle.lat_e6, middle.lon_e6 - away}}});
  }
  return reach;
}

struct OpenReach {
  Screen screen;

  OpenReach() {
    screen.frame();
    screen.shell().state().team = TeamId("CR3");
    screen.key(Key::f7);
  }
  void answer(std::string remark = {}) {
    const auto team = screen.facts.picture->teams.find(TeamId("CR3"))->second;
    screen.facts.reach = reach_round(team->id, *team->position, screen.facts.now, std::move(remark));
    screen.frame();
  }
  int times_asked() const { return screen.reach_asked; }
};

}  // namespace

TEST_CASE("map: F7 shows where a team could be, said in the map's head; again, or Esc, ends", "[views]") {
  OpenReach open;
  CHECK(open.times_asked() == 1);
  CHECK(open.screen.shows("reach of CR3: 10, 20, 30 min"));
  CHECK(open.screen.shows("CR3: waiting for the hub"));
  open.answer();
  CHECK(open.screen.shows("10 min"));
  CHECK(open.screen.shows("20 min"));
  CHECK(open.screen.shows("30 min"));
  CHECK_FALSE(open.screen.shows("waiting for the hub"));
  check_layout(open.screen);
  const CaseId selected = open.screen.shell().state().selected;
  open.screen.key(Key::escape);
  CHECK_FALSE(open.screen.shows("reach of"));
  CHECK(open.screen.shell().state().selected == selected);
  open.screen.key(Key::f7);
  open.screen.key(Key::f7);
  CHECK_FALSE(open.screen.shows("reach of"));
}

TEST_CASE("map: a reach is asked for again when the team has moved, and not every frame", "[views]") {
  OpenReach open;
  open.answer();
  const int before = open.times_asked();
  const auto move_on = [&](seconds later) {
    auto picture = *open.screen.facts.picture;
    auto team = *picture.teams.find(TeamId("CR3"))->second;
    ++team.version;
    picture.teams.insert_or_assign(team.id, std::make_shared<const Team>(team));
    ++picture.number;
    open.screen.facts.picture = std::make_shared<const console::Picture>(picture);
    open.screen.facts.now += later;
    open.screen.frame();
  };
  move_on(seconds(1));
  CHECK(open.times_asked() == before);
  move_on(seconds(3));
  CHECK(open.times_asked() == before + 1);
  open.answer();
  open.screen.facts.now += seconds(10);
  open.screen.frame();
  CHECK(open.times_asked() == before + 1);
  open.screen.facts.now += seconds(30);
  open.screen.frame();
  CHECK(open.times_asked() == before + 2);
}

TEST_CASE("map: another team that is pointed at has its reach shown instead", "[views]") {
  OpenReach open;
  open.screen.shell().state().team = TeamId("CR2");
  open.screen.frame();
  CHECK(open.screen.shows("reach of CR2"));
}

TEST_CASE("map: without a chosen team F7 says so, and begins with the first that is chosen", "[views]") {
  Screen screen;
  screen.frame();
  screen.shell().state().selected = {};
  screen.key(Key::f7);
  CHECK(screen.shows("reach: choose a team or a case"));
  screen.shell().state().team = TeamId("CR3");
  screen.frame();
  CHECK(screen.shows("reach of CR3"));
}

TEST_CASE("map: what is doubtful or old about a reach is said, and an old one stays", "[views]") {
  OpenReach open;
  open.answer("its position is not known: from its base");
  CHECK(open.screen.shows("CR3: its position is not known: from its base"));
  const int before = open.times_asked();
  open.screen.facts.link.live = false;
  open.screen.facts.link.age = minutes(2);
  open.screen.facts.now += minutes(2);
  open.screen.frame();
  CHECK(open.screen.shows("old: as it was at 19:42"));
  CHECK(open.screen.shows("20 min"));
  CHECK(open.times_asked() == before);
  check_layout(open.screen);
}

}  // namespace carehub::views
