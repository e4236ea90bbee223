#pragma once
// The navigator's worklist on the left: what needs a clinician, by time left.

#include "console/model/worklist.hpp"
#include "console/views/once_a_second.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class WorklistView {
 public:
  const console::Worklist& update(const Facts& facts);
  // Arrows move the selection.
  void handle(const Facts& facts, UiState& state, widgets::Input& input);
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area);

 private:
  void draw_standing(const Facts& facts, widgets::Canvas& canvas, widgets::Box& rest, const console::Worklist& list);
  void draw_row(UiState& state, widgets::Ui& ui, const widgets::Box& row, const console::WorkItem& item);
  void select(UiState& state, std::size_t index);

  OnceASecond<console::Worklist> list_;
  widgets::Scroll scroll_;
  bool moved_ = false;
};

// "answer 999 within 15 min", "answer 999 now", about the next validation whose fail-safe fires; empty when there is
// none.
[[nodiscard]] std::string next_fail_safe_text(const console::Worklist& list);

}  // namespace carehub::views
