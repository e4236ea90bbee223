#include "console/views/case_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "console/model/case_list.hpp"
#include "console/model/person.hpp"
#include "console/model/person_notes.hpp"
#include "console/model/preview_words.hpp"
#include "console/model/text.hpp"
#include "console/views/talk_said.hpp"

namespace carehub::views {
namespace {

using namespace widgets;

constexpr float label_width = 90;
constexpr std::size_t options_shown = 5;
constexpr float least_options = 120, least_about = 110;  // of their parts of the panel
constexpr int folded_lines = 6;
constexpr float choices_share = 0.42F;  // of the panel, at least, where facts and options do not both fit
constexpr float below_height = 22;
constexpr std::string_view unfold_key = "F3";

const Case* selected_case(const Facts& facts, const UiState& state) {
  const auto found = facts.picture->cases.find(state.selected);
  return found == facts.picture->cases.end() ? nullptr : found->second.get();
}

// "Case 1042 · proposed: CR2", wherever the facts are scrolled to.
std::string head_text(const Facts& facts, const Case& c, const Canvas& canvas, float width) {
  if (!is_open(c.status)) return fmt::format("Case {} · closed", c.id.value);
  auto text = fmt::format("Case {} · {}", c.id.value, console::state_text(c));
  if (!c.assignment) return text;
  auto with_whom = text + ": " + console::unit_name(*facts.picture, c.assignment->kind, c.assignment->unit);
  return canvas.width(Face::small_strong, with_whom) <= width ? with_whom : text;
}

// A clock past its end stands on the red of the case list.
float draw_late(Canvas& canvas, Point at, float label, float width, const console::FactLine& line) {
  const float inner = width - label - canvas.px(12);
  const std::string text = "! " + line.text;
  const float height = canvas.paragraph_height(inner, Face::body_strong, text) + canvas.px(2);
  canvas.text_in(box_at(at, label - canvas.px(6), canvas.height(Face::body)), Face::body, colour::muted, line.label);
  canvas.fill(box_at({at.x + label, at.y - canvas.px(1)}, width - label, height), colour::red_fill, 3);
  canvas.paragraph({at.x + label + canvas.px(6), at.y}, inner, Face::body_strong, colour::on_fill, text);
  return height + canvas.px(4);
}

}  // namespace

float draw_history(const Facts& facts, Canvas& canvas, Point at, float width, const Case& c) {
  const float start = at.y;
  const Calendar& calendar = facts.picture->site->calendar;
  canvas.text_in(box_at(at, width, canvas.px(32)), Face::small_strong, colour::muted, "Since");
  at.y += canvas.px(32);
  float times = canvas.px(46);
  for (const HistoryEntry& entry : c.history)
    times = std::max(times, canvas.width(Face::body, console::time_text(calendar, entry.at, facts.now)));
  times += canvas.px(12);
  for (const HistoryEntry& entry : c.history) {
    canvas.text_in(box_at(at, times, canvas.height(Face::body)), Face::body, colour::text,
                   console::time_text(calendar, entry.at, facts.now));
    const float h = canvas.paragraph({at.x + times, at.y}, width - times, Face::body, colour::muted,
                                     console::history_text(entry, c, calendar, facts.now));
    at.y += std::max(h, canvas.px(17)) + canvas.px(3);
  }
  return at.y - start;
}

float draw_option(Ui& ui, Point at, float width, const console::OptionLine& option, bool first) {
  Canvas& canvas = ui.canvas;
  const float pad = ui.px(12);
  const float inner = width - 2 * pad;
  const float detail_height = canvas.paragraph_height(inner, Face::body, option.detail);
  const std::string right = option.arrival + (option.minutes.empty() ? "" : " · " + option.minutes);
  const float right_width = canvas.width(Face::body_strong, right);
  const std::string left = option.digit > 0 ? fmt::format("{}  {}", option.digit, option.title) : option.title;
  // A name is read whole before it is chosen: it takes as many lines as it needs.
  const float left_width = inner - right_width - ui.px(10);
  const float more_lines =
      canvas.paragraph_height(left_width, Face::body_strong, left) - canvas.line_height(Face::body_strong);
  const float head_height = ui.px(20) + std::max(0.0F, more_lines);
  const Box box = box_at(at, width, ui.px(7) + head_height + detail_height + ui.px(7));
  canvas.fill(box, first ? colour::chosen : ui.input.hovered(box) ? colour::raised : colour::panel, space::rounding);
  canvas.frame(box, first ? colour::light_blue : colour::line_strong, space::rounding);
  const Box head = box_at({at.x + pad, at.y + ui.px(6)}, inner, ui.px(20));
  const float text_top = head.min.y + (head.height() - canvas.height(Face::body_strong)) / 2;
  canvas.paragraph({head.min.x, text_top}, left_width, Face::body_strong, colour::text, left);
  canvas.text_in(head, Face::body_strong, option.late ? colour::warm_yellow : colour::text, right, Align::right);
  canvas.paragraph({head.min.x, head.min.y + head_height + ui.px(1)}, inner, Face::body,
                   option.late ? colour::warm_yellow : colour::muted, option.detail);
  return box.height() + ui.px(option_gap);
}

float draw_not_offered(Canvas& canvas, Point at, float width, std::string_view title,
                       const std::vector<console::NotOfferedLine>& lines) {
  if (lines.empty()) return 0;
  const float start = at.y;
  canvas.text_in(box_at(at, width, canvas.px(28)), Face::small_strong, colour::muted, title);
  at.y += canvas.px(28);
  float names = canvas.px(60);
  for (const auto& line : lines) names = std::max(names, canvas.width(Face::body, line.unit));
  names = std::min(names, width * 0.42F) + canvas.px(12);
  for (const auto& line : lines) {
    if (line.unit.empty()) {
      at.y += canvas.paragraph(at, width, Face::body, colour::muted, line.reason) + canvas.px(2);
      continue;
    }
    const float name = canvas.paragraph(at, names - canvas.px(8), Face::body, colour::text, line.unit);
    const float h = canvas.paragraph({at.x + names, at.y}, width - names, Face::body, colour::muted, line.reason);
    at.y += std::max({name, h, canvas.px(17)}) + canvas.px(2);
  }
  return at.y - start;
}

void CaseView::update(const Facts& facts, CaseId id) {
  const auto second = std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
  const bool same =
      shown_ == id && options_of_ == facts.options.get() && number_ == facts.picture->number && second_ == second;
  if (same) return;
  if (shown_ != id) {
    scroll_.offset = choices_scroll_.offset = 0;
    unfolded_ = false;
  }
  const Case& c = *facts.picture->cases.find(id)->second;
  words_.title = console::case_title(c, *facts.picture, facts.now);
  words_.person_notes = console::person_notes(c.referral, c.triage ? &*c.triage : nullptr,
                                              local_time(facts.picture->site->calendar, facts.now).day);
  words_.facts = console::case_facts(c, *facts.picture, facts.now, facts.who.role);
  words_.options = console::make_options(c, facts.options.get(), *facts.picture, facts.now, facts.who.role);
  words_.not_offered = console::grouped(words_.options.not_offered);
  shown_ = id;
  options_of_ = facts.options.get();
  number_ = facts.picture->number;
  second_ = second;
}

bool CaseView::is_pending(const Facts& facts, const std::string& text) const {
  return std::any_of(facts.pending.begin(), facts.pending.end(), [&](const PendingLine& p) { return p.text == text; });
}

void CaseView::take_option(const Facts& facts, const Case& c, std::size_t index, Requests& requests) {
  if (index >= words_.options.offered.size()) return;
  const Candidate& candidate = words_.options.offered[index].candidate;
  const std::string text = console::command_for(c, candidate);
  const console::UiContext context{c.id, facts.who.user, facts.who.role, facts.options.get(),
                                   &facts.index->team_names()};
  const auto line = console::parse(text, *facts.picture, facts.now, context);
  // Other than the first offer is an override: the command line asks why. So does a line that lacks something.
  if (index > 0) return requests.choose_other(text + " ", {c.id, candidate.kind, candidate.unit});
  if (!line.command) {
    requests.command_line = text + " ";
    return;
  }
  if (!is_pending(facts, text)) requests.give(*line.command, text);
}

void CaseView::handle(const Facts& facts, UiState& state, Input& input, Requests& requests) {
  const Case* c = selected_case(facts, state);
  if (c == nullptr) return;
  update(facts, c->id);
  // Options are asked for once a case and version; the link keeps the newest answer.
  if (is_open(c->status) && (asked_ != c->id || asked_version_ != c->version)) {
    asked_ = c->id;
    asked_version_ = c->version;
    requests.options_of = c->id;
  }
  if (!facts.replay && input.take(Key::enter)) take_option(facts, *c, 0, requests);
  if (!facts.replay && !input.typed.empty() && input.typed.front() >= '1' && input.typed.front() <= '9' &&
      state.find.empty()) {
    take_option(facts, *c, static_cast<std::size_t>(input.typed.front() - '1'), requests);
    input.typed.clear();
  }
  if (input.take(Key::f3)) unfolded_ = !unfolded_;
  if (input.take(Key::page_down, false, true)) pages_ += 1;
  if (input.take(Key::page_up, false, true)) pages_ -= 1;
  if (input.take(Key::escape)) state.selected = {};
}

// The start of a long text, and how much more there is: what stands below it stays in reach.
float CaseView::draw_folded(Ui& ui, Point at, float width, const console::FactLine& line) {
  Canvas& canvas = ui.canvas;
  const float label = ui.px(label_width);
  const int lines = canvas.paragraph_lines(width - label, Face::body, line.text);
  const bool folds = lines > folded_lines + 1;
  const int most = folds && !unfolded_ ? folded_lines : all_lines;
  const float used = fact(canvas, at, label, width, line.label, line.text, colour::text, Face::body, most);
  if (!folds) return used;
  const Box more = box_at({at.x + label, at.y + used}, width - label, ui.px(20));
  const float cap = keycap(canvas, {more.min.x, more.centre().y}, unfold_key);
  canvas.text_in({{more.min.x + cap + ui.px(7), more.min.y}, more.max}, Face::small_strong,
                 unfolded_ ? colour::muted : colour::warm_yellow,
                 unfolded_ ? std::string("folds it again") : fmt::format("{} more lines", lines - folded_lines));
  if (ui.input.clicked(more)) unfolded_ = !unfolded_;
  return used + more.height() + ui.px(3);
}

float CaseView::draw_fact(Ui& ui, Point at, float width, const console::FactLine& line) {
  if (line.folds) return draw_folded(ui, at, width, line);
  if (line.late) return draw_late(ui.canvas, at, ui.px(label_width), width, line);
  return fact(ui.canvas, at, ui.px(label_width), width, line.label, line.text,
              line.warns ? colour::warm_yellow : colour::text, line.strong ? Face::body_strong : Face::body);
}

float CaseView::draw_facts(Ui& ui, Point at, float width) {
  const float start = at.y;
  told_height_ = 0;
  ends_.clear();
  for (const console::FactLine& line : words_.facts) {
    at.y += draw_fact(ui, at, width, line);
    ends_.emplace_back(at.y, line.label);
    if (line.folds) told_height_ = at.y - start;
  }
  return at.y - start;
}

// The most protected field: the hub holds it, and shows it to whoever asks; each look is recorded.
float CaseView::draw_access(const Facts& facts, Ui& ui, Point at, float width, const Case& c, Requests& requests) {
  if (c.referral.location.access.empty()) return 0;
  fact(ui.canvas, at, ui.px(label_width), width, "Access", "held");
  if (facts.replay) return ui.px(24);
  const std::string text = "show, and record it";
  const float w = button_width(ui.canvas, text);
  const Box box = box_at({at.x + ui.px(label_width + 44), at.y - ui.px(2)}, w, ui.px(21));
  if (button(ui, box, text))
    requests.give(ViewPerson{c.id, {}, {PersonField::access}, "opened from the case"},
                  fmt::format("show the way in of {}", c.id.value));
  return ui.px(24);
}

// What a look at the record has shown, while this case is the one looked at.
float CaseView::draw_record(Ui& ui, Point at, float width, const PersonView& record) {
  const float start = at.y;
  for (const auto& line : console::person_lines(record)) {
    std::string label = line.label;
    if (!label.empty()) label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
    at.y += fact(ui.canvas, at, ui.px(label_width), width, label, line.text,
                 line.warns ? colour::warm_yellow : colour::text);
  }
  return at.y - start;
}

float CaseView::draw_options(const Facts& facts, const UiState& state, const Case& c, Ui& ui, Point at, float width,
                             Requests& requests) {
  Canvas& canvas = ui.canvas;
  const float start = at.y;
  const KeyHint hints[] = {{"Enter", "take first"}};
  const bool any = !words_.options.offered.empty();
  const std::string_view title = facts.replay ? "Options as decided" : "Options";
  const std::string& note = words_.options.note;
  // How old they are stands beside the title, where there is room.
  const float taken = canvas.width(Face::small_strong, title) + ui.px(any ? 190 : 60);
  const bool beside = taken + canvas.width(Face::small, note) <= width;
  section(
      canvas,
      box_at({at.x - ui.px(space::margin) + ui.px(2), at.y}, width + ui.px(space::margin * 2) - ui.px(4), ui.px(36)),
      title, any && !facts.replay && !state.line_open ? std::span<const KeyHint>(hints) : std::span<const KeyHint>(),
      beside ? std::string_view(note) : std::string_view());
  at.y += ui.px(34);
  if (!words_.options.shortfall.empty()) {
    canvas.warning_mark({at.x, at.y + ui.px(3)}, 12, colour::warm_yellow);
    at.y += canvas.paragraph({at.x + ui.px(18), at.y}, width - ui.px(18), Face::body_strong, colour::warm_yellow,
                             words_.options.shortfall) +
            ui.px(6);
  }
  for (std::size_t i = 0; i < std::min(options_shown, words_.options.offered.size()); ++i) {
    const float h = draw_option(ui, at, width, words_.options.offered[i], i == 0 && !state.line_open);
    if (!facts.replay && ui.input.clicked(box_at(at, width, h - ui.px(option_gap)))) take_option(facts, c, i, requests);
    at.y += h;
  }
  if (words_.options.offered.size() > options_shown) {
    canvas.text_in(
        box_at(at, width, ui.px(20)), Face::small, colour::muted,
        facts.replay ? fmt::format("{} more; the reasons name them all", words_.options.offered.size() - options_shown)
                     : fmt::format("{} more: A {} and Tab names them", words_.options.offered.size() - options_shown,
                                   c.id.value));
    at.y += ui.px(22);
  }
  if (!beside && !note.empty()) at.y += canvas.paragraph(at, width, Face::small, colour::muted, note) + ui.px(4);
  return at.y - start;
}

void CaseView::draw_nothing(const Facts& facts, Canvas& canvas, const Box& area) {
  Box rest = section(canvas, area, "No case selected");
  rest = rest.inset(canvas.px(16), canvas.px(4));
  canvas.paragraph(rest.min, rest.width(), Face::body, colour::muted,
                   facts.picture->cases.empty() ? facts.replay
                                                      ? "No case was open at that moment."
                                                      : "No case is open. New ones appear in the list by themselves."
                   : facts.replay               ? "Choose one with ↑ ↓ or with the mouse."
                                  : "Choose one with ↑ ↓, with the mouse, or by its number in the command line.",
                   4);
}

float CaseView::draw_about(const Facts& facts, const UiState& state, Ui& ui, Point at, float width, const Case& c,
                           Requests& requests) {
  const float start = at.y;
  at.y += ui.canvas.paragraph({at.x + ui.px(2), at.y}, width, Face::title, colour::text, words_.title) + ui.px(8);
  at.y += draw_person_notes(ui.canvas, {at.x + ui.px(2), at.y}, width - ui.px(4), words_.person_notes);
  const float above = at.y - start;
  at.y += draw_facts(ui, {at.x + ui.px(2), at.y}, width - ui.px(4));
  told_height_ += above + ui.px(1);
  at.y += draw_access(facts, ui, {at.x + ui.px(2), at.y}, width - ui.px(4), c, requests);
  if (state.record && state.record_of == c.id)
    at.y += draw_record(ui, {at.x + ui.px(2), at.y}, width - ui.px(4), *state.record);
  return at.y - start;
}

// Who gets later by it, the worst off first; that nobody does is said as well.
float CaseView::draw_preview(const Facts& facts, const UiState& state, Ui& ui, Point at, float width) {
  if (!state.preview) return 0;
  Canvas& canvas = ui.canvas;
  const float start = at.y;
  const auto lines = console::preview_lines(*state.preview, *facts.picture, facts.now, facts.chances);
  at.y += canvas.paragraph(at, width, Face::body_strong, lines.misses ? colour::warm_yellow : colour::text,
                           "What if: " + lines.headline, 3) +
          ui.px(3);
  for (const auto& line : lines.others) {
    if (line.misses) canvas.warning_mark({at.x, at.y + ui.px(3)}, 12, colour::warm_yellow);
    const float indent = ui.px(18);
    at.y += canvas.paragraph(
                {at.x + indent, at.y}, width - indent, Face::body, line.misses ? colour::warm_yellow : colour::text,
                fmt::format("{}: {}{}", line.name, line.change, line.target.empty() ? "" : "; " + line.target), 4) +
            ui.px(3);
  }
  if (!lines.ahead.empty()) at.y += canvas.paragraph(at, width, Face::body, colour::text, lines.ahead) + ui.px(3);
  at.y += canvas.paragraph(at, width, Face::small, colour::muted, lines.rest) + ui.px(6);
  return at.y - start;
}

float CaseView::draw_choices(const Facts& facts, const UiState& state, Ui& ui, Point at, float width, const Case& c,
                             Requests& requests) {
  if (!is_open(c.status)) return 0;
  const Panel named(ui.canvas, "options");
  const float start = at.y;
  // Above the options: whoever asked looks here, and must not scroll for the answer.
  at.y += ui.px(4);
  if (state.preview) at.y += ui.px(4) + draw_preview(facts, state, ui, {at.x + ui.px(2), at.y}, width - ui.px(4));
  at.y += draw_options(facts, state, c, ui, at, width, requests);
  at.y += draw_not_offered(ui.canvas, {at.x + ui.px(2), at.y}, width - ui.px(4), "Not offered", words_.not_offered);
  return at.y - start;
}

void CaseView::draw_below(Ui& ui, const Box& row) const {
  Canvas& canvas = ui.canvas;
  std::vector<std::string> names;
  for (const auto& [end, name] : ends_)
    if (end > row.min.y + ui.px(1) && (names.empty() || names.back() != console::lower(name)))
      names.push_back(console::lower(name));
  // Whom to ring is asked for first.
  std::ranges::stable_partition(names, [](const std::string& name) { return name == "contact"; });
  names.emplace_back("since");
  const float cap = keycap(canvas, {row.min.x, row.centre().y}, "Shift PgDn") + ui.px(7);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string more = i + 1 == names.size() ? "" : fmt::format(", {} more", names.size() - i - 1);
    const std::string longer = console::with(text, names[i]);
    const std::string counted = fmt::format("{} more", names.size() - i);
    if (cap + canvas.width(Face::small, longer + more) > row.width()) {
      text = console::with(text, counted);
      break;
    }
    text = longer;
  }
  canvas.text_in({{row.min.x + cap, row.min.y}, row.max}, Face::small, colour::muted, text);
}

