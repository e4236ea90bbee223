#include "console/model/watch_page.hpp"

#include <algorithm>

#include "console/model/text.hpp"

namespace carehub::console {
namespace {

std::string_view without_blanks_behind(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 32 || c == 127;
}

}  // namespace

std::string without_controls(std::string_view text) {
  std::string clean(text);
  std::ranges::replace_if(clean, is_control, ' ');
  // The C1 controls stand as two bytes in UTF-8; some terminals obey them as well.
  for (std::size_t at = 0; (at = clean.find('\xC2', at)) != std::string::npos; ++at)
    if (at + 1 < clean.size() && static_cast<unsigned char>(clean[at + 1]) < 0xA0) clean.replace(at, 2, "  ");
  return clean;
}

TextPage::TextPage(std::size_t width) : width_(std::max(width, narrowest)) {}

void TextPage::line(std::string_view text) {
  text_ += cut(without_blanks_behind(without_controls(text)), width_) + "\n";
}

void TextPage::parts(const std::vector<std::string>& all) {
  std::string text;
  for (const auto& part : all) {
    const bool fits = columns(text) + columns(part) + 3 <= width_;
    if (!text.empty() && !fits) line(std::exchange(text, {}));
    text += (text.empty() ? "" : " · ") + part;
  }
  if (!text.empty()) line(text);
}

void TextPage::section(std::string_view title) {
  text_ += "\n";
  wrapped(title);
}

void TextPage::wrapped(std::string_view text, std::size_t indent) {
  std::string line_so_far;
  add_words(line_so_far, without_controls(text), indent);
  line(line_so_far);
}

void TextPage::labelled(std::string_view label, std::string_view text, std::size_t label_width) {
  row({{std::string(label), label_width}, {std::string(text), 0}});
}

void TextPage::row(const std::vector<std::pair<std::string, std::size_t>>& cells) {
  const auto indent = cells.front().second + 1;
  std::string text;
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
    // By the column's width and not by its words, so that every row breaks at the same column.
    if (i > 0 && columns(text) + cells[i].second > width_) line(std::exchange(text, std::string(indent, ' ')));
    text += fitted(without_controls(cells[i].first), cells[i].second) + " ";
  }
  const auto last = cells.back().second;
  if (columns(text) + last > width_ && indent + last <= width_ && columns(text) > indent)
    line(std::exchange(text, std::string(indent, ' ')));
  add_words(text, without_controls(cells.back().first), indent);
  line(text);
}

void TextPage::table(const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return;
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& cells : rows)
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], columns(cells[i]));
  widths.front() = std::min(widths.front(), std::max(narrowest / 2, width_ / 3));
  for (std::size_t i = 1; i < widths.size(); ++i) widths[i] = std::min(widths[i], width_ - widths.front() - 2);
  for (const auto& cells : rows) {
    std::vector<std::pair<std::string, std::size_t>> line_of_cells;
    for (std::size_t i = 0; i < cells.size(); ++i) line_of_cells.emplace_back(cells[i], widths[i]);
    row(line_of_cells);
  }
}

void TextPage::add_words(std::string& text, std::string_view words, std::size_t indent) {
  bool any = !trimmed(text).empty();
  // Whole in the next line rather than broken over two.
  const auto wanted = columns(words);
  if (any && columns(text) + wanted > width_ && indent + wanted <= width_) {
    line(std::exchange(text, std::string(indent, ' ')));
    any = false;
  }
  while (!words.empty()) {
    const auto word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    if (word.empty()) continue;
    if (any && columns(text) + columns(word) > width_) line(std::exchange(text, std::string(indent, ' ')));
    text += word;
    text += ' ';
    any = true;
  }
}

}  // namespace carehub::console
