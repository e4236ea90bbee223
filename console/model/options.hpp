#pragma once
// What can be done for one case, and what cannot and why, in words.

#include <string>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

struct OptionLine {
  int digit = 0;  // the key that takes it: 1 to 9, 0 for none
  Candidate candidate;
  std::string title;    // "CR2 crisis team"
  std::string arrival;  // "20:03"; "?" where the wait is not known
  std::string minutes;  // "21 min", "usually 40 min"
  std::string detail;   // "9 min inside target · breach 38% if left · ring 01632 960101 (professionals only)"
  bool late = false;
};

struct NotOfferedLine {
  std::string unit;    // "PM1", "St Mary's UTC"
  std::string reason;  // "no nursing skill"
};

struct OptionLines {
  std::vector<OptionLine> offered;
  std::vector<NotOfferedLine> not_offered;
  std::string shortfall;  // when nothing meets the target
  std::string note;       // "computed 4 s ago", or what is missing
};

// When it would be there if it were sent at `now`, by an answer computed at `known_at`: a journey that nobody has begun
// gets no shorter.
[[nodiscard]] Instant arrival_if_sent_now(const Candidate& candidate, Instant known_at, Instant now);
// The usual wait, where the service has not said its own or said it too long ago; none where the wait is known.
[[nodiscard]] std::optional<minutes> unknown_wait(const Candidate& candidate, const Picture& picture, Instant now);
// What a proposal would take from the moment somebody is sent; none where that is not known.
[[nodiscard]] std::optional<Duration> proposed_journey(const Case& c, const Picture& picture, Instant now);
// "CR2 is with the person since 19:37": then nobody is offered any more. Empty unless somebody is there.
[[nodiscard]] std::string who_is_there(const Case& c, const Picture& picture, Instant now);

// `live` is the hub's newest answer; without it the explanation of the case's last decision is shown, and said to be
// so. Nothing is offered once somebody is with the person. Numbers that are not public only for a viewer who may see
// them.
[[nodiscard]] OptionLines make_options(const Case& c, const Explanation* live, const Picture& picture, Instant now,
                                       Role viewer = Role::call_handler);
// As they are read: those with a reason of their own first, then all who share one, without a name before it:
// "does not take this need: FR1, FR2, MH1".
[[nodiscard]] std::vector<NotOfferedLine> grouped(const std::vector<NotOfferedLine>& lines);
// The text for the command line that takes this option: "A 1042 CR2 queue", "SP 1042 newport_safe_haven". With a reason
// to be added where it is not the first.
[[nodiscard]] std::string command_for(const Case& c, const Candidate& candidate);

}  // namespace carehub::console