// Enter takes the first option, so it is in sight whatever the message is like. When all does not fit, the case has its
// facts as far as the story told above, and the options the rest: who is not offered is read without scrolling.
Box CaseView::take_choices(Ui& ui, Box& rest, Dividing* dividing) {
  if (about_height_ + choices_height_ <= rest.height() || choices_height_ <= 0) return {};
  const float high = rest.height();
  const float told = std::min(told_height_ + ui.px(below_height), high * (1 - choices_share));
  const float designed = std::round(std::min(choices_height_, high - told));
  if (dividing != nullptr)
    return dividing->take("options", rest, Side::bottom, high,
                          {ui.px(least_options), designed, high - ui.px(least_about)});
  const Box strip = rest.take_bottom(designed);
  ui.canvas.line({strip.min.x, strip.min.y}, {strip.max.x, strip.min.y}, colour::line_strong);
  return strip;
}

void CaseView::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area, Requests& requests,
                    Dividing* dividing) {
  const Panel named(ui.canvas, "case");
  Canvas& canvas = ui.canvas;
  const Case* c = selected_case(facts, state);
  if (c == nullptr) {
    draw_nothing(facts, canvas, area);
    return;
  }
  update(facts, c->id);
  if (state.record_of != c->id) state.record.reset();
  if (state.preview && state.preview->chosen.case_id != c->id) state.preview.reset();
  const KeyHint hints[] = {{"Esc", ""}};
  Box rest = section(canvas, area, head_text(facts, *c, canvas, area.width() - ui.px(90)), hints);
  const float width = rest.width() - ui.px(28);
  const Box choices = take_choices(ui, rest, dividing);
  if (!choices.empty()) {
    choices_scroll_.run(ui, choices, choices_height_);
    const Clip clip(canvas, choices);
    const MouseWithin mouse(ui.input, choices);
    const Point at{choices.min.x + ui.px(14), choices.min.y - choices_scroll_.offset};
    choices_height_ = draw_choices(facts, state, ui, at, width, *c, requests);
  }
  const Box below = choices.empty() ? Box{} : rest.take_bottom(ui.px(below_height));
  scroll_.offset += std::exchange(pages_, 0.0F) * rest.height() * 0.9F;
  scroll_.run(ui, rest, content_height_);
  if (!below.empty() && content_height_ - scroll_.offset > rest.height() + ui.px(12))
    draw_below(ui, below.inset(ui.px(14), 0));
  const Clip clip(canvas, rest);
  const MouseWithin mouse(ui.input, rest);
  Point at{rest.min.x + ui.px(14), rest.min.y - scroll_.offset};
  const float start = at.y;
  about_height_ = draw_about(facts, state, ui, at, width, *c, requests);
  at.y += about_height_;
  if (choices.empty()) {
    choices_height_ = draw_choices(facts, state, ui, at, width, *c, requests);
    at.y += choices_height_;
  }
  at.y += draw_history(facts, canvas, {at.x + ui.px(2), at.y}, width - ui.px(4), *c);
  content_height_ = at.y - start + ui.px(12);
}

}  // namespace carehub::views
