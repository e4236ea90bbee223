#include "console/model/command_build.hpp"

#include <fmt/format.h>

#include "console/model/case_list.hpp"
#include "console/model/command_lists.hpp"
#include "console/model/command_red_flag.hpp"
#include "console/model/options.hpp"
#include "console/model/referral_form.hpp"
#include "console/model/refused_ahead.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/reject_reasons.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

// "arrives 20:03, 9 min inside target", if it is sent now.
std::string arrival_words(const Case& c, const Candidate& candidate, const Surroundings& around) {
  const auto* options = options_of(c, around.context);
  const auto arrival = arrival_if_sent_now(candidate, options->at, around.now);
  const auto slack_s = candidate.slack_s - whole_seconds(arrival - candidate.arrival);
  auto text = "arrives " + around.clock(arrival);
  if (const auto usual = unknown_wait(candidate, around.picture, around.now))
    text = fmt::format("its wait is not known; after the usual {} it {}", age_text(whole_seconds(*usual)), text);
  if (slack_s < 0) return text + ", late by " + age_text(-slack_s);
  return text + fmt::format(", {} inside target", age_text(slack_s));
}

// Other than the first offer needs a reason; says why the chosen one was not first.
std::string reason_needed(const Case& c, const Values& values, const Surroundings& around, std::string_view unit,
                          std::string_view name) {
  if (!values.words.empty()) return {};
  const auto* options = options_of(c, around.context);
  if (options == nullptr || options->offered.front().unit == unit) return {};
  const auto& first = options->offered.front();
  const auto first_name = unit_name(around.picture, first.kind, first.unit);
  for (const auto& line : options->not_offered)
    if (line.unit == unit)
      return fmt::format("{} was not offered: {}. Write your reason after it to override", name, words(line));
  return fmt::format("{} is not the first offer, {} is: write your reason after it", name, first_name);
}

std::string team_not_free(const Team& team, const Values& values, const Surroundings& around) {
  const auto& id = team.id.value;
  if (team.status == TeamStatus::off_duty) return id + " is off duty; sign it on first, or choose another team";
  if (team.status == TeamStatus::on_break)
    return fmt::format("{} is {}; write R {} back first, or choose another team", id, team_state_text(team, around),
                       id);
  if (!team.queue.empty() && !values.has("queue"))
    return fmt::format("{} is {}; write QUEUE to line it up behind that", id, team_state_text(team, around));
  return {};
}

std::string case_not_free(const Case& c, const Values& values, const Picture& picture) {
  const bool has_unit = c.assignment && c.status >= CaseStatus::allocated && is_open(c.status);
  if (!has_unit || values.has("replace")) return {};
  if (c.assignment->unit == values.team->id.value)
    return fmt::format("{} already has {}", c.id.value, c.assignment->unit);
  return fmt::format("{} already has {}; write REPLACE to stand it down for {}", c.id.value,
                     unit_name(picture, c.assignment->kind, c.assignment->unit), values.team->id.value);
}

// The last visit of the team unless another was written.
CaseId queue_behind(const Values& values) {
  if (!values.has("queue")) return {};
  if (values.other_case.given()) return values.other_case;
  return values.team->queue.empty() ? CaseId{} : values.team->queue.back().case_id;
}

void build_allocate(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto& c = *values.the_case;
  const auto& team = *values.team;
  for (auto&& fault : {case_not_free(c, values, around.picture), team_not_free(team, values, around),
                       reason_needed(c, values, around, team.id.value, team.id.value)})
    if (!fault.empty()) {
      line.error = fault;
      return;
    }
  const auto behind = queue_behind(values);
  auto text = fmt::format("send {} to {}", team.id.value, case_name(c));
  if (behind.given()) text += fmt::format(", behind {}", behind.value);
  if (values.has("replace") && c.assignment) text += fmt::format(", standing down {}", c.assignment->unit);
  if (const auto* candidate = candidate_of(c, around.context, team.id.value))
    text += ": " + arrival_words(c, *candidate, around);
  propose(line, AllocateTeam{c.id, team.id, values.words, behind, values.has("replace"), std::nullopt},
          text + with_reason(values));
}

