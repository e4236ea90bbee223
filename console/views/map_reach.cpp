#include "console/views/map_reach.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "console/model/text.hpp"
#include "console/views/map_tools.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr seconds ask_at_most_every{3};
constexpr seconds too_old{30};  // times of the day and the age of a position change as well
constexpr std::size_t tries_of_a_label = 12;

const Team* team_of(const Facts& facts, const TeamId& id) {
  const auto found = facts.picture->teams.find(id);
  return found == facts.picture->teams.end() ? nullptr : found->second.get();
}

bool is_busy(const Team& team) {
  return team.status != TeamStatus::available && team.status != TeamStatus::off_duty;
}

// What has to be known of the outlines; empty where they are what they seem.
std::string reach_note(const Facts& facts, const UiState& state) {
  const Team* team = team_of(facts, state.reach_of);
  if (team == nullptr) return "there is no such team";
  if (facts.reach == nullptr)
    return facts.link.live ? "waiting for the hub"
                           : "not known: the hub does not answer, and has not been asked before";
  std::string text = facts.reach->remark;
  if (!facts.reach->outlines.empty() && is_busy(*team)) text = console::with(text, "if it left now");
  if (!facts.link.live)
    text = console::with(
        text, "old: as it was at " + console::time_text(facts.picture->site->calendar, facts.reach->at, facts.now));
  return text;
}

}  // namespace

void MapReach::handle(const Facts& facts, UiState& state, Input& input, Requests& requests) {
  const bool shown = state.reach_of.given() || choosing_;
  if (input.take(Key::f7) || (shown && input.take(Key::escape))) open_or_end(facts, state);
  choose(facts, state);
  if (state.reach_of.given())
    ask(facts, state, requests);
  else
    asked_of_ = {};
}

void MapReach::open_or_end(const Facts& facts, UiState& state) {
  const bool shown = state.reach_of.given() || choosing_;
  choosing_ = false;
  state.reach_of = shown ? TeamId{} : chosen_team(facts, state);
  if (shown) return;
  choosing_ = !state.reach_of.given();
  state.reach_minutes = UiState{}.reach_minutes;  // others may have been asked for by a command
}

void MapReach::choose(const Facts& facts, UiState& state) {
  const bool another = state.team != pointed_at_ && state.team.given();
  pointed_at_ = state.team;
  if (another && state.reach_of.given()) state.reach_of = state.team;
  if (choosing_ && !state.reach_of.given()) state.reach_of = chosen_team(facts, state);
  if (state.reach_of.given()) choosing_ = false;
}

void MapReach::ask(const Facts& facts, const UiState& state, Requests& requests) {
  const Team* team = team_of(facts, state.reach_of);
  if (team == nullptr || !facts.link.live) return;
  const bool new_question = state.reach_of != asked_of_ || state.reach_minutes != asked_minutes_;
  const std::int32_t speed = std::max(1, facts.link.speed);
  if (!new_question && facts.now - asked_at_ < ask_at_most_every * speed) return;
  const bool known = facts.reach != nullptr && facts.now - facts.reach->at < too_old * speed;
  if (!new_question && known && team->version == asked_version_) return;
  requests.reach_of = state.reach_of;
  asked_of_ = state.reach_of;
  asked_minutes_ = state.reach_minutes;
  asked_version_ = team->version;
  asked_at_ = facts.now;
}

void MapReach::draw(const Facts& facts, const UiState& state, Canvas& canvas, const MapCanvas& map) {
  if (!state.reach_of.given() || facts.reach == nullptr) return;
  const Projection projection = map.projection();
  for (const console::ReachOutline& outline : facts.reach->outlines) {
    points_.clear();
    for (const Coordinates& at : outline.points) points_.push_back(projection(at));
    canvas.polyline(points_, colour::light_blue, 1.25F, true);
  }
}

void MapReach::label(const Facts& facts, const UiState& state, Canvas& canvas, MapCanvas& map) const {
  if (!state.reach_of.given()) return;
  if (facts.reach != nullptr)
    for (const console::ReachOutline& outline : facts.reach->outlines) {
      const std::string text = fmt::format("{} min", outline.minutes);
      for (std::size_t i = 0; i < tries_of_a_label; ++i) {
        const Point at = map.at(outline.points[i * outline.points.size() / tries_of_a_label]);
        if (map.label(canvas, at, 4, Face::small_strong, colour::light_blue, text)) break;
      }
    }
  const std::string note = reach_note(facts, state);
  if (note.empty()) return;
  const std::string text = state.reach_of.value + ": " + note;
  const Box& area = map.area();
  const float room = area.width() - canvas.px(44);
  const int lines = canvas.paragraph_lines(room, Face::small, text, 3);
  const float width = lines > 1 ? room : canvas.width(Face::small, text);
  const Box box = box_at({area.min.x + canvas.px(14), area.min.y + canvas.px(4)}, width + canvas.px(16),
                         static_cast<float>(lines) * canvas.line_height(Face::small) + canvas.px(8));
  canvas.set_layer(1);
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, colour::light_blue, space::rounding);
  canvas.paragraph(box.min + Point{canvas.px(8), canvas.px(4)}, room, Face::small, colour::text, text, 3);
  canvas.set_layer(0);
}

std::string MapReach::words(const UiState& state) const {
  if (choosing_) return "reach: choose a team or a case";
  if (!state.reach_of.given()) return {};
  return fmt::format("reach of {}: {} min", state.reach_of.value, fmt::join(state.reach_minutes, ", "));
}

}  // namespace carehub::views
