#include "console/views/shell.hpp"

#include <fmt/format.h>

#include <utility>

#include "console/views/top_bar.hpp"
#include "console/views/word_keys.hpp"

namespace carehub::views {

using namespace widgets;

Shell::Shell(std::unique_ptr<Workspace> workspace) : workspace_(std::move(workspace)) {}

void Shell::answered(AnswerLine answer, Instant now) {
  if (answer.record) {
    state_.record_of = answer.case_id;
    state_.record = std::move(answer.record);
  }
  // A refusal leaves what was asked before.
  if (answer.accepted) state_.preview = std::move(answer.preview);
  bar_.answered(std::move(answer), now);
}

void Shell::take_keys(Input& input) {
  if (input.take_letter('L', true)) state_.locked = !state_.locked;
  if (state_.locked || state_.help || state_.handover_open || state_.kept_open || bar_.is_open() ||
      workspace_->writing())
    return;
  if (input.take(Key::f1)) state_.help = true;
  if (workspace_->read_only()) {
    if (input.take_typed('?')) state_.help = true;
    return;
  }
  if (input.take(Key::f9)) state_.handover_open = !workspace_->wall();
  if (input.take(Key::f12)) state_.kept_open = !workspace_->wall();
  if (input.take_letter('Q', true)) bar_.open(fmt::format("{} ", console::local_verb(console::LocalAction::quit).name));
  // Opening the line takes what was typed after it in the same frame along.
  const auto at = input.typed.find_first_of("/:?");
  if (at == std::string::npos) return;
  const std::string rest = input.typed.substr(at + 1);
  if (input.typed[at] == '?')
    state_.help = true;
  else
    bar_.open(rest);
  input.typed.resize(at);
}

// What a word asks of the screen as a whole; the rest is the workspace's.
void Shell::obey(const Facts& facts, Requests& requests) {
  using console::LocalAction;
  console::LocalDo local;
  if (state_.take(LocalAction::lock, local)) state_.locked = true;
  if (state_.take(LocalAction::shift, local)) state_.handover_open = true;
  if (state_.take(LocalAction::kept, local)) state_.kept_open = true;
  if (state_.asked && state_.asked->action == LocalAction::mark && state_.asked->choice != "all") {
    local = *std::exchange(state_.asked, std::nullopt);
    if (local.choice == "none")
      state_.marked.clear();
    else
      state_.mark_or_unmark(local.case_id.given() ? local.case_id : state_.selected);
  }
  if (state_.take(LocalAction::quit, local)) requests.quit = true;
  if (state_.take(LocalAction::print_pack, local)) requests.print_pack = !facts.loading;
  if (state_.take(LocalAction::save_summary, local)) requests.save_summary = local.case_id;
  if (state_.take(LocalAction::theme, local)) {
    requests.theme = theme_named(local.choice);
    requests.next_theme = !requests.theme;
  }
  if (state_.take(LocalAction::text_size, local)) {
    TextSize size;
    if (local.number > 0) size.percent = static_cast<int>(local.number);
    size.steps = local.choice == "larger" ? 1 : local.choice == "smaller" ? -1 : 0;
    size.usual = local.choice == "usual";
    requests.text_size = size;
  }
  if (state_.asked && state_.asked->action == LocalAction::show) show_asked(*state_.asked);
}

void Shell::show_asked(const console::LocalDo& local) {
  if (local.choice == "none") state_.selected = {};
  if (local.choice == "all") state_.find.clear();
  if (local.choice.empty()) state_.selected = local.case_id;
  if (local.choice.empty() || local.choice == "none" || local.choice == "all") state_.asked.reset();
}

// A word that does what a key does presses it for the workspace.
void Shell::press_for_word(const Facts& facts, Input& below) {
  if (!state_.asked) return;
  if (workspace_->busy()) {
    const auto& verb = console::local_verb(state_.asked->action);
    bar_.answered({std::string(verb.name),
                   false,
                   "an unfinished form has the keyboard: send it, or put it aside with Esc",
                   {},
                   {},
                   {}},
                  facts.now);
    state_.asked.reset();
    return;
  }
  const auto press = key_for(*state_.asked);
  const char typed = typed_for(*state_.asked);
  if (press) below.keys.push_back(*press);
  if (typed != 0) below.typed += typed;
  if (press || typed != 0) state_.asked.reset();
}

void Shell::draw_open(const Facts& facts, Ui& ui, const Box& screen, Requests& requests) {
  Box area = screen;
  const auto& header = header_.last();
  draw_top_bar(header, ui.canvas, area.take_top(ui.px(space::top_bar)));
  const bool read_only = workspace_->read_only();
  const Box command_bar = read_only ? Box{} : area.take_bottom(ui.px(space::command_bar));
  area.min.y += draw_stale(facts, header, ui.canvas, area);
  if (!read_only) area.min.y += draw_unheard_emergency(facts, ui.canvas, area);
  area.min.y += draw_kept_strip(facts, ui, area, state_);
  // Within the red frame, so that it runs over no word.
  if (!facts.link.live && !facts.loading) area = area.inset(ui.px(7), 0);
  Input none;
  none.mouse = ui.input.mouse;
  const bool covered = bar_.is_open() || state_.help || state_.handover_open || state_.kept_open;
  if (!read_only) {
    bar_.handle(facts, state_, ui.input, requests);
    obey(facts, requests);
    press_for_word(facts, none);
  }
  Ui below{ui.canvas, covered ? none : ui.input};
  if (facts.loading)
    draw_waiting(facts, ui.canvas, area);
  else
    workspace_->draw(facts, state_, below, area, requests);
  if (read_only) return draw_over_read_only(facts, ui, screen, requests);
  if (state_.asked) {
    const auto& verb = console::local_verb(state_.asked->action);
    bar_.answered(
        {std::string(verb.name), false, fmt::format("this screen has nothing for it: {}", verb.help), {}, {}, {}},
        facts.now);
    state_.asked.reset();
  }
  if (requests.command_line) bar_.open(*requests.command_line);
  bar_.draw(facts, ui, command_bar);
  frame_stale(facts, ui.canvas, screen);
  const bool written = requests.command_line.has_value();
  if (state_.handover_open) handover_.draw(facts, state_, ui, screen, requests);
  if (state_.kept_open) kept_.draw(facts, state_, ui, screen, requests);
  // What lies over the bar writes there as well.
  if (!written && requests.command_line) bar_.open(*requests.command_line);
  if (state_.help) help_.draw(facts, state_, *workspace_, ui, screen);
}

// Whatever a view asked for, nothing leaves.
void Shell::draw_over_read_only(const Facts& facts, Ui& ui, const Box& screen, Requests& requests) {
  requests.commands.clear();
  requests.quiet.clear();
  requests.command_line.reset();
  requests.options_of.reset();
  requests.announced = 0;
  if (state_.help) help_.draw(facts, state_, *workspace_, ui, screen);
}

void Shell::draw(const Facts& facts, Ui& ui, const Box& screen, Requests& requests) {
  Facts shown = workspace_->shown(facts, requests);
  index_.follow(*shown.picture, shown.now);
  shown.index = &index_;
  draw_with_index(shown, ui, screen, requests);
  // A look at a case is one whenever the case is shown as it was.
  const bool sees_cases = !state_.locked && !workspace_->wall() && facts.who.role != Role::manager;
  if (const auto seen = seen_.look(sees_cases ? state_.selected : CaseId{}, facts.now))
    requests.quiet.emplace_back(ViewCase{*seen});
}

void Shell::take_screen_keys(const Facts& facts, Input& input, Requests& requests) {
  requests.next_theme = requests.next_theme || input.take_letter('T', true);
  TextSize size;
  while (input.take_letter('+', true)) ++size.steps;
  while (input.take_letter('-', true)) --size.steps;
  size.usual = input.take_letter('0', true);
  if (size.steps != 0 || size.usual) requests.text_size = size;
  if (state_.locked || facts.who.role == Role::manager || facts.loading || workspace_->read_only()) return;
  requests.print_pack = input.take(Key::f10);
  if (input.take_letter('P', true) && state_.selected.given()) requests.save_summary = state_.selected;
}

void Shell::draw_with_index(const Facts& facts, Ui& ui, const Box& screen, Requests& requests) {
  header_.get_now(facts, [](const Facts& f) {
    return console::header_text(*f.picture, f.now, f.link, f.who, console::count(*f.picture, f.index->cases()));
  });
  if (workspace_->wall()) {
    workspace_->draw(facts, state_, ui, screen, requests);
    return;
  }
  take_screen_keys(facts, ui.input, requests);
  take_keys(ui.input);
  if (state_.locked)
    draw_lock(facts, header_.last(), ui, screen);
  else
    draw_open(facts, ui, screen, requests);
}

}  // namespace carehub::views