void accept_candidate(const Case& c, const Candidate& candidate, const Surroundings& around, ParsedLine& line) {
  const auto name = unit_name(around.picture, candidate.kind, candidate.unit);
  const auto arrival = arrival_words(c, candidate, around);
  if (candidate.kind == UnitKind::team)
    return propose(line, AllocateTeam{c.id, TeamId{candidate.unit}, {}, candidate.after, false, std::nullopt},
                   fmt::format("send {} to {}: {}", name, case_name(c), arrival));
  if (candidate.kind == UnitKind::place)
    return propose(line, Signpost{c.id, PlaceId{candidate.unit}, {}},
                   fmt::format("send the person of {} to {}: {}", case_name(c), name, arrival));
  propose(line, BookService{c.id, candidate.service, std::nullopt, {}},
          fmt::format("book {} for {}: {}", name, case_name(c), arrival));
}

void build_accept(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto& c = *values.the_case;
  if (c.status == CaseStatus::proposed && c.assignment) {
    const auto name = unit_name(around.picture, c.assignment->kind, c.assignment->unit);
    const auto* candidate = candidate_of(c, around.context, c.assignment->unit);
    const auto arrival = candidate != nullptr ? ": " + arrival_words(c, *candidate, around) : std::string{};
    return propose(line, AcceptProposal{c.id, c.version},
                   fmt::format("take the proposal: {} to {}{}", name, case_name(c), arrival));
  }
  if (!is_waiting(c)) {
    line.error = fmt::format("{} has no proposal to take; it is {}", c.id.value, words(c.status));
    return;
  }
  const auto* options = options_of(c, around.context);
  if (options == nullptr) {
    line.error =
        fmt::format("no options are known for {} yet; triage it first with T, or choose a team with A", c.id.value);
    return;
  }
  accept_candidate(c, options->offered.front(), around, line);
}

void build_signpost(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto& c = *values.the_case;
  const auto name = unit_name(around.picture, UnitKind::place, values.place.value);
  line.error = reason_needed(c, values, around, values.place.value, name);
  if (!line.error.empty()) return;
  propose(line, Signpost{c.id, values.place, values.words},
          fmt::format("send the person of {} to {}; a place is held{}", case_name(c), name, with_reason(values)));
}

void build_book(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto& c = *values.the_case;
  const auto name = unit_name(around.picture, UnitKind::queue, values.service.value);
  line.error = reason_needed(c, values, around, values.service.value, name);
  if (!line.error.empty()) return;
  const auto when = values.time ? " at " + around.clock(*values.time) : std::string{};
  propose(line, BookService{c.id, values.service, values.time, values.words},
          fmt::format("book {}{} for {}{}", name, when, case_name(c), with_reason(values)));
}

void build_reject(const Values& values, ParsedLine& line) {
  for (const auto& one : reject_reasons()) {
    if (one.code != values.number) continue;
    if (one.comment_required && values.words.empty()) {
      line.missing = fmt::format("reason {} “{}” needs a comment after it", one.code, one.words);
      return;
    }
    const auto* instead = values.pair("try");
    propose(line, RejectReferral{values.case_id, one.code, values.words, instead == nullptr ? std::string() : *instead},
            fmt::format("reject {}: {}; the referrer owns it again{}{}", named_case(values), lower(one.words),
                        instead == nullptr ? "" : ", and is told to try " + *instead, with_reason(values)));
  }
}

bool needs_an_open_case(VerbId id) {
  switch (id) {
    case VerbId::reopen:
    case VerbId::note:
    case VerbId::link:
    case VerbId::correct:
    case VerbId::partner_refused:
    case VerbId::tell:
    case VerbId::view:
    case VerbId::break_glass:
      return false;
    default:
      return true;
  }
}

}  // namespace

