// Who was seen in time by who had asked, both denominators, today and yesterday.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "console/views/board_tables.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::BoardModel;
using console::SourceShare;

struct SharesColumn {
  SourceTally SourceShare::* day;
  bool all;                               // urgent responses, else two-hour ones
  std::array<std::string_view, 3> heads;  // in fewer and fewer words
};
constexpr std::array<SharesColumn, 4> share_columns{
    {{&SourceShare::today, false, {"today, two hours", "today, 2 h", "today"}},
     {&SourceShare::today, true, {"today, all urgent", "all urgent", "all"}},
     {&SourceShare::yesterday, false, {"yesterday, two hours", "yesterday, 2 h", "yesterday"}},
     {&SourceShare::yesterday, true, {"yesterday, all urgent", "all urgent", "all"}}}};

std::string share_in(const SourceShare& row, const SharesColumn& column) {
  const SourceTally& tally = row.*column.day;
  return column.all ? console::share_text(tally.all_response_met, tally.all_response_ended)
                    : console::share_text(tally.two_hour_met, tally.two_hour_ended);
}

// How the table is laid out: all four columns, or the two of a day.
struct SharesTable {
  std::vector<SourceShare> rows;
  std::size_t columns = 4;
  Face figures = Face::small;
  Face names = Face::small;
  float name_width = 0;
  float column_width = 0;
};

bool fits(Canvas& canvas, SharesTable& table, float width) {
  table.name_width = table.column_width = 0;
  for (const SourceShare& row : table.rows) {
    table.name_width = std::max(table.name_width, canvas.width(table.names, row.source));
    for (std::size_t i = 0; i < table.columns; ++i)
      table.column_width = std::max(table.column_width, canvas.width(table.figures, share_in(row, share_columns[i])));
  }
  const float gap = canvas.width(table.figures, "0") * 1.2F;
  table.column_width += gap;
  table.name_width += gap;
  const float columns = static_cast<float>(table.columns);
  if (table.name_width + columns * table.column_width > width) return false;
  table.column_width = (width - table.name_width) / columns;
  return true;
}

SharesTable shares_table(Canvas& canvas, const Box& area, const BoardModel& board, const BoardType& type) {
  SharesTable table;
  for (const std::size_t columns : {std::size_t{4}, std::size_t{2}})
    for (const auto& [figures, names] :
         {std::pair{type.row, type.row}, std::pair{type.row, type.words}, std::pair{type.words, type.words}}) {
      const float line = canvas.height(figures) * 1.1F;
      const auto room = static_cast<std::size_t>(std::max(2.0F, std::floor(area.height() / line) - 1));
      table.rows = console::at_most(board.by_source, room - 1);
      table.rows.push_back(board.by_source.all);
      table.columns = columns;
      table.figures = figures;
      table.names = names;
      const bool all_rows = table.rows.size() > board.by_source.rows.size();
      if (fits(canvas, table, area.width()) && (all_rows || figures == type.words)) return table;
    }
  return table;
}

void draw_share_heads(Canvas& canvas, Box row, const SharesTable& table, const BoardType& type) {
  row.min.x += table.name_width;
  for (std::size_t i = 0; i < table.columns; ++i) {
    const Box cell = row.take_left(table.column_width);
    for (const std::string_view head : share_columns[i].heads)
      if (canvas.width(type.words, head) <= cell.width() - canvas.px(4)) {
        canvas.text_in(cell, type.words, colour::muted, head, Align::right);
        break;
      }
  }
}

}  // namespace

void draw_sources(Canvas& canvas, const Box& box, const BoardModel& board, const BoardType& type) {
  Box area = board_panel(canvas, box, "Seen in time, by source", board.age,
                         {"by hour received: two-hour calls, and all urgent responses; fewer than 5 are counts",
                          "two-hour calls, all urgent responses", "two hours, all urgent"},
                         type);
  if (board.by_source.all.today.all_response_ended + board.by_source.all.yesterday.all_response_ended == 0) {
    canvas.paragraph({area.min.x, area.min.y + canvas.px(6)}, area.width(), type.row, colour::muted,
                     "nothing has ended yet, today or yesterday");
    return;
  }
  const SharesTable table = shares_table(canvas, area, board, type);
  draw_share_heads(canvas, area.take_top(canvas.height(type.words) * 1.15F), table, type);
  const float line = std::min(canvas.height(table.figures) * 1.4F,
                              area.height() / static_cast<float>(std::max<std::size_t>(1, table.rows.size())));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (i + 1 == table.rows.size())
      canvas.line({area.min.x, area.min.y}, {area.max.x, area.min.y}, colour::line_strong);
    Box row = area.take_top(line);
    canvas.text_in(row.take_left(table.name_width), table.names, colour::text, table.rows[i].source);
    for (std::size_t column = 0; column < table.columns; ++column) {
      const std::string said = share_in(table.rows[i], share_columns[column]);
      canvas.text_in(row.take_left(table.column_width), table.figures, said == "–" ? colour::muted : colour::text, said,
                     Align::right);
    }
  }
}

}  // namespace carehub::views
