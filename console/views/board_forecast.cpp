// The next four hours of each service: teams likely to be free of those on shift, by half hour or hour, along a line of
// time. Red and a square: likely none free; a triangle: perhaps none; a question mark: not known.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/views/board_cards.hpp"
#include "console/views/board_tables.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::BoardModel;
using console::ForecastCell;
using console::ForecastRow;
using console::Fullness;

// How the table is laid out: every half hour, every hour or every two.
struct ForecastTable {
  std::size_t step = 1;
  bool is_short = true;  // "0.3/2"
  Face names = Face::small;
  float name_width = 0;
  float calls_width = 0;
  float cell_width = 0;
  float line = 0;
  std::size_t rows = 0;  // shown; the rest is counted
};

const std::string& cell_text(const ForecastCell& cell, const ForecastTable& table) {
  return table.is_short ? cell.text_short : cell.text;
}

float mark_width(const Canvas& canvas, Face face) {
  return canvas.height(face) * 0.75F;
}

float widest_cell(Canvas& canvas, const BoardModel& board, const ForecastTable& table, const BoardType& type) {
  float wide = canvas.width(type.words, "00:00");
  for (const ForecastRow& row : board.forecast.rows)
    for (const ForecastCell& cell : row.cells)
      wide = std::max(wide, canvas.width(type.row, cell_text(cell, table)) + mark_width(canvas, type.row));
  return wide + canvas.px(type.margin * 0.7F);
}

// The finest for which every name still stands whole, in two lines at most.
ForecastTable forecast_table(Canvas& canvas, const Box& area, const BoardModel& board, const BoardType& type) {
  const auto& rows = board.forecast.rows;
  ForecastTable table;
  for (const auto& [step, is_short] : {std::pair{1, false}, std::pair{1, true}, std::pair{2, false}, std::pair{2, true},
                                       std::pair{4, true}, std::pair{8, true}})
    for (const Face names : {type.row, type.words}) {
      table.step = static_cast<std::size_t>(step);
      table.is_short = is_short;
      table.names = names;
      table.calls_width = canvas.width(type.words, "calls") + canvas.px(type.margin * 0.7F);
      table.cell_width = widest_cell(canvas, board, table, type);
      const auto cells = static_cast<float>(board.forecast.times.size() / table.step);
      table.name_width = area.width() - table.calls_width - cells * table.cell_width;
      int lines = 1;
      bool whole = table.name_width > canvas.px(40);
      for (const ForecastRow& row : rows) {
        if (!whole) break;
        const int needed = canvas.paragraph_lines(table.name_width - canvas.px(6), names, row.name, 4);
        whole = needed <= 2;
        lines = std::max(lines, needed);
      }
      table.line = std::max(canvas.height(type.row) * 1.15F,
                            canvas.line_height(names) * static_cast<float>(lines) + canvas.px(3));
      table.rows = static_cast<std::size_t>(std::max(0.0F, std::floor(area.height() / table.line)));
      if (whole && (table.rows >= rows.size() || names == type.words)) return table;
    }
  return table;
}

void draw_cell(Canvas& canvas, Box cell, const ForecastCell& one, const ForecastTable& table, const BoardType& type) {
  cell = cell.inset(canvas.px(1.5F), canvas.px(1.5F));
  const bool full = one.fullness == Fullness::full;
  const bool may_be = one.fullness == Fullness::may_be_full || one.fullness == Fullness::nobody;
  if (full)
    canvas.fill(cell, colour::red_fill, space::rounding);
  else if (one.fullness != Fullness::closed && one.fullness != Fullness::nobody)
    canvas.fill(cell, colour::raised, space::rounding);
  const Colour ink = full                             ? colour::on_fill
                     : may_be                         ? colour::warm_yellow
                     : one.fullness == Fullness::room ? colour::text
                                                      : colour::muted;
  const float mark = mark_width(canvas, type.row);
  const std::string& said = cell_text(one, table);
  const float x = cell.max.x - canvas.px(type.margin * 0.25F) - canvas.width(type.row, said);
  if (full || one.fullness == Fullness::may_be_full)
    draw_rag_shape(canvas, {x - mark * 0.6F, cell.centre().y}, mark * 0.3F / canvas.px(1),
                   full ? console::RagShape::square : console::RagShape::triangle, ink);
  canvas.text({x, cell.centre().y - canvas.height(type.row) / 2}, type.row, ink, said);
}

