#pragma once
// What was assigned to somebody, on the board: a card beside the services where there is room, else a line with the
// counts; and a page of the wall. Counts are exact whether or not the rows fit.

#include "console/views/board_charts.hpp"

namespace carehub::views {

// Draws the card, or the line, at an edge of `area` and takes its room off.
void draw_actions_beside(widgets::Canvas& canvas, widgets::Box& area, const console::BoardModel& board);
// Whether draw_actions_beside has room for the card only elsewhere: then it takes its turn with the charts.
[[nodiscard]] bool actions_take_turns(const widgets::Canvas& canvas, const widgets::Box& area,
                                      const console::BoardModel& board);
void draw_actions(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board,
                  const BoardType& type);

}  // namespace carehub::views
