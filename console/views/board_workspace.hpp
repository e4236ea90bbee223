#pragma once
// The capacity board, without patient data, in three forms: an overview; the same under the top bar and above the
// command line, for a manager (F11); and large type for a wall, which nobody touches.

#include "console/model/board_model.hpp"
#include "console/views/once_a_second.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

enum class BoardForm { overview, desk, wall };

class BoardWorkspace : public Workspace {
 public:
  explicit BoardWorkspace(BoardForm form) : form_(form) {}
  [[nodiscard]] std::string_view name() const override { return "board"; }
  [[nodiscard]] std::vector<KeyLine> keys() const override;
  [[nodiscard]] bool wall() const override { return form_ != BoardForm::desk; }
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Requests& requests) override;

 private:
  [[nodiscard]] const console::BoardModel& board_of(const Facts& facts);
  [[nodiscard]] const console::HeaderText& header_of(const Facts& facts);
  // Draws what is said instead of a board, and returns true, while there is none.
  bool draw_none(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& area, widgets::Face face);
  void draw_board(const Facts& facts, widgets::Canvas& canvas, widgets::Box area);
  void draw_charts(const Facts& facts, widgets::Canvas& canvas, widgets::Box charts);
  void draw_wall(const Facts& facts, widgets::Canvas& canvas, widgets::Box area);

  OnceASecond<console::BoardModel> board_;
  OnceASecond<console::HeaderText> header_;
  BoardForm form_;
};

}  // namespace carehub::views
