#pragma once
// What a person must act on: grouped by cause, worst and oldest first, never more than ten announced in ten minutes.
// Every unresolved alert stays reachable through its group until the hub resolves it.

#include <array>
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

struct AlertGroup {
  std::vector<AlertId> ids;  // worst and oldest first; never empty
  Severity severity = Severity::low;
  AlertState state = AlertState::open;  // open while any of them is
  Instant oldest;
  CaseId case_id;  // where all speak of one case
  bool escalated = false;
  std::string title;   // "1037 past two hours by 6:12", "Late, 9 cases: 1011, 1012, 1013, 1014 and 5 more"
  std::string detail;  // "also 3 × possible duplicate · 7 min old": everything that the group holds is named
};

struct AlertPanel {
  std::vector<AlertGroup> groups;
  std::array<std::size_t, 3> unresolved{};  // by severity, shelved and acknowledged ones included
  std::size_t open = 0;                     // nobody has acknowledged or shelved it
  std::size_t acknowledged = 0;
  std::size_t shelved = 0;
  [[nodiscard]] std::size_t total() const { return open + acknowledged + shelved; }
};

[[nodiscard]] AlertPanel alert_panel(const Picture& picture, Instant now);
// One alert in full: number, kind, object, age, who has it.
[[nodiscard]] std::string alert_line(const Alert& alert, const Picture& picture, Instant now);
// What is wrong: "1037: past two hours by 6:12".
[[nodiscard]] std::string alert_text(const Alert& alert, const Picture& picture);
// The same line without what is wrong, where that stands already: "17 · 5 min old · a.reed has it".
[[nodiscard]] std::string alert_standing(const Alert& alert, const Picture& picture, Instant now);
// "4 open, all shown" or "12 open, 1 in hand, 3 of 13 shown"
[[nodiscard]] std::string alert_counts_text(const AlertPanel& panel, std::size_t groups_shown);

// Decides which new alerts are announced (sound, flash). The rest is counted, never dropped: it stands in the panel.
class Annunciator {
 public:
  static constexpr std::size_t most = 10;
  static constexpr std::chrono::minutes window{10};

  struct Announcement {
    std::vector<AlertId> announce;  // now, worst first
    std::size_t unannounced = 0;    // open ones that were never announced
  };
  [[nodiscard]] Announcement update(const Picture& picture, Instant now);

 private:
  std::deque<Instant> announced_at_;
  std::set<AlertId> announced_;
};

}  // namespace carehub::console
