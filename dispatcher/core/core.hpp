#pragma once
// The pure heart: commands become events or a refusal, events become state. No clock, disk, network or randomness; the
// same inputs give the same bytes on every compiler.

#include "dispatcher/core/state.hpp"
#include "protocols/domain/preview.hpp"

namespace carehub::core {

struct Decision {
  std::vector<Event>
      events;  // a refusal is the event CommandRefused; empty only for a Tick with nothing due, and of a PreviewChoice
  std::optional<Refusal> refusal;
  CaseId case_id;                         // the case concerned; of RegisterCase the new one
  std::string message;                    // what happened, in words: "CR2 sent to 1042, arrives 20:03"
  std::optional<PersonView> person = {};  // for the asker alone
  std::optional<ChoicePreview> preview = {};
};

// Shapes: events are numbered stamp.sequence, +1, +2 ...
[[nodiscard]] Decision decide(const State& state, const Command& command, const Stamp& stamp);

// Requires: events of a decision in order, each with the decision's stamp and its own sequence number.
void evolve(State& state, const Event& event, const Stamp& stamp, Sequence sequence);

// When the next timer is due, so that the runtime knows when to send Tick; none if nothing runs. May lie in the past:
// more was due than one Tick deals with. A Tick is also wanted once a second: each waiting case has its own second of
// the minute in which its outlook is looked at again.
[[nodiscard]] std::optional<Instant> next_timer(const State& state);

// What could be done for an open case now; not journaled.
[[nodiscard]] Explanation options(const State& state, CaseId id, Instant now);

}  // namespace carehub::core
