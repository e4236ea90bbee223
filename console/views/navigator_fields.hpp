#pragma once
// A form that the keyboard alone can fill: questions with numbered answers, choices, ticks and lines of text, one after
// the other.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "console/widgets/line_edit.hpp"
#include "console/widgets/parts.hpp"

namespace carehub::views {

enum class FieldKind { heading, note, question, choice, ticks, text };

enum class Tick { none, yes, no };

// Said where a form is not sent for that.
inline constexpr std::string_view field_full_words =
    "A field is full: the end of what was written there was not taken. Shorten it; deleting one character accepts what "
    "stands.";

// Without those that answer a question: a key too many at the last question ticks nothing.
inline constexpr std::string_view tick_letters = "abcdefghijklmopqrstvwxz";

struct FieldItem {
  FieldKind kind = FieldKind::text;
  int id = 0;  // of the owner's choosing
  std::string label;
  std::string note;  // beside the label: what was found out about the answer
  bool warns = false;
  std::string mark;                                         // before a question: its number
  std::vector<std::string> choices;                         // question, choice, ticks
  std::vector<std::pair<std::size_t, std::string>> groups;  // from this choice on they stand under these words
  int chosen = -1;
  std::vector<Tick> ticked;
  bool says_no = false;       // a second press is a no, a third takes it back
  bool fixed = false;         // its answer stays
  bool one_of_many = false;   // 0 answers all of these that have no answer yet with their second: no
  widgets::LineEdit edit;     // text
  std::string suggestion;     // stands in the line until somebody writes there
  bool touched = false;       // somebody wrote there
  bool half = false;          // shares its line with the next half
  bool narrow = false;        // shares its line with as many narrow ones as there is room for
  std::optional<int> points;  // what its answer counts in a score
  int lines = 1;
};

[[nodiscard]] FieldItem field_item(FieldKind kind, int id, std::string label);

[[nodiscard]] Tick after_press(const FieldItem& item, std::size_t at);

class FieldList {
 public:
  std::vector<FieldItem> items;

  [[nodiscard]] FieldItem& of(int id);
  [[nodiscard]] const FieldItem& of(int id) const;
  [[nodiscard]] bool has(int id) const;
  [[nodiscard]] int focused() const { return focus_ < items.size() ? items[focus_].id : -1; }
  [[nodiscard]] bool writing() const;  // a line of text has the keyboard
  [[nodiscard]] bool at_end() const;   // the last field has it
  // The first line of text that was too full for what was written: the keyboard goes there, and true.
  bool focus_on_full();
  [[nodiscard]] bool any_full() const;
  void focus_first();
  void focus_on(int id);
  // Tab, arrows and Enter move; digits and the letters of an answer answer; letters write. `after` runs behind each
  // answer, before the next key counts: it may bring the next question. True when an answer changed.
  bool handle(widgets::Input& input, const std::function<void()>& after = {});
  // Those with ids from `low` to below `high` go; these come behind `anchor`. Whoever has just answered goes on with
  // what now stands next.
  void replace(int low, int high, int anchor, std::vector<FieldItem> with);
  // No to all that are one of many and have no answer yet; the keyboard goes on behind them.
  bool answer_none();
  // `focused`: the form has the keyboard. True when the mouse changed an answer.
  bool draw(widgets::Ui& ui, const widgets::Box& area, bool focused);

 private:
  void move(int step);
  bool handle_now(widgets::Input& input);
  bool handle_answers(widgets::Input& input);
  bool handle_letter(FieldItem& item, char c);
  float draw_question(widgets::Ui& ui, const widgets::Box& row, FieldItem& item, bool focused);
  float draw_choice(widgets::Ui& ui, const widgets::Box& row, FieldItem& item, bool focused);
  float draw_text(widgets::Ui& ui, const widgets::Box& row, FieldItem& item, bool focused);
  float draw_note(widgets::Ui& ui, const widgets::Box& row, const FieldItem& item);
  float draw_item(widgets::Ui& ui, const widgets::Box& row, std::size_t index, bool focused);
  float draw_answers(widgets::Ui& ui, const widgets::Box& row, FieldItem& item, bool focused);
  [[nodiscard]] float least_width(const widgets::Canvas& canvas, const FieldItem& item) const;
  // How many narrow fields from `first` on share a line.
  [[nodiscard]] std::size_t in_line(const widgets::Canvas& canvas, std::size_t first, float width) const;
  // Side by side, each with its share of the room that is left; returns the height.
  float draw_narrow(widgets::Ui& ui, const widgets::Box& row, std::size_t first, std::size_t count, bool focused);
  void draw_label(widgets::Ui& ui, const widgets::Box& row, const FieldItem& item, bool focused);
  float draw_rows(widgets::Ui& ui, const widgets::Box& area, bool focused);

  std::size_t focus_ = 0;
  std::optional<int> answered_;  // left by its answer, with the last key
  widgets::Scroll scroll_;
  bool moved_ = true;
  bool clicked_ = false;
  float height_ = 0;  // of the frame before
};

}  // namespace carehub::views
