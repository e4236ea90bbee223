// The capacity board: legible from afar, exact, never green when unknown, and nobody's case on it.

#include "console/model/board_model.hpp"
#include "tests/views/layout.hpp"
#include "tests/views/shift.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

void check_all_said(const Screen& screen) {
  const auto found = elided(screen.log, [](const TextSeen&) { return false; });
  INFO(joined_lines(found));
  CHECK(found.empty());
}

std::size_t times_shown(const Screen& screen, std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      screen.log, [&](const TextSeen& seen) { return seen.shown == text && !Screen::visible(seen).empty(); }));
}

// Large enough for every card of the bottom row beside the others; else those of one subject take turns.
Screen whole_board() {
  return board(3840, 2160);
}

// Every page that a board of many services turns to.
template <class Look>
void on_every_page(Screen& screen, Look look) {
  for (int page = 0; page < 8; ++page) {
    screen.frame();
    look();
    screen.facts.now += seconds(15);
  }
}

}  // namespace

TEST_CASE("board: no text overlaps, is cut or shortened, at both sizes and for both hubs", "[views]") {
  for (const char* site : {"isle-of-wight", "mid-nottinghamshire"})
    for (const auto& [width, height] : sizes) {
      DYNAMIC_SECTION(site << " " << width << "x" << height) {
        Screen screen = board(width, height, site);
        REQUIRE(screen.log.size() > 60);
        on_every_page(screen, [&] {
          check_layout(screen);
          check_all_said(screen);
        });
        screen.facts.link.live = false;
        screen.facts.link.age = minutes(2);
        screen.frame();
        check_layout(screen);
        screen.key(Key::f11);
        check_layout(screen);
      }
    }
}

TEST_CASE("board: every service of the hub is shown by its whole name", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen = board(width, height);
    const auto& services = screen.facts.picture->board->services;
    std::string all;
    on_every_page(screen, [&] {
      for (const auto& seen : screen.log) all += seen.shown + " ";
    });
    for (const auto& service : services) {
      INFO(service.name);
      CHECK(all.find(service.name) != std::string::npos);
    }
  }
}

TEST_CASE("board: counts stand as the hub counted them", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen = board(width, height);
    const auto& status = screen.facts.picture->board->status;
    CHECK(screen.shows(std::to_string(status.waiting)));
    CHECK(screen.shows(std::to_string(status.due_soon)));
    CHECK(screen.shows(fmt::format("! {}", status.breached)));
    CHECK(screen.shows("15"));  // alerts
    CHECK(screen.shows("95%"));
    CHECK(screen.shows("139 of 145"));
    CHECK(screen.shows("161 of 174"));
    CHECK(screen.shows("OPEL 3"));
    CHECK(screen.shows("R. Hale"));
    CHECK(screen.shows("3 h 32"));
  }
}

TEST_CASE("board: unknown is a question mark, never a number and never open", "[views]") {
  Screen screen = board();
  const auto& services = screen.facts.picture->board->services;
  const auto unknown = static_cast<std::size_t>(std::ranges::count(services, Rag::unknown, &ServiceBoard::rag));
  const auto open = static_cast<std::size_t>(std::ranges::count(services, Rag::open, &ServiceBoard::rag));
  REQUIRE(unknown > 1);
  CHECK(times_shown(screen, "unknown") == unknown);
  CHECK(times_shown(screen, "not known") == unknown);
  CHECK(times_shown(screen, "open") == open);
  // Without a hub for a minute nothing is open any more.
  screen.facts.link.live = false;
  screen.facts.link.age = seconds(console::board_unknown_after_s + 1);
  screen.facts.now += seconds(console::board_unknown_after_s + 1);
  screen.frame();
  CHECK(times_shown(screen, "unknown") == services.size());
  CHECK(times_shown(screen, "open") == 0);
  CHECK(times_shown(screen, "low") == 0);
  CHECK(screen.shows("No link to the hub"));
  CHECK(screen.shows("stale since 19:42:07"));
}

TEST_CASE("board: from the moment the link is stale no card is live, and none is green", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen = board(width, height);
    screen.frame();
    CHECK(times_shown(screen, "live") > 1);
    CHECK(screen.drawn_in(widgets::colour::light_green));
    screen.facts.link.live = false;
    screen.facts.link.age = seconds(12);
    screen.facts.now += seconds(1);
    screen.frame();
    CHECK(times_shown(screen, "live") == 0);
    CHECK(screen.shows("12 s ago"));
    CHECK_FALSE(screen.drawn_in(widgets::colour::light_green));
    check_layout(screen);
  }
}

