#pragma once
// Why a plan gives a case to this unit and to no other one: each who could come with its cost by parts and one reason
// why it was not chosen, each who could not with its reason.

#include "dispatcher/matching/plan/situation.hpp"

namespace carehub::matching::plan {

// What a plan says of one case.
struct Answer {
  Explanation why;        // the answer first
  bool held = false;      // it waits on purpose; the first offer is whom it would cost least
  bool possible = false;  // some unit, slot or queue can; else only the last resort of the nearest-first policy
  bool ready = false;     // the answer can be carried out now
  CaseId behind;          // the case before it in the unit's plan, which the unit has not been sent to yet
};

[[nodiscard]] Answer answer_for(const Situation& situation, const Plan& plan, Index call);

}  // namespace carehub::matching::plan
