// All open cases together: one plan at the end of a decision that changed what it depends on. The proposals are the
// plan: each waiting case carries the unit it is planned for and the case it comes behind.

#include <algorithm>

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/proposals.hpp"
#include "dispatcher/matching/plan/reasons.hpp"
#include "dispatcher/matching/plan/search.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

using matching::plan::Answer;
using matching::plan::Cost;
using matching::plan::cost_per_tenth;
using matching::plan::Index;
using matching::plan::nobody;
using matching::plan::Plan;
using matching::plan::Search;
using matching::plan::Situation;

namespace {

constexpr std::uint64_t spread = 0x9E3779B97F4A7C15ULL;  // 2^64 / the golden ratio: near seconds get far seeds

std::uint64_t seed_of(Instant at) {
  return static_cast<std::uint64_t>(whole_seconds(at.time_since_epoch())) * spread;
}

// The more people wait, the longer routes are and each takes to try.
std::int64_t moves_for(const MatchingRules& rules, std::size_t waiting) {
  constexpr std::int64_t few = 32;
  return rules.moves * few / std::max<std::int64_t>(few, static_cast<std::int64_t>(waiting));
}

CaseId behind_in(const Situation& situation, const Plan& plan, Index call) {
  const auto& route = plan.route(plan.unit_of(call));
  const auto at = std::ranges::find(route, call);
  return at == route.begin() ? CaseId{} : situation.calls()[*std::prev(at)].call->id;
}

bool is_ready(const Situation& situation, const Plan& plan, Index call) {
  const Index unit = plan.unit_of(call);
  return unit != nobody && plan.route(unit).front() == call && situation.units()[unit].ready;
}

// What the case carries is what the plan says, but perhaps for the time of arrival.
bool stands(const Situation& situation, const Plan& plan, Index call, bool look_again) {
  const Case& c = *situation.calls()[call].call;
  if (c.status != CaseStatus::proposed || !c.assignment) return false;
  const Assignment& had = *c.assignment;
  const Index unit = plan.unit_of(call);
  if (unit != nobody) {
    return !had.held && had.kind == situation.units()[unit].kind && had.unit == situation.name_of(unit) &&
           had.after == behind_in(situation, plan, call) &&
           (!is_ready(situation, plan, call) || had.answer_by.has_value());
  }
  const auto& outside = situation.calls()[call].outside;
  if (outside && *outside->unit == had.unit && outside->kind == had.kind) return true;
  // With the last resort, until it is time to look for another one.
  const bool last_resort = had.kind == UnitKind::slot || had.kind == UnitKind::queue;
  if (last_resort && !look_again && !outside && !plan.cheapest(call).possible()) return true;
  const Index kept = had.held ? situation.find_unit(had.kind, had.unit) : nobody;
  return kept != nobody && plan.cheapest_of(call, kept).possible();
}

std::optional<Instant> arrival_in(const Situation& situation, const Plan& plan, Index call) {
  const Index unit = plan.unit_of(call);
  if (unit == nobody) return std::nullopt;
  const auto& route = plan.route(unit);
  const auto at = static_cast<std::size_t>(std::ranges::find(route, call) - route.begin());
  return situation.world().now + seconds(plan.visits_of(unit)[at].arrival_s);
}

}  // namespace

struct Decider::Planned {
  CaseId id;
  Answer answer;
};

// A person may be confirming what was just proposed: it stays as long as it can.
void Decider::pin_young_proposals(const Situation& situation, Plan& plan) const {
  const seconds young(site().thresholds.confirming_s);
  for (Index call = 0; call < static_cast<Index>(situation.calls().size()); ++call) {
    const Case& c = *situation.calls()[call].call;
    if (!is_proposed(c) || !is_ready(situation, plan, call)) continue;
    if (c.assignment->answer_by && c.assignment->since + young > now()) plan.pin(call);
  }
}

// Requires: the scope outlives the world.
matching::World Decider::world(const Scope& scope) const {
  matching::World near = world();
  if (scope.whole) return near;
  near.near_teams = &scope.teams;
  near.near_places = &scope.places;
  return near;
}

bool Decider::may_send(const Case& c, const ServiceId& service) const {
  const ServiceState* state = draft_.find_service(service);
  return state != nullptr && state->mode == Mode::automatic && !c.referral.location.doubtful && c.triage &&
         std::ranges::find(not_sent_now_, c.id) == not_sent_now_.end();
}

void Decider::make_plan() {
  look_at_told();
  plan_once();
}

