#pragma once
// What a case asks for, worked out once for all candidates.

#include <optional>
#include <vector>

#include "dispatcher/matching/matching.hpp"

namespace carehub::matching {

struct Asked {
  const Case* call = nullptr;
  Need need = Need::unknown;
  SkillSet skills;
  std::vector<ServiceKind> kinds;   // best first; empty: whichever service names the need
  bool emergency = false;           // only services that take red flags
  std::optional<std::int32_t> age;  // whole years
  bool housebound = false;
  Coordinates position;
  bool position_known = false;  // else the middle of the locality or of the area
  std::string locality;
  std::optional<Instant> due;  // of the tightest running clock
};

// Rank penalties in seconds: doubtful data ranks lower, it is never dropped in silence.
inline constexpr std::int32_t stale_position_penalty_s = 120;
inline constexpr std::int32_t unknown_position_penalty_s = 600;
inline constexpr std::int32_t unknown_wait_penalty_s = 900;

[[nodiscard]] Asked asked_by(const World& world, const Case& c);
[[nodiscard]] bool is_excluded(const Asked& asked, const std::string& unit);
// Life threatening by category: C1, C2 and C2A are never for the community (domain facts 02).
[[nodiscard]] bool is_emergency(const Case& c);

}  // namespace carehub::matching
