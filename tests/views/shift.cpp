#include "tests/views/shift.hpp"

#include <catch2/catch.hpp>

#include "console/app/sample_evening.hpp"

namespace carehub::views {
namespace {

using console::Picture;

void set_clock(Case& c, ClockKind kind, Duration left) {
  c.clocks.assign(1, Clock{kind, evening + left - hours(2), evening + left, {}, ClockOutcome::running, false, {}});
  c.received = c.clocks[0].started;
  c.latest_safe_dispatch = evening + left;
}

}  // namespace

std::shared_ptr<const Picture> navigator_picture(const char* site, std::size_t more) {
  Picture picture = app::sample_picture(shipped_site(site), evening, 27);
  app::add_navigator_work(picture, evening);
  for (std::size_t i = 0; i < more; ++i) {
    Case c = *picture.cases.find(CaseId{1041})->second;
    c.id = CaseId{2000 + i};
    c.claim.reset();
    set_clock(c, ClockKind::two_hour, minutes(static_cast<std::int64_t>(i) - 20));
    picture.cases[c.id] = std::make_shared<const Case>(std::move(c));
  }
  return std::make_shared<const Picture>(std::move(picture));
}

std::shared_ptr<const Picture> board_picture(const char* site) {
  Picture picture;
  picture.number = picture.epoch = picture.sequence = 1;
  picture.site = shipped_site(site);
  picture.board = app::sample_board(*picture.site, evening);
  return std::make_shared<const Picture>(std::move(picture));
}

Screen navigator(float width, float height, const char* site, std::size_t more, float scale) {
  Screen screen(make_navigator(), width, height, 27, scale);
  screen.facts.picture = navigator_picture(site, more);
  screen.facts.who = {UserName("m.cole"), Role::navigator, "test"};
  screen.frame();
  return screen;
}

Screen board(float width, float height, const char* site, float scale) {
  Screen screen(make_board(), width, height, 27, scale);
  screen.facts.picture = board_picture(site);
  screen.facts.who = {UserName("r.hale"), Role::manager, "test"};
  screen.frame();
  return screen;
}

}  // namespace carehub::views
