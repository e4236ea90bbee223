#pragma once
// The borders between the panels of a workspace: dragged by mouse, moved by the word ROOM, or by the arrow keys after
// F11. What a person chose stands in UiState::shares, and is asked to be kept when a movement ends.

#include <map>

#include "console/views/view.hpp"
#include "console/widgets/splitter.hpp"

namespace carehub::views {

// What outlives a frame.
struct Dividers {
  std::map<std::string_view, widgets::Splitter> splitters;  // by panel; names are literals
  std::vector<std::string_view> shown;                      // in this frame so far
  std::vector<std::string_view> columns;                    // their edges
  std::string_view focused;                                 // by F11; empty: none
};

// The side of what is left on which a panel lies.
enum class Side { left, right, top, bottom };

// The borders of one frame. Requires: made before the workspace's keys are looked at, and `draw` called after its
// panels were drawn.
class Dividing {
 public:
  Dividing(Dividers& kept, UiState& state, widgets::Ui& ui, Requests& requests);

  // Cuts the panel `name` (a literal) off `rest` at the border that it has with it. `total` is the length of which its
  // share is told. Requires: called before anything beside the border is drawn.
  widgets::Box take(std::string_view name, widgets::Box& rest, Side side, float total, const console::Room& room);
  void draw();

  // What keys ask of the edge of a column in this frame.
  struct EdgeKeys {
    bool focused = false;
    float steps = 0;  // to the right; one is a hundredth
    bool reset = false;
  };
  [[nodiscard]] EdgeKeys edge(std::string_view column);

 private:
  struct Line {
    std::string_view name;
    widgets::Point from, to;
  };
  void take_keys();
  [[nodiscard]] bool moves_by_key(std::string_view name, Side side, float total, const console::Room& room);
  [[nodiscard]] bool obeys(std::string_view name, float total, const console::Room& room);

  Dividers& kept_;
  UiState& state_;
  widgets::Ui& ui_;
  Requests& requests_;
  std::vector<Line> lines_;
  float across_ = 0;  // steps asked for by key in this frame: one is a hundredth
  float down_ = 0;
  bool reset_ = false;
};

}  // namespace carehub::views
