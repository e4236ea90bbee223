#include "console/views/board_wall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/views/board_actions.hpp"
#include "console/views/board_cards.hpp"
#include "console/views/board_charts.hpp"
#include "console/views/board_lists.hpp"
#include "console/views/board_tables.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::BoardCard;
using console::BoardModel;
using console::HeaderText;

constexpr std::int64_t pages_after_services = 6;
constexpr float between_cards = 12;

// One thing in a line of the header: a large text, and small lines after it.
struct HeaderBit {
  std::string large;
  Colour ink = colour::text;
  std::string words;  // large too, muted
  std::string first;  // two small lines
  std::string second;
  bool alarm = false;  // white on red
};

class HeaderLine {
 public:
  HeaderLine(Canvas& canvas, const Box& box, float between, Face words)
      : canvas_(canvas), box_(box), between_(between), words_(words) {}

  [[nodiscard]] float width(const std::vector<HeaderBit>& bits) { return walk(bits, false); }
  void draw(const std::vector<HeaderBit>& bits) { walk(bits, true); }

 private:
  float walk(const std::vector<HeaderBit>& bits, bool draws) {
    draws_ = draws;
    x_ = box_.min.x;
    for (const HeaderBit& bit : bits) {
      if (x_ > box_.min.x) x_ += canvas_.px(between_);
      one(bit);
    }
    return x_ - box_.min.x;
  }
  void put(Face face, Colour ink, std::string_view text) {
    const float base = box_.centre().y + canvas_.height(Face::wall_strong) * 0.32F;
    if (draws_) canvas_.text({x_, base - canvas_.height(face) * 0.8F}, face, ink, text);
    x_ += canvas_.width(face, text);
  }
  void one(const HeaderBit& bit) {
    if (bit.alarm && draws_) {
      const float w = canvas_.width(Face::wall_strong, bit.large) + canvas_.px(24);
      canvas_.fill({{x_, box_.min.y + canvas_.px(3)}, {x_ + w, box_.max.y - canvas_.px(1)}}, colour::red_fill,
                   space::rounding);
    }
    if (bit.alarm) x_ += canvas_.px(12);
    put(Face::wall_strong, bit.alarm ? colour::on_fill : bit.ink, bit.large);
    if (bit.alarm) x_ += canvas_.px(12);
    if (!bit.words.empty()) {
      x_ += canvas_.px(12);
      put(words_, colour::muted, bit.words);
    }
    if (bit.first.empty() && bit.second.empty()) return;
    x_ += canvas_.px(12);
    const float h = canvas_.height(Face::wall_words);
    if (draws_) canvas_.text({x_, box_.centre().y - h}, Face::wall_words, colour::muted, bit.first);
    if (draws_) canvas_.text({x_, box_.centre().y}, Face::wall_words, colour::muted, bit.second);
    x_ += std::max(canvas_.width(Face::wall_words, bit.first), canvas_.width(Face::wall_words, bit.second));
  }

  Canvas& canvas_;
  Box box_;
  float between_;
  Face words_;
  bool draws_ = false;
  float x_ = 0;
};

// Closer together before the words get smaller; the figures never do.
void draw_line(Canvas& canvas, const Box& box, const std::vector<HeaderBit>& bits) {
  for (const auto& [between, words] :
       {std::pair{56.0F, Face::wall_strong}, std::pair{34.0F, Face::wall_strong}, std::pair{18.0F, Face::wall_strong},
        std::pair{26.0F, Face::wall_words}, std::pair{12.0F, Face::wall_words}}) {
    HeaderLine line(canvas, box, between, words);
    if (line.width(bits) > box.width() && between > 12) continue;
    line.draw(bits);
    return;
  }
}

std::vector<HeaderBit> hub_bits(const HeaderText& header, const BoardModel& board) {
  std::vector<HeaderBit> bits;
  bits.push_back({header.time.substr(0, 5), colour::text, "", header.hub, header.zone});
  if (header.link_live)
    bits.push_back({"● live", colour::light_green, "", header.speed, ""});
  else
    bits.push_back({"no link", colour::text, "", header.speed, "", true});
  const bool warns = header.opel_level >= 2 || header.opel_ask_again;
  bits.push_back({header.opel_level > 0 ? header.opel : "OPEL –", warns ? colour::warm_yellow : colour::text, "",
                  header.opel_owner.empty() ? "not declared" : header.opel_owner, board.opel.text});
  return bits;
}

