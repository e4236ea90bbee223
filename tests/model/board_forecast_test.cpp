// The board's tables: who was seen in time by source, and the next hours against staffing.

#include <catch2/catch.hpp>

#include "console/model/board_model.hpp"
#include "console/model/watch_sections.hpp"
#include "evening.hpp"
#include "protocols/domain/words.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

ServiceBoard staffed_service(const char* id, std::string name) {
  ServiceBoard service;
  service.service = ServiceId(id);
  service.name = std::move(name);
  service.live = true;
  return service;
}

HourTally ended_hour(std::int32_t days_ago, std::vector<SourceTally> sources, std::int32_t before_sources = 0) {
  HourTally tally;
  tally.day = {local_time(small_site().calendar, evening()).day.days - days_ago};
  tally.hour = 12;
  tally.two_hour_met = tally.all_response_met = tally.all_response_ended = before_sources;
  for (const SourceTally& one : sources) {
    tally.two_hour_met += one.two_hour_met;
    tally.two_hour_breached += one.two_hour_ended - one.two_hour_met;
    tally.all_response_met += one.all_response_met;
    tally.all_response_ended += one.all_response_ended;
  }
  tally.sources = std::move(sources);
  return tally;
}

// Crisis: two on shift, one from 22:00, closed from 23:00. Falls: one on shift.
Picture forecast_picture() {
  Picture picture;
  picture.site = std::make_shared<const Site>(small_site());
  Board board;
  const Instant now = evening();
  board.services = {staffed_service("falls", "Falls"), staffed_service("crisis", "Crisis"),
                    staffed_service("night", "Night nursing")};
  board.staffing = {
      {ServiceId("falls"), {{now, 1, true}}},
      {ServiceId("crisis"), {{now, 2, true}, {now + minutes(138), 1, true}, {now + minutes(198), 1, false}}},
      {ServiceId("night"), {{now, 0, true}}}};
  board.forecast = {{ServiceId("falls"), {10, 10}, {0, 0}, {0, 0}, {90, 70}, {100, 300}},
                    {ServiceId("crisis"),
                     {50, 50, 50, 50, 50, 50, 0, 0},
                     std::vector<std::int32_t>(8, 0),
                     std::vector<std::int32_t>(8, 0),
                     {120, 30, 0, 20, 90, 0, 0, 0},
                     {0, 700, 900, 600, 100, 500, 0, 0}}};
  board.forecast_made = now - seconds(24);
  picture.board = std::move(board);
  picture.number = 1;
  return picture;
}

LinkFacts live_link() {
  LinkFacts link;
  link.live = true;
  return link;
}

BoardForecast forecast_now(const Picture& picture, const LinkFacts& link = live_link()) {
  return make_board(picture, evening(), link).forecast;
}

}  // namespace

TEST_CASE("board sources: both denominators by source, most ended first, today and yesterday", "[model]") {
  Picture picture = forecast_picture();
  picture.board->hours = {
      ended_hour(2, {{Source::police, 9, 9, 9, 9}}),
      ended_hour(1, {{Source::nhs111, 3, 4, 4, 6}, {Source::care_home, 1, 1, 1, 1}}),
      ended_hour(0, {{Source::nhs111, 6, 7, 8, 9}, {Source::ambulance999, 2, 3, 2, 3}, {Source::walk_in, 0, 0, 0, 0}})};
  const BoardSources sources = make_board(picture, evening(), live_link()).by_source;
  REQUIRE(sources.rows.size() == 3);
  CHECK(sources.rows[0].source == words(Source::nhs111));
  CHECK(sources.rows[0].today.two_hour_met == 6);
  CHECK(sources.rows[0].yesterday.all_response_ended == 6);
  CHECK(sources.rows[1].source == words(Source::ambulance999));
  CHECK(sources.rows[2].source == words(Source::care_home));
  CHECK(sources.all.today.two_hour_ended == 10);
  CHECK(sources.all.yesterday.all_response_ended == 7);
}

TEST_CASE("board sources: what ended before sources were counted is said to be so", "[model]") {
  Picture picture = forecast_picture();
  picture.board->hours = {ended_hour(0, {{Source::nhs111, 2, 2, 2, 2}}, 5)};
  const BoardSources sources = make_board(picture, evening(), live_link()).by_source;
  REQUIRE(sources.rows.size() == 2);
  CHECK(sources.rows[1].source == "not by source");
  CHECK(sources.rows[1].today.two_hour_ended == 5);
}

TEST_CASE("board sources: few are told by their counts, never by a percentage alone", "[model]") {
  CHECK(share_text(0, 0) == "–");
  CHECK(share_text(3, 4) == "3 of 4");
  CHECK(share_text(4, 5) == "80%, 4 of 5");
  CHECK(share_text(199, 200) == "99%, 199 of 200");
}

