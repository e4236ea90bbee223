#pragma once
// What was decided at or before the cursor, the newest first: calls, who was found, what was refused, what was missed.

#include "console/model/replay.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class DecisionsView {
 public:
  // The mark that was clicked, if one was. `history` may be null.
  const HistoryMark* draw(const History* history, const Facts& facts, const HistoryMark* standing_on, CaseId only,
                          widgets::Ui& ui, const widgets::Box& area);

 private:
  void draw_mark(const Facts& facts, widgets::Canvas& canvas, widgets::Box row, const HistoryMark& mark, bool chosen);

  widgets::Scroll scroll_;
  Sequence newest_ = 0;
};

// "call", "decided", "refused", "missed": the word of a mark, and its shape beside it.
[[nodiscard]] std::string_view word_of(MarkKind kind);
void draw_mark_shape(widgets::Canvas& canvas, widgets::Point centre, MarkKind kind);

}  // namespace carehub::views
