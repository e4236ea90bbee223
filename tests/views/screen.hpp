#pragma once
// A console without a window: frames are built from a picture and from what a person does, and every text is kept.

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <memory>

#include "console/app/console.hpp"
#include "console/app/sample.hpp"
#include "console/app/stage.hpp"
#include "console/views/shell.hpp"
#include "protocols/site/load.hpp"
#include "tests/support/paths.hpp"

namespace carehub::views {

inline const Instant evening =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours(19) + minutes(42) + seconds(7);

inline std::shared_ptr<const Site> shipped_site(const char* name = "isle-of-wight") {
  auto loaded = site::load_site(std::string(CAREHUB_SOURCE_DIR "/assets/sites/") + name + ".toml");
  return loaded ? std::make_shared<const Site>(std::move(loaded->site)) : nullptr;
}

class Screen {
 public:
  // `scale` 0: as the width asks for.
  explicit Screen(std::unique_ptr<Workspace> workspace = make_operator(), float width = 1920, float height = 1080,
                  std::size_t cases = 27, float scale = 0)
      : stage_(app::Stage::create(width, height, scale > 0 ? scale : app::scale_for(width)).value()),
        shell_(std::move(workspace)) {
    facts.picture = std::make_shared<const console::Picture>(app::sample_picture(shipped_site(), evening, cases));
    facts.now = evening;
    facts.last_heard = evening;
    facts.loading = false;
    facts.link.live = true;
    facts.who = {UserName("a.reed"), Role::operator_, "test"};
  }

  // One frame with this input, and one without, so that what was asked for shows.
  void frame(widgets::Input input = {}) {
    build(input);
    widgets::Input none;
    build(none);
  }
  // Frames as the window makes them: what was done, and where the mouse is afterwards.
  void as_in_a_window(std::vector<widgets::Input> done, const widgets::Input& still) {
    for (widgets::Input& input : app::inputs_of_frames(std::move(done), still)) build(input);
  }
  void key(widgets::Key key, bool ctrl = false) {
    widgets::Input input;
    input.keys.push_back({key, 0, ctrl});
    frame(input);
  }
  void letter(char c) {
    widgets::Input input;
    input.keys.push_back({widgets::Key::letter, c, true});
    frame(input);
  }
  void type(std::string text) {
    widgets::Input input;
    input.typed = std::move(text);
    frame(input);
  }

  [[nodiscard]] bool shows(std::string_view text) const {
    return std::any_of(log.begin(), log.end(), [&](const auto& seen) {
      return seen.shown.find(text) != std::string::npos && !visible(seen).empty();
    });
  }
  // Anything of this colour was drawn in the last frame.
  [[nodiscard]] bool drawn_in(widgets::Colour colour) const {
    const ImDrawData& data = *drawn_;
    for (int i = 0; i < data.CmdListsCount; ++i)
      for (const ImDrawVert& vertex : data.CmdLists[i]->VtxBuffer)
        if (vertex.col == widgets::palette_of(stage_->theme())[colour]) return true;
    return false;
  }
  [[nodiscard]] static widgets::Box visible(const widgets::TextSeen& seen) { return seen.box.cut(seen.clip); }
  [[nodiscard]] Shell& shell() { return shell_; }
  [[nodiscard]] widgets::Box size() const { return stage_->screen(); }
  void set_theme(widgets::Theme which) { stage_->set_theme(which); }
  void set_scale(float scale) { stage_->set_scale(scale).value(); }

  Facts facts;
  widgets::TextLog log;               // of the last frame
  std::vector<Given> commands;        // everything given so far
  std::vector<Command> quiet;         // what nobody gave
  std::size_t announced = 0;          // alerts, so far
  std::optional<TextSize> text_size;  // asked for last
  std::optional<widgets::Theme> theme;
  std::optional<std::string> shares_chosen;  // asked to be kept last
  Pointer pointer = Pointer::plain;          // in the last frame
  bool print_pack = false;                   // so far
  bool quit = false;
  std::optional<CaseId> asked;  // options
  std::optional<Instant> asked_past;
  std::optional<HistoryWish> asked_history;
  int reach_asked = 0;  // so often

 private:
  void build(widgets::Input& input) {
    log.clear();
    Requests requests;
    drawn_ = &stage_->build(
        input, [&](widgets::Ui& ui, const widgets::Box& screen) { shell_.draw(facts, ui, screen, requests); }, &log);
    for (Given& given : requests.commands) commands.push_back(std::move(given));
    for (Command& command : requests.quiet) quiet.push_back(std::move(command));
    if (requests.options_of) asked = requests.options_of;
    if (requests.past_at) asked_past = requests.past_at;
    if (requests.history) asked_history = requests.history;
    if (requests.reach_of) ++reach_asked;
    announced += requests.announced;
    if (requests.text_size) text_size = requests.text_size;
    if (requests.theme) theme = requests.theme;
    if (requests.shares_chosen) shares_chosen = requests.shares_chosen;
    pointer = requests.pointer;
    print_pack = print_pack || requests.print_pack;
    quit = quit || requests.quit;
  }

  std::unique_ptr<app::Stage> stage_;
  const ImDrawData* drawn_ = nullptr;
  Shell shell_;
};

}  // namespace carehub::views
