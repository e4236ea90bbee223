#include "console/views/top_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace carehub::views {
namespace {

using namespace widgets;

// What may be said how short. Nothing that is always to be seen is ever left out.
struct Form {
  int level = 0;           // 0 says everything; each above it says it shorter
  bool two_lines = false;  // what waits, what is late and the alerts stand below
};
// From the longest to the shortest; the first that fits is taken.
constexpr Form forms[] = {{0, false}, {1, false}, {2, false}, {3, false}, {0, true},
                          {1, true},  {2, true},  {3, true},  {4, true}};

// Draws from left to right, or only measures.
class BarPen {
 public:
  BarPen(Canvas& canvas, const Box& bar, bool draws, Form form)
      : canvas_(canvas), bar_(bar), draws_(draws), form_(form), x_(bar.min.x) {}

  [[nodiscard]] float x() const { return x_; }
  void gap(float width) { x_ += canvas_.px(form_.level < 2 ? width : form_.level < 4 ? width * 0.7F : width * 0.3F); }
  void text(Face face, Colour ink, std::string_view words) {
    if (form_.two_lines && face == Face::title) face = form_.level < 4 ? Face::heading : Face::body_strong;
    if (form_.level >= 4 && face == Face::body) face = Face::small;
    const float w = canvas_.width(face, words);
    // Figures and their words stand on one base line.
    const float y = bar_.centre().y - canvas_.height(face) / 2 + drop(face);
    if (draws_) canvas_.text({x_, y}, face, ink, words);
    x_ += w;
  }
  // At most so wide; what is longer is shortened.
  void text_within(float most, Face face, Colour ink, std::string_view words) {
    const float w = std::min(most, canvas_.width(face, words) + 1);
    if (draws_) canvas_.text_in({{x_, bar_.min.y}, {x_ + w, bar_.max.y}}, face, ink, words);
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
    if (form_.two_lines && face == Face::heading) face = Face::body_strong;
    const float w = canvas_.width(face, words) + canvas_.px(14);
    if (draws_) widgets::badge(canvas_, {x_, bar_.centre().y}, face, words, ground, ink);
    x_ += w;
  }
  void pill(std::string_view strong, std::string_view weak, Colour ink) {
    const float a = canvas_.width(Face::body_strong, strong);
    const float b = weak.empty() ? 0 : canvas_.width(Face::body, weak) + canvas_.px(5);
    const float half = canvas_.px(form_.two_lines ? 11 : 13);
    const Box box{{x_, bar_.centre().y - half}, {x_ + a + b + canvas_.px(20), bar_.centre().y + half}};
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
  Form form_;
  float x_;
};

// "R. Hale, 3 h 32 old" as "R. Hale 3 h 32".
std::string shorter_owner(std::string owner) {
  if (owner.ends_with(" old")) owner.resize(owner.size() - 4);
  if (const auto comma = owner.rfind(", "); comma != std::string::npos) owner.erase(comma, 1);
  return owner;
}

Face hub_face(int level) {
  return level < 4 ? Face::body_strong : Face::small_strong;
}

// "simulated, 30x"; at the shortest "sim. 30x".
std::string speed_words(const console::HeaderText& header, int level) {
  constexpr std::string_view whole = "simulated, ";
  if (level < 4 || !header.speed.starts_with(whole)) return header.speed;
  return "sim. " + header.speed.substr(whole.size());
}

void clock(BarPen& pen, const console::HeaderText& header, int level, float hub_room) {
  if (level < 1) {
    pen.text(Face::heading, colour::text, "Carehub");
    pen.gap(20);
  }
  if (!header.hub.empty()) {
    pen.text_within(hub_room, hub_face(level), colour::text, header.hub);
    pen.gap(18);
  }
  if (level < 2 && !header.day.empty()) {
    pen.text(Face::body, colour::text, header.day);
    pen.gap(9);
  }
  pen.text(Face::body_strong, colour::text, header.time);
  pen.gap(5);
  pen.text(Face::body, colour::text, header.zone);
  pen.gap(20);
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
    pen.text(Face::body, colour::light_green, header.link);
  } else {
    pen.badge(link_badge(header), colour::red_fill, colour::on_fill);
  }
  pen.gap(20);
  if (!header.speed.empty()) {
    pen.badge(speed_words(header, level), colour::warm_yellow, colour::on_bright, Face::small_strong);
    pen.gap(20);
  }
}

void opel(BarPen& pen, const console::HeaderText& header, int level) {
  const Colour ink = header.opel_ask_again || header.opel_level >= 3 ? colour::warm_yellow : colour::text;
  pen.pill(header.opel, level < 2 ? header.opel_owner : shorter_owner(header.opel_owner), ink);
  pen.gap(22);
  if (header.actions_overdue == 0 || level >= 2) return;
  pen.warning(colour::warm_yellow);
  pen.text(Face::body, colour::warm_yellow,
           fmt::format("{} {} overdue", header.actions_overdue, header.actions_overdue == 1 ? "action" : "actions"));
  pen.gap(20);
}

// Before the first picture: a nought would say that nobody waits.
void unknown_counts(BarPen& pen) {
  for (const std::string_view word : {"waiting", "due", "breached", "alerts"}) {
    pen.text(Face::title, colour::muted, "–");
    pen.gap(6);
    pen.text(Face::body, colour::muted, word);
    pen.gap(22);
  }
}

void counts(BarPen& pen, const console::HeaderText& header, int level) {
  const auto& c = header.counts;
  if (!header.known) return unknown_counts(pen);
  pen.text(Face::title, colour::text, fmt::format("{}", c.waiting));
  pen.gap(6);
  pen.text(Face::body, colour::muted, "waiting");
  pen.gap(22);
  const Colour due_ink = c.due_soon > 0 ? colour::warm_yellow : colour::muted;
  if (c.due_soon > 0) pen.warning(due_ink);
  pen.text(Face::title, due_ink, fmt::format("{}", c.due_soon));
  pen.gap(6);
  pen.text(Face::body, due_ink, level < 3 ? fmt::format("due in {} min", header.due_soon_min) : "due");
  pen.gap(20);
  if (c.breached > 0)
    pen.badge(fmt::format("! {}", c.breached), colour::red_fill, colour::on_fill, Face::heading);
  else
    pen.text(Face::title, colour::muted, "0");
  pen.gap(7);
  pen.text(Face::body, c.breached > 0 ? colour::text : colour::muted, "breached");
  pen.gap(20);
}

// "2 high, 1 low"; short: "H2 L1".
std::string by_severity(const console::Counts& counts, bool in_letters) {
  static constexpr const char* names[] = {"low", "medium", "high"};
  std::string text;
  for (std::size_t i = 3; i-- > 0;) {
    if (counts.alerts[i] == 0) continue;
    if (in_letters)
      text += fmt::format("{}{}{}", text.empty() ? "" : " ", "LMH"[i], counts.alerts[i]);
    else
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts.alerts[i], names[i]);
  }
  return text;
}

