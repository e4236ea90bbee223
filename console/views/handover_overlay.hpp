#pragma once
// The shift that was handed over, over any workspace (F9): who gave it, and each case that was named, to be worked
// through. Enter shows the chosen case, T takes the shift over.

#include "console/model/handover_list.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class HandoverOverlay {
 public:
  // Requires: state.handover_open. Takes every key.
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& screen, Requests& requests);

 private:
  void handle(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  void draw_line(widgets::Canvas& canvas, const widgets::Box& row, const console::HandoverLine& line, bool chosen);

  std::optional<console::HandoverList> list_;
  std::size_t chosen_ = 0;
  bool chosen_moved_ = false;
  widgets::Scroll scroll_;
};

}  // namespace carehub::views
