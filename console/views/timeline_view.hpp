#pragma once
// The next four hours, a row a team: travel, visits with their target, breaks, the end of the shift; and in one line
// all who are held for later. A visit dragged to another row becomes an override that asks for its reason in the
// command line; while it is dragged a ghost says what letting go would mean, and Esc leaves it where it was.

#include "console/model/ahead.hpp"
#include "console/model/drop.hpp"
#include "console/model/timeline.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class TimelineView {
 public:
  // Requires: called once a frame before others may take Esc.
  void handle(widgets::Input& input);
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Requests& requests);

 private:
  struct Axis {
    widgets::Box plot;
    Instant from;
    Instant until;
    [[nodiscard]] float x(Instant at) const;
    [[nodiscard]] Instant at(float x) const;
  };
  struct Room {
    std::size_t lanes = 1;
    float until = 0;  // where the next block of the lane begins
  };
  void draw_axis(const Facts& facts, widgets::Canvas& canvas, const Axis& axis, const widgets::Box& head);
  void draw_row(UiState& state, widgets::Ui& ui, const widgets::Box& row, const console::TimelineRow& team,
                const Axis& axis);
  void draw_block(UiState& state, widgets::Ui& ui, const widgets::Box& row, const console::TimelineBlock& block,
                  const Axis& axis, const Room& room);
  // Returns where the mouse can take it: the block, and the name beside a short one.
  widgets::Box draw_visit(UiState& state, widgets::Ui& ui, const widgets::Box& box, const console::TimelineBlock& block,
                          float room);
  // Below the rows: what the look-ahead says, and which teams are in sight.
  [[nodiscard]] float foot_height(const Facts& facts, const widgets::Canvas& canvas, float width, bool all_fit) const;
  void draw_foot(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& area, const std::string& teams) const;
  void draw_ahead(widgets::Canvas& canvas, widgets::Box rest) const;
  void draw_held(UiState& state, widgets::Ui& ui, const widgets::Box& area);
  [[nodiscard]] bool is_dragging(const widgets::Ui& ui) const;
  // The row under the mouse, while a visit is dragged.
  void drag_over(const Facts& facts, widgets::Ui& ui, const TeamId& team, const widgets::Box& row, const Axis& axis);
  void end_drag(const Facts& facts, widgets::Ui& ui, Requests& requests);
  void draw_ghost(widgets::Ui& ui, const widgets::Box& area, const Axis& axis);

  // Rows on the screen, made once a change or a second.
  struct Rows {
    std::size_t first = 0;
    std::uint64_t revision = 0;
    std::int64_t second = 0;
    std::vector<console::TimelineRow> made;
  };
  [[nodiscard]] static float row_height(const widgets::Canvas& canvas, float room, std::size_t teams);
  void make_rows(const Facts& facts, std::size_t first, std::size_t count);

  Rows rows_;
  console::HeldLine held_;  // made once a change or a second, as well
  std::optional<std::uint64_t> held_revision_;
  console::AheadLine ahead_;
  widgets::Scroll scroll_;
  CaseId dragged_;
  TeamId dragged_from_;
  widgets::Point drag_start_;
  bool drag_moved_ = false;
  std::optional<console::Drop> drop_;  // over a row
  widgets::Box drop_row_;
  TeamId drop_team_;
};

}  // namespace carehub::views
