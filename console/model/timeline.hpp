#pragma once
// The next four hours, one row a team.

#include <string>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

enum class BlockKind { travel, visit, break_, shift_end };
enum class BlockState { proposed, promised, under_way, late };

struct TimelineBlock {
  BlockKind kind = BlockKind::visit;
  BlockState state = BlockState::promised;
  Instant from;
  Instant until;  // shift_end: equals from
  CaseId case_id;
  std::string label;              // "1040 Falls", "break", "shift ends 21:58"
  std::optional<Instant> target;  // due time of the case's tightest clock
  std::int64_t slack_s = 0;       // target minus arrival
};

struct TimelineRow {
  TeamId team;
  std::string name;    // "CR1"
  std::string detail;  // "crisis · OT"
  TeamStatus status = TeamStatus::off_duty;
  std::vector<TimelineBlock> blocks;  // by time
};

struct Timeline {
  Instant from;
  Instant until;
  std::vector<TimelineRow> rows;  // teams on duty, busiest service first, then by id; then proposals to others
};

inline constexpr std::chrono::hours timeline_span{4};

// Blocks are clipped to the four hours from `now`; what lies outside is left out.
[[nodiscard]] Timeline make_timeline(const Picture& picture, Instant now);

}  // namespace carehub::console