void alerts_count(BarPen& pen, const console::HeaderText& header, int level) {
  const int total = header.counts.alerts_total();
  pen.text(Face::title, total > 0 ? colour::text : colour::muted, fmt::format("{}", total));
  pen.gap(6);
  const std::string parts = by_severity(header.counts, level >= 1);
  const char* noun = total == 1 ? "alert" : "alerts";
  pen.text(Face::body, colour::muted, parts.empty() ? std::string(noun) : fmt::format("{}: {}", noun, parts));
  pen.gap(20);
}

// "in two hours today, 39 of 45", ever shorter; the numbers stay.
std::string target_words(const console::HeaderText& header, int level) {
  if (level < 2) return header.two_hour_detail;
  const auto comma = header.two_hour_detail.find(", ");
  const auto of = comma == std::string::npos ? std::string() : header.two_hour_detail.substr(comma);
  return (level < 3 ? "in two hours" : "in 2 h") + of;
}

void target(BarPen& pen, const console::HeaderText& header, int level) {
  pen.text(Face::title, colour::text, header.two_hour);
  pen.gap(6);
  pen.text(Face::body, colour::muted, target_words(header, level));
}

void first_part(BarPen& pen, const console::HeaderText& header, Form form, float hub_room) {
  clock(pen, header, form.level, hub_room);
  link(pen, header, form.level);
  opel(pen, header, form.level);
}

