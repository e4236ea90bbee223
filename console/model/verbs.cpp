#include "console/model/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "console/model/verb_parts.hpp"
#include "protocols/base/assert.hpp"
#include "protocols/domain/command.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

using enum SlotKind;

using namespace verb_parts;

std::vector<Verb> response_verbs() {
  using V = VerbId;
  return {
      {V::allocate,
       "A",
       "ALLOCATE",
       {the_case, the_team, one_word({"queue", "replace"}), maybe_reason},
       "Send a team to a case. Other than the first offer needs a reason; QUEUE lines it up behind the visits the team "
       "has (QUEUE 1040: behind that one); REPLACE stands down whom the case has",
       "A 1042 CR2",
       desk,
       position_of<AllocateTeam>(),
       "1-9"},
      {V::accept,
       "Y",
       "OK",
       {the_case},
       "Take the proposal that waits for an answer, or else the first option",
       "Y 1042",
       desk,
       position_of<AcceptProposal>(),
       "Enter"},
      {V::withdraw,
       "W",
       "WITHDRAW",
       {the_case, one_word({"exclude"}), a_reason},
       "Take back a proposal; EXCLUDE keeps the same team or place from being proposed again",
       "W 1042 daughter will be there",
       desk,
       position_of<WithdrawProposal>()},
      {V::stand_down,
       "X",
       "STANDDOWN",
       {the_case, a_reason},
       "Stand down the team on its way; the case waits again",
       "X 1042 cardiac arrest nearer to CR2",
       desk,
       position_of<StandDown>()},
      {V::signpost,
       "SP",
       "SIGNPOST",
       {the_case, the_place, maybe_reason},
       "Send the person to a place; it holds a place for them",
       "SP 1042 newport",
       desk,
       position_of<Signpost>(),
       "navigator: G"},
      {V::arrived,
       "AR",
       "ARRIVED",
       {the_case, maybe_time},
       "The person has arrived at the place or service",
       "AR 1042 19:15",
       desk,
       position_of<RecordArrival>()},
      {V::not_arrived,
       "NA",
       "NOTARRIVED",
       {the_case, a_reason},
       "The person has not arrived; the case waits again",
       "NA 1042 rang, stayed at home",
       desk,
       position_of<RecordNotArrived>()},
      {V::book,
       "B",
       "BOOK",
       {the_case, the_service, maybe_time, maybe_reason},
       "Book a slot, or a place in the queue of a service",
       "B 1042 out_of_hours_gp 21:10",
       desk,
       position_of<BookService>(),
       "navigator: B"},
      {V::refer_on,
       "RO",
       "REFER",
       {the_case, the_service, a_reason},
       "Refer on: another service owns the case from now, and it closes here",
       "RO 1042 social_care carer needs respite",
       desk,
       position_of<ReferOn>(),
       "navigator: X"},
      {V::advise,
       "AD",
       "ADVISE",
       {the_case, written("advice")},
       "Advise and close. A red flag only with the words 999 not needed: and why",
       "AD 1042 fluids, ring again if worse",
       clinical,
       position_of<AdviseAndClose>(),
       "navigator: A"},
      {V::reject,
       "RJ",
       "REJECT",
       {the_case, of(reject_code, "CODE"), named({"try"}, false), maybe_written("comment")},
       "Reject the referral with a standard reason; the referrer owns it again. try= names a service or somebody of "
       "the community directory to try instead",
       "RJ 1042 22 no capacity until morning",
       clinical,
       position_of<RejectReferral>(),
       "navigator: R"},
  };
}

