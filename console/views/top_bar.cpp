#include "console/views/top_bar.hpp"

#include <fmt/format.h>

#include <cmath>

namespace carehub::views {
namespace {

using namespace widgets;

// Draws from left to right, or only measures.
class BarPen {
 public:
  BarPen(Canvas& canvas, const Box& bar, bool draws, int level)
      : canvas_(canvas), bar_(bar), draws_(draws), level_(level), x_(bar.min.x) {}

  [[nodiscard]] float x() const { return x_; }
  void gap(float width) { x_ += canvas_.px(level_ < 4 ? width : width * 0.55F); }
  void text(Face face, Colour ink, std::string_view words) {
    if (level_ >= 5 && face == Face::title) face = Face::heading;
    if (level_ >= 6 && face == Face::body) face = Face::small;
    const float w = canvas_.width(face, words);
    // Figures and their words stand on one base line.
    const float y = bar_.centre().y - canvas_.height(face) / 2 + drop(face);
    if (draws_) canvas_.text({x_, y}, face, ink, words);
    x_ += w;
  }
  void disc(Colour ink) {
    if (draws_) canvas_.circle({x_ + canvas_.px(5), bar_.centre().y}, 5, ink);
    x_ += canvas_.px(14);
  }
  void warning(Colour ink) {
    if (draws_) canvas_.warning_mark({x_, bar_.centre().y - canvas_.px(9)}, 19, ink);
    x_ += canvas_.px(25);
  }
  void badge(std::string_view words, Colour ground, Colour ink, Face face = Face::body_strong) {
    const float w = canvas_.width(face, words) + canvas_.px(14);
    if (draws_) widgets::badge(canvas_, {x_, bar_.centre().y}, face, words, ground, ink);
    x_ += w;
  }
  void pill(std::string_view strong, std::string_view weak, Colour ink) {
    const float a = canvas_.width(Face::body_strong, strong);
    const float b = weak.empty() ? 0 : canvas_.width(Face::body, weak) + canvas_.px(5);
    const Box box{{x_, bar_.centre().y - canvas_.px(13)},
                  {x_ + a + b + canvas_.px(20), bar_.centre().y + canvas_.px(13)}};
    if (draws_) {
      canvas_.frame(box, colour::line_strong, space::rounding);
      canvas_.text_in(Box{{box.min.x + canvas_.px(10), box.min.y}, box.max}, Face::body_strong, ink, strong);
      canvas_.text_in(Box{{box.min.x + canvas_.px(15) + a, box.min.y}, box.max}, Face::body, colour::muted, weak);
    }
    x_ = box.max.x;
  }
  void keycap(std::string_view key) {
    if (draws_) widgets::keycap(canvas_, {x_, bar_.centre().y}, key);
    x_ += keycap_width(canvas_, key);
  }

 private:
  [[nodiscard]] float drop(Face face) const { return face == Face::small || face == Face::body ? canvas_.px(2) : 0; }

