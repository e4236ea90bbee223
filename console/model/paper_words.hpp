#pragma once
// What stands on paper of one case, in words: the same in the pack and in a summary. No countdowns: paper does not
// tick.

#include <string>

#include "console/model/picture.hpp"

namespace carehub::console {

// "19:42 on 2026-11-22"
[[nodiscard]] std::string day_and_time(const Calendar& calendar, Instant at);
// "Ann Bly, 83, female, NHS 999 000 0018"
[[nodiscard]] std::string person_text(const Case& c, const Picture& picture, Instant now);
[[nodiscard]] std::string where_text(const Case& c);
// "Joe Bly, son 01632 960123": a number never breaks at the end of a line.
[[nodiscard]] std::string ring_text(const Case& c);
// "proposed: CR2 20:03"
[[nodiscard]] std::string who_text(const Case& c, const Picture& picture, Instant now);
// "RED FLAG: 999 ONLY; dog in the hall; OWED: call-back by 20:10"
[[nodiscard]] std::string warnings_text(const Case& c, const Picture& picture, Instant now);

}  // namespace carehub::console
