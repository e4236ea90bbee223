#pragma once
// Time is UTC inside, in nanoseconds; London time exists only where people or opening hours need it
// (domain/local_time.hpp).

#include <chrono>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

namespace carehub {

using Duration = std::chrono::nanoseconds;
using Instant = std::chrono::sys_time<Duration>;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// "2026-11-22T19:42:07Z"; a fraction is printed only where there is one (milliseconds, else nanoseconds).
[[nodiscard]] std::string iso8601(Instant at);

// Reads a FHIR instant or dateTime with a zone ("Z" or "+01:00") and up to nine decimals.
// Errors: invalid_input for a missing zone, an impossible date, or years outside 1900 to 2200.
[[nodiscard]] Result<Instant> parse_iso8601(std::string_view text);

[[nodiscard]] constexpr std::int64_t whole_seconds(Duration span) {
  return std::chrono::duration_cast<seconds>(span).count();
}
[[nodiscard]] constexpr std::int64_t whole_minutes(Duration span) {
  return std::chrono::floor<minutes>(span).count();
}

}  // namespace carehub
