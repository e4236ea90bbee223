#include "console/views/dividers.hpp"

#include <fmt/format.h>

#include <cmath>

namespace carehub::views {

using namespace widgets;

namespace {

constexpr float large_step = 5;

bool is_upright(Side side) {
  return side == Side::left || side == Side::right;
}

// The border of a panel of this length at that side of `rest`.
std::pair<Point, Point> border_of(const Box& rest, Side side, float length) {
  switch (side) {
    case Side::left:
      return {{rest.min.x + length, rest.min.y}, {rest.min.x + length, rest.max.y}};
    case Side::right:
      return {{rest.max.x - length, rest.min.y}, {rest.max.x - length, rest.max.y}};
    case Side::top:
      return {{rest.min.x, rest.min.y + length}, {rest.max.x, rest.min.y + length}};
    default:
      return {{rest.min.x, rest.max.y - length}, {rest.max.x, rest.max.y - length}};
  }
}

float length_to(const Box& rest, Side side, float at) {
  return side == Side::left    ? at - rest.min.x
         : side == Side::right ? rest.max.x - at
         : side == Side::top   ? at - rest.min.y
                               : rest.max.y - at;
}

Box cut_off(Box& rest, Side side, float length) {
  return side == Side::left    ? rest.take_left(length)
         : side == Side::right ? rest.take_right(length)
         : side == Side::top   ? rest.take_top(length)
                               : rest.take_bottom(length);
}

}  // namespace

Dividing::Dividing(Dividers& kept, UiState& state, Ui& ui, Requests& requests)
    : kept_(kept), state_(state), ui_(ui), requests_(requests) {
  take_keys();
  kept_.shown.clear();
  kept_.columns.clear();
  if (state_.asked && state_.asked->action == console::LocalAction::room && state_.asked->choice == "all") {
    std::erase_if(state_.shares, [](const auto& share) { return !share.first.starts_with(console::column_prefix); });
    requests_.shares_chosen = "all panels as designed";
    state_.asked.reset();
  }
}

// F11 goes round the panels first, then the columns; with Shift the other way.
void Dividing::take_keys() {
  Input& input = ui_.input;
  auto ring = kept_.shown;
  ring.insert(ring.end(), kept_.columns.begin(), kept_.columns.end());
  ring.insert(ring.begin(), std::string_view());  // none
  const auto found = std::ranges::find(ring, kept_.focused);
  auto at = found == ring.end() ? 0U : static_cast<std::size_t>(found - ring.begin());
  if (input.take(Key::f11)) at = (at + 1) % ring.size();
  if (input.take(Key::f11, false, true)) at = (at + ring.size() - 1) % ring.size();
  kept_.focused = ring[at];
  if (kept_.focused.empty()) return;
  if (input.take(Key::escape) || input.take(Key::enter)) {
    kept_.focused = {};
    return;
  }
  for (const bool shift : {false, true}) {
    const float step = shift ? large_step : 1;
    while (input.take(Key::left, false, shift)) across_ -= step;
    while (input.take(Key::right, false, shift)) across_ += step;
    while (input.take(Key::up, false, shift)) down_ -= step;
    while (input.take(Key::down, false, shift)) down_ += step;
  }
  reset_ = input.take(Key::home) || input.take(Key::del);
}

bool Dividing::moves_by_key(std::string_view name, Side side, float total, const console::Room& room) {
  if (kept_.focused != name) return false;
  if (reset_) return state_.shares.erase(std::string(name)) > 0;
  const float steps = is_upright(side) ? across_ : down_;
  if (steps == 0) return false;
  const bool grows = side == Side::left || side == Side::top;
  const float length = console::room_of(state_.shares, name, total, room) + (grows ? steps : -steps) * total / 100;
  console::choose_room(state_.shares, name, length, total, room);
  return true;
}

bool Dividing::obeys(std::string_view name, float total, const console::Room& room) {
  if (!state_.asked || state_.asked->action != console::LocalAction::room || state_.asked->choice != name) return false;
  const console::LocalDo local = *std::exchange(state_.asked, std::nullopt);
  if (local.designed) {
    state_.shares.erase(std::string(name));
    requests_.shares_chosen = fmt::format("{} as designed", name);
    return true;
  }
  const float before = console::room_of(state_.shares, name, total, room);
  const float part = static_cast<float>(local.number) * total / 100;
  console::choose_room(state_.shares, name, local.relative ? before + part : part, total, room);
  const float length = console::room_of(state_.shares, name, total, room);
  requests_.shares_chosen = fmt::format("{} {:.0f} %", name, length * 100 / total);
  return true;
}

Box Dividing::take(std::string_view name, Box& rest, Side side, float total, const console::Room& room) {
  kept_.shown.push_back(name);
  if (moves_by_key(name, side, total, room) && !requests_.shares_chosen) requests_.shares_chosen = "";
  (void)obeys(name, total, room);
  float length = console::room_of(state_.shares, name, total, room);
  Splitter& splitter = kept_.splitters[name];
  const auto [from, to] = border_of(rest, side, length);
  if (const auto moved = splitter.handle(ui_, from, to)) {
    if (moved->as_designed)
      state_.shares.erase(std::string(name));
    else
      console::choose_room(state_.shares, name, length_to(rest, side, moved->to), total, room);
    if (moved->dropped) requests_.shares_chosen = "";
    length = console::room_of(state_.shares, name, total, room);
  }
  if (splitter.lit()) requests_.pointer = is_upright(side) ? Pointer::across : Pointer::up_and_down;
  const auto [a, b] = border_of(rest, side, length);
  lines_.push_back({name, a, b});
  return cut_off(rest, side, length);
}

Dividing::EdgeKeys Dividing::edge(std::string_view column) {
  kept_.columns.push_back(column);
  if (kept_.focused != column) return {};
  return {true, across_, reset_};
}

void Dividing::draw() {
  for (const Line& line : lines_)
    kept_.splitters[line.name].draw(ui_.canvas, line.from, line.to, line.name == kept_.focused);
}

}  // namespace carehub::views
