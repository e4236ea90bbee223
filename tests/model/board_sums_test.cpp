// What the board adds up: the next hours by half hour, the level that the figures suggest, the days.

#include <catch2/catch.hpp>

#include "console/model/board_model.hpp"
#include "evening.hpp"
#include "protocols/domain/words.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

ServiceBoard summed_service(std::string name, Rag rag, std::int32_t free, std::int32_t total) {
  ServiceBoard service;
  service.service = ServiceId(name);
  service.name = std::move(name);
  service.rag = rag;
  service.live = true;
  service.free = free;
  service.total = total;
  return service;
}

Picture summed_picture() {
  Picture picture;
  picture.site = std::make_shared<const Site>(small_site());
  Board board;
  board.status.two_hour_met = 45;
  board.status.two_hour_ended = 60;
  board.status.open = 20;
  board.status.waiting = 9;
  board.status.breached = 1;
  board.services = {summed_service("crisis", Rag::full, 0, 4), summed_service("cars", Rag::low, 1, 4)};
  board.expected_x100.assign(24, 400);
  const LocalTime now = local_time(picture.site->calendar, evening());
  for (std::int32_t hour = 16; hour < 19; ++hour) {
    HourTally tally;
    tally.day = now.day;
    tally.hour = hour;
    tally.received = 8;
    tally.received_by_source = {5, 1, 2};
    board.hours.push_back(tally);
  }
  board.ahead = {{ServiceId("crisis"), {100, 100}, {200, 400}, {50, 300}},
                 {ServiceId("cars"), {50, 0}, {0, 0}, {0, 0}}};
  board.ahead_made = evening() - seconds(17);
  picture.board = std::move(board);
  picture.number = 1;
  return picture;
}

LinkFacts heard() {
  LinkFacts link;
  link.live = true;
  return link;
}

}  // namespace

TEST_CASE("board: the next hours are summed by half hour, with their age", "[model]") {
  const auto ahead = make_board(summed_picture(), evening(), heard()).ahead;
  REQUIRE(ahead.half_hours.size() == 2);
  CHECK(ahead.age == "as of 19:41:50, 17 s ago");
  CHECK(ahead.half_hours[0].waiting_x100 == 200);
  CHECK(ahead.half_hours[0].chance_percent == 25);
  CHECK(ahead.half_hours[1].chance_percent == 75);
  CHECK(ahead.half_hours[1].until == ahead.half_hours[0].from + minutes(60));
  REQUIRE(ahead.services.size() == 1);  // nobody is expected to wait for the cars
  CHECK(ahead.services[0].name == "crisis");
  CHECK(ahead.services[0].staffed == "4 on shift");
  CHECK(ahead.services[0].most_late_x100 == 300);
}

TEST_CASE("board: an outlook that is too old, or none, is said and not drawn", "[model]") {
  auto picture = summed_picture();
  picture.board->ahead_made = evening() - minutes(3);
  const auto old = make_board(picture, evening(), heard()).ahead;
  CHECK(old.half_hours.empty());
  CHECK(old.missing == "looked ahead 3 min ago: too old to show");
  picture.board->ahead_made.reset();
  CHECK(make_board(picture, evening(), heard()).ahead.missing == "nobody has looked ahead yet");
}

TEST_CASE("board: where nobody is expected to wait there is no chance", "[model]") {
  auto picture = summed_picture();
  picture.board->ahead = {{ServiceId("crisis"), {0}, {4}, {4}}};
  CHECK_FALSE(make_board(picture, evening(), heard()).ahead.half_hours[0].chance_percent.has_value());
}

TEST_CASE("board: the suggested level is the sum of what is shown", "[model]") {
  const auto opel = make_board(summed_picture(), evening(), heard()).opel;
  REQUIRE(opel.measures.size() == 8);
  std::vector<std::int32_t> points;
  for (const auto& measure : opel.measures) points.push_back(measure.points.value_or(-1));
  // 75% seen; 1 of 20 late; 9 of 20 wait; 1 of 8 free; 1 of 2 full; none unknown; 24 calls for 12; 3.0 late at once.
  CHECK(points == std::vector<std::int32_t>{1, 1, 1, 1, 2, 0, 2, 1});
  CHECK(opel.measures[6].figure == "24, expected 12");
  CHECK(opel.points == 9);
  CHECK(opel.most == 16);
  CHECK(opel.level == 3);
  CHECK(opel.text == "sum suggests 3 (9 of 16)");
}

TEST_CASE("board: what is not known is no point less, and without half of it nothing is suggested", "[model]") {
  auto picture = summed_picture();
  picture.board->ahead_made.reset();
  const auto seven = make_board(picture, evening(), heard()).opel;
  CHECK(seven.measures[7].figure == "?");
  CHECK(seven.text == "sum suggests 3 (8 of 14)");
  picture.board->services.clear();
  picture.board->expected_x100.clear();
  const auto few = make_board(picture, evening(), heard()).opel;
  CHECK(few.level == 0);
  CHECK(few.text == "no suggestion: 3 of 8 measures known");
}

TEST_CASE("board: a quiet hub is level 1", "[model]") {
  auto picture = summed_picture();
  Board& board = *picture.board;
  board.status.two_hour_met = 58;
  board.status.waiting = board.status.breached = 0;
  board.services = {summed_service("crisis", Rag::open, 3, 4)};
  for (auto& tally : board.hours) tally.received = 4;
  board.ahead = {{ServiceId("crisis"), {100}, {100}, {0}}};
  const auto opel = make_board(picture, evening(), heard()).opel;
  CHECK(opel.points == 0);
  CHECK(opel.level == 1);
}

TEST_CASE("board: days carry both denominators, and calls their source", "[model]") {
  auto picture = summed_picture();
  HourTally yesterday = picture.board->hours[0];
  --yesterday.day.days;
  yesterday.two_hour_met = 3;
  yesterday.two_hour_breached = 1;
  yesterday.all_response_met = 7;
  yesterday.all_response_ended = 9;
  picture.board->hours.insert(picture.board->hours.begin(), yesterday);
  const auto board = make_board(picture, evening(), heard());
  REQUIRE(board.days.size() == 2);
  CHECK(board.days[0].two_hour == "in two hours 75%, 45 of 60");
  CHECK(board.days[1].two_hour == "in two hours 75%, 3 of 4");
  CHECK(board.days[1].all == "all urgent response 77%, 7 of 9");
  CHECK(board.sources == fmt::format("{} 15, {} 6, {} 3", words(Source::nhs111), words(Source::call_for_care),
                                     words(Source::ambulance999)));
  CHECK(board.rag_totals == "1 low, 1 full");
  CHECK(board.age == "live");
  LinkFacts gone;
  gone.age = seconds(12);
  CHECK(make_board(picture, evening(), gone).age == "12 s ago");
}
