#include "console/views/board_header.hpp"

#include <fmt/format.h>

namespace carehub::views {
namespace {

using namespace widgets;
using console::HeaderText;

// Draws from left to right, or only measures; figures and words stand on one base line.
class Pen {
 public:
  Pen(Canvas& canvas, const Box& bar, bool draws, Face large, Face words)
      : canvas_(canvas), bar_(bar), draws_(draws), large_(large), words_(words), x_(bar.min.x) {}

  [[nodiscard]] float x() const { return x_; }
  [[nodiscard]] Face large() const { return large_; }
  [[nodiscard]] Face words() const { return words_; }
  void gap(float width) { x_ += canvas_.px(width); }
  void text(Face face, Colour ink, std::string_view words) {
    const float base = bar_.centre().y + canvas_.height(Face::board_large) * 0.32F;
    if (draws_) canvas_.text({x_, base - canvas_.height(face) * 0.8F}, face, ink, words);
    x_ += canvas_.width(face, words);
  }
  // Two lines of small type beside a figure.
  void two_lines(std::string_view first, std::string_view second, Colour second_ink = colour::muted) {
    const float middle = bar_.centre().y + canvas_.px(4);
    const float h = canvas_.height(Face::body);
    if (draws_) canvas_.text({x_, middle - h}, Face::body, colour::muted, first);
    if (draws_) canvas_.text({x_, middle}, Face::body, second_ink, second);
    x_ += std::max(canvas_.width(Face::body, first), canvas_.width(Face::body, second));
  }
  void figure(std::string_view figure_text, std::string_view words, Colour ink = colour::text) {
    text(large_, ink, figure_text);
    if (words.empty()) return;
    gap(8);
    text(words_, colour::muted, words);
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
  Face large_;  // of figures
  Face words_;  // of what they count
  float x_;
};

constexpr int shortest = 6;  // 0 says everything; each level above says it shorter

void draw_link(Pen& pen, const HeaderText& header, int level) {
  if (header.link_live) {
    pen.disc(colour::light_green);
    pen.text(pen.words(), colour::light_green, "live");
  } else {
    const bool refused = header.link.starts_with("refused");
    pen.badge(header.link.empty() ? "no link"
              : refused           ? "refused"
                                  : header.link,
              colour::red_fill, colour::on_fill, level < shortest ? Face::board_text : Face::body);
  }
  if (header.speed.empty()) return;
  pen.gap(level < 2 ? 20 : 12);
  pen.badge(header.speed, colour::warm_yellow, colour::on_bright, Face::body_strong);
}

void draw_opel(Pen& pen, const HeaderText& header, int level) {
  const Colour ink = header.opel_level >= 2 || header.opel_ask_again ? colour::warm_yellow : colour::text;
  pen.text(header.opel_level > 0 || level == shortest ? pen.large() : Face::board_strong, ink, header.opel);
  if (header.opel_owner.empty()) return;
  pen.gap(8);
  const Colour owner = header.opel_ask_again ? colour::warm_yellow : colour::muted;
  const auto comma = header.opel_owner.rfind(", ");
  if (level < 2 || comma == std::string::npos)
    pen.text(pen.words(), owner, header.opel_owner);
  else
    pen.two_lines(header.opel_owner.substr(0, comma), header.opel_owner.substr(comma + 2), owner);
}

// "in two hours today, 39 of 45": the two numbers stay in sight at every width.
void draw_share(Pen& pen, const std::string& percent, const std::string& detail, std::string_view shorter, int level) {
  const auto comma = detail.rfind(", ");
  if (level < 1 || comma == std::string::npos) return pen.figure(percent, detail);
  const auto numbers = detail.substr(comma + 2);
  if (level < 2) return pen.figure(percent, fmt::format("{}, {}", shorter, numbers));
  pen.text(pen.large(), colour::text, percent);
  pen.gap(8);
  pen.two_lines(shorter, numbers);
}

// The last levels give up size before they give up a figure.
Pen pen_at(Canvas& canvas, const Box& bar, bool draws, int level) {
  return {canvas, bar, draws,
          level < shortest - 2 ? Face::board_large
          : level < shortest   ? Face::board_strong
                               : Face::heading,
          level < shortest - 1 ? Face::board_text
          : level < shortest   ? Face::body
                               : Face::small};
}

std::string alert_words(const console::Counts& counts, int level) {
  const char* word = counts.alerts_total() == 1 ? "alert" : "alerts";
  return level < 3 && counts.alerts[2] > 0 ? fmt::format("{}, {} high", word, counts.alerts[2]) : word;
}

// Only where it takes no room from the counts of people: the card of actions tells it at every size.
void draw_actions_overdue(Pen& pen, const HeaderText& header, int level, float between) {
  if (header.actions_overdue == 0 || level > 2) return;
  pen.gap(between);
  pen.figure(std::to_string(header.actions_overdue), header.actions_overdue == 1 ? "action overdue" : "actions overdue",
             colour::warm_yellow);
}

void draw_counts(Pen& pen, const HeaderText& header, int level, float between) {
  if (!header.known) {
    // Before the first picture: a nought would say that nobody waits.
    for (const std::string_view word : {"waiting", "due", "breached", "alerts"}) {
      pen.figure("–", word, colour::muted);
      pen.gap(between);
    }
    return;
  }
  pen.figure(std::to_string(header.counts.waiting), "waiting");
  pen.gap(between);
  const auto& counts = header.counts;
  pen.figure(std::to_string(counts.due_soon), level < 1 ? "due in 30 min" : "due",
             counts.due_soon > 0 ? colour::warm_yellow : colour::muted);
  pen.gap(between);
  if (counts.breached > 0)
    pen.badge(fmt::format("! {}", counts.breached), colour::red_fill, colour::on_fill, pen.large());
  else
    pen.figure("0", "", colour::muted);
  pen.gap(8);
  pen.text(pen.words(), colour::muted, "breached");
  pen.gap(between);
  pen.figure(std::to_string(counts.alerts_total()), alert_words(counts, level),
             counts.alerts[2] > 0 ? colour::warm_yellow : colour::text);
  draw_actions_overdue(pen, header, level, between);
}

void draw_all(Pen& pen, const HeaderText& header, int level) {
  const float between = level < 1 ? 34 : level < 3 ? 22 : level < 4 ? 15 : 10;
  pen.text(level < shortest ? Face::board_strong : Face::heading, colour::text,
           header.hub.empty() ? "Carehub" : header.hub);
  pen.gap(between);
  pen.text(pen.large(), colour::text, header.time.substr(0, 5));
  pen.gap(8);
  pen.text(pen.words(), colour::muted, level < 1 ? fmt::format("{} {}", header.day, header.zone) : header.zone);
  pen.gap(between);
  draw_link(pen, header, level);
  pen.gap(between);
  draw_opel(pen, header, level);
  pen.gap(between);
  draw_share(pen, header.two_hour, header.two_hour_detail, "in two hours", level);
  pen.gap(between);
  draw_share(pen, header.all_response, header.all_response_detail, "all UCR", level);
  pen.gap(between);
  draw_counts(pen, header, level, between);
}

}  // namespace

void draw_board_header(Canvas& canvas, const Box& bar, const HeaderText& header) {
  const Panel named(canvas, "top bar");
  canvas.fill(bar, colour::panel);
  canvas.line({bar.min.x, bar.max.y - 1}, {bar.max.x, bar.max.y - 1}, colour::line);
  const Box inner = bar.inset(canvas.px(28), 0);
  int level = 0;
  for (; level < shortest; ++level) {
    Pen measure = pen_at(canvas, inner, false, level);
    draw_all(measure, header, level);
    if (measure.x() <= inner.max.x) break;
  }
  const Clip clip(canvas, inner);
  Pen pen = pen_at(canvas, inner, true, level);
  draw_all(pen, header, level);
}

}  // namespace carehub::views
