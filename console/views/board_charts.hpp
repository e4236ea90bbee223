#pragma once
// The charts and lists of the capacity board: calls against what is expected, two-hour responses against their usual
// range, the next hours, the sum behind the suggested OPEL level, teams. Each says how old its figures are.

#include "console/model/board_model.hpp"
#include "console/widgets/chart.hpp"
#include "console/widgets/parts.hpp"

namespace carehub::views {

// The type and weight of one size of board.
struct BoardType {
  widgets::Face title;
  widgets::Face words;  // keys and notes
  widgets::Face tick;   // of axes
  widgets::Face row;    // of lists
  widgets::Face row_figure;
  float margin;  // at 100 per cent
  float weight;  // of strokes and marks
};
inline constexpr BoardType desk_type{widgets::Face::heading,
                                     widgets::Face::small,
                                     widgets::Face::small,
                                     widgets::Face::body,
                                     widgets::Face::body_strong,
                                     14,
                                     1};
inline constexpr BoardType wall_type{widgets::Face::wall_strong,
                                     widgets::Face::wall_words,
                                     widgets::Face::wall_strong,
                                     widgets::Face::wall_strong,
                                     widgets::Face::wall_strong,
                                     24,
                                     2.5F};

void draw_calls_chart(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board,
                      const BoardType& type);
void draw_two_hour_chart(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board,
                         const BoardType& type);
// Chance to wait too long by half hour, and the services behind it.
void draw_ahead(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardModel& board,
                const Calendar& calendar, const BoardType& type);

// Axes and strokes of this type.
[[nodiscard]] widgets::Chart board_chart(const BoardType& type);
// The first text that fits; nothing where none does.
void text_that_fits(widgets::Canvas& canvas, const widgets::Box& cell, widgets::Face face, widgets::Colour ink,
                    std::initializer_list<std::string_view> texts);
// A card with its title and the age of its figures; what the marks mean in the first of `keys` that fits; returns the
// room below.
widgets::Box board_panel(widgets::Canvas& canvas, const widgets::Box& box, std::string_view title, std::string_view age,
                         std::initializer_list<std::string_view> keys, const BoardType& type);

}  // namespace carehub::views
