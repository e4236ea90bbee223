#include "console/views/talk_said.hpp"

#include <fmt/format.h>

#include "console/model/text.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr float label_width = 76;
constexpr int note_lines = 3;

}  // namespace

float draw_said(Canvas& canvas, Point at, float width, const console::TalkState& state) {
  const float start = at.y;
  const auto line = [&](std::string_view label, std::string_view text, bool warns) {
    at.y += fact(canvas, at, canvas.px(label_width), width, label, text, warns ? colour::warm_yellow : colour::text,
                 warns ? Face::body_strong : Face::body);
  };
  canvas.text_in(box_at(at, width, canvas.px(26)), Face::small_strong, colour::muted, "What the rules say so far");
  at.y += canvas.px(28);
  for (const auto& one : state.lines) line(one.label, one.text, one.warns);
  if (state.lines.empty()) line("Rules", "no clinical tables: the hub's usual for the need", false);
  if (!state.news2.empty()) line("NEWS2", state.news2, state.news2_warns);
  if (state.asks) line("Next", state.questions.back().ask, false);
  if (!state.not_known.empty()) line("Not known", console::joined(state.not_known, ", "), false);
  for (const auto& unclear : state.unclear) line("Unclear", unclear, true);
  for (const auto& warning : observation_warnings(state)) line("Unclear", warning, true);
  return at.y - start;
}

float draw_person_notes(Canvas& canvas, Point at, float width, const std::vector<std::string>& notes) {
  const float start = at.y;
  const float bar = canvas.px(4);
  const float indent = canvas.px(12);
  for (const auto& note : notes) {
    const float h = canvas.paragraph_height(width - indent, Face::title, note, note_lines);
    canvas.fill(box_at({at.x, at.y}, bar, h), colour::warm_yellow);
    canvas.paragraph({at.x + indent, at.y}, width - indent, Face::title, colour::warm_yellow, note, note_lines);
    at.y += h + canvas.px(6);
  }
  return at.y - start;
}

std::string said_999(const console::TalkState& state, std::string_view key) {
  if (!state.red_flags.empty()) return fmt::format("! Red flag: ring 999 now. {}", key);
  return fmt::format("! 999 now: {}. {}", state.triage.reason, key);
}

}  // namespace carehub::views
