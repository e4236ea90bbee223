#pragma once
// What must hold of a hub that plans all open cases together, looked at after every decision. Rules and reasons are
// worked out again from the site and the records alone: nothing here is shared with matching.

#include <map>
#include <set>
#include <string>

#include "dispatcher/core/core.hpp"

namespace carehub::test {

// One decision as it was asked for. The state is that after it.
struct Told {
  const Command& command;
  const core::Decision& decision;
  Instant now;
};

// A fault in words; empty where there is none.
using Fault = std::string;

// Every case that waits and whose need is known has exactly one answer, and those of a team form one chain.
// `unanswered`: a person took their proposal away and nothing was planned since.
[[nodiscard]] Fault fault_of_answers(const core::State& state, const std::set<CaseId>& unanswered);

// No answer given by this decision breaks a rule: red flags, exclusions, need, skill, age, area, opening, capacity,
// shift. What a person insisted on is theirs.
[[nodiscard]] Fault fault_of_rules(const core::State& state, const Told& told);

// Every reason of the explanations of this decision is true, and no unit is left out or named twice.
[[nodiscard]] Fault fault_of_reasons(const core::State& state, const Told& told);

// All of these, and what needs a memory: a departed team is sent elsewhere by people only.
class PlanWatch {
 public:
  [[nodiscard]] Fault look(const core::State& state, const Told& told);

  // So that a run in which nothing was there to be looked at is not taken for one in which all was well.
  struct Seen {
    std::size_t answers = 0, behind = 0, held = 0, reasons = 0, departed = 0;
  };
  [[nodiscard]] const Seen& seen() const { return seen_; }

 private:
  [[nodiscard]] Fault fault_of_departed(const core::State& state, const Told& told);
  void note_unanswered(const core::State& state, const Told& told);
  void count(const Told& told);

  std::map<TeamId, CaseId> departed_;  // and the case that each is on its way to, or with
  std::map<CaseId, Instant> withdrawn_;
  Seen seen_;
};

}  // namespace carehub::test