std::vector<Verb> case_verbs() {
  using V = VerbId;
  return {
      {V::triage,
       "T",
       "TRIAGE",
       {the_case, of(need, "NEED"), of(priority, "P1-P4", false), of(skills, "skills", false), maybe_reason},
       "Set what the person needs. Without skills and priority the hub's rule for that need counts",
       "T 1042 confusion P1 crisis,nurse",
       clinical,
       position_of<TriageCase>(),
       "navigator: T"},
      {V::priority,
       "U",
       "PRIORITY",
       {the_case, of(priority, "1-4"), maybe_reason},
       "Change the priority",
       "U 1042 2 worse since call",
       desk,
       position_of<SetPriority>()},
      {V::note,
       "N",
       "NOTE",
       {the_case, written("text")},
       "Write a note on a case",
       "N 1042 key with neighbour at 12",
       intake_and_referrers,
       position_of<AddNote>()},
      {V::claim,
       "C",
       "CLAIM",
       {the_case},
       "Claim a case: others see that you have it, until it lapses",
       "C 1042",
       desk,
       position_of<ClaimCase>(),
       "navigator: C"},
      {V::release,
       "UC",
       "RELEASE",
       {the_case},
       "Give a claimed case back",
       "UC 1042",
       desk,
       position_of<ReleaseClaim>(),
       "navigator: U"},
      {V::link,
       "LK",
       "LINK",
       {the_case, of(other_case, "OTHER_CASE"), one_word({"duplicate", "related"}), maybe_reason},
       "Link a case to another. DUPLICATE (the usual) closes the first as a repeat of the second",
       "LK 1042 1029 duplicate",
       intake,
       position_of<LinkCases>(),
       "navigator: D"},
      {V::correct,
       "CO",
       "CORRECT",
       {the_case,
        named({"name", "nhs_number", "age", "phone", "address", "postcode", "position", "summary", "narrative",
               "source"}),
        a_reason},
       "Correct what was taken down wrongly; what it was stays in the history",
       "CO 1042 phone=\"01983 555 0143\" misheard",
       intake,
       position_of<CorrectCase>()},
      {V::close,
       "END",
       "CLOSE",
       {the_case, of(outcome, "OUTCOME"), maybe_reason},
       "Close a case that nobody is visiting",
       "END 1042 not_needed seen by own GP",
       desk,
       position_of<CloseCase>()},
      {V::cancel,
       "CX",
       "CANCEL",
       {the_case, one_word({"error"}), a_reason},
       "Cancel a case; ERROR: it was entered in error",
       "CX 1042 family took her in",
       desk | bit(Role::referrer),
       position_of<CancelCase>()},
      {V::reopen,
       "RE",
       "REOPEN",
       {the_case, a_reason},
       "Open a closed case again; its clocks were never reset",
       "RE 1042 rang back, worse",
       desk,
       position_of<ReopenCase>()},
      {V::register_case,
       "NEW",
       "REGISTER",
       {of(SlotKind::source, "SOURCE"), written("\"what is wrong\""),
        named({"age", "at", "need", "name", "nhs", "phone", "address", "postcode", "place", "summary", "priority",
               "redflag"},
              false)},
       "Register a case",
       "NEW call_for_care \"confused since Friday\" age=83 at=50.650,-1.170 need=confusion",
       intake_and_referrers,
       position_of<RegisterCase>(),
       "navigator: N"},
  };
}

std::vector<Verb> team_verbs() {
  using V = VerbId;
  return {
      {V::accept_visit,
       "AC",
       "ACCEPT",
       {the_team, its_visit},
       "The crew accepts its visit",
       "AC CR2 1042",
       crews,
       position_of<AcceptVisit>()},
      {V::refuse_visit,
       "RF",
       "REFUSE",
       {the_team, its_visit, a_reason},
       "The crew refuses the visit; it is offered to others",
       "RF CR2 1042 needs two nurses",
       crews,
       position_of<RefuseVisit>()},
      {V::en_route,
       "EN",
       "ENROUTE",
       {the_team, maybe_time},
       "The team is on the way",
       "EN CR2",
       crews,
       position_of<ReportEnRoute>()},
      {V::on_scene,
       "OS",
       "ONSCENE",
       {the_team, maybe_time},
       "The team is with the person",
       "OS CR2 19:03",
       crews,
       position_of<ReportOnScene>()},
      {V::clear,
       "CL",
       "CLEAR",
       {the_team, of(outcome, "OUTCOME"), maybe_time, maybe_reason},
       "The visit is over, with its outcome",
       "CL CR2 seen",
       crews,
       position_of<ReportClear>()},
      {V::position,
       "POS",
       "POSITION",
       {the_team, of(SlotKind::position, "LAT,LON")},
       "Where the team is, as the crew says",
       "POS CR2 50.650,-1.170",
       crews,
       position_of<ReportPosition>()},
      {V::rest,
       "R",
       "REST",
       {the_team, one_word({"break", "back"}, true), of(minutes, "minutes", false)},
       "The team starts a break, or is back from it",
       "R CR2 break 30",
       crews,
       position_of<StartBreak>()},
      {V::sign_on,
       "ON",
       "SIGNON",
       {the_team, maybe_time, maybe_written("crew")},
       "The team signs on, until its shift ends or the time given; 06:00+1 is tomorrow's",
       "ON CR2 22:00",
       crews,
       position_of<SignOnTeam>()},
      {V::sign_off,
       "OFF",
       "SIGNOFF",
       {the_team, maybe_reason},
       "The team signs off",
       "OFF CR2",
       crews,
       position_of<SignOffTeam>()},
  };
}

