#pragma once
// The whole hub in memory. Changed only by evolve(); read by decide(), matching and the projections.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "dispatcher/core/indices.hpp"
#include "dispatcher/core/packed.hpp"
#include "dispatcher/core/recent_calls.hpp"
#include "dispatcher/core/records.hpp"
#include "dispatcher/matching/directory.hpp"
#include "dispatcher/matching/plan/duty.hpp"
#include "dispatcher/matching/travel.hpp"
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
  std::int64_t sampled_quarter = 0;  // of the last free-capacity sample: quarters of an hour since 1970
  std::vector<RoundMoved> rounds;    // not yet over, the one to go on with first
  Instant plan_reviewed;             // when all open cases were last planned together
  LearnedTravel travel;              // where the site says that it is learned
  std::optional<Handover> handover;  // the last one; `taken` says whether it waits
  std::vector<GapTally> gaps;
  std::uint64_t next_action = 1;
  std::vector<AssignedAction> actions = {};  // by id; ended ones for as long as they are shown, at least
  bool operator==(const HubRecord&) const = default;
};
BOOST_DESCRIBE_STRUCT(HubRecord, (),
                      (site, opel, next_case, next_alert, last_sequence, last_at, refusals, sampled_quarter, rounds,
                       plan_reviewed, travel, handover, gaps, next_action, actions))

// One record of the state, for snapshots and digests.
using Record =
    std::variant<HubRecord, Case, Team, Place, ServiceState, Alert, HourTally, PersonRecord, Resident, HomeState>;

using HourKey = std::pair<LocalDay, std::int32_t>;

// Keys of records that changed; what is no longer in the state was removed.
struct Changes {
  bool hub = false;
  bool site = false;
  std::set<CaseId> cases;
  std::set<TeamId> teams;
  std::set<PlaceId> places;
  std::set<ServiceId> services;
  std::set<AlertId> alerts;
  std::set<HourKey> hours;
  std::set<PersonId> persons;
  std::set<ResidentId> residents;
  std::set<HomeId> homes;
  [[nodiscard]] bool empty() const;
};

// Sum of the fingerprints of all records, modulo 2^128: no matter in which order they came.
struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  bool operator==(const Fingerprint&) const = default;
};

// A record with what is derived from it.
template <class T>
struct Slot {
  T record;
  mutable Fingerprint fingerprint;   // as counted in the sum
  mutable bool counted = false;      // its fingerprint is part of the sum
  mutable std::uint8_t touched = 0;  // bit per reader that has not seen the last change
  Instant timer = never;             // as indexed
  std::optional<Coordinates> at;     // as indexed: where it is, or will be when it is free
};

// A case that left the picture is kept packed; who looks at it gets a copy that lives until the next event.
struct CaseSlot {
  mutable Slot<std::unique_ptr<Case>> slot;
  std::string packed;
  CaseKeys keys;

  [[nodiscard]] bool present() const { return slot.record != nullptr || !packed.empty(); }
};

class State {
 public:
  State();
  State(State&&) noexcept;
  State& operator=(State&&) noexcept;
  ~State();

  [[nodiscard]] const HubRecord& hub() const { return hub_; }
  [[nodiscard]] const Site& site() const { return hub_.site; }
  // Pointers to cases are good until the next event.
  [[nodiscard]] const Case* find_case(CaseId id) const;
  // The case as it is now, made when called, once and on any thread: a packed one is copied as it is packed. Requires:
  // it exists.
  [[nodiscard]] std::function<Case()> copy_of_case(CaseId id) const;
  [[nodiscard]] const Team* find_team(const TeamId& id) const;
  [[nodiscard]] const Place* find_place(const PlaceId& id) const;
  [[nodiscard]] const ServiceState* find_service(const ServiceId& id) const;
  [[nodiscard]] const Alert* find_alert(AlertId id) const;
  [[nodiscard]] const PersonRecord* find_person(const PersonId& id) const;
  [[nodiscard]] const Resident* find_resident(const ResidentId& id) const;
  [[nodiscard]] const HomeState* find_home(const HomeId& id) const;
  // The unresolved alert of a kind on an object; null if there is none.
  [[nodiscard]] const Alert* find_alert(const AlertKey& key) const;
  // The newest case that carries an identifier of another system; none is CaseId{}.
  [[nodiscard]] CaseId case_of(const ExternalId& external) const;

