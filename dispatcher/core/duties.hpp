#pragma once
// When somebody who waits is to be rung, and when a crew that is alone is to be asked whether all is well.

#include <optional>

#include "protocols/domain/case.hpp"
#include "protocols/domain/resources.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::core {

// What is raised when such a duty is due.
[[nodiscard]] AlertKind alert_of(DutyKind kind);

// None where the site asks for no welfare calls, or somebody is with the person.
[[nodiscard]] std::optional<Instant> welfare_call_at(const Case& c, const Thresholds& thresholds);
// The first call that is owed and has not been asked for yet: a welfare call or a promised one.
[[nodiscard]] std::optional<Instant> next_duty_at(const Case& c, const Thresholds& thresholds);

// While one person of the crew is alone with somebody.
[[nodiscard]] std::optional<Instant> lone_worker_at(const Team& team, const TeamConfig* config,
                                                    const Thresholds& thresholds);

// Both NHS numbers are good, and they differ: one house, two people.
[[nodiscard]] bool are_two_people(const Case& a, const Case& b);

}  // namespace carehub::core
