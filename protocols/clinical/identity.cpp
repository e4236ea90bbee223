#include "protocols/clinical/identity.hpp"

#include <algorithm>
#include <array>

#include "protocols/clinical/reading_text.hpp"
#include "protocols/clinical/telemetry.hpp"
#include "protocols/domain/nhs_number.hpp"

namespace carehub::clinical {
namespace {

constexpr std::array<std::string_view, 8> titles{"mr", "mrs", "ms", "miss", "dr", "rev", "sir", "mx"};

bool is_letter_or_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80U;
}

// An initial stands for a name, on either side.
bool same_name(std::string_view a, std::string_view b) {
  if (a.size() == 1 || b.size() == 1) return a.front() == b.front();
  return a == b;
}

// Every word of the one is a word of the other.
bool is_within(const std::vector<std::string>& few, const std::vector<std::string>& all) {
  return std::ranges::all_of(few, [&](const auto& word) {
    return std::ranges::any_of(all, [&](const auto& other) { return same_name(word, other); });
  });
}

bool looks_like_nhs_number(std::string_view text) {
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 9 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == ' ' || c == '-'; });
}

}  // namespace

std::vector<std::string> name_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\'') continue;
    if (is_letter_or_digit(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  std::erase_if(words,
                [](const auto& word) { return word.empty() || std::ranges::find(titles, word) != titles.end(); });
  return words;
}

bool may_be(const Resident& resident, std::string_view identity) {
  identity = trimmed(identity);
  if (identity.empty() || identity == resident.id.value) return true;
  if (looks_like_nhs_number(identity))
    return !resident.person.given() || read_nhs_number(identity).digits == resident.person.value;
  const auto said = name_words(identity);
  const auto known = name_words(resident.name);
  if (said.empty() || known.empty()) return true;
  return is_within(said, known) || is_within(known, said);
}

}  // namespace carehub::clinical
