#include "console/views/navigator_workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/model/case_facts.hpp"
#include "console/model/case_list.hpp"
#include "console/model/contacts.hpp"
#include "console/model/person_notes.hpp"
#include "console/model/text.hpp"
#include "console/views/case_view.hpp"
#include "console/views/talk_said.hpp"
#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

const Case* find_case(const Facts& facts, CaseId id) {
  const auto found = facts.picture->cases.find(id);
  return found == facts.picture->cases.end() ? nullptr : found->second.get();
}

bool starts_an_answer(const Input& input) {
  return !input.typed.empty() && input.typed.front() >= '1' && input.typed.front() <= '3';
}

std::string nhs_text(const Person& person) {
  switch (person.nhs_number_status) {
    case NhsNumberStatus::well_formed:
      return "NHS number " + spaced_nhs_number(person.nhs_number) + " ✓";
    case NhsNumberStatus::absent:
      return "NHS number not known";
    default:
      return fmt::format("NHS number {} fails its check", person.nhs_number);
  }
}

// What stands above the questions keeps to so many lines; what needs more is said whole in the scrolled part below.
constexpr int story_lines = 4;

// What a person may squeeze parts of the screen to.
constexpr float least_worklist = 340, least_pathway = 280, least_middle_of_navigator = 420;
constexpr float least_facts = 90, least_questions = 220;
constexpr int flag_lines = 6;
constexpr int adjustment_lines = 4;

std::string story_of(const Case& c) {
  return c.referral.narrative.empty() ? c.referral.summary : c.referral.narrative;
}

std::string adjustments_line(const Referral& referral) {
  const auto text = console::adjustments_text(referral);
  return text.empty() ? text : "Adjustments: " + text;
}

void draw_999_only(Ui& ui, const Box& area) {
  const Panel named(ui.canvas, "options");
  const Box rest = section(ui.canvas, area, "Pathway").inset(ui.px(space::margin), ui.px(4));
  ui.canvas.paragraph(rest.min, rest.width(), Face::body_strong, colour::warm_yellow,
                      "999 only, by what was answered. Send the triage: nobody else is offered then.", 4);
}

// "[Shift PgDn] 31 more lines below"
float draw_more(Canvas& canvas, Point at, float width, int lines) {
  const Box row = box_at(at, width, canvas.px(20));
  const float cap = keycap(canvas, {row.min.x, row.centre().y}, "Shift PgDn");
  canvas.text_in({{row.min.x + cap + canvas.px(7), row.min.y}, row.max}, Face::small_strong, colour::warm_yellow,
                 fmt::format("{} more {} below", lines, lines == 1 ? "line" : "lines"));
  return row.height() + canvas.px(4);
}

// "2 from 999, to be validated", one line a kind.
std::vector<std::string> kinds_in_words(const console::Worklist& list) {
  using console::WorkKind;
  constexpr std::array<std::pair<WorkKind, const char*>, 7> kinds{
      {{WorkKind::needs_999, "for 999, which nobody has taken yet"},
       {WorkKind::validation, "from 999, to be validated"},
       {WorkKind::call_back, "to be called back"},
       {WorkKind::untriaged, "not triaged yet"},
       {WorkKind::care_home, "from care homes, not triaged yet"},
       {WorkKind::claimed, "claimed"},
       {WorkKind::location, "with a doubtful place"}}};
  std::vector<std::string> lines;
  for (const auto& [kind, text] : kinds)
    if (const auto n = std::ranges::count(list.items, kind, &console::WorkItem::kind); n > 0)
      lines.push_back(fmt::format("{} {}", n, text));
  return lines;
}

}  // namespace

std::unique_ptr<Workspace> make_navigator() {
  return std::make_unique<NavigatorWorkspace>();
}

