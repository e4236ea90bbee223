#pragma once
// What every future begins with: the hub as it is now, and what is known of the calls to come. Holds all that it needs,
// so that futures can be played on another thread while the hub goes on. Seconds from now.

#include <memory>

#include "dispatcher/matching/plan/situation.hpp"

namespace carehub::matching::lookahead {

using plan::Index;
using plan::nobody;

// Somebody who is not with a team or at a place yet.
struct Person {
  CaseId id;
  std::int32_t due_s = 0;
  std::int32_t weight = 1;
  Index call = nobody;  // of the problem; nobody: somebody was sent already, or the person is on the way
};

inline constexpr std::size_t no_person = static_cast<std::size_t>(-1);

// A visit that a team was sent to, or a stay in a room.
struct Stop {
  std::size_t person = no_person;  // none: reached already
  std::int32_t leg_s = 0;          // from the end of the stop before it, or from now
  std::int32_t takes_s = 0;        // expected
  std::int32_t since_s = 0;        // of one reached already: so long ago
};

struct Crew {
  UnitKind kind = UnitKind::team;
  std::string unit;
  std::uint32_t service = 0;  // of the site's services
  std::vector<Stop> stops;
  std::int32_t on_shift_s = 0;  // when its shift begins; 0: it is on duty
  std::int32_t off_shift_s = plan::forever_s;
  std::int32_t begins_s = 0;   // its shift or its break's end; 0: it is there
  std::int32_t confirm_s = 0;  // a person takes so long to confirm that it is sent
  std::uint64_t needs = 0;     // that it could take, by position in the list of needs
};

// Calls of one need that may come.
struct Expected {
  Need need = Need::unknown;
  std::vector<Index> calls;  // places for them in the problem
  std::int32_t target_s = 7200;
  bool taken = false;         // by some unit,
  std::uint32_t service = 0;  // of this service first
};

// What would be done otherwise: nobody is sent to this person for so long.
struct Delay {
  CaseId id;
  UnitKind kind = UnitKind::team;
  std::string unit;  // that is proposed
  Index call = nobody;
};

struct Outset {
  // Requires: the basis is of this site.
  Outset(std::shared_ptr<const Site> of, const LookaheadRules& by, std::shared_ptr<const plan::DutyBook> duty,
         const TravelBasis& travel, Instant at)
      : site(std::move(of)), rules(by), book(std::move(duty)), now(at), problem(travel, book->prices, at) {}

  std::shared_ptr<const Site> site;
  LookaheadRules rules;  // the site's, or those of its forecast
  std::shared_ptr<const plan::DutyBook> book;
  Instant now;
  std::uint64_t seed = 0;
  plan::Problem problem;  // open: those who wait; the others are places for calls to come
  std::vector<Person> people;
  std::vector<Crew> crews;          // as the problem's units
  std::vector<Stop> on_the_way;     // people who go to a room
  std::vector<plan::Route> routes;  // the plan that stands
  std::vector<Expected> expected;
  struct Otherwise {
    std::uint32_t service = 0;                 // that would take it, by position in the site
    plan::Cost cost = plan::impossible;        // with a service that has no units of its own,
    std::int32_t arrival_s = plan::forever_s;  // and when it would come
  };
  std::vector<Otherwise> otherwise;      // of each call of the problem
  std::vector<std::uint64_t> draw_keys;  // likewise: whose luck it is, whatever its place in the problem
  std::vector<Delay> proposals;          // that a person is asked to confirm now, the heaviest first
};

// Places where people were who called lately, oldest first.
using Callers = std::vector<Coordinates>;

// Requires: world.site and the book are those of the shared pointers; the world has its directory.
[[nodiscard]] Outset outset_of(const World& world, std::shared_ptr<const Site> site, const LookaheadRules& rules,
                               std::shared_ptr<const plan::DutyBook> book, std::span<const Case* const> waiting,
                               const Callers& callers);

// For how full services will be: further, in fewer futures, and without asking what each action would change. None: the
// site looks no further than it does anyway.
[[nodiscard]] std::optional<LookaheadRules> forecast_rules(const LookaheadRules& rules);

}  // namespace carehub::matching::lookahead
