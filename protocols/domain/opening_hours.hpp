#pragma once
// Opening hours in local time. Precedence: dated exception, then open at all hours, then bank holiday, then the week.
// Source: NHS Directory of Services opening logic (domain facts 03). A session may cross midnight.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocols/base/reflect.hpp"
#include "protocols/base/time.hpp"

namespace carehub {

// A calendar day, counted from 1970-01-01, in local time.
struct LocalDay {
  std::int32_t days = 0;
  constexpr auto operator<=>(const LocalDay&) const = default;
};
BOOST_DESCRIBE_STRUCT(LocalDay, (), (days))

struct Session {
  std::uint8_t weekdays = 0x7F;  // bit 0 Monday to bit 6 Sunday
  bool bank_holidays = false;    // also, or only (weekdays 0), on bank holidays
  std::int32_t start_min = 0;    // minutes after local midnight
  std::int32_t end_min = 1440;   // up to 2880: past midnight into the next day
  bool operator==(const Session&) const = default;
};
BOOST_DESCRIBE_STRUCT(Session, (), (weekdays, bank_holidays, start_min, end_min))

struct DatedException {
  LocalDay day;
  bool closed = false;
  std::int32_t start_min = 0;
  std::int32_t end_min = 0;
  bool operator==(const DatedException&) const = default;
};
BOOST_DESCRIBE_STRUCT(DatedException, (), (day, closed, start_min, end_min))

struct OpeningHours {
  bool all_hours = false;
  std::vector<Session> sessions;
  std::vector<DatedException> exceptions;
  bool operator==(const OpeningHours&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpeningHours, (), (all_hours, sessions, exceptions))

// From this UTC instant on, local time is UTC + offset. Read from the time-zone library when a site is loaded, so that
// the core needs none.
struct ZoneTransition {
  Instant from;
  std::int32_t offset_min = 0;
  std::string abbreviation;  // GMT or BST
  bool operator==(const ZoneTransition&) const = default;
};
BOOST_DESCRIBE_STRUCT(ZoneTransition, (), (from, offset_min, abbreviation))

struct Calendar {
  std::vector<ZoneTransition> transitions;  // sorted by from; the first lies before every time in use
  std::vector<LocalDay> bank_holidays;      // sorted
  bool operator==(const Calendar&) const = default;
};
BOOST_DESCRIBE_STRUCT(Calendar, (), (transitions, bank_holidays))

struct LocalTime {
  LocalDay day;
  std::int32_t second_of_day = 0;
  std::int32_t weekday = 0;       // 0 Monday
  std::string_view abbreviation;  // GMT or BST
};

[[nodiscard]] LocalTime local_time(const Calendar& calendar, Instant at);
// A local time that occurs twice gives the first; one that is skipped gives the moment of the change.
[[nodiscard]] Instant instant_of(const Calendar& calendar, LocalDay day, std::int32_t minute_of_day);
[[nodiscard]] std::string clock_text(const Calendar& calendar, Instant at);          // "19:42"
[[nodiscard]] std::string clock_text_seconds(const Calendar& calendar, Instant at);  // "19:42:07"
[[nodiscard]] std::string day_text(const Calendar& calendar, Instant at);            // "Sun 22 Nov 2026"

struct OpenInterval {
  Instant from;
  Instant until;
};

// The interval that holds `at`, if it is open then. Adjoining sessions count as one.
[[nodiscard]] std::optional<OpenInterval> open_interval(const OpeningHours& hours, const Calendar& calendar,
                                                        Instant at);
// The next interval that begins after `at`, within eight days.
[[nodiscard]] std::optional<OpenInterval> next_opening(const OpeningHours& hours, const Calendar& calendar, Instant at);

}  // namespace carehub