// Where in time each column lies: a tick above it with its moment.
void draw_forecast_head(Canvas& canvas, Box row, const BoardModel& board, const ForecastTable& table,
                        const BoardType& type) {
  row.min.x += table.name_width;
  canvas.text_in(row.take_left(table.calls_width), type.words, colour::muted, "calls", Align::right);
  canvas.line({row.min.x, row.max.y}, {row.max.x, row.max.y}, colour::line_strong);
  for (std::size_t i = table.step - 1; i < board.forecast.times.size(); i += table.step) {
    Box cell = row.take_left(table.cell_width);
    canvas.line({cell.max.x, cell.max.y - canvas.px(4)}, {cell.max.x, cell.max.y}, colour::line_strong);
    cell.max.x -= canvas.px(type.margin * 0.25F + 1.5F);
    canvas.text_in(cell, type.words, colour::muted, board.forecast.times[i], Align::right);
  }
}

void draw_forecast_row(Canvas& canvas, Box row, const ForecastRow& one, const ForecastTable& table,
                       const BoardType& type) {
  const Box name = row.take_left(table.name_width);
  const int lines = canvas.paragraph_lines(name.width() - canvas.px(6), table.names, one.name, 2);
  const float high = canvas.line_height(table.names) * static_cast<float>(lines);
  canvas.paragraph({name.min.x, name.centre().y - high / 2}, name.width() - canvas.px(6), table.names, colour::text,
                   one.name, 2);
  canvas.text_in(row.take_left(table.calls_width), type.words, colour::text, one.calls, Align::right);
  for (std::size_t i = table.step - 1; i < one.cells.size(); i += table.step)
    draw_cell(canvas, row.take_left(table.cell_width), one.cells[i], table, type);
}

// "Crisis response likely full 20:30 to 21:30": as many as there is room for.
void draw_full_words(Canvas& canvas, Box& area, const BoardModel& board, const BoardType& type) {
  const float line = canvas.height(type.words) * 1.15F;
  if (!board.forecast.missing.empty()) {
    canvas.paragraph(area.min, area.width(), type.words, colour::warm_yellow, "? " + board.forecast.missing);
    return;
  }
  const auto full = std::ranges::count_if(board.forecast.rows, [](const auto& row) { return !row.full.empty(); });
  if (full == 0)
    return text_that_fits(canvas, area.take_top(line), type.words, colour::muted,
                          {"no service is likely to be full at these times", "none likely full"});
  for (const ForecastRow& row : board.forecast.rows) {
    if (row.full.empty() || area.height() < line) return;
    text_that_fits(canvas, area.take_top(line), type.words, colour::text,
                   {fmt::format("{}: {}", row.name, row.full), row.name + ": likely full"});
  }
}

}  // namespace

void draw_forecast(Canvas& canvas, const Box& box, const BoardModel& board, const BoardType& type) {
  const auto& forecast = board.forecast;
  Box area = board_panel(canvas, box, "Next 4 h, by service",
                         forecast.age.empty() ? std::string_view(board.age) : std::string_view(forecast.age),
                         {"teams likely free of those on shift (rosters), by time · calls expected in all",
                          "teams likely free of those on shift, by time", "likely free of on shift"},
                         type);
  if (forecast.rows.empty()) {
    canvas.paragraph(
        {area.min.x, area.min.y + canvas.px(6)}, area.width(), type.row, colour::warm_yellow,
        forecast.missing.empty() ? "no service has a team on shift in the next four hours" : "? " + forecast.missing);
    return;
  }
  const float words = canvas.height(type.words) * 1.15F;
  const float room_for_words = forecast.missing.empty() ? words * 2 : words * 2.2F;
  Box below = area.take_bottom(std::min(room_for_words, area.height() * 0.3F));
  Box head = area.take_top(words);
  area.min.y += canvas.px(3);
  const ForecastTable table = forecast_table(canvas, area, board, type);
  draw_forecast_head(canvas, head, board, table, type);
  const bool all = table.rows >= forecast.rows.size();
  const std::size_t shown = all ? forecast.rows.size() : std::max<std::size_t>(1, table.rows) - 1;
  for (std::size_t i = 0; i < shown; ++i)
    draw_forecast_row(canvas, area.take_top(table.line), forecast.rows[i], table, type);
  if (!all && area.height() >= words)
    text_that_fits(canvas, area.take_top(words), type.words, colour::muted,
                   {fmt::format("{} more services, less full", forecast.rows.size() - shown),
                    fmt::format("{} more", forecast.rows.size() - shown)});
  below.max.y = box.max.y - canvas.px(type.margin * 0.7F);
  below.min.y = all ? std::min(below.min.y, area.min.y + canvas.px(4)) : below.min.y;
  draw_full_words(canvas, below, board, type);
}

}  // namespace carehub::views
