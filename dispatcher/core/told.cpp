// Crews that were told of a visit and have not set off: they keep it, unless another plan gains more than a configured
// threshold. Then the hub says so, and in automatic mode does it.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/proposals.hpp"
#include "dispatcher/matching/plan/search.hpp"
#include "dispatcher/matching/plan/situation.hpp"

namespace carehub::core {

using matching::plan::Cost;
using matching::plan::cost_per_minute;
using matching::plan::Index;
using matching::plan::nobody;
using matching::plan::Plan;
using matching::plan::Search;
using matching::plan::Situation;

namespace {

constexpr std::uint64_t any_seed = 1;  // no ruins here

// The last visit of a team, if it may still be taken from it: not by a person's own choice, and nobody is on the way.
CaseId last_told(const Draft& draft, const Team& team) {
  if (team.queue.empty()) return {};
  const bool on_the_way = team.status == TeamStatus::en_route || team.status == TeamStatus::on_scene;
  if (team.queue.size() == 1 && on_the_way) return {};
  const Case* c = draft.find_case(team.queue.back().case_id);
  const bool told = c != nullptr && c->triage && c->assignment && !red_flagged(*c) &&
                    (c->status == CaseStatus::allocated || c->status == CaseStatus::accepted) &&
                    c->assignment->unit == team.id.value && c->assignment->override_reason.empty();
  return told ? c->id : CaseId{};
}

// As if it had not been told of its last visit.
Team without_last(const Team& team) {
  Team free = team;
  free.queue.pop_back();
  if (free.queue.empty()) free.status = TeamStatus::available;
  return free;
}

}  // namespace

struct Decider::Change {
  CaseId id;
  TeamId from;
  std::string to;
  ServiceId service;  // of the new unit
  std::int64_t gain_min = 0;
  Instant arrival;  // of the new one
};

// What the plan would gain if this team had not been told; none: it stays with it, or gains too little.
std::optional<Decider::Change> Decider::change_of(const Team& team, CaseId id) const {
  const Case& told = *draft_.find_case(id);
  const Team free = without_last(team);
  matching::World all = world();
  const auto at = std::ranges::find(all.teams, team.id, &Team::id);
  *at = &free;
  auto waiting = draft_.waiting_cases();
  std::erase_if(waiting, [](const Case* c) { return !is_plannable(*c); });
  waiting.insert(std::ranges::lower_bound(waiting, id, {}, &Case::id), &told);
  const Situation situation(all, draft_.below().duty_book(now()), waiting);
  const Index call = situation.find_call(id), unit = situation.find_unit(UnitKind::team, team.id.value);
  if (unit == nobody || !situation.problem().allows(unit, call)) return std::nullopt;
  Plan kept = situation.plan_as_it_stands();
  matching::plan::Route route = kept.route(unit);
  if (route.size() == matching::plan::route_max) return std::nullopt;
  route.insert(route.begin(), call);
  kept.set_route(unit, route);
  if (kept.cost_of(unit) >= matching::plan::impossible) return std::nullopt;
  Plan changed = kept;
  kept.pin(call);
  pin_young_proposals(situation, kept);
  pin_young_proposals(situation, changed);
  Search(kept, any_seed).settle();
  Search(changed, any_seed).settle();
  const Index other = changed.unit_of(call);
  const std::int64_t gain_min = (kept.total() - changed.total()) / cost_per_minute;
  if (other == nobody || other == unit || gain_min < site().matching.told_min) return std::nullopt;
  const auto& new_route = changed.route(other);
  const auto position = static_cast<std::size_t>(std::ranges::find(new_route, call) - new_route.begin());
  return Change{id,
                team.id,
                situation.name_of(other),
                situation.service_of(other).id,
                gain_min,
                now() + seconds(changed.visits_of(other)[position].arrival_s)};
}

// Before those who wait are sent whoever is free. At most one change a decision: the one that gains most.
void Decider::look_at_told() {
  const bool calm = draft_.below().case_indices().waiting().size() <= told_waiting;
  if (site().matching.told_min == 0 || !is_small() || !calm) return;
  std::optional<Change> best;
  std::size_t looked_at = 0;
  for (const Team* team : draft_.teams()) {
    const CaseId id = last_told(draft_, *team);
    if (!id.given() || looked_at++ == told_looked_at) continue;
    auto change = change_of(*team, id);
    if (change && (!best || change->gain_min > best->gain_min)) {
      best = std::move(change);
    } else if (!change) {
      resolve(AlertKind::better_crew, id, "it would gain too little now");
    }
  }
  if (best) carry_out_change(*best);
}

// A crew is called back by the machine only where the machine sends crews.
void Decider::carry_out_change(const Change& change) {
  const Case& c = *draft_.find_case(change.id);
  const bool automatic = may_send(c, change.service) && may_send(c, c.assignment->service);
  const std::string better = filled("{} could be there at {}, {} min of waiting gained in all", change.to,
                                    clock(change.arrival), change.gain_min);
  if (!automatic) {
    raise(AlertKind::better_crew, Severity::medium, change.id,
          filled("{} was told of {}, but {}. Stand {} down to let it be planned again", change.from.value,
                 change.id.value, better, change.from.value));
    return;
  }
  release(change.id, filled("{}", better));
  // Until the crew reports again, or a person has told it.
  raise(AlertKind::better_crew, Severity::medium, change.from,
        filled("{} was called back from {}: {}. Tell the crew", change.from.value, change.id.value, better));
}

}  // namespace carehub::core
