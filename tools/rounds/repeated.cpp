#include "tools/rounds/repeated.hpp"

#include <algorithm>
#include <vector>

namespace carehub::rounds {

namespace {

// The position behind a text's closing quote.
std::size_t behind_text(std::string_view json, std::size_t quote) {
  std::size_t at = quote + 1;
  while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  return std::min(at + 1, json.size());
}

bool is_name(std::string_view json, std::size_t behind) {
  const std::size_t next = json.find_first_not_of(" \t\r\n", behind);
  return next != std::string_view::npos && json[next] == ':';
}

}  // namespace

std::optional<std::size_t> repeated_member(std::string_view text) {
  std::vector<std::vector<std::string_view>> open;  // names of the objects around
  for (std::size_t at = text.find_first_of("{}\""); at != std::string_view::npos; at = text.find_first_of("{}\"", at)) {
    if (text[at] != '"') {
      if (text[at] == '{') open.emplace_back();
      if (text[at] == '}' && !open.empty()) open.pop_back();
      ++at;
      continue;
    }
    const std::size_t behind = behind_text(text, at);
    if (is_name(text, behind) && !open.empty()) {
      const std::string_view name = text.substr(at, behind - at);
      if (std::ranges::find(open.back(), name) != open.back().end()) return at;
      open.back().push_back(name);
    }
    at = behind;
  }
  return std::nullopt;
}

}  // namespace carehub::rounds
