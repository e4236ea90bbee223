// How much of the hub one decision plans: all of it where that is small; else the teams and places around what has
// changed, everybody who is planned for them, and whoever is held back nearby.

#include <algorithm>
#include <set>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/proposals.hpp"
#include "protocols/domain/geo.hpp"

namespace carehub::core {

namespace {

template <class Unit>
std::uint32_t position_in(const std::vector<const Unit*>& list, const Unit* unit) {
  const auto at = std::ranges::lower_bound(list, unit->id, {}, [](const Unit* one) -> const auto& { return one->id; });
  return static_cast<std::uint32_t>(at - list.begin());
}

struct Reach {
  std::int32_t rings;
  More when_enough;
};

// The nearest ones, by distance and then by id, so that the order in which they came plays no part.
template <class T, class Wanted>
std::vector<T> nearest(const Grid<T>& grid, Coordinates at, std::size_t most, Reach reach, Wanted wanted) {
  std::vector<std::pair<std::int64_t, T>> found;
  grid.around(at, reach.rings, [&](const T& one, Coordinates there) {
    if (wanted(one)) found.emplace_back(metres_between(there, at), one);
    return found.size() < most ? More::all : reach.when_enough;
  });
  const auto id_of = [](const T& one) -> const auto& {
    if constexpr (std::is_pointer_v<T>) {
      return one->id;
    } else {
      return one;
    }
  };
  std::ranges::sort(found, [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : id_of(a.second) < id_of(b.second);
  });
  std::vector<T> list;
  for (std::size_t i = 0; i < std::min(most, found.size()); ++i) list.push_back(found[i].second);
  return list;
}

}  // namespace

// Collects one neighbourhood after the other.
class Decider::ScopeBuilder {
 public:
  ScopeBuilder(const Draft& draft) : draft_(draft) {}

  void around(Coordinates at) {
    const State& state = draft_.below();
    const auto on_duty = [](const Team* team) { return team->status != TeamStatus::off_duty; };
    for (const Team* team : nearest(state.teams_near(), at, scope_teams, {scope_team_rings, More::ring}, on_duty))
      add_team(team);
    const auto any = [](const auto&) { return true; };
    for (const Place* place : nearest(state.places_near(), at, scope_places, {scope_place_rings, More::ring}, any))
      add_place(place);
    add_apart(at);
  }

  void add_team(const Team* team) {
    if (cases_.size() >= scope_cases_max) return;
    teams_.insert(position_in(draft_.below().team_list(), team));
    add_planned_for(team->id.value);
  }

  // With whoever it is planned for, wherever that is, and all who come behind it: a chain is planned whole or not at
  // all.
  void add_case(const Case& c) {
    if (!is_plannable(c) || cases_.contains(c.id)) return;
    const bool planned = is_proposed(c) && c.assignment && !c.assignment->held;
    if (planned && cases_.size() >= scope_cases_max) return;
    cases_.insert(c.id);
    if (!planned) return;
    const State& state = draft_.below();
    if (c.assignment->kind == UnitKind::team) {
      if (const Team* team = state.find_team(TeamId(c.assignment->unit))) add_team(team);
    } else if (c.assignment->kind == UnitKind::place) {
      if (const Place* place = state.find_place(PlaceId(c.assignment->unit))) add_place(place);
    }
  }

  [[nodiscard]] Scope take() {
    Scope scope;
    scope.whole = false;
    scope.teams.assign(teams_.begin(), teams_.end());
    scope.places.assign(places_.begin(), places_.end());
    for (const CaseId id : cases_) scope.cases.push_back(draft_.find_case(id));
    return scope;
  }

 private:
  void add_place(const Place* place) {
    if (cases_.size() >= scope_cases_max) return;
    places_.insert(position_in(draft_.below().place_list(), place));
    add_planned_for(place->id.value);
  }

  void add_planned_for(const std::string& unit) {
    for (const CaseId id : draft_.below().case_indices().proposed_to(unit)) {
      const Case* c = draft_.find_case(id);
      if (is_plannable(*c) && !(is_proposed(*c) && c->assignment->held)) cases_.insert(id);
    }
  }

  // Of those near, the heaviest first: whoever waits for little can wait for the next look.
  void add_apart(Coordinates at) {
    const auto apart = [&](CaseId id) {
      const Case* c = draft_.find_case(id);
      return is_plannable(*c) && is_apart(*c);
    };
    auto near = nearest(draft_.below().case_indices().apart_near(), at, scope_apart_looked_at,
                        {scope_apart_rings, More::none}, apart);
    const auto& rules = draft_.site().matching;
    std::ranges::stable_sort(near, std::ranges::greater{},
                             [&](CaseId id) { return weight_of(rules, draft_.find_case(id)->triage->priority); });
    if (near.size() > scope_apart) near.resize(scope_apart);
    cases_.insert(near.begin(), near.end());
  }

  const Draft& draft_;
  std::set<std::uint32_t> teams_, places_;
  std::set<CaseId> cases_;
};

bool Decider::is_small() const {
  const State& state = draft_.below();
  return state.team_list().size() + state.place_list().size() <= small_hub_units &&
         state.case_indices().waiting().size() <= small_hub_waiting;
}

Coordinates Decider::place_of(const Case& c) const {
  if (c.referral.location.position) return *c.referral.location.position;
  for (const Locality& locality : site().localities) {
    if (locality.name == c.referral.location.locality) return locality.centre;
  }
  return site().localities.empty() ? Coordinates{} : site().localities.front().centre;
}

Decider::Scope Decider::scope_of_plan(const Case* about) const {
  Scope scope;
  if (is_small()) {
    scope.cases = draft_.waiting_cases();
    std::erase_if(scope.cases, [](const Case* c) { return !is_plannable(*c); });
    return scope;
  }
  const State& state = draft_.below();
  ScopeBuilder builder(draft_);
  // What changed comes first: there is room for it, whatever is near.
  for (const Case* c : draft_.changed_cases()) builder.add_case(*c);
  if (about != nullptr) builder.add_case(*about);
  for (const Team* team : draft_.changed_teams()) builder.add_team(state.find_team(team->id));
  for (const Team* team : draft_.changed_teams())
    if (const auto at = state.free_at(*team)) builder.around(*at);
  for (const Place* place : draft_.changed_places())
    if (const PlaceConfig* config = state.place_config(place->id)) builder.around(config->position);
  for (const Case* c : draft_.changed_cases())
    if (is_plannable(*c)) builder.around(place_of(*c));
  if (about != nullptr) builder.around(place_of(*about));
  for (const Case* c : cases_to_review()) builder.around(place_of(*c));
  return builder.take();
}

// In a large hub a few at a time, each by its second of the minute.
std::vector<const Case*> Decider::cases_to_review() const {
  std::vector<const Case*> chosen;
  if (!plan_due_) return chosen;
  const auto second = static_cast<std::uint64_t>(whole_seconds(now().time_since_epoch()));
  const auto& there = draft_.below().case_indices().waiting_in_second(second);
  if (there.empty()) return chosen;
  auto at = std::next(there.begin(), static_cast<std::ptrdiff_t>(second / 60 * scope_reviewed % there.size()));
  for (std::size_t i = 0; i < std::min(scope_reviewed, there.size()); ++i) {
    const Case* c = draft_.find_case(*at);
    if (is_plannable(*c)) chosen.push_back(c);
    if (++at == there.end()) at = there.begin();
  }
  return chosen;
}

}  // namespace carehub::core