void Decider::plan_once() {
  plan_wanted_ = false;
  Scope scope = scope_of_plan();
  std::erase_if(scope.cases, [this](const Case* c) { return c->id == left_alone_; });
  if (scope.cases.empty()) {
    if (plan_due_) emit(PlanReviewed{});
    return;
  }
  const matching::World near = world(scope);
  const Situation situation(near, draft_.below().duty_book(now()), scope.cases);
  Plan plan = situation.plan_as_it_stands();
  pin_young_proposals(situation, plan);
  const Cost before = plan.total();
  Search search(plan, seed_of(now()), moves_for(site().matching, scope.cases.size()));
  search.settle();
  search.ruin_and_recreate(site().matching.rounds);
  const std::int32_t changed = tell(situation, plan);
  if (plan_due_) emit(PlanReviewed{before / cost_per_tenth, plan.total() / cost_per_tenth, changed, plan.moves()});
  plan_wanted_ = false;
}

std::int32_t Decider::tell(const Situation& situation, const Plan& plan) {
  std::vector<Planned> changed;
  planned_with_.clear();
  for (Index unit = 0; unit < static_cast<Index>(situation.units().size()); ++unit)
    if (!plan.route(unit).empty()) planned_with_.push_back(situation.name_of(unit));
  const auto goes_now = [&](Index call) {
    return is_ready(situation, plan, call) &&
           may_send(*situation.calls()[call].call, situation.service_of(plan.unit_of(call)).id);
  };
  for (Index call = 0; call < static_cast<Index>(situation.calls().size()); ++call) {
    const Case& c = *situation.calls()[call].call;
    const Index unit = plan.unit_of(call);
    const bool comes_next = unit != nobody && plan.route(unit).size() > 1 && plan.route(unit)[1] == call &&
                            goes_now(plan.route(unit).front());
    if (goes_now(call) || comes_next || !stands(situation, plan, call, plan_due_)) {
      changed.push_back({c.id, answer_for(situation, plan, call)});
    } else if (const auto arrival = arrival_in(situation, plan, call);
               arrival && differs(arrival, c.assignment->expected)) {
      emit(OutlookChanged{c.id, c.latest_safe_dispatch, arrival});
    }
  }
  // Departures first: whoever comes behind is told so.
  const auto ready = [](const Planned& planned) { return planned.answer.ready; };
  const auto later = std::stable_partition(changed.begin(), changed.end(), ready);
  for (auto planned = changed.begin(); planned != later; ++planned) carry_out_planned(*planned);
  for (auto planned = later; planned != changed.end(); ++planned) announce(*planned);
  return static_cast<std::int32_t>(changed.size());
}

// Found elsewhere out of an older state: taken only if it is possible now, and better than what stands.
Decider::Outcome_ Decider::decide(const ImprovePlan& c) {
  if (!plans()) return refuse(RefusalCode::wrong_state, "this hub matches each case for itself");
  if (!is_small()) return refuse(RefusalCode::wrong_state, "this hub is too large to be planned as one");
  const Scope scope = scope_of_plan();
  const matching::World all = world(scope);
  const Situation situation(all, draft_.below().duty_book(now()), scope.cases);
  Plan standing = situation.plan_as_it_stands();
  pin_young_proposals(situation, standing);
  Search(standing, seed_of(now())).settle();
  Plan better(situation.problem());
  for (const PlannedRoute& route : c.routes) {
    const Index unit = situation.find_unit(route.kind, route.unit);
    if (unit == nobody) return refuse(RefusalCode::version_moved, "{} can take nobody now", shortened(route.unit, 40));
    matching::plan::Route calls;
    for (const PlannedCase& planned : route.cases) {
      const Index call = situation.find_call(planned.case_id);
      const bool same = call != nobody && situation.calls()[call].call->version == planned.version;
      if (!same || calls.size() == matching::plan::route_max || better.unit_of(call) != nobody ||
          !situation.problem().allows(unit, call) || std::ranges::find(calls, call) != calls.end())
        return refuse(RefusalCode::version_moved, "{} has changed since", planned.case_id.value);
      calls.push_back(call);
    }
    if (situation.units()[unit].kind == UnitKind::team) {
      better.set_route(unit, calls);
      continue;
    }
    for (const Index call : calls) {
      const auto seat = situation.cheapest_seat(better, call, unit);
      if (seat.possible()) better.insert(call, seat);
    }
  }
  for (const Index call : situation.problem().open()) {
    if (standing.may_move(call)) continue;
    const Index unit = standing.unit_of(call);
    if (better.unit_of(call) != unit || better.route(unit).front() != call)
      return refuse(RefusalCode::version_moved, "{} may be being confirmed", situation.calls()[call].call->id.value);
  }
  const Cost before = standing.total(), after = better.total();
  if (after >= before) return refuse(RefusalCode::already_done, "the plan that stands is as good");
  const std::int32_t changed = tell(situation, better);
  emit(PlanReviewed{before / cost_per_tenth, after / cost_per_tenth, changed, c.moves});
  plan_wanted_ = false;
  return std::nullopt;
}

