#pragma once
// Which parts of the screen differ from the frame before, so that only they are drawn: a clock that ticks must not cost
// a whole screen. Pure: looks at what a frame drew, tile by tile.

#include <cstdint>
#include <memory>
#include <vector>

#include "console/widgets/geometry.hpp"

struct ImDrawData;
struct ImDrawList;

namespace carehub::app {

class Damage {
 public:
  // Whole pixels that differ from the frame that was looked at before; boxes do not overlap. Empty: the frames look the
  // same. The first frame, and one of another size, differs everywhere.
  [[nodiscard]] const std::vector<widgets::Box>& look_at(const ImDrawData& data);
  // What was looked at is not on the screen any more: everything differs next time.
  void forget() { tiles_.clear(); }

 private:
  void hash_tiles(const ImDrawData& data);
  void find_boxes(const std::vector<std::uint64_t>& before);

  int columns_ = 0;
  int rows_ = 0;
  widgets::Box screen_;
  std::vector<std::uint64_t> tiles_;
  std::vector<widgets::Box> boxes_;
};

// Of a frame only what touches these boxes, clipped to them: drawn over the frame before, once the boxes are cleared,
// it gives the new frame.
class PartOfFrame {
 public:
  PartOfFrame();
  ~PartOfFrame();
  PartOfFrame(const PartOfFrame&) = delete;
  PartOfFrame& operator=(const PartOfFrame&) = delete;

  // Valid until the next call.
  [[nodiscard]] const ImDrawData& cut(const ImDrawData& data, const std::vector<widgets::Box>& boxes);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace carehub::app
