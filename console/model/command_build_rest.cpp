// The verbs of the case, the teams and the hub.

#include <fmt/format.h>

#include <algorithm>

#include "console/model/action_list.hpp"
#include "console/model/case_list.hpp"
#include "console/model/command_build.hpp"
#include "console/model/command_lists.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

// The hub's own rule for a need gives what was not written.
Triage triage_of(const Values& values, const Site& site) {
  Triage triage;
  triage.need = values.need;
  triage.reason = values.words;
  if (const NeedRule* rule = find_need_rule(site, values.need)) {
    triage.priority = rule->priority;
    triage.skills = rule->skills;
    triage.services = rule->services;
  }
  if (values.priority) triage.priority = *values.priority;
  if (values.skills) triage.skills = *values.skills;
  return triage;
}

void build_triage(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto triage = triage_of(values, around.site());
  const auto skills = triage.skills.empty() ? std::string("any team") : words(triage.skills);
  propose(line, TriageCase{values.case_id, triage, {}},
          fmt::format("triage {}: {}, P{}, needs {}{}", named_case(values), words(triage.need),
                      static_cast<int>(triage.priority), skills, with_reason(values)));
}

void build_link(const Values& values, const Surroundings& around, ParsedLine& line) {
  if (values.other_case == values.case_id) {
    line.error = "a case cannot be linked to itself; write two numbers";
    return;
  }
  const bool duplicate = !values.has("related");
  const auto* other = around.find_case(values.other_case);
  const auto other_name = other != nullptr ? case_name(*other) : std::to_string(values.other_case.value);
  propose(line, LinkCases{values.case_id, values.other_case, duplicate, values.words},
          duplicate ? fmt::format("close {} as a repeat of {}{}", named_case(values), other_name, with_reason(values))
                    : fmt::format("note that {} and {} belong together{}", named_case(values), other_name,
                                  with_reason(values)));
}

void build_correct(const Values& values, ParsedLine& line) {
  if (values.pairs.size() > 1) {
    line.error = "correct one thing at a time, each with its reason";
    return;
  }
  const auto& [field, value] = values.pairs.front();
  propose(line, CorrectCase{values.case_id, std::string(field), value, values.words},
          fmt::format("correct {} of {} to “{}”{}", field, named_case(values), cut(value, 40), with_reason(values)));
}

void build_close(const Values& values, ParsedLine& line) {
  if (needs_reason(values.outcome) && values.words.empty()) {
    line.missing = fmt::format("“{}” needs a reason after it", words(values.outcome));
    return;
  }
  propose(line, CloseCase{values.case_id, values.outcome, values.words},
          fmt::format("close {}: {}{}", named_case(values), words(values.outcome), with_reason(values)));
}

// The visit that a team's report is about: "1042 New confusion, Lake". The hub refuses the desk where there is none,
// and keeps what a crew reports.
std::optional<std::string> reported_visit(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto& team = *values.team;
  if (!team.queue.empty()) {
    const auto id = team.queue.front().case_id;
    const auto* c = around.find_case(id);
    return c != nullptr ? case_name(*c) : std::to_string(id.value);
  }
  if (around.context.role == Role::crew) return "a visit that the hub does not know of: it keeps the report and asks";
  line.error = fmt::format("{} has no visit, it is {}; send it first, for example A 1042 {}", team.id.value,
                           words(team.status), team.id.value);
  return std::nullopt;
}

// What the site names for this level; ACT and Tab offer each of them.
std::string suggested_words(const Picture& picture, std::int32_t level) {
  std::vector<std::string> names;
  for (const SuggestedAction& one : suggested_actions(picture, level))
    names.push_back(fmt::format("{} ({})", one.text, one.owner));
  return names.empty() ? std::string() : "; suggested, not signed off: " + joined(names, "; ");
}

void build_clear(const Values& values, const Surroundings& around, ParsedLine& line) {
  if (needs_reason(values.outcome) && values.words.empty()) {
    line.missing = fmt::format("“{}” needs a reason after it", words(values.outcome));
    return;
  }
  const auto& team = *values.team;
  const auto visit = reported_visit(values, around, line);
  if (!visit) return;
  propose(
      line, ReportClear{team.id, values.outcome, values.words, values.time},
      fmt::format("{} is clear of {}{}: {}{}", team.id.value, *visit,
                  values.time ? " at " + around.clock(*values.time) : "", words(values.outcome), with_reason(values)));
}

