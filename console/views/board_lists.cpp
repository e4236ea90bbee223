#include "console/views/board_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace carehub::views {
namespace {

using namespace widgets;
using console::BoardModel;

void draw_measure(Canvas& canvas, Box row, const console::OpelMeasure& measure, const BoardType& type) {
  const std::string points = measure.points ? std::to_string(*measure.points) : "?";
  const Colour ink = measure.points.value_or(0) > 0 ? colour::warm_yellow
                     : measure.points               ? colour::text
                                                    : colour::muted;
  canvas.text_in(row.take_right(canvas.width(type.row_figure, "0") * 1.6F), type.row_figure, ink, points, Align::right);
  row.take_right(canvas.px(type.margin * 0.6F));
  const float figure_width = canvas.width(type.row, measure.figure);
  const Face figure_face = figure_width <= row.width() * 0.45F ? type.row : type.words;
  canvas.text_in(row.take_right(canvas.width(figure_face, measure.figure) + canvas.px(2)), figure_face, colour::text,
                 measure.figure, Align::right);
  row.max.x -= canvas.px(8);
  const Face what = canvas.width(type.row, measure.what) <= row.width() ? type.row : type.words;
  canvas.text_in(row, what, colour::muted, measure.what);
}

}  // namespace

void draw_opel_sum(Canvas& canvas, const Box& box, const BoardModel& board, const console::HeaderText& header,
                   const BoardType& type) {
  Box area = board_panel(canvas, box, "OPEL: " + board.opel.text, board.age,
                         {"points by measure, 0 to 2; not signed off, a person declares",
                          "not signed off; a person declares", "not signed off"},
                         type);
  const float line = canvas.height(type.words) * 1.15F;
  const Box declared = area.take_bottom(line);
  const std::string who =
      header.opel_owner.empty() ? header.opel : fmt::format("declared: {}, {}", header.opel, header.opel_owner);
  if (canvas.width(type.words, who) <= declared.width())
    canvas.text_in(declared, type.words, header.opel_ask_again ? colour::warm_yellow : colour::text, who);
  else
    canvas.text_in(declared, type.words, colour::text, fmt::format("declared: {}", header.opel_level));
  // Where not all fit, those that count most stand, and the rest is counted.
  auto measures = board.opel.measures;
  const auto fits = static_cast<std::size_t>(std::max(1.0F, std::floor(area.height() / canvas.height(type.row))));
  const bool all = measures.size() <= fits;
  if (!all)
    std::ranges::stable_sort(measures, std::ranges::greater{},
                             [](const console::OpelMeasure& one) { return one.points.value_or(3); });
  const std::size_t shown = all ? measures.size() : fits - 1;
  const float high = std::min(area.height() / static_cast<float>(std::max<std::size_t>(1, all ? shown : fits)),
                              canvas.height(type.row) * 1.25F);
  for (std::size_t i = 0; i < shown; ++i) draw_measure(canvas, area.take_top(high), measures[i], type);
  if (!all)
    canvas.text_in(area.take_top(high), type.words, colour::muted, fmt::format("{} more", measures.size() - shown));
}

void draw_localities(Canvas& canvas, const Box& box, const BoardModel& board, const BoardType& type) {
  Box area = board_panel(canvas, box, "Teams on shift", board.age, {"free of all on shift", "free of all"}, type);
  const float line = canvas.height(type.row) * (type.weight > 1 ? 1.05F : 1.4F);
  const auto fits = static_cast<std::size_t>(std::max(1.0F, std::floor(area.height() / line)));
  auto lines = board.localities;
  std::ranges::stable_sort(lines, std::ranges::greater{}, &console::LocalityLine::on_shift);
  const bool all = lines.size() <= fits;
  const std::size_t shown = all ? lines.size() : fits - 1;
  const auto in_row = [&](std::string_view name, std::int32_t free, std::int32_t on_shift) {
    Box row = area.take_top(line);
    const Colour ink = on_shift > 0 ? colour::text : colour::muted;
    const auto figures = fmt::format("{} of {}", free, on_shift);
    canvas.text_in(row.take_right(canvas.width(type.row_figure, figures) + canvas.px(8)), type.row_figure, ink, figures,
                   Align::right);
    const Face face = canvas.width(type.row, name) <= row.width() ? type.row : type.words;
    canvas.text_in(row, face, ink, name);
  };
  for (std::size_t i = 0; i < shown; ++i) in_row(lines[i].name, lines[i].free, lines[i].on_shift);
  if (lines.empty()) canvas.text_in(area.take_top(line), type.row, colour::muted, "no localities set up");
  if (all) return;
  std::int32_t on_shift = 0;
  std::int32_t free = 0;
  for (std::size_t i = shown; i < lines.size(); ++i) {
    on_shift += lines[i].on_shift;
    free += lines[i].free;
  }
  in_row(fmt::format("{} more", lines.size() - shown), free, on_shift);
}

}  // namespace carehub::views