std::vector<KeyLine> NavigatorWorkspace::keys() const {
  return {
      {"↑↓", "move in the worklist"},
      {"C", "claim the case; U gives it back"},
      {"N", "new referral"},
      {"T or Tab", "triage the case: red flags first"},
      {"Y N U", "yes, no, not known, or 1 2 3; Del takes an answer back"},
      {"0", "among the red flags: none of these, each that is left"},
      {"1 to 9", "take the option of that number"},
      {"Ctrl Enter", "send the triage, register the referral"},
      {"Ctrl Z", "bring the last registered form back"},
      {"Enter", "take the first pathway"},
      {"D", "link as a repeat of another case"},
      {"A R B G X", "advise, reject, book, signpost, 999 now"},
      {"Shift PgDn PgUp", "move in the chosen case"},
      {"Esc", "back to the worklist; a form is kept"},
      {"F11", "move a border by arrows; again: the next; Home: as designed"},
  };
}

bool NavigatorWorkspace::writing() const {
  return (mode_ == Mode::form && form_.writing()) || (mode_ == Mode::triage && triage_.writing());
}

void NavigatorWorkspace::begin_triage(const Case& c, const Facts& facts) {
  mode_ = Mode::triage;
  triage_.show(c, facts);
}

void NavigatorWorkspace::handle_case_keys(const Case& c, const Facts& facts, Input& input, Requests& requests) {
  const bool untriaged = c.status == CaseStatus::received;
  // What is typed behind the first answer answers as well.
  if (untriaged && starts_an_answer(input)) return begin_triage(c, facts);
  if (input.take_typed_letter('C')) requests.give(ClaimCase{c.id}, fmt::format("C {}", c.id.value));
  if (input.take_typed_letter('U') && c.claim) requests.give(ReleaseClaim{c.id}, fmt::format("UC {}", c.id.value));
  if (input.take_typed_letter('D')) {
    const auto other =
        c.possible_duplicates.empty() ? std::string{} : fmt::format("{} ", c.possible_duplicates.front().value);
    requests.command_line = fmt::format("LK {} {}", c.id.value, other);
  }
  const bool begins = (untriaged && input.take(Key::enter)) || input.take(Key::tab) || input.take_typed_letter('T');
  if (begins && is_open(c.status)) return begin_triage(c, facts);
  pathway_.handle(c, facts, input, requests);
}

void NavigatorWorkspace::handle_list(const Case* c, const Facts& facts, UiState& state, Input& input,
                                     Requests& requests) {
  worklist_.handle(facts, state, input);
  if (!input.typed.empty() && (input.typed.front() == 'n' || input.typed.front() == 'N')) {
    input.typed.erase(0, 1);
    mode_ = Mode::form;
    form_.open(facts);
    return;
  }
  if (input.take_letter('Z', true) && form_.bring_back()) {
    mode_ = Mode::form;
    return;
  }
  if (input.take(Key::escape)) state.selected = {};
  if (c != nullptr && c->id == state.selected) handle_case_keys(*c, facts, input, requests);
}

void NavigatorWorkspace::obey(const Case* c, const Facts& facts, UiState& state) {
  console::LocalDo local;
  if (c != nullptr && is_open(c->status) && state.take(console::LocalAction::ask, local)) begin_triage(*c, facts);
  if (!state.take(console::LocalAction::form, local)) return;
  const bool back = local.choice == "last" && form_.bring_back();
  if (local.choice == "last" && !back) {
    state.asked = local;  // nothing was sent yet, and the shell says so
    return;
  }
  mode_ = Mode::form;
  if (!back) form_.open(facts);
}

void NavigatorWorkspace::handle(const Facts& facts, UiState& state, Input& input, Requests& requests) {
  pages_ = 0;
  if (input.take(Key::page_down, false, true)) pages_ = 1;
  if (input.take(Key::page_up, false, true)) pages_ = -1;
  const auto* c = find_case(facts, state.selected);
  if (mode_ == Mode::list) obey(c, facts, state);
  if (mode_ == Mode::list) handle_list(c, facts, state, input, requests);
  if (mode_ == Mode::triage && (c == nullptr || !is_open(c->status))) mode_ = Mode::list;
  if (mode_ == Mode::triage && triage_.handle(*c, facts, input, requests)) mode_ = Mode::list;
  if (mode_ == Mode::form && form_.handle(facts, input, requests)) mode_ = Mode::list;
}

