#pragma once
// The navigator's worklist: what needs a clinician, by time left.

#include <string>
#include <vector>

#include "console/model/case_list.hpp"
#include "console/model/picture.hpp"

namespace carehub::console {

// needs_999: a red flag that nobody has answered, on a case that is here for nothing else.
enum class WorkKind { untriaged, validation, call_back, care_home, claimed, location, needs_999 };

struct WorkItem {
  CaseId id;
  WorkKind kind = WorkKind::untriaged;
  std::optional<std::int64_t> left_s;
  std::string left;  // "6:10", "-0:40" as in the case list; "999 now"
  Urgency urgency = Urgency::none;
  bool red_flag = false;  // that nobody has answered: it stands first, whatever its clock says
  std::string what;       // "999 C3 validation"
  std::string person;     // "F, 80s, Cowes"
  std::string need;       // "Dizzy, no faint"
  std::string detail;     // "answer by 19:48 or tell 999"
  std::string owner;      // "you", "L. Hurst", "–"
  bool mine = false;
};

struct Worklist {
  std::vector<WorkItem> items;
  std::size_t breached = 0;
  std::size_t red_flags = 0;       // not answered
  std::size_t fail_safe_soon = 0;  // validations whose fail-safe fires within ten minutes
  std::optional<std::int64_t> next_fail_safe_s;
};

[[nodiscard]] Worklist make_worklist(const Picture& picture, Instant now, const UserName& user);
// Every clock of one case in words: "Two hours" -> "started 18:12, due 20:12, 8:40 left to send".
struct ClockLine {
  std::string name;
  std::string text;
  std::string brief;    // "8:40 left to send, due 20:12"; of one that ended "18:01, 27 min early"
  std::string started;  // "18:12"
  std::string ended;    // "met", "late", "not counted"; empty while it runs
  bool leads = false;   // the one that the case list shows
  Instant due;
  Urgency urgency = Urgency::none;
};
[[nodiscard]] std::vector<ClockLine> clock_lines(const Case& c, const Picture& picture, Instant now);
// By when a validation request must be answered; none if it is not one that still waits. The hub itself tells nobody:
// a person does.
[[nodiscard]] std::optional<Instant> fail_safe_at(const Case& c, const Thresholds& thresholds);
// "answer by 19:48, or tell the ambulance service"; after that "not answered by 19:48: tell the ambulance service".
// Empty where nothing is to be answered.
[[nodiscard]] std::string fail_safe_text(const Case& c, const Site& site, Instant now);

}  // namespace carehub::console
