#include "dispatcher/matching/plan/reasons.hpp"

#include <algorithm>

#include "dispatcher/matching/shortfall.hpp"
#include "dispatcher/matching/writing.hpp"
#include "protocols/base/assert.hpp"

namespace carehub::matching::plan {

namespace {

// One unit that could take the call, and what that would do to the rest of its route.
struct Option {
  Insertion where;
  PlannedVisit visit;
  CaseId behind;                  // planned, not sent
  Index delayed = nobody;         // another call that would miss its target because of it,
  std::int32_t delayed_by_s = 0;  // by so much
};

// What the route was like without the call, and is with it.
Option weighed(const Situation& situation, const Plan& without, Index call, const Insertion& where) {
  Option option{.where = where, .visit = {}, .behind = {}};
  const auto before = without.visits_of(where.unit);
  const Route& had = without.route(where.unit);
  Plan with = without;
  with.insert(call, where);
  const auto after = with.visits_of(where.unit);
  option.visit = after[where.position];
  if (where.position > 0) option.behind = situation.calls()[had[where.position - 1]].call->id;
  for (std::size_t i = where.position; i < before.size(); ++i) {
    const std::int32_t due_s = situation.problem().calls()[had[i]].due_s;
    const std::int32_t late_s = after[i + 1].arrival_s - due_s;
    if (before[i].arrival_s <= due_s && late_s > option.delayed_by_s) {
      option.delayed = had[i];
      option.delayed_by_s = late_s;
    }
  }
  return option;
}

// Behind everybody who is planned: where a route has no room for one more, as an answer to somebody held back.
std::optional<Option> behind_all(const Situation& situation, const Plan& plan, Index call, Index unit) {
  const Route& route = plan.route(unit);
  const Problem& problem = situation.problem();
  if (route.size() < route_max || !problem.allows(unit, call)) return std::nullopt;
  const Unit& who = problem.units()[unit];
  std::int64_t variance = who.variance;
  for (const Index other : route) variance += variance_of(visit_s(who, problem.calls()[other]));
  Option option{.where = {unit, route.size(), 0}, .visit = {}, .behind = situation.calls()[route.back()].call->id};
  const std::int32_t free_s = plan.visits_of(unit).back().end_s;
  if (!plan_visit(problem, unit, route.back(), free_s, variance, call, option.visit)) return std::nullopt;
  option.where.cost = option.visit.cost.total();
  return option;
}

CandidateCost parts_of(const Option& option) {
  CandidateCost cost;
  cost.breach = option.visit.cost.breach / cost_per_tenth;
  cost.waiting = option.visit.cost.waiting / cost_per_tenth;
  cost.travel = option.visit.cost.travel / cost_per_tenth;
  cost.reserve = option.visit.cost.reserve / cost_per_tenth;
  cost.others = (option.where.cost - option.visit.cost.total()) / cost_per_tenth;
  return cost;
}

std::int64_t whole_min(std::int64_t s) {
  return std::max<std::int64_t>(1, (s + 59) / 60);
}

// The part that speaks most against it, beside the chosen one.
WhyNot why_not(const Situation& situation, const Candidate& chosen, const Candidate& other, const Option& option) {
  if (other.late && !chosen.late) return {NotOfferedReason::misses_target, whole_min(-other.slack_s), {}};
  if (option.delayed != nobody)
    return {NotOfferedReason::delays_another, whole_min(option.delayed_by_s),
            situation.calls()[option.delayed].call->id};
  const CandidateCost a = chosen.cost.value_or(CandidateCost{}), b = *other.cost;
  struct Part {
    std::int64_t more;
    WhyNot why;
  };
  const Part parts[] = {
      {b.breach - a.breach, {NotOfferedReason::riskier, other.breach_permille.value_or(0), {}}},
      {b.waiting - a.waiting, {NotOfferedReason::later, whole_min(whole_seconds(other.arrival - chosen.arrival)), {}}},
      {b.reserve - a.reserve, {NotOfferedReason::kept_free, whole_min((b.reserve - a.reserve) * 6), {}}},
      {b.others - a.others, {NotOfferedReason::makes_others_wait, whole_min((b.others - a.others) * 6), {}}},
      {b.travel - a.travel, {NotOfferedReason::farther, whole_min(other.travel_s - chosen.travel_s), {}}},
  };
  const auto most = std::ranges::max_element(parts, {}, &Part::more);
  if (most->more <= 0) return {NotOfferedReason::others_equal, 0, {}};
  const bool later = other.arrival > chosen.arrival;
  // Ranked as if it came later, because nobody knows quite where it is.
  if (most->why.reason == NotOfferedReason::later && !later && other.rank_penalty == 0)
    return {NotOfferedReason::others_equal, 0, {}};
  if (most->why.reason == NotOfferedReason::later && !later)
    return {NotOfferedReason::position_unknown, other.position_age_s.value_or(-60) / 60, {}};
  if (most->why.reason == NotOfferedReason::farther && other.travel_s <= chosen.travel_s)
    return {NotOfferedReason::others_equal, 0, {}};
  return most->why;
}

// Answers one call out of a plan that is left as it is.
class Explainer {
 public:
  Explainer(const Situation& situation, const Plan& plan, Index call)
      : situation_(situation), ref_(situation.calls()[call]), without_(plan), call_(call) {
    had_ = plan.unit_of(call);
    if (had_ != nobody) {
      const Route& route = plan.route(had_);
      const auto position = static_cast<std::size_t>(std::ranges::find(route, call) - route.begin());
      const Cost before = plan.cost_of(had_);
      without_.take_out(call);
      chosen_ = {had_, position, before - without_.cost_of(had_)};
    }
  }