// NEW: what was told, in named words.
bool read_person(const Values& values, Referral& referral, ParsedLine& line) {
  if (const auto* age = values.pair("age")) {
    const auto years = read_number(*age);
    if (!years || *years > 125) return line.error = "write the age in whole years, for example age=83", false;
    referral.person.age_years = static_cast<std::int32_t>(*years);
  }
  if (const auto* name = values.pair("name")) referral.person.name = *name;
  if (const auto* number = values.pair("nhs")) {
    const auto read = read_nhs_number(*number);
    referral.person.nhs_number = read.digits;
    referral.person.nhs_number_status = read.status;
    if (read.status == NhsNumberStatus::check_digit_wrong || read.status == NhsNumberStatus::malformed)
      referral.warnings.push_back("the NHS number fails its check and is kept as written");
  }
  if (const auto* phone = values.pair("phone"))
    referral.person.contacts.push_back(
        {.name = {}, .relation = "self", .phone = *phone, .call_back = true, .non_public = false});
  return true;
}

bool read_location(const Values& values, Referral& referral, ParsedLine& line) {
  if (const auto* at = values.pair("at")) {
    referral.location.position = read_position(*at);
    if (!referral.location.position)
      return line.error = "write the position in degrees, for example at=50.650,-1.170", false;
  }
  if (const auto* address = values.pair("address")) referral.location.address = *address;
  if (const auto* postcode = values.pair("postcode")) referral.location.postcode = *postcode;
  if (const auto* place = values.pair("place")) referral.location.locality = *place;
  return true;
}

bool read_need(const Values& values, const Surroundings& around, std::optional<Triage>& triage, ParsedLine& line) {
  const auto* word = values.pair("need");
  const auto* priority = values.pair("priority");
  if (word == nullptr && priority == nullptr) return true;
  if (word == nullptr)
    return line.error = "priority= needs need= with it; without a need the case waits for triage", false;
  const auto found = find_named(need_names(), *word);
  if (!found.index)
    return line.error = fmt::format("“{}” is no need that is known; for example need=confusion", cut(*word, 30)), false;
  Values asked;
  asked.need = enum_from_name<Need>(need_names()[*found.index].id).value_or(Need::other);
  if (priority != nullptr) {
    const auto level =
        read_number(priority->starts_with('P') || priority->starts_with('p') ? std::string_view(*priority).substr(1)
                                                                             : std::string_view(*priority));
    if (!level || *level < 1 || *level > 4) return line.error = "write the priority as priority=1 to priority=4", false;
    asked.priority = static_cast<Priority>(*level);
  }
  triage = triage_of(asked, around.site());
  return true;
}

void build_register(const Values& values, const Surroundings& around, ParsedLine& line) {
  RegisterCase command;
  auto& referral = command.referral;
  referral.source = values.source;
  referral.narrative = values.words;
  if (const auto* summary = values.pair("summary")) referral.summary = *summary;
  if (const auto* flag = values.pair("redflag")) referral.red_flags.push_back(*flag);
  if (!read_person(values, referral, line) || !read_location(values, referral, line) ||
      !read_need(values, around, command.triage, line))
    return;
  const auto need = command.triage ? std::string(words(command.triage->need)) : std::string("waits for triage");
  const auto flagged = referral.red_flags.empty() ? "" : ", RED FLAG: only 999 will be offered";
  propose(
      line, command,
      fmt::format("register a new case, {}: “{}”, {}{}", words(values.source), cut(values.words, 50), need, flagged));
}

void build_rest(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto& id = values.team->id;
  if (values.has("back")) return propose(line, EndBreak{id}, fmt::format("{} is back from its break", id.value));
  const auto length = values.has_number ? static_cast<std::int32_t>(values.number) : 30;
  propose(line, StartBreak{id, length},
          fmt::format("{} has a break of {} minutes, until {}", id.value, length,
                      around.clock(around.now + minutes{length})));
}

std::string at_time(const Values& values, const Surroundings& around) {
  return values.time ? " at " + around.clock(*values.time) : std::string{};
}

