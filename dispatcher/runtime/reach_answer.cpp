#include "dispatcher/runtime/reach_answer.hpp"

#include <algorithm>
#include <utility>

#include "dispatcher/matching/reach.hpp"

namespace carehub::runtime {
namespace {

bool can_be_asked(const std::vector<std::int32_t>& minutes) {
  return !minutes.empty() && minutes.size() <= matching::reach_times_max &&
         std::ranges::all_of(minutes, [](std::int32_t one) { return one > 0 && one <= matching::reach_minutes_max; });
}

}  // namespace

wire::ReachAnswer reach_answer(const core::State& state, const wire::AskReach& question, Instant now) {
  wire::ReachAnswer answer{question.team, now, {}, ""};
  if (!can_be_asked(question.minutes)) {
    answer.fault = fmt::format("reach is worked out for one to {} times, each of 1 to {} minutes",
                               matching::reach_times_max, matching::reach_minutes_max);
    return answer;
  }
  const Team* team = state.find_team(question.team);
  if (team == nullptr || team->retired) {
    answer.fault = "there is no such team";
    return answer;
  }
  auto found = matching::reach_of(state.travel(), *team, state.team_config(team->id), now, question.minutes);
  for (std::size_t i = 0; i < found.outlines.size(); ++i)
    answer.reaches.push_back({question.minutes[i], std::move(found.outlines[i])});
  answer.fault = std::move(found.remark);
  return answer;
}

}  // namespace carehub::runtime