std::vector<Verb> hub_verbs() {
  using V = VerbId;
  return {
      {V::place_count,
       "PC",
       "COUNT",
       {the_place, of(count, "n"), maybe_time},
       "People counted at a place",
       "PC newport 7",
       desk,
       position_of<ReportPlaceCount>()},
      {V::place_open,
       "PO",
       "OPEN",
       {the_place, maybe_reason},
       "Open a place again",
       "PO newport",
       dispatch,
       position_of<SetPlaceOpen>()},
      {V::place_close,
       "PX",
       "SHUT",
       {the_place, a_reason},
       "Close a place to new people",
       "PX newport no staff",
       dispatch,
       position_of<SetPlaceOpen>()},
      {V::service_capacity,
       "SC",
       "CAPACITY",
       {the_service, named({"free", "queue", "wait", "slots", "accepting"}), maybe_written("note")},
       "Report what a service has: free, queue, wait in minutes, slots by time, accepting=no",
       "SC out_of_hours_gp queue=3 wait=88",
       desk,
       position_of<ReportServiceCapacity>()},
      {V::mode,
       "MODE",
       "SETMODE",
       {the_service, of(SlotKind::mode, "MODE"), a_reason},
       "Let the hub allocate by itself for a service (automatic), or ask first (propose)",
       "MODE falls_response automatic night cover",
       pressure | bit(Role::admin),
       position_of<SetServiceMode>()},
      {V::opel,
       "OPEL",
       "DECLARE",
       {of(level, "1-4"), a_reason},
       "Declare the pressure level",
       "OPEL 3 two crews down, 14 waiting",
       pressure,
       position_of<DeclareOpel>()},
      {V::acknowledge,
       "K",
       "ACKNOWLEDGE",
       {the_alert},
       "Acknowledge an alert: you deal with it",
       "K 17",
       desk | bit(Role::manager),
       position_of<AcknowledgeAlert>(),
       "Shift K; K in F8"},
      {V::shelve,
       "SH",
       "SHELVE",
       {the_alert, of(minutes, "minutes"), a_reason},
       "Put an alert aside for some minutes",
       "SH 17 15 crew rings back",
       desk,
       position_of<ShelveAlert>(),
       "S in F8"},
      {V::escalate,
       "ES",
       "ESCALATE",
       {the_alert, written("to whom")},
       "Hand an alert up",
       "ES 17 clinical lead on call",
       desk,
       position_of<EscalateAlert>(),
       "E in F8"},
      {V::resolve,
       "RS",
       "RESOLVE",
       {the_alert, a_reason},
       "End an alert whose cause is over although the hub cannot see it",
       "RS 17 feed is back, rang them",
       desk | bit(Role::admin),
       position_of<ResolveAlert>()},
      {V::case_from_alert,
       "CF",
       "CASE",
       {one_word({"from", "alert"}), the_alert, maybe_written("note")},
       "Open a case from an alert about a care home or one of its residents, with all that is known of it",
       "CASE from alert 17",
       intake,
       position_of<OpenCaseFromAlert>(),
       "C in F8"},
      {V::find,
       "F",
       "FIND",
       {written("text")},
       "Find open cases, teams and places by any words, and what was closed lately. All others: carehubctl export",
       "F bembridge catheter",
       everybody,
       -1,
       "a-z",
       LocalAction::find},
      {V::help,
       "?",
       "HELP",
       {maybe_written("verb")},
       "Show all keys and verbs, or one of them",
       "? A",
       everybody,
       -1,
       "F1, ?",
       LocalAction::help},
  };
}

