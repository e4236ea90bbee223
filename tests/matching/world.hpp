#pragma once
// A small hub to match in: one of each kind of capacity, and an ambulance that takes whatever nobody else can.

#include <string>
#include <vector>

#include "dispatcher/matching/matching.hpp"

namespace carehub::tests {

inline const Instant sunday_evening = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours{19};

struct Hub {
  Site site;
  std::vector<Team> teams;
  std::vector<Place> places;
  std::vector<ServiceState> services;
  Instant now = sunday_evening;
  Case call;

  [[nodiscard]] matching::World world() const;
  [[nodiscard]] Explanation find() const { return matching::find_response(world(), call); }
  Team& team(const std::string& id);
  ServiceConfig& service(const std::string& id);
};

// Two crisis teams (CR1 near, CR2 far), a haven, a doctor's slots, a telephone queue, the ambulance.
[[nodiscard]] Hub small_hub();
[[nodiscard]] Team ready_team(const std::string& id, const std::string& service, Coordinates at, Instant now);
[[nodiscard]] std::optional<NotOffered> why_not(const Explanation& explanation, const std::string& unit);
[[nodiscard]] bool offers(const Explanation& explanation, const std::string& unit);

}  // namespace carehub::tests
