#pragma once
// Ruin and recreate: takes strings of neighbouring visits out of neighbouring rounds, and puts each back where it costs
// least. Source: Christiaens and Vanden Berghe, Slack induction by string removals, Transportation Science 54(2), 2020.

#include "tools/rounds/draft.hpp"
#include "tools/rounds/random.hpp"
#include "tools/rounds/spots.hpp"

namespace carehub::rounds {

struct Tuning {
  std::uint32_t removed = 10;         // visits taken out of a plan, on average
  std::uint32_t string_max = 10;      // out of one round
  std::uint32_t split_of_1024 = 768;  // strings that leave some visits in their middle where they are
  std::uint32_t keep_of_1024 = 100;   // one more of those left
  std::uint32_t blink_of_1024 = 10;
  std::uint32_t looked_at = 40;      // neighbours whose rounds a visit may go to
  std::uint32_t retried = 16;        // visits in no round that are tried again, at most
  std::int64_t hot_permille = 1800;  // first and last temperature, in thousandths of a usual journey
  std::int64_t cold_permille = 100;
};

// Takes visits out around `seed`. False where what was left cannot be driven: journeys that do not obey the triangle
// inequality.
[[nodiscard]] bool ruin(Draft& draft, std::int32_t seed, const Tuning& tuning, Random& random);

// Puts absent visits into rounds, in an order drawn by lot.
class Recreate {
 public:
  Recreate(const Model& model, const Tuning& tuning);
  // Those just taken out, anywhere; of those that were absent before, neighbours of `seed`, where rounds have changed.
  void around(Draft& draft, std::int32_t seed, Random& random);
  // Everybody, anywhere.
  void everywhere(Draft& draft, Random& random);

 private:
  struct Keyed {
    std::int64_t key;
    std::int32_t turn;
    std::int32_t job;
  };

  void order(Random& random);
  void add_waiting(const Draft& draft, std::int32_t seed);
  [[nodiscard]] Spot spot_for(const Draft& draft, std::int32_t job, Random& random);
  void look_among_neighbours(const Draft& draft, std::int32_t job, Random& random, Spot& best);
  // Now and then it blinks, and does not see what would be the best so far: greed of another order.
  void look_at(const Route& route, std::int32_t job, Random& random, Spot& best);

  const Model& model_;
  const Tuning& tuning_;
  Spots spots_;
  std::vector<std::int64_t> away_;  // by job: there and back from where rounds begin
  std::vector<std::int32_t> jobs_;
  std::vector<char> waits_;  // by job: was absent before
  std::vector<Keyed> keyed_;
  std::vector<std::uint32_t> looked_;  // by vehicle: the last look that saw it
  std::uint32_t look_ = 0;
};

}  // namespace carehub::rounds
