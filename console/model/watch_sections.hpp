#pragma once
// The parts of the workspaces as text. Each adds a section to a page; the same input makes the same text.

#include <string_view>

#include "console/model/command_line.hpp"
#include "console/model/header.hpp"
#include "console/model/watch_page.hpp"

namespace carehub::console {

// What is looked at, by whom.
struct WatchFacts {
  const Picture& picture;
  Instant now;
  LinkFacts link;
  Actor who;
  Workplace workplace = Workplace::control_room;  // whose workspace it is
  CaseId selected;
  const Explanation* options = nullptr;  // live, of the selected case
  std::string_view find = {};            // what the list is filtered by
  std::size_t cases_most = 0;            // 0: all; what is left out is counted
};

void write_header(TextPage& page, const WatchFacts& facts);
void write_alerts(TextPage& page, const WatchFacts& facts);
void write_cases(TextPage& page, const WatchFacts& facts);
void write_teams(TextPage& page, const WatchFacts& facts);
void write_places(TextPage& page, const WatchFacts& facts);
void write_timeline(TextPage& page, const WatchFacts& facts);
void write_worklist(TextPage& page, const WatchFacts& facts);
void write_board(TextPage& page, const WatchFacts& facts);
// Story, clocks, options and history of one case.
void write_case(TextPage& page, const WatchFacts& facts, const Case& c);
void write_options(TextPage& page, const WatchFacts& facts, const Case& c);

// All sections of the workspace, without its header.
void write_workspace(TextPage& page, const WatchFacts& facts);
// What a word shows: ALERTS, OPTIONS ...; anything else is the whole workspace. `argument`: what was looked for.
[[nodiscard]] std::string section_text(LocalAction action, const WatchFacts& facts, std::size_t width,
                                       const std::string& argument, Role role);

// "LATE by 6 min", "24 min left"
struct CaseRow;
[[nodiscard]] std::string left_words(const CaseRow& row);

}  // namespace carehub::console
