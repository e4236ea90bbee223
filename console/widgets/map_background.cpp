#include "console/widgets/map_background.hpp"

#include <cmath>
#include <numbers>

namespace carehub::widgets {
namespace {

constexpr double half_turn = std::numbers::pi;

double tiles_across(std::int32_t level) {
  return std::ldexp(1.0, level);
}

}  // namespace

double tile_column_of(double lon, std::int32_t level) {
  return (lon + 180) / 360 * tiles_across(level);
}

double tile_row_of(double lat, std::int32_t level) {
  return (1 - std::asinh(std::tan(lat * half_turn / 180)) / half_turn) / 2 * tiles_across(level);
}

double west_of_column(double column, std::int32_t level) {
  return column / tiles_across(level) * 360 - 180;
}

double north_of_row(double row, std::int32_t level) {
  return std::atan(std::sinh(half_turn * (1 - 2 * row / tiles_across(level)))) * 180 / half_turn;
}

}  // namespace carehub::widgets
