#pragma once
// Where a team could be after so many minutes, if it set off now: as the hub worked it out, beside the picture.

#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/geo.hpp"

namespace carehub::console {

struct ReachOutline {
  std::int32_t minutes = 0;
  std::vector<Coordinates> points;  // closed
};

struct TeamReach {
  TeamId team;
  Instant at;                          // of the answer, on the hub's clock
  std::vector<ReachOutline> outlines;  // empty: none, and `remark` says why
  std::string remark;                  // "its position is not known: from its base"
};

}  // namespace carehub::console
