#pragma once
// Which of the site's clock rules a case falls under, and from when. Functions of the case and the site alone.

#include <optional>
#include <vector>

#include "protocols/domain/case.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::core {

// Triage's kinds of service, or those that the site names for the need.
[[nodiscard]] std::vector<ServiceKind> service_kinds(const Site& site, const Triage& triage);
[[nodiscard]] bool rule_applies(const ClockRule& rule, const Case& c, const Site& site);
// The case's clock of a kind; null if it has none.
[[nodiscard]] const Clock* find_clock(const Case& c, ClockKind kind);
// The rule that gave a case its clock of a kind, or would; null when the site has none of that kind.
[[nodiscard]] const ClockRule* rule_for(const Site& site, const Case& c, ClockKind kind);
// Start and due of the clock; none while what it starts on has not happened.
// Units: due is the last moment that counts as met; one second later is a breach.
[[nodiscard]] std::optional<Clock> clock_by(const ClockRule& rule, const Case& c, const Site& site, Instant now);
// Whole seconds count: 120:00 is met, 120:01 is not.
// From when a running clock is worth an alert: as the site says, but never more than the last third of a short promise,
// or every new call would ring at once.
[[nodiscard]] Instant alert_from(const Clock& clock, const Thresholds& thresholds);

[[nodiscard]] constexpr bool is_late(Instant at, Instant due) {
  return at >= due + seconds(1);
}
[[nodiscard]] bool stops_on(const ClockRule* rule, ClockMoment moment);

}  // namespace carehub::core
