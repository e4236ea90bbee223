#pragma once
// What is kept on this console and not with the hub (F12): each thing as it was given, beside what the hub has. What
// the hub refused, or may have twice, stays until a person has looked. And a line of it below the top bar, over any
// workspace, so that nothing kept is forgotten.

#include "console/views/view.hpp"

namespace carehub::views {

class KeptOverlay {
 public:
  // Requires: state.kept_open. Takes every key.
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& screen, Requests& requests);

 private:
  void handle(UiState& state, widgets::Input& input, Requests& requests);
  void draw_list(const Facts& facts, widgets::Ui& ui, const widgets::Box& area);
  void draw_chosen(widgets::Ui& ui, const widgets::Box& area);

  std::vector<console::KeptLine> lines_;
  std::size_t chosen_ = 0;
  bool chosen_moved_ = false;
  widgets::Scroll list_scroll_, rows_scroll_;
  float rows_height_ = 0;
};

// In red while an emergency that was given here is not with the hub: that it was written down calls no ambulance. Names
// nobody. Returns the height that it takes.
float draw_unheard_emergency(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& below);

// Returns the height that it takes; 0 where nothing is kept.
float draw_kept_strip(const Facts& facts, widgets::Ui& ui, const widgets::Box& below, UiState& state);

}  // namespace carehub::views
