#pragma once
// What a person cannot read is not there: no text runs over another, out of its cell, or off the screen.

#include <catch2/catch.hpp>

#include "tests/views/screen.hpp"

namespace carehub::views {

using widgets::TextSeen;

// Marks of cases on the map may touch: they stand where the people are.
inline bool is_map_mark(const TextSeen& seen) {
  return seen.text.size() <= 4 && !seen.text.empty() &&
         seen.text.find_first_not_of("0123456789k\xC3\x97") == std::string::npos;
}

inline std::vector<std::string> overlaps(const widgets::TextLog& log) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < log.size(); ++i) {
    for (std::size_t j = i + 1; j < log.size(); ++j) {
      if (log[i].layer != log[j].layer || is_map_mark(log[i]) || is_map_mark(log[j])) continue;
      // Line boxes hold air above and below the letters; what counts is that the letters meet.
      const widgets::Box both = Screen::visible(log[i]).inset(1, 3).cut(Screen::visible(log[j]).inset(1, 3));
      if (!both.empty())
        found.push_back(
            fmt::format("'{}' runs over '{}' at {:.0f},{:.0f}", log[i].shown, log[j].shown, both.min.x, both.min.y));
    }
  }
  return found;
}

inline std::vector<std::string> cut_off(const widgets::TextLog& log, const widgets::Box& screen) {
  std::vector<std::string> found;
  for (const TextSeen& seen : log) {
    const widgets::Box visible = Screen::visible(seen);
    if (visible.empty()) continue;  // scrolled away
    if (visible.width() < seen.box.width() - 1.5F || visible.cut(screen).width() < visible.width())
      found.push_back(fmt::format("'{}' is cut at {:.0f},{:.0f}", seen.shown, seen.box.min.x, seen.box.min.y));
  }
  return found;
}

inline std::string joined_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

inline void check_layout(const Screen& screen) {
  const auto over = overlaps(screen.log);
  INFO(joined_lines(over));
  CHECK(over.empty());
  const auto cut = cut_off(screen.log, screen.size());
  INFO(joined_lines(cut));
  CHECK(cut.empty());
}

// Texts that are said in full or not at all: everything that ended with an ellipsis, but for what `may_be_cut`.
template <class MayBeCut>
std::vector<std::string> elided(const widgets::TextLog& log, MayBeCut may_be_cut) {
  std::vector<std::string> found;
  for (const TextSeen& seen : log)
    if (seen.elided && !Screen::visible(seen).empty() && !may_be_cut(seen))
      found.push_back(fmt::format("'{}' is shown as '{}'", seen.text, seen.shown));
  return found;
}

inline constexpr std::pair<float, float> sizes[] = {{1920.0F, 1080.0F}, {1366.0F, 768.0F}};

}  // namespace carehub::views
