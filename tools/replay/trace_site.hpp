#pragma once
// The hub that a shift trace describes, as a site like any other: the live core and matching are all that replays it.

#include <vector>

#include "protocols/domain/command.hpp"
#include "protocols/domain/site.hpp"
#include "tools/replay/trace.hpp"

namespace carehub::replay {

// A trace's numbers in the words of a hub.
class TraceSite {
 public:
  // Errors: more kinds of skill or need than a hub has names for; a deadline that is not the call's time + target_s.
  [[nodiscard]] static Result<TraceSite> of(const Trace& trace, const MatchingRules& matching);

  [[nodiscard]] const Site& site() const { return site_; }
  [[nodiscard]] Instant instant(std::int64_t second) const { return start_ + seconds{second}; }
  [[nodiscard]] std::int64_t second(Instant at) const { return whole_seconds(at - start_); }

  [[nodiscard]] static TeamId team(const TraceUnit& unit);
  [[nodiscard]] static PlaceId place(const TraceUnit& unit);
  // The call as it is told to the hub, triaged.
  [[nodiscard]] RegisterCase registration(const TraceCall& call) const;

 private:
  TraceSite() = default;
  [[nodiscard]] Result<void> name_skills(const Trace& trace);
  [[nodiscard]] Result<void> name_needs(const Trace& trace);
  [[nodiscard]] SkillSet skills(const std::vector<int>& numbers) const;
  [[nodiscard]] Need need(const std::vector<int>& numbers) const;
  [[nodiscard]] NeedRule rule(std::size_t kind) const;
  [[nodiscard]] Session roster(const TraceUnit& unit) const;
  [[nodiscard]] DemandStream usual_demand(const Trace& trace) const;
  void add_team(const TraceUnit& unit);
  void add_place(const TraceUnit& unit);
  [[nodiscard]] ServiceConfig room_service(const TraceUnit& unit) const;

  Site site_;
  Instant start_;
  std::vector<int> skill_numbers_;            // sorted; the position is the skill
  std::vector<std::vector<int>> need_kinds_;  // sorted; the position, from 1, is the need
};

}  // namespace carehub::replay
