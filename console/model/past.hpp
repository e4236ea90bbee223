#pragma once
// What the hub has said of the past, and the picture of a moment put together from it.

#include <vector>

#include "console/model/picture.hpp"
#include "protocols/domain/history.hpp"

namespace carehub::console {

// The newest answers; each stays until the next one of its kind.
struct PastAnswers {
  std::shared_ptr<const Picture> picture;  // null: none yet
  Instant at;                              // of the picture
  bool picture_due = false;                // asked for, and not answered
  std::shared_ptr<const History> history;  // null: none yet
  bool history_due = false;
  std::string fault;  // why the last question got no answer; empty: it did, or is still waiting
};

// Every part of a moment's picture, which replaces the one before; records that are the same in both are shared, so
// that whoever follows them reads only what differs. `live` lends its site, if that is the same. `number` tells it from
// the others. Requires: the parts are whole and in order.
[[nodiscard]] Picture picture_of_moment(const Picture& before, const Picture* live, std::vector<PictureUpdate> parts,
                                        std::uint64_t number);

}  // namespace carehub::console
