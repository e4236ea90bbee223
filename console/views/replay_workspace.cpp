#include "console/views/replay_workspace.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "console/model/text.hpp"
#include "console/views/room_columns.hpp"

namespace carehub::views {
namespace {

using namespace widgets;

constexpr float banner_height = 38;
constexpr float replay_line_height = 44;
constexpr float edge = 6;  // of the hatched frame
constexpr float least_decisions = 120;
constexpr std::uint32_t marks_before = 60;
constexpr std::uint32_t marks_after = 20;
constexpr std::chrono::milliseconds picture_at_most{120};
constexpr std::chrono::milliseconds history_at_most{250};
constexpr std::chrono::milliseconds playing_frame{100};
constexpr std::chrono::milliseconds waiting_frame{250};
constexpr std::chrono::milliseconds worth_saying{600};  // of waiting

// A frame of slanting strokes: no live screen has one.
void hatched_frame(Canvas& canvas, const Box& area) {
  const float width = canvas.px(edge);
  const float pitch = canvas.px(14);
  canvas.frame(area.inset(width / 2), colour::replay, 0, width);
  for (float x = area.min.x; x < area.max.x; x += pitch) {
    canvas.line({x, area.min.y + width}, {x + width, area.min.y}, colour::on_fill, 1.5F);
    canvas.line({x, area.max.y}, {x + width, area.max.y - width}, colour::on_fill, 1.5F);
  }
  for (float y = area.min.y; y < area.max.y; y += pitch) {
    canvas.line({area.min.x, y + width}, {area.min.x + width, y}, colour::on_fill, 1.5F);
    canvas.line({area.max.x - width, y + width}, {area.max.x, y}, colour::on_fill, 1.5F);
  }
}

std::string day_and_time(const Calendar& calendar, Instant at) {
  return day_text(calendar, at) + " " + clock_text_seconds(calendar, at);
}

}  // namespace

std::unique_ptr<Workspace> make_replay() {
  return std::make_unique<ReplayWorkspace>();
}

std::vector<KeyLine> ReplayWorkspace::keys() const {
  return {
      {"Space", "play, and pause"},
      {"← →", "ten seconds back and on; with Shift a minute"},
      {"Ctrl ← →", "the call, decision or missed target before, and the next"},
      {"+ -", "play faster and slower: 1x, 10x, 60x, 600x"},
      {"PgUp PgDn", "show less of the time, and more"},
      {"Home End", "the journal's first moment, and its last"},
      {"0-9", "write a time: 14:05, yesterday 14:05, -20; Enter goes there"},
      {"/", "the same, for times that begin with a word"},
      {"Enter", "why: the reasons of what stands first in the list"},
      {"F7", "what happened to the selected case, or to all"},
      {"Esc", "from the reasons to the case; let go of the case"},
      {"↑↓", "move in the case list"},
      {"a-z", "type to filter the case list; Esc shows all"},
      {"F2", "map and teams, teams only, map only"},
      {"F3", "the story whole, or its start"},
      {"F11", "move a border by arrows; again: the next; Home: as designed"},
      {"Shift PgDn PgUp", "move in the selected case"},
      {"F4", "all on the map, cases, teams, or places only"},
      {"Ctrl ↑↓", "move the map"},
  };
}

const HistoryMark* ReplayWorkspace::current() const {
  return history_ == nullptr ? nullptr : console::mark_at(*history_, player_.at(), standing_);
}

void ReplayWorkspace::go_to(Instant at) {
  player_.go_to(at);
  player_.pause();
  played_from_ = player_.at();
  standing_.reset();
  why_ = false;
}

void ReplayWorkspace::stand_on(const HistoryMark& mark, UiState& state) {
  go_to(mark.at);
  standing_ = mark.sequence;
  if (mark.case_id.given()) state.selected = mark.case_id;
}

// --- what is asked of the hub ---

void ReplayWorkspace::ask(const Facts& facts, Requests& requests) {
  HistoryWish wish{
      .around = player_.known() ? player_.at() : facts.now, .of = only_, .before = marks_before, .after = marks_after};
  if (player_.known()) {
    wish.from = player_.from();
    wish.to = player_.to();
    wish.parts = parts_;
  }
  const bool unread = history_ != nullptr && history_->read_permille < 1000;
  const bool other = !asked_wish_ || *asked_wish_ != wish || unread;
  if (other && !facts.past.history_due && (!asked_wish_ || facts.steady - asked_history_ >= history_at_most)) {
    requests.history = wish;
    asked_wish_ = wish;
    asked_history_ = facts.steady;
  }
  if (!player_.known()) return;
  const bool moved = !asked_at_ || *asked_at_ != player_.at();
  if (moved && !facts.past.picture_due && facts.steady - asked_picture_ >= picture_at_most) {
    requests.past_at = player_.at();
    asked_at_ = player_.at();
    asked_picture_ = facts.steady;
  }
}

Facts ReplayWorkspace::shown(const Facts& facts, Requests& requests) {
  live_now_ = facts.now;
  events_ = facts.picture->sequence;
  if (facts.past.history != nullptr) {
    history_ = facts.past.history;
    const bool first_time = !player_.known();
    if (!facts.loading) player_.follow(history_->first, std::max(history_->last, facts.now));
    if (first_time) played_from_ = player_.at();
  }
  player_.advance(facts.steady);
  if (player_.playing()) standing_.reset();
  if (!facts.loading) ask(facts, requests);
  const bool waits = facts.past.picture_due || facts.past.history_due;
  if (!facts.past.picture_due) waiting_since_.reset();
  if (facts.past.picture_due && !waiting_since_) waiting_since_ = facts.steady;
  const bool unsettled = waits || (player_.known() && asked_at_ != player_.at());
  if (player_.playing() || unsettled) requests.again_in = player_.playing() ? playing_frame : waiting_frame;
  static const auto nothing = std::make_shared<const console::Picture>();
  Facts was = facts;
  was.replay = true;
  was.link.replay = true;
  was.link.speed = 1;
  was.picture = facts.past.picture != nullptr ? facts.past.picture : nothing;
  was.now = facts.past.picture != nullptr ? facts.past.at : facts.now;
  was.options = nullptr;
  was.pending.clear();
  return was;
}

// --- keys ---

void ReplayWorkspace::handle_player(Input& input) {
  if (input.take_typed(' ')) {
    player_.play_or_pause();
    if (player_.playing()) played_from_ = player_.at();
  }
  if (input.take_typed('+')) player_.faster();
  if (input.take_typed('-')) player_.slower();
  if (input.take(Key::left)) go_to(player_.at() - seconds(10));
  if (input.take(Key::right)) go_to(player_.at() + seconds(10));
  if (input.take(Key::left, false, true)) go_to(player_.at() - minutes(1));
  if (input.take(Key::right, false, true)) go_to(player_.at() + minutes(1));
  if (input.take(Key::home)) go_to(player_.first());
  if (input.take(Key::end)) go_to(player_.last());
  if (input.take(Key::page_up)) player_.zoom(true);
  if (input.take(Key::page_down)) player_.zoom(false);
}

// A time is being written: the keyboard is the field's.
void ReplayWorkspace::handle_writing(const Facts& facts, Input& input) {
  if (input.take(Key::escape)) {
    writing_ = false;
  } else if (input.take(Key::enter)) {
    const auto at = console::moment_of(edit_.text(), facts.picture->site->calendar, player_.at(), live_now_);
    if (at) {
      go_to(*at);
      writing_ = false;
    } else {
      mistake_ = at.error().detail;
    }
  } else if (edit_.edit(input)) {
    mistake_.clear();
  }
  input.keys.clear();
  input.typed.clear();
}

void ReplayWorkspace::handle(const Facts& facts, UiState& state, Ui& ui) {
  Input& input = ui.input;
  if (writing_) return handle_writing(facts, input);
  const auto opens = [](char c) { return (c >= '0' && c <= '9') || c == '/' || c == ':'; };
  if (!input.typed.empty() && opens(input.typed.front())) {
    const bool digit = input.typed.front() >= '0' && input.typed.front() <= '9';
    edit_.set(digit ? input.typed : input.typed.substr(1));
    mistake_.clear();
    writing_ = true;
    input.typed.clear();
    return;
  }
  const bool on = input.take(Key::right, true);
  const bool back = input.take(Key::left, true);
  if (history_ != nullptr && (on || back)) {
    const auto* mark = on ? console::next_mark(*history_, player_.at(), standing_)
                          : console::mark_before(*history_, player_.at(), standing_);
    if (mark != nullptr) stand_on(*mark, state);
  }
  handle_player(input);
  if (input.take(Key::f2)) middle_ = static_cast<Middle>((static_cast<int>(middle_) + 1) % 3);
  if (input.take(Key::f7)) only_ = only_.given() ? CaseId{} : state.selected;
  if (why_ && input.take(Key::escape)) why_ = false;
  if (input.take(Key::enter)) {
    if (const auto* mark = current(); mark != nullptr && mark->case_id.given()) {
      stand_on(*mark, state);
      why_of_ = mark->case_id;
      why_ = true;
    }
  }
}

// --- what is drawn ---

std::string ReplayWorkspace::progress_text(const Facts& facts) const {
  if (!facts.past.fault.empty()) return "! " + facts.past.fault;
  const bool long_wait = waiting_since_ && facts.steady - *waiting_since_ >= worth_saying;
  if (history_ != nullptr && history_->read_permille < 1000)
    return "reading the journal: " + console::read_words(history_->read_permille, events_);
  if (long_wait) return "fetching " + clock_text_seconds(facts.picture->site->calendar, player_.at());
  return player_.playing() ? fmt::format("playing at {}x", player_.speed()) : "paused";
}

void ReplayWorkspace::draw_banner(const Facts& facts, Canvas& canvas, const Box& banner) {
  canvas.fill(banner, colour::replay);
  Box rest = banner.inset(canvas.px(16), 0);
  const std::string right = progress_text(facts);
  canvas.text_in(rest, Face::body_strong, colour::on_fill, right, Align::right);
  rest.max.x -= canvas.width(Face::body_strong, right) + canvas.px(16);
  const Calendar& calendar = facts.picture->site->calendar;
  const std::string moment = facts.picture->number > 0 ? day_and_time(calendar, facts.now) : std::string("–");
  const bool same_day = local_time(calendar, live_now_).day == local_time(calendar, facts.now).day;
  const std::string live =
      (same_day ? "" : day_text(calendar, live_now_).substr(0, 10) + " ") + clock_text(calendar, live_now_);
  for (const std::string& words :
       {fmt::format("REPLAY  ·  {}  ·  the hub itself is at {}  ·  nothing can be sent from here", moment, live),
        fmt::format("REPLAY  ·  {}  ·  the hub itself is at {}", moment, live), fmt::format("REPLAY  ·  {}", moment)}) {
    if (canvas.width(Face::heading, words) > rest.width()) continue;
    canvas.text_in(rest, Face::heading, colour::on_fill, words);
    return;
  }
}

void ReplayWorkspace::draw_nothing(const Facts& facts, Canvas& canvas, const Box& area) {
  const bool fault = !facts.past.fault.empty();
  const std::string read = history_ != nullptr
                               ? "Reading the journal: " + console::read_words(history_->read_permille, events_)
                               : "Reading the journal";
  const std::string title = fault ? "! The past cannot be shown" : read;
  const std::string text = fault ? facts.past.fault
                                 : "The hub reads its journal from the beginning; that takes some seconds for a "
                                   "week, and up to a minute for years.";
  const float width = std::min(canvas.px(620), area.width() - canvas.px(80));
  const float high = canvas.px(64) + canvas.paragraph_height(width, Face::body, text);
  Box box =
      box_at({area.centre().x - width / 2 - canvas.px(24), area.centre().y - high / 2}, width + canvas.px(48), high);
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, fault ? colour::red_fill : colour::line_strong, space::rounding);
  box = box.inset(canvas.px(24), canvas.px(12));
  canvas.text_in(box.take_top(canvas.px(34)), Face::title, colour::text, title);
  canvas.paragraph(box.min, width, Face::body, colour::muted, text);
}

