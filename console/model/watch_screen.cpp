#include "console/model/watch_screen.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "console/model/watch_page.hpp"

namespace carehub::console {
namespace {

using ScreenRows = std::vector<std::string>;

constexpr std::size_t said_most = 4;         // of the last answers
constexpr std::size_t effect_rows_most = 4;  // of what the line would do
constexpr std::size_t completions_on_screen = 5;
constexpr std::string_view prompt = "> ";

ScreenRows rows_of(std::string_view text, std::size_t width) {
  ScreenRows rows;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    rows.push_back(cut(line, width));
  }
  return rows;
}

ScreenRows in_width(std::string_view text, std::size_t width, std::size_t most) {
  auto rows = rows_of(wrapped(without_controls(text), width, "  "), width);
  if (rows.size() > most) {
    rows.resize(most);
    rows.back() = cut(rows.back() + " …", width);
  }
  return rows;
}

// What the line would do, or what is wrong with it or missing, in words that do not need a colour.
std::string effect_of(const ScreenParts& parts) {
  if (parts.parsed == nullptr) return {};
  const auto& line = *parts.parsed;
  if (parts.text.empty() && !line.preview.empty()) return line.preview;
  if (parts.text.empty()) return "write a word: ? shows all; Tab completes, Ctrl C ends";
  if (!line.error.empty()) return "! " + line.error;
  if (parts.insisted && !line.missing.empty()) return "! " + line.missing;
  return line.preview.empty() ? line.missing : line.preview;
}

ScreenRows completions_in(const ScreenParts& parts, std::size_t width) {
  ScreenRows rows;
  if (parts.parsed == nullptr || parts.text.empty()) return rows;
  const auto& all = parts.parsed->completions;
  for (std::size_t i = 0; i < std::min(all.size(), completions_on_screen); ++i)
    rows.push_back(cut(fmt::format("  {}  {}", fitted(all[i].text, 16), without_controls(all[i].description)), width));
  if (all.size() > completions_on_screen)
    rows.push_back(cut(fmt::format("  {} more: go on typing", all.size() - completions_on_screen), width));
  return rows;
}

// The part of the line round the cursor.
std::string line_in(const ScreenParts& parts, std::size_t width, std::size_t& cursor_column) {
  const auto room = width - columns(prompt) - 1;
  const auto before = columns(std::string_view(parts.text).substr(0, parts.cursor));
  const auto hidden = before > room ? before - room : 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < hidden; ++i) {
    ++from;
    while (from < parts.text.size() && (static_cast<unsigned char>(parts.text[from]) & 0xC0U) == 0x80U) ++from;
  }
  cursor_column = columns(prompt) + before - hidden;
  return std::string(prompt) + cut(std::string_view(parts.text).substr(from), room);
}

void append(ScreenRows& rows, ScreenRows more) {
  std::ranges::move(more, std::back_inserter(rows));
}

ScreenRows foot_of(const ScreenParts& parts, std::size_t rows, std::size_t width, ScreenLines& screen) {
  ScreenRows foot;
  const auto most = rows / 2 - 1;
  for (std::size_t i = parts.said.size() - std::min(parts.said.size(), said_most); i < parts.said.size(); ++i)
    append(foot, in_width(parts.said[i], width, effect_rows_most));
  append(foot, completions_in(parts, width));
  append(foot, in_width(effect_of(parts), width, std::min(effect_rows_most, most)));
  // What is next to the line matters most.
  if (foot.size() > most) foot.erase(foot.begin(), foot.end() - static_cast<std::ptrdiff_t>(most));
  foot.push_back(line_in(parts, width, screen.cursor_column));
  return foot;
}

}  // namespace

ScreenLines fill_screen(const ScreenParts& parts, std::size_t rows, std::size_t columns_of_screen) {
  rows = std::max(rows, screen_rows_least);
  const auto width = std::max(columns_of_screen, screen_columns_least);
  ScreenLines screen;
  auto foot = foot_of(parts, rows, width, screen);
  auto head = rows_of(parts.header, width);
  const auto head_most = rows > foot.size() + 4 ? rows - foot.size() - 4 : 1;
  if (head.size() > head_most) head.resize(head_most);
  const auto body = rows_of(parts.body, width);
  // A blank line between the parts, and one for what is out of sight.
  const auto room = rows - head.size() - foot.size();
  screen.body_rows = room > 2 ? room - 2 : 1;
  screen.scroll_most = body.size() > screen.body_rows ? body.size() - screen.body_rows : 0;
  const auto from = std::min(parts.scroll, screen.scroll_most);
  append(screen.lines, std::move(head));
  if (room > 2) screen.lines.emplace_back();
  for (std::size_t i = from; i < std::min(body.size(), from + screen.body_rows); ++i) screen.lines.push_back(body[i]);
  const auto below = body.size() - std::min(body.size(), from + screen.body_rows);
  screen.lines.resize(rows - foot.size());
  if (room > 1 && (below > 0 || from > 0))
    screen.lines.back() = cut(fmt::format("-- {} lines above, {} below: PgUp, PgDn --", from, below), width);
  append(screen.lines, std::move(foot));
  screen.cursor_row = screen.lines.size() - 1;
  return screen;
}

}  // namespace carehub::console