TEST_CASE("board: no patient data is drawn, even if it were there", "[views]") {
  Screen screen = board();
  auto picture = std::make_shared<console::Picture>(*screen.facts.picture);
  picture->cases = navigator_picture()->cases;
  picture->alerts = navigator_picture()->alerts;
  screen.facts.picture = picture;
  for (int mode = 0; mode < 2; ++mode) {
    screen.key(Key::f11);
    for (const auto& [id, c] : picture->cases) {
      CHECK_FALSE(screen.shows(c->referral.person.name));
      CHECK_FALSE(screen.shows(std::to_string(id.value)));
      CHECK_FALSE(screen.shows(c->referral.narrative));
    }
    CHECK(screen.shows("No patient data on this screen"));
  }
}

TEST_CASE("board: every chart has its axes in round numbers, and says how old it is", "[views]") {
  Screen screen = whole_board();
  for (const char* tick : {"100%", "80%", "50%", "0%", "00", "06", "Sun", "8", "20:11", "21:41"}) {
    INFO(tick);
    CHECK(screen.shows(tick));
  }
  CHECK(screen.shows("as of 19:41:50, 17 s ago"));
  // The cards that the hub counts itself, and the four panels that it does.
  const auto& services = screen.facts.picture->board->services;
  const auto live = static_cast<std::size_t>(std::ranges::count_if(
      services, [](const ServiceBoard& one) { return one.live && one.rag != Rag::closed && one.rag != Rag::unknown; }));
  CHECK(times_shown(screen, "live") >= live + 4);
  screen.facts.link.live = false;
  screen.facts.link.age = seconds(12);
  screen.facts.now += seconds(1);
  screen.frame();
  CHECK(times_shown(screen, "12 s ago") >= 4);
}

TEST_CASE("board: an hour outside of the usual range is marked and said", "[views]") {
  Screen screen = board();
  CHECK(screen.shows("10:00 below the lower limit: 0% of 4, usual"));
  CHECK(screen.drawn_in(widgets::colour::orange));
  auto quiet = std::make_shared<console::Picture>(*board_picture());
  quiet->number = 9;
  for (auto& tally : quiet->board->hours) tally.two_hour_breached = 0;
  screen.facts.picture = quiet;
  screen.frame();
  CHECK(screen.shows("no hour outside of the usual range"));
  quiet = std::make_shared<console::Picture>(*quiet);
  quiet->number = 10;
  quiet->board->hours.resize(5);
  screen.facts.picture = quiet;
  screen.frame();
  CHECK(screen.shows("no limits yet: they need 12 whole hours, there are 5"));
}

TEST_CASE("board: shares of today and yesterday have both denominators", "[views]") {
  Screen screen = board();
  CHECK(screen.shows("today: in two hours 95%, 139 of 145; all urgent response 92%, 161 of 174"));
  CHECK(screen.shows("yesterday: in two hours"));
}

TEST_CASE("board: the suggested level stands with its arithmetic and the level declared", "[views]") {
  Screen screen = board();
  CHECK(screen.shows("OPEL: sum suggests"));
  CHECK(screen.shows("open cases, too late"));
  CHECK(screen.shows("11 of 131"));
  CHECK(screen.shows("declared: OPEL 3, R. Hale (operator), 3 h 32 old"));
  CHECK(screen.shows("not signed off"));
}

TEST_CASE("board: the next hours are a chance by half hour, or say why not", "[views]") {
  Screen screen = whole_board();
  CHECK(screen.shows("Next 2 h"));
  auto old = std::make_shared<console::Picture>(*board_picture());
  old->number = 9;
  old->board->ahead_made = evening - minutes(4);
  screen.facts.picture = old;
  screen.frame();
  CHECK(screen.shows("? looked ahead 4 min ago: too old to"));
}

