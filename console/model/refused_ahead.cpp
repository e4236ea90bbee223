#include "console/model/refused_ahead.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/mp11.hpp>
#include <type_traits>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

template <class... E>
constexpr std::uint32_t states(E... values) {
  return ((1U << static_cast<unsigned>(values)) | ... | 0U);
}

using InCase = CaseStatus;
using InTeam = TeamStatus;
constexpr std::uint32_t any_state = ~0U;
constexpr std::uint32_t waits = states(InCase::received, InCase::triaged, InCase::proposed);
constexpr std::uint32_t has_team = states(InCase::allocated, InCase::accepted, InCase::en_route, InCase::on_scene);
constexpr std::uint32_t elsewhere = states(InCase::signposted, InCase::booked);
constexpr std::uint32_t unfinished = waits | has_team | elsewhere | states(InCase::following_up);
constexpr std::uint32_t ended = states(InCase::completed, InCase::referred_on, InCase::advised, InCase::rejected,
                                       InCase::cancelled, InCase::duplicate);
constexpr std::uint32_t nobody_there = unfinished & ~states(InCase::on_scene);
constexpr std::uint32_t no_team = waits | elsewhere | states(InCase::following_up);
constexpr std::uint32_t can_be_met = unfinished & ~states(InCase::received, InCase::following_up);
constexpr std::uint32_t not_there_yet = states(InTeam::allocated, InTeam::accepted, InTeam::en_route);
constexpr std::uint32_t with_visit = not_there_yet | states(InTeam::on_scene);

template <class Kind, class... Kinds>
constexpr bool is_of = (std::is_same_v<Kind, Kinds> || ...);

template <class Kind>
constexpr std::uint32_t case_states() {
  if constexpr (is_of<Kind, TriageCase, ClaimCase, ReleaseClaim, RecordContact, PromiseCallBack, AcceptReferral,
                      StartConsultation>)
    return unfinished;
  if constexpr (is_of<Kind, SetPriority>) return unfinished & ~states(InCase::received);
  if constexpr (is_of<Kind, LinkCases, CancelCase>) return nobody_there;
  if constexpr (is_of<Kind, ReopenCase>) return ended;
  if constexpr (is_of<Kind, AcceptProposal>) return can_be_met & ~states(InCase::triaged);
  if constexpr (is_of<Kind, WithdrawProposal>) return states(InCase::proposed);
  if constexpr (is_of<Kind, AllocateTeam, Signpost, BookService, PreviewChoice>) return can_be_met;
  if constexpr (is_of<Kind, StandDown>) return has_team;
  if constexpr (is_of<Kind, RecordArrival, RecordNotArrived>) return elsewhere;
  if constexpr (is_of<Kind, ReferOn, AdviseAndClose, CloseCase, SignpostToCommunity>) return no_team;
  if constexpr (is_of<Kind, RejectReferral>) return waits;
  return any_state;
}

template <class Kind>
constexpr std::uint32_t team_states() {
  if constexpr (is_of<Kind, AcceptVisit, RefuseVisit>) return with_visit;
  if constexpr (is_of<Kind, ReportEnRoute>) return states(InTeam::allocated, InTeam::accepted);
  if constexpr (is_of<Kind, ReportOnScene>) return not_there_yet;
  if constexpr (is_of<Kind, ReportClear>) return with_visit;
  if constexpr (is_of<Kind, SignOnTeam>) return states(InTeam::off_duty);
  if constexpr (is_of<Kind, SignOffTeam>) return states(InTeam::available, InTeam::on_break);
  if constexpr (is_of<Kind, StartBreak>) return states(InTeam::available);
  if constexpr (is_of<Kind, EndBreak>) return states(InTeam::on_break);
  return any_state;
}

struct StatesOf {
  std::uint32_t of_case = any_state;
  std::uint32_t of_team = any_state;
};

StatesOf states_of(std::size_t command) {
  StatesOf found;
  boost::mp11::mp_with_index<command_kinds>(command, [&](auto index) {
    using Kind = std::variant_alternative_t<index, CommandKinds>;
    found = {case_states<Kind>(), team_states<Kind>()};
  });
  return found;
}

std::string unit_of(const Case& c, const Picture& picture) {
  return unit_name(picture, c.assignment->kind, c.assignment->unit);
}

std::string case_refusal(std::size_t command, const Case& c, const Picture& picture) {
  if (state_allows(command, c.status)) return {};
  if (c.status == CaseStatus::received) return fmt::format("{} is not triaged yet; triage it first", c.id.value);
  if (!is_open(c.status)) return fmt::format("{} is closed ({}); reopen it first", c.id.value, words(c.status));
  if (is_waiting(c) && state_allows(command, CaseStatus::en_route))
    return fmt::format("{} is {}: nobody has been sent to it", c.id.value, words(c.status));
  if (c.status >= CaseStatus::allocated && c.assignment)
    return fmt::format("{} is {} with {}; end that first", c.id.value, words(c.status), unit_of(c, picture));
  return fmt::format("{} is {}; this cannot be done now", c.id.value, words(c.status));
}