// At once in automatic mode; else a person is asked.
void Decider::carry_out_planned(const Planned& planned) {
  const Candidate& first = planned.answer.why.offered.front();
  const Case& c = *draft_.find_case(planned.id);
  if (!may_send(c, first.service)) return announce(planned);
  // To the second, as it will be told to the crew.
  auto exact = matching::find_offer(world(), c, first.kind, first.unit);
  if (!exact) return announce(planned);
  exact->breach_permille = first.breach_permille;
  exact->cost = first.cost;
  Explanation why = planned.answer.why;
  why.offered.front() = *exact;
  const auto late = planned.answer.why.escalate ? std::optional(planned.answer.why.shortfall) : std::nullopt;
  carry_out(planned.id, *exact, {}, std::move(why));
  note_shortfall(planned.id, late);
}

void Decider::announce(const Planned& planned) {
  const Case& c = *draft_.find_case(planned.id);
  if (!planned.answer.possible) return answer_outside_plan(planned.id);
  const Explanation& why = planned.answer.why;
  if (is_proposed(c) && offer_of(why, *c.assignment) == nullptr) withdraw(planned.id, why_gone(why, *c.assignment));
  const Candidate& first = why.offered.front();
  Assignment assignment = assignment_of(first, {});
  assignment.held = planned.answer.held;
  // Who is held back is in nobody's plan, and who comes behind somebody just sent is the first.
  const Case* before = draft_.find_case(planned.answer.behind);
  if (!assignment.held && before != nullptr && is_waiting(*before)) assignment.after = before->id;
  if (planned.answer.ready) assignment.answer_by = now() + minutes(site().thresholds.proposal_answer_min);
  const bool same = is_proposed(c) && c.assignment->unit == first.unit;
  if (same) {
    assignment.since = c.assignment->since;
    if (planned.answer.ready && c.assignment->answer_by) assignment.answer_by = c.assignment->answer_by;
  } else {
    resolve(AlertKind::unanswered_proposal, planned.id, "another proposal was made");
  }
  const auto latest = latest_safe_dispatch(c, first);
  emit(ResponseProposed{planned.id, std::move(assignment), why, latest});
  note_shortfall(planned.id, why.escalate ? std::optional(why.shortfall) : std::nullopt);
}

// Nobody can be planned for it: the nearest-first policy may still know somebody, but nobody is promised twice.
void Decider::answer_outside_plan(CaseId id) {
  const auto promised = [this](UnitKind kind, const std::string& unit) {
    return (kind == UnitKind::team || kind == UnitKind::place) &&
           std::ranges::find(planned_with_, unit) != planned_with_.end();
  };
  const Case& c = *draft_.find_case(id);
  Explanation found = find_response(c);
  const bool had_promised = is_proposed(c) && promised(c.assignment->kind, c.assignment->unit);
  if (found.offered.empty() || (!had_promised && !promised(found.offered.front().kind, found.offered.front().unit))) {
    look_again(id);
  } else {
    std::ranges::stable_partition(found.offered, [&](const Candidate& one) { return !promised(one.kind, one.unit); });
    const Candidate& first = found.offered.front();
    if (is_proposed(c) && c.assignment->kind == first.kind && c.assignment->unit == first.unit) return;
    found.escalate = true;
    found.shortfall = "everybody who could come is planned for others";
    if (is_proposed(c)) withdraw(id, "planned for another");
    propose_from(id, std::move(found), Automatic::no);
  }
  if (is_proposed(c)) planned_with_.push_back(c.assignment->unit);
}

namespace {

// Whoever has the case would only come behind itself: how it stands is said of its visit, not of the options.
void tell_of_holder(const Case& c, const Site& site, Explanation& found) {
  if (c.status < CaseStatus::allocated || !c.assignment || !c.assignment->expected) return;
  const Clock* clock = tightest_clock(c);
  const auto late = clock == nullptr ? Duration{} : *c.assignment->expected - clock->due;
  found.escalate = late > Duration{};
  found.shortfall = !found.escalate ? std::string()
                                    : fmt::format("{} has it, and arrives {} after the target",
                                                  unit_words(site, *c.assignment), age_text(whole_seconds(late)));
}

}  // namespace

Explanation Decider::options(CaseId id) const {
  const Case* c = draft_.find_case(id);
  if (c == nullptr || !is_open(c->status)) return {};
  Explanation found = explain(*c);
  tell_of_holder(*c, site(), found);
  return found;
}

Explanation Decider::explain(const Case& c) const {
  if (!plans() || red_flagged(c) || !c.triage) return find_response(c);
  Scope scope = scope_of_plan(&c);
  const auto at = std::ranges::lower_bound(scope.cases, c.id, {}, &Case::id);
  if (at == scope.cases.end() || (*at)->id != c.id) scope.cases.insert(at, &c);
  const matching::World near = world(scope);
  const Situation situation(near, draft_.below().duty_book(now()), scope.cases);
  Plan plan = situation.plan_as_it_stands();
  Search(plan, seed_of(now())).settle();
  return answer_for(situation, plan, situation.find_call(c.id)).why;
}

}  // namespace carehub::core
