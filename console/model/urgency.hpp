#pragma once
// How much a case needs somebody now.

#include <cstdint>

namespace carehub::console {

// none: no clock runs. will_breach is not yet breached, but nobody can be there in time any more. due_soon and
// will_breach are amber, and together what the header counts as due soon.
enum class Urgency : std::uint8_t { none, later, due_soon, will_breach, breached };

}  // namespace carehub::console
