#pragma once
// The whole hub in memory. Changed only by evolve(); read by decide(), matching and the projections.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "protocols/domain/event.hpp"
#include "protocols/domain/picture.hpp"

namespace carehub::core {

// Counters and single values that are not records of their own.
struct HubRecord {
  Site site;
  Opel opel;
  std::uint64_t next_case = 1001;
  std::uint64_t next_alert = 1;
  Sequence last_sequence = 0;
  Instant last_at;
  std::uint64_t refusals = 0;
  bool operator==(const HubRecord&) const = default;
};
BOOST_DESCRIBE_STRUCT(HubRecord, (), (site, opel, next_case, next_alert, last_sequence, last_at, refusals))

// One record of the state, for snapshots and digests.
using Record = std::variant<HubRecord, Case, Team, Place, ServiceState, Alert, HourTally>;

// Keys of records that changed; what is no longer in the state was removed.
struct Changes {
  bool hub = false;
  bool site = false;
  std::set<CaseId> cases;
  std::set<TeamId> teams;
  std::set<PlaceId> places;
  std::set<ServiceId> services;
  std::set<AlertId> alerts;
  std::set<std::pair<LocalDay, std::int32_t>> hours;
  [[nodiscard]] bool empty() const;
};

class State {
 public:
  [[nodiscard]] const HubRecord& hub() const;
  [[nodiscard]] const Site& site() const;
  [[nodiscard]] const Case* find_case(CaseId id) const;
  [[nodiscard]] const Team* find_team(const TeamId& id) const;
  [[nodiscard]] const Place* find_place(const PlaceId& id) const;
  [[nodiscard]] const ServiceState* find_service(const ServiceId& id) const;
  [[nodiscard]] const Alert* find_alert(AlertId id) const;
  // The case that carries an identifier of another system; none is CaseId{}.
  [[nodiscard]] CaseId case_of(const ExternalId& external) const;

  // In order of id. Cases: every case ever; open_cases: what is unresolved.
  [[nodiscard]] std::vector<const Case*> open_cases() const;
  [[nodiscard]] std::vector<const Case*> cases_after(CaseId after, std::size_t count) const;
  [[nodiscard]] std::vector<const Team*> teams() const;
  [[nodiscard]] std::vector<const Place*> places() const;
  [[nodiscard]] std::vector<const ServiceState*> services() const;
  [[nodiscard]] std::vector<const Alert*> alerts() const;  // unresolved

  // Records touched since the last call, for publishing; and the same, kept apart, for snapshots.
  [[nodiscard]] Changes take_changes();
  [[nodiscard]] Changes take_snapshot_changes();
  // Puts back one record of a snapshot. Requires: a state that no event has touched.
  void restore(Record record);
};

}  // namespace carehub::core
