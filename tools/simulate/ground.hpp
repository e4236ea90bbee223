#pragma once
// Where people live and how crews drive there: straight lines on the site's map.

#include "protocols/domain/site.hpp"
#include "tools/simulate/random.hpp"

namespace carehub::tools::simulate {

// True without an outline: then everything is land.
[[nodiscard]] bool on_land(const Site& site, Coordinates at);
// A home in or near the locality, on land.
[[nodiscard]] Coordinates home_near(const Site& site, const Locality& locality, Random& random);
// What the drive takes by the site's own travel model, before traffic and luck.
[[nodiscard]] seconds drive_time(const Site& site, Coordinates from, Coordinates to, Instant at);
[[nodiscard]] seconds walk_in_time(const Site& site, Coordinates from, Coordinates to);
// The point that has `part` of `whole` of the way behind it.
[[nodiscard]] Coordinates along(Coordinates from, Coordinates to, Duration part, Duration whole);

}  // namespace carehub::tools::simulate
