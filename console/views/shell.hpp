#pragma once
// The whole screen of one console: top bar, workspace, command line, and what lies over them. Decides who has the
// keyboard: lock, help, command line, workspace, in this order.

#include "console/model/seen_cases.hpp"
#include "console/views/command_bar.hpp"
#include "console/views/handover_overlay.hpp"
#include "console/views/kept_overlay.hpp"
#include "console/views/once_a_second.hpp"
#include "console/views/overlays.hpp"

namespace carehub::views {

class Shell {
 public:
  explicit Shell(std::unique_ptr<Workspace> workspace);

  // One frame. Requires: facts.picture is not null.
  void draw(const Facts& facts, widgets::Ui& ui, const widgets::Box& screen, Requests& requests);
  void answered(AnswerLine answer, Instant now);
  void noticed(Notice notice) { bar_.noticed(std::move(notice)); }
  // What a choice that is being made would do to everybody else.
  void show_preview(ChoicePreview preview) { state_.preview = std::move(preview); }

  [[nodiscard]] UiState& state() { return state_; }
  [[nodiscard]] const UiState& state() const { return state_; }
  [[nodiscard]] const Workspace& workspace() const { return *workspace_; }

 private:
  void take_keys(widgets::Input& input);
  void take_screen_keys(const Facts& facts, widgets::Input& input, Requests& requests);
  void obey(const Facts& facts, Requests& requests);
  void press_for_word(const Facts& facts, widgets::Input& below);
  void show_asked(const console::LocalDo& local);
  void draw_with_index(const Facts& facts, widgets::Ui& ui, const widgets::Box& screen, Requests& requests);
  void draw_over_read_only(const Facts& facts, widgets::Ui& ui, const widgets::Box& screen, Requests& requests);
  void draw_open(const Facts& facts, widgets::Ui& ui, const widgets::Box& screen, Requests& requests);

  std::unique_ptr<Workspace> workspace_;
  UiState state_;
  CommandBar bar_;
  HelpOverlay help_;
  HandoverOverlay handover_;
  KeptOverlay kept_;
  console::SeenCases seen_;
  console::HubIndex index_;
  OnceASecond<console::HeaderText> header_;
};

}  // namespace carehub::views
