#include "console/views/map_marks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "protocols/domain/words.hpp"

namespace carehub::views {

using namespace widgets;
using console::Urgency;

namespace {

Colour team_colour(TeamStatus status) {
  switch (status) {
    case TeamStatus::available:
      return colour::light_green;
    case TeamStatus::allocated:
    case TeamStatus::accepted:
    case TeamStatus::en_route:
      return colour::light_blue;
    default:
      return colour::muted;
  }
}

// Free, or what it is doing: said in a word beside the colour.
std::string_view team_word(TeamStatus status) {
  switch (status) {
    case TeamStatus::available:
      return "free";
    case TeamStatus::on_scene:
      return "on scene";
    case TeamStatus::on_break:
      return "break";
    case TeamStatus::en_route:
      return "on the way";
    default:
      return "sent";
  }
}

Colour case_ground(Tone tone) {
  return tone == Tone::breached ? colour::red_fill : tone == Tone::due ? colour::warm_yellow : colour::text;
}

Colour case_ink(Tone tone) {
  return tone == Tone::breached ? colour::on_fill : colour::on_bright;
}

}  // namespace

Tone mark_tone(Urgency urgency) {
  if (urgency == Urgency::breached) return Tone::breached;
  // Not late yet, but will be: as in the case list.
  return urgency == Urgency::due_soon || urgency == Urgency::will_breach ? Tone::due : Tone::quiet;
}

PositionAge shown_age(const Team& team, const Facts& facts) {
  return team.position_doubtful ? PositionAge::unknown : position_age(team, facts.now, facts.picture->site->thresholds);
}

std::string team_text(const Team& team, PositionAge age, Instant now) {
  const std::string ago =
      team.position_at ? age_text(std::max<std::int64_t>(0, whole_seconds(now - *team.position_at))) : "no time";
  return age == PositionAge::unknown ? "? " + ago : fmt::format("{} · {}", team_word(team.status), ago);
}

std::string states_in_words(const std::vector<TeamStatus>& states) {
  std::string text;
  for (const TeamStatus status : states) {
    const auto word = team_word(status);
    if (text.find(word) == std::string::npos) text += (text.empty() ? "" : ", ") + std::string(word);
  }
  return text;
}

void draw_team_mark(Canvas& canvas, const MapCanvas& map, Point at, TeamStatus status, PositionAge age) {
  const float r = canvas.px(8.5F);
  const Box box = Box{at, at}.inset(-r);
  map.patch(canvas, at, 13);
  if (age == PositionAge::fresh) {
    canvas.fill(box, team_colour(status), 3);
    return;
  }
  canvas.fill(box, colour::sunken, 3);
  canvas.frame(box, age == PositionAge::stale ? team_colour(status) : colour::warm_yellow, 3, 2);
  if (age == PositionAge::unknown) canvas.text_in(box, Face::small_strong, colour::warm_yellow, "?", Align::centre);
}

void draw_case_mark(Canvas& canvas, const MapCanvas& map, Point at, const console::CaseFacts& facts, Tone tone,
                    std::string_view text) {
  const Colour ground = case_ground(tone);
  map.patch(canvas, at, 14);
  switch (facts.way) {
    case console::CaseFacts::Way::visit:
      canvas.diamond(at, 11, ground);
      break;
    case console::CaseFacts::Way::to_place:
      canvas.circle(at, 9, ground);
      break;
    case console::CaseFacts::Way::validation: {
      const float r = canvas.px(12);
      canvas.triangle({at.x, at.y - r}, {at.x + r, at.y + r * 0.75F}, {at.x - r, at.y + r * 0.75F}, ground);
      break;
    }
  }
  if (facts.doubtful) canvas.ring(at, 13, colour::warm_yellow);
  canvas.text_in(Box{at, at}.inset(-canvas.px(11)), Face::tiny, case_ink(tone), text, Align::centre);
}

}  // namespace carehub::views