// One more where something was assigned.
std::int64_t other_pages(const BoardModel& board) {
  return pages_after_services + (board.actions.lines.empty() ? 0 : 1);
}

std::string after_comma(const std::string& text) {
  const auto comma = text.rfind(", ");
  return comma == std::string::npos ? std::string() : text.substr(comma + 2);
}

std::vector<HeaderBit> count_bits(const HeaderText& header) {
  const auto number = [&](std::int32_t count) { return header.known ? std::to_string(count) : std::string("–"); };
  const auto& counts = header.counts;
  std::vector<HeaderBit> bits;
  bits.push_back({header.two_hour, colour::text, "", "in two hours", after_comma(header.two_hour_detail)});
  bits.push_back({header.all_response, colour::text, "", "all urgent", after_comma(header.all_response_detail)});
  bits.push_back({number(counts.waiting), colour::text, "waiting", "", ""});
  bits.push_back({number(counts.due_soon), counts.due_soon > 0 ? colour::warm_yellow : colour::text, "due", "", ""});
  const bool late = header.known && counts.breached > 0;
  bits.push_back({late ? fmt::format("! {}", counts.breached) : number(0), colour::text, "breached", "", "", late});
  bits.push_back({number(counts.alerts_total()), counts.alerts[2] > 0 ? colour::warm_yellow : colour::text,
                  counts.alerts_total() == 1 ? "alert" : "alerts", "", ""});
  return bits;
}

// --- a service ---

// Shape and letter on their colour; returns the left edge.
float draw_wall_rag(Canvas& canvas, Point right_top, float height, const BoardCard& card) {
  const auto look = rag_look(card);
  const std::string letter(1, card.letter);
  const float r = canvas.px(17);
  const float pad = canvas.px(16);
  const bool marks = card.shape != console::RagShape::question && card.shape != console::RagShape::dash;
  const float w = canvas.width(Face::wall_strong, letter) + 2 * pad + (marks ? 2 * r + canvas.px(14) : 0);
  const Box box{{right_top.x - w, right_top.y}, {right_top.x, right_top.y + height}};
  canvas.fill(box, look.ground, space::rounding);
  if (marks) draw_rag_shape(canvas, {box.min.x + pad + r, box.centre().y}, 17, card.shape, look.ink);
  const float x = box.max.x - pad - canvas.width(Face::wall_strong, letter);
  canvas.text({x, box.centre().y - canvas.height(Face::wall_strong) / 2}, Face::wall_strong, look.ink, letter);
  return box.min.x;
}

void draw_wall_figure(Canvas& canvas, Box row, const BoardCard& card) {
  row.max.x =
      draw_wall_rag(canvas, {row.max.x, row.min.y + canvas.px(8)}, row.height() - canvas.px(14), card) - canvas.px(12);
  const bool sure = card.rag != Rag::unknown && !card.stale;
  canvas.text({row.min.x, row.centre().y - canvas.height(Face::wall_large) / 2}, Face::wall_large,
              sure ? colour::text : colour::muted, card.figure);
  row.min.x += canvas.width(Face::wall_large, card.figure) + canvas.px(14);
  const int lines = canvas.paragraph_lines(row.width(), Face::wall_words, card.unit, 2);
  const float h = canvas.line_height(Face::wall_words) * static_cast<float>(lines);
  canvas.paragraph({row.min.x, row.centre().y - h / 2}, row.width(), Face::wall_words,
                   card.stale ? colour::muted : colour::text, card.unit, 2);
}

// How old the figure is goes before anything else that could be said.
void draw_wall_foot(Canvas& canvas, Box foot, const BoardCard& card) {
  const auto width = [&](const std::string& text) { return canvas.width(Face::wall_words, text); };
  const std::string& age = width(card.age) <= foot.width() ? card.age : card.age_short;
  canvas.text_in(foot.take_right(width(age)), Face::wall_words, card.age_warns ? colour::warm_yellow : colour::muted,
                 age, Align::right);
  foot.max.x -= canvas.px(14);
  const auto comma = card.foot_short.find(", ");
  for (const std::string& left : {card.foot, card.foot_short, card.foot_short.substr(0, comma)})
    if (width(left) <= foot.width()) {
      canvas.text_in(foot, Face::wall_words, colour::muted, left);
      return;
    }
}

