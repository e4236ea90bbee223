// The words for what a console does itself: each thing that a key or a click does on a screen has one. Two letters are
// for what is sent to the hub; these are written out.

#include "console/model/verb_parts.hpp"

namespace carehub::console::verb_parts {
namespace {

constexpr std::uint32_t room = workplace_bit(Workplace::control_room);
constexpr std::uint32_t navigators = workplace_bit(Workplace::navigator);
constexpr std::uint32_t with_cases = room | navigators;
constexpr std::uint32_t windows = with_cases | workplace_bit(Workplace::board);
constexpr std::uint32_t as_text = workplace_bit(Workplace::text);
constexpr std::uint32_t any_screen = windows | as_text;

const Slot maybe_case{SlotKind::case_number, false, "case", {}};
const Slot maybe_team{SlotKind::team, false, "TEAM", {}};
const Slot how_much{SlotKind::change, true, "share", {"designed"}};

Verb on_screen(LocalAction action, std::string_view name, std::string_view other_name, std::vector<Slot> slots,
               std::string_view help, std::string_view example, std::string_view key, std::uint32_t workplaces) {
  return {VerbId::local, name, other_name, std::move(slots), help, example, everybody, -1, key, action, workplaces};
}

std::vector<Verb> everywhere_verbs() {
  using L = LocalAction;
  return {
      on_screen(L::show, "SHOW", "GO", {one_word({"next", "previous", "first", "last", "none", "all"}), maybe_case},
                "Show a case; or the next, previous, first or last of the list. NONE lets go of it, ALL ends a search",
                "SHOW 1042", "↑ ↓ Home End Esc", with_cases | as_text),
      on_screen(L::theme, "THEME", "COLOURS", {one_word({"dark", "light", "colour-blind", "high-contrast"})},
                "Choose the colours, or take the next ones", "THEME light", "Ctrl T", windows),
      on_screen(L::text_size, "TEXT", "SIZE",
                {one_word({"larger", "smaller", "usual"}), of(SlotKind::percent, "80-200", false)},
                "Set the size of all text in per cent; USUAL is what the screen's width asks for", "TEXT 120",
                "Ctrl + Ctrl - Ctrl 0", windows),
      on_screen(L::lock, "LOCK", "COVER", {}, "Lock the screen; Ctrl L unlocks it", "LOCK", "Ctrl L", windows),
      on_screen(L::shift, "SHIFT", "HANDEDOVER", {}, "Show the shift that was handed over, case by case", "SHIFT", "F9",
                any_screen),
      on_screen(L::kept, "KEPT", "UNSENT", {}, "Show what is kept on this console and not with the hub", "KEPT", "F12",
                with_cases),
      on_screen(L::print_pack, "PRINT", "PAPER", {}, "Print the paper pack: open cases, teams, numbers, blank forms",
                "PRINT", "F10", with_cases),
      on_screen(L::save_summary, "PDF", "SUMMARY", {the_case}, "Save a case as a PDF", "PDF 1042", "Ctrl P",
                with_cases),
      on_screen(L::quit, "QUIT", "EXIT", {}, "End this program; the hub goes on", "QUIT", "Ctrl Q", any_screen),
      on_screen(L::alerts, "ALERTS", "ALARMS", {}, "Show all alerts", "ALERTS", "F8", room | as_text),
      on_screen(L::page, "PAGE", "SCROLL", {one_word({"down", "up"}, true)}, "Move in the case that is shown",
                "PAGE down", "Shift PgDn, Shift PgUp", with_cases),
  };
}

std::vector<Verb> window_verbs() {
  using L = LocalAction;
  return {
      on_screen(L::panes, "PANES", "MIDDLE", {one_word({"both", "teams", "map"})},
                "Show map and teams, teams only, or the map only", "PANES map", "F2", room),
      on_screen(L::room, "ROOM", "BORDER",
                {one_word({"list", "places", "map", "case", "options", "facts", "pathway", "all"}, true), how_much},
                "Give a panel more or less room, in per cent of the length that there is, or as designed",
                "ROOM list +5", "F11 and arrows, mouse", with_cases),
      on_screen(L::column, "COLUMN", "WIDTH",
                {one_word({"case", "left", "priority", "from", "need", "where", "age", "flags", "state", "team",
                           "breach", "all"},
                          true),
                 how_much},
                "Set the width of a column of the case list, in per cent of the list, or as designed", "COLUMN need +3",
                "F11 and arrows, mouse", room),
      on_screen(L::story, "STORY", "UNFOLD", {}, "Show the story whole, or its start", "STORY", "F3", room),
      on_screen(L::layers, "LAYERS", "LAYER", {one_word({"all", "cases", "teams", "places"})},
                "Show all on the map, or cases, teams or places only", "LAYERS cases", "F4", room),
      on_screen(L::measure, "MEASURE", "RULER", {maybe_case, maybe_team},
                "Measure a way on the map by two clicks, or end it; with a TEAM, its way to the case",
                "MEASURE 1042 CR2", "F5", room),
      on_screen(L::follow, "FOLLOW", "TRACK", {one_word({"off"}), maybe_team},
                "Keep a team in the middle of the map; OFF ends it", "FOLLOW CR2", "F6", room),
      on_screen(L::reach, "REACH", "ISOCHRONE", {one_word({"off"}), maybe_team},
                "Show on the map where a team could be in 10, 20 and 30 minutes; OFF ends it", "REACH CR2", "F7", room),
      on_screen(L::mark, "MARK", "CHOOSE", {one_word({"all", "none"}), maybe_case},
                "Mark a case for a line with * in it, or take its mark away; ALL that are shown, or NONE", "MARK 1042",
                "Space, Shift ↑ ↓, Ctrl A", room),
      on_screen(L::zoom, "ZOOM", "CLOSER", {one_word({"in", "out", "all"}, true)},
                "Show less or more of the map, or the whole area again", "ZOOM in", "+ - Ctrl Home", room),
      on_screen(L::pan, "PAN", "MOVEMAP", {one_word({"left", "right", "up", "down"}, true)}, "Move the map", "PAN left",
                "Ctrl ↑ ↓ ← →", room),
      on_screen(L::form, "FORM", "REFERRAL", {one_word({"last"})},
                "Begin a new referral, or go on with the unfinished one; LAST brings back the form sent last", "FORM",
                "N, Ctrl Z", navigators),
      on_screen(L::ask, "ASK", "CONVERSATION", {maybe_case},
                "Triage a case question by question, red flags first; what is said is sent at its end", "ASK 1042",
                "T, Tab", navigators | as_text),
      on_screen(L::wall, "WALL", "FULLSCREEN", {}, "Show the wall display; F11 ends it", "WALL", "F11",
                workplace_bit(Workplace::board)),
  };
}

std::vector<Verb> text_verbs() {
  using L = LocalAction;
  return {
      on_screen(L::overview, "OVERVIEW", "WORKSPACE", {}, "Show the whole workspace", "OVERVIEW", "", as_text),
      on_screen(L::cases, "CASES", "LIST", {}, "Show the list of cases, or a navigator's worklist", "CASES", "",
                as_text),
      on_screen(L::options, "OPTIONS", "OFFERS", {maybe_case},
                "Show who can go to a case, and who is not offered and why", "OPTIONS 1042", "", as_text),
      on_screen(L::why, "WHY", "REASONS", {maybe_case},
                "Show why a case has the answer that it has, and why nobody else", "WHY 1042", "", as_text),
      on_screen(L::teams, "TEAMS", "CREWS", {}, "Show the teams: state, position, visits", "TEAMS", "", as_text),
      on_screen(L::places, "PLACES", "HAVENS", {}, "Show the places, with what is free", "PLACES", "", as_text),
      on_screen(L::timeline, "TIMELINE", "PLAN", {}, "Show the next four hours, team by team", "TIMELINE", "", as_text),
      on_screen(L::ahead, "AHEAD", "OUTLOOK", {}, "Show what the next hours are likely to bring", "AHEAD", "", as_text),
      on_screen(L::try_line, "TRY", "PREVIEW", {written("line")}, "Say what a line would do, without doing it",
                "TRY A 1042 CR2", "", as_text),
  };
}

}  // namespace

std::vector<Verb> screen_verbs() {
  auto all = everywhere_verbs();
  for (auto&& part : {window_verbs(), text_verbs()}) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace carehub::console::verb_parts