void ReplayWorkspace::draw_middle(const Facts& facts, UiState& state, Ui& ui, const Box& area, Dividing& dividing,
                                  Requests& requests) {
  Box rest = area;
  if (middle_ != Middle::timeline)
    map_view_.draw(facts, state, ui, middle_ == Middle::map ? rest : take_map(dividing, ui, rest));
  if (middle_ != Middle::map) timeline_.draw(facts, state, ui, rest, requests);
}

void ReplayWorkspace::draw_left(const Facts& facts, UiState& state, Ui& ui, const Box& area, Dividing& dividing,
                                Requests& requests) {
  Box list = area;
  const float height = area.height();
  const Box decisions = dividing.take(
      "decisions", list, Side::bottom, height,
      {ui.px(least_decisions), height - std::round(height * 0.58F), height - cases_.height(ui.canvas, 3)});
  cases_.draw(facts, state, ui, list, requests, &dividing);
  if (const auto* mark = decisions_.draw(history_.get(), facts, current(), only_, ui, decisions)) {
    const HistoryMark clicked = *mark;
    stand_on(clicked, state);
    why_of_ = clicked.case_id;
    why_ = clicked.case_id.given();
  }
}

void ReplayWorkspace::draw_views(const Facts& facts, UiState& state, Ui& ui, const Box& area, Dividing& dividing,
                                 Requests& requests) {
  const RoomColumns columns = room_columns(dividing, ui, area);
  // F2 takes what a narrow screen has no room for beside the lists.
  if (!columns.narrow || middle_ == Middle::both) draw_left(facts, state, ui, columns.list, dividing, requests);
  if (!columns.narrow || middle_ != Middle::both) draw_middle(facts, state, ui, columns.middle, dividing, requests);
  if (why_)
    why_view_.draw(facts, why_of_, ui, columns.chosen);
  else
    case_.draw(facts, state, ui, columns.chosen, requests, &dividing);
  dividing.draw();
}

