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
  bool late = false;   // a clock that is past its end
};

// "New confusion, 83, at home in Lake"
[[nodiscard]] std::string case_title(const Case& c, const Picture& picture, Instant now);
// "scene safety: not asked · safeguarding: ..."; empty when there is none.
[[nodiscard]] std::string flags_text(const Referral& referral);
// How to talk with the person and what to heed: reasonable adjustments, communication needs, housebound.
[[nodiscard]] std::string adjustments_text(const Referral& referral);
// In the order in which it is needed: what to know at the door, who asks, the clocks (the one that leads first, those
// that ended in a line), what must not wait; story, SBARD and observations, which may be long; what is known and
// needed; then whom to ring, where, the outlook, whose it is, and ids. Only what is known.
[[nodiscard]] std::vector<FactLine> case_facts(const Case& c, const Picture& picture, Instant now, Role role);

// "CR2 on scene · A. Reed (happened 17:47)": what, who, and when it was if that is a minute or more before it was told.
[[nodiscard]] std::string history_text(const HistoryEntry& entry, const Calendar& calendar, Instant now);
// The same of a case: "promised for 18:00" says its day, where the case knows it and it is another day than the
// entry's.
[[nodiscard]] std::string history_text(const HistoryEntry& entry, const Case& c, const Calendar& calendar, Instant now);

}  // namespace carehub::console
