#pragma once
// What lies over a workspace: help, lock, and what the link has to say.

#include "console/views/view.hpp"

namespace carehub::views {

// Keys of this workspace and every verb that the person may use. Scrolls.
class HelpOverlay {
 public:
  void draw(const Facts& facts, UiState& state, const Workspace& workspace, widgets::Ui& ui,
            const widgets::Box& screen);

 private:
  widgets::Scroll scroll_;
};

// Covers everything; shows counts but nobody's case.
void draw_lock(const Facts& facts, const console::HeaderText& header, widgets::Ui& ui, const widgets::Box& screen);

// A red frame round the whole screen and a line that says since when: nobody can take old figures for new ones.
// Returns the height that it takes below the top bar; 0 while the link is live.
float draw_stale(const Facts& facts, const console::HeaderText& header, widgets::Canvas& canvas,
                 const widgets::Box& screen, const widgets::Box& below_top);

// Instead of a workspace: nothing has been received yet, or the hub will not have us.
void draw_waiting(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& area);

}  // namespace carehub::views
