#pragma once
// The hub as a problem to plan: each waiting case as a call, each team and each place of a room as a unit; and the way
// back from them.

#include <boost/container/small_vector.hpp>
#include <span>
#include <vector>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/plan/duty.hpp"
#include "dispatcher/matching/plan/plan.hpp"

namespace carehub::matching::plan {

struct UnitRef {
  UnitKind kind = UnitKind::team;
  std::uint32_t position = 0;  // in the world's teams or places
  std::uint32_t service = 0;   // in the site's services
  bool ready = false;          // it could be sent, or take a person, at once
  CaseId after;                // of a team: the last visit it has been sent to
};

struct CallRef {
  const Case* call = nullptr;
  Asked asked;
  ScreenedServices services;
  std::optional<Offer> outside;  // the best of those that are not planned: slots and queues
};

// Which units are part of it.
struct Reach {
  bool useful_only = true;  // those that could take one of the calls
  minutes ahead{0};         // and are on duty by then, if not now
};

class Situation {
 public:
  // `waiting`: the cases to plan for, by id.
  // Requires: world and its directory, book and cases outlive this and do not change.
  Situation(const World& world, const DutyBook& book, std::span<const Case* const> waiting);
  Situation(const World& world, const DutyBook& book, std::span<const Case* const> waiting, Reach reach);

  [[nodiscard]] const World& world() const { return *world_; }
  [[nodiscard]] const Problem& problem() const { return problem_; }
  [[nodiscard]] const std::vector<UnitRef>& units() const { return units_; }
  [[nodiscard]] const std::vector<CallRef>& calls() const { return calls_; }
  [[nodiscard]] const std::string& name_of(Index unit) const;
  [[nodiscard]] const ServiceConfig& service_of(Index unit) const;

  // nobody: not part of the problem. Of a place, its first seat.
  [[nodiscard]] Index find_call(CaseId id) const;
  [[nodiscard]] Index find_unit(UnitKind kind, const std::string& name) const;

  // The plan that the cases carry: who is proposed, behind whom.
  [[nodiscard]] Plan plan_as_it_stands() const;
  // The same for all seats of a place. Requires: `first` is its first seat.
  [[nodiscard]] Insertion cheapest_seat(const Plan& plan, Index call, Index first) const;

 private:
  void add_call(const Case& c);
  void add_team(std::size_t position);
  void add_place(std::size_t position);
  void add_seat(std::size_t position, const Unit& seat, bool ready);
  [[nodiscard]] std::vector<Index> callers_for(UnitKind kind, const std::string& name, std::uint32_t service,
                                               std::optional<SkillSet> skills) const;
  void add_unit(const Unit& unit, UnitRef ref, const std::vector<Index>& callers);

  const World* world_;
  const DutyBook* book_;
  Reach reach_;
  Problem problem_;
  std::vector<CallRef> calls_;
  std::vector<UnitRef> units_;
};

}  // namespace carehub::matching::plan
