#pragma once
// What a choice would do to everybody else, in lines for a screen or a terminal.

#include <string>
#include <vector>

#include "console/model/picture.hpp"
#include "protocols/domain/preview.hpp"

namespace carehub::console {

// Chances that a target is missed in the next hours, in permille, as planned and with the choice.
struct ChanceShift {
  CaseId case_id;
  std::int32_t now = 0;
  std::int32_t then = 0;
};
struct ChoiceChances {
  std::int32_t futures = 0;  // played in pairs
  std::int32_t missed_more_x100 = 0;
  std::vector<ChanceShift> cases;
  std::string fault;  // why there are none
};

struct PreviewLine {
  CaseId id;
  std::string name;     // "1042 New confusion, Lake"
  std::string change;   // "CR2 20:03 -> PM1 20:31, 28 min later"
  std::string target;   // "misses its target by 9 min"; "8 min inside its target"; empty: it has none
  bool misses = false;  // that it would have met before
};

struct PreviewLines {
  std::string headline;  // "CR2 to 1042: expected 20:03, 9 min inside its target"
  bool misses = false;   // the case itself
  std::vector<PreviewLine> others;
  std::string ahead;  // what the next hours are like with it; why nobody knows; empty: not asked
  std::string rest;   // "31 other open cases stay as they are"
};

[[nodiscard]] PreviewLines preview_lines(const ChoicePreview& preview, const Picture& picture, Instant now,
                                         const std::optional<ChoiceChances>& chances = std::nullopt);
[[nodiscard]] std::string preview_text(const PreviewLines& lines);

}  // namespace carehub::console
