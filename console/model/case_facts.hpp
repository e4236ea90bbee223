#pragma once
// The facts of one case as lines of the selected-case panel.

#include <string>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

struct FactLine {
  std::string label;
  std::string text;
  bool warns = false;  // a person must see it
  bool strong = false;
  bool folds = false;  // free text of any length: its start is enough until somebody asks for all of it
};

// "New confusion, 83, at home in Lake"
[[nodiscard]] std::string case_title(const Case& c, const Picture& picture, Instant now);
// "scene safety: not asked · safeguarding: ..."; empty when there is none.
[[nodiscard]] std::string flags_text(const Referral& referral);
// How to talk with the person and what to heed: reasonable adjustments, communication needs, housebound.
[[nodiscard]] std::string adjustments_text(const Referral& referral);
// Flags, adjustments, clocks, from, position, contacts, needs, ids, warnings; then story, SBARD and observations, which
// may be long: only what is known.
[[nodiscard]] std::vector<FactLine> case_facts(const Case& c, const Picture& picture, Instant now, Role role);

// "CR2 on scene · A. Reed (happened 17:47)": what, who, and when it was if that is a minute or more before it was told.
[[nodiscard]] std::string history_text(const HistoryEntry& entry, const Calendar& calendar, Instant now);

}  // namespace carehub::console
