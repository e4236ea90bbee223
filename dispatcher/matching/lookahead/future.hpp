#pragma once
// One future: calls come, visits take as long as they take, and everybody is planned for as the hub would, in a fast
// mode. Draws belong to the call and the visit, not to the order of events, so that two futures with the same number
// differ only by what was done otherwise.

#include <optional>
#include <vector>

#include "dispatcher/matching/lookahead/dice.hpp"
#include "dispatcher/matching/lookahead/outset.hpp"

namespace carehub::matching::lookahead {

// Nobody is sent to this call before that second.
struct HeldUntil {
  Index call = nobody;
  std::int32_t until_s = 0;
};

// How things came out for one person.
struct Ending {
  std::optional<std::int32_t> reached_s;  // none: not within the horizon
  std::int32_t chance = 0;                // of a missed target, of plan::whole
};

// At the end of each half hour: of each service of the site.
struct HalfHour {
  std::vector<std::int64_t> waiting;  // people
  std::vector<std::int64_t> late;     // of them, chances of a missed target, of plan::whole
  std::vector<std::int64_t> calls;    // that came in it
  std::vector<std::int64_t> free;     // teams on shift with nobody to see or go to
  std::vector<std::int64_t> full;     // 1: there is none, although some are on shift
};

struct Played {
  std::vector<Ending> people;  // as the outset's
  std::vector<HalfHour> half_hours;
  std::int64_t weighted_late = 0;  // of everybody, those who called meanwhile among them; chances of plan::whole
};

class Future {
 public:
  // Requires: the outset outlives it and does not change.
  explicit Future(const Outset& outset);

  // `number`: which one; the same number gives the same future.
  [[nodiscard]] Played play(std::uint64_t number, const HeldUntil& otherwise = {});
  // Routes tried so far: the effort.
  [[nodiscard]] std::int64_t moves() const { return moves_; }

 private:
  struct Leg {
    std::size_t person = no_person;
    Index call = nobody;  // that it leads to; of a stop the unit had been sent to before: nobody
    std::int32_t leg_s = 0;
    std::int32_t takes_s = 0;
    std::int32_t arrival_s = 0;  // truly
    std::int32_t end_s = 0;
    std::int32_t expected_s = 0;  // its end, as one would expect when it begins
  };
  struct Running {
    std::vector<Leg> legs;
    std::size_t next = 0;     // the first that is not over
    std::int32_t free_s = 0;  // truly
  };
  struct Coming {
    std::int32_t at_s = 0;
    Index call = nobody;
  };

  void begin(std::uint64_t number, const HeldUntil& otherwise);
  void begin_crew(Index index);
  void draw_calls();
  [[nodiscard]] std::int32_t visit_s(std::int32_t expected_s, std::uint64_t draw) const;
  [[nodiscard]] std::int32_t travel_s(std::int32_t expected_s, std::uint64_t draw) const;
  [[nodiscard]] std::int32_t next_moment() const;
  void come_in();
  void decide();
  void see_unit(Index unit);
  void depart(Index unit);
  [[nodiscard]] std::int32_t chance_apart(Index call) const;
  template <class Visit>
  void for_each_waiting(Visit visit) const;
  void look_back(std::size_t half_hour);
  void count_free(std::int32_t at_s, HalfHour& tally) const;
  void end();

  const Outset& outset_;
  Spread visits_;
  Spread journeys_;
  plan::Problem problem_;
  std::optional<plan::Plan> plan_;
  std::vector<Running> running_;
  std::vector<Coming> coming_;
  std::size_t next_coming_ = 0;
  std::vector<std::size_t> person_of_;  // of each call
  std::vector<std::uint64_t> draws_;    // of each call
  std::int32_t now_s_ = 0;
  std::int32_t reviewed_s_ = 0;
  HeldUntil otherwise_;
  std::uint64_t number_ = 0;
  Played played_;
  std::int64_t moves_ = 0;
};

}  // namespace carehub::matching::lookahead