  // In order of id. Cases: every case ever; open_cases: what is unresolved.
  [[nodiscard]] std::vector<const Case*> open_cases() const;
  [[nodiscard]] std::vector<const Case*> cases_after(CaseId after, std::size_t count) const;
  [[nodiscard]] std::vector<const Team*> teams() const { return team_list_; }
  [[nodiscard]] std::vector<const Place*> places() const { return place_list_; }
  [[nodiscard]] std::vector<const ServiceState*> services() const { return service_list_; }
  [[nodiscard]] std::vector<const Alert*> alerts() const;  // unresolved

  // The same without a copy.
  [[nodiscard]] const std::vector<const Team*>& team_list() const { return team_list_; }
  [[nodiscard]] const std::vector<const Place*>& place_list() const { return place_list_; }
  [[nodiscard]] const std::vector<const ServiceState*>& service_list() const { return service_list_; }

  // Where they stand in the site's lists, for matching.
  [[nodiscard]] const matching::Directory& directory() const;
  // What travel times are worked out from.
  [[nodiscard]] matching::TravelBasis travel() const;
  // What was learned of them, whether the site decides with it or not.
  [[nodiscard]] std::shared_ptr<const matching::Corrections> corrections() const;

  // Who is on duty in the hours to come, for the hour that holds `at`.
  [[nodiscard]] const matching::plan::DutyBook& duty_book(Instant at) const;
  // The same, and the site, for whoever goes on with them while the hub does (matching/lookahead).
  [[nodiscard]] std::shared_ptr<const matching::plan::DutyBook> shared_duty_book(Instant at) const;
  [[nodiscard]] std::shared_ptr<const Site> shared_site() const;

  // By roster; null when the site does not have it (any more).
  [[nodiscard]] const TeamConfig* team_config(const TeamId& id) const;
  [[nodiscard]] const PlaceConfig* place_config(const PlaceId& id) const;
  [[nodiscard]] const ServiceConfig* service_config(const ServiceId& id) const;

  // The locality of a team's base, by position in the site.
  [[nodiscard]] std::optional<std::size_t> locality_of(const TeamId& id) const;

  // Teams and places by where they are, or will be when they are free.
  [[nodiscard]] const Grid<const Team*>& teams_near() const { return teams_near_; }
  [[nodiscard]] const Grid<const Place*>& places_near() const { return places_near_; }
  // Where a team will be when it is free; its base while it is off duty.
  [[nodiscard]] std::optional<Coordinates> free_at(const Team& team) const;

  [[nodiscard]] const CaseIndices& case_indices() const { return case_indices_; }
  [[nodiscard]] const RecentCalls& recent_calls() const { return recent_calls_; }
  [[nodiscard]] const AlertIndices& alert_indices() const { return alert_indices_; }
  [[nodiscard]] const Timers& timers() const { return timers_; }
  [[nodiscard]] const std::map<HourKey, Slot<HourTally>>& hours() const { return hours_; }

  // Records touched since the last call, for publishing; and the same, kept apart, for snapshots.
  [[nodiscard]] Changes take_changes();
  [[nodiscard]] Changes take_snapshot_changes();
  // Every record, for a first snapshot.
  [[nodiscard]] Changes all_records() const;
  // The same without the cases that left the picture for good: what a mirror of it begins with.
  [[nodiscard]] Changes picture_records() const;
  // Puts back one record of a snapshot, in any order. Requires: a state that no event has touched.
  void restore(Record record);

  // The digest's sum, brought up to date.
  [[nodiscard]] Fingerprint fingerprint() const;

 private:
  friend class StateRecords;
  struct Put;

  enum Reader : std::uint8_t { publisher = 1, snapshots = 2, fingerprints = 4, everybody = 7 };
  // What one reader has not seen yet. Alerts and hours may be gone by then.
  struct Unseen {
    bool hub = false;
    bool site = false;
    std::vector<CaseId> cases;
    std::vector<TeamId> teams;
    std::vector<PlaceId> places;
    std::vector<ServiceId> services;
    std::vector<AlertId> alerts;
    std::vector<HourKey> hours;
    std::vector<PersonId> persons;
    std::vector<ResidentId> residents;
    std::vector<HomeId> homes;
  };

