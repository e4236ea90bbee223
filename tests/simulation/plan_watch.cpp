#include "tests/simulation/plan_watch.hpp"

#include <algorithm>

namespace carehub::test {

namespace {

// Whom nobody can be planned for gets an answer by the nearest-first policy, outside of the plan.
bool is_planned_for(const Case& c) {
  return c.status == CaseStatus::proposed && c.assignment && !c.assignment->held && c.explanation &&
         c.explanation->policy == MatchingPolicy::plan;
}

// Nobody who waits is left without an answer, and the answer is what its explanation says.
Fault fault_of_answer(const core::State& state, const Case& c) {
  const std::string& unit = c.assignment->unit;
  const UnitKind kind = c.assignment->kind;
  const bool known = kind == UnitKind::team    ? state.find_team(TeamId(unit)) != nullptr
                     : kind == UnitKind::place ? state.find_place(PlaceId(unit)) != nullptr
                                               : state.find_service(ServiceId(unit)) != nullptr;
  if (!known) return fmt::format("{} is proposed to {}, which there is not", c.id.value, unit);
  if (!c.explanation || c.explanation->offered.empty()) return fmt::format("{} has an answer without why", c.id.value);
  const Candidate& first = c.explanation->offered.front();
  if (first.unit != unit || first.kind != kind)
    return fmt::format("{} is proposed to {}, and its explanation says {}", c.id.value, unit, first.unit);
  if (c.explanation->held != c.assignment->held)
    return fmt::format("{} is held, and its explanation says the other", c.id.value);
  if (c.assignment->held && c.assignment->answer_by) return fmt::format("{} is held and asked for", c.id.value);
  return {};
}

// A room has several seats, and each its own chain.
std::size_t chains_of(const core::State& state, UnitKind kind, const std::string& unit) {
  if (kind == UnitKind::team) return 1;
  const Place* place = state.find_place(PlaceId(unit));
  return place == nullptr ? 0 : static_cast<std::size_t>(std::max(1, place->capacity));
}

Fault fault_of_chain(const core::State& state, const std::vector<const Case*>& planned) {
  std::set<CaseId> before;
  std::size_t heads = 0;
  for (const Case* c : planned) {
    const Assignment& mine = *c->assignment;
    if (!mine.after.given()) {
      ++heads;
      continue;
    }
    const auto named = std::ranges::find(planned, mine.after, &Case::id);
    if (named == planned.end())
      return fmt::format("{} of {} comes behind {}, which is not planned for it", c->id.value, mine.unit,
                         mine.after.value);
    if (!before.insert(mine.after).second) return fmt::format("two of {} come behind {}", mine.unit, mine.after.value);
    // Times are told anew when they differ by a minute.
    if (mine.expected && (*named)->assignment->expected && *mine.expected + minutes{2} < (*named)->assignment->expected)
      return fmt::format("{} comes behind {}, and sooner", c->id.value, mine.after.value);
    const Case* at = *named;
    for (std::size_t steps = 0; at != nullptr && at->assignment->after.given(); ++steps) {
      if (at == c || steps > planned.size()) return fmt::format("{} comes behind itself", c->id.value);
      const auto next = std::ranges::find(planned, at->assignment->after, &Case::id);
      at = next == planned.end() ? nullptr : *next;
    }
  }
  const Assignment& any = *planned.front()->assignment;
  if (heads > chains_of(state, any.kind, any.unit)) return fmt::format("{} is to be with {} at once", any.unit, heads);
  return {};
}

}  // namespace

Fault fault_of_answers(const core::State& state, const std::set<CaseId>& unanswered) {
  std::map<std::pair<UnitKind, std::string>, std::vector<const Case*>> by_unit;
  for (const Case* c : state.open_cases()) {
    if (!is_waiting(*c) || (!c->triage && !red_flagged(*c))) continue;
    if (c->status != CaseStatus::proposed || !c->assignment || c->assignment->unit.empty()) {
      if (unanswered.contains(c->id)) continue;
      return fmt::format("{} is {} without an answer", c->id.value, name_of(c->status));
    }
    if (Fault fault = fault_of_answer(state, *c); !fault.empty()) return fault;
    const Assignment& mine = *c->assignment;
    if (mine.held && mine.after.given()) return fmt::format("{} is held, and planned behind another", c->id.value);
    const bool seated = mine.kind == UnitKind::team || mine.kind == UnitKind::place;
    if (seated && is_planned_for(*c)) by_unit[{mine.kind, mine.unit}].push_back(c);
  }
  for (const auto& [unit, planned] : by_unit) {
    if (Fault fault = fault_of_chain(state, planned); !fault.empty()) return fault;
  }
  return {};
}

namespace {

// Time and the planner speak of nobody; everything else is somebody's wish about a case or a team.
bool speaks_of(const Told& told, const TeamId& team, CaseId id) {
  const bool named = std::visit(
      [&](const auto& c) {
        bool found = false;
        if constexpr (requires { c.case_id; }) found = found || c.case_id == id;
        if constexpr (requires { c.to == id; }) found = found || c.to == id;
        if constexpr (requires { c.team; }) found = found || c.team == team;
        return found;
      },
      told.command);
  return named || told.decision.case_id == id;
}

bool has_departed(const Team& team) {
  return (team.status == TeamStatus::en_route || team.status == TeamStatus::on_scene) && !team.queue.empty();
}

}  // namespace

Fault PlanWatch::fault_of_departed(const core::State& state, const Told& told) {
  Fault fault;
  for (const auto& [id, with] : departed_) {
    const Team* team = state.find_team(id);
    const bool same = team != nullptr && has_departed(*team) && team->queue.front().case_id == with;
    if (same || speaks_of(told, id, with)) continue;
    fault = fmt::format("{} had set off for {}, and was sent elsewhere", id.value, with.value);
  }
  departed_.clear();
  for (const Team* team : state.teams())
    if (has_departed(*team)) departed_.emplace(team->id, team->queue.front().case_id);
  return fault;
}

// Until everything is planned together again, at the latest.
void PlanWatch::note_unanswered(const core::State& state, const Told& told) {
  const auto* withdrawal = std::get_if<WithdrawProposal>(&told.command);
  if (withdrawal != nullptr && !told.decision.refusal) withdrawn_.insert_or_assign(withdrawal->case_id, told.now);
  std::erase_if(withdrawn_, [&](const auto& one) {
    const Case* c = state.find_case(one.first);
    if (c == nullptr || !is_waiting(*c) || c->status == CaseStatus::proposed) return true;
    return !red_flagged(*c) && state.hub().plan_reviewed > one.second;  // who has a red flag is looked at by itself
  });
}

void PlanWatch::count(const Told& told) {
  seen_.departed += departed_.size();
  for (const Event& event : told.decision.events) {
    const auto* proposed = std::get_if<ResponseProposed>(&event);
    if (proposed == nullptr) continue;
    ++seen_.answers;
    seen_.behind += proposed->assignment.after.given() ? 1U : 0U;
    seen_.held += proposed->assignment.held ? 1U : 0U;
    seen_.reasons += proposed->explanation.offered.size() - 1 + proposed->explanation.not_offered.size();
  }
}

Fault PlanWatch::look(const core::State& state, const Told& told) {
  note_unanswered(state, told);
  count(told);
  std::set<CaseId> unanswered;
  for (const auto& [id, since] : withdrawn_) unanswered.insert(id);
  Fault departed = fault_of_departed(state, told);
  if (!departed.empty()) return departed;
  if (Fault fault = fault_of_answers(state, unanswered); !fault.empty()) return fault;
  if (Fault fault = fault_of_rules(state, told); !fault.empty()) return fault;
  return fault_of_reasons(state, told);
}

}  // namespace carehub::test
