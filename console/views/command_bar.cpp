#include "console/views/command_bar.hpp"

#include <fmt/format.h>

#include <utility>

namespace carehub::views {
namespace {

using namespace widgets;

constexpr std::size_t remembered = 50;
constexpr int lines_said = 6;
constexpr std::size_t completions_shown = 9;
constexpr std::size_t found_shown = 4;  // of each kind
constexpr seconds accepted_stays{6};

std::string waited(Duration span) {
  return fmt::format("{:.1f} s", std::chrono::duration<double>(span).count());
}

}  // namespace

void CommandBar::open(std::string_view text) {
  open_ = true;
  found_.reset();
  edit_.set(text);
  chosen_ = recalled_ = -1;
  parsed_text_ = "\n";  // not what anybody can have typed: read it anew
}

void CommandBar::close() {
  open_ = false;
  edit_.clear();
  parsed_ = {};
}

bool CommandBar::count_answer(const AnswerLine& answer, Instant now) {
  for (auto batch = batches_.begin(); batch != batches_.end(); ++batch) {
    if (!batch->answered(answer.given, answer.accepted, answer.message)) continue;
    if (!batch->complete()) return true;
    for (const console::CaseRefusal& one : batch->refused()) refused_.push_back(one.case_id);
    const bool all_done = batch->refused().empty();
    if (!answer_ || answer_->accepted || !all_done) {
      answer_ = AnswerLine{batch->text(), all_done, batch->words(), {}, {}, {}};
      answered_at_ = now;
    }
    batches_.erase(batch);
    return true;
  }
  return false;
}

void CommandBar::answered(AnswerLine answer, Instant now) {
  if (count_answer(answer, now)) return;
  // A refusal is not pushed away by the success of another command.
  if (answer_ && !answer_->accepted && answer.accepted) return;
  answer_ = std::move(answer);
  answered_at_ = now;
}

void CommandBar::parse_now(const Facts& facts, const UiState& state) {
  const auto second = std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
  if (parsed_text_ == edit_.text() && parsed_number_ == facts.picture->number && parsed_second_ == second) return;
  if (parsed_text_ != edit_.text()) {
    chosen_ = -1;
    insisted_ = false;
    confirming_ = false;
  }
  console::UiContext context{state.selected, facts.who.user, facts.who.role, facts.options.get(),
                             &facts.index->team_names()};
  context.picture_behind = !facts.link.live;
  batch_.clear();
  const std::string confirmed = std::exchange(batch_confirm_, {});
  if (console::is_for_marked(edit_.text())) {
    auto batch = console::parse_for_marked(edit_.text(), state.marked, *facts.picture, facts.now, context);
    parsed_ = std::move(batch.line);
    batch_ = std::move(batch.each);
    batch_confirm_ = std::move(batch.confirm);
    // Another crew has set off since: what was said yes to is no longer the same.
    if (batch_confirm_ != confirmed) confirming_ = false;
  } else {
    parsed_ = console::parse(edit_.text(), *facts.picture, facts.now, context);
  }
  parsed_text_ = edit_.text();
  parsed_number_ = facts.picture->number;
  parsed_second_ = second;
}

void CommandBar::move(int step) {
  const int completions = static_cast<int>(std::min(parsed_.completions.size(), completions_shown));
  if (completions > 0 && recalled_ < 0 && (step > 0 || chosen_ >= 0)) {
    chosen_ = std::clamp(chosen_ + step, -1, completions - 1);
    return;
  }
  // Above the list: what was given before. What is being written waits below it.
  if (recalled_ < 0) draft_ = edit_.text();
  recalled_ = std::clamp(recalled_ - step, -1, static_cast<int>(given_.size()) - 1);
  edit_.set(recalled_ < 0 ? std::string_view(draft_) : std::string_view(given_[static_cast<std::size_t>(recalled_)]));
}

void CommandBar::take_completion() {
  if (parsed_.completions.empty()) return;
  const auto& completion = parsed_.completions[static_cast<std::size_t>(std::max(chosen_, 0))];
  edit_.set(console::complete(edit_.text(), parsed_, completion));
  chosen_ = -1;
}

// Open cases are filtered in their list, one alone is selected, a team is pointed at; everything else is named.
void CommandBar::find(const Facts& facts, UiState& state) {
  const auto& words = parsed_.argument;
  auto things = console::find_things(*facts.picture, facts.now, words);
  state.find = things.open_count > 0 ? words : std::string();
  if (things.open_count + things.closed_count == 1)
    state.selected = (things.open_count > 0 ? things.open_cases : things.closed_cases).front().case_id;
  if (things.team_count == 1) state.team = things.teams.front().team;
  auto title = fmt::format("“{}”: {} · as of {}", words, console::found_counts_text(things),
                           clock_text_seconds(facts.picture->site->calendar, facts.now));
  found_ = Found{std::move(title), std::move(things)};
}

void CommandBar::enter(const Facts& facts, UiState& state, Requests& requests) {
  if (chosen_ >= 0) {
    take_completion();
    return;
  }
  if (edit_.lost() > 0) return;  // the bar says what was not taken
  if (!parsed_.ready()) {        // the bar says what is missing, now as a warning
    insisted_ = true;
    return;
  }
  if (!batch_confirm_.empty() && !std::exchange(confirming_, true)) return;
  const std::string text = edit_.text();
  if (parsed_.action == console::LocalAction::find) find(facts, state);
  if (parsed_.action == console::LocalAction::help) state.help = true;
  if (parsed_.local.action != console::LocalAction::none) state.asked = parsed_.local;
  if (!batch_.empty()) {
    give_batch(text, state, requests);
  } else if (parsed_.command) {
    requests.give(*parsed_.command, text);
  }
  if (answer_ && !answer_->accepted) answer_.reset();
  given_.push_front(text);
  if (given_.size() > remembered) given_.pop_back();
  close();
}

// What is refused of it is marked again when everything is answered.
void CommandBar::give_batch(const std::string& text, UiState& state, Requests& requests) {
  batches_.emplace_back(text, batch_);
  for (console::BatchGiven& one : batch_) requests.give(std::move(one.command), std::move(one.text));
  batch_.clear();
  state.marked.clear();
}

void CommandBar::mark_refused(UiState& state) {
  for (const CaseId id : std::exchange(refused_, {})) state.mark(id);
}

void CommandBar::handle(const Facts& facts, UiState& state, Input& input, Requests& requests) {
  mark_refused(state);
  state.line_open = open_;
  if (!open_) {
    if (answer_ && answer_->accepted && facts.now - answered_at_ > accepted_stays) answer_.reset();
    // What lies over the bar is closed before what stands in it.
    if (state.help) return;
    if (found_ && input.take(Key::escape)) found_.reset();
    if (answer_ && input.take(Key::escape)) answer_.reset();
    if (!notice_.what.empty() && input.take(Key::escape)) notice_ = {};
    return;
  }
  if (edit_.edit(input)) recalled_ = -1;
  parse_now(facts, state);
  if (input.take(Key::up)) move(-1);
  if (input.take(Key::down)) move(1);
  if (input.take(Key::tab)) take_completion();
  parse_now(facts, state);
  if (parsed_.case_id.given() && facts.picture->cases.contains(parsed_.case_id)) state.selected = parsed_.case_id;
  if (input.take(Key::enter))
    enter(facts, state, requests);
  else if (input.take(Key::escape))
    close();
  input.keys.clear();
}

float CommandBar::draw_waiting(const Facts& facts, Canvas& canvas, const Box& room) {
  if (facts.pending.empty()) return 0;
  const auto& first = facts.pending.front();
  const bool gone = !facts.link.live;
  std::string text = gone ? fmt::format("not sent: the hub is gone · {}", first.text)
                          : fmt::format("sending: {} · {}", first.text, waited(first.waiting));
  if (facts.pending.size() > 1) text += fmt::format(" · {} more waiting", facts.pending.size() - 1);
  if (gone) text += " · goes when the hub is back";
  const Colour ink = gone ? colour::warm_yellow : colour::light_blue;
  canvas.ring({room.min.x + canvas.px(6), room.centre().y}, 5, ink, 2);
  Box cell = room;
  cell.min.x += canvas.px(18);
  return canvas.px(18) + canvas.text_in(cell, Face::body, ink, text) + canvas.px(20);
}

// What does not fit beside the command stands whole above the bar: a message that is cut says nothing.
void CommandBar::say(Ui& ui, const Box& room, const Box& bar, float above, Colour ink, std::string_view text) {
  Canvas& canvas = ui.canvas;
  if (canvas.width(Face::body, text) <= room.width()) {
    canvas.text_in(room, Face::body, ink, text);
    return;
  }
  const float pad = ui.px(12);
  const float width = bar.width() - ui.px(60) - 2 * pad;
  const float h = canvas.paragraph_height(width, Face::body, text, lines_said) + ui.px(14);
  const Box box{{bar.min.x + ui.px(30), above - h}, {bar.max.x - ui.px(30), above}};
  canvas.set_layer(1);
  canvas.fill(box, colour::raised, space::rounding);
  canvas.frame(box, ink, space::rounding);
  canvas.paragraph({box.min.x + pad, box.min.y + ui.px(7)}, width, Face::body, ink, text, lines_said);
  canvas.set_layer(0);
}

void CommandBar::draw_warning(Ui& ui, Box room, const Box& bar, std::string_view word, std::string_view what,
                              std::string_view message) {
  const float w =
      badge(ui.canvas, {room.min.x, room.centre().y}, Face::small_strong, word, colour::red_fill, colour::on_fill);
  room.min.x += w + ui.px(10);
  const float given = ui.canvas.text_in(room, Face::body_strong, colour::text, what);
  room.min.x += given + ui.px(12);
  const float cap = keycap_width(ui.canvas, "Esc") + ui.px(10);
  Box words = room;
  words.max.x -= cap;
  say(ui, words, bar, bar.min.y, colour::warm_yellow, message);
  keycap(ui.canvas, {room.max.x - cap + ui.px(8), room.centre().y}, "Esc");
}

void CommandBar::draw_closed(const Facts& facts, Ui& ui, const Box& bar) {
  Box room = bar;
  room.min.x += draw_waiting(facts, ui.canvas, room);
  if (room.width() < ui.px(80)) return;
  if (answer_ && !answer_->accepted) return draw_warning(ui, room, bar, "! refused", answer_->given, answer_->message);
  if (answer_) {
    ui.canvas.text_in(room, Face::body, colour::muted,
                      fmt::format("✓ {}{}{}", answer_->given, answer_->message.empty() ? "" : " · ", answer_->message));
    return;
  }
  if (!notice_.what.empty()) return draw_warning(ui, room, bar, "! warning", notice_.what, notice_.message);
  if (facts.pending.empty()) ui.canvas.text_in(room, Face::body, colour::muted, "type / for a command");
}

void CommandBar::draw_found(Ui& ui, const Box& bar) {
  if (!found_) return;
  const auto& things = found_->things;
  struct Part {
    std::string_view kind;
    const std::vector<console::FoundLine>& lines;
    std::size_t count;
  };
  const Part parts[] = {{"open case", things.open_cases, things.open_count},
                        {"team", things.teams, things.team_count},
                        {"place", things.places, things.place_count},
                        {"closed case", things.closed_cases, things.closed_count}};
  std::size_t rows = 2;  // title and note
  for (const Part& part : parts) rows += std::min(part.lines.size(), found_shown) + (part.count > found_shown ? 1 : 0);
  Canvas& canvas = ui.canvas;
  const float line = ui.px(24);
  Box box{{bar.min.x + ui.px(30), bar.min.y - line * static_cast<float>(rows) - ui.px(14)},
          {std::min(bar.max.x - ui.px(30), bar.min.x + ui.px(900)), bar.min.y}};
  canvas.set_layer(1);
  canvas.fill(box, colour::raised, space::rounding);
  canvas.frame(box, colour::line_strong, space::rounding);
  Box rest = box.inset(ui.px(12), ui.px(7));
  Box head = rest.take_top(line);
  const KeyHint close[] = {{"Esc", "close"}};
  head.max.x = key_hints(canvas, {head.max.x, head.centre().y}, close) - ui.px(10);
  canvas.text_in(head, Face::body_strong, colour::text, found_->title);
  for (const Part& part : parts) {
    for (std::size_t i = 0; i < std::min(part.lines.size(), found_shown); ++i) {
      Box row = rest.take_top(line);
      canvas.text_in(row.take_left(ui.px(90)), Face::body, colour::muted, part.kind);
      canvas.text_in(row.take_left(ui.px(190)), Face::body_strong, colour::text, part.lines[i].name);
      canvas.text_in({{row.min.x + ui.px(10), row.min.y}, row.max}, Face::body, colour::text, part.lines[i].text);
    }
    if (part.count > found_shown)
      canvas.text_in(rest.take_top(line), Face::body, colour::muted,
                     fmt::format("{}: {} more, add a word", part.kind, part.count - found_shown));
  }
  canvas.text_in(rest.take_top(line), Face::body, colour::muted, things.note);
  canvas.set_layer(0);
}

float CommandBar::draw_completions(Ui& ui, const Box& bar) {
  const std::size_t n = std::min(parsed_.completions.size(), completions_shown);
  if (n == 0) return bar.min.y;
  const float line = ui.px(26);
  float names = 0;
  for (std::size_t i = 0; i < n; ++i)
    names = std::max(names, ui.canvas.width(Face::body_strong, parsed_.completions[i].text));
  const bool more = parsed_.completions.size() > n;
  const float h = line * static_cast<float>(n + (more ? 1 : 0)) + ui.px(10);
  const float w = std::min(bar.width(), std::max(ui.px(460), names + ui.px(420)));
  Box box{{bar.min.x + ui.px(30), bar.min.y - h}, {bar.min.x + ui.px(30) + w, bar.min.y}};
  ui.canvas.set_layer(1);
  ui.canvas.fill(box, colour::raised, space::rounding);
  ui.canvas.frame(box, colour::line_strong, space::rounding);
  Box inside = box.inset(0, ui.px(5));
  for (std::size_t i = 0; i < n; ++i) {
    const Box row = inside.take_top(line);
    if (static_cast<int>(i) == chosen_) ui.canvas.fill(row, colour::selected);
    const Box text = row.inset(ui.px(12), 0);
    ui.canvas.text_in(text, Face::body_strong, colour::text, parsed_.completions[i].text);
    ui.canvas.text_in({{text.min.x + names + ui.px(16), text.min.y}, text.max}, Face::body, colour::muted,
                      parsed_.completions[i].description);
  }
  if (more)
    ui.canvas.text_in(inside.inset(ui.px(12), 0), Face::small, colour::muted,
                      fmt::format("{} more: keep typing", parsed_.completions.size() - n));
  ui.canvas.set_layer(0);
  return box.min.y;
}

void CommandBar::draw_open(Ui& ui, const Box& bar, float above) {
  Box room = bar;
  const float wanted = ui.canvas.width(Face::heading, edit_.text()) + ui.px(12);
  const Box text = room.take_left(std::clamp(wanted, ui.px(60), bar.width() * 0.6F));
  edit_.draw(ui.canvas, text, Face::heading, colour::text, true);
  room.min.x += ui.px(14);
  const bool insisted = insisted_ && !parsed_.missing.empty();
  if (edit_.lost() > 0) {
    ui.canvas.warning_mark({room.min.x, room.centre().y - ui.px(6)}, 13, colour::warm_yellow);
    room.min.x += ui.px(20);
    say(ui, room, bar, above, colour::warm_yellow,
        fmt::format("{}, and nothing is sent. Shorten the line; deleting one character accepts what stands.",
                    edit_.lost_words()));
  } else if (!parsed_.error.empty() || insisted) {
    ui.canvas.warning_mark({room.min.x, room.centre().y - ui.px(6)}, 13, colour::warm_yellow);
    room.min.x += ui.px(20);
    say(ui, room, bar, above, colour::warm_yellow, parsed_.error.empty() ? parsed_.missing : parsed_.error);
  } else if (must_confirm()) {
    ui.canvas.warning_mark({room.min.x, room.centre().y - ui.px(6)}, 13, colour::warm_yellow);
    room.min.x += ui.px(20);
    say(ui, room, bar, above, colour::warm_yellow, batch_confirm_ + ". Enter again to send it, Esc to leave it");
  } else if (!parsed_.preview.empty()) {
    say(ui, room, bar, above, parsed_.ready() ? colour::text : colour::muted, parsed_.preview);
  } else {
    ui.canvas.text_in(room, Face::body, colour::muted,
                      edit_.text().empty() || parsed_.missing.empty()
                          ? "a verb first: A allocate, EN on the way, OS on scene, CL clear, N note, ? help"
                          : parsed_.missing);
  }
}

void CommandBar::draw(const Facts& facts, Ui& ui, const Box& bar) {
  const Panel named(ui.canvas, "command line");
  ui.canvas.fill(bar, colour::sunken);
  ui.canvas.line(bar.min, {bar.max.x, bar.min.y}, open_ ? colour::light_blue : colour::line);
  Box inner = bar.inset(ui.px(16), 0);
  const Box help = inner.take_right(ui.px(62));
  ui.canvas.text_in(help, Face::body, colour::muted, "? help", Align::right);
  inner.max.x -= ui.px(16);
  ui.canvas.text_in(inner.take_left(ui.px(20)), Face::heading, colour::light_blue, "›");
  if (open_) {
    const float above = draw_completions(ui, bar);
    draw_open(ui, inner, above);
    return;
  }
  draw_found(ui, bar);
  draw_closed(facts, ui, inner);
}

}  // namespace carehub::views