  Canvas& canvas_;
  Box bar_;
  bool draws_;
  int level_;
  float x_;
};

// 0 says everything; each level above says it shorter.
constexpr int shortest_bar = 6;

void clock(BarPen& pen, const console::HeaderText& header, int level) {
  if (level < 1) {
    pen.text(Face::heading, colour::text, "Carehub");
    pen.gap(20);
  }
  if (!header.hub.empty()) {
    pen.text(Face::body_strong, colour::text, header.hub);
    pen.gap(18);
  }
  if (level < 3 && !header.day.empty()) {
    pen.text(Face::body, colour::text, header.day);
    pen.gap(9);
  }
  pen.text(Face::body_strong, colour::text, header.time);
  pen.gap(5);
  pen.text(Face::body, colour::text, header.zone);
  pen.gap(level < 2 ? 20 : 14);
}

// In the bar only that it is refused: why stands in full on the screen below.
std::string_view link_badge(const console::HeaderText& header) {
  if (header.link.empty()) return "no link";
  return header.link.starts_with("refused") ? std::string_view("refused") : std::string_view(header.link);
}

void link(BarPen& pen, const console::HeaderText& header, int level) {
  if (header.replay) pen.badge("REPLAY", colour::replay, colour::on_fill);
  if (header.replay && header.link_live) {
  } else if (header.link_live) {
    pen.disc(colour::light_green);
    pen.text(Face::body, colour::light_green, level < 3 ? std::string_view(header.link) : "live");
  } else {
    pen.badge(link_badge(header), colour::red_fill, colour::on_fill);
  }
  pen.gap(level < 2 ? 20 : 12);
  if (!header.speed.empty()) {
    pen.badge(level < 2 ? header.speed : header.speed.substr(0, 60), colour::warm_yellow, colour::on_bright,
              Face::small_strong);
    pen.gap(level < 2 ? 20 : 12);
  }
}

void opel(BarPen& pen, const console::HeaderText& header, int level) {
  const Colour ink = header.opel_ask_again || header.opel_level >= 3 ? colour::warm_yellow : colour::text;
  pen.pill(header.opel, level < 2 ? std::string_view(header.opel_owner) : std::string_view(), ink);
  pen.gap(level < 2 ? 22 : 14);
  if (header.actions_overdue == 0 || level >= 2) return;
  pen.warning(colour::warm_yellow);
  pen.text(Face::body, colour::warm_yellow,
           fmt::format("{} {} overdue", header.actions_overdue, header.actions_overdue == 1 ? "action" : "actions"));
  pen.gap(20);
}

// Before the first picture: a nought would say that nobody waits.
void unknown_counts(BarPen& pen, int level) {
  for (const std::string_view word : {"waiting", "due", "breached", "alerts"}) {
    pen.text(Face::title, colour::muted, "–");
    pen.gap(6);
    pen.text(Face::body, colour::muted, word);
    pen.gap(level < 2 ? 22 : 14);
  }
}

void counts(BarPen& pen, const console::HeaderText& header, int level) {
  const auto& c = header.counts;
  if (!header.known) return unknown_counts(pen, level);
  pen.text(Face::title, colour::text, fmt::format("{}", c.waiting));
  pen.gap(6);
  pen.text(Face::body, colour::muted, "waiting");
  pen.gap(level < 2 ? 22 : 14);
  const Colour due_ink = c.due_soon > 0 ? colour::warm_yellow : colour::muted;
  if (c.due_soon > 0) pen.warning(due_ink);
  pen.text(Face::title, due_ink, fmt::format("{}", c.due_soon));
  pen.gap(6);
  pen.text(Face::body, due_ink, level < 2 ? fmt::format("due in {} min", header.due_soon_min) : "due");
  pen.gap(level < 2 ? 20 : 14);
  if (c.breached > 0)
    pen.badge(fmt::format("! {}", c.breached), colour::red_fill, colour::on_fill, Face::heading);
  else
    pen.text(Face::title, colour::muted, "0");
  pen.gap(7);
  pen.text(Face::body, c.breached > 0 ? colour::text : colour::muted, "breached");
  pen.gap(level < 2 ? 20 : 14);
}

std::string by_severity(const console::Counts& counts) {
  static constexpr const char* names[] = {"low", "medium", "high"};
  std::string text;
  for (std::size_t i = 3; i-- > 0;)
    if (counts.alerts[i] > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts.alerts[i], names[i]);
  return text;
}

void alerts_count(BarPen& pen, const console::HeaderText& header, int level) {
  const int total = header.counts.alerts_total();
  pen.text(Face::title, total > 0 ? colour::text : colour::muted, fmt::format("{}", total));
  pen.gap(6);
  const std::string parts = by_severity(header.counts);
  const char* noun = total == 1 ? "alert" : "alerts";
  const std::string words = level < 1 && !parts.empty() ? fmt::format("{}: {}", noun, parts) : noun;
  pen.text(Face::body, colour::muted, words);
  pen.gap(level < 2 ? 20 : 14);
}

void alerts_and_target(BarPen& pen, const console::HeaderText& header, int level) {
  if (header.known) alerts_count(pen, header, level);
  pen.text(Face::title, colour::text, header.two_hour);
  pen.gap(6);
  pen.text(Face::body, colour::muted,
           level < 2   ? std::string_view(header.two_hour_detail)
           : level < 4 ? std::string_view("in two hours")
                       : std::string_view("in 2 h"));
}

void all(BarPen& pen, const console::HeaderText& header, int level) {
  clock(pen, header, level);
  link(pen, header, level);
  opel(pen, header, level);
  counts(pen, header, level);
  alerts_and_target(pen, header, level);
}

void signed_in(BarPen& pen, const console::HeaderText& header, int level) {
  const auto dot = header.who.find(" · ");
  pen.text(Face::body, colour::muted,
           level < 3 ? std::string_view(header.who) : std::string_view(header.who).substr(0, dot));
  pen.gap(9);
  pen.keycap("Ctrl L");
  if (level >= 2) return;
  pen.gap(6);
  pen.text(Face::body, colour::muted, "lock");
}

float measured(Canvas& canvas, const Box& bar, const console::HeaderText& header, int level, bool right) {
  BarPen pen(canvas, bar, false, level);
  if (right)
    signed_in(pen, header, level);
  else
    all(pen, header, level);
  return pen.x() - bar.min.x;
}

}  // namespace

void draw_top_bar(const console::HeaderText& header, Canvas& canvas, const Box& bar) {
  const Panel named(canvas, "top bar");
  canvas.fill(bar, colour::panel);
  canvas.line({bar.min.x, bar.max.y - 1}, {bar.max.x, bar.max.y - 1}, colour::line);
  const Box inner = bar.inset(canvas.px(16), 0);
  int level = 0;
  float right = 0;
  for (; level <= shortest_bar; ++level) {
    right = measured(canvas, inner, header, level, true);
    if (measured(canvas, inner, header, level, false) + right + canvas.px(20) <= inner.width() || level == shortest_bar)
      break;
  }
  Box left = inner;
  left.max.x -= right + canvas.px(12);
  {
    const Clip clip(canvas, left);
    BarPen pen(canvas, left, true, level);
    all(pen, header, level);
  }
  BarPen pen(canvas, {{inner.max.x - right, inner.min.y}, inner.max}, true, level);
  signed_in(pen, header, level);
}

}  // namespace carehub::views
