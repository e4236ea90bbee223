#include "dispatcher/core/beside.hpp"

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/proposals.hpp"
#include "dispatcher/matching/plan/situation.hpp"

namespace carehub::core {

std::optional<matching::lookahead::Outset> Decider::outset(const LookaheadRules& rules) const {
  const State& state = draft_.below();
  const bool small = state.team_list().size() + state.place_list().size() <= small_hub_units;
  if (!plans() || !small || state.case_indices().waiting().size() > looked_ahead_waiting) return std::nullopt;
  auto shared = state.shared_site();
  matching::World all = world();
  all.site = shared.get();
  auto waiting = draft_.waiting_cases();
  std::erase_if(waiting, [](const Case* c) { return !is_plannable(*c); });
  const Instant since = now() - minutes(site().thresholds.duplicate_window_min);
  return matching::lookahead::outset_of(all, std::move(shared), rules, state.shared_duty_book(now()), waiting,
                                        state.recent_calls().places_since(since, places_remembered));
}

std::optional<matching::plan::Standing> Decider::standing_plan() const {
  if (!plans() || !is_small()) return std::nullopt;
  const State& state = draft_.below();
  const Scope scope = scope_of_plan();
  if (scope.cases.size() < 2) return std::nullopt;
  auto shared = state.shared_site();
  auto book = state.shared_duty_book(now());
  matching::World all = world();
  all.site = shared.get();
  const matching::plan::Situation situation(all, *book, scope.cases);
  matching::plan::Plan plan = situation.plan_as_it_stands();
  pin_young_proposals(situation, plan);
  return matching::plan::Standing(std::move(shared), std::move(book), situation, plan);
}

std::optional<matching::lookahead::Outset> outset(const State& state, Instant now) {
  Stamp stamp;
  stamp.at = now;
  return Decider(state, stamp).outset(state.site().lookahead);
}

std::optional<matching::lookahead::Outset> forecast_outset(const State& state, Instant now) {
  const auto rules = matching::lookahead::forecast_rules(state.site().lookahead);
  if (!rules) return std::nullopt;
  Stamp stamp;
  stamp.at = now;
  return Decider(state, stamp).outset(*rules);
}

std::optional<ChoiceOutsets> choice_outsets(const State& state, const PreviewChoice& choice, const Actor& actor,
                                            Instant now, std::string& why) {
  Stamp stamp;
  stamp.at = now;
  stamp.actor = actor;
  auto before = Decider(state, stamp).outset(state.site().lookahead);
  if (!before) {
    why = "this hub is not looked ahead: too large, too many wait, or each case is answered for itself";
    return std::nullopt;
  }
  Decider with(state, stamp);
  if (const auto refused = with.try_choice(choice)) {
    why = refused->text;
    return std::nullopt;
  }
  auto after = with.outset(state.site().lookahead);
  if (!after) return std::nullopt;
  return ChoiceOutsets{std::move(*before), std::move(*after)};
}

std::optional<matching::plan::Standing> standing_plan(const State& state, Instant now) {
  Stamp stamp;
  stamp.at = now;
  return Decider(state, stamp).standing_plan();
}

}  // namespace carehub::core
