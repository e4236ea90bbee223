#include "console/views/board_cards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/widgets/chart.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::BoardCard;
using console::RagShape;

// Shape, word and colour say the same. Returns the left edge.
float draw_rag(Canvas& canvas, Point right_top, const BoardCard& card) {
  const auto look = rag_look(card);
  const float r = canvas.px(5);
  const float w = canvas.width(Face::body_strong, card.word) + 2 * r + canvas.px(22);
  const Box box{{right_top.x - w, right_top.y}, {right_top.x, right_top.y + canvas.px(26)}};
  canvas.fill(box, look.ground, space::rounding);
  draw_rag_shape(canvas, {box.min.x + canvas.px(8) + r, box.centre().y}, 5, card.shape, look.ink);
  canvas.text_in({{box.min.x + canvas.px(14) + 2 * r, box.min.y}, {box.max.x - canvas.px(4), box.max.y}},
                 Face::body_strong, look.ink, card.word);
  return box.min.x;
}

bool has_recent(const BoardCard& card) {
  return std::ranges::any_of(card.recent, [](std::int32_t value) { return value >= 0; });
}

// The figure stands on the same line in every card, however long the name above it is.
void draw_figure(Canvas& canvas, const Box& area, const BoardCard& card) {
  const Face face = area.height() >= canvas.height(Face::board_huge)     ? Face::board_huge
                    : area.height() >= canvas.height(Face::board_large)  ? Face::board_large
                    : area.height() >= canvas.height(Face::board_strong) ? Face::board_strong
                                                                         : Face::body_strong;
  const float w = canvas.width(face, card.figure);
  const float slack = std::max(0.0F, area.height() - canvas.height(face));
  const float y = area.max.y - canvas.height(face) - std::min(canvas.px(8), slack / 2);
  const bool sure = card.rag != Rag::unknown && !card.stale;
  canvas.text({area.min.x, y}, face, sure ? colour::text : colour::muted, card.figure);
  Box room = area;
  room.min.x += w + canvas.px(12);
  const float in_body = canvas.width(Face::body, card.unit);
  // What the figure counts is said whole before its course is drawn.
  const float line_width = area.width() * 0.4F;
  const bool spark = has_recent(card) && area.width() > canvas.px(250) &&
                     std::min(in_body, canvas.px(80)) <= room.width() - line_width - canvas.px(8);
  const float middle = y + canvas.height(face) / 2;
  if (spark) {
    const Box line = room.take_right(line_width).inset(canvas.px(4), 0);
    const float h = std::min(canvas.px(34), area.height() * 0.5F);
    spark_line(canvas, {{line.min.x, middle - h / 2}, {line.max.x, middle + h / 2}}, card.recent,
               card.stale ? colour::bar_quiet : colour::light_blue);
  }
  const float base = y + canvas.height(face) * 0.82F;
  const Face unit_face = canvas.width(Face::board_text, card.unit) <= room.width() ? Face::board_text : Face::body;
  const float one_line = canvas.height(unit_face);
  const bool wraps = canvas.width(unit_face, card.unit) > room.width();
  canvas.paragraph({room.min.x, base - one_line * (wraps ? 1.6F : 0.82F)}, room.width(), unit_face,
                   card.stale ? colour::muted : colour::text, card.unit, 2);
}

// What else is known, and how old the figure is; in fewer words where the card is narrow, then in smaller type.
void draw_foot(Canvas& canvas, Box foot, const BoardCard& card, Face face) {
  const auto least = [&](Face one) {
    return canvas.width(one, card.foot_short) + canvas.width(one, card.age_short) + canvas.px(8);
  };
  for (const Face smaller : {Face::small, Face::tiny})
    if (least(face) > foot.width()) face = smaller;
  const auto fits = [&](const std::string& left, const std::string& right) {
    return canvas.width(face, left) + canvas.width(face, right) + canvas.px(8) <= foot.width();
  };
  const bool whole = fits(card.foot, card.age);
  const std::string& age = whole ? card.age : card.age_short;
  const std::string& left = whole || fits(card.foot, age) ? card.foot : card.foot_short;
  canvas.text_in(foot.take_right(canvas.width(face, age)), face, card.age_warns ? colour::warm_yellow : colour::muted,
                 age, Align::right);
  foot.max.x -= canvas.px(8);
  canvas.text_in(foot, face, colour::muted, left);
}

}  // namespace

RagLook rag_look(const BoardCard& card) {
  // What was so when the link went is grey: its word and its shape still say what it was.
  if (card.stale) return {colour::block_quiet, colour::muted};
  switch (card.rag) {
    case Rag::open:
      return {colour::light_green, colour::on_bright};
    case Rag::low:
      return {colour::warm_yellow, colour::on_bright};
    case Rag::full:
      return {colour::red_fill, colour::on_fill};
    case Rag::closed:
      return {colour::block, colour::text};
    case Rag::unknown:
      return {colour::muted, colour::on_bright};
  }
  return {colour::muted, colour::on_bright};
}