// "free=2 queue=3 wait=88 slots=20:15,21:00 accepting=no"
bool read_capacity(const Values& values, const Surroundings& around, ReportServiceCapacity& report, ParsedLine& line) {
  const auto figure = [&](std::string_view name, std::optional<std::int32_t>& into) {
    const auto* text = values.pair(name);
    if (text == nullptr) return true;
    const auto number = read_number(*text);
    if (!number || *number > 10'000)
      return line.error = fmt::format("write {}= with a whole number, for example {}=3", name, name), false;
    into = static_cast<std::int32_t>(*number);
    return true;
  };
  if (!figure("free", report.free) || !figure("queue", report.queue) || !figure("wait", report.wait_min)) return false;
  if (const auto* accepting = values.pair("accepting")) {
    const bool yes = same_word(*accepting, "yes");
    if (!yes && !same_word(*accepting, "no")) return line.error = "write accepting=yes or accepting=no", false;
    report.not_accepting = !yes;
  }
  if (const auto* slots = values.pair("slots"))
    for (std::string_view rest = *slots; !rest.empty();) {
      const auto end = std::min(rest.find(','), rest.size());
      const auto read = read_time(rest.substr(0, end), around.site().calendar, around.now, true);
      if (!read.error.empty()) return line.error = read.error, false;
      if (!read.at) return line.error = "write the free slots as times, for example slots=20:15,21:00", false;
      report.free_slots.push_back(*read.at);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  std::ranges::sort(report.free_slots);
  return true;
}

void build_capacity(const Values& values, const Surroundings& around, ParsedLine& line) {
  ReportServiceCapacity report{.service = values.service,
                               .free = {},
                               .queue = {},
                               .wait_min = {},
                               .free_slots = {},
                               .not_accepting = false,
                               .note = values.words};
  if (!read_capacity(values, around, report, line)) return;
  std::vector<std::string> parts;
  if (report.free) parts.push_back(fmt::format("{} free", *report.free));
  if (report.queue) parts.push_back(fmt::format("{} waiting", *report.queue));
  if (report.wait_min) parts.push_back(fmt::format("{} min", *report.wait_min));
  if (!report.free_slots.empty()) parts.push_back(fmt::format("{} slots", report.free_slots.size()));
  if (report.not_accepting) parts.push_back("not accepting");
  const auto name = unit_name(around.picture, UnitKind::queue, values.service.value);
  propose(line, report,
          fmt::format("{} reports {}{}", name, parts.empty() ? "that nothing has changed" : joined(parts, ", "),
                      with_reason(values)));
}

std::string named_alert(const Values& values, const Surroundings& around) {
  const auto found = around.picture.alerts.find(values.alert);
  return found == around.picture.alerts.end()
             ? std::to_string(values.alert.value)
             : fmt::format("{} “{}”", values.alert.value, cut(found->second->text, 60));
}

// A count above what the place holds is most often a slip of the finger.
std::string too_many(const Values& values, const Surroundings& around) {
  const auto* config = find_place(around.site(), values.place);
  if (config == nullptr || values.number <= config->capacity) return {};
  return fmt::format("; that is more than the {} it holds: look again", config->capacity);
}

}  // namespace

void build_case(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto id = values.case_id;
  const auto name = named_case(values);
  switch (verb.id) {
    case VerbId::triage:
      return build_triage(values, around, line);
    case VerbId::priority: {
      const auto level = values.priority.value_or(Priority::p3);
      return propose(line, SetPriority{id, level, values.words},
                     fmt::format("set {} to P{}{}", name, static_cast<int>(level), with_reason(values)));
    }
    case VerbId::note:
      return propose(line, AddNote{id, values.words}, fmt::format("note on {}{}", name, with_reason(values)));
    case VerbId::claim:
      return propose(line, ClaimCase{id}, fmt::format("claim {} for you", name));
    case VerbId::release:
      return propose(line, ReleaseClaim{id}, fmt::format("give {} back to the list", name));
    case VerbId::link:
      return build_link(values, around, line);
    case VerbId::correct:
      return build_correct(values, line);
    case VerbId::close:
      return build_close(values, line);
    case VerbId::cancel: {
      const bool in_error = values.has("error");
      return propose(line, CancelCase{id, values.words, in_error, {}},
                     fmt::format("cancel {}{}{}", name, in_error ? ", entered in error" : "", with_reason(values)));
    }
    case VerbId::reopen:
      return propose(line, ReopenCase{id, values.words}, fmt::format("open {} again{}", name, with_reason(values)));
    case VerbId::register_case:
      return build_register(values, around, line);
    default:
      return;
  }
}

void build_team(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line) {
  if (values.team == nullptr) return;
  const auto& team = values.team->id;
  const auto& id = team.value;
  const auto when = at_time(values, around);
  switch (verb.id) {
    case VerbId::accept_visit:
      return propose(line, AcceptVisit{team, values.case_id, std::nullopt},
                     fmt::format("{} accepts {}", id, named_case(values)));
    case VerbId::refuse_visit:
      return propose(
          line, RefuseVisit{team, values.case_id, values.words},
          fmt::format("{} refuses {}; it is offered to others{}", id, named_case(values), with_reason(values)));
    case VerbId::en_route:
      if (const auto visit = reported_visit(values, around, line))
        propose(line, ReportEnRoute{team, values.time}, fmt::format("{} is on the way to {}{}", id, *visit, when));
      return;
    case VerbId::on_scene:
      if (const auto visit = reported_visit(values, around, line))
        propose(line, ReportOnScene{team, values.time}, fmt::format("{} is with the person of {}{}", id, *visit, when));
      return;
    case VerbId::clear:
      return build_clear(values, around, line);
    case VerbId::position:
      return propose(line, ReportPosition{team, values.position.value_or(Coordinates{}), std::nullopt},
                     fmt::format("set where {} is", id));
    case VerbId::rest:
      return build_rest(values, around, line);
    case VerbId::sign_on:
      return propose(
          line, SignOnTeam{team, values.words, std::nullopt, values.time},
          fmt::format("{} signs on{}{}", id, values.time ? " until " + around.clock(*values.time) : " for its shift",
                      with_reason(values)));
    case VerbId::sign_off:
      return propose(line, SignOffTeam{team, values.words}, fmt::format("{} signs off{}", id, with_reason(values)));
    default:
      return;
  }
}

void build_hub(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto place = unit_name(around.picture, UnitKind::place, values.place.value);
  const auto service = unit_name(around.picture, UnitKind::queue, values.service.value);
  const auto number = static_cast<std::int32_t>(values.number);
  switch (verb.id) {
    case VerbId::place_count:
      return propose(
          line, ReportPlaceCount{values.place, number, values.time},
          fmt::format("{} people counted at {}{}{}", number, place, at_time(values, around), too_many(values, around)));
    case VerbId::place_open:
      return propose(line, SetPlaceOpen{values.place, true, values.words},
                     fmt::format("open {} again{}", place, with_reason(values)));
    case VerbId::place_close:
      return propose(line, SetPlaceOpen{values.place, false, values.words},
                     fmt::format("close {} to new people{}", place, with_reason(values)));
    case VerbId::service_capacity:
      return build_capacity(values, around, line);
    case VerbId::mode:
      return propose(line, SetServiceMode{values.service, values.mode, values.words},
                     fmt::format("{}: {}{}", service,
                                 values.mode == Mode::automatic ? "the hub allocates without asking"
                                                                : "a person confirms each proposal",
                                 with_reason(values)));
    case VerbId::opel:
      return propose(line, DeclareOpel{number, values.words},
                     fmt::format("declare OPEL {} in your name{}{}", number, with_reason(values),
                                 suggested_words(around.picture, number)));
    case VerbId::acknowledge:
      return propose(line, AcknowledgeAlert{values.alert},
                     fmt::format("you deal with alert {}", named_alert(values, around)));
    case VerbId::shelve:
      return propose(line, ShelveAlert{values.alert, number, values.words},
                     fmt::format("put aside for {} minutes, until {}: alert {}", number,
                                 around.clock(around.now + minutes{number}), named_alert(values, around)));
    case VerbId::escalate:
      return propose(line, EscalateAlert{values.alert, values.words},
                     fmt::format("hand up to {}: alert {}", cut(values.words, 40), named_alert(values, around)));
    case VerbId::resolve:
      return propose(line, ResolveAlert{values.alert, values.words},
                     fmt::format("end alert {}{}", named_alert(values, around), with_reason(values)));
    case VerbId::case_from_alert:
      return propose(line, OpenCaseFromAlert{values.alert, values.words},
                     fmt::format("open a case from alert {}{}", named_alert(values, around), with_reason(values)));
    default:
      return;
  }
}

}  // namespace carehub::console