  [[nodiscard]] Answer answer();

 private:
  void weigh_units();
  void choose();
  void write_offers();
  void write_rest();
  [[nodiscard]] Candidate candidate_of(const Option& option) const;
  [[nodiscard]] CandidateCost outside_cost() const;
  [[nodiscard]] bool is_listed(UnitKind kind, const std::string& unit) const;

  const Situation& situation_;
  const CallRef& ref_;
  Plan without_;
  Index call_;
  Index had_ = nobody;
  Insertion chosen_;
  std::vector<Option> options_;  // the best first; of a room, its best seat
  bool outside_first_ = false;
  Answer answer_;
};

void Explainer::weigh_units() {
  const auto units = static_cast<Index>(situation_.units().size());
  for (Index unit = 0; unit < units; ++unit) {
    const bool place = situation_.units()[unit].kind == UnitKind::place;
    const bool same_room = place && unit > 0 && situation_.units()[unit - 1].kind == UnitKind::place &&
                           situation_.units()[unit - 1].position == situation_.units()[unit].position;
    if (same_room) continue;
    Insertion where = place ? situation_.cheapest_seat(without_, call_, unit) : without_.cheapest_of(call_, unit);
    if (had_ != nobody && situation_.name_of(had_) == situation_.name_of(unit) &&
        situation_.units()[had_].kind == situation_.units()[unit].kind)
      where = chosen_;
    if (where.possible()) {
      options_.push_back(weighed(situation_, without_, call_, where));
    } else if (const auto last = behind_all(situation_, without_, call_, unit)) {
      options_.push_back(*last);
    }
  }
}

void Explainer::choose() {
  const Cost apart = situation_.problem().calls()[call_].apart;
  std::ranges::stable_sort(options_, {}, [](const Option& option) { return option.where.cost; });
  if (had_ != nobody) {
    const auto own = std::ranges::find(options_, had_, [](const Option& option) { return option.where.unit; });
    CAREHUB_ASSERT(own != options_.end(), "call {}", call_);
    std::rotate(options_.begin(), own, own + 1);
    return;
  }
  const Cost held = holding_cost(situation_.problem().rules(), situation_.problem().calls()[call_]);
  outside_first_ = ref_.outside && (apart < held || options_.empty());
  answer_.held = !outside_first_ && !options_.empty();
  answer_.why.hold_cost = answer_.held ? apart / cost_per_tenth : 0;
}

Candidate Explainer::candidate_of(const Option& option) const {
  const UnitRef& unit = situation_.units()[option.where.unit];
  const World& world = situation_.world();
  Candidate candidate;
  candidate.kind = unit.kind;
  candidate.unit = situation_.name_of(option.where.unit);
  candidate.service = situation_.service_of(option.where.unit).id;
  candidate.arrival = world.now + seconds(option.visit.arrival_s);
  candidate.travel_s = option.visit.arrival_s - option.visit.start_s;
  candidate.wait_s = option.visit.start_s;
  candidate.slack_s = situation_.problem().calls()[call_].due_s - option.visit.arrival_s;
  candidate.late = candidate.slack_s < 0;
  candidate.breach_permille = static_cast<std::int32_t>(std::int64_t{option.visit.chance} * 1000 / whole);
  candidate.after = option.behind.given() ? option.behind : unit.after;
  candidate.rank_penalty = situation_.problem().units()[option.where.unit].penalty_s;
  candidate.cost = parts_of(option);
  if (unit.kind == UnitKind::team) {
    const Team& team = *world.teams[unit.position];
    if (team.position_at)
      candidate.position_age_s =
          static_cast<std::int32_t>(std::max<std::int64_t>(0, whole_seconds(world.now - *team.position_at)));
  }
  return candidate;
}

// Of the slot or queue, so that the others can be compared with it.
CandidateCost Explainer::outside_cost() const {
  const Call& call = situation_.problem().calls()[call_];
  const auto& rules = situation_.problem().rules();
  const auto arrival_s = whole_seconds(ref_.outside->arrival - situation_.world().now) + ref_.outside->rank_penalty;
  CandidateCost cost;
  cost.breach = breach_cost(rules, call.weight, arrival_s > call.due_s ? whole : 0) / cost_per_tenth;
  cost.waiting = waiting_cost(rules, call.weight, call.waited_s + arrival_s) / cost_per_tenth;
  return cost;
}

void Explainer::write_offers() {
  auto& offered = answer_.why.offered;
  if (outside_first_) {
    write(*ref_.outside, offered.emplace_back());
    offered.back().cost = outside_cost();
  }
  for (const Option& option : options_) {
    Candidate candidate = candidate_of(option);
    if (!offered.empty()) candidate.why_not = why_not(situation_, offered.front(), candidate, option);
    offered.push_back(std::move(candidate));
  }
}

bool Explainer::is_listed(UnitKind kind, const std::string& unit) const {
  return std::ranges::any_of(answer_.why.offered,
                             [&](const Candidate& one) { return one.kind == kind && one.unit == unit; });
}

// Who is not planned with: what the nearest-first policy says of them.
void Explainer::write_rest() {
  Found found = find_all(situation_.world(), ref_.asked, ref_.services);
  std::ranges::sort(found.offered, {}, [](const Offer& offer) {
    return std::tuple(offer.last_resort, offer.service->catch_all, offer.arrival, std::cref(*offer.unit).get());
  });
  for (const Offer& offer : found.offered) {
    if (is_listed(offer.kind, *offer.unit)) continue;
    Candidate& candidate = answer_.why.offered.emplace_back();
    write(offer, candidate);
    const Candidate& first = answer_.why.offered.front();
    if (&first == &candidate) continue;
    const auto later_s = whole_seconds(candidate.arrival - first.arrival);
    candidate.why_not = later_s > 0 ? WhyNot{NotOfferedReason::later, whole_min(later_s), {}}
                                    : WhyNot{NotOfferedReason::others_equal, 0, {}};
  }
  const auto listed = [&](const NotOfferedUnit& line) { return is_listed(line.kind, *line.unit); };
  auto& lines = found.not_offered;
  lines.erase(std::remove_if(lines.begin(), lines.end(), listed), lines.end());
  answer_.why.not_offered = written(found.not_offered);
  count_beyond(situation_.world(), answer_.why.not_offered);
}

Answer Explainer::answer() {
  const World& world = situation_.world();
  weigh_units();
  choose();
  write_offers();
  answer_.possible = !answer_.why.offered.empty();
  write_rest();
  Explanation& why = answer_.why;
  why.at = world.now;
  why.known_until = world.known_until;
  why.policy = MatchingPolicy::plan;
  why.held = answer_.held;
  if (answer_.possible && !outside_first_) {
    const Option& first = options_.front();
    answer_.behind = first.behind;
    answer_.ready = !answer_.held && first.where.position == 0 && situation_.units()[first.where.unit].ready;
  } else {
    answer_.ready = outside_first_;
  }
  why.escalate = !answer_.possible || why.offered.front().late;
  if (why.escalate) why.shortfall = shortfall_words(world, why, !answer_.possible);
  return std::move(answer_);
}

}  // namespace

Answer answer_for(const Situation& situation, const Plan& plan, Index call) {
  return Explainer(situation, plan, call).answer();
}

}  // namespace carehub::matching::plan
