#pragma once
// "ring district nursing for a second team owner J. Marsh by 20:30 opel 3 service crisis_response": what is to be done
// in any words, then who does it, and in any order by when, and what it belongs to. Part of the parser.

#include <span>

#include "console/model/command_reader.hpp"

namespace carehub::console {

struct ActionWords {
  AssignAction action;
  std::string error;
  std::string missing;
  std::vector<Completion> completions;  // of the last word
  std::size_t replace_from = 0;
};

// The last "owner" begins the owner; what stands behind it, or before it, as "by HH:MM", "opel 1-4" or "service NAME"
// at the end of the text or of the owner is taken off. Words in quotation marks are never one of these.
[[nodiscard]] ActionWords read_action_words(std::string_view text, std::span<const Token> tokens,
                                            const Surroundings& around);
// Those in sight, by the beginning of their number.
[[nodiscard]] std::vector<Completion> action_completions(std::string_view word, const Surroundings& around);
// "there is no action 9; open: 1, 2"
[[nodiscard]] std::string unknown_action_text(std::int64_t number, const Surroundings& around);

}  // namespace carehub::console