// Where the command line stands on other screens: what the keys do, or the time that is being written.
void ReplayWorkspace::draw_line(const Facts& facts, Ui& ui, const Box& line) {
  Canvas& canvas = ui.canvas;
  canvas.fill(line, colour::sunken);
  canvas.line(line.min, {line.max.x, line.min.y}, colour::line);
  Box rest = line.inset(ui.px(space::margin), 0);
  if (writing_) {
    canvas.text_in(rest.take_left(canvas.width(Face::body_strong, "Go to") + ui.px(12)), Face::body_strong,
                   colour::text, "Go to");
    Box field = rest.take_left(std::min(ui.px(300), rest.width() * 0.4F)).inset(0, ui.px(6));
    edit_.draw_field(canvas, field, true, "14:05");
    rest.min.x += ui.px(14);
    const auto at = console::moment_of(edit_.text(), facts.picture->site->calendar, player_.at(), live_now_);
    const std::string said = !mistake_.empty() ? "! " + mistake_
                             : at              ? "Enter goes to " + day_and_time(facts.picture->site->calendar, *at)
                                               : "14:05, yesterday 14:05, mon 14:05, 22 nov 14:05, or -20 minutes";
    canvas.text_in(rest, Face::body, mistake_.empty() ? colour::muted : colour::warm_yellow, said);
    return;
  }
  const std::string speed = fmt::format("{}x", player_.speed());
  const Box play =
      rest.take_left(button_width(canvas, player_.playing() ? "pause" : "play", "Space")).inset(0, ui.px(7));
  if (button(ui, play, player_.playing() ? "pause" : "play", "Space", player_.playing())) {
    player_.play_or_pause();
    played_from_ = player_.at();
  }
  rest.min.x += ui.px(14);
  canvas.text_in(rest.take_left(canvas.width(Face::body_strong, speed) + ui.px(14)), Face::body_strong, colour::text,
                 speed);
  static constexpr KeyHint hints[] = {{"14:05", "go to a time"}, {"← →", "10 s"},       {"Ctrl ← →", "event"},
                                      {"+ -", "speed"},          {"PgUp PgDn", "zoom"}, {"F1", "all keys"}};
  key_hints(canvas, {rest.max.x, rest.centre().y}, hints);
}

