#pragma once
// What a case asks for, worked out once for all candidates.

#include <optional>
#include <span>
#include <string_view>

#include "dispatcher/matching/matching.hpp"
#include "dispatcher/matching/travel.hpp"

namespace carehub::matching {

// Looks into the case and the site; does not outlive them.
struct Asked {
  const Case* call = nullptr;
  Need need = Need::unknown;
  SkillSet skills;
  std::span<const ServiceKind> kinds;  // best first; empty: whichever service names the need
  std::span<const ServiceKind> never;  // kinds that the clinical rules keep from the case
  bool emergency = false;              // only services that take red flags
  std::optional<std::int32_t> age;     // whole years
  std::optional<std::int32_t> age_days;
  bool housebound = false;
  Coordinates position;
  bool position_known = false;  // else the middle of the locality or of the area
  std::string_view locality;
  TravelHour hour_now;         // of teams that set off at once
  std::optional<Instant> due;  // of the tightest running clock
};

[[nodiscard]] Asked asked_by(const World& world, const Case& c);
[[nodiscard]] bool is_excluded(const Asked& asked, const std::string& unit);

}  // namespace carehub::matching
