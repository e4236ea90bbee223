#pragma once
// Bounds of the core: what one command may carry and what one decision may do. What a hub may choose for itself stands
// in its site file (Thresholds).

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "protocols/base/time.hpp"

namespace carehub::core {

inline constexpr std::size_t text_bytes_max = 16 * 1024;
inline constexpr std::size_t elements_max = 10'000;

inline constexpr std::size_t reconsidered_max = 20;  // waiting cases looked at again after one event
inline constexpr std::size_t round_cases_max = 100;  // waiting cases that rounds look at in one Tick
inline constexpr std::size_t rounds_max = 8;         // more become one about everybody
inline constexpr std::size_t timers_max = 200;       // records dealt with in one Tick; the rest in the next
inline constexpr std::size_t outlooks_max = 20;      // outlooks looked at in one Tick
// A hub with at most so many teams and places, and waiting cases, is planned whole in each decision; a larger one, or a
// small one in a storm, around what has changed.
inline constexpr std::size_t small_hub_units = 96;
inline constexpr std::size_t small_hub_waiting = 64;
inline constexpr std::size_t told_looked_at = 4;  // crews that were told and could be called back, in one decision
inline constexpr std::size_t told_waiting = 24;   // where more people wait, crews keep what they were told
inline constexpr std::size_t looked_ahead_waiting = 256;  // with more of them nobody looks ahead
inline constexpr std::size_t places_remembered = 400;     // of calls, for where the next ones may come from
inline constexpr std::size_t scope_teams = 16;
inline constexpr std::size_t scope_places = 4;
inline constexpr std::size_t scope_apart = 12;            // cases held back nearby,
inline constexpr std::size_t scope_apart_looked_at = 32;  // the heaviest of so many
inline constexpr std::size_t scope_cases_max = 64;
inline constexpr std::size_t scope_reviewed = 2;      // cases whose surroundings are looked at again in one Tick
inline constexpr std::int32_t scope_team_rings = 16;  // of cells
inline constexpr std::int32_t scope_place_rings = 6;
inline constexpr std::int32_t scope_apart_rings = 6;
inline constexpr std::int32_t large_review_s = 5;
inline constexpr std::size_t packed_at_once = 8;      // cases packed away after one event
inline constexpr std::size_t forgotten_at_once = 16;  // old calls no longer looked at for duplicates, after one event
inline constexpr std::size_t duplicates_max = 5;      // possible duplicates named

inline constexpr hours promise_max{30 * 24};          // a call-back or follow-up is promised for
inline constexpr std::int32_t same_house_m = 30;      // calls from so near, of the same age band, are one person's
inline constexpr std::size_t repeat_calls_max = 10;   // named
inline constexpr std::size_t earlier_cases_max = 20;  // shown as history

inline constexpr hours visit_max{24};           // expected time with a person
inline constexpr seconds clock_skew{60};        // a report this far in the future is taken as now
inline constexpr std::int32_t sample_min = 15;  // free capacity, for the board's small curves
inline constexpr std::size_t samples_max = 17;  // four hours
inline constexpr std::int32_t tallies_kept_days = 8;

}  // namespace carehub::core
