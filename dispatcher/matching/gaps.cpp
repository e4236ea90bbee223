#include "dispatcher/matching/gaps.hpp"

#include <algorithm>
#include <array>

#include "dispatcher/matching/screen.hpp"

namespace carehub::matching {
namespace {

// Each takes one test away.
using Relax = void (*)(ServiceConfig&);
constexpr std::array<Relax, 6> relaxations = {
    [](ServiceConfig& service) { service.needs.clear(); },
    [](ServiceConfig& service) {
      service.min_age_years.reset();
      service.max_age_years.reset();
      service.min_age_days.reset();
    },
    [](ServiceConfig& service) { service.localities.clear(); },
    [](ServiceConfig& service) { service.practices.clear(); },
    [](ServiceConfig& service) { service.referrers.clear(); },
    [](ServiceConfig& service) {
      service.hours.all_hours = true;
      service.hours.exceptions.clear();
      service.last_referral_before_close_min = 0;
      service.windows.clear();
    },
};

bool is_asked_for(const Asked& asked, const ServiceConfig& service) {
  return std::ranges::find(asked.kinds, service.kind) != asked.kinds.end() && !service.catch_all;
}

// Rooms are screened when the person gets there; a gap is that they are shut now.
std::optional<std::int64_t> shut_for_min(const World& world, const ServiceConfig& service) {
  const auto& calendar = world.site->calendar;
  if (service.capacity != CapacityKind::places || open_interval(service.hours, calendar, world.now))
    return std::nullopt;
  const auto next = next_opening(service.hours, calendar, world.now);
  return next ? whole_minutes(next->from - world.now) : -1;
}

}  // namespace

std::vector<Gap> find_gaps(const World& given, const Case& c) {
  World world = given;
  Directory made;
  if (world.directory == nullptr) {
    made = directory_of(*world.site, world.teams, world.places, world.services);
    world.directory = &made;
  }
  const auto asked = asked_by(world, c);
  const auto& services = world.site->services;
  std::vector<Gap> gaps;
  for (std::size_t i = 0; i < services.size() && !asked.emergency; ++i) {
    const auto as_it_is = screen_service(world, asked, i);
    if (as_it_is.reason == NotOfferedReason::ruled_out || !is_asked_for(asked, services[i])) continue;
    if (!as_it_is.reason) {
      if (const auto shut = shut_for_min(world, services[i]))
        gaps.push_back({services[i].id, NotOfferedReason::closed, *shut});
      continue;
    }
    const bool one_test = std::ranges::any_of(relaxations, [&](Relax relax) {
      auto relaxed = services[i];
      relax(relaxed);
      return !screen_service(world, asked, i, relaxed).reason;
    });
    if (one_test) gaps.push_back({services[i].id, *as_it_is.reason, as_it_is.figure});
  }
  return gaps;
}

}  // namespace carehub::matching
