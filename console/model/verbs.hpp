#pragma once
// The verbs of the command line, once: parsing, completion, help (F1) and docs/commands.md all read this table.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/domain/vocabulary.hpp"

namespace carehub::console {

// What one word, or the rest of the line, stands for.
enum class SlotKind {
  case_number,  // the selected case where the number is left out
  other_case,   // always written
  visit_case,   // of a team; the team's current visit where the number is left out
  team,
  place,
  service,
  alert,
  priority,
  need,
  skills,
  outcome,
  reject_code,
  level,
  count,
  minutes,
  percent,  // size of text, 80 to 200
  change,   // of a share, in hundredths: 45, +5, -5
  mode,
  time,      // HH:MM, hub's local time
  keyword,   // one of `choices`
  position,  // lat,lon
  pairs,     // name=value ...
  source,
  assignment,  // all of an action: what, who, by when
  action_number,
  words,  // the rest of the line
};

struct Slot {
  SlotKind kind = SlotKind::words;
  bool required = true;
  std::string_view name;                  // shown in the shape: "reason"
  std::vector<std::string_view> choices;  // keyword: the words; pairs: the names
};

enum class VerbId {
  allocate,
  accept,
  withdraw,
  en_route,
  on_scene,
  clear,
  accept_visit,
  refuse_visit,
  stand_down,
  priority,
  note,
  triage,
  rest,
  sign_on,
  sign_off,
  signpost,
  arrived,
  not_arrived,
  book,
  refer_on,
  advise,
  reject,
  cancel,
  reopen,
  link,
  claim,
  release,
  correct,
  close,
  place_count,
  place_open,
  place_close,
  service_capacity,
  mode,
  position,
  opel,
  acknowledge,
  shelve,
  escalate,
  resolve,
  find,
  register_case,
  help,
  called,
  call_back,
  community,
  take_referral,
  consult,
  partner_refused,
  safe,
  hand_over,
  take_over,
  tell,
  view,
  what_if,
  break_glass,
  case_from_alert,
  assign_action,
  action_done,
  withdraw_action,
  local,  // what it does stands in Verb::action
};

// What a console does itself, without the hub.
enum class LocalAction {
  none,
  find,
  help,
  show,
  theme,
  text_size,
  lock,
  shift,
  print_pack,
  save_summary,
  quit,
  alerts,
  layers,
  measure,
  follow,
  reach,
  zoom,
  pan,
  panes,
  room,
  column,
  story,
  page,
  form,
  ask,
  wall,
  mark,
  kept,
  overview,
  cases,
  options,
  why,
  teams,
  places,
  timeline,
  ahead,
  try_line,
};

// Where a line is written: what is on that screen can be asked for there. of_role: the window that this role opens.
enum class Workplace { of_role, control_room, navigator, board, text, script };

struct Verb {
  VerbId id = VerbId::help;
  std::string_view name;        // "A"
  std::string_view other_name;  // "ALLOCATE", for people who do not know the letter, and for scripts
  std::vector<Slot> slots;
  std::string_view help;      // "Send a team to a case"
  std::string_view example;   // "A 1042 CR2"
  std::uint32_t roles = 0;    // bit per Role; the hub's own table decides in the end
  int command = -1;           // position in Command; -1: answered by the console itself
  std::string_view key = {};  // "F8": what does the same in a window; empty: no key does
  LocalAction action = LocalAction::none;
  std::uint32_t workplaces = ~std::uint32_t{0};  // bit per Workplace
};

[[nodiscard]] std::span<const Verb> verbs();
[[nodiscard]] const Verb& verb(VerbId id);
// Of what a console does itself.
[[nodiscard]] const Verb& local_verb(LocalAction action);
// Exact name, in any case; null if there is none.
[[nodiscard]] const Verb* find_verb(std::string_view name);
[[nodiscard]] bool may_use(const Verb& verb, Role role);
[[nodiscard]] Workplace workplace_of(Role role);
[[nodiscard]] bool is_at(const Verb& verb, Workplace workplace);
// "the control room, the navigator's desk"
[[nodiscard]] std::string workplaces_text(const Verb& verb);
// "A [case] TEAM [queue [case]] [replace] [reason ...]"
[[nodiscard]] std::string shape(const Verb& verb);
// "operator, navigator"
[[nodiscard]] std::string roles_text(const Verb& verb);
// docs/commands.md
[[nodiscard]] std::string commands_markdown();

}  // namespace carehub::console
