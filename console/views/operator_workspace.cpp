#include "console/views/operator_workspace.hpp"

#include <cmath>

#include "console/views/room_columns.hpp"

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
      {"Shift K", "acknowledge the alert that the strip marks"},
      {"F4", "all on the map, cases, teams, or places only"},
      {"F5", "measure a way on the map by two clicks"},
      {"F6", "keep the chosen team in the middle of the map"},
      {"F7", "where the chosen team could be in 10, 20 and 30 minutes"},
      {"+ -", "zoom the map"},
      {"Ctrl ↑↓←→", "move the map"},
      {"Ctrl Home", "the whole area again"},
      {"F11", "move a border by arrows; again: the next; Home: as designed"},
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
  timeline_.handle(ui.input);
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

// As designed the places stand right below the last row of the list.
console::Room OperatorWorkspace::room_of_places(const Facts& facts, const Canvas& canvas, float height) {
  const float row = cases_.height(canvas, 2) - cases_.height(canvas, 1);
  const float for_rows = height - places_height(facts, canvas, height) - (cases_.height(canvas, 1) - row);
  const auto rows = static_cast<std::size_t>(std::max(1.0F, whole(for_rows / row)));
  const float list = cases_.height(canvas, std::min(rows, cases_.rows()));
  const float least = PlacesView::head_height(canvas) + 2 * PlacesView::line_height(canvas);
  return {least, height - list, height - cases_.height(canvas, 3)};
}

void OperatorWorkspace::draw_left(const Facts& facts, UiState& state, Ui& ui, const Box& area, Dividing& dividing,
                                  Requests& requests) {
  Box cases = area;
  Box places =
      dividing.take("places", cases, Side::bottom, area.height(), room_of_places(facts, ui.canvas, area.height()));
  cases_.draw(facts, state, ui, cases, requests, &dividing);
  const float head = PlacesView::head_height(ui.canvas);
  const float line = PlacesView::line_height(ui.canvas);
  places.max.y = places.min.y + head + whole((places.height() - head) / line) * line;
  places_.draw(facts, ui, places);
}

void OperatorWorkspace::draw_middle(const Facts& facts, UiState& state, Ui& ui, const Box& area, Dividing& dividing,
                                    Requests& requests) {
  Box rest = area;
  if (middle_ != Middle::timeline)
    map_.draw(facts, state, ui, middle_ == Middle::map ? rest : take_map(dividing, ui, rest));
  if (middle_ != Middle::map) timeline_.draw(facts, state, ui, rest, requests);
}

void OperatorWorkspace::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area, Requests& requests) {
  Input none;
  Ui below{ui.canvas, state.alerts_open ? none : ui.input};
  Dividing dividing(dividers_, state, below, requests);
  handle(facts, state, ui, requests);
  Box rest = area;
  const Box strip = rest.take_bottom(ui.px(space::alerts));
  const RoomColumns columns = room_columns(dividing, below, rest);
  // F2 takes what a narrow screen has no room for beside the list.
  if (!columns.narrow || middle_ == Middle::both) draw_left(facts, state, below, columns.list, dividing, requests);
  if (!columns.narrow || middle_ != Middle::both) draw_middle(facts, state, below, columns.middle, dividing, requests);
  case_.draw(facts, state, below, columns.chosen, requests, &dividing);
  dividing.draw();
  alerts_.draw_strip(facts, state, ui, strip);
  alerts_.draw_list(facts, state, ui, {{area.min.x, area.min.y}, {area.min.x + area.width() * 0.78F, strip.min.y}});
}

}  // namespace carehub::views
