#pragma once
// How a terminal is filled: the hub's state at the top, what is on show, the last answers, and the line being written
// with what it would do. Pure.

#include <string>
#include <vector>

#include "console/model/command_line.hpp"

namespace carehub::console {

struct ScreenParts {
  std::string header;
  std::string body;
  std::size_t scroll = 0;         // lines of the body above the first one shown
  std::vector<std::string> said;  // answers and changes, newest last
  std::string text;               // the line
  std::size_t cursor = 0;         // in bytes
  const ParsedLine* parsed = nullptr;
  bool insisted = false;  // Enter was pressed on a line that is not whole
};

struct ScreenLines {
  std::vector<std::string> lines;  // as many as the terminal has rows, none wider than it
  std::size_t cursor_row = 0;
  std::size_t cursor_column = 0;
  std::size_t body_rows = 0;  // for a page up or down
  std::size_t scroll_most = 0;
};

inline constexpr std::size_t screen_rows_least = 8, screen_columns_least = 20;

[[nodiscard]] ScreenLines fill_screen(const ScreenParts& parts, std::size_t rows, std::size_t columns_of_screen);

}  // namespace carehub::console