void ReplayWorkspace::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area, Requests& requests) {
  Canvas& canvas = ui.canvas;
  Dividing dividing(dividers_, state, ui, requests);
  if (player_.known()) handle(facts, state, ui);
  const bool known = facts.picture->number > 0;
  if (known && !writing_) {
    map_view_.handle(ui.input, canvas);
    cases_.handle(facts, state, ui.input, requests);
    if (!why_) case_.handle(facts, state, ui.input, requests);
  }
  Box rest = area;
  draw_banner(facts, canvas, rest.take_top(ui.px(banner_height)));
  const Box inside = rest.inset(ui.px(edge), 0);
  rest = Box{inside.min, {inside.max.x, inside.max.y - ui.px(edge)}};
  const Box line = rest.take_bottom(ui.px(replay_line_height));
  const Box strip = rest.take_bottom(ScrubberView::height(canvas));
  parts_ = ScrubberView::parts(canvas, strip.width(), player_.to() - player_.from());
  canvas.fill(strip, colour::panel);
  canvas.line(strip.min, {strip.max.x, strip.min.y}, colour::line_strong);
  if (player_.known()) {
    if (scrubber_.draw(history_.get(), facts.picture->site->calendar, player_, played_from_, ui, strip)) {
      player_.pause();
      standing_.reset();
    }
  }
  draw_line(facts, ui, line);
  if (known)
    draw_views(facts, state, ui, rest, dividing, requests);
  else
    draw_nothing(facts, canvas, rest);
  hatched_frame(canvas, area);
}

}  // namespace carehub::views
