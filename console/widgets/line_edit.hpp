#pragma once
// One line of text that a person writes: the command line, a filter, a field of a form. Works on UTF-8.

#include <string>
#include <string_view>

#include "console/widgets/parts.hpp"

namespace carehub::widgets {

class LineEdit {
 public:
  static constexpr std::size_t longest = 16'000;  // bytes: what the hub takes of one text, and a little less

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t cursor() const { return cursor_; }
  void set(std::string_view text);  // cursor at the end
  void clear() { set({}); }
  // Characters that were written and not taken, for the line was full; none once something was deleted: whoever does so
  // has seen where the text ends. While there are any, nothing more is taken.
  [[nodiscard]] std::size_t lost() const { return lost_; }
  // "full: 412 characters were not taken"; empty when nothing is lost.
  [[nodiscard]] std::string lost_words() const;

  // Takes typed text and editing keys; Enter, Escape, Tab, up and down are left for the owner. True if the text
  // changed.
  bool edit(Input& input);
  // The text with its cursor, scrolled so that the cursor is seen. Returns the width of the text drawn.
  float draw(Canvas& canvas, const Box& cell, Face face, Colour ink, bool focused,
             std::string_view placeholder = {}) const;
  // The same in a frame, several lines high if the box is; the frame is light blue while focused.
  void draw_field(Canvas& canvas, const Box& box, bool focused, std::string_view placeholder = {}) const;

 private:
  void insert(std::string_view typed);
  [[nodiscard]] std::size_t left_of(std::size_t at) const;
  [[nodiscard]] std::size_t right_of(std::size_t at) const;

  std::string text_;
  std::size_t cursor_ = 0;  // byte position
  std::size_t lost_ = 0;
};

}  // namespace carehub::widgets
