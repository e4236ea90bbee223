#pragma once
// Ways to find records without looking at all of them. Derived from the records, rebuilt on restore, never stored.

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "protocols/domain/case.hpp"
#include "protocols/domain/resources.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::core {

inline constexpr Instant never = Instant::max();

// Where a case stands in the ordered indices.
struct CaseKeys {
  bool open = false;
  bool waiting = false;
  Instant due = never;      // of the tightest running clock
  Instant urgency = never;  // latest safe dispatch, else due, else the last possible moment
  Instant timer = never;
  std::string proposed;  // unit proposed, while it is only proposed
};

// What a person or a place can be recognised by.
struct Identity {
  std::vector<std::string> keys;  // "nhs/9990000018", "tel/01983555010"
  std::optional<Coordinates> position;
};

[[nodiscard]] Identity identity_of(const Referral& referral);
// Digits of a phone number, +44 and 0044 as 0; empty when it is too short to tell people apart.
[[nodiscard]] std::string phone_digits(std::string_view phone);

class CaseIndices {
 public:
  using Timed = std::set<std::pair<Instant, CaseId>>;

  [[nodiscard]] const std::set<CaseId>& open() const { return open_; }
  // Dues of the tightest running clock of each open case, in order.
  [[nodiscard]] const std::vector<Instant>& dues() const { return dues_; }
  [[nodiscard]] const Timed& waiting() const { return waiting_; }  // tightest first
  [[nodiscard]] const Timed& timers() const { return timers_; }
  [[nodiscard]] const std::set<CaseId>& proposed_to(const std::string& unit) const;
  [[nodiscard]] CaseId find(const ExternalId& external) const;
  // Waiting cases whose number ends in this second of the minute.
  [[nodiscard]] const std::set<CaseId>& waiting_in_second(std::uint64_t second) const {
    return seconds_.at(second % 60);
  }

  // Cases of the last hours that share a key, or lie in a cell around the position. Unordered, may repeat.
  [[nodiscard]] std::vector<CaseId> alike(const Identity& identity, std::int32_t metres) const;

  void move(CaseId id, CaseKeys& from, CaseKeys to);
  void learn(CaseId id, const Referral& referral);   // external ids and identity
  void forget(CaseId id, const Referral& referral);  // identity only: an external id once known stays known
  void remember_recent(CaseId id) { recent_.push_back(id); }
  [[nodiscard]] std::deque<CaseId>& recent() { return recent_; }
  void clear_ordered();

 private:
  std::set<CaseId> open_;
  Timed waiting_, timers_;
  std::vector<Instant> dues_;
  std::vector<std::set<CaseId>> seconds_ = std::vector<std::set<CaseId>>(60);
  std::unordered_map<std::string, std::set<CaseId>> proposed_;
  std::unordered_map<std::string, CaseId> external_;
  std::unordered_map<std::string, std::vector<CaseId>> keys_;
  std::unordered_map<std::uint64_t, std::vector<CaseId>> cells_;
  std::deque<CaseId> recent_;  // in order of registration
};

// One open alert per kind and object.
struct AlertKey {
  CaseId case_id;
  std::string name;  // "team/CR2", "place/...", "service/...", "hub", empty for a case
  AlertKind kind = AlertKind::due_soon;
  auto operator<=>(const AlertKey&) const = default;
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
};

// --- when a record is next to be looked at; `never` if nothing is due. Functions of the record and the site alone. ---
[[nodiscard]] Instant next_timer_of(const Case& c, const Site& site);
[[nodiscard]] Instant next_timer_of(const Team& team, const Site& site);
[[nodiscard]] Instant next_timer_of(const Place& place, const PlaceConfig* config, const ServiceConfig* service,
                                    const Site& site);
[[nodiscard]] Instant next_timer_of(const ServiceState& service, const ServiceConfig* config, const Site& site);
[[nodiscard]] Instant next_timer_of(const Alert& alert);

[[nodiscard]] CaseKeys keys_of(const Case& c, const Site& site);

// An alert of a kind is raised once for a cause.
[[nodiscard]] constexpr std::uint64_t bit_of(AlertKind kind) {
  return std::uint64_t{1} << static_cast<unsigned>(kind);
}

// The moment by which an ambulance must be sent unless the community has answered; none where no answer is awaited.
[[nodiscard]] std::optional<Instant> fail_safe_at(const Case& c, const Site& site);

}  // namespace carehub::core
