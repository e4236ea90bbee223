#include "console/views/board_header.hpp"

#include <fmt/format.h>

namespace carehub::views {
namespace {

using namespace widgets;
using console::HeaderText;

// Draws from left to right, or only measures; figures and words stand on one base line.
class Pen {
 public:
  Pen(Canvas& canvas, const Box& bar, bool draws) : canvas_(canvas), bar_(bar), draws_(draws), x_(bar.min.x) {}

  [[nodiscard]] float x() const { return x_; }
  void gap(float width) { x_ += canvas_.px(width); }
  void text(Face face, Colour ink, std::string_view words) {
    const float base = bar_.centre().y + canvas_.height(Face::board_large) * 0.32F;
    if (draws_) canvas_.text({x_, base - canvas_.height(face) * 0.8F}, face, ink, words);
    x_ += canvas_.width(face, words);
  }
  void figure(std::string_view figure_text, std::string_view words, Colour ink = colour::text) {
    text(Face::board_large, ink, figure_text);
    if (words.empty()) return;
    gap(8);
    text(Face::board_text, colour::muted, words);
  }
  void badge(std::string_view words, Colour ground, Colour ink, Face face) {
    const float w = canvas_.width(face, words) + canvas_.px(14);
    if (draws_) widgets::badge(canvas_, {x_, bar_.centre().y}, face, words, ground, ink);
    x_ += w;
  }
  void disc(Colour ink) {
    if (draws_) canvas_.circle({x_ + canvas_.px(7), bar_.centre().y + canvas_.px(2)}, 7, ink);
    x_ += canvas_.px(22);
  }

 private:
  Canvas& canvas_;
  Box bar_;
  bool draws_;
  float x_;
};

constexpr int shortest = 4;  // 0 says everything; each level above says it shorter

void draw_link(Pen& pen, const HeaderText& header, int level) {
  if (header.link_live) {
    pen.disc(colour::light_green);
    pen.text(Face::board_text, colour::light_green, "live");
  } else {
    pen.badge(header.link.empty() ? "no link" : header.link, colour::red_fill, colour::white, Face::board_text);
  }
  if (header.speed.empty()) return;
  pen.gap(level < 2 ? 20 : 12);
  pen.badge(header.speed, colour::warm_yellow, colour::black, Face::body_strong);
}

void draw_opel(Pen& pen, const HeaderText& header, int level) {
  const Colour ink = header.opel_level >= 2 || header.opel_ask_again ? colour::warm_yellow : colour::text;
  pen.text(header.opel_level > 0 && level < 4 ? Face::board_large : Face::board_strong, ink, header.opel);
  if (level >= 2 || header.opel_owner.empty()) return;
  pen.gap(8);
  pen.text(Face::board_text, header.opel_ask_again ? colour::warm_yellow : colour::muted, header.opel_owner);
}

void draw_all(Pen& pen, const HeaderText& header, int level) {
  const float between = level < 1 ? 34 : level < 3 ? 22 : 15;
  pen.text(Face::board_strong, colour::text, header.hub);
  pen.gap(between);
  pen.text(Face::board_large, colour::text, header.time.substr(0, 5));
  pen.gap(8);
  pen.text(Face::board_text, colour::muted, level < 1 ? fmt::format("{} {}", header.day, header.zone) : header.zone);
  pen.gap(between);
  draw_link(pen, header, level);
  pen.gap(between);
  draw_opel(pen, header, level);
  pen.gap(between);
  pen.figure(header.two_hour, level < 3 ? std::string_view(header.two_hour_detail) : "in two hours");
  pen.gap(between);
  pen.figure(header.all_response, level < 1 ? std::string_view(header.all_response_detail) : "all UCR");
  pen.gap(between);
  pen.figure(std::to_string(header.counts.waiting), "waiting");
  pen.gap(between);
  if (header.counts.breached > 0)
    pen.badge(fmt::format("! {}", header.counts.breached), colour::red_fill, colour::white, Face::board_large);
  else
    pen.figure("0", "", colour::muted);
  pen.gap(8);
  pen.text(Face::board_text, colour::muted, "breached");
}

}  // namespace

void draw_board_header(Canvas& canvas, const Box& bar, const HeaderText& header) {
  canvas.fill(bar, colour::panel);
  canvas.line({bar.min.x, bar.max.y - 1}, {bar.max.x, bar.max.y - 1}, colour::line);
  const Box inner = bar.inset(canvas.px(28), 0);
  int level = 0;
  for (; level < shortest; ++level) {
    Pen measure(canvas, inner, false);
    draw_all(measure, header, level);
    if (measure.x() <= inner.max.x) break;
  }
  const Clip clip(canvas, inner);
  Pen pen(canvas, inner, true);
  draw_all(pen, header, level);
}

}  // namespace carehub::views
