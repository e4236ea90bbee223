#pragma once
// The capacity board: a wall display without patient data. F11 gives a manager the top bar and the command line.

#include "console/model/board_model.hpp"
#include "console/views/once_a_second.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class BoardWorkspace : public Workspace {
 public:
  [[nodiscard]] std::string_view name() const override { return "board"; }
  [[nodiscard]] std::vector<KeyLine> keys() const override;
  [[nodiscard]] bool wall() const override { return wall_; }
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Requests& requests) override;

 private:
  void draw_board(const Facts& facts, widgets::Canvas& canvas, widgets::Box area);

  OnceASecond<console::BoardModel> board_;
  OnceASecond<console::HeaderText> header_;
  bool wall_ = true;
};

}  // namespace carehub::views
