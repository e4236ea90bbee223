#include "console/model/text_line.hpp"

#include <algorithm>
#include <utility>

namespace carehub::console {
namespace {

bool is_inside_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

void TextLine::set(std::string_view text) {
  text_ = text.substr(0, longest);
  cursor_ = text_.size();
}

std::string TextLine::give() {
  auto line = std::exchange(text_, {});
  cursor_ = 0;
  recalled_ = -1;
  const bool blank = line.find_first_not_of(' ') == std::string::npos;
  if (!blank && (given_.empty() || given_.front() != line)) given_.push_front(line);
  if (given_.size() > remembered) given_.pop_back();
  return line;
}

std::size_t TextLine::left_of(std::size_t at) const {
  if (at == 0) return 0;
  do --at;
  while (at > 0 && is_inside_character(text_[at]));
  return at;
}

std::size_t TextLine::right_of(std::size_t at) const {
  if (at >= text_.size()) return text_.size();
  do ++at;
  while (at < text_.size() && is_inside_character(text_[at]));
  return at;
}

void TextLine::insert(std::string_view typed) {
  if (text_.size() + typed.size() > longest) return;
  text_.insert(cursor_, typed);
  cursor_ += typed.size();
}

void TextLine::erase(std::size_t from, std::size_t to) {
  text_.erase(from, to - from);
  cursor_ = from;
}

void TextLine::erase_word() {
  std::size_t from = cursor_;
  while (from > 0 && text_[from - 1] == ' ') --from;
  while (from > 0 && text_[from - 1] != ' ') --from;
  erase(from, cursor_);
}

void TextLine::recall(int step) {
  const int before = recalled_;
  recalled_ = std::clamp(recalled_ + step, -1, static_cast<int>(given_.size()) - 1);
  if (recalled_ == before) return;
  if (before < 0) unfinished_ = text_;
  set(recalled_ < 0 ? unfinished_ : given_[static_cast<std::size_t>(recalled_)]);
}

bool TextLine::move(const TerminalKey& key) {
  using Kind = TerminalKey::Kind;
  switch (key.kind) {
    case Kind::left:
      cursor_ = left_of(cursor_);
      return true;
    case Kind::right:
      cursor_ = right_of(cursor_);
      return true;
    case Kind::home:
      cursor_ = 0;
      return true;
    case Kind::end:
      cursor_ = text_.size();
      return true;
    case Kind::up:
      recall(1);
      return true;
    case Kind::down:
      recall(-1);
      return true;
    default:
      return false;
  }
}

bool TextLine::take(const TerminalKey& key) {
  using Kind = TerminalKey::Kind;
  if (key.kind == Kind::text || key.kind == Kind::paste)
    insert(key.text);
  else if (key.kind == Kind::backspace)
    erase(left_of(cursor_), cursor_);
  else if (key.kind == Kind::del)
    text_.erase(cursor_, right_of(cursor_) - cursor_);
  else if (key.is_ctrl('U'))
    erase(0, cursor_);
  else if (key.is_ctrl('K'))
    text_.erase(cursor_);
  else if (key.is_ctrl('W'))
    erase_word();
  else if (key.is_ctrl('A'))
    cursor_ = 0;
  else if (key.is_ctrl('E'))
    cursor_ = text_.size();
  else
    return move(key);
  return true;
}

}  // namespace carehub::console
