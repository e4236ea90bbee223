#pragma once
// A picture in parts of a bounded number of records, as a snapshot comes from the hub: apply_part() of all of them
// makes the same picture again. Pure.

#include <memory>
#include <optional>

#include "console/model/picture.hpp"

namespace carehub::console {

// What a board may have: the hub's figures, and no record of anybody.
[[nodiscard]] Picture board_only(const Picture& picture);

class PictureParts {
 public:
  // Requires: the picture is not null.
  explicit PictureParts(std::shared_ptr<const Picture> picture);

  // The next part; none after the last.
  [[nodiscard]] std::optional<PictureUpdate> next();
  // Nothing is left.
  [[nodiscard]] bool done() const;

 private:
  void add_head(PictureUpdate& part) const;

  std::shared_ptr<const Picture> picture_;
  Records<TeamId, Team>::const_iterator team_;
  Records<CaseId, Case>::const_iterator case_;
  bool begun_ = false;
};

}  // namespace carehub::console
