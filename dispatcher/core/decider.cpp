#include "dispatcher/core/decider.hpp"

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/command_case.hpp"
#include "dispatcher/core/permissions.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/text_bounds.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

CaseId case_named_by(const Command& command) {
  return std::visit(
      [](const auto& c) {
        if constexpr (requires { c.case_id; }) return c.case_id;
        return CaseId{};
      },
      command);
}

Decision decide(const State& state, const Command& command, const Stamp& stamp) {
  return Decider(state, stamp).run(command);
}

Decision Decider::run(const Command& command) {
  command_ = command.index();
  decision_.case_id = case_named_by(command);
  Outcome_ refused;
  if (!role_may(command_, stamp_.actor.role)) {
    refused = refuse(RefusalCode::role_not_allowed, "{} may not do this ({})", words(stamp_.actor.role),
                     command_name(command_));
  } else if (auto place = oversized(command)) {
    refused = refuse(RefusalCode::too_large, "{} is longer than {} bytes; shorten it", *place, text_bytes_max);
  } else {
    refused = std::visit([this](const auto& c) { return decide(c); }, command);
    if (!refused && plan_wanted_) make_plan();
  }
  if (refused) {
    decision_.events.clear();
    decision_.events.emplace_back(CommandRefused{std::string(command_name(command_)), *refused, decision_.case_id});
    decision_.message = refused->text;
    decision_.refusal = std::move(refused);
  }
  return std::move(decision_);
}

std::string Decider::clock(Instant at) const {
  return clock_words(site().calendar, at, now());
}

Decider::Outcome_ Decider::check_exists(CaseId id) const {
  if (draft_.find_case(id) != nullptr) return std::nullopt;
  if (!id.given()) return refuse(RefusalCode::unknown_case, "no case number was given");
  return refuse(RefusalCode::unknown_case, "there is no case {}; check the number", id.value);
}

Decider::Outcome_ Decider::check_exists(const TeamId& id) const {
  if (draft_.find_team(id) != nullptr) return std::nullopt;
  return refuse(RefusalCode::unknown_team, "there is no team \"{}\"; check the call sign", shortened(id.value, 40));
}

std::string Decider::has_words(const Case& c) const {
  if (!c.assignment || c.status < CaseStatus::allocated) return fmt::format("{} is {}", c.id.value, words(c.status));
  return fmt::format("{} has {} since {}", c.id.value, unit_words(site(), *c.assignment), clock(c.assignment->since));
}

Decider::Outcome_ Decider::check_state(const Case& c) const {
  if (state_allows(command_, c.status)) return std::nullopt;
  if (c.status == CaseStatus::received) {
    return refuse(RefusalCode::wrong_state, "{} is not triaged yet; triage it first", c.id.value);
  }
  if (!is_open(c.status)) {
    return refuse(RefusalCode::wrong_state, "{} is closed ({}); reopen it first", c.id.value, words(c.status));
  }
  if (state_allows(command_, CaseStatus::completed) && !state_allows(command_, CaseStatus::received)) {
    return refuse(RefusalCode::wrong_state, "{} is open ({}); there is nothing to reopen", c.id.value, words(c.status));
  }
  if (c.status >= CaseStatus::allocated && c.assignment) {
    return refuse(RefusalCode::wrong_state, "{} is {} with {}; end that first", c.id.value, words(c.status),
                  unit_words(site(), *c.assignment));
  }
  return refuse(RefusalCode::wrong_state, "{} is {}; this cannot be done now", c.id.value, words(c.status));
}

Decider::Outcome_ Decider::check_state(const Team& team) const {
  if (state_allows(command_, team.status)) return std::nullopt;
  std::string visits;
  for (const Visit& visit : team.queue) {
    visits += fmt::format("{}{}", visits.empty() ? "" : ", ", visit.case_id.value);
  }
  if (visits.empty()) {
    return refuse(RefusalCode::wrong_state, "{} is {} since {}; this cannot be done now", team.id.value,
                  words(team.status), clock(team.status_since));
  }
  return refuse(RefusalCode::wrong_state, "{} is {} with {}; end or stand down that first", team.id.value,
                words(team.status), visits);
}

Decider::Outcome_ Decider::check_time(std::optional<Instant> at) const {
  if (!at || *at <= now() + clock_skew) return std::nullopt;
  return refuse(RefusalCode::invalid_value, "{} is in the future; give the time when it happened", clock(*at));
}

Decider::Outcome_ Decider::check_claim(const Case& c) const {
  if (!c.claim || c.claim->user == stamp_.actor.user || c.claim->until <= now()) return std::nullopt;
  return refuse(RefusalCode::claimed_by_other, "{} has taken up {} until {}; ask them or wait",
                person_words(c.claim->user.value), c.id.value, clock(c.claim->until));
}

std::optional<Instant> Decider::told(std::optional<Instant> at) const {
  if (!at || *at >= now()) return std::nullopt;
  return at;
}

}  // namespace carehub::core
