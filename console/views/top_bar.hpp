#pragma once
// The line that is always there: hub, time, link, OPEL, what waits, what is late, alerts, the two-hour figure, who.

#include "console/views/view.hpp"

namespace carehub::views {

// Shortens words, and then takes a second line of the same height: no figure is ever left out. Requires: header is of
// this frame's second.
void draw_top_bar(const console::HeaderText& header, widgets::Canvas& canvas, const widgets::Box& bar);

}  // namespace carehub::views
