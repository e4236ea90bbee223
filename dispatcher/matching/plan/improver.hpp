#pragma once
// Makes a plan better between events, on another thread: a copy of all that the plan is made for, and the better one as
// a command. Effort is counted in rounds, so that a replay can do the same.

#include <atomic>
#include <memory>
#include <optional>

#include "dispatcher/matching/plan/situation.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::matching::plan {

class Standing {
 public:
  // Requires: the situation was made of this site and book.
  Standing(std::shared_ptr<const Site> site, std::shared_ptr<const DutyBook> book, const Situation& situation,
           const Plan& plan);

  // A plan that costs less by what a proposal has to gain before it is changed; none found: none.
  // `stop`: set by another thread, it keeps what it has.
  [[nodiscard]] std::optional<ImprovePlan> improved(std::int32_t rounds, const std::atomic<bool>* stop = nullptr) const;

 private:
  struct Named {
    UnitKind kind = UnitKind::team;
    std::string unit;
  };
  [[nodiscard]] Plan plan() const;
  [[nodiscard]] ImprovePlan command_for(const Plan& plan) const;

  std::shared_ptr<const Site> site_;
  std::shared_ptr<const DutyBook> book_;
  Problem problem_;
  std::vector<Route> routes_;
  std::vector<Index> pinned_;
  std::vector<Named> units_;
  std::vector<PlannedCase> cases_;
};

}  // namespace carehub::matching::plan
