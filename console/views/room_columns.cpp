#include "console/views/room_columns.hpp"

#include <cmath>

namespace carehub::views {

using namespace widgets;

namespace {

// With fewer, words of the rows or of the options are cut.
constexpr float least_list = 560;
constexpr float least_chosen = 300;
constexpr float least_map = 190;
constexpr float least_timeline = 170;

}  // namespace

RoomColumns room_columns(Dividing& dividing, const Ui& ui, const Box& area) {
  RoomColumns columns;
  const float chosen = std::round(std::clamp(area.width() * 0.224F, ui.px(300), ui.px(460)));
  // On a small screen the timeline needs the room more than the last columns of the list.
  const float part = area.width() >= ui.px(1600) ? 0.445F : 0.4165F;
  const float list = std::round(std::max(ui.px(600), area.width() * part));
  const float middle = ui.px(space::least_middle);
  columns.narrow = area.width() - chosen - list < middle;
  const float beside = ui.px(least_list) + (columns.narrow ? 0 : middle);
  Box rest = area;
  columns.chosen = dividing.take("case", rest, Side::right, area.width(),
                                 {ui.px(least_chosen), chosen, std::floor(area.width() - beside)});
  if (!columns.narrow)
    columns.list = dividing.take("list", rest, Side::left, area.width(),
                                 {ui.px(least_list), std::min(list, rest.width() - middle), rest.width() - middle});
  columns.middle = rest;
  if (columns.narrow) columns.list = rest;
  return columns;
}

Box take_map(Dividing& dividing, const Ui& ui, Box& middle) {
  const float height = middle.height();
  return dividing.take("map", middle, Side::top, height,
                       {ui.px(least_map), std::round(height * 0.55F), height - ui.px(least_timeline)});
}

}  // namespace carehub::views
