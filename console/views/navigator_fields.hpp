#pragma once
// A form that the keyboard alone can fill: questions with numbered answers, choices and lines of text, one after the
// other.

#include <string>
#include <vector>

#include "console/widgets/line_edit.hpp"
#include "console/widgets/parts.hpp"

namespace carehub::views {

enum class FieldKind { heading, question, choice, text };

struct FieldItem {
  FieldKind kind = FieldKind::text;
  int id = 0;  // of the owner's choosing
  std::string label;
  std::string note;  // beside the label: what was found out about the answer
  bool warns = false;
  std::vector<std::string> choices;  // question, choice
  int chosen = -1;
  widgets::LineEdit edit;  // text
  bool half = false;       // shares its line with the next half
  int lines = 1;
};

class FieldList {
 public:
  std::vector<FieldItem> items;

  [[nodiscard]] FieldItem& of(int id);
  [[nodiscard]] const FieldItem& of(int id) const;
  [[nodiscard]] bool writing() const;  // a line of text has the keyboard
  [[nodiscard]] bool at_end() const;   // the last field has it
  void focus_first();
  void focus_on(int id);
  // Tab, arrows and Enter move; digits answer; letters write. True when an answer changed.
  bool handle(widgets::Input& input);
  // `focused`: the form has the keyboard. True when the mouse changed an answer.
  bool draw(widgets::Ui& ui, const widgets::Box& area, bool focused);

 private:
  void move(int step);
  bool answer(FieldItem& item, int choice);
  bool handle_answers(FieldItem& item, widgets::Input& input);
  float draw_question(widgets::Ui& ui, const widgets::Box& row, FieldItem& item, bool focused);
  float draw_choice(widgets::Ui& ui, const widgets::Box& row, FieldItem& item, bool focused);
  float draw_text(widgets::Ui& ui, const widgets::Box& row, FieldItem& item, bool focused);
  float draw_item(widgets::Ui& ui, const widgets::Box& row, std::size_t index, bool focused);
  void draw_answers(widgets::Ui& ui, widgets::Box row, FieldItem& item, bool focused);
  void draw_label(widgets::Ui& ui, const widgets::Box& row, const FieldItem& item, bool focused);

  std::size_t focus_ = 0;
  widgets::Scroll scroll_;
  bool moved_ = true;
  bool clicked_ = false;
  float height_ = 0;  // of the frame before
};

}  // namespace carehub::views