std::vector<Verb> make_verbs() {
  auto all = response_verbs();
  for (auto&& part :
       {case_verbs(), duty_verbs(), person_verbs(), team_verbs(), hub_verbs(), action_verbs(), screen_verbs()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

std::string slot_text(const Slot& slot) {
  if (slot.kind == keyword) {
    std::string text;
    for (const auto choice : slot.choices) text += (text.empty() ? "" : "|") + std::string(choice);
    return text;
  }
  if (slot.kind == SlotKind::words && !slot.name.starts_with('"')) return fmt::format("{} ...", slot.name);
  if (slot.kind == assignment) return "action ... owner NAME [by HH:MM] [opel 1-4] [service SERVICE]";
  if (slot.kind == pairs) return "name=value ...";
  return std::string(slot.name);
}

std::string in_a_table(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
  return escaped;
}

std::string table_of(std::string_view title, const std::vector<Verb>& part) {
  auto text = fmt::format("## {}\n\n| write | does | example | key | who |\n|---|---|---|---|---|\n", title);
  for (const auto& one : part) {
    text += fmt::format("| `{}` | {} | `{}` | {} | {} |\n", in_a_table(shape(one)), one.help, one.example,
                        one.key.empty() ? "–" : one.key, roles_text(one));
  }
  return text + "\n";
}

std::string screen_table() {
  std::string text =
      "## The screen itself\n\nNothing of this is sent to the hub. The key does the same in a window; F1 shows the "
      "keys "
      "as you have bound them.\n\n| write | does | example | key | where |\n|---|---|---|---|---|\n";
  for (const auto& one : screen_verbs())
    text += fmt::format("| `{}` | {} | `{}` | {} | {} |\n", in_a_table(shape(one)), one.help, one.example,
                        one.key.empty() ? "–" : one.key, workplaces_text(one));
  return text + "\n";
}

}  // namespace

std::span<const Verb> verbs() {
  static const auto all = make_verbs();
  return all;
}

const Verb& verb(VerbId id) {
  const auto found = std::ranges::find(verbs(), id, &Verb::id);
  CAREHUB_ASSERT(found != verbs().end(), "verb {}", static_cast<int>(id));
  return *found;
}

const Verb& local_verb(LocalAction action) {
  const auto found = std::ranges::find(verbs(), action, &Verb::action);
  CAREHUB_ASSERT(found != verbs().end(), "local action {}", static_cast<int>(action));
  return *found;
}

const Verb* find_verb(std::string_view name) {
  const auto found = std::ranges::find_if(
      verbs(), [&](const Verb& one) { return same_word(one.name, name) || same_word(one.other_name, name); });
  return found == verbs().end() ? nullptr : &*found;
}

bool may_use(const Verb& one, Role role) {
  return (one.roles & bit(role)) != 0;
}

Workplace workplace_of(Role role) {
  return role == Role::navigator ? Workplace::navigator
         : role == Role::manager ? Workplace::board
                                 : Workplace::control_room;
}

bool is_at(const Verb& one, Workplace workplace) {
  return (one.workplaces & workplace_bit(workplace)) != 0;
}

std::string workplaces_text(const Verb& one) {
  std::vector<std::string> names;
  for (const auto& [workplace, name] : {std::pair{Workplace::control_room, "the control room"},
                                        {Workplace::navigator, "the navigator's desk"},
                                        {Workplace::board, "the board"},
                                        {Workplace::text, "carehubctl watch"}})
    if (is_at(one, workplace)) names.emplace_back(name);
  return joined(names, ", ");
}

std::string shape(const Verb& one) {
  std::string text(one.name);
  for (const auto& slot : one.slots) {
    const bool may_be_left_out = !slot.required || slot.kind == case_number || slot.kind == visit_case;
    text += may_be_left_out ? fmt::format(" [{}]", slot_text(slot)) : " " + slot_text(slot);
  }
  return text;
}

std::string roles_text(const Verb& one) {
  if (one.roles == everybody) return "everybody";
  std::vector<std::string> names;
  for_each_value<Role>([&](Role role) {
    if (may_use(one, role) && role != Role::system) names.emplace_back(carehub::words(role));
  });
  return joined(names, ", ");
}

std::string commands_markdown() {
  return "# The command line\n\n"
         "Press `/` or `:` in the console and type a verb, or write the same words after `carehubctl do`. Upper or "
         "lower case is the same. The case\n"
         "selected on the screen is meant where a case number in brackets is left out. Teams, places and services are "
         "known by their id, by any\n"
         "beginning of it that fits only one, or by a word of their name. What stands in brackets may be left out. "
         "Before Enter the line says\n"
         "what it will do; a long name works like the letter (`ALLOCATE` for `A`). This page is printed from the "
         "program's own table.\n\n" +
         table_of("Who meets the need", response_verbs()) + table_of("The case", case_verbs()) +
         table_of("What is owed, and who is responsible", duty_verbs()) +
         table_of("What is known of the person", person_verbs()) +
         table_of("Teams, by the crew or by the desk for them", team_verbs()) +
         table_of("Capacity, alerts and the hub", hub_verbs()) +
         table_of("What somebody is to do at a level of pressure", action_verbs()) + screen_table();
}

}  // namespace carehub::console
