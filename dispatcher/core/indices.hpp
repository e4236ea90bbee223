#pragma once
// Ways to find records without looking at all of them. Derived from the records, rebuilt on restore, never stored.

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dispatcher/core/grid.hpp"
#include "protocols/domain/case.hpp"
#include "protocols/domain/resources.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::core {

inline constexpr Instant never = Instant::max();

// Moves an id from one instant to another; `never` is nowhere.
template <class Id>
void move_in(std::set<std::pair<Instant, Id>>& set, Instant from, Instant to, const Id& id) {
  if (from != never && to != never) {
    auto node = set.extract({from, id});
    node.value().first = to;
    set.insert(std::move(node));
  } else if (from != never) {
    set.erase({from, id});
  } else if (to != never) {
    set.insert({to, id});
  }
}

// Where a case stands in the ordered indices.
struct CaseKeys {
  bool open = false;
  bool waiting = false;
  Instant due = never;      // of the tightest running clock
  Instant urgency = never;  // latest safe dispatch, else due, else the last possible moment
  Instant timer = never;
  std::string proposed;              // unit proposed, while it is only proposed
  std::optional<Coordinates> apart;  // where it waits, while it is in nobody's plan
};

class CaseIndices {
 public:
  using Timed = std::set<std::pair<Instant, CaseId>>;

  [[nodiscard]] const std::set<CaseId>& open() const { return open_; }
  // Dues of the tightest running clock of each open case, in order.
  [[nodiscard]] const std::vector<Instant>& dues() const { return dues_; }
  [[nodiscard]] const Timed& waiting() const { return waiting_; }  // tightest first
  [[nodiscard]] const Timed& timers() const { return timers_; }
  [[nodiscard]] const std::set<CaseId>& proposed_to(const std::string& unit) const;
  [[nodiscard]] CaseId find(const ExternalId& external) const;                   // the newest
  [[nodiscard]] std::vector<CaseId> find_all(const ExternalId& external) const;  // oldest first
  // Waiting cases whose number ends in this second of the minute.
  [[nodiscard]] const std::set<CaseId>& waiting_in_second(std::uint64_t second) const {
    return seconds_.at(second % 60);
  }

  // Waiting cases in nobody's plan.
  [[nodiscard]] const Grid<CaseId>& apart_near() const { return apart_near_; }

  void move(CaseId id, CaseKeys& from, CaseKeys to);
  // External ids, and the person: once known, they stay known.
  void learn(CaseId id, const Referral& referral);
  // Cases that carried the person's NHS number at some time are found by this.
  [[nodiscard]] static ExternalId person_key(const PersonId& person);
  void clear_ordered();

 private:
  void learn(CaseId id, const ExternalId& external);

  std::set<CaseId> open_;
  Timed waiting_, timers_;
  std::vector<Instant> dues_;
  std::vector<std::set<CaseId>> seconds_ = std::vector<std::set<CaseId>>(60);
  std::unordered_map<std::string, std::set<CaseId>> proposed_;
  Grid<CaseId> apart_near_;
  std::unordered_map<std::string, CaseId> external_;
  std::unordered_map<std::string, std::vector<CaseId>> shared_;  // external ids of more than one case
};

// One open alert per kind and object.
struct AlertKey {
  CaseId case_id;
  std::string name;  // "team/CR2", "place/...", "service/...", "home/...", "resident/...", "hub", empty for a case
  AlertKind kind = AlertKind::due_soon;
  bool operator==(const AlertKey&) const = default;
  // Names last: they are seldom needed to tell two keys apart.
  std::strong_ordering operator<=>(const AlertKey& other) const {
    if (case_id != other.case_id) return case_id <=> other.case_id;
    if (kind != other.kind) return kind <=> other.kind;
    return name <=> other.name;
  }
};
[[nodiscard]] AlertKey key_of(const Alert& alert);

struct AlertIndices {
  std::map<AlertKey, AlertId> by_object;
  std::array<std::int32_t, 3> by_severity{};

  [[nodiscard]] bool has(CaseId id) const {
    const auto at = by_object.lower_bound({id, {}, AlertKind::due_soon});
    return at != by_object.end() && at->first.case_id == id;
  }
};

// Instants at which something is due, by kind of object.
struct Timers {
  std::set<std::pair<Instant, TeamId>> teams;
  std::set<std::pair<Instant, PlaceId>> places;
  std::set<std::pair<Instant, ServiceId>> services;
  std::set<std::pair<Instant, AlertId>> alerts;
  std::set<std::pair<Instant, HomeId>> homes;
};

// --- when a record is next to be looked at; `never` if nothing is due. Functions of the record and the site alone. ---
[[nodiscard]] Instant next_timer_of(const Case& c, const Site& site);
[[nodiscard]] Instant next_timer_of(const Team& team, const TeamConfig* config, const Site& site);
[[nodiscard]] Instant next_timer_of(const Place& place, const PlaceConfig* config, const ServiceConfig* service,
                                    const Site& site);
[[nodiscard]] Instant next_timer_of(const ServiceState& service, const ServiceConfig* config, const Site& site);
[[nodiscard]] Instant next_timer_of(const Alert& alert, const Site& site);
[[nodiscard]] Instant next_timer_of(const HomeState& home, const CareHome* config);

[[nodiscard]] CaseKeys keys_of(const Case& c, const Site& site);

// An alert of a kind is raised once for a cause.
[[nodiscard]] constexpr std::uint64_t bit_of(AlertKind kind) {
  return std::uint64_t{1} << static_cast<unsigned>(kind);
}

// The moment by which an ambulance must be sent unless the community has answered; none where no answer is awaited.
[[nodiscard]] std::optional<Instant> fail_safe_at(const Case& c, const Site& site);

}  // namespace carehub::core
