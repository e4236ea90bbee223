#pragma once
// Remembers the cheapest spot of each visit in each round, until the round changes. Most rounds do not change in most
// moves, and those of a move that is undone become what they were.

#include "tools/rounds/draft.hpp"

namespace carehub::rounds {

class Spots {
 public:
  explicit Spots(const Model& model);

  // Not found where there is none that adds less than `bound`.
  [[nodiscard]] Spot cheapest(const Route& route, std::int32_t job, std::int64_t bound);
  // The cheapest but for one position; not remembered.
  [[nodiscard]] Spot next_to(const Route& route, std::int32_t job, std::int32_t except) const;

 private:
  struct Known {
    std::uint64_t version = 0;  // of the route; no route has 0
    std::int64_t added = 0;
    std::int32_t before = 0;  // 0: there is none that adds less than `added`
    std::int32_t job = no_job;
  };

  const Model& model_;
  std::vector<Known> known_;  // by job and vehicle; large problems share places
};

}  // namespace carehub::rounds
