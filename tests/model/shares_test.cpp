// How a person divides a screen.

#include "console/model/shares.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <array>
#include <numeric>

using namespace carehub::console;

namespace {

float width_of(std::span<const ColumnRoom> columns) {
  return std::accumulate(columns.begin(), columns.end(), 0.0F,
                         [](float sum, const ColumnRoom& column) { return sum + column.width; });
}

std::array<ColumnRoom, 4> four_columns() {
  return {{{"column case", 40, 40}, {"column need", 90, 200}, {"column where", 60, 80}, {"column team", 80, 100}}};
}

}  // namespace

TEST_CASE("shares: what was chosen is a part of the length, whatever the length is", "[model]") {
  Shares shares;
  const Room room{100, 400, 900};
  CHECK(room_of(shares, "list", 1000, room) == 400);
  choose_room(shares, "list", 500, 1000, room);
  CHECK(room_of(shares, "list", 1000, room) == 500);
  CHECK(room_of(shares, "list", 1600, room) == 800);
  CHECK(room_of(shares, "case", 1000, room) == 400);
}

TEST_CASE("shares: nothing chosen goes beyond the least sizes, and no bound mends the design", "[model]") {
  Shares shares;
  choose_room(shares, "list", 1, 1000, {100, 400, 900});
  CHECK(room_of(shares, "list", 1000, {100, 400, 900}) == 100);
  choose_room(shares, "list", 5000, 1000, {100, 400, 900});
  CHECK(room_of(shares, "list", 1000, {100, 400, 900}) == 900);
  // A screen so small that the design itself is below the least.
  CHECK(room_of({}, "list", 300, {250, 200, 100}) == 200);
  CHECK(room_of({{"list", 0.9F}}, "list", 300, {250, 200, 100}) == 200);
}

TEST_CASE("shares: columns as designed stay as designed", "[model]") {
  auto columns = four_columns();
  fit_columns(columns, {}, 420);
  for (const auto& column : columns) CHECK(column.width == column.designed);
  // Shares of panels are nothing to them.
  fit_columns(columns, {{"list", 0.5F}}, 420);
  for (const auto& column : columns) CHECK(column.width == column.designed);
}

TEST_CASE("shares: an edge takes from the columns beyond it, the nearest first, and stops at their least", "[model]") {
  auto columns = four_columns();
  Shares shares;
  fit_columns(columns, shares, 420);
  CHECK(move_edge(columns, shares, 1, 30, 420) == Approx(30));
  CHECK(columns[1].width == Approx(230));
  CHECK(columns[2].width == Approx(60));
  CHECK(columns[3].width == Approx(90));
  CHECK(shares.size() == 3);
  CHECK_FALSE(shares.contains("column case"));
  CHECK(move_edge(columns, shares, 1, 500, 420) == Approx(10));
  CHECK(move_edge(columns, shares, 0, -20, 420) == 0);
}

TEST_CASE("shares: a column dragged wider is as wide again, and in another list its share", "[model]") {
  auto columns = four_columns();
  Shares shares;
  fit_columns(columns, shares, 420);
  move_edge(columns, shares, 1, 25, 420);
  const auto before = columns;
  auto again = four_columns();
  fit_columns(again, shares, 420);
  for (std::size_t i = 0; i < again.size(); ++i) CHECK(again[i].width == Approx(before[i].width).margin(0.1));
}

TEST_CASE("shares: whatever a file says, columns keep their least and stay inside", "[model]") {
  const auto holds = rc::check([] {
    Shares shares;
    for (const auto& column : four_columns())
      if (*rc::gen::arbitrary<bool>())
        shares.emplace(column.name, static_cast<float>(*rc::gen::inRange(10, 990)) / 1000);
    const auto available = static_cast<float>(*rc::gen::inRange(271, 3000));  // 270 is the sum of the least
    auto columns = four_columns();
    fit_columns(columns, shares, available);
    for (const auto& column : columns) {
      RC_ASSERT(column.width >= column.least - 0.01F);
    }
    if (!shares.empty()) {
      RC_ASSERT(std::abs(width_of(columns) - available) < 0.5F);
    }
    const auto index = static_cast<std::size_t>(*rc::gen::inRange(0, 3));
    const float sum = width_of(columns);
    move_edge(columns, shares, index, static_cast<float>(*rc::gen::inRange(-2000, 2000)), available);
    for (const auto& column : columns) {
      RC_ASSERT(column.width >= column.least - 0.01F);
    }
    RC_ASSERT(std::abs(width_of(columns) - sum) < 0.5F);
  });
  CHECK(holds);
}
