#pragma once
// How far two points are from each other, in words. A first idea for a person: barriers, ferries and learned times are
// the hub's to know, and stand in its options.

#include <string>

#include "protocols/domain/site.hpp"

namespace carehub::console {

// "7.3 km straight, 9.4 by road, about 13 min": by the site's detour and its speed of that hour.
[[nodiscard]] std::string way_words(const Site& site, Coordinates from, Coordinates to, Instant now);

}  // namespace carehub::console