float NavigatorWorkspace::draw_person(const Case& c, const Facts& facts, Canvas& canvas, const Box& area) {
  const auto& person = c.referral.person;
  Point at{area.min.x + canvas.px(16), area.min.y + canvas.px(2)};
  const float width = area.width() - canvas.px(32);
  const auto line = [&](Face face, Colour ink, std::string_view text, int most) {
    if (!text.empty()) at.y += canvas.paragraph(at, width, face, ink, text, most) + canvas.px(4);
  };
  line(Face::title, colour::text, console::case_title(c, *facts.picture, facts.now), 3);
  const auto today = local_time(facts.picture->site->calendar, facts.now).day;
  const auto* triage = c.triage ? &*c.triage : nullptr;
  at.y += draw_person_notes(canvas, at, width, console::person_notes(c.referral, triage, today));
  std::string second = nhs_text(person);
  for (const auto& contact : console::merged_contacts(person.contacts)) {
    if (!contact.call_back) continue;
    const auto* name_ends = contact.name.empty() ? "" : " ";
    second += fmt::format(" · ring {}{}{}{}", contact.name, name_ends, contact.phone,
                          contact.non_public ? " (not public)" : "");
  }
  if (!c.referral.consent.empty()) second += " · basis: " + c.referral.consent;
  line(Face::body, colour::muted, second, all_lines);
  line(Face::body_strong, colour::warm_yellow, console::flags_text(c.referral), flag_lines);
  line(Face::body, colour::text, adjustments_line(c.referral), adjustment_lines);
  line(Face::body, colour::text, story_of(c), story_lines);
  if (const int more = canvas.paragraph_lines(width, Face::body, story_of(c)) - story_lines; more > 0)
    at.y += draw_more(canvas, at, width, more);
  canvas.line({area.min.x, at.y + canvas.px(2)}, {area.max.x, at.y + canvas.px(2)}, colour::line);
  return at.y + canvas.px(8) - area.min.y;
}

float NavigatorWorkspace::draw_same_person(const Case& c, const Facts& facts, Ui& ui, const Box& area,
                                           Requests& requests) {
  if (c.possible_duplicates.empty()) return 0;
  std::string text = "May be the same person: ";
  for (const auto id : c.possible_duplicates) {
    const auto* other = find_case(facts, id);
    text += other != nullptr
                ? fmt::format("{}, received {}, {}. ", console::case_name(*other),
                              console::time_text(facts.picture->site->calendar, other->received, facts.now),
                              words(other->status))
                : fmt::format("case {}. ", id.value);
  }
  const float width = area.width() - ui.px(120);
  const float h = ui.canvas.paragraph_height(width, Face::body_strong, text, 3) + ui.px(14);
  const Box box = box_at({area.min.x + ui.px(14), area.min.y}, area.width() - ui.px(28), h);
  ui.canvas.frame(box, colour::warm_yellow, space::rounding);
  ui.canvas.paragraph({box.min.x + ui.px(12), box.min.y + ui.px(7)}, width, Face::body_strong, colour::warm_yellow,
                      text, 3);
  const KeyHint hints[] = {{"D", "link"}};
  key_hints(ui.canvas, {box.max.x - ui.px(10), box.centre().y}, hints);
  if (ui.input.clicked(box))
    requests.command_line = fmt::format("LK {} {} ", c.id.value, c.possible_duplicates.front().value);
  return h + ui.px(10);
}

