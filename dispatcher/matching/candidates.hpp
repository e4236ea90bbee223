#pragma once
// Each team, place and service as an offer for the case, or as not offered with its reason. Names stay where they are;
// only what ends up in the answer is copied.

#include <boost/container/small_vector.hpp>
#include <expected>

#include "dispatcher/matching/screen.hpp"

namespace carehub::matching {

struct Offer {
  UnitKind kind = UnitKind::team;
  const std::string* unit = nullptr;
  const ScreenedService* service = nullptr;
  Instant arrival;
  std::int32_t travel_s = 0;
  std::int32_t wait_s = 0;
  std::int64_t slack_s = 0;
  bool late = false;
  bool last_resort = false;
  std::optional<std::int32_t> position_age_s;
  CaseId after;
  std::int32_t rank_penalty = 0;
};

struct Against {
  NotOfferedReason reason = NotOfferedReason::wrong_need;
  std::int64_t figure = 0;
};

using Verdict = std::expected<Offer, Against>;

struct NotOfferedUnit {
  UnitKind kind = UnitKind::team;
  const std::string* unit = nullptr;
  const ServiceId* service = nullptr;
  Against against;
};

using NotOfferedUnits = boost::container::small_vector<NotOfferedUnit, 64>;

struct Found {
  boost::container::small_vector<Offer, 32> offered;
  NotOfferedUnits not_offered;

  void add(UnitKind kind, const std::string& unit, const ScreenedService& service, const Verdict& verdict);
};

[[nodiscard]] Verdict consider_team(const World& world, const Asked& asked, const ScreenedService& service,
                                    std::size_t position);
[[nodiscard]] Verdict consider_place(const World& world, const Asked& asked, const ScreenedService& service,
                                     std::size_t position);
// A service with slots or a queue; one with teams or places only where it has to take what nobody else can.
[[nodiscard]] Verdict consider_service(const World& world, const Asked& asked, const ScreenedService& service);

[[nodiscard]] constexpr bool has_own_units(const ServiceConfig& service) {
  return service.capacity == CapacityKind::mobile_teams || service.capacity == CapacityKind::places;
}
[[nodiscard]] constexpr UnitKind kind_of_unit(const ServiceConfig& service) {
  return service.capacity == CapacityKind::bookable_slots ? UnitKind::slot : UnitKind::queue;
}

// Nobody knows whether it is there: until the crew is heard it is asked for, not sent.
[[nodiscard]] constexpr bool is_silent(const Team& team) {
  return (team.alerted >> static_cast<unsigned>(AlertKind::silent_team) & 1U) != 0;
}

void add_teams(const World& world, const Asked& asked, const ScreenedServices& services, Found& found);
void add_places(const World& world, const Asked& asked, const ScreenedServices& services, Found& found);
void add_slots_and_queues(const World& world, const Asked& asked, const ScreenedServices& services, Found& found);

// Every team, place and service of the world.
[[nodiscard]] Found find_all(const World& world, const Asked& asked, const ScreenedServices& services);

// Slack to the tightest clock; without one, to the service's own target from now.
void set_slack(Offer& offer, const World& world, const Asked& asked);

}  // namespace carehub::matching
