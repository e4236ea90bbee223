// Which marks of the map stand so close that they are drawn as one with a number.

#include <algorithm>
#include <cmath>

#include "console/views/map_marks.hpp"
#include "console/views/map_view.hpp"

namespace carehub::views {

using namespace widgets;

// Puts marks into squares of the screen.
class MapView::CrowdFinder {
 public:
  // `near`: a mark joins the crowd of a square beside its own too, if it is that close.
  CrowdFinder(const MapCanvas& map, float cell, std::vector<int>& grid, std::vector<Crowd>& crowds, bool near = false)
      : area_(map.area()),
        projection_(map.projection()),
        per_cell_(1 / cell),
        reach_(near ? cell : 0),
        columns_(static_cast<int>(area_.width() * per_cell_) + 1),
        rows_(static_cast<int>(area_.height() * per_cell_) + 1),
        grid_(grid),
        crowds_(crowds) {
    grid_.assign(static_cast<std::size_t>(columns_ * rows_), -1);
    crowds_.clear();
  }
  // Where it went; null: outside.
  Crowd* add(Coordinates at, std::size_t slot, Tone tone) {
    const Point p = projection_(at);
    if (!area_.holds(p)) {
      ++outside_;
      return nullptr;
    }
    const int column = static_cast<int>((p.x - area_.min.x) * per_cell_);
    const int row = static_cast<int>((p.y - area_.min.y) * per_cell_);
    int& own = grid_[static_cast<std::size_t>(row * columns_ + column)];
    int place = own < 0 && reach_ > 0 ? beside(p, column, row) : own;
    if (place < 0) {
      place = static_cast<int>(crowds_.size());
      own = place;
      crowds_.push_back({p, 0, Tone::quiet, slot, {}});
    }
    Crowd& crowd = crowds_[static_cast<std::size_t>(place)];
    crowd.spread = std::max(crowd.spread, std::abs(p.x - crowd.at.x) + std::abs(p.y - crowd.at.y));
    ++crowd.count;
    if (tone > crowd.worst) {
      crowd.worst = tone;
      crowd.first = slot;
    }
    return &crowd;
  }
  [[nodiscard]] int outside() const { return outside_; }

 private:
  // A crowd near enough in one of the squares round this one, or -1.
  [[nodiscard]] int beside(Point p, int column, int row) const {
    for (int y = std::max(0, row - 1); y <= std::min(rows_ - 1, row + 1); ++y)
      for (int x = std::max(0, column - 1); x <= std::min(columns_ - 1, column + 1); ++x) {
        const int place = grid_[static_cast<std::size_t>(y * columns_ + x)];
        if (place < 0) continue;
        const Point away = crowds_[static_cast<std::size_t>(place)].at - p;
        if (std::hypot(away.x, away.y) < reach_) return place;
      }
    return -1;
  }

  Box area_;
  Projection projection_;
  float per_cell_;
  float reach_;
  int columns_;
  int rows_;
  std::vector<int>& grid_;
  std::vector<Crowd>& crowds_;
  int outside_ = 0;
};

void MapView::find_crowds(const Facts& facts, const Canvas& canvas) {
  const auto& index = *facts.index;
  const auto& cases = index.cases();
  const CrowdsOf wanted{index.revision(), cases.revision(), map_.area(), map_.projection()};
  if (wanted == crowds_of_) return;
  crowds_of_ = wanted;
  // Close marks become one with a number; teams only when there are many: a dozen on an island all show.
  teams_on_map_ = static_cast<std::size_t>(std::ranges::count(index.teams(), true, &console::TeamFacts::on_map));
  CrowdFinder teams(map_, canvas.px(teams_on_map_ > 60 ? 26 : 3), grid_, team_crowds_);
  for (std::size_t slot = 0; slot < index.teams().size(); ++slot) {
    const auto& team = index.teams()[slot];
    Crowd* crowd = team.on_map ? teams.add(team.at, slot, Tone::quiet) : nullptr;
    if (crowd == nullptr || teams_on_map_ > 60) continue;
    const auto status = team.record->status;
    if (std::ranges::find(crowd->states, status) == crowd->states.end()) crowd->states.push_back(status);
  }
  // Marks of few cases are put together where they would hide each other; of many, by squares.
  const bool many = cases.totals().open > 80;
  CrowdFinder open(map_, canvas.px(many ? 30 : 22), grid_, case_crowds_, !many);
  cases_without_position_ = 0;
  for (std::size_t slot = 0; slot < cases.all().size(); ++slot) {
    const auto& one = cases.all()[slot];
    if (!one.open) continue;
    if (one.placed)
      (void)open.add(one.at, slot, mark_tone(cases.standing(slot).urgency));
    else
      ++cases_without_position_;
  }
  cases_outside_ = open.outside();
}

}  // namespace carehub::views
