#pragma once
// How much a case needs somebody now.

#include <cstdint>

namespace carehub::console {

// none: no clock runs. due_soon and breached are counted as the header counts them (domain/tally.hpp); will_breach is
// not yet breached, but nobody can be there in time any more.
enum class Urgency : std::uint8_t { none, later, due_soon, will_breach, breached };

}  // namespace carehub::console