void draw_wall_card(Canvas& canvas, const Box& box, const BoardCard& card) {
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, colour::line, space::rounding);
  Box inner = box.inset(canvas.px(18), canvas.px(4));
  const Box foot = inner.take_bottom(canvas.height(Face::wall_words));
  const Box figure = inner.take_bottom(canvas.height(Face::wall_large));
  const bool fits = canvas.paragraph_height(inner.width(), Face::wall_strong, card.title) <= inner.height() + 1;
  canvas.paragraph(inner.min, inner.width(), fits ? Face::wall_strong : Face::wall_words, colour::text, card.title,
                   fits ? 2 : 3);
  draw_wall_figure(canvas, figure, card);
  draw_wall_foot(canvas, foot, card);
}

CardGrid wall_grid(const Canvas& canvas, const Box& area, std::size_t count) {
  const float least_height = 2 * canvas.line_height(Face::wall_strong) + canvas.height(Face::wall_large) +
                             canvas.height(Face::wall_words) + canvas.px(10);
  const float gap = canvas.px(between_cards);
  return card_grid(static_cast<int>(count), area.width(), area.height(), gap, canvas.px(560), least_height);
}

std::int64_t service_pages(const Canvas& canvas, const Box& area, std::size_t count) {
  if (count == 0) return 1;
  const int most = wall_grid(canvas, area, count).per_page();
  return (static_cast<int>(count) + most - 1) / most;
}

void draw_wall_cards(Canvas& canvas, const Box& area, const BoardModel& board, std::int64_t page) {
  const std::size_t count = board.cards.size();
  if (count == 0) {
    canvas.text_in(area, Face::wall_strong, colour::muted, "This hub has no services set up.", Align::centre);
    return;
  }
  const auto pages = static_cast<std::size_t>(service_pages(canvas, area, count));
  const std::size_t on_page = (count + pages - 1) / pages;
  const CardGrid grid = wall_grid(canvas, area, on_page);
  const float gap = canvas.px(between_cards);
  const float w = (area.width() - gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
  const float h = (area.height() - gap * static_cast<float>(grid.rows - 1)) / static_cast<float>(grid.rows);
  const std::size_t first = static_cast<std::size_t>(page) * on_page;
  for (std::size_t i = first; i < std::min(count, first + on_page); ++i) {
    const auto column = static_cast<float>((i - first) % static_cast<std::size_t>(grid.columns));
    const auto row = static_cast<float>((i - first) / static_cast<std::size_t>(grid.columns));
    const Point at{std::round(area.min.x + column * (w + gap)), std::round(area.min.y + row * (h + gap))};
    draw_wall_card(canvas, box_at(at, std::floor(w), std::floor(h)), board.cards[i]);
  }
}

}  // namespace

float wall_header_height(const Canvas& canvas) {
  return 4 * canvas.height(Face::wall_words) + canvas.px(8);
}

void draw_wall_header(Canvas& canvas, const Box& bar, const HeaderText& header, const BoardModel& board) {
  canvas.fill(bar, colour::panel);
  canvas.line({bar.min.x, bar.max.y - 1}, {bar.max.x, bar.max.y - 1}, colour::line);
  Box inner = bar.inset(canvas.px(24), canvas.px(4));
  draw_line(canvas, inner.take_top(inner.height() / 2), hub_bits(header, board));
  draw_line(canvas, inner, count_bits(header));
}

std::int64_t wall_pages(const Canvas& canvas, const Box& area, const BoardModel& board) {
  return service_pages(canvas, area, board.cards.size()) + other_pages(board);
}

void draw_wall_page(Canvas& canvas, const Box& area, const BoardModel& board, const HeaderText& header,
                    const Calendar& calendar, std::int64_t page) {
  const std::int64_t services = service_pages(canvas, area, board.cards.size());
  const std::int64_t shown = page % (services + other_pages(board));
  if (shown < services) return draw_wall_cards(canvas, area, board, shown);
  switch (shown - services) {
    case 0:
      return draw_calls_chart(canvas, area, board, wall_type);
    case 1:
      return draw_two_hour_chart(canvas, area, board, wall_type);
    case 2:
      return draw_sources(canvas, area, board, wall_type);
    case 3:
      return draw_forecast(canvas, area, board, wall_type);
    case 4:
      return draw_ahead(canvas, area, board, calendar, wall_type);
    case pages_after_services:
      return draw_actions(canvas, area, board, wall_type);
    default: {
      Box rest = area;
      draw_opel_sum(canvas, rest.take_left(area.width() * 0.6F), board, header, wall_type);
      rest.min.x += canvas.px(between_cards);
      draw_localities(canvas, rest, board, wall_type);
    }
  }
}

}  // namespace carehub::views
