#pragma once
// The tables of the capacity board: who was seen in time by source, and the next hours of each service against its
// staffing. Each says how old its figures are.

#include "console/views/board_charts.hpp"

namespace carehub::views {

void draw_sources(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board,
                  const BoardType& type);
void draw_forecast(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board,
                   const BoardType& type);

}  // namespace carehub::views