void draw_rag_shape(Canvas& canvas, Point centre, float radius, RagShape shape, Colour ink) {
  const float r = canvas.px(radius);
  switch (shape) {
    case RagShape::disc:
      canvas.circle(centre, radius, ink);
      break;
    case RagShape::triangle:
      canvas.triangle({centre.x, centre.y - r}, {centre.x + r, centre.y + r}, {centre.x - r, centre.y + r}, ink);
      break;
    case RagShape::square:
      canvas.fill({{centre.x - r, centre.y - r}, {centre.x + r, centre.y + r}}, ink);
      break;
    case RagShape::dash:
      canvas.fill({{centre.x - r, centre.y - r / 4}, {centre.x + r, centre.y + r / 4}}, ink);
      break;
    case RagShape::question:
      canvas.text(
          {centre.x - canvas.width(Face::body_strong, "?") / 2, centre.y - canvas.height(Face::body_strong) / 2},
          Face::body_strong, ink, "?");
      break;
  }
}

CardGrid card_grid(int count, float width, float height, float gap, float least_width, float least_height) {
  constexpr float shape = 1.75F;  // of a card that reads well: width to height
  const int most_columns = std::max(1, static_cast<int>((width + gap) / (least_width + gap)));
  const int most_rows = std::max(1, static_cast<int>((height + gap) / (least_height + gap)));
  CardGrid best{most_columns, most_rows};
  float best_size = 0;
  for (int columns = 1; columns <= most_columns; ++columns) {
    const int rows = std::max(1, (count + columns - 1) / columns);
    if (rows > most_rows) continue;
    const float w = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float h = (height - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    const float size = std::min(w / shape, h);
    if (size <= best_size) continue;
    best_size = size;
    best = {columns, rows};
  }
  return best;
}

void draw_card(Canvas& canvas, const Box& box, const BoardCard& card) {
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, colour::line, space::rounding);
  const float margin = std::min(canvas.px(18), box.width() * 0.06F);
  Box inner = box.inset(margin, std::min(canvas.px(14), box.height() * 0.09F));
  const float badge_left = draw_rag(canvas, {inner.max.x, inner.min.y}, card);
  // A long name takes two lines rather than smaller type than its neighbours, and smaller type rather than an ellipsis.
  const float name_width = badge_left - canvas.px(8) - inner.min.x;
  Face title = box.width() >= canvas.px(360)   ? Face::board_strong
               : box.width() >= canvas.px(270) ? Face::heading
                                               : Face::body_strong;
  const bool fits = canvas.paragraph_height(name_width, title, card.title) <=
                    canvas.paragraph_height(name_width, title, card.title, 2);
  if (!fits) title = Face::small_strong;
  const float name = canvas.paragraph(inner.min, name_width, title, colour::text, card.title, fits ? 2 : 3);
  inner.min.y += std::max(canvas.px(28), name);  // below the badge
  const Face small = box.height() >= canvas.px(170) ? Face::body : Face::small;
  canvas.text_in(inner.take_top(canvas.height(small)), small, colour::muted, card.detail);
  draw_foot(canvas, inner.take_bottom(canvas.height(small)), card, small);
  draw_figure(canvas, inner, card);
}

std::string draw_cards(Canvas& canvas, const Box& area, const std::vector<BoardCard>& cards, std::int64_t page) {
  const Panel named(canvas, "services");
  const float gap = canvas.px(14);
  const int count = static_cast<int>(cards.size());
  if (count == 0) {
    canvas.text_in(area, Face::board_text, colour::muted, "This hub has no services set up.", Align::centre);
    return {};
  }
  const float least_width = canvas.px(205);
  const float least_height = canvas.px(104);
  const int most = card_grid(count, area.width(), area.height(), gap, least_width, least_height).per_page();
  const int pages = (count + most - 1) / most;
  // Pages of like size, each filling the room: a last page with three cards would look like a fault.
  const int on_page = (count + pages - 1) / pages;
  const auto grid = card_grid(on_page, area.width(), area.height(), gap, least_width, least_height);
  const int first = static_cast<int>(page % pages) * on_page;
  const int end = std::min(count, first + on_page);
  const float w = (area.width() - gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
  const float h = (area.height() - gap * static_cast<float>(grid.rows - 1)) / static_cast<float>(grid.rows);
  for (int i = first; i < end; ++i) {
    const auto column = static_cast<float>((i - first) % grid.columns);
    const auto row = static_cast<float>((i - first) / grid.columns);
    const Point at{std::round(area.min.x + column * (w + gap)), std::round(area.min.y + row * (h + gap))};
    draw_card(canvas, box_at(at, std::floor(w), std::floor(h)), cards[static_cast<std::size_t>(i)]);
  }
  if (pages == 1) return {};
  return fmt::format("services {} to {} of {}", first + 1, end, count);
}

}  // namespace carehub::views
