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

// Covers everything but what is always to be seen: hub, time, link, OPEL, counts, alerts, the two-hour figure, a lost
// hub. Shows nobody's case.
void draw_lock(const Facts& facts, const console::HeaderText& header, widgets::Ui& ui, const widgets::Box& screen);

// A line that says since when the hub is silent. Returns the height that it takes below the top bar; 0 while the link
// is live.
float draw_stale(const Facts& facts, const console::HeaderText& header, widgets::Canvas& canvas,
                 const widgets::Box& below_top);

// A red frame round the whole screen while the link is not live: nobody can take old figures for new ones. Requires:
// everything else is drawn already.
void frame_stale(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& screen);

// Instead of a workspace: nothing has been received yet, or the hub will not have us.
void draw_waiting(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& area);

}  // namespace carehub::views
