// What a choice would do to everybody else: the decision itself is made on the draft, compared with how things stand,
// and thrown away. So a preview cannot say anything else than what would happen.

#include <algorithm>
#include <set>

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/proposals.hpp"

namespace carehub::core {

namespace {

CaseId case_of(const Event& event) {
  return std::visit(
      [](const auto& e) {
        if constexpr (requires { e.case_id; }) return e.case_id;
        return CaseId{};
      },
      static_cast<const EventKinds&>(event));
}

std::optional<std::int32_t> chance_of(const Case& c) {
  if (!c.assignment || !c.explanation) return std::nullopt;
  const Candidate* offer = offer_of(*c.explanation, *c.assignment);
  return offer == nullptr ? std::nullopt : offer->breach_permille;
}

std::optional<Instant> expected_of(const Case& c) {
  return c.assignment ? c.assignment->expected : std::nullopt;
}

// By how much it is later than it was; nobody at all is the worst.
std::int64_t worse_by_s(const ShiftedCase& one) {
  constexpr std::int64_t nobody = 1'000'000;
  if (!one.after) return one.before ? nobody : 0;
  return one.before ? whole_seconds(*one.after - *one.before) : -nobody;
}

}  // namespace

ShiftedCase Decider::shifted(CaseId id) const {
  const Case& before = *draft_.below().find_case(id);
  const Case& after = *draft_.find_case(id);
  ShiftedCase one;
  one.case_id = id;
  if (before.assignment) one.unit_before = before.assignment->unit;
  if (after.assignment) one.unit_after = after.assignment->unit;
  one.before = expected_of(before);
  one.after = expected_of(after);
  if (const Clock* clock = tightest_clock(before)) one.due = clock->due;
  one.permille_before = chance_of(before);
  one.permille_after = chance_of(after);
  return one;
}

// As somebody would ask for it who has said why.
Decider::Outcome_ Decider::choose(const PreviewChoice& c) {
  const std::string why = "preview";
  switch (c.kind) {
    case UnitKind::team: {
      const Case& known = *draft_.find_case(c.case_id);
      const Team* team = draft_.find_team(TeamId(c.unit));
      AllocateTeam choice{c.case_id, TeamId(c.unit), why, {}, known.status >= CaseStatus::allocated, {}};
      if (team != nullptr && !team->queue.empty()) choice.queue_behind = team->queue.back().case_id;
      command_ = Command(choice).index();
      return decide(choice);
    }
    case UnitKind::place: {
      const Signpost choice{c.case_id, PlaceId(c.unit), why};
      command_ = Command(choice).index();
      return decide(choice);
    }
    case UnitKind::slot:
    case UnitKind::queue: {
      const BookService choice{c.case_id, ServiceId(c.unit), std::nullopt, why};
      command_ = Command(choice).index();
      return decide(choice);
    }
  }
  return std::nullopt;
}

std::optional<Refusal> Decider::try_choice(const PreviewChoice& choice) {
  command_ = Command(choice).index();
  if (auto refused = check_exists(choice.case_id)) return refused;
  if (auto refused = check_state(*draft_.find_case(choice.case_id))) return refused;
  // The rules of the choice are those of its own command; a refusal is still one of the preview.
  auto refused = choose(choice);
  command_ = Command(choice).index();
  if (refused) return refused;
  if (plan_wanted_) make_plan();
  plan_wanted_ = false;
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const PreviewChoice& c) {
  if (auto refused = try_choice(c)) return refused;
  std::set<CaseId> touched;
  for (const Event& event : decision_.events) touched.insert(case_of(event));
  ChoicePreview preview;
  preview.kind = c.kind;
  preview.unit = c.unit;
  preview.chosen = shifted(c.case_id);
  for (const CaseId id : touched) {
    if (!id.given() || id == c.case_id || draft_.below().find_case(id) == nullptr) continue;
    ShiftedCase one = shifted(id);
    if (one.unit_before != one.unit_after || differs(one.before, one.after)) preview.others.push_back(std::move(one));
  }
  std::ranges::stable_sort(preview.others, std::ranges::greater{}, worse_by_s);
  preview.open = static_cast<std::int32_t>(draft_.below().case_indices().open().size()) - 1;
  decision_.events.clear();
  const auto late = std::ranges::count_if(preview.others, [](const ShiftedCase& one) {
    return misses_target(one, one.after) && !misses_target(one, one.before);
  });
  const auto later = std::ranges::count_if(preview.others, [](const auto& one) { return worse_by_s(one) > 0; });
  say("{} to {}: expected {}; {} others later, {} of them past their target", c.unit, c.case_id.value,
      preview.chosen.after ? clock(*preview.chosen.after) : "not known", later, late);
  decision_.preview = std::move(preview);
  return std::nullopt;
}

}  // namespace carehub::core
