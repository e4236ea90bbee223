#pragma once
// Every open case by time left, with what is out of view counted below. Filter by typing, choose by arrows.

#include <map>
#include <unordered_map>

#include "console/model/case_list.hpp"
#include "console/views/dividers.hpp"
#include "console/views/view.hpp"
#include "console/widgets/splitter.hpp"

namespace carehub::views {

class CaseListView {
 public:
  // Keys: arrows, page, home, end, letters. Requires: called once a frame before draw.
  void handle(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  // What so many rows would like to have, for the layout.
  [[nodiscard]] float height(const widgets::Canvas& canvas, std::size_t rows) const;
  [[nodiscard]] std::size_t rows() const { return list_.size(); }
  // Returns the height used: less than the area when few cases are open. Edges of columns are dragged in the head.
  float draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Requests& requests,
             Dividing* dividing = nullptr);

 private:
  struct Column {
    enum Id { number, left, priority, source, need, where, age, flags, state, unit, breach } id;
    std::string_view title;
    float from = 0;
    float to = 0;
    bool right = false;
    std::string_view name = {};  // among UiState::shares
  };
  struct Wish;
  // Rows in two parts: pinned at the top, and the scrolled rest.
  struct Visible {
    std::size_t pinned = 0;
    std::size_t first = 0;
    std::size_t last = 0;
  };

  void lay_out_columns(const widgets::Canvas& canvas, const widgets::Box& area, const console::Shares& shares,
                       bool breach_known);
  void place_columns();
  void move_column(console::Shares& shares, std::size_t index, float by);
  void obey_column(UiState& state, Requests& requests);
  // In the head; used up before anything else sees the mouse.
  void handle_edges(UiState& state, widgets::Ui& ui, const widgets::Box& head, Requests& requests, Dividing* dividing);
  void draw_edges(widgets::Canvas& canvas, const widgets::Box& head) const;
  void restore_edge(console::Shares& shares, std::size_t index) const;
  void select_index(UiState& state, std::size_t index);
  // Space, Shift and arrows, Ctrl A; Escape lets go of all marks.
  void handle_marks(const Facts& facts, UiState& state, widgets::Input& input);
  void draw_head(widgets::Canvas& canvas, const widgets::Box& row);
  void draw_row(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& row, std::size_t index);
  void draw_cell(widgets::Canvas& canvas, const Column& column, const widgets::Box& row, const console::CaseRow& text,
                 bool moving);
  // Why a row with time left stands above others that have less.
  void draw_why_pinned(widgets::Canvas& canvas, const widgets::Box& row);
  void draw_footer(const Facts& facts, const UiState& state, widgets::Ui& ui, const widgets::Box& row,
                   const Visible& visible);
  [[nodiscard]] const console::CaseRow& row_of(const Facts& facts, CaseId id);

  console::CaseList list_;
  widgets::LineEdit filter_;
  widgets::Scroll scroll_;
  std::vector<Column> columns_;
  std::vector<console::ColumnRoom> rooms_;  // of columns_, side by side
  widgets::Box columns_in_;
  float gap_ = 0;
  std::string_view focused_edge_;
  std::map<std::string_view, widgets::Splitter> edges_;  // on the right of the column of that name
  CaseId pointed_;                                       // the row under the mouse
  std::size_t page_ = 10;                                // rows that the scrolled part shows
  float row_height_ = 40;
  bool selection_moved_ = false;
  bool any_breach_chance_ = false;
  struct Words {
    std::shared_ptr<const Case> record;  // that they were made of
    const void* site = nullptr;
    std::int64_t second = 0;
    console::CaseRow row;
  };
  std::unordered_map<CaseId, Words> words_;  // of rows on the screen
};

}  // namespace carehub::views
