#pragma once
// The three columns of the control room, live and replayed: the list, map and timeline, the chosen case; with the
// borders between them.

#include "console/views/dividers.hpp"

namespace carehub::views {

struct RoomColumns {
  widgets::Box list;
  widgets::Box middle;
  widgets::Box chosen;
  // Large text on a small screen: the list and the middle have the same box, and one of them is drawn.
  bool narrow = false;
};

[[nodiscard]] RoomColumns room_columns(Dividing& dividing, const widgets::Ui& ui, const widgets::Box& area);
// The map, cut off the top of the middle; the timeline keeps the rest.
[[nodiscard]] widgets::Box take_map(Dividing& dividing, const widgets::Ui& ui, widgets::Box& middle);

}  // namespace carehub::views
