// What the referral form says of itself: what is missing, who may be known already, and what it becomes once saved.

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "console/views/navigator_form.hpp"
#include "console/views/talk_said.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {

using namespace widgets;
using console::Field;
using console::Problem;

namespace {

constexpr std::size_t duplicates_shown = 3;

// Beside its own field already, or said in the red line.
bool stands_elsewhere(const Problem& problem) {
  return problem.field == Field::nhs_number || (problem.field == Field::red_flags && !problem.blocks);
}

// A frame with a title and lines below it; returns its height.
float note(Canvas& canvas, const Box& area, std::string_view title, const std::vector<std::string>& lines, Colour ink) {
  const float pad = canvas.px(12);
  const float width = area.width() - 2 * pad;
  float h = canvas.paragraph_height(width, Face::body_strong, title, 2) + canvas.px(12);
  for (const auto& line : lines) h += canvas.paragraph_height(width, Face::body, line, 2) + canvas.px(2);
  canvas.frame(box_at(area.min, area.width(), h), ink, space::rounding);
  Point at{area.min.x + pad, area.min.y + canvas.px(6)};
  at.y += canvas.paragraph(at, width, Face::body_strong, ink, title, 2);
  for (const auto& line : lines) at.y += canvas.paragraph(at, width, Face::body, colour::text, line, 2) + canvas.px(2);
  return h + canvas.px(6);
}

float red_note(Canvas& canvas, const Box& area, std::string_view text) {
  const float pad = canvas.px(12);
  const float h = canvas.paragraph_height(area.width() - 2 * pad, Face::body_strong, text, 2) + canvas.px(10);
  canvas.fill(box_at(area.min, area.width(), h), colour::red_fill, space::rounding);
  canvas.paragraph({area.min.x + pad, area.min.y + canvas.px(5)}, area.width() - 2 * pad, Face::body_strong,
                   colour::on_fill, text, 2);
  return h + canvas.px(6);
}

std::string when_missing(std::string text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : std::move(text);
}

std::string beside(std::string text, std::string_view more) {
  if (!more.empty()) text += (text.empty() ? "" : ", ") + std::string(more);
  return text;
}

std::string need_words(const console::ReferralForm& form, const console::TalkState& talk) {
  if (form.talk.need == Need::unknown) return "not chosen: the case waits for triage";
  const auto priority = form.priority.value_or(talk.triage.priority);
  return fmt::format("{}, P{}{}", words(form.talk.need), static_cast<int>(priority), form.priority ? "" : " as usual");
}

}  // namespace

float ReferralFormView::draw_messages(Ui& ui, const Box& area) {
  Canvas& canvas = ui.canvas;
  Box rest = area;
  if (result_.talk.needs_999)
    rest.min.y += red_note(canvas, rest,
                           said_999(result_.talk, live_ ? "Ctrl Enter registers it, and only 999 is offered."
                                                        : "The hub does NOT hear this: ring 999 yourself."));
  rest.min.y += draw_person_notes(canvas, rest.min, rest.width(), result_.person_notes);
  if (!result_.duplicates.empty()) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < std::min(duplicates_shown, result_.duplicates.size()); ++i)
      lines.push_back(result_.duplicates[i].text);
    if (result_.duplicates.size() > duplicates_shown)
      lines.push_back(fmt::format("and {} more", result_.duplicates.size() - duplicates_shown));
    rest.min.y +=
        note(canvas, rest,
             duplicates_seen_ ? "May be known already. Ctrl Enter once more registers a new case all the same."
                              : "May be known already:",
             lines, colour::warm_yellow);
  }
  if (!tried_) return rest.min.y - area.min.y;
  std::vector<std::string> needed, told;
  if (fields_.any_full()) needed.push_back(fmt::format("– {}", field_full_words));
  for (const auto& problem : result_.problems)
    if (!stands_elsewhere(problem)) (problem.blocks ? needed : told).push_back("– " + problem.text);
  if (needed.empty()) return rest.min.y - area.min.y;
  const auto title = fmt::format("Not registered yet: {} {} needed. All that you wrote is kept.", needed.size(),
                                 needed.size() == 1 ? "thing is" : "things are");
  rest.min.y += note(canvas, rest, title, needed, colour::warm_yellow);
  return rest.min.y - area.min.y;
}

// Beside the form, so that nobody has to scroll to see what is still open.
void ReferralFormView::draw_summary(Ui& ui, const Box& area) {
  const Panel named(ui.canvas, "referral notes");
  Canvas& canvas = ui.canvas;
  const Box rest = section(canvas, area, result_.command ? "Ready to be registered" : "What is still needed");
  const Clip clip(canvas, rest);
  summary_scroll_.run(ui, rest, summary_height_);
  const float width = rest.width() - ui.px(28);
  Point at{rest.min.x + ui.px(14), rest.min.y + ui.px(4) - summary_scroll_.offset};
  const float start = at.y;
  const auto given = form();
  const auto blocks = [&](std::initializer_list<Field> fields) {
    return std::ranges::any_of(result_.problems, [&](const Problem& problem) {
      return problem.blocks && std::ranges::find(fields, problem.field) != fields.end();
    });
  };
  const auto line = [&](std::string_view label, const std::string& text, bool needed) {
    at.y += fact(canvas, at, ui.px(92), width, label, (needed ? "! " : "") + text,
                 needed ? colour::warm_yellow : colour::text, needed ? Face::body_strong : Face::body, 4) +
            ui.px(4);
  };
  const auto& talk = result_.talk;
  line("Red flags",
       !talk.red_flags.empty() ? "yes: only 999 is offered"
                               : fmt::format("{} of {} asked", talk.flags - talk.flags_open, talk.flags),
       blocks({Field::red_flags}));
  line("Who rings", beside(std::string(words(given.source)), when_missing(given.caller, "name not written")), false);
  line("Person",
       beside(beside(when_missing(given.name, "name not known"), given.age.empty() ? "" : given.age), given.sex),
       blocks({Field::age}));
  line("NHS number", when_missing(result_.nhs_number_text, "not known"), false);
  line("Where",
       when_missing(beside(beside(given.address, given.locality), given.postcode),
                    given.position.empty() ? "not said" : given.position),
       blocks({Field::locality, Field::postcode, Field::position}));
  line("What",
       when_missing(given.summary.empty() ? given.narrative.substr(0, given.narrative.find('\n')) : given.summary,
                    given.talk.need == Need::unknown ? "not said" : "see the need"),
       blocks({Field::narrative}));
  line("Need", need_words(given, talk), false);
  at.y += ui.px(6) + draw_said(canvas, at, width, talk);
  at.y += ui.px(8) + canvas.paragraph(at, width, Face::small, colour::muted,
                                      "All but red flags, place and what is wrong may stay empty. Esc puts the form "
                                      "aside; N brings it back.",
                                      4);
  summary_height_ = at.y - start;
}

}  // namespace carehub::views
