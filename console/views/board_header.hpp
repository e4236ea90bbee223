#pragma once
// The top line of the wall display, in large type.

#include "console/model/header.hpp"
#include "console/widgets/parts.hpp"

namespace carehub::views {

void draw_board_header(widgets::Canvas& canvas, const widgets::Box& bar, const console::HeaderText& header);

}  // namespace carehub::views
