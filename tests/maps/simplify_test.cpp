#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "protocols/domain/simplify.hpp"

using namespace carehub;

namespace {

// A walk over the ground, with steps of up to half a kilometre.
std::vector<Coordinates> wandering_line() {
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(-5000, 5000), rc::gen::inRange(-5000, 5000)));
  std::vector<Coordinates> line{{52'000'000, -1'500'000}, {52'001'000, -1'500'000}};
  for (const auto& [north, east] : steps) line.push_back({line.back().lat_e6 + north, line.back().lon_e6 + east});
  return line;
}

double metres_from(Coordinates at, const std::vector<Coordinates>& line) {
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < line.size(); ++i) nearest = std::min(nearest, metres_to_line(at, line[i - 1], line[i]));
  return nearest;
}

}  // namespace

TEST_CASE("simplify: no point left out is further from the line than the tolerance, and ends stay", "[maps]") {
  CHECK(rc::check("any line, any tolerance", [] {
    const auto line = wandering_line();
    const auto tolerance = static_cast<float>(*rc::gen::inRange(0, 800));
    const auto kept = simplified(line, point_weights(line), tolerance);
    RC_ASSERT(kept.size() >= 2);
    RC_ASSERT(kept.front() == line.front());
    RC_ASSERT(kept.back() == line.back());
    for (const Coordinates& point : line) RC_ASSERT(metres_from(point, kept) <= static_cast<double>(tolerance) + 0.6);
  }));
}

TEST_CASE("simplify: a coarser line has a part of the points of a finer one", "[maps]") {
  CHECK(rc::check("any line, any two tolerances", [] {
    const auto line = wandering_line();
    const auto weights = point_weights(line);
    const auto fine = static_cast<float>(*rc::gen::inRange(0, 300));
    const auto coarse = fine + static_cast<float>(*rc::gen::inRange(0, 300));
    const auto many = simplified(line, weights, fine), few = simplified(line, weights, coarse);
    auto at = many.begin();
    for (const Coordinates& point : few) {
      at = std::find(at, many.end(), point);
      RC_ASSERT(at != many.end());
    }
  }));
}

TEST_CASE("simplify: what is told apart from a tolerance on gives the same line above it", "[maps]") {
  CHECK(rc::check("any line", [] {
    const auto line = wandering_line();
    RC_ASSERT(simplified(line, point_weights(line), 50) == simplified(line, point_weights(line, 20), 50));
  }));
}

TEST_CASE("simplify: a straight line needs its ends only, a ring its corners", "[maps]") {
  const std::vector<Coordinates> straight{{50'000'000, -1'000'000}, {50'100'000, -1'000'000}, {50'200'000, -1'000'000}};
  CHECK(simplified(straight, point_weights(straight), 1).size() == 2);
  const std::vector<Coordinates> ring{{50'000'000, -1'000'000}, {50'050'000, -1'000'000}, {50'100'000, -1'000'000},
                                      {50'100'000, -900'000},   {50'000'000, -900'000},   {50'000'000, -1'000'000}};
  CHECK(simplified(ring, point_weights(ring), 100).size() == 5);
  CHECK(simplified({}, point_weights({}), 1).empty());
}
