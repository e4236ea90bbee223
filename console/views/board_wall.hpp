#pragma once
// The capacity board for a wall: pages in type that is read from five metres on a 55 inch display, turned by
// themselves. How large that is, and what obeys it: docs/operators-guide.md and tests/views/board_wall_test.cpp.

#include "console/model/board_model.hpp"
#include "console/widgets/parts.hpp"

namespace carehub::views {

inline constexpr std::int64_t wall_page_s = 12;

// Two lines: hub, time, link, OPEL level; shares and counts.
void draw_wall_header(widgets::Canvas& canvas, const widgets::Box& bar, const console::HeaderText& header,
                      const console::BoardModel& board);
[[nodiscard]] float wall_header_height(const widgets::Canvas& canvas);

// Services, as many pages as they need, then calls, two-hour responses by hour and by source, services
// against staffing, the next hours, OPEL and teams. `page` counts
// up for ever.
void draw_wall_page(widgets::Canvas& canvas, const widgets::Box& area, const console::BoardModel& board,
                    const console::HeaderText& header, const Calendar& calendar, std::int64_t page);
[[nodiscard]] std::int64_t wall_pages(const widgets::Canvas& canvas, const widgets::Box& area,
                                      const console::BoardModel& board);

}  // namespace carehub::views
