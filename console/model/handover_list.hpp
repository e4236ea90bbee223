#pragma once
// The last handover of a shift as a list to work through: who gave it, whether somebody took it, and each case that was
// named, with what it is owed now.

#include <optional>
#include <string>
#include <vector>

#include "console/model/picture.hpp"
#include "console/model/urgency.hpp"

namespace carehub::console {

struct HandoverLine {
  CaseId id;
  std::string name;  // "1042 New confusion, Lake"
  std::string left;  // "8:40"; empty once it is closed
  std::optional<std::int64_t> slack_s;
  Urgency urgency = Urgency::none;
  std::string state;  // "on the way, CR2 · 4 min"; "closed"
  std::string owed;   // "welfare call by 19:50"; empty: nothing
};

struct HandoverList {
  bool waits = false;  // nobody has taken it over
  std::string head;    // "A. Reed handed over at 19:30 to M. Cole"
  std::string taken;   // "taken over by M. Cole at 19:34"; "nobody has taken it over yet"
  std::string note;    // of the giver
  std::string counts;  // "34 cases were open, 5 are named here, 3 of them still open; 4 alerts, 2 still open"
  std::vector<HandoverLine> lines;  // open ones by time left, then the closed
};

// None: no shift was handed over since the hub started its journal.
[[nodiscard]] std::optional<HandoverList> handover_list(const Picture& picture, Instant now);
// The same as lines of text, for a terminal.
[[nodiscard]] std::string handover_text(const HandoverList& list);

}  // namespace carehub::console
