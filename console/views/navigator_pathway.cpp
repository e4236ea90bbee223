#include "console/views/navigator_pathway.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/views/case_view.hpp"
#include "protocols/domain/needs_999.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr std::size_t options_most = 9;

struct Other {
  char key;
  std::string_view does;
  std::string_view verb;
};
constexpr std::array<Other, 4> others{{{'A', "advise and close", "AD"},
                                       {'R', "reject, with a reason", "RJ"},
                                       {'B', "book a service", "B"},
                                       {'G', "signpost to a place", "SP"}}};

// Under an unanswered red flag nothing but 999 is offered; a clinician may close it with a reason that stays.
std::string without_999_line(const Case& c) {
  return fmt::format("AD {} {} ", c.id.value, against_999);
}

Colour ink_of(console::Urgency urgency) {
  using console::Urgency;
  if (urgency == Urgency::breached || urgency == Urgency::will_breach || urgency == Urgency::due_soon)
    return colour::warm_yellow;
  return colour::muted;
}

}  // namespace

std::string ambulance_line(const Case& c, const Site& site) {
  const auto found = std::ranges::find(site.services, ServiceKind::ambulance, &ServiceConfig::kind);
  return found == site.services.end() ? std::string{} : fmt::format("RO {} {} 999 now", c.id.value, found->id.value);
}

void PathwayView::update(const Case& c, const Facts& facts) {
  const auto second = std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
  if (shown_ == c.id && live_ == facts.options.get() && number_ == facts.picture->number && second_ == second) return;
  if (shown_ != c.id) scroll_.offset = 0;
  options_ = console::make_options(c, facts.options.get(), *facts.picture, facts.now, facts.who.role);
  shown_ = c.id;
  live_ = facts.options.get();
  number_ = facts.picture->number;
  second_ = second;
}

// Other than the first is an override: the command line asks why.
void PathwayView::take(const Case& c, const Facts& facts, std::size_t index, Requests& requests) {
  if (index >= options_.offered.size()) return;
  const Candidate& candidate = options_.offered[index].candidate;
  const auto text = console::command_for(c, candidate);
  const console::UiContext context{c.id, facts.who.user, facts.who.role, facts.options.get()};
  const auto line = console::parse(text, *facts.picture, facts.now, context);
  const bool pending = std::ranges::any_of(facts.pending, [&](const PendingLine& one) { return one.text == text; });
  if (index > 0)
    requests.choose_other(text + " ", {c.id, candidate.kind, candidate.unit});
  else if (!line.command)
    requests.command_line = text + " ";
  else if (!pending)
    requests.give(*line.command, text);
}

void PathwayView::handle(const Case& c, const Facts& facts, Input& input, Requests& requests) {
  update(c, facts);
  if (is_open(c.status) && c.triage && (asked_ != c.id || asked_version_ != c.version)) {
    asked_ = c.id;
    asked_version_ = c.version;
    requests.options_of = c.id;
  }
  if (!is_open(c.status)) return;
  if (input.take(Key::enter)) take(c, facts, 0, requests);
  if (!input.typed.empty() && input.typed.front() >= '1' && input.typed.front() <= '9') {
    take(c, facts, static_cast<std::size_t>(input.typed.front() - '1'), requests);
    input.typed.erase(input.typed.begin());
  }
  const bool only_999 = awaits_999(c, *facts.picture->site);
  if (only_999 && input.take_typed_letter('A')) requests.command_line = without_999_line(c);
  for (const auto& other : others)
    if (input.take_typed_letter(other.key) && !only_999)
      requests.command_line = fmt::format("{} {} ", other.verb, c.id.value);
  if (input.take_typed_letter('X'))
    if (auto line = ambulance_line(c, *facts.picture->site); !line.empty()) requests.command_line = line;
}

