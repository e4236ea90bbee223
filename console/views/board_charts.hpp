#pragma once
// The charts of the capacity board: calls against what is expected, two-hour responses against the threshold, teams.

#include "console/model/board_model.hpp"
#include "console/widgets/parts.hpp"

namespace carehub::views {

void draw_calls_chart(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board);
void draw_two_hour_chart(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board);
void draw_localities(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board);

}  // namespace carehub::views
