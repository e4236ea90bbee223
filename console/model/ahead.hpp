#pragma once
// What the next hours are likely to bring, in plain words.

#include <string>
#include <string_view>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

// From here on a chance is shown as a warning.
inline constexpr std::int32_t chance_warns_permille = 300;
// An outlook older than this says nothing any more.
inline constexpr seconds outlook_good_for{60};

// None: nobody looked ahead lately, or somebody is with the person.
[[nodiscard]] const CaseOutlook* outlook_of(const Picture& picture, CaseId id, Instant now);
[[nodiscard]] const ActionOutlook* action_of(const Picture& picture, CaseId id, Instant now);

// "34 in 100 to miss the target; seen by 19:40 in half of all futures, by 20:05 in nine of ten"
[[nodiscard]] std::string outlook_text(const CaseOutlook& outlook, const Picture& picture, Instant now);
// "confirmed now 4 in 100, in 10 min 21 in 100; it saves others nothing"
[[nodiscard]] std::string action_text(const ActionOutlook& action, std::int32_t delay_min);

// A head line with times, then one for each service with teams or places: calls, people waiting, those expected late.
[[nodiscard]] std::vector<std::string> services_ahead(const std::vector<ServiceOutlook>& services,
                                                      const Picture& picture, Instant made, Instant now);

// One line for below the timeline: "Next two hours: 1.7 breaches expected of 14 not reached · short of Crisis
// response by 20:30 · 40 s ago". Breaches that have happened are not counted.
struct AheadLine {
  std::string head;    // "Next two hours:"; empty: nobody looked ahead, and `rest` says so
  std::string figure;  // "1.7"
  std::string rest;
  std::string lacking;  // "short of Crisis response by 20:30", counting calls to come; empty: of none
  std::string age;      // "40 s ago"
};
[[nodiscard]] AheadLine ahead_line(const Picture& picture, Instant now);

// Everything: cases by chance, services by half hour, proposals.
[[nodiscard]] std::string ahead_text(const Picture& picture, Instant now);

}  // namespace carehub::console
