#pragma once
// A page of plain text that grows line by line: nothing is cut that a line can hold, and what people wrote cannot move
// a terminal's cursor.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace carehub::console {

class TextPage {
 public:
  static constexpr std::size_t narrowest = 40;

  explicit TextPage(std::size_t width);

  void line(std::string_view text);
  // Parts that all matter: a line is full before the next begins.
  void parts(const std::vector<std::string>& all);
  // A blank line and a title.
  void section(std::string_view title);
  // Words that go on in the next line, further in, where one is too short for them.
  void wrapped(std::string_view text, std::size_t indent = 2);
  // "label   text", the text in a column of its own.
  void labelled(std::string_view label, std::string_view text, std::size_t label_width = 12);
  // Columns of given widths; the last takes what is left, in a new line where its width asks for more. What does not
  // fit goes on in the next line.
  void row(const std::vector<std::pair<std::string, std::size_t>>& cells);
  // Rows of as many cells, each column as wide as its widest cell; the first row may be heads.
  void table(const std::vector<std::vector<std::string>>& rows);
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void add_words(std::string& text, std::string_view words, std::size_t indent);

  std::size_t width_;
  std::string text_;
};

// Without anything that would move a cursor or end the line.
[[nodiscard]] std::string without_controls(std::string_view text);

}  // namespace carehub::console