std::string named_case(const Values& values) {
  return values.the_case != nullptr ? case_name(*values.the_case) : std::to_string(values.case_id.value);
}

std::string with_reason(const Values& values) {
  return values.words.empty() ? std::string{} : " (" + cut(values.words, 60) + ")";
}

void propose(ParsedLine& line, Command command, std::string preview) {
  line.command = std::move(command);
  line.preview = std::move(preview) + ". Enter to send.";
}

void build_response(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto id = values.case_id;
  const auto name = named_case(values);
  switch (verb.id) {
    case VerbId::allocate:
      return build_allocate(values, around, line);
    case VerbId::accept:
      return build_accept(values, around, line);
    case VerbId::signpost:
      return build_signpost(values, around, line);
    case VerbId::book:
      return build_book(values, around, line);
    case VerbId::reject:
      return build_reject(values, line);
    case VerbId::withdraw: {
      const bool exclude = values.has("exclude");
      return propose(line, WithdrawProposal{id, values.words, exclude},
                     fmt::format("take back the proposal for {}{}{}", name,
                                 exclude ? " and not propose the same again" : "", with_reason(values)));
    }
    case VerbId::stand_down:
      return propose(line, StandDown{id, values.words},
                     fmt::format("stand down whom {} has; it waits again{}", name, with_reason(values)));
    case VerbId::arrived:
      return propose(
          line, RecordArrival{id, values.time},
          fmt::format("the person of {} has arrived{}", name, values.time ? " at " + around.clock(*values.time) : ""));
    case VerbId::not_arrived:
      return propose(line, RecordNotArrived{id, values.words},
                     fmt::format("the person of {} has not arrived; it waits again{}", name, with_reason(values)));
    case VerbId::refer_on:
      return propose(
          line, ReferOn{id, values.service, values.words},
          fmt::format("refer {} on to {}, which owns it from now{}", name,
                      unit_name(around.picture, UnitKind::queue, values.service.value), with_reason(values)));
    case VerbId::advise:
      return propose(line, AdviseAndClose{id, values.words},
                     fmt::format("advise and close {}{}", name, with_reason(values)));
    default:
      return;
  }
}

namespace {

void build_by_subject(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line) {
  build_response(verb, values, around, line);
  if (!line.command && line.error.empty() && line.missing.empty()) build_case(verb, values, around, line);
  if (!line.command && line.error.empty() && line.missing.empty()) build_duty(verb, values, around, line);
  if (!line.command && line.error.empty() && line.missing.empty()) build_team(verb, values, around, line);
  if (!line.command && line.error.empty() && line.missing.empty()) build_hub(verb, values, around, line);
  if (!line.command && line.error.empty() && line.missing.empty()) build_action(verb, values, around, line);
}

}  // namespace

void build(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto* c = values.the_case;
  if (c != nullptr && !is_open(c->status) && needs_an_open_case(verb.id)) {
    line.error =
        fmt::format("{} is closed ({}); RE {} and a reason opens it again", c->id.value, words(c->status), c->id.value);
    return;
  }
  if (c != nullptr && is_open(c->status) && verb.id == VerbId::reopen) {
    line.error = fmt::format("{} is open already: {}; there is nothing to open again", c->id.value, words(c->status));
    return;
  }
  const auto red_flag = check_red_flag(verb, values, around);
  if (!red_flag.fault.empty()) {
    line.error = red_flag.fault;
    return;
  }
  build_by_subject(verb, values, around, line);
  if (!line.command || around.context.picture_behind) return;
  if (auto why = refused_ahead(*line.command, around.picture, around.now, around.context.role); !why.empty()) {
    line.command.reset();
    line.preview.clear();
    line.error = std::move(why);
  }
  if (line.command) line.preview = red_flag.warning + line.preview;
}

}  // namespace carehub::console
