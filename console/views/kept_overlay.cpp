#include "console/views/kept_overlay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "console/model/verbs.hpp"

namespace carehub::views {

using namespace widgets;
using console::KeptLine;
using console::KeptState;

namespace {

constexpr float kept_row_height = 44;

std::string_view word_of(KeptState state) {
  switch (state) {
    case KeptState::waiting:
      return "waits";
    case KeptState::refused:
      return "! refused";
    case KeptState::duplicate:
      return "! twice?";
    case KeptState::settled:
      break;
  }
  return "sent";
}

bool wants_a_person(KeptState state) {
  return state == KeptState::refused || state == KeptState::duplicate;
}

std::string strip_text(const Facts& facts, std::size_t waiting, std::size_t answered) {
  const KeptFacts& kept = *facts.kept;
  std::string text;
  if (answered > 0)
    text = fmt::format("{} of what was kept here {} a person to look", answered, answered == 1 ? "needs" : "need");
  if (waiting > 0) {
    std::vector<console::KeptCommand> those;
    for (const auto& one : kept.all)
      if (console::kept_state(one, *facts.picture) == KeptState::waiting) those.push_back(one);
    text = console::with(
        std::move(text),
        fmt::format("kept on this console, not with the hub yet: {}, the oldest of {}", console::kept_counts(those),
                    console::time_text(facts.picture->site->calendar, those.front().given, facts.now)),
        " · ");
  }
  for (const auto& trouble : kept.troubles) text = console::with(std::move(text), trouble, " · ");
  return text;
}

// In red: the one line of this overlay that somebody must act on at once.
float draw_says_999(Canvas& canvas, Point at, float width, const KeptLine& line) {
  const auto text = line.state == KeptState::refused
                        ? fmt::format("! The hub has NOT taken this: ring 999 yourself. {}", line.says)
                        : fmt::format("! {}", line.says);
  const float inner = width - canvas.px(20);
  const float h = canvas.paragraph_height(inner, Face::body_strong, text) + canvas.px(12);
  canvas.fill(box_at(at, width, h), colour::red_fill, space::rounding);
  canvas.paragraph({at.x + canvas.px(10), at.y + canvas.px(6)}, inner, Face::body_strong, colour::on_fill, text);
  return h;
}

}  // namespace

float draw_unheard_emergency(const Facts& facts, Canvas& canvas, const Box& below) {
  if (facts.kept == nullptr) return 0;
  const auto words = console::unheard_emergency_words(facts.kept->all, *facts.picture, facts.now);
  if (words.empty()) return 0;
  const Panel named(canvas, "emergency");
  Box strip = below.inset(canvas.px(8), 0);
  const float width = strip.width() - 2 * canvas.px(12);
  const auto text = fmt::format("! {}", words);
  const float h = canvas.paragraph_height(width, Face::heading, text) + canvas.px(14);
  strip.min.y += canvas.px(4);
  strip = strip.take_top(h);
  canvas.fill(strip, colour::red_fill, space::rounding);
  canvas.paragraph({strip.min.x + canvas.px(12), strip.min.y + canvas.px(7)}, width, Face::heading, colour::on_fill,
                   text);
  return h + canvas.px(8);
}

float draw_kept_strip(const Facts& facts, Ui& ui, const Box& below, UiState& state) {
  if (facts.kept == nullptr || (facts.kept->shown.empty() && facts.kept->troubles.empty())) return 0;
  std::size_t waiting = 0, answered = 0;
  for (const CommandId& id : facts.kept->shown) {
    const auto one = std::ranges::find(facts.kept->all, id, &console::KeptCommand::id);
    const auto state_of = one == facts.kept->all.end() ? KeptState::settled : console::kept_state(*one, *facts.picture);
    waiting += state_of == KeptState::waiting ? 1 : 0;
    answered += wants_a_person(state_of) ? 1 : 0;
  }
  if (waiting + answered == 0 && facts.kept->troubles.empty()) return 0;
  Canvas& canvas = ui.canvas;
  const Panel named(canvas, "kept");
  const bool warns = answered > 0 || !facts.kept->troubles.empty();
  const std::string text = strip_text(facts, waiting, answered);
  const KeyHint hints[] = {{"F12", "shows it"}};
  const float hint_room = ui.px(130);
  const float width = below.width() - 2 * ui.px(16) - ui.px(22) - hint_room;
  const float height = canvas.paragraph_height(width, Face::body_strong, text) + ui.px(12);
  Box strip = below;
  strip = strip.take_top(height);
  canvas.fill(strip, colour::panel);
  canvas.line({strip.min.x, strip.max.y - 1}, {strip.max.x, strip.max.y - 1}, colour::line_strong);
  Point at{strip.min.x + ui.px(16), strip.min.y + ui.px(6)};
  if (warns)
    canvas.warning_mark({at.x, at.y + ui.px(2)}, 13, colour::warm_yellow);
  else
    canvas.ring({at.x + ui.px(6), at.y + ui.px(9)}, 5, colour::light_blue, 2);
  canvas.paragraph({at.x + ui.px(22), at.y}, width, Face::body_strong, warns ? colour::warm_yellow : colour::text,
                   text);
  key_hints(canvas, {strip.max.x - ui.px(16), strip.centre().y}, hints);
  if (ui.input.clicked(strip)) state.kept_open = true;
  return height;
}

void KeptOverlay::handle(UiState& state, Input& input, Requests& requests) {
  if (input.take(Key::escape) || input.take(Key::f12)) state.kept_open = false;
  const std::size_t before = chosen_;
  if (input.take(Key::down)) ++chosen_;
  if (input.take(Key::up) && chosen_ > 0) --chosen_;
  chosen_ = lines_.empty() ? 0 : std::min(chosen_, lines_.size() - 1);
  chosen_moved_ = chosen_ != before;
  if (lines_.empty()) return;
  const KeptLine& line = lines_[chosen_];
  if (input.take(Key::enter) && line.case_id.given()) {
    state.selected = line.case_id;
    state.kept_open = false;
  }
  if (line.state == KeptState::refused && input.take_typed_letter('G')) requests.kept_again = line.id;
  if (line.state == KeptState::duplicate && input.take_typed_letter('L')) {
    requests.command_line = fmt::format("{} {} {} duplicate", console::verb(console::VerbId::link).name,
                                        line.case_id.value, line.other.value);
    state.kept_open = false;
  }
  if (wants_a_person(line.state) && input.take_typed_letter('D')) requests.kept_done = line.id;
}

void KeptOverlay::draw_list(const Facts& facts, Ui& ui, const Box& area) {
  Canvas& canvas = ui.canvas;
  const float row = ui.px(kept_row_height);
  if (chosen_moved_) {
    const float at = static_cast<float>(chosen_) * row;
    list_scroll_.show(at, at + row, area.height());
  }
  list_scroll_.run(ui, area, static_cast<float>(lines_.size()) * row);
  const Clip clip(canvas, area);
  float y = area.min.y - list_scroll_.offset;
  for (std::size_t i = 0; i < lines_.size(); ++i, y += row) {
    const Box line = box_at({area.min.x, y}, area.width() - ui.px(8), row);
    if (line.max.y <= area.min.y || line.min.y >= area.max.y) continue;
    if (i == chosen_) canvas.fill(line, colour::selected);
    Box inner = line.inset(ui.px(14), ui.px(3));
    Box head = inner.take_top(inner.height() / 2);
    const bool warns = wants_a_person(lines_[i].state);
    const bool emergency = lines_[i].emergency;
    canvas.text_in(head.take_right(ui.px(emergency ? 150 : 84)), Face::body_strong,
                   warns || emergency ? colour::warm_yellow : colour::muted,
                   emergency ? "! 999 not heard" : word_of(lines_[i].state), Align::right);
    canvas.text_in(head, Face::body_strong, colour::text, lines_[i].given);
    canvas.text_in(inner, Face::body, colour::text, lines_[i].text);
    canvas.line({line.min.x, line.max.y - 1}, {line.max.x, line.max.y - 1}, colour::line);
    if (ui.input.clicked(line)) chosen_ = i;
  }
  if (!lines_.empty()) return;
  const float pad = ui.px(14);
  canvas.paragraph({area.min.x + pad, area.min.y + pad}, area.width() - 2 * pad, Face::body, colour::muted,
                   facts.link.live
                       ? "Nothing is kept here: the hub has everything that was given on this console."
                       : "Nothing is kept here yet. Notes, reports of crews, calls made and new referrals are kept "
                         "while the hub is not heard, and go to it with the time at which they were given.");
}

void KeptOverlay::draw_chosen(Ui& ui, const Box& area) {
  if (lines_.empty()) return;
  Canvas& canvas = ui.canvas;
  const KeptLine& line = lines_[chosen_];
  const bool warns = wants_a_person(line.state);
  rows_scroll_.run(ui, area, rows_height_);
  const Clip clip(canvas, area);
  const float pad = ui.px(16);
  const float width = area.width() - 2 * pad - ui.px(8);
  Point at{area.min.x + pad, area.min.y + ui.px(10) - rows_scroll_.offset};
  const float start = at.y;
  at.y += canvas.paragraph(at, width, Face::heading, colour::text, line.text) + ui.px(4);
  at.y += line.emergency
              ? draw_says_999(canvas, at, width, line)
              : canvas.paragraph(at, width, Face::body, warns ? colour::warm_yellow : colour::muted, line.says);
  at.y += ui.px(10);
  const float label = ui.px(96);
  const float column = (width - label - ui.px(16)) / 2;
  const auto row = [&](Face face, Colour ink, const std::string& name, const std::string& here,
                       const std::string& hub) {
    const float a = canvas.paragraph(at, label - ui.px(8), Face::small, colour::muted, name);
    const float b = canvas.paragraph({at.x + label, at.y}, column, face, ink, here);
    const float c = canvas.paragraph({at.x + label + column + ui.px(16), at.y}, column, face, ink, hub);
    at.y += std::max({a, b, c}) + ui.px(5);
    canvas.line({at.x, at.y - ui.px(2)}, {at.x + width, at.y - ui.px(2)}, colour::line);
  };
  row(Face::small_strong, colour::muted, "", fmt::format("Given here, {}", line.given), "What the hub has");
  for (const auto& one : line.rows) {
    const bool differs = one.here != one.hub && !one.here.empty() && one.hub != "–";
    row(Face::body, differs ? colour::warm_yellow : colour::text, one.label, one.here, one.hub);
  }
  rows_height_ = at.y - start + ui.px(16);
}

void KeptOverlay::draw(const Facts& facts, UiState& state, Ui& ui, const Box& screen, Requests& requests) {
  lines_.clear();
  if (facts.kept != nullptr)
    for (const auto& one : facts.kept->all) {
      const bool shown = std::ranges::find(facts.kept->shown, one.id) != facts.kept->shown.end();
      if (shown) lines_.push_back(console::kept_line(one, *facts.picture, facts.now));
    }
  std::ranges::stable_partition(lines_, [](const KeptLine& line) { return wants_a_person(line.state); });
  std::ranges::stable_partition(lines_, &KeptLine::emergency);
  handle(state, ui.input, requests);
  Canvas& canvas = ui.canvas;
  const Panel named(canvas, "kept");
  canvas.set_layer(2);
  canvas.fill(screen, colour::shade);
  const float w = std::min(ui.px(1180), screen.width() - ui.px(40));
  const float h = std::min(ui.px(620), screen.height() - ui.px(40));
  const Point middle = screen.centre();
  const Box frame{{middle.x - w / 2, middle.y - h / 2}, {middle.x + w / 2, middle.y + h / 2}};
  canvas.fill(frame, colour::panel, space::rounding);
  canvas.frame(frame, colour::line_strong, space::rounding);
  std::vector<KeyHint> hints;
  if (!lines_.empty()) {
    const KeptLine& line = lines_[chosen_];
    hints.push_back({"↑↓", "move"});
    if (line.case_id.given()) hints.push_back({"Enter", "the case"});
    if (line.state == KeptState::refused) hints.push_back({"G", "give it again"});
    if (line.state == KeptState::duplicate) hints.push_back({"L", "link the two"});
    if (wants_a_person(line.state)) hints.push_back({"D", "looked at: let it go"});
  }
  hints.push_back({"Esc", "close"});
  Box rest = section(canvas, frame, "Kept on this console", hints);
  if (facts.kept != nullptr)
    for (const auto& trouble : facts.kept->troubles) {
      canvas.warning_mark({rest.min.x + ui.px(16), rest.min.y + ui.px(3)}, 12, colour::warm_yellow);
      rest.min.y += canvas.paragraph({rest.min.x + ui.px(34), rest.min.y}, rest.width() - ui.px(50), Face::body,
                                     colour::warm_yellow, trouble) +
                    ui.px(6);
    }
  if (lines_.empty()) {
    draw_list(facts, ui, rest);
  } else {
    const Box list = rest.take_left(std::round(rest.width() * 0.36F));
    draw_list(facts, ui, list);
    canvas.line({rest.min.x, rest.min.y}, {rest.min.x, rest.max.y}, colour::line);
    draw_chosen(ui, rest);
  }
  ui.input.clear();
  canvas.set_layer(0);
}

}  // namespace carehub::views
