#pragma once
// What a rehearsed hub did, in figures: calls by source, who answered which need, the two-hour share.

#include <array>
#include <map>
#include <string>

#include "dispatcher/core/core.hpp"

namespace carehub::tools::rehearsal {

struct Profile {
  std::int64_t cases = 0;
  std::array<std::int64_t, enum_count<Source>> by_source{};
  std::map<Need, std::map<std::string, std::int64_t>> answered;  // need -> kind of service, or how it ended without one
  std::map<CaseStatus, std::int64_t> by_status;
  std::int64_t open = 0;
  std::int64_t two_hour = 0;  // clocks that ended met or broken
  std::int64_t two_hour_met = 0;
  std::int64_t two_hour_excluded = 0;
  std::int64_t stuck = 0;  // open for ten hours with nobody there
  std::string oldest_stuck;
};

// Of cases received from `since` on.
[[nodiscard]] Profile profile_of(const Site& site, const core::State& state, Instant since, Instant now);
[[nodiscard]] std::string words(const Profile& profile);

}  // namespace carehub::tools::rehearsal
