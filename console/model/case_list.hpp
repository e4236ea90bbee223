#pragma once
// The case list of the control room: every open case, ranked by how long it can still wait. Pure; no clock.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/model/open_cases.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::console {

// What a case with an unanswered red flag has left, whatever its clocks say.
inline constexpr std::string_view now_999 = "999 now";

// One line in words.
struct CaseRow {
  CaseId id;
  Urgency urgency = Urgency::none;
  bool needs_999 = false;  // a red flag that nobody has answered: `left` says so instead of any clock
  std::optional<std::int64_t> slack_s;
  std::string left;         // "8:40", "-6:12", "met 14:07", "no clock"
  std::string left_detail;  // "23 min early", where no clock runs any more
  int bar_permille = 0;     // of the target time still left, 0 to 1000
  Priority priority = Priority::p3;
  std::string priority_text;  // "P1"; "–" before triage
  std::string source;         // "999 C3", "111 Dx11", "Call for Care"
  std::string need;           // "Fall, on floor 1 h 10"
  std::string locality;
  std::string age;     // "80s"
  std::string flags;   // "SD", see flag_legend
  std::string state;   // "on the way"
  std::string unit;    // "PM2 · 4 min", "Safe Haven", "navigator 2"
  std::string breach;  // chance of breach, "38%"; empty if not known
};

[[nodiscard]] CaseRow make_row(const Case& c, const Picture& picture, Instant now);
// One figure in words: the case list, the worklist and the watch text say the same.
[[nodiscard]] std::string source_text(const Case& c);
[[nodiscard]] std::string need_text(const Case& c, Instant now);
[[nodiscard]] std::string locality_text(const Case& c);
// "The scene is safe" was told: good news, no warning.
[[nodiscard]] bool says_scene_is_safe(const Flag& flag);
[[nodiscard]] std::string state_text(const Case& c);
// What is said where no clock runs any more.
struct ClockEnded {
  std::string what;    // "met 14:07", "late 14:31", "no clock"
  std::string detail;  // "23 min early", "6 min late"; without any clock how long it has been here, "here 1 h 20"
};
[[nodiscard]] ClockEnded clock_ended(const Case& c, const Calendar& calendar, Instant now);
// Of a stopped clock: "23 min early".
[[nodiscard]] std::string early_or_late(const Clock& clock);
[[nodiscard]] std::string flag_letters(const Case& c);
[[nodiscard]] std::string_view flag_legend();  // "S safeguarding · D ReSPECT or DNACPR · ..."
[[nodiscard]] std::string unit_name(const Picture& picture, UnitKind kind, const std::string& unit);
[[nodiscard]] std::string unit_name(const Site& site, UnitKind kind, const std::string& unit);
// Everything by which a case is looked for, in lower case. Without anything that changes by itself.
[[nodiscard]] std::string searched_text(const Case& c, const Site& site, Instant now);
// "1042 New confusion, Lake": how a case is named in a sentence.
[[nodiscard]] std::string case_name(const Case& c);
// By the time left that is shown: to send somebody, and once somebody is sent, by which they will be early or late.
// Due soon and will breach are amber, and are what "due in 30 min" counts.
[[nodiscard]] Urgency urgency_of(const Case& c, Instant now, const Thresholds& thresholds);
// Of a case that is not late yet.
[[nodiscard]] inline Urgency urgency_of_slack(std::int64_t slack_s, bool under_way, const Thresholds& thresholds) {
  if (slack_s < 0) return Urgency::will_breach;
  return is_pressing(slack_s, under_way, thresholds) ? Urgency::due_soon : Urgency::later;
}

// What the footer says: exact, over every open case, whatever is filtered or scrolled away.
struct ViewCounts {
  std::size_t shown = 0;
  std::size_t open = 0;
  std::size_t breached_out = 0;
  std::size_t due_soon_out = 0;
  std::size_t waiting_out = 0;
};

// Ranks once a change or a second, not once a frame. Breached cases first, then the one that waits longest, then by
// slack, those that nobody has triaged and that have no clock as due now; other cases without a clock last, oldest
// first.
class CaseList {
 public:
  // `hold` is the row that was chosen, `pointed` the one under the mouse: each keeps its place on the screen until its
  // urgency changes or it closes.
  void update(const OpenCases& cases, std::string_view filter, CaseId hold, CaseId pointed = {});
  // For who keeps no index: the same from the picture itself.
  void update(const Picture& picture, Instant now, std::string_view filter, CaseId hold);
  // A filter over many cases takes some updates; until then what has been found stands, and update() wants to be called
  // again at once.
  [[nodiscard]] bool searching() const { return unsearched_ > 0; }

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] CaseId at(std::size_t index) const { return rows_[index].id; }
  // The first `pinned` rows stay in view when the list is scrolled.
  [[nodiscard]] std::size_t pinned() const { return pinned_; }
  [[nodiscard]] std::optional<std::size_t> index_of(CaseId id) const;
  // Waits longest of all that are not late: it stands with the pinned ones, out of the order of the others. None: all
  // who wait are late.
  [[nodiscard]] CaseId oldest() const { return oldest_; }
  // Rows first <= i < last are on the screen, and the first `pinned` ones.
  [[nodiscard]] ViewCounts counts(std::size_t first, std::size_t last, std::size_t pinned) const;
  [[nodiscard]] ViewCounts counts(std::size_t first, std::size_t last) const { return counts(first, last, pinned_); }

 private:
  struct Row {
    CaseId id;
    Urgency urgency = Urgency::none;
    bool due_soon = false;
    bool waiting = false;
  };
  // What the filter looks at in one case.
  struct Searched {
    CaseId id;
    std::uint64_t stamp = 0;  // of the facts that `text` was made of; 0: not made yet
    bool looked_at = false;   // by the present filter
    bool matches = false;
    std::string text;
  };
  struct Ranked {
    std::uint32_t key = 0;
    std::uint32_t slot = 0;
  };
  void search(const OpenCases& cases, std::string_view filter);
  void renew_searched(const OpenCases& cases);
  void look_at(Searched& one, const CaseFacts& facts, const OpenCases& cases, const std::vector<std::string>& words);
  void rank(const OpenCases& cases);
  void sort_ranked();
  struct Held {
    Row row;
    std::size_t at = 0;
  };
  [[nodiscard]] std::vector<Held> held_now(CaseId hold, CaseId pointed) const;
  void hold_rows(std::vector<Held> held);

  std::vector<Row> rows_;
  std::vector<Ranked> ranked_;
  std::vector<Ranked> scratch_;
  std::size_t pinned_ = 0;
  CaseId oldest_;
  OpenTotals totals_;
  std::vector<Searched> searched_;  // beside the index's facts; empty while nothing is filtered
  std::size_t unsearched_ = 0;
  bool filtered_ = false;
  bool ranked_once_ = false;
  std::uint64_t seen_revision_ = 0;
  std::uint64_t seen_records_ = 0;
  std::string seen_filter_;
  std::unique_ptr<OpenCases> own_;
};

}  // namespace carehub::console
