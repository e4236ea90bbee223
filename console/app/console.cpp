#include "console/app/console.hpp"

#include <utility>

namespace carehub::app {

Console::Console(link::Link& link, Actor who, std::unique_ptr<views::Workspace> workspace)
    : link_(link), who_(std::move(who)), shell_(std::move(workspace)) {}

views::Facts Console::facts() {
  const link::LinkStatus status = link_.status();
  views::Facts facts;
  facts.picture = link_.picture();
  facts.loading = facts.picture == nullptr || facts.picture->number == 0;
  if (facts.picture == nullptr) facts.picture = std::make_shared<const console::Picture>();
  facts.now = status.hub_now;
  facts.last_heard = status.hub_now - status.age;
  facts.link.live = status.state == link::LinkState::live;
  facts.link.refused = status.state == link::LinkState::refused;
  facts.link.age = status.age;
  facts.link.text = status.text;
  facts.link.speed = status.speed;
  facts.who = who_;
  facts.key_map = &keys_;
  facts.background = [this](std::function<void()> job) { worker_.run(std::move(job)); };
  for (const link::PendingCommand& pending : link_.pending())
    if (!pending.text.empty()) facts.pending.push_back({pending.text, pending.waiting});
  if (shell_.state().selected.given()) facts.options = link_.options(shell_.state().selected);
  return facts;
}

void Console::take_answers(Instant now) {
  for (const wire::Answer& answer : link_.take_answers()) {
    const auto given = given_.find(answer.id);
    if (given == given_.end()) {
      if (answer.preview) shell_.show_preview(*answer.preview);
      continue;
    }
    views::AnswerLine line{given->second,  answer.accepted, answer.message,
                           answer.case_id, answer.person,   answer.preview};
    if (answer.refusal) line.message = answer.refusal->text;
    shell_.answered(std::move(line), now);
    given_.erase(given);
  }
}

void Console::carry_out(views::Requests& requests) {
  for (views::Given& given : requests.commands) {
    const CommandId id = link_.submit(std::move(given.command), given.text);
    given_.emplace(id, std::move(given.text));
  }
  for (Command& command : requests.quiet) (void)link_.submit(std::move(command), {});
  if (requests.options_of) link_.ask_options(*requests.options_of);
  quit_ = quit_ || requests.quit;
  again_ = requests.again;
}

// What comes of it stands where answers stand.
void Console::keep_paper(const views::Facts& facts, const views::Requests& requests) {
  const bool has_patients = who_.role != Role::manager;
  if (has_patients && !facts.loading)
    paper_.keep(facts.picture, facts.last_heard, facts.link.live, std::chrono::steady_clock::now().time_since_epoch());
  if (requests.print_pack) paper_.print(facts.picture, facts.last_heard);
  if (requests.save_summary) paper_.save_summary(facts.picture, *requests.save_summary, facts.last_heard);
  for (PaperDone& done : paper_.take_done()) {
    views::AnswerLine line{std::move(done.what), done.accepted, std::move(done.message), {}, {}, {}};
    shell_.answered(std::move(line), facts.now);
  }
}

const ImDrawData& Console::build(Stage& stage, widgets::Input& input) {
  keys_.apply(input);
  take_answers(link_.status().hub_now);
  const views::Facts now = facts();
  views::Requests requests;
  const ImDrawData& data =
      stage.build(input, [&](widgets::Ui& ui, const widgets::Box& screen) { shell_.draw(now, ui, screen, requests); });
  keep_paper(now, requests);
  if (requests.announced > 0 && announced_) announced_();
  if (requests.next_theme) {
    stage.set_theme(widgets::next_theme(stage.theme()));
    requests.again = true;
    if (theme_changed_) theme_changed_(stage.theme());
  }
  carry_out(requests);
  return data;
}

double Console::seconds_to_next() const {
  const Duration into_second = link_.status().hub_now.time_since_epoch() % seconds(1);
  const double wait = std::chrono::duration<double>(seconds(1) - into_second).count();
  // Of a simulation's clock every second cannot be shown; what changes wakes us anyway.
  return wait > 0.01 && link_.status().speed <= 1 ? wait + 0.002 : 1.0;
}

std::vector<widgets::Input> inputs_of_frames(std::vector<widgets::Input> done, const widgets::Input& still) {
  const bool did_something = std::any_of(done.begin(), done.end(), [](const auto& input) { return input.anything(); });
  if (done.empty() || did_something) done.push_back(still);
  return done;
}

Result<void> Console::run(Window& window, Stage& stage, const std::optional<Screenshot>& screenshot) {
  const auto started = std::chrono::steady_clock::now();
  while (!window.closing() && !quit_) {
    // Every batch is a frame of its own; only the last is drawn.
    std::vector<widgets::Input> batches = inputs_of_frames(window.take_input(), window.still());
    const bool damaged = window.take_damaged();
    if (damaged) stage.resize(static_cast<float>(window.width()), static_cast<float>(window.height()));
    const ImDrawData* data = nullptr;
    for (widgets::Input& input : batches) data = &build(stage, input);
    if (damaged) window.forget();
    window.draw(*data);
    const double since = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    if (screenshot && since >= screenshot->after_s) return window.save_png(*data, screenshot->file);
    const double due = again_       ? 0
                       : screenshot ? std::min(seconds_to_next(), std::max(0.01, screenshot->after_s - since))
                                    : seconds_to_next();
    window.wait(due);
  }
  return {};
}

}  // namespace carehub::app
