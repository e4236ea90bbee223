#pragma once
// How a case and a team look on the map, and what is said beside a team.

#include <string>
#include <vector>

#include "console/views/view.hpp"
#include "console/widgets/map_canvas.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::views {

[[nodiscard]] widgets::Tone mark_tone(console::Urgency urgency);

// Unknown also where somebody doubts the position.
[[nodiscard]] PositionAge shown_age(const Team& team, const Facts& facts);

// "free · 12 s", "? 7 min"
[[nodiscard]] std::string team_text(const Team& team, PositionAge age, Instant now);

// Of several teams at one spot: nobody's state is hidden behind that of the first. "free, on scene"
[[nodiscard]] std::string states_in_words(const std::vector<TeamStatus>& states);

// A square: solid when its position is fresh, hollow when stale, with a question mark when unknown.
void draw_team_mark(widgets::Canvas& canvas, const widgets::MapCanvas& map, widgets::Point at, TeamStatus status,
                    PositionAge age);

// A diamond for a visit, a circle for who goes to a place, a triangle for an ambulance validation.
void draw_case_mark(widgets::Canvas& canvas, const widgets::MapCanvas& map, widgets::Point at,
                    const console::CaseFacts& facts, widgets::Tone tone, std::string_view text);

}  // namespace carehub::views