void NavigatorWorkspace::draw_story(const Case& c, const Facts& facts, Ui& ui, const Box& area) {
  Canvas& canvas = ui.canvas;
  if (story_of_ != c.id) story_scroll_.offset = 0;
  story_of_ = c.id;
  const Clip clip(canvas, area);
  story_scroll_.offset += pages_ * area.height() * 0.9F;
  story_scroll_.run(ui, area, story_height_);
  Point at{area.min.x + ui.px(16), area.min.y + ui.px(6) - story_scroll_.offset};
  const float start = at.y;
  const float width = area.width() - ui.px(36);
  const auto whole_above = [&](Face face, std::string_view text, int most) {
    return canvas.paragraph_lines(width, face, text, most + 1) <= most;
  };
  for (const auto& line : console::case_facts(c, *facts.picture, facts.now, facts.who.role)) {
    // Stands above already, unless it was too long for there.
    if (line.label == "Flags" && whole_above(Face::body_strong, line.text, flag_lines)) continue;
    if (line.label == "Adjustments" && whole_above(Face::body, adjustments_line(c.referral), adjustment_lines))
      continue;
    if (line.label == "Same as?") continue;  // with its name and its key
    if (line.label == "Story" && whole_above(Face::body, line.text, story_lines)) continue;
    at.y += fact(canvas, at, ui.px(100), width, line.label, line.text, line.warns ? colour::warm_yellow : colour::text,
                 line.strong ? Face::body_strong : Face::body);
  }
  at.y += draw_history(facts, canvas, at, width, c);
  story_height_ = at.y - start + ui.px(12);
}

// Nothing is chosen: what waits, how soon 999 wants an answer, and the two keys that begin work.
void NavigatorWorkspace::draw_overview(const Facts& facts, Ui& ui, const Box& area) {
  Canvas& canvas = ui.canvas;
  Box rest = section(canvas, area, "No case chosen");
  const auto& list = worklist_.update(facts);
  rest = rest.inset(ui.px(16), ui.px(10));
  // What this console holds is on no list yet, and an emergency of it waits for whoever reads this.
  const bool unheard =
      facts.kept != nullptr && !console::unheard_emergency_words(facts.kept->all, *facts.picture, facts.now).empty();
  const auto title = unheard              ? std::string("! An emergency is not with the hub")
                     : list.items.empty() ? std::string(facts.link.live ? "Nothing waits for a clinician"
                                                                        : "Nothing waited when last heard")
                                          : fmt::format("{} on the worklist", list.items.size());
  canvas.text_in(rest.take_top(ui.px(34)), Face::title, unheard ? colour::warm_yellow : colour::text, title);
  if (unheard)
    canvas.text_in(rest.take_top(ui.px(26)), Face::body_strong, colour::warm_yellow,
                   "Ring 999 yourself; F12 shows what was given.");
  for (const auto& text : kinds_in_words(list))
    canvas.text_in(rest.take_top(ui.px(24)), Face::body, colour::muted, text);
  if (list.red_flags > 0)
    canvas.text_in(rest.take_top(ui.px(26)), Face::body_strong, colour::warm_yellow,
                   fmt::format("! {} with a red flag: 999 first", list.red_flags));
  if (list.breached > 0)
    canvas.text_in(rest.take_top(ui.px(26)), Face::body_strong, colour::warm_yellow,
                   fmt::format("! {} past {} time", list.breached, list.breached == 1 ? "its" : "their"));
  if (const auto text = next_fail_safe_text(list); !text.empty())
    canvas.text_in(rest.take_top(ui.px(26)), Face::body_strong,
                   list.fail_safe_soon > 0 ? colour::warm_yellow : colour::text, text + " unless it is validated");
  rest.take_top(ui.px(10));
  const auto key = [&](std::string_view cap, std::string_view does) {
    Box row = rest.take_top(ui.px(28));
    row.min.x += keycap(canvas, {row.min.x, row.centre().y}, cap) + ui.px(10);
    canvas.text_in(row, Face::body, colour::text, does);
  };
  if (!list.items.empty()) key("↓", "opens the case with the least time left");
  key("N", form_.empty() ? "new referral" : "goes on with the unfinished referral");
  if (form_.any_sent()) key("Ctrl Z", "the last referral again, as it was written");
}

