#pragma once
// Looks at everything that a rehearsed hub does and says what must never happen: rules of safety worked out again, from
// the records and the site alone.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/rehearsal/hub.hpp"

namespace carehub::tools::rehearsal {

struct Fault {
  Instant at;
  std::string rule;  // "red flag", "age", "closed", "clock", "warning", "fail-safe", "owner"
  std::string text;
};

struct WatchedCounts {
  std::uint64_t offers = 0;        // proposals, allocations, signposts and bookings looked at
  std::uint64_t red_flags = 0;     // cases with one
  std::uint64_t young_people = 0;  // under 18 in a mental health crisis
  std::uint64_t clocks = 0;        // started
  std::uint64_t breaches = 0;
  std::uint64_t fail_safes = 0;   // fired
  std::uint64_t validations = 0;  // asked for by an ambulance service
};

class Watch final : public Observer {
 public:
  explicit Watch(std::shared_ptr<const Site> site) : site_(std::move(site)) {}

  void decided(const core::State& state, const Stamp& stamp, const core::Decision& decision) override;
  void stepped(const core::State& state, Instant now) override;

  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }
  [[nodiscard]] const WatchedCounts& counts() const { return counts_; }

 private:
  struct Started {
    Clock clock;
    Instant told;  // when the hub started it
  };

  void see_offer(const core::State& state, const Stamp& stamp, CaseId id, const Assignment& assignment);
  void see_event(const core::State& state, const Stamp& stamp, const Event& event);
  void see_started(const Stamp& stamp, CaseId id, const Clock& clock);
  void see_breach(const core::State& state, const Stamp& stamp, CaseId id, ClockKind kind);
  void look_for_owners(const core::State& state, Instant now);
  void say(Instant at, std::string_view rule, std::string text);

  std::shared_ptr<const Site> site_;
  std::vector<Fault> faults_;
  WatchedCounts counts_;
  std::map<std::pair<CaseId, ClockKind>, Started> started_;
  std::set<CaseId> warned_, fail_safe_, red_, young_;
  Instant next_look_;
};

}  // namespace carehub::tools::rehearsal
