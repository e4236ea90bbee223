#pragma once
// The next four hours, one row a team.

#include <string>
#include <vector>

#include "console/model/hub_index.hpp"

namespace carehub::console {

enum class BlockKind { travel, visit, break_, shift_end };
// planned: proposed behind another case, which the team has not been sent to yet.
enum class BlockState { proposed, promised, under_way, late, planned };

struct TimelineBlock {
  BlockKind kind = BlockKind::visit;
  BlockState state = BlockState::promised;
  Instant from;
  Instant until;  // shift_end: equals from
  CaseId case_id;
  std::string label;              // "1040 Falls", "break", "shift ends 21:58", "3 more proposed: 1051, 1054, 1060"
  std::size_t lane = 0;           // visits at one time stand below each other
  std::size_t count = 1;          // cases in this block: more than one where the lanes did not suffice
  std::optional<Instant> target;  // due time of the case's tightest clock
  std::int64_t slack_s = 0;       // target minus arrival
};

struct TimelineRow {
  TeamId team;
  std::string name;    // "CR1"
  std::string detail;  // "crisis · OT"
  TeamStatus status = TeamStatus::off_duty;
  std::size_t lanes = 1;
  std::size_t proposed = 0;           // cases proposed to this team and not yet answered
  std::size_t planned = 0;            // and cases planned behind these
  std::vector<TimelineBlock> blocks;  // by time
};

// Who waits on purpose stands in no row: all of them in one line, whoever can wait least first.
struct HeldLine {
  std::vector<CaseId> cases;
  std::size_t breached = 0;  // of them past their target
};

struct Timeline {
  Instant from;
  Instant until;
  std::vector<TimelineRow> rows;  // teams on duty, busiest service first, then by id; then proposals to others
  HeldLine held;
};

inline constexpr std::chrono::hours timeline_span{4};
// Visits that overlap lie below each other; what does not fit is one counted block in the last lane.
inline constexpr std::size_t timeline_lanes = 2;

// The row of one team, clipped to the four hours from `now`; what lies outside is left out.
[[nodiscard]] TimelineRow make_timeline_row(const HubIndex& index, const TeamFacts& team, Instant now);
[[nodiscard]] HeldLine make_held_line(const HubIndex& index);
// "3 held for later", "3 held for later, 1 of them breached"
[[nodiscard]] std::string held_words(const HeldLine& held);
// Blocks are clipped to the four hours from `now`; what lies outside is left out.
[[nodiscard]] Timeline make_timeline(const Picture& picture, Instant now);

}  // namespace carehub::console