float PathwayView::draw_others(Ui& ui, Point at, float width, const Case& c, const Facts& facts, Requests& requests) {
  Canvas& canvas = ui.canvas;
  const float start = at.y;
  canvas.text_in(box_at(at, width, ui.px(32)), Face::small_strong, colour::muted, "Or");
  at.y += ui.px(32);
  const auto ambulance = ambulance_line(c, *facts.picture->site);
  std::vector<std::tuple<std::string, std::string, std::string>> lines;  // key, words, command line
  const bool only_999 = awaits_999(c, *facts.picture->site);
  if (!ambulance.empty() && only_999) lines.emplace_back("X", "999 now", ambulance);
  for (const auto& other : others)
    if (!only_999)
      lines.emplace_back(std::string(1, other.key), std::string(other.does),
                         fmt::format("{} {} ", other.verb, c.id.value));
  if (!ambulance.empty() && !only_999) lines.emplace_back("X", "999 now", ambulance);
  if (c.triage) lines.emplace_back("T", only_999 ? "triage again, if an answer was wrong" : "triage again", "");
  if (only_999) lines.emplace_back("A", "close without 999, with a reason", without_999_line(c));
  const float half = width / 2;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& [key, does, line] = lines[i];
    const Box row = box_at({at.x + (i % 2 == 0 ? 0 : half), at.y + static_cast<float>(i / 2) * ui.px(26)},
                           half - ui.px(8), ui.px(24));
    const float cap = keycap(canvas, {row.min.x, row.centre().y}, key);
    canvas.text_in({{row.min.x + cap + ui.px(8), row.min.y}, row.max}, Face::body,
                   ui.input.hovered(row) ? colour::text : colour::muted, does);
    if (!line.empty() && ui.input.clicked(row)) requests.command_line = line;
  }
  at.y += static_cast<float>((lines.size() + 1) / 2) * ui.px(26);
  return at.y - start;
}

float PathwayView::draw_clocks(Canvas& canvas, Point at, float width, const Case& c, const Facts& facts) {
  const float start = at.y;
  canvas.text_in(box_at(at, width, canvas.px(32)), Face::small_strong, colour::muted, "Clocks on this case");
  at.y += canvas.px(32);
  const auto lines = console::clock_lines(c, *facts.picture, facts.now);
  for (const auto& line : lines)
    at.y += fact(canvas, at, canvas.px(158), width, line.name, line.text, ink_of(line.urgency));
  if (lines.empty()) canvas.text_in(box_at(at, width, canvas.px(20)), Face::body, colour::muted, "no clock runs yet");
  return at.y - start + canvas.px(20);
}

void PathwayView::draw(const Case* c, const Facts& facts, Ui& ui, const Box& area, Requests& requests) {
  const Panel named(ui.canvas, "options");
  Canvas& canvas = ui.canvas;
  const KeyHint hints[] = {{"Enter", "take first"}};
  const bool any = c != nullptr && is_open(c->status) && !options_.offered.empty();
  Box rest = section(canvas, area, "Pathway", any ? std::span<const KeyHint>(hints) : std::span<const KeyHint>());
  if (c == nullptr) return;
  update(*c, facts);
  const Clip clip(canvas, rest);
  scroll_.run(ui, rest, height_);
  const MouseWithin mouse(ui.input, rest);
  const float width = rest.width() - ui.px(28);
  Point at{rest.min.x + ui.px(14), rest.min.y - scroll_.offset};
  const float start = at.y;
  at.y += ui.px(2);  // the frame of the first is whole
  if (!options_.shortfall.empty()) {
    canvas.warning_mark({at.x, at.y + ui.px(3)}, 12, colour::warm_yellow);
    at.y += canvas.paragraph({at.x + ui.px(18), at.y}, width - ui.px(18), Face::body_strong, colour::warm_yellow,
                             options_.shortfall) +
            ui.px(6);
  }
  if (awaits_999(*c, *facts.picture->site)) {
    canvas.warning_mark({at.x, at.y + ui.px(3)}, 12, colour::warm_yellow);
    at.y += canvas.paragraph(
                {at.x + ui.px(18), at.y}, width - ui.px(18), Face::body_strong, colour::warm_yellow,
                fmt::format("Red flag: only 999 is offered. {}.", why_999(*c, facts.picture->site->clinical)), 4) +
            ui.px(6);
  }
  for (std::size_t i = 0; i < std::min(options_most, options_.offered.size()); ++i) {
    const float h = draw_option(ui, at, width, options_.offered[i], i == 0);
    if (ui.input.clicked(box_at(at, width, h - ui.px(option_gap)))) take(*c, facts, i, requests);
    at.y += h;
  }
  if (options_.offered.size() > options_most)
    at.y += canvas.paragraph(
        at, width, Face::small, colour::muted,
        fmt::format("{} more: A {} and Tab names them", options_.offered.size() - options_most, c->id.value), 2);
  if (!options_.note.empty()) at.y += canvas.paragraph(at, width, Face::small, colour::muted, options_.note) + ui.px(4);
  at.y += draw_not_offered(canvas, at, width, "Cannot take this person now", console::grouped(options_.not_offered));
  if (is_open(c->status)) at.y += draw_others(ui, at, width, *c, facts, requests);
  at.y += draw_clocks(canvas, at, width, *c, facts);
  height_ = at.y - start;
}

}  // namespace carehub::views
