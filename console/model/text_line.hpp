#pragma once
// One line that a person writes in a terminal, with its cursor and what was given before. Works on UTF-8. Pure.

#include <deque>
#include <string>
#include <string_view>

#include "console/model/terminal_keys.hpp"

namespace carehub::console {

class TextLine {
 public:
  static constexpr std::size_t longest = 20'000;  // bytes: more than a command may have, which is refused in words
  static constexpr std::size_t remembered = 50;   // lines

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t cursor() const { return cursor_; }  // in bytes
  void set(std::string_view text);                              // cursor at the end
  // Text, moving and deleting; up and down bring back what was given before. False for keys that are the owner's.
  bool take(const TerminalKey& key);
  // Empties the line and keeps it for later; returns it.
  std::string give();

 private:
  bool move(const TerminalKey& key);
  void insert(std::string_view typed);
  void erase(std::size_t from, std::size_t to);
  void erase_word();
  void recall(int step);
  [[nodiscard]] std::size_t left_of(std::size_t at) const;
  [[nodiscard]] std::size_t right_of(std::size_t at) const;

  std::string text_;
  std::size_t cursor_ = 0;
  std::deque<std::string> given_;  // newest first
  int recalled_ = -1;
  std::string unfinished_;  // what stood here before something was brought back
};

}  // namespace carehub::console
