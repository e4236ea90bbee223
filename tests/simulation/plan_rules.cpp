// The rules that no answer may break, and whether the reasons given are true.

#include <algorithm>
#include <array>

#include "tests/simulation/plan_watch.hpp"
#include "tests/simulation/unit_facts.hpp"

namespace carehub::test {

namespace {

using enum NotOfferedReason;

// What no plan may overlook, in whatever state the unit is.
constexpr std::array hard_of_team{
    red_flag,  excluded, wrong_need, ruled_out,     wrong_practice, wrong_referrer,       skill_missing,
    too_young, too_old,  wrong_area, not_accepting, closed,         last_referral_passed, silent};
constexpr std::array hard_of_place{red_flag,       excluded,  wrong_need,       ruled_out,  wrong_practice,
                                   wrong_referrer, too_young, too_old,          wrong_area, not_accepting,
                                   cannot_travel,  closed,    last_entry_passed};
constexpr std::array hard_of_service{red_flag,       excluded,       wrong_need, ruled_out,
                                     wrong_practice, wrong_referrer, too_young,  too_old,
                                     wrong_area,     not_accepting,  closed,     last_referral_passed};

std::optional<NotOfferedReason> first_broken(const UnitFacts& facts, UnitKind kind) {
  const auto broken = [&](const auto& rules) -> std::optional<NotOfferedReason> {
    const auto at = std::ranges::find_if(rules, [&](NotOfferedReason rule) { return facts.holds(rule); });
    return at == rules.end() ? std::nullopt : std::optional(*at);
  };
  if (kind == UnitKind::team) return broken(hard_of_team);
  if (kind == UnitKind::place) return broken(hard_of_place);
  // Somebody has to be asked when nobody fits.
  return facts.takes_everybody() ? std::nullopt : broken(hard_of_service);
}

Fault fault_of_shift(const UnitFacts& facts, Instant arrival, Instant now) {
  const Team& team = *facts.team();
  const auto end = facts.shift_end();
  if (!end) return "is off duty, with no shift to come soon";
  if (facts.visit_over(arrival) > *end)
    return fmt::format("would be out {} s after its shift",
                       std::chrono::floor<seconds>(facts.visit_over(arrival) - *end).count());
  if (team.status == TeamStatus::on_break && team.break_until && arrival < std::max(now, *team.break_until))
    return "would be there before its break is over";
  return {};
}

// Whoever may be sent at once has to be there and free. `gone`: it was sent by this very decision.
Fault fault_of_readiness(const UnitFacts& facts, bool asked_now, bool gone) {
  if (!asked_now || gone) return {};
  const Team* team = facts.team();
  if (team != nullptr && (team->status != TeamStatus::available || !team->queue.empty()))
    return fmt::format("is asked for, and {}", name_of(team->status));
  if (facts.place() != nullptr && (facts.holds(full) || facts.holds(capacity_unknown)))
    return "is asked for, and nobody knows of a free seat";
  return {};
}

struct Given {
  CaseId id;
  const Assignment* assignment = nullptr;
  const Explanation* why = nullptr;
  bool gone = false;
};

// What this decision answered, as far as it still stands.
std::vector<Given> given_by(const core::State& state, const Told& told) {
  std::vector<Given> all;
  const auto add = [&](CaseId id, const Assignment& assignment, const Explanation& why, bool gone) {
    const Case* c = state.find_case(id);
    if (c != nullptr && c->assignment == assignment) all.push_back({id, &assignment, &why, gone});
  };
  for (const Event& event : told.decision.events) {
    if (const auto* e = std::get_if<ResponseProposed>(&event)) add(e->case_id, e->assignment, e->explanation, false);
    if (const auto* e = std::get_if<TeamAllocated>(&event)) add(e->case_id, e->assignment, e->explanation, true);
    if (const auto* e = std::get_if<PersonSignposted>(&event)) add(e->case_id, e->assignment, e->explanation, true);
    if (const auto* e = std::get_if<ServiceBooked>(&event)) add(e->case_id, e->assignment, e->explanation, true);
  }
  return all;
}

bool chosen_by_person(const Told& told, const Given& given) {
  return given.gone && std::visit(
                           [&](const auto& c) {
                             using T = std::decay_t<decltype(c)>;
                             if constexpr (std::is_same_v<T, AllocateTeam> || std::is_same_v<T, Signpost> ||
                                           std::is_same_v<T, BookService> || std::is_same_v<T, AcceptProposal>)
                               return c.case_id == given.id;
                             return false;
                           },
                           told.command);
}

Fault fault_of(const core::State& state, const Told& told, const Given& given) {
  const Assignment& mine = *given.assignment;
  const auto say = [&](std::string_view what) { return fmt::format("{}: {} {}", given.id.value, mine.unit, what); };
  // A room that is opened later, or for a person who goes later: what counts is when the person is there.
  const UnitFacts facts(state, told.now,
                        {state.find_case(given.id), mine.kind, mine.unit, mine.service, mine.expected});
  if (const auto rule = first_broken(facts, mine.kind)) return say(name_of(*rule));
  if (mine.kind == UnitKind::team)
    if (Fault fault = fault_of_shift(facts, mine.expected.value_or(told.now), told.now); !fault.empty())
      return say(fault);
  if (Fault fault = fault_of_readiness(facts, mine.answer_by && given.why->policy == MatchingPolicy::plan, given.gone);
      !fault.empty())
    return say(fault);
  return {};
}

// --- reasons ---

std::int64_t minutes_up(Duration span) {
  return std::max<std::int64_t>(1, (whole_seconds(span) + 59) / 60);
}

// A reason beside the figures of the same explanation, and of the hub.
bool is_true(const core::State& state, const Candidate& chosen, const Candidate& other) {
  const WhyNot& why = *other.why_not;
  const CandidateCost a = chosen.cost.value_or(CandidateCost{}), b = other.cost.value_or(CandidateCost{});
  switch (why.reason) {
    case later:
      return other.arrival > chosen.arrival && why.figure == minutes_up(other.arrival - chosen.arrival);
    case misses_target:
      return other.late && !chosen.late && why.figure == minutes_up(seconds(-other.slack_s));
    case delays_another: {
      const Case* delayed = state.find_case(why.other);
      return delayed != nullptr && delayed->triage && why.figure > 0;
    }
    case riskier:
      return b.breach > a.breach && why.figure == other.breach_permille.value_or(-1);
    case kept_free:
      return b.reserve > a.reserve && why.figure == minutes_up(seconds((b.reserve - a.reserve) * 6));
    case makes_others_wait:
      return b.others > a.others && why.figure == minutes_up(seconds((b.others - a.others) * 6));
    case farther:
      return other.travel_s > chosen.travel_s && why.figure == minutes_up(seconds(other.travel_s - chosen.travel_s));
    case position_unknown:
      return other.rank_penalty > 0 && why.figure == other.position_age_s.value_or(-60) / 60;
    case others_equal:
      return !(other.late && !chosen.late);
    default:
      return false;
  }
}

// Times and lateness of everybody who could come, by the case's own clock.
Fault fault_of_candidate(const Case& c, const Candidate& one, Instant now) {
  const Clock* clock = tightest_clock(c);
  if (one.arrival < now) return "would have arrived already";
  if (one.late != (one.slack_s < 0)) return "is late and not late";
  if (clock != nullptr && one.slack_s != std::chrono::floor<seconds>(clock->due - one.arrival).count())
    return fmt::format("has {} s left, and says {}", std::chrono::floor<seconds>(clock->due - one.arrival).count(),
                       one.slack_s);
  return {};
}

Fault fault_of_offers(const core::State& state, const Told& told, const Given& given) {
  const Case& c = *state.find_case(given.id);
  const auto& offered = given.why->offered;
  for (const Candidate& one : offered) {
    const auto say = [&](std::string_view what) { return fmt::format("{}: {} {}", given.id.value, one.unit, what); };
    if (Fault fault = fault_of_candidate(c, one, told.now); !fault.empty()) return say(fault);
    const UnitFacts facts(state, told.now, {&c, one.kind, one.unit, one.service, one.arrival});
    if (const auto rule = first_broken(facts, one.kind)) return say(fmt::format("is offered: {}", name_of(*rule)));
    if (given.why->policy != MatchingPolicy::plan) continue;
    const bool chosen = &one == &offered.front();
    if (chosen == one.why_not.has_value()) return say("is chosen and not chosen");
    if (!chosen && !is_true(state, offered.front(), one))
      return say(
          fmt::format("is not chosen: {} {}, which is not so", name_of(one.why_not->reason), one.why_not->figure));
  }
  return {};
}

// Sent or filled by this very decision, after the explanation was written.
bool has_moved(const Told& told, const NotOffered& line) {
  return std::ranges::any_of(told.decision.events, [&](const Event& event) {
    if (const auto* sent = std::get_if<TeamAllocated>(&event)) return sent->team.value == line.unit;
    if (const auto* sent = std::get_if<PersonSignposted>(&event)) return sent->place.value == line.unit;
    return false;
  });
}

Fault fault_of_line(const core::State& state, const Told& told, const Given& given, const NotOffered& line) {
  if (line.reason == beyond_limit) return line.figure > 0 ? Fault{} : Fault("nobody is beyond the limit");
  if (has_moved(told, line)) return {};
  const UnitFacts facts(state, told.now, {state.find_case(given.id), line.kind, line.unit, line.service, std::nullopt});
  const auto say = [&](std::string_view what) {
    return fmt::format("{}: {} is not offered: {} {}, {}", given.id.value, line.unit, name_of(line.reason), line.figure,
                       what);
  };
  if (!facts.holds(line.reason)) return say("which is not so");
  const auto figure = facts.figure(line.reason);
  // Whoever rounds a journey otherwise may be a minute out.
  const std::int64_t leeway = line.reason == shift_ends ? 1 : 0;
  if (figure && std::abs(*figure - line.figure) > leeway) return say(fmt::format("and it is {}", *figure));
  return {};
}

// Every team and every place stands in an explanation once, or is counted.
Fault fault_of_count(const core::State& state, const Given& given) {
  std::set<std::pair<UnitKind, std::string>> named;
  std::int64_t beyond = 0;
  for (const Candidate& one : given.why->offered)
    if (!named.emplace(one.kind, one.unit).second)
      return fmt::format("{}: {} is offered twice", given.id.value, one.unit);
  for (const NotOffered& line : given.why->not_offered) {
    if (line.reason == beyond_limit) {
      beyond += line.kind == UnitKind::team || line.kind == UnitKind::place ? line.figure : 0;
    } else if (!named.emplace(line.kind, line.unit).second) {
      return fmt::format("{}: {} stands twice", given.id.value, line.unit);
    }
  }
  std::int64_t all = 0;
  for (const Team* team : state.teams()) all += team->retired ? 0 : 1;
  for (const Place* place : state.places()) all += place->retired ? 0 : 1;
  const auto told_of = std::ranges::count_if(
      named, [](const auto& one) { return one.first == UnitKind::team || one.first == UnitKind::place; });
  if (told_of + beyond != all)
    return fmt::format("{}: {} of {} teams and places are told of, {} counted", given.id.value, told_of, all, beyond);
  return {};
}

}  // namespace

Fault fault_of_rules(const core::State& state, const Told& told) {
  for (const Given& given : given_by(state, told)) {
    if (chosen_by_person(told, given)) continue;
    if (Fault fault = fault_of(state, told, given); !fault.empty()) return fault;
  }
  return {};
}

Fault fault_of_reasons(const core::State& state, const Told& told) {
  for (const Given& given : given_by(state, told)) {
    if (given.gone) continue;
    if (Fault fault = fault_of_offers(state, told, given); !fault.empty()) return fault;
    if (Fault fault = fault_of_count(state, given); !fault.empty()) return fault;
    for (const NotOffered& line : given.why->not_offered)
      if (Fault fault = fault_of_line(state, told, given, line); !fault.empty()) return fault;
  }
  return {};
}

}  // namespace carehub::test