void NavigatorWorkspace::draw_case(const Case* c, const Facts& facts, Ui& ui, const Box& area, Dividing& dividing,
                                   Requests& requests) {
  const Panel named(ui.canvas, "case");
  if (c == nullptr) return draw_overview(facts, ui, area);
  const bool triaging = mode_ == Mode::triage;
  const bool asks = triaging || c->status == CaseStatus::received;
  const KeyHint to_triage[] = {{"T", "triage"}};
  const KeyHint in_triage[] = {{"Ctrl Enter", "send triage"}, {"Esc", "back"}};
  std::string title = fmt::format("{} · case {}", console::source_text(*c), c->id.value);
  if (const auto begun = triage_.begun(); triaging && begun)
    title +=
        fmt::format(" · {} on this form", countdown_text(std::max<std::int64_t>(0, whole_seconds(facts.now - *begun))));
  Box rest = section(ui.canvas, area, title,
                     triaging ? std::span<const KeyHint>(in_triage) : std::span<const KeyHint>(to_triage));
  rest.min.y += draw_person(*c, facts, ui.canvas, rest);
  rest.min.y += draw_same_person(*c, facts, ui, rest, requests);
  if (asks) {
    triage_.show(*c, facts);
    const float high = rest.height();
    const Box story = dividing.take(
        "facts", rest, Side::bottom, high,
        {ui.px(least_facts), std::round(high * (triaging ? 0.26F : 0.34F)), high - ui.px(least_questions)});
    triage_.draw(ui, rest.inset(ui.px(4), 0), triaging);
    rest = story;
  }
  draw_story(*c, facts, ui, rest);
}

// What the rules make of the answers, above what the hub offers by the triage before.
void NavigatorWorkspace::draw_triage_beside(Ui& ui, Box& beside) {
  const Box part = beside.take_top(std::min(triage_beside_ + ui.px(8), beside.height() * 0.7F));
  {
    const Clip clip(ui.canvas, part);
    triage_beside_ = triage_.draw_beside(ui, part);
  }
  ui.canvas.line({beside.min.x, beside.min.y}, {beside.max.x, beside.min.y}, colour::line_strong);
}

void NavigatorWorkspace::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area, Requests& requests) {
  Dividing dividing(dividers_, state, ui, requests);
  handle(facts, state, ui.input, requests);
  const auto* c = find_case(facts, state.selected);
  Box rest = area;
  // A small screen gives its width to the questions first.
  const bool small = area.width() < 1600;
  const float width = area.width();
  const float list = std::round(std::max(ui.px(400), width * (small ? 0.27F : 0.2915F)));
  const float pathway = std::round(std::clamp(width * (small ? 0.265F : 0.282F), ui.px(300), ui.px(580)));
  const float middle = std::min(ui.px(least_middle_of_navigator), width - list - pathway);
  const Box right = dividing.take("pathway", rest, Side::right, width,
                                  {ui.px(least_pathway), pathway, width - ui.px(least_worklist) - middle});
  const Box left = dividing.take("list", rest, Side::left, width,
                                 {ui.px(least_worklist), std::min(list, rest.width() - middle), rest.width() - middle});
  worklist_.draw(facts, state, ui, left);
  if (mode_ == Mode::form) {
    form_.draw(facts, ui, rest);
    form_.draw_summary(ui, right);
  } else {
    draw_case(c, facts, ui, rest, dividing, requests);
    Box beside = right;
    if (mode_ == Mode::triage && c != nullptr) draw_triage_beside(ui, beside);
    // What was offered before the answers came must not be taken any more.
    if (mode_ == Mode::triage && triage_.says_999())
      draw_999_only(ui, beside);
    else
      pathway_.draw(c, facts, ui, beside, requests);
  }
  dividing.draw();
}

}  // namespace carehub::views
