#pragma once
// The words of a command line, and finding what they name. Part of the parser.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace carehub::console {

struct Token {
  std::string text;      // without quotation marks
  std::size_t from = 0;  // bytes in the line
  std::size_t to = 0;
  bool quoted = false;
};

// Split at blanks; "quoted words" stay together, also inside a word: phone="01983 555 0143".
[[nodiscard]] std::vector<Token> tokens_of(std::string_view line);

// Something that can be named by its id, its name, a unique beginning, or a word of its name.
struct Nameable {
  std::string id;
  std::string name;
};

struct Found {
  std::optional<std::size_t> index;  // in the list
  std::vector<std::size_t> several;  // all that fit, when more than one does
};

[[nodiscard]] Found find_named(const std::vector<Nameable>& all, std::string_view word);
// Indices of those that a word might be the beginning of, best first; all for an empty word.
[[nodiscard]] std::vector<std::size_t> completions_of(const std::vector<Nameable>& all, std::string_view word,
                                                      std::size_t most);
// Of those that fit equally well the lower rank first.
[[nodiscard]] std::vector<std::size_t> completions_of(const std::vector<Nameable>& all, std::string_view word,
                                                      std::size_t most,
                                                      const std::function<std::size_t(std::size_t index)>& rank);
// The one most like a mistyped word, if any is near enough to be meant.
[[nodiscard]] std::optional<std::size_t> nearest_named(const std::vector<Nameable>& all, std::string_view word);

}  // namespace carehub::console
