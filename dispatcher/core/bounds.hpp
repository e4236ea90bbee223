#pragma once
// Bounds of the core: what one command may carry and what one decision may do.

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "protocols/base/time.hpp"

namespace carehub::core {

inline constexpr std::size_t text_bytes_max = 16 * 1024;
inline constexpr std::size_t elements_max = 10'000;

inline constexpr std::size_t reconsidered_max = 20;  // waiting cases looked at again after one event
inline constexpr std::size_t timers_max = 200;       // records dealt with in one Tick; the rest in the next
inline constexpr std::size_t outlooks_max = 20;      // outlooks looked at in one Tick
inline constexpr std::size_t packed_at_once = 8;     // cases packed away after one event
inline constexpr std::size_t duplicates_max = 5;     // possible duplicates named

inline constexpr seconds confirming{30};          // a proposal this young may be under a person's finger
inline constexpr seconds better_by{60};           // a new first offer must be better by this much
inline constexpr seconds clock_skew{60};          // a report this far in the future is taken as now
inline constexpr hours received_doubtful{24};     // a call entered later than this carries a warning
inline constexpr minutes escalate_high_after{5};  // an alert nobody takes
inline constexpr minutes escalate_medium_after{30};
inline constexpr minutes shift_overrun_after{5};
inline constexpr minutes count_at_opening{15};      // staff count a place within this time of its opening
inline constexpr std::int64_t speed_max_kmh = 200;  // faster is a false position
inline constexpr std::int32_t break_max_min = 180;
inline constexpr std::int32_t shelve_max_min = 24 * 60;
inline constexpr std::int32_t sample_min = 15;  // free capacity, for the board's small curves
inline constexpr std::size_t samples_max = 17;  // four hours
inline constexpr std::int32_t tallies_kept_days = 8;

}  // namespace carehub::core