TEST_CASE("board: who was seen in time stands by source with both denominators, few as counts alone", "[views]") {
  Screen screen = whole_board();
  const auto& sources = console::make_board(*screen.facts.picture, evening, screen.facts.link).by_source;
  REQUIRE(sources.rows.size() == 5);
  CHECK(screen.shows("Seen in time, by source"));
  CHECK(screen.shows("all sources"));
  for (const auto& row : sources.rows) {
    INFO(row.source);
    CHECK(screen.shows(row.source));
    for (const SourceTally* day : {&row.today, &row.yesterday}) {
      CHECK(screen.shows(console::share_text(day->two_hour_met, day->two_hour_ended)));
      CHECK(screen.shows(console::share_text(day->all_response_met, day->all_response_ended)));
    }
  }
  CHECK(sources.rows.back().today.two_hour_ended < console::share_ended_least);
}

TEST_CASE("board: the next four hours stand by service against staffing, the full ones in red and in words",
          "[views]") {
  Screen screen = whole_board();
  CHECK(screen.shows("Next 4 h, by service"));
  CHECK(screen.shows("as of 19:41:43, 24 s ago"));
  CHECK(screen.shows("likely full"));
  CHECK(screen.shows("of 2"));
  CHECK(screen.shows("closed"));
  for (const char* time : {"20:11", "21:41", "23:41"}) CHECK(screen.shows(time));
}

TEST_CASE("board: how full it will be is a question mark where nobody looked, and the rosters stay", "[views]") {
  Screen screen = whole_board();
  auto older = std::make_shared<console::Picture>(*board_picture());
  older->number = 9;
  older->board->forecast_made = evening - minutes(6);
  screen.facts.picture = older;
  screen.frame();
  CHECK(screen.shows("? how full: looked ahead 6 min ago, too old to show"));
  CHECK(screen.shows("? of 2"));
  CHECK_FALSE(screen.shows("likely full"));
  check_layout(screen);
}

TEST_CASE("board: cards of one subject take turns where they have no room beside each other", "[views]") {
  Screen screen = board();
  std::string all;
  on_every_page(screen, [&] {
    for (const auto& seen : screen.log) all += seen.shown + "\n";
  });
  for (const char* title : {"Calls each hour", "Seen within two hours, by hour received", "Seen in time, by source",
                            "Next 4 h, by service", "Next 2 h", "OPEL: sum suggests", "Teams on shift"}) {
    INFO(title);
    CHECK(all.find(title) != std::string::npos);
  }
}

TEST_CASE("board: a hub that looks four hours ahead shows eight half hours, on desk and wall", "[views]") {
  auto picture = std::make_shared<console::Picture>(*board_picture());
  for (auto& outlook : picture->board->ahead)
    for (auto* values : {&outlook.calls_x100, &outlook.waiting_x100, &outlook.late_x100})
      values->insert(values->end(), values->begin(), values->begin() + 4);
  picture->board->ahead_made = evening + minutes(2);
  for (const bool wall : {false, true})
    for (const auto& [width, height] : sizes) {
      Screen screen(wall ? make_wall() : make_board(), width, height, 27,
                    wall ? app::wall_scale_for(width, height) : 0);
      screen.facts.picture = picture;
      screen.facts.who = {UserName("r.hale"), Role::manager, "test"};
      bool seen = false;
      for (int look = 0; look < 14; ++look, screen.facts.now += seconds(10)) {
        screen.frame();
        check_layout(screen);
        check_all_said(screen);
        seen = seen || screen.shows("Next 4 h");
      }
      CHECK(seen);
    }
}

TEST_CASE("board: before the first figures, and for a hub without services, it says so", "[views]") {
  Screen screen = board();
  auto none = std::make_shared<console::Picture>(*screen.facts.picture);
  none->board.reset();
  none->number = 2;
  screen.facts.picture = none;
  screen.facts.loading = true;
  screen.frame();
  CHECK(screen.shows("Receiving the picture"));
  screen.facts.loading = false;
  screen.frame();
  CHECK(screen.shows("Waiting for the hub's first figures."));
  auto empty = std::make_shared<console::Picture>(*board_picture());
  empty->number = 3;
  empty->board->services.clear();
  screen.facts.picture = empty;
  screen.frame();
  CHECK(screen.shows("This hub has no services set up."));
}

TEST_CASE("board: the whole picture moves a little each minute, against burn-in", "[views]") {
  Screen screen = board();
  const auto left_of = [&] {
    float left = 1e9F;
    for (const auto& seen : screen.log) left = std::min(left, seen.box.min.x);
    return left;
  };
  const float before = left_of();
  screen.facts.now += minutes(1);
  screen.frame();
  CHECK(left_of() != before);
  CHECK(std::abs(left_of() - before) <= 4);
}

}  // namespace carehub::views
