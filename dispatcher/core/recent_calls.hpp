#pragma once
// What the calls of the last hours can be recognised by, so that a second call about the same person is noticed without
// looking at every case. Keeps copies of the little that is compared: the cases themselves may be packed away by then.
// Derived from the cases, never stored; what it still holds of older calls changes no answer.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "protocols/domain/case.hpp"

namespace carehub::core {

// Digits of a phone number, +44 and 0044 as 0; empty when it is too short to tell people apart.
[[nodiscard]] std::string phone_digits(std::string_view phone);

class RecentCalls {
 public:
  // Also when the case is known already and its referral changed.
  void remember(const Case& c);
  // A new call that is not told yet; update() tells it.
  void expect(CaseId id) { calls_.try_emplace(id); }
  // Changes a call that is still remembered; nothing else.
  void update(const Case& c);
  // Lets go of at most so many calls received before `horizon`.
  void forget(Instant horizon, std::size_t at_most);

  // What makes two calls the same.
  struct Likeness {
    Instant since;            // received then or later
    std::int32_t metres = 0;  // near, for people of the same age band
    LocalDay today;
  };
  // Cases that share a number or a phone with the referral, or lie near it. Newest first.
  [[nodiscard]] std::vector<CaseId> alike(const Referral& referral, const Likeness& likeness) const;

  // Where people were who called since then, at most so many of the newest, oldest first.
  [[nodiscard]] std::vector<Coordinates> places_since(Instant since, std::size_t most) const;

 private:
  // Somebody at a place.
  struct Spot {
    CaseId id;
    Instant received;
    Coordinates position;
    std::optional<LocalDay> born;
    std::optional<std::int32_t> age_years;
  };
  struct Keyed {
    CaseId id;
    Instant received;
  };
  // Where a call is found.
  struct Traces {
    Instant received;
    std::vector<std::string> keys;  // "nhs/9990000018", "tel/01983555010"
    std::optional<std::uint64_t> cell;
  };

  void erase(CaseId id, const Traces& traces);
  void add_near(const Spot& here, const Likeness& likeness, std::vector<CaseId>& found) const;

  std::map<CaseId, Traces> calls_;
  std::unordered_map<std::string, std::vector<Keyed>> keys_;
  std::unordered_map<std::uint64_t, std::vector<Spot>> cells_;
};

}  // namespace carehub::core
