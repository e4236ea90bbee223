// What a click on several marks that are drawn as one does, and says beforehand.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/views/map_view.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr float parts_at = 34;  // pixels between marks, at which they are drawn apart
constexpr float nearer = 2.5F;

// The one after `present` among those that `is_member` says are there; the first if present is none of them.
template <class IsMember>
std::size_t next_member(std::size_t count, std::optional<std::size_t> present, IsMember is_member) {
  const std::size_t start = present && is_member(*present) ? *present + 1 : 0;
  for (std::size_t step = 0; step < count; ++step)
    if (const std::size_t slot = (start + step) % count; is_member(slot)) return slot;
  return present.value_or(0);
}

bool at_one_place(Point a, Point b, float spread) {
  return std::abs(a.x - b.x) + std::abs(a.y - b.y) <= spread + 0.5F;
}

}  // namespace

bool MapView::can_part(const Crowd& crowd) const {
  return crowd.spread * map_.zoom_left() >= parts_at;
}

void MapView::come_nearer(const Crowd& crowd) {
  map_.zoom(std::min(map_.zoom_left(), std::max(nearer, std::min(8.0F, parts_at / std::max(1.0F, crowd.spread)))),
            crowd.at);
}

void MapView::click_case_crowd(const Facts& facts, UiState& state, const Crowd& crowd) {
  const auto& cases = facts.index->cases();
  if (crowd.count == 1) {
    state.selected = cases.all()[crowd.first].id;
    return;
  }
  if (can_part(crowd)) return come_nearer(crowd);
  const std::size_t next = next_member(cases.all().size(), cases.slot_of(state.selected), [&](std::size_t slot) {
    const auto& one = cases.all()[slot];
    return one.open && one.placed && at_one_place(map_.at(one.at), crowd.at, crowd.spread);
  });
  state.selected = cases.all()[next].id;
}

void MapView::click_team_crowd(const Facts& facts, UiState& state, const Crowd& crowd) {
  const auto& teams = facts.index->teams();
  if (crowd.count > 1 && can_part(crowd)) return come_nearer(crowd);
  std::optional<std::size_t> present;
  for (std::size_t slot = 0; slot < teams.size(); ++slot)
    if (teams[slot].record->id == state.team) present = slot;
  const std::size_t next = crowd.count == 1 ? crowd.first : next_member(teams.size(), present, [&](std::size_t slot) {
    return teams[slot].on_map && at_one_place(map_.at(teams[slot].at), crowd.at, crowd.spread);
  });
  state.team = teams[next].record->id;
}

// Under the mouse, so that nobody has to try what a click does.
void MapView::crowd_hint(Ui& ui) {
  const auto hint = [&](const Crowd& crowd, float radius, std::string_view what) {
    const Box mark = Box{crowd.at, crowd.at}.inset(-ui.px(radius));
    if (crowd.count < 2 || !ui.input.hovered(mark)) return false;
    const std::string text =
        fmt::format("{} {}: a click {}", crowd.count, what, can_part(crowd) ? "comes nearer" : "goes through them");
    const float w = ui.canvas.width(Face::small, text) + ui.px(16);
    const float h = ui.px(24);
    const Box& area = map_.area();
    const float x = std::clamp(crowd.at.x - w / 2, area.min.x, std::max(area.min.x, area.max.x - w));
    const float below = crowd.at.y + ui.px(20);
    const Box box = box_at({x, below + h > area.max.y ? crowd.at.y - ui.px(20) - h : below}, w, h);
    ui.canvas.set_layer(1);
    ui.canvas.fill(box, colour::panel, space::rounding);
    ui.canvas.frame(box, colour::line_strong, space::rounding);
    ui.canvas.text_in(box.inset(ui.px(8), 0), Face::small, colour::text, text);
    ui.canvas.set_layer(0);
    return true;
  };
  using Layer = MapTools::Layer;
  if (tools_.shows(Layer::cases))
    for (const Crowd& crowd : case_crowds_)
      if (hint(crowd, 11, "cases")) return;
  if (tools_.shows(Layer::teams))
    for (const Crowd& crowd : team_crowds_)
      if (hint(crowd, 9, "teams")) return;
}

}  // namespace carehub::views
