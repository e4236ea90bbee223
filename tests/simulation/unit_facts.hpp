#pragma once
// Whether one team, place or service is what a reason says of it, by the site and the records alone.

#include <optional>
#include <string>

#include "dispatcher/core/core.hpp"

namespace carehub::test {

// Who is asked about for whom.
struct Pairing {
  const Case* call = nullptr;
  UnitKind kind = UnitKind::team;
  std::string unit;
  ServiceId service;
  std::optional<Instant> arrival;  // none: as soon as it could be
};

class UnitFacts {
 public:
  // Requires: the service is in the site, and the unit in the state.
  UnitFacts(const core::State& state, Instant now, const Pairing& pairing);

  // Does this reason, out of those that speak against a unit or its service, hold?
  [[nodiscard]] bool holds(NotOfferedReason reason) const;
  // What stands beside it; none where this says nothing of it.
  [[nodiscard]] std::optional<std::int64_t> figure(NotOfferedReason reason) const;

  // The last moment at which the unit has to be done, of the shift it is on or the next one it has to begin soon.
  [[nodiscard]] std::optional<Instant> shift_end() const;
  [[nodiscard]] Instant visit_over(Instant arrival) const;
  [[nodiscard]] bool takes_everybody() const;
  [[nodiscard]] const Team* team() const { return team_; }
  [[nodiscard]] const Place* place() const { return place_; }

 private:
  [[nodiscard]] std::vector<ServiceKind> kinds() const;
  [[nodiscard]] SkillSet skills() const;
  [[nodiscard]] bool wrong_need() const;
  [[nodiscard]] bool wrong_area() const;
  [[nodiscard]] bool closed() const;
  [[nodiscard]] std::optional<std::int32_t> age() const;
  [[nodiscard]] std::optional<std::int32_t> free_now() const;
  [[nodiscard]] Instant at_the_door() const;
  [[nodiscard]] std::optional<Instant> set_off() const;
  [[nodiscard]] std::optional<std::int64_t> minutes_past_shift() const;
  [[nodiscard]] std::int64_t minutes_to_shift() const;
  [[nodiscard]] Coordinates home() const;
  [[nodiscard]] seconds drive(Coordinates from, Coordinates to, Instant at) const;

  const core::State& state_;
  const Site& site_;
  Instant now_;
  Pairing pairing_;
  const ServiceConfig* service_ = nullptr;
  const ServiceState* service_state_ = nullptr;
  const Team* team_ = nullptr;
  const TeamConfig* team_config_ = nullptr;
  const Place* place_ = nullptr;
  const PlaceConfig* place_config_ = nullptr;
};

}  // namespace carehub::test