TEST_CASE("board sources: where there is no room the last ones are added up, none is left out", "[model]") {
  BoardSources sources;
  for (std::int32_t i = 0; i < 5; ++i) {
    const SourceTally tally{Source::nhs111, i, i + 1, i, i + 2};
    sources.rows.push_back({"s", tally, tally});
  }
  CHECK(at_most(sources, 5).size() == 5);
  const auto rows = at_most(sources, 3);
  REQUIRE(rows.size() == 3);
  CHECK(rows[2].source == "3 more");
  CHECK(rows[2].today.two_hour_met == 2 + 3 + 4);
  CHECK(rows[2].yesterday.all_response_ended == 4 + 5 + 6);
}

TEST_CASE("board forecast: the fullest service first, with who is free of those on shift at each time", "[model]") {
  const BoardForecast forecast = forecast_now(forecast_picture());
  CHECK(forecast.age == "as of 19:41:43, 24 s ago");
  REQUIRE(forecast.times.size() == 8);
  CHECK(forecast.times.front() == "20:11");
  CHECK(forecast.times.back() == "23:41");
  REQUIRE(forecast.rows.size() == 2);  // nobody is rostered for the nights
  const ForecastRow& crisis = forecast.rows[0];
  CHECK(crisis.name == "Crisis");
  CHECK(crisis.calls == "3.0");
  CHECK(crisis.staffing == "2 on shift, 1 on shift from 22:00, closed from 23:00");
  CHECK(crisis.full == "likely full 20:41 to 21:41, 22:41");
  CHECK(crisis.cells[0].text == "1.2 of 2");
  CHECK(crisis.cells[1].fullness == Fullness::full);
  CHECK(crisis.cells[1].text_short == "0.3/2");
  CHECK(crisis.cells[4].text == "0.9 of 1");
  CHECK(crisis.cells[6].fullness == Fullness::closed);
}

TEST_CASE("board forecast: further than anybody looked it is not known, and never room", "[model]") {
  const BoardForecast forecast = forecast_now(forecast_picture());
  const ForecastRow& falls = forecast.rows[1];
  CHECK(falls.cells[0].fullness == Fullness::room);
  CHECK(falls.cells[1].fullness == Fullness::may_be_full);
  for (std::size_t i = 2; i < 8; ++i) {
    CHECK(falls.cells[i].fullness == Fullness::unknown);
    CHECK(falls.cells[i].text == "? of 1");
  }
}

TEST_CASE("board forecast: what is too old, or was never looked at, leaves the rosters and says why", "[model]") {
  Picture picture = forecast_picture();
  picture.board->forecast_made = evening() - minutes(6);
  BoardForecast forecast = forecast_now(picture);
  CHECK(forecast.missing == "how full: looked ahead 6 min ago, too old to show");
  REQUIRE(forecast.rows.size() == 2);
  CHECK(forecast.times.front() == "20:12");
  for (const ForecastRow& row : forecast.rows) {
    CHECK(row.calls == "?");
    for (const ForecastCell& cell : row.cells)
      CHECK((cell.fullness == Fullness::unknown || cell.fullness == Fullness::closed));
  }
  picture.board->forecast_made.reset();
  CHECK(forecast_now(picture).missing == "how full: nobody has looked so far ahead yet");
  LinkFacts gone;
  gone.age = seconds(board_unknown_after_s + 1);
  forecast = forecast_now(forecast_picture(), gone);
  CHECK(forecast.rows.empty());
  CHECK(forecast.missing.starts_with("not known: no link for"));
}

TEST_CASE("board forecast: a hub that looks four hours ahead anyway needs no second forecast", "[model]") {
  Picture picture = forecast_picture();
  picture.board->ahead = std::exchange(picture.board->forecast, {});
  picture.board->ahead_made = std::exchange(picture.board->forecast_made, std::nullopt);
  CHECK(forecast_now(picture).rows[0].full == "likely full 20:41 to 21:41, 22:41");
}

TEST_CASE("watch: the board has sources, and the hours to come against staffing, in words", "[model]") {
  Picture picture = forecast_picture();
  picture.board->hours = {ended_hour(0, {{Source::nhs111, 6, 7, 8, 9}, {Source::care_home, 1, 1, 1, 1}})};
  TextPage page(120);
  write_board(page, WatchFacts{picture, evening(), live_link(), Actor{}, Workplace::control_room, {}});
  const std::string text = page.take();
  CHECK_THAT(text, Contains("SEEN IN TIME BY SOURCE") && Contains("85%, 6 of 7") && Contains("1 of 1"));
  CHECK_THAT(text, Contains("THE NEXT FOUR HOURS AGAINST STAFFING") && Contains("as of 19:41:43, 24 s ago"));
  CHECK_THAT(text, Contains("full 0.3/2") && Contains("?/1"));
  CHECK_THAT(text,
             Contains("Crisis: 2 on shift, 1 on shift from 22:00, closed from 23:00; likely full 20:41 to 21:41,"));
}
