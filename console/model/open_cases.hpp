#pragma once
// What the screens ask of every open case, kept from one picture to the next: only records that changed are read again,
// and a tick of the clock is one pass over small numbers. The counts are exact. Pure; no clock.

#include <optional>
#include <span>
#include <vector>

#include "console/model/picture.hpp"
#include "console/model/urgency.hpp"

namespace carehub::console {

// What can be known of a case without the time of day.
struct CaseFacts {
  enum class Slack : std::uint8_t { none, to_moment, fixed };
  enum class Way : std::uint8_t { visit, to_place, validation };  // how it is met: its shape on the map

  CaseId id;
  const Case* record = nullptr;  // held by the index until it follows another picture
  std::uint64_t stamp = 0;       // another one whenever the record changed
  Instant received;
  Instant due;     // of the running clock that is due first, whatever it counts; the end of time if none runs
  Instant moment;  // to_moment: slack is the time from now to then; fixed: when the leading clock is due
  std::int64_t fixed_slack_s = 0;   // fixed: of who was sent, until they are overdue
  std::uint32_t proposed_to = ~0U;  // the number of a team, see HubIndex
  Coordinates at;
  Slack slack = Slack::none;
  Way way = Way::visit;
  bool open = false;
  bool waiting = false;
  bool held = false;  // waits on purpose: in nobody's plan
  bool under_way = false;
  bool placed = false;    // `at` is known
  bool doubtful = false;  // but it is not sure
};

[[nodiscard]] CaseFacts facts_of(const Case& c);

// What time makes of it.
struct Standing {
  Urgency urgency = Urgency::none;
  bool due_soon = false;    // or will be late whoever is sent: amber
  std::int64_t left_s = 0;  // as shown and ranked: slack in seconds, once breached time to due; no clock: minus its age
};

struct OpenTotals {
  std::int32_t open = 0;
  std::int32_t waiting = 0;
  std::int32_t due_soon = 0;
  std::int32_t breached = 0;
};

class OpenCases {
 public:
  // Nothing is done for the same picture within the same second. `number_of` gives each team a number.
  template <class NumberOf>
  void follow(const Picture& picture, Instant now, NumberOf number_of) {
    if (!same_records(picture)) read(picture, now, number_of);
    judge(now);
  }
  void follow(const Picture& picture, Instant now) {
    follow(picture, now, [](const std::string&) { return ~0U; });
  }

  // In order of id; closed ones too.
  [[nodiscard]] std::span<const CaseFacts> all() const { return facts_; }
  [[nodiscard]] const Standing& standing(std::size_t slot) const { return standings_[slot]; }
  [[nodiscard]] const OpenTotals& totals() const { return totals_; }
  [[nodiscard]] std::optional<std::size_t> slot_of(CaseId id) const;
  [[nodiscard]] const Site& site() const { return *site_; }
  [[nodiscard]] Instant now() const { return now_; }
  // Rises when records changed; when standings did, which a tick does as well.
  [[nodiscard]] std::uint64_t records_revision() const { return records_revision_; }
  [[nodiscard]] std::uint64_t revision() const { return revision_; }

 private:
  [[nodiscard]] bool same_records(const Picture& picture) const;
  template <class NumberOf>
  void read(const Picture& picture, Instant now, NumberOf number_of) {
    const auto facts_from = [&](const Case& c) {
      auto facts = facts_of(c);
      facts.stamp = ++stamp_;
      if (is_proposed_to_team(c)) facts.proposed_to = number_of(c.assignment->unit);
      return facts;
    };
    const bool in_place = picture.cases.follow_in_place(
        seen_, [&](std::size_t slot, const auto& entry) { facts_[slot] = facts_from(*entry.second); });
    if (!in_place) {
      next_.clear();
      next_.reserve(picture.cases.size());
      picture.cases.follow(
          seen_, [&](std::size_t first, std::size_t count) { keep(first, count); },
          [&](const auto& entry) { next_.push_back(facts_from(*entry.second)); });
      facts_.swap(next_);
    }
    take_over(picture, now);
  }
  [[nodiscard]] static bool is_proposed_to_team(const Case& c);
  void keep(std::size_t first, std::size_t count);
  void take_over(const Picture& picture, Instant now);
  void judge(Instant now);

  std::vector<CaseFacts> facts_;
  std::vector<CaseFacts> next_;  // memory for the next picture's
  std::vector<Standing> standings_;
  OpenTotals totals_;
  Records<CaseId, Case> seen_;
  std::shared_ptr<const Site> site_ = std::make_shared<const Site>();
  Instant now_;
  bool judged_ = false;
  std::uint64_t stamp_ = 0;
  std::uint64_t records_revision_ = 0;
  std::uint64_t revision_ = 0;
};

}  // namespace carehub::console
