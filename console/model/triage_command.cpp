#include "console/model/triage_command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

// What a command without room for it would lose.
std::string and_what_is_open(std::string reason, const TalkState& state) {
  if (!state.not_known.empty())
    reason = with(std::move(reason), "asked, not known: " + joined(state.not_known, ", "), "; ");
  for (const auto& unclear : state.unclear) reason = with(std::move(reason), unclear, "; ");
  return reason;
}

// Observations stand in the referral, where the hub's rules and everybody's screen find them.
std::optional<UpdateReferral> observations_for(const Case& c, const TriageTalk& talk, const TalkState& state,
                                               Instant now) {
  UpdateReferral update{.case_id = c.id, .referral = {}, .note = "observations and soft signs, at triage"};
  update.referral.observations = observations_of(talk, now);
  update.referral.warnings = observation_warnings(state);
  return update.referral.observations.empty() ? std::nullopt : std::optional(std::move(update));
}

Triage triage_of(const TalkState& state, std::optional<Priority> priority, std::string_view reason) {
  auto triage = state.triage;
  if (triage.need == Need::unknown) triage.need = Need::other;  // a red flag is enough
  for (const auto& one : state.observed)
    if (std::ranges::find(triage.facts, one.fact, &KnownFact::fact) == triage.facts.end()) triage.facts.push_back(one);
  triage.priority = priority.value_or(triage.priority);
  const auto own = trimmed(reason);
  triage.reason = and_what_is_open(own.empty() ? triage.reason : std::string(own), state);
  return triage;
}

}  // namespace

TriageGiven triage_given(const Case& c, const TriageTalk& talk, const TalkState& state,
                         std::optional<Priority> priority, std::string_view reason, Instant now) {
  TriageGiven given;
  given.observations = observations_for(c, talk, state, now);
  given.triage = {.case_id = c.id, .triage = triage_of(state, priority, reason), .red_flags = state.red_flags};
  given.text = fmt::format("triage {}: {}", c.id.value, words(given.triage.triage.need));
  if (state.needs_999) given.text = fmt::format("triage {}: 999 now", c.id.value);
  if (!state.red_flags.empty()) given.text = fmt::format("triage {}: RED FLAG", c.id.value);
  return given;
}

}  // namespace carehub::console
