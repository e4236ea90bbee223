// What is learned of travel times, where the site says so. decide_journeys.cpp says which journeys count.

#include <algorithm>

#include "dispatcher/core/evolver.hpp"
#include "dispatcher/matching/learned.hpp"

namespace carehub::core {

void Evolver::journey_begins(const TeamEnRoute& e) {
  LearnedTravel* learned = records_.edit_travel();
  if (learned == nullptr) return;
  auto& ways = learned->under_way;
  const auto at = std::ranges::lower_bound(ways, e.team, {}, &JourneyUnderWay::team);
  const bool known = at != ways.end() && at->team == e.team;
  if (!e.journey) {
    if (known) ways.erase(at);
    return;
  }
  JourneyUnderWay way{e.team, e.case_id, e.happened.value_or(stamp_.at), *e.journey};
  if (known)
    *at = std::move(way);
  else
    ways.insert(at, std::move(way));
}

void Evolver::journey_ends(const TeamOnScene& e) {
  LearnedTravel* learned = records_.edit_travel();
  if (learned == nullptr) return;
  auto& ways = learned->under_way;
  const auto at = std::ranges::lower_bound(ways, e.team, {}, &JourneyUnderWay::team);
  const bool known = at != ways.end() && at->team == e.team;
  if (known && e.travelled_s)
    matching::learn(*learned, at->journey, *e.travelled_s);
  else
    ++learned->left_out;
  if (known) ways.erase(at);
}

void Evolver::journey_breaks_off(const TeamId& team, CaseId id) {
  LearnedTravel* learned = records_.edit_travel();
  if (learned == nullptr) return;
  std::erase_if(learned->under_way, [&](const JourneyUnderWay& way) { return way.team == team && way.case_id == id; });
}

}  // namespace carehub::core