  [[nodiscard]] CaseSlot* case_slot(CaseId id);
  [[nodiscard]] const Case* look_at(std::size_t position) const;  // unpacks for a look
  [[nodiscard]] Case* live_case(CaseSlot& slot);                  // unpacks for good
  void pack_old_cases(Instant at);
  void pack_case(CaseSlot& slot);
  void pack_restored(CaseSlot& slot);
  [[nodiscard]] bool may_be_packed(const CaseSlot& slot, Instant at) const;
  void count_case(const CaseSlot& slot) const;
  template <class T, class Key, class List>
  void touch(Slot<T>& slot, const Key& key, List Unseen::* list);
  void touch_case(CaseSlot& slot);
  void touch_team(Slot<Team>& slot);
  void touch_place(Slot<Place>& slot);
  void touch_service(Slot<ServiceState>& slot);
  void touch_alert(Slot<Alert>& slot);
  void touch_hour(HourKey key, Slot<HourTally>& slot);
  void touch_person(Slot<PersonRecord>& slot);
  void touch_resident(Slot<Resident>& slot);
  void touch_home(Slot<HomeState>& slot);
  void touch_hub();
  void touch_site();
  [[nodiscard]] Changes take(Reader reader, Unseen& unseen);
  template <class Wanted>
  [[nodiscard]] Changes records_with(Wanted wanted) const;

  Case& put_case(std::unique_ptr<Case> record);
  void put_alert(Alert record);
  void remove_alert(AlertId id);
  void remove_hour(HourKey key);
  void index_case(CaseSlot& slot);
  void index_team(Slot<Team>& slot);
  void index_place(Slot<Place>& slot);
  void index_service(Slot<ServiceState>& slot);
  void index_alert(Slot<Alert>& slot);
  void index_home(Slot<HomeState>& slot);
  void index_site();  // the configurations by id
  void index_all();   // everything that depends on the site's thresholds
  void rebuild_lists();

  HubRecord hub_;
  std::vector<CaseSlot> cases_;  // by id, from first_case on
  std::deque<CaseId> closed_;    // to be packed when they are out of the picture
  Packer packer_;
  mutable std::vector<std::size_t> looked_at_;  // packed ones that have a copy out
  std::map<TeamId, Slot<Team>> teams_;
  std::map<PlaceId, Slot<Place>> places_;
  std::map<ServiceId, Slot<ServiceState>> services_;
  std::map<AlertId, Slot<Alert>> alerts_;
  std::map<HourKey, Slot<HourTally>> hours_;
  std::unordered_map<PersonId, Slot<PersonRecord>> persons_;
  std::unordered_map<ResidentId, Slot<Resident>> residents_;
  std::map<HomeId, Slot<HomeState>> homes_;

  std::unordered_map<TeamId, Slot<Team>*> team_slots_;  // asked for several times in every report of a crew
  std::vector<const Team*> team_list_;
  std::vector<const Place*> place_list_;
  std::vector<const ServiceState*> service_list_;
  std::unordered_map<TeamId, std::size_t> team_configs_;     // positions in the site
  std::vector<std::optional<std::size_t>> team_localities_;  // as the site's teams
  std::unordered_map<PlaceId, std::size_t> place_configs_;
  std::unordered_map<ServiceId, std::size_t> service_configs_;

  // For one hour; none after somebody signed on or off.
  mutable std::shared_ptr<const matching::plan::DutyBook> duty_book_;
  mutable std::shared_ptr<const Site> shared_site_;                   // a copy; none after it changed
  mutable std::optional<matching::Directory> directory_;              // made when asked for; none after a list changed
  mutable std::shared_ptr<const matching::Corrections> corrections_;  // likewise; none after something was learned

  Grid<const Team*> teams_near_;
  Grid<const Place*> places_near_;
  CaseIndices case_indices_;
  RecentCalls recent_calls_;
  AlertIndices alert_indices_;
  Timers timers_;

  Unseen unseen_publisher_;
  Unseen unseen_snapshots_;
  mutable Unseen unseen_fingerprints_;
  mutable Fingerprint sum_;
  mutable Fingerprint hub_fingerprint_;
  mutable Fingerprint site_fingerprint_;
};

inline constexpr std::uint64_t first_case = 1001;

}  // namespace carehub::core
