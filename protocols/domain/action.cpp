#include "protocols/domain/action.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carehub {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool may_join_digits(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
}

// A continuation byte of UTF-8 begins no character.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

// The first digits that belong together and may be somebody's number, as they are written.
std::string_view number_of_somebody(std::string_view text) {
  std::size_t from = 0;
  while (from < text.size()) {
    if (!is_digit(text[from])) {
      ++from;
      continue;
    }
    std::size_t to = from, digits = 0, in_a_row = 0, longest = 0;
    for (std::size_t at = from; at < text.size(); ++at) {
      if (is_digit(text[at])) {
        longest = std::max(longest, ++in_a_row);
        ++digits;
        to = at + 1;
      } else if (may_join_digits(text[at]) && at + 1 < text.size() && at - to < 2) {
        in_a_row = 0;
      } else {
        break;
      }
    }
    if (longest >= 4 || digits >= 6) return text.substr(from, to - from);
    from = to;
  }
  return {};
}

}  // namespace

bool is_overdue(const AssignedAction& action, Instant now) {
  return action.state == ActionState::open && action.due && *action.due < now;
}

bool is_past(const AssignedAction& action, Instant now) {
  return action.ended && now - *action.ended >= action_stays;
}

bool stands_before(const AssignedAction& a, const AssignedAction& b) {
  const bool a_open = a.state == ActionState::open, b_open = b.state == ActionState::open;
  if (a_open != b_open) return a_open;
  if (!a_open && a.ended != b.ended) return a.ended > b.ended;
  if (a_open && a.due.has_value() != b.due.has_value()) return a.due.has_value();
  if (a_open && a.due != b.due) return a.due < b.due;
  return a.id < b.id;
}

std::string board_text_fault(std::string_view text, std::string_view what, std::size_t most) {
  if (const auto count = characters(text); count > most)
    return fmt::format("{} has {} characters; {} fit on the board, shorten it", what, count, most);
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }))
    return fmt::format("{} has a line break or another character that is not written; put it in one line", what);
  if (const auto number = number_of_somebody(text); !number.empty())
    return fmt::format(
        "\"{}\" in {} may be a case, telephone or NHS number, or a date; the board shows it to everybody, so write "
        "it without",
        number, what);
  return {};
}

}  // namespace carehub
