#include "console/views/operator_workspace.hpp"

#include <cmath>

namespace carehub::views {

using namespace widgets;

namespace {

// Rows that fit; what is a whole one but for rounding is one.
float whole(float rows) {
  return std::floor(rows + 0.02F);
}

}  // namespace

std::unique_ptr<Workspace> make_operator() {
  return std::make_unique<OperatorWorkspace>();
}

std::vector<KeyLine> OperatorWorkspace::keys() const {
  return {
      {"↑↓", "move in the case list"},
      {"a-z", "type to filter the case list; Esc shows all"},
      {"Space", "mark the chosen case for a command with *; Shift ↑↓ and Ctrl A mark more"},
      {"Enter", "take the first option of the selected case"},
      {"1-9", "take that option; an override asks for its reason"},
      {"Esc", "let go of the selected case"},
      {"F2", "map and teams, teams only, map only"},
      {"F3", "the story whole, or its start"},
      {"Shift PgDn PgUp", "move in the selected case"},
      {"F8", "all alerts"},
      {"K", "acknowledge the first open alert (Shift K)"},
      {"F4", "all on the map, cases, teams, or places only"},
      {"F5", "measure a way on the map by two clicks"},
      {"F6", "keep the chosen team in the middle of the map"},
      {"F7", "where the chosen team could be in 10, 20 and 30 minutes"},
      {"+ -", "zoom the map"},
      {"Ctrl ↑↓←→", "move the map"},
      {"Ctrl Home", "the whole area again"},
  };
}

void OperatorWorkspace::obey(UiState& state) {
  console::LocalDo local;
  if (state.take(console::LocalAction::panes, local))
    middle_ = local.choice == "map"     ? Middle::map
              : local.choice == "teams" ? Middle::timeline
              : local.choice == "both"  ? Middle::both
                                        : static_cast<Middle>((static_cast<int>(middle_) + 1) % 3);
  map_.obey(state);
}

void OperatorWorkspace::handle(const Facts& facts, UiState& state, Ui& ui, Requests& requests) {
  alerts_.handle(facts, state, ui.input, requests);
  if (ui.input.take(Key::f2)) middle_ = static_cast<Middle>((static_cast<int>(middle_) + 1) % 3);
  obey(state);
  map_.handle(ui.input, ui.canvas);
  map_.handle_reach(facts, state, ui.input, requests);
  cases_.handle(facts, state, ui.input, requests);
  case_.handle(facts, state, ui.input, requests);
}

// The case list comes first: while it hides cases, places take at most three tenths, in whole lines, and give up a line
// more where that shows one case more.
float OperatorWorkspace::places_height(const Facts& facts, const Canvas& canvas, float height) {
  const float wanted = places_.height(facts, canvas);
  const float list_wanted = cases_.height(canvas, cases_.rows());
  if (list_wanted + wanted <= height) return wanted;
  const float head = PlacesView::head_height(canvas);
  const float line = PlacesView::line_height(canvas);
  const float least = std::min(wanted, head + 2 * line);
  if (height - list_wanted >= least) return head + whole((height - list_wanted - head) / line) * line;
  const float most = std::min(wanted, std::max(least, head + whole((height * 0.3F - head) / line) * line));
  const auto rows_beside = [&](float places) {
    const float row = cases_.height(canvas, 2) - cases_.height(canvas, 1);
    return whole((height - places - cases_.height(canvas, 1)) / row);
  };
  const float one_less = most - line;
  return one_less >= least && rows_beside(one_less) > rows_beside(most) ? one_less : most;
}

void OperatorWorkspace::draw_left(const Facts& facts, UiState& state, Ui& ui, const Box& area) {
  Box cases = area;
  cases.max.y -= places_height(facts, ui.canvas, area.height());
  const float used = cases_.draw(facts, state, ui, cases);
  Box places = area;
  places.min.y += used;
  const float head = PlacesView::head_height(ui.canvas);
  const float line = PlacesView::line_height(ui.canvas);
  places.max.y = places.min.y + head + whole((places.height() - head) / line) * line;
  places_.draw(facts, ui, places);
}

void OperatorWorkspace::draw_middle(const Facts& facts, UiState& state, Ui& ui, const Box& area, Requests& requests) {
  Box rest = area;
  if (middle_ != Middle::timeline) {
    const Box map = middle_ == Middle::map ? rest : rest.take_top(std::round(rest.height() * 0.55F));
    map_.draw(facts, state, ui, map);
    ui.canvas.line({map.min.x, map.max.y - 1}, {map.max.x, map.max.y - 1}, colour::line);
  }
  if (middle_ != Middle::map) timeline_.draw(facts, state, ui, rest, requests);
}

void OperatorWorkspace::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area, Requests& requests) {
  handle(facts, state, ui, requests);
  Box rest = area;
  const Box strip = rest.take_bottom(ui.px(space::alerts));
  Input none;
  Ui below{ui.canvas, state.alerts_open ? none : ui.input};
  const Box right = rest.take_right(std::round(std::clamp(rest.width() * 0.224F, ui.px(300), ui.px(460))));
  const float left_width = std::round(std::max(ui.px(600), area.width() * 0.4165F));
  // Large text on a small screen: the list, or what F2 takes, fills the room of both.
  if (rest.width() - left_width < ui.px(space::least_middle)) {
    if (middle_ == Middle::both)
      draw_left(facts, state, below, rest);
    else
      draw_middle(facts, state, below, rest, requests);
  } else {
    draw_left(facts, state, below, rest.take_left(left_width));
    draw_middle(facts, state, below, rest, requests);
  }
  case_.draw(facts, state, below, right, requests);
  ui.canvas.line({rest.min.x, rest.min.y}, {rest.min.x, rest.max.y}, colour::line);
  ui.canvas.line({right.min.x, right.min.y}, {right.min.x, right.max.y}, colour::line);
  alerts_.draw_strip(facts, state, ui, strip);
  alerts_.draw_list(facts, state, ui, {{area.min.x, area.min.y}, {area.min.x + area.width() * 0.78F, strip.min.y}});
}

}  // namespace carehub::views
