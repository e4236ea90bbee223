#pragma once
// The lists of the capacity board: the sum behind the suggested OPEL level, and teams by locality.

#include "console/views/board_charts.hpp"

namespace carehub::views {

void draw_opel_sum(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board,
                   const console::HeaderText& header, const BoardType& type);
void draw_localities(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board,
                     const BoardType& type);

}  // namespace carehub::views
