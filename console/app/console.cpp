#include "console/app/console.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/app/preferences.hpp"

namespace carehub::app {
namespace {

// So long the hub may take to answer, and then to send its picture, before an earlier one is shown instead.
constexpr std::chrono::milliseconds soon_heard{700};
constexpr std::chrono::milliseconds soon_sent{3'000};

Instant machine_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace

Console::Console(link::Link& link, Actor who, std::unique_ptr<views::Workspace> workspace)
    : link_(link), who_(std::move(who)), shell_(std::move(workspace)) {}

Console::Present Console::present() const {
  Present shown{link_.picture(), link_.status(), false, false, {}, {}};
  const link::LinkStatus& status = shown.status;
  if (shown.picture == nullptr) shown.picture = std::make_shared<const console::Picture>();
  // A hub that has never said its time has most likely this machine's.
  shown.now = status.knows_time ? status.hub_now : machine_now();
  shown.last_heard = status.knows_time ? status.heard_at() : shown.now - status.age;
  shown.live = status.state == link::LinkState::live;
  // Whom the hub refuses sees nothing of it.
  if (shown.picture->number > 0 || !earlier_ || status.state == link::LinkState::refused) return shown;
  const KeptPictureHead& head = earlier_->head;
  shown.picture = earlier_->picture;
  shown.earlier = true;
  shown.live = false;  // the hub may be heard again, but this is not what it says
  if (!status.knows_time)
    shown.now = head.as_of + std::max(Duration{}, machine_now() - head.heard_at) * std::max(1, head.speed);
  shown.last_heard = std::min(head.as_of, shown.now);
  return shown;
}

views::Facts Console::facts() {
  Present shown = present();
  const link::LinkStatus& status = shown.status;
  views::Facts facts;
  facts.picture = std::move(shown.picture);
  facts.loading = facts.picture->number == 0;
  facts.now = shown.now;
  facts.last_heard = shown.last_heard;
  facts.link.live = shown.live;
  facts.link.refused = status.state == link::LinkState::refused;
  facts.link.earlier = shown.earlier;
  facts.link.age = shown.earlier ? shown.now - shown.last_heard : status.age;
  facts.link.text = status.text;
  if (shown.earlier && status.state == link::LinkState::live)
    facts.link.text = "the hub answers, its picture is on the way";
  facts.link.speed = shown.earlier ? earlier_->head.speed : status.speed;
  facts.earlier_trouble = earlier_trouble_;
  facts.who = who_;
  facts.key_map = &keys_;
  facts.steady = std::chrono::steady_clock::now().time_since_epoch();
  if (shell_.workspace().read_only()) facts.past = link_.past();
  facts.raster = background_;
  facts.background = [this](std::function<void()> job) { worker_.run(std::move(job)); };
  facts.kept = kept_facts(facts.now);
  for (const link::PendingCommand& pending : link_.pending())
    if (!pending.text.empty()) facts.pending.push_back({pending.text, pending.waiting});
  facts.chances = chances();
  if (shell_.state().selected.given()) facts.options = link_.options(shell_.state().selected);
  if (shell_.state().reach_of.given()) facts.reach = link_.reach(shell_.state().reach_of);
  return facts;
}

void Console::take_answers(Instant now) {
  for (const wire::Answer& answer : link_.take_answers()) {
    if (answer.preview) link_.ask_chances({answer.preview->chosen.case_id, answer.preview->kind, answer.preview->unit});
    settle_kept(answer);
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
  for (views::Given& given : requests.commands) give(std::move(given));
  for (Command& command : requests.quiet) (void)link_.submit(std::move(command), {});
  if (requests.options_of) link_.ask_options(*requests.options_of);
  if (requests.reach_of) link_.ask_reach(*requests.reach_of, shell_.state().reach_minutes);
  quit_ = quit_ || requests.quit;
  if (requests.past_at) link_.ask_past(*requests.past_at);
  if (requests.history) link_.ask_history(*requests.history);
  again_ = requests.again;
  again_in_ = requests.again_in;
}

// Of the choice that is being looked at, none of another one.
std::optional<console::ChoiceChances> Console::chances() const {
  const auto& preview = shell_.state().preview;
  const auto answer = link_.chances();
  if (!preview || !answer || answer->case_id != preview->chosen.case_id || answer->kind != preview->kind ||
      answer->unit != preview->unit)
    return std::nullopt;
  console::ChoiceChances chances{answer->futures, answer->missed_more_x100, {}, answer->fault};
  for (const auto& one : answer->cases) chances.cases.push_back({one.case_id, one.now_permille, one.then_permille});
  return chances;
}

// A fact is kept and arrives whenever it can; a decision is made now or not at all.
void Console::give(views::Given given) {
  const Present shown = present();
  const bool live = shown.live;
  const bool keeps = console::is_kept(given.command);
  if (!live && !keeps) {
    const auto since = clock_text_seconds(shown.picture->site->calendar, shown.last_heard);
    shell_.answered({std::move(given.text), false, console::not_kept_words(since), {}, {}, {}}, shown.now);
    return;
  }
  if (keeps) given.command = console::given_at(std::move(given.command), shown.now);
  const CommandId id = link_.submit(given.command, given.text);
  if (keeps && kept_) {
    const CaseId about = console::case_of(given.command, *shown.picture);
    kept_->keep({id, std::move(given.command), given.text, shown.now, !live, {}, {}, about});
  }
  given_.emplace(id, std::move(given.text));
}

std::string Console::person() const {
  return fmt::format("{}-{}", who_.user.value, who_.console);
}

void Console::keep_picture_in(const std::filesystem::path& folder) {
  pictures_ = std::make_unique<PictureKeeper>(folder, person(), who_.role == Role::manager, [] { Window::wake(); });
}

void Console::keep_picture(const views::Facts& facts) {
  if (!pictures_) return;
  const Duration steady = std::chrono::steady_clock::now().time_since_epoch();
  pictures_->tend(steady);
  if (std::string trouble = pictures_->take_trouble(); !trouble.empty()) {
    earlier_trouble_ = trouble;
    shell_.answered({"kept picture", false, std::move(trouble), {}, {}, {}}, facts.now);
  }
  if (facts.loading || facts.link.earlier) return look_for_earlier();
  const Instant heard_at = machine_now() - facts.link.age;
  pictures_->keep({facts.picture, facts.last_heard, heard_at, facts.link.speed, facts.link.live, steady});
  // Letting go of a large one takes longer than a frame may.
  if (earlier_) worker_.run([gone = std::exchange(earlier_, std::nullopt)] {});
}

void Console::look_for_earlier() {
  const auto waited = std::chrono::steady_clock::now() - started_;
  const bool heard = link_.status().state == link::LinkState::live;
  if (waited >= (heard ? soon_sent : soon_heard)) pictures_->look();
  if (auto found = pictures_->take_found()) earlier_ = *std::move(found);
  if (earlier_ && machine_now() - earlier_->head.heard_at > PictureKeeper::stays) earlier_.reset();
}

void Console::keep_in(const std::filesystem::path& folder) {
  paper_.of_hub(folder.filename().string());
  kept_ = std::make_unique<KeptKeeper>(folder, person(), [] { Window::wake(); });
  for (console::KeptCommand& one : kept_->read()) {
    if (!one.refusal.empty() || one.taken_as.given()) continue;
    link_.submit_again(one.id, std::move(one.command), one.text);
    given_.emplace(one.id, std::move(one.text));
  }
}

// What is answered at once is explained where it was given; of what was given long ago a refusal, or a second case for
// the same person, waits for somebody to look.
void Console::settle_kept(const wire::Answer& answer) {
  const console::KeptCommand* known = kept_ ? kept_->find(answer.id) : nullptr;
  if (known == nullptr) return;
  if (!known->offline) return kept_->drop(answer.id);
  console::KeptCommand one = *known;
  const bool so_already = answer.refusal && answer.refusal->code == RefusalCode::already_done;
  if (so_already) {
    kept_->drop(answer.id);  // what was reported stands at the hub: nothing to look at
  } else if (answer.refusal) {
    one.refusal = answer.refusal->text;
    kept_->keep(std::move(one));
  } else if (std::holds_alternative<RegisterCase>(one.command) && answer.case_id.given()) {
    one.taken_as = answer.case_id;
    taken_at_[one.id] = answer.sequence;
    kept_->keep(std::move(one));
  } else {
    kept_->drop(answer.id);
  }
}

void Console::tend_kept(const views::Requests& requests) {
  if (!kept_) return;
  kept_->tend(std::chrono::steady_clock::now());
  if (requests.kept_done) kept_->drop(*requests.kept_done);
  if (const auto* one = requests.kept_again ? kept_->find(*requests.kept_again) : nullptr) {
    views::Given again{one->command, one->text};
    kept_->drop(one->id);
    give(std::move(again));
  }
  const auto picture = link_.picture();
  std::vector<CommandId> settled;
  for (const console::KeptCommand& one : kept_->all()) {
    const auto taken = taken_at_.find(one.id);
    const bool shown = taken == taken_at_.end() || (picture && picture->sequence >= taken->second);
    if (picture && shown && picture->number > 0 && console::kept_state(one, *picture) == console::KeptState::settled)
      settled.push_back(one.id);
  }
  for (const CommandId& id : settled) kept_->drop(id);
}

// What is given and answered within a moment is not told of.
std::shared_ptr<const views::KeptFacts> Console::kept_facts(Instant now) {
  if (!kept_) return nullptr;
  constexpr seconds soon{3};
  std::vector<CommandId> shown;
  for (const console::KeptCommand& one : kept_->all())
    if (one.offline || !one.refusal.empty() || now - one.given > soon) shown.push_back(one.id);
  const bool same = kept_shown_ && kept_shown_revision_ == kept_->revision() && kept_shown_->shown == shown;
  if (!same) {
    kept_shown_ = std::make_shared<const views::KeptFacts>(kept_->all(), std::move(shown), kept_->troubles());
    kept_shown_revision_ = kept_->revision();
  }
  return kept_shown_;
}

// What comes of it stands where answers stand.
void Console::keep_paper(const views::Facts& facts, const views::Requests& requests) {
  const bool has_patients = who_.role != Role::manager && !shell_.workspace().read_only();
  if (has_patients && !facts.loading)
    paper_.keep(facts.picture, facts.last_heard, facts.link.live, std::chrono::steady_clock::now().time_since_epoch());
  if (requests.print_pack) paper_.print(facts.picture, facts.last_heard);
  if (requests.save_summary) paper_.save_summary(facts.picture, *requests.save_summary, facts.last_heard);
  for (PaperDone& done : paper_.take_done()) {
    if (done.standing) {
      shell_.noticed(done.accepted ? views::Notice{} : views::Notice{std::move(done.what), std::move(done.message)});
      continue;
    }
    views::AnswerLine line{std::move(done.what), done.accepted, std::move(done.message), {}, {}, {}};
    shell_.answered(std::move(line), facts.now);
  }
}

// What cannot be kept holds on this screen all the same, and the person learns both.
void Console::keep(const Chosen& chosen, std::string what, std::string said) {
  const auto kept = keep_chosen_ ? keep_chosen_(chosen) : Result<void>{};
  if (!kept) said = fmt::format("{}, until this console ends; it could not be kept: {}", said, kept.error().text());
  shell_.answered({std::move(what), kept.has_value(), std::move(said), {}, {}, {}}, present().now);
}

// What was dragged is seen, and said only where it could not be kept.
void Console::keep_shares(const std::string& said) {
  const Chosen chosen{.theme = {}, .scale_percent = {}, .shares = shell_.state().shares, .screen = screen_};
  if (!said.empty()) return keep(chosen, "layout", said);
  const auto kept = keep_chosen_ ? keep_chosen_(chosen) : Result<void>{};
  if (!kept)
    say("layout", fmt::format("it holds until this console ends; it could not be kept: {}", kept.error().text()));
}

void Console::take_screen(Window& window) {
  if (window.screen_name() == screen_) return;
  screen_ = window.screen_name();
  if (shares_on_) shell_.state().shares = shares_on_(screen_);
}

void Console::take_theme(Stage& stage, views::Requests& requests) {
  if (!requests.next_theme && !requests.theme) return;
  stage.set_theme(requests.theme.value_or(widgets::next_theme(stage.theme())));
  requests.again = true;
  keep({.theme = stage.theme(), .scale_percent = {}, .shares = {}, .screen = {}}, "theme",
       std::string(widgets::name_of(stage.theme())));
}

// Between two frames, because what was built with the old fonts must not be drawn with the new.
void Console::take_text_size(Window& window, Stage& stage) {
  if (!text_size_) return;
  const views::TextSize size = *std::exchange(text_size_, std::nullopt);
  const int usual = percent_of(scale_for(static_cast<float>(window.width()), window.content_scale()));
  const int percent = next_percent(percent_of(stage.scale()), usual, size);
  const auto said = fmt::format("{} %", percent);
  if (percent != percent_of(stage.scale())) {
    const auto done = stage.set_scale(static_cast<float>(percent) / 100);
    window.renew_fonts();
    if (!done) {
      shell_.answered({"text", false, done.error().text(), {}, {}, {}}, present().now);
      return;
    }
  }
  keep({.theme = {}, .scale_percent = size.usual ? 0 : percent, .shares = {}, .screen = {}}, "text", said);
}

const ImDrawData& Console::build(Stage& stage, widgets::Input& input) {
  if (words_) inputs_ += count_of(input);
  texts_.clear();
  keys_.apply(input);
  take_answers(present().now);
  if (background_ != nullptr) background_->begin_frame();
  const views::Facts now = facts();
  views::Requests requests;
  const ImDrawData& data = stage.build(
      input, [&](widgets::Ui& ui, const widgets::Box& screen) { shell_.draw(now, ui, screen, requests); },
      words_ ? &texts_ : nullptr);
  if (background_ != nullptr) background_->end_frame();
  keep_paper(now, requests);
  keep_picture(now);
  tend_kept(requests);
  if (requests.announced > 0 && announced_) announced_();
  take_theme(stage, requests);
  if (requests.text_size) {
    text_size_ = requests.text_size;
    requests.again = true;
  }
  if (requests.shares_chosen) keep_shares(*requests.shares_chosen);
  pointer_ = requests.pointer;
  carry_out(requests);
  return data;
}

void Console::show_words(const Stage& stage) {
  if (!words_) return;
  words_->show({inputs_, stage.theme(), stage.screen(), texts_}, std::chrono::steady_clock::now().time_since_epoch());
}

double Console::seconds_to_next() const {
  const Duration into_second = link_.status().hub_now.time_since_epoch() % seconds(1);
  const double wait = std::chrono::duration<double>(seconds(1) - into_second).count();
  if (again_in_) return std::chrono::duration<double>(*again_in_).count();
  // Of a simulation's clock every second cannot be shown; what changes wakes us anyway.
  const double next = wait > 0.01 && link_.status().speed <= 1 ? wait + 0.002 : 1.0;
  const auto held_back = words_ ? words_->due(std::chrono::steady_clock::now().time_since_epoch()) : std::nullopt;
  return held_back ? std::min(next, std::chrono::duration<double>(*held_back).count()) : next;
}

int percent_of(float scale) {
  return static_cast<int>(std::lround(scale * 100));
}

int next_percent(int now, int usual, const views::TextSize& size) {
  if (size.percent) return std::clamp(*size.percent, scale_least, scale_most);
  if (size.usual) return usual;
  const int tens = size.steps > 0 ? now / 10 : (now + 9) / 10;
  return std::clamp((tens + size.steps) * 10, scale_least, scale_most);
}

std::vector<widgets::Input> inputs_of_frames(std::vector<widgets::Input> done, const widgets::Input& still) {
  const bool did_something = std::any_of(done.begin(), done.end(), [](const auto& input) { return input.anything(); });
  if (done.empty() || did_something) done.push_back(still);
  return done;
}

Result<void> Console::run(Window& window, Stage& stage, const std::optional<Screenshot>& screenshot) {
  const auto started = std::chrono::steady_clock::now();
  while (!window.closing() && !quit_) {
    take_text_size(window, stage);
    take_screen(window);
    // Every batch is a frame of its own; only the last is drawn.
    std::vector<widgets::Input> batches = inputs_of_frames(window.take_input(), window.still());
    const bool damaged = window.take_damaged();
    if (damaged) stage.resize(static_cast<float>(window.width()), static_cast<float>(window.height()));
    const ImDrawData* data = nullptr;
    for (widgets::Input& input : batches) data = &build(stage, input);
    if (damaged) window.forget();
    window.show_pointer(pointer_);
    window.draw(*data);
    show_words(stage);
    if (drawn_) drawn_();
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
