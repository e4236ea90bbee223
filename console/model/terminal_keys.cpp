#include "console/model/terminal_keys.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace carehub::console {
namespace {

using Kind = TerminalKey::Kind;

constexpr char escape_byte = 0x1B;
constexpr std::string_view paste_begins = "\x1b[200~";
constexpr std::string_view paste_ends = "\x1b[201~";
constexpr std::size_t longest_sequence = 32;

struct Sequence {
  std::string_view bytes;  // behind ESC [ or ESC O, without modifiers
  Kind kind;
};

constexpr std::array sequences{
    Sequence{"A", Kind::up},         Sequence{"B", Kind::down},     Sequence{"C", Kind::right},
    Sequence{"D", Kind::left},       Sequence{"H", Kind::home},     Sequence{"F", Kind::end},
    Sequence{"1~", Kind::home},      Sequence{"7~", Kind::home},    Sequence{"4~", Kind::end},
    Sequence{"8~", Kind::end},       Sequence{"3~", Kind::del},     Sequence{"5~", Kind::page_up},
    Sequence{"6~", Kind::page_down}, Sequence{"Z", Kind::back_tab}, Sequence{"P", Kind::f1},
    Sequence{"11~", Kind::f1}};

bool ends_sequence(char c) {
  return c >= '@' && c <= '~';
}

// "1;5C" is C with Ctrl held, "3;2~" is 3~ with Shift: what is held is let go of.
std::string without_modifiers(std::string_view body) {
  const auto semicolon = body.find(';');
  if (semicolon == std::string_view::npos) return std::string(body);
  const char last = body.back();
  return last == '~' ? std::string(body.substr(0, semicolon)) + "~" : std::string(1, last);
}

std::size_t length_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  if (byte >= 0xC2 && byte < 0xE0) return 2;
  if (byte >= 0xE0 && byte < 0xF0) return 3;
  return byte >= 0xF0 && byte < 0xF5 ? 4 : 0;
}

bool is_whole(std::string_view character) {
  return std::all_of(character.begin() + 1, character.end(),
                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
}

// Line ends and tabs of what is pasted are blanks: nothing of it is entered by itself.
std::string harmless(std::string_view pasted) {
  std::string text;
  for (const char c : pasted) {
    const bool control = static_cast<unsigned char>(c) < 32 || c == 127;
    if (!control)
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  return text;
}

TerminalKey control_key(char byte) {
  switch (byte) {
    case '\r':
    case '\n':
      return {Kind::enter};
    case '\t':
      return {Kind::tab};
    case 8:
    case 127:
      return {Kind::backspace};
    default:
      return {Kind::ctrl, {}, static_cast<char>('@' + byte)};
  }
}

}  // namespace

std::vector<TerminalKey> TerminalKeys::take(std::string_view bytes) {
  std::vector<TerminalKey> keys;
  held_ += bytes;
  while (!held_.empty()) {
    if (pasting_) {
      if (!take_pasted(keys)) break;
      continue;
    }
    const auto used = take_one(keys);
    if (used == 0) break;
    held_.erase(0, used);
  }
  return keys;
}

std::vector<TerminalKey> TerminalKeys::settle() {
  if (!waiting()) return {};
  std::vector<TerminalKey> keys;
  if (held_ == "\x1b") keys.push_back({Kind::escape});
  held_.clear();
  return keys;
}

std::size_t TerminalKeys::take_one(std::vector<TerminalKey>& keys) {
  const char first = held_.front();
  if (first == escape_byte) return take_sequence(keys);
  if (static_cast<unsigned char>(first) < 32 || first == 127) {
    keys.push_back(control_key(first));
    return 1;
  }
  return take_character(keys);
}

std::size_t TerminalKeys::take_sequence(std::vector<TerminalKey>& keys) {
  if (held_.size() < 2) return 0;
  if (held_[1] == escape_byte) {
    keys.push_back({Kind::escape});
    return 1;
  }
  if (held_[1] != '[' && held_[1] != 'O') return 2;  // Alt and a key: nothing here
  std::size_t end = 2;
  while (end < held_.size() && !ends_sequence(held_[end]) && end < longest_sequence) ++end;
  if (end >= longest_sequence) return end;
  if (end == held_.size()) return 0;
  const auto whole = std::string_view(held_).substr(0, end + 1);
  if (whole == paste_begins) {
    pasting_ = true;
    return end + 1;
  }
  const auto body = without_modifiers(whole.substr(2));
  const auto* found = std::ranges::find(sequences, std::string_view(body), &Sequence::bytes);
  if (found != sequences.end()) keys.push_back({found->kind});
  return end + 1;
}

std::size_t TerminalKeys::take_character(std::vector<TerminalKey>& keys) {
  const auto length = length_of_character(held_.front());
  if (length == 0) return 1;
  const auto there = std::string_view(held_).substr(0, length);
  if (!is_whole(there)) return 1;
  if (there.size() < length) return 0;
  const bool c1_control = length == 2 && there[0] == '\xC2' && static_cast<unsigned char>(there[1]) < 0xA0;
  if (!c1_control && !keys.empty() && keys.back().kind == Kind::text)
    keys.back().text += there;
  else if (!c1_control)
    keys.push_back({Kind::text, std::string(there)});
  return length;
}

bool TerminalKeys::take_pasted(std::vector<TerminalKey>& keys) {
  const auto end = held_.find(paste_ends);
  // The end may have come in part only.
  const auto sure = end != std::string::npos ? end : held_.size() - std::min(held_.size(), paste_ends.size() - 1);
  pasted_.append(held_, 0, std::min(sure, longest_paste - std::min(longest_paste, pasted_.size())));
  held_.erase(0, sure);
  if (end == std::string::npos) return false;
  held_.erase(0, paste_ends.size());
  pasting_ = false;
  keys.push_back({Kind::paste, harmless(std::exchange(pasted_, {}))});
  return true;
}

}  // namespace carehub::console
