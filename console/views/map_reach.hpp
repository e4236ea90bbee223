#pragma once
// Where a team could be after so many minutes: asks the hub, and draws the answer as quiet outlines on the map.

#include <string>
#include <vector>

#include "console/views/view.hpp"
#include "console/widgets/map_canvas.hpp"

namespace carehub::views {

class MapReach {
 public:
  // F7 shows the reach of the chosen team, and of another that is pointed at meanwhile; F7 or Esc ends. The hub is
  // asked again when the team has moved, but not more often than every few seconds.
  void handle(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  // Below the marks.
  void draw(const Facts& facts, const UiState& state, widgets::Canvas& canvas, const widgets::MapCanvas& map);
  // "20 min" on each outline, where there is room, and what has to be known of them.
  void label(const Facts& facts, const UiState& state, widgets::Canvas& canvas, widgets::MapCanvas& map) const;

  // "reach of CR2: 10, 20, 30 min"; empty where none is shown.
  [[nodiscard]] std::string words(const UiState& state) const;

 private:
  void open_or_end(const Facts& facts, UiState& state);
  void choose(const Facts& facts, UiState& state);
  void ask(const Facts& facts, const UiState& state, Requests& requests);

  bool choosing_ = false;  // opened while no team was chosen
  TeamId pointed_at_;      // in the frame before
  // The last question.
  TeamId asked_of_;
  std::vector<std::int32_t> asked_minutes_;
  std::uint64_t asked_version_ = 0;  // of the team's record
  Instant asked_at_;
  std::vector<widgets::Point> points_;
};

}  // namespace carehub::views
