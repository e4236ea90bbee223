#pragma once
// What stands beside the conversation of triage: what the rules say so far, and what to know before the first word.

#include "console/model/triage_talk.hpp"
#include "console/widgets/parts.hpp"

namespace carehub::views {

// Each returns the height used.
float draw_said(widgets::Canvas& canvas, widgets::Point at, float width, const console::TalkState& state);
float draw_person_notes(widgets::Canvas& canvas, widgets::Point at, float width, const std::vector<std::string>& notes);

// "! Red flag: ring 999 now. ...": why, and what the key does.
[[nodiscard]] std::string said_999(const console::TalkState& state, std::string_view key);

}  // namespace carehub::views