void second_part(BarPen& pen, const console::HeaderText& header, Form form) {
  counts(pen, header, form.level);
  if (header.known) alerts_count(pen, header, form.level);
  target(pen, header, form.level);
}

// The name goes before any figure does; the key to lock stays.
void signed_in(BarPen& pen, const console::HeaderText& header, int level) {
  const auto dot = header.who.find(" · ");
  if (level < 3) {
    pen.text(Face::body, colour::muted,
             level < 1 ? std::string_view(header.who) : std::string_view(header.who).substr(0, dot));
    pen.gap(9);
  }
  pen.keycap("Ctrl L");
  if (level >= 1) return;
  pen.gap(6);
  pen.text(Face::body, colour::muted, "lock");
}

// Widths of what is drawn in one form.
struct Widths {
  float first = 0;
  float second = 0;
  float right = 0;
};

constexpr float whole_hub = 1e6F;

Widths widths_of(Canvas& canvas, const console::HeaderText& header, Form form) {
  Widths widths;
  const Box bar{{0, 0}, {0, canvas.px(space::top_bar)}};
  BarPen first(canvas, bar, false, form), second(canvas, bar, false, form), right(canvas, bar, false, form);
  first_part(first, header, form, whole_hub);
  second_part(second, header, form);
  signed_in(right, header, form.level);
  widths.first = first.x();
  widths.second = second.x();
  widths.right = right.x();
  return widths;
}

bool fits(const Widths& widths, Form form, float room, float apart) {
  if (!form.two_lines) return widths.first + widths.second + widths.right + apart <= room;
  return widths.first + widths.right + apart <= room && widths.second <= room;
}

}  // namespace

void draw_top_bar(const console::HeaderText& header, Canvas& canvas, const Box& bar) {
  const Panel named(canvas, "top bar");
  canvas.fill(bar, colour::panel);
  canvas.line({bar.min.x, bar.max.y - 1}, {bar.max.x, bar.max.y - 1}, colour::line);
  const Box inner = bar.inset(canvas.px(16), 0);
  const float apart = canvas.px(16);
  Form form;
  Widths widths;
  for (const Form one : forms) {
    form = one;
    widths = widths_of(canvas, header, form);
    if (fits(widths, form, inner.width(), apart)) break;
  }
  // No form fits: the name of the hub gives way, for everybody here knows it.
  const float over = widths.first + widths.right + apart - inner.width();
  const float hub = canvas.width(hub_face(form.level), header.hub) + 1;
  const float hub_room = form.two_lines && over > 0 ? std::max(canvas.px(40), hub - over) : whole_hub;
  Box upper = inner, lower = inner;
  if (form.two_lines) upper.max.y = lower.min.y = inner.centre().y;
  {
    Box left = upper;
    left.max.x -= widths.right + canvas.px(8);
    const Clip clip(canvas, left);
    BarPen pen(canvas, left, true, form);
    first_part(pen, header, form, hub_room);
    if (!form.two_lines) second_part(pen, header, form);
  }
  if (form.two_lines) {
    BarPen pen(canvas, lower, true, form);
    second_part(pen, header, form);
  }
  BarPen pen(canvas, {{inner.max.x - widths.right, upper.min.y}, upper.max}, true, form);
  signed_in(pen, header, form.level);
}

}  // namespace carehub::views