std::string team_refusal(std::size_t command, const Team& team, const Picture& picture) {
  if (state_allows(command, team.status)) return {};
  std::vector<std::string> visits;
  for (const Visit& visit : team.queue) visits.push_back(std::to_string(visit.case_id.value));
  if (visits.empty())
    return fmt::format("{} is {} since {}; this cannot be done now", team.id.value, words(team.status),
                       clock_text(picture.site->calendar, team.status_since));
  return fmt::format(
      "{} is {} with {}; {}", team.id.value, words(team.status), joined(visits, ", "),
      command == CommandKinds(ReportEnRoute{}).index() ? "it is reported already" : "end or stand down that first");
}

const Case* held_case(const Picture& picture, CaseId id) {
  const auto found = picture.cases.find(id);
  return found == picture.cases.end() ? nullptr : found->second.get();
}

const Team* held_team(const Picture& picture, const TeamId& id) {
  const auto found = picture.teams.find(id);
  return found == picture.teams.end() ? nullptr : found->second.get();
}

// The visit that the command names, if the team was sent to it and may still say so.
std::string visit_refusal(const Team& team, const Case& c, bool accepts) {
  const bool sent = std::ranges::find(team.queue, c.id, &Visit::case_id) != team.queue.end();
  if (!sent) return fmt::format("{} was not sent to {}", team.id.value, c.id.value);
  if (accepts && c.status != CaseStatus::allocated) return fmt::format("{} is already {}", c.id.value, words(c.status));
  if (!accepts && c.status == CaseStatus::on_scene)
    return fmt::format("{} cannot refuse {} now: it is with the person", team.id.value, c.id.value);
  return {};
}

// A minute ahead is the difference of two clocks, and taken as now.
std::string time_refusal(std::optional<Instant> at, const Case* about, const Picture& picture, Instant now) {
  if (!at) return {};
  const auto clock = clock_text(picture.site->calendar, *at);
  if (*at > now + minutes(1)) return clock + " is in the future; give the time when it happened";
  if (about != nullptr && *at < about->received) return clock + " is before the call came in";
  return {};
}

template <class Kind>
std::string team_command_refusal(const Kind& command, const Picture& picture, Instant now, Role role) {
  const Team* team = held_team(picture, command.team);
  if (team == nullptr || role == Role::crew) return {};
  const auto position = boost::mp11::mp_find<CommandKinds, Kind>::value;
  if (auto why = team_refusal(position, *team, picture); !why.empty()) return why;
  if constexpr (is_of<Kind, AcceptVisit, RefuseVisit>)
    if (const Case* c = held_case(picture, command.case_id))
      return visit_refusal(*team, *c, std::is_same_v<Kind, AcceptVisit>);
  // Setting off is not held against the call: the hub takes it as told.
  constexpr bool reaches_person = is_of<Kind, ReportOnScene, ReportClear>;
  if constexpr (is_of<Kind, ReportEnRoute, ReportOnScene, ReportClear>) {
    const Case* visited =
        reaches_person && !team->queue.empty() ? held_case(picture, team->queue.front().case_id) : nullptr;
    return time_refusal(command.at, visited, picture, now);
  }
  return {};
}

std::string ending_refusal(const CloseCase& command, const Case& c) {
  if (command.outcome == Outcome::advised || command.outcome == Outcome::referred_on)
    return fmt::format("\"{}\" is recorded with what was said or where to: advise or refer it on",
                       words(command.outcome));
  if (!c.first_seen && command.reason.find_first_not_of(' ') == std::string::npos)
    return fmt::format("nobody of this hub has been with {}; say who was, or how it is known", c.id.value);
  return {};
}

template <class Kind>
std::string case_command_refusal(const Kind& command, const Picture& picture, Instant now) {
  const Case* c = held_case(picture, command.case_id);
  if (c == nullptr) return {};
  const auto position = boost::mp11::mp_find<CommandKinds, Kind>::value;
  if (auto why = case_refusal(position, *c, picture); !why.empty()) return why;
  if constexpr (is_of<Kind, CloseCase>) return ending_refusal(command, *c);
  if constexpr (is_of<Kind, RecordArrival>) return time_refusal(command.at, c, picture, now);
  return {};
}

}  // namespace

bool state_allows(std::size_t command, CaseStatus status) {
  return (states_of(command).of_case >> static_cast<unsigned>(status) & 1U) != 0;
}

bool state_allows(std::size_t command, TeamStatus status) {
  return (states_of(command).of_team >> static_cast<unsigned>(status) & 1U) != 0;
}

std::string refused_ahead(const Command& command, const Picture& picture, Instant now, Role role) {
  return std::visit(
      [&](const auto& c) -> std::string {
        using Kind = std::decay_t<decltype(c)>;
        if constexpr (team_states<Kind>() != any_state)
          return team_command_refusal(c, picture, now, role);
        else if constexpr (case_states<Kind>() != any_state)
          return case_command_refusal(c, picture, now);
        else
          return {};
      },
      static_cast<const CommandKinds&>(command));
}

}  // namespace carehub::console
