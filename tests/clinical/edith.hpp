#pragma once
// A resident of a care home, 87 years old, and what her devices say.

#include <algorithm>

#include "protocols/clinical/telemetry.hpp"
#include "tests/clinical/shipped.hpp"

namespace carehub::test {

using namespace carehub::clinical;

inline Instant at(std::string_view text) {
  return parse_iso8601(text).value();
}

inline const Instant now = at("2026-11-22T19:40:00Z");
inline const LocalDay today{20'779};  // 22 November 2026

inline Resident edith() {
  Resident resident;
  resident.id = ResidentId("SV-014");
  resident.home = HomeId("solent_view");
  resident.person = PersonId("9990000018");
  resident.name = "Edith Harlow";
  resident.born = LocalDay{-11'232};  // 2 April 1939: 87
  return resident;
}

// The first that the content names.
inline std::string own_unit(ReadingKind kind) {
  const auto& ranges = shipped_content().telemetry.ranges;
  const auto own = std::ranges::find(ranges, kind, &ReadingRange::kind);
  return own == ranges.end() ? std::string() : own->unit;
}

// Without a unit in its kind's own; an empty one is none.
inline Reading reading(ReadingKind kind, const char* value, const char* unit = nullptr, Duration ago = minutes(1)) {
  Reading one;
  one.resident = ResidentId("SV-014");
  one.kind = kind;
  one.value = value;
  one.unit = unit == nullptr ? own_unit(kind) : unit;
  one.taken = now - ago;
  one.device = "meter-3";
  return one;
}

inline JudgedReading judged(const Reading& one, const Resident& resident = edith(),
                            std::optional<Instant> device_now = {}) {
  return judge(shipped_content().telemetry, &resident, one, {now, device_now});
}

inline Resident with(Resident resident, const Reading& one) {
  const auto result = judged(one, resident);
  INFO(name_of(one.kind) << " " << one.value << ": " << name_of(result.fault));
  REQUIRE(result.fault == ReadingFault::none);
  take(resident, result);
  return resident;
}

inline Reading signs(std::vector<std::string> codes, Duration ago = minutes(1)) {
  auto one = reading(ReadingKind::soft_signs, "", "", ago);
  one.soft_signs = std::move(codes);
  return one;
}

inline std::vector<std::string> held(const Resident& resident) {
  std::vector<std::string> ids;
  for (const auto* trigger : triggers(shipped_content(), resident, today)) ids.push_back(trigger->id);
  return ids;
}

inline bool holds(const Resident& resident, const std::string& id) {
  const auto ids = held(resident);
  return std::ranges::find(ids, id) != ids.end();
}

}  // namespace carehub::test
