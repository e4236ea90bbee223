#include "console/model/command_words.hpp"

#include <algorithm>
#include <tuple>

#include "console/model/text.hpp"

namespace carehub::console {
namespace {

bool parts_words(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

// A word of the text begins so, in any case.
bool has_word(std::string_view text, std::string_view start) {
  for (std::size_t at = 0; at + start.size() <= text.size(); ++at) {
    const bool begins_word = at == 0 || text[at - 1] == ' ' || text[at - 1] == '_' || text[at - 1] == '-';
    if (begins_word && starts_with_word(text.substr(at), start)) return true;
  }
  return false;
}

// 0 is the best fit; none: does not fit.
std::optional<int> fit(const Nameable& one, std::string_view word) {
  if (same_word(one.id, word)) return 0;
  if (same_word(one.name, word)) return 1;
  if (starts_with_word(one.id, word)) return 2;
  if (starts_with_word(one.name, word)) return 3;
  if (has_word(one.name, word) || has_word(one.id, word)) return 4;
  return std::nullopt;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view line) {
  std::vector<Token> tokens;
  std::size_t i = 0;
  while (i < line.size()) {
    if (parts_words(line[i])) {
      ++i;
      continue;
    }
    Token token;
    token.from = i;
    bool inside = false;
    for (; i < line.size() && (inside || !parts_words(line[i])); ++i) {
      if (line[i] == '"') {
        inside = !inside;
        token.quoted = true;
      } else {
        token.text += line[i];
      }
    }
    token.to = i;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

Found find_named(const std::vector<Nameable>& all, std::string_view word) {
  Found found;
  if (word.empty()) return found;
  int best = 5;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto how = fit(all[i], word);
    if (!how || *how > best) continue;
    if (*how < best) found.several.clear();
    best = *how;
    found.several.push_back(i);
  }
  if (found.several.size() != 1) return found;
  found.index = found.several.front();
  found.several.clear();
  return found;
}

std::vector<std::size_t> completions_of(const std::vector<Nameable>& all, std::string_view word, std::size_t most,
                                        const std::function<std::size_t(std::size_t index)>& rank) {
  std::vector<std::tuple<int, std::size_t, std::size_t>> fits;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (const auto how = word.empty() ? std::optional{0} : fit(all[i], word)) fits.emplace_back(*how, rank(i), i);
  const auto kept = fits.begin() + static_cast<std::ptrdiff_t>(std::min(most, fits.size()));
  std::ranges::partial_sort(fits, kept);
  std::vector<std::size_t> result;
  for (auto one = fits.begin(); one != kept; ++one) result.push_back(std::get<2>(*one));
  return result;
}

std::vector<std::size_t> completions_of(const std::vector<Nameable>& all, std::string_view word, std::size_t most) {
  return completions_of(all, word, most, [](std::size_t) { return std::size_t{0}; });
}

std::optional<std::size_t> nearest_named(const std::vector<Nameable>& all, std::string_view word) {
  std::optional<std::size_t> nearest;
  std::size_t best = word.size() <= 3 ? 2 : 3;  // changes that can still be a slip of the finger, plus one
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto changes = std::min(distance(all[i].id, word, best), distance(all[i].name, word, best));
    if (changes >= best) continue;
    best = changes;
    nearest = i;
  }
  return nearest;
}

}  // namespace carehub::console
