#include "console/views/map_tools.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/model/way.hpp"

namespace carehub::views {

using namespace widgets;

TeamId chosen_team(const Facts& facts, const UiState& state) {
  if (state.team.given()) return state.team;
  const auto found = facts.picture->cases.find(state.selected);
  if (found == facts.picture->cases.end() || !found->second->assignment) return {};
  const Assignment& assignment = *found->second->assignment;
  return assignment.kind == UnitKind::team ? TeamId(assignment.unit) : TeamId{};
}

void MapTools::forget_way() {
  measuring_ = false;
  from_.reset();
  to_.reset();
  way_team_ = {};
}

void MapTools::handle(Input& input) {
  // The whole area, which the map shows by this key, is no area around a team.
  const auto shows_all = [](const KeyPress& press) { return press.key == Key::home && press.ctrl; };
  if (std::ranges::any_of(input.keys, shows_all)) follows_ = false;
  if (input.take(Key::f4)) layer_ = static_cast<Layer>((static_cast<int>(layer_) + 1) % 4);
  if (input.take(Key::f5)) {
    const bool ends = measuring_ || way_team_.given();
    forget_way();
    measuring_ = !ends;
  }
  if (input.take(Key::f6)) {
    follows_ = !follows_;
    followed_ = {};
  }
}

void MapTools::obey(UiState& state) {
  console::LocalDo local;
  if (state.take(console::LocalAction::layers, local)) {
    const auto next = static_cast<Layer>((static_cast<int>(layer_) + 1) % 4);
    layer_ = local.choice.empty()       ? next
             : local.choice == "cases"  ? Layer::cases
             : local.choice == "teams"  ? Layer::teams
             : local.choice == "places" ? Layer::places
                                        : Layer::all;
  }
  if (state.take(console::LocalAction::measure, local)) {
    forget_way();
    way_team_ = local.team;
    way_case_ = local.case_id;
  }
  if (state.take(console::LocalAction::follow, local)) {
    follows_ = local.choice.empty();
    followed_ = local.team;
  }
  if (state.take(console::LocalAction::reach, local)) {
    const TeamId wanted = local.team.given() ? local.team : state.team;
    state.reach_of = local.choice == "off" ? TeamId{} : wanted;
    state.reach_minutes = UiState{}.reach_minutes;
  }
}

void MapTools::take_clicks(Input& input, const MapCanvas& map, const Box& body) {
  if (!measuring_ || !input.clicked(body)) return;
  const Coordinates at = map.position_of(input.mouse);
  if (!from_ || to_) {
    from_ = at;
    to_.reset();
  } else {
    to_ = at;
  }
  input.take_mouse();
}

void MapTools::follow(const Facts& facts, const UiState& state, const Input& input, MapCanvas& map) {
  if (!follows_) return;
  const bool moved_by_hand = input.mouse_down && input.hovered(map.area());
  if (moved_by_hand) {
    follows_ = false;
    return;
  }
  if (!followed_.given()) followed_ = chosen_team(facts, state);
  const auto team = facts.picture->teams.find(followed_);
  if (team == facts.picture->teams.end() || !team->second->position) return;
  const Point at = map.at(*team->second->position), middle = map.area().centre();
  if (std::abs(at.x - middle.x) + std::abs(at.y - middle.y) > 1) map.pan(middle - at);
}

// Of a team and a case both are where they are now: the way grows shorter while the crew drives.
void MapTools::find_ends(const Facts& facts) {
  if (!way_team_.given()) return;
  const auto team = facts.picture->teams.find(way_team_);
  const auto one = facts.picture->cases.find(way_case_);
  from_ = team == facts.picture->teams.end() ? std::nullopt : team->second->position;
  to_ = one == facts.picture->cases.end() ? std::nullopt : one->second->referral.location.position;
  if (!from_) to_.reset();
}

void MapTools::draw(const Facts& facts, Canvas& canvas, const MapCanvas& map) {
  find_ends(facts);
  if (!from_) return;
  const Point start = map.at(*from_);
  canvas.ring(start, 5, colour::warm_yellow, 2);
  if (!to_) return;
  const Point end = map.at(*to_);
  canvas.ring(end, 5, colour::warm_yellow, 2);
  canvas.dashed_line(start, end, colour::warm_yellow, 5, 2);
  const std::string text = console::way_words(*facts.picture->site, *from_, *to_, facts.now);
  const float w = canvas.width(Face::body_strong, text) + canvas.px(16);
  Box box = box_at({(start.x + end.x) / 2 - w / 2, (start.y + end.y) / 2 - canvas.px(32)}, w, canvas.px(26));
  const Box& area = map.area();
  const Point by{std::max(0.0F, area.min.x - box.min.x) - std::max(0.0F, box.max.x - area.max.x),
                 std::max(0.0F, area.min.y - box.min.y)};
  box = {box.min + by, box.max + by};
  canvas.set_layer(1);
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, colour::warm_yellow, space::rounding);
  canvas.text_in(box.inset(canvas.px(8), 0), Face::body_strong, colour::text, text);
  canvas.set_layer(0);
}

std::string MapTools::words() const {
  std::string text;
  const auto add = [&](std::string_view more) {
    if (!text.empty()) text += " · ";
    text += more;
  };
  if (layer_ == Layer::cases) add("cases only");
  if (layer_ == Layer::teams) add("teams only");
  if (layer_ == Layer::places) add("places only");
  if (follows_) add(followed_.given() ? "follows " + followed_.value : std::string("follows: choose a team or a case"));
  if (way_team_.given()) add(fmt::format("{} to {}; F5 ends it", way_team_.value, way_case_.value));
  if (measuring_) add(!from_ || to_ ? "measure: click where it begins" : "measure: click where it ends");
  return text;
}

}  // namespace carehub::views
