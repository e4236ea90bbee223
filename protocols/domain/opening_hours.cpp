#include "protocols/domain/opening_hours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <ranges>

namespace carehub {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int32_t minutes_in_day = 1440;
constexpr std::int32_t search_days = 8;

// The offset in force at `at`; before the first transition the first one counts, and without any, UTC.
const ZoneTransition* in_force(const Calendar& calendar, Instant at) {
  const auto& all = calendar.transitions;
  if (all.empty()) return nullptr;
  const auto after = std::ranges::upper_bound(all, at, {}, &ZoneTransition::from);
  return after == all.begin() ? &all.front() : &*std::prev(after);
}

// Monday is 0; 1970-01-01 was a Thursday.
std::int32_t weekday_of(LocalDay day) {
  return ((day.days + 3) % 7 + 7) % 7;
}

LocalDay plus_days(LocalDay day, std::int32_t count) {
  return {day.days + count};
}

bool is_bank_holiday(const Calendar& calendar, LocalDay day) {
  return std::ranges::binary_search(calendar.bank_holidays, day);
}

bool holds_on(const Session& session, std::int32_t weekday, bool bank_holiday) {
  return bank_holiday ? session.bank_holidays : (session.weekdays >> weekday & 1) != 0;
}

// Calls visit(start_min, end_min) for each session that begins on `day`.
template <class F>
void for_each_session(const OpeningHours& opening, const Calendar& calendar, LocalDay day, F&& visit) {
  bool excepted = false;
  for (const auto& exception : opening.exceptions) {
    if (exception.day != day) continue;
    excepted = true;
    if (!exception.closed && exception.end_min > exception.start_min) visit(exception.start_min, exception.end_min);
  }
  if (excepted) return;
  if (opening.all_hours) return visit(0, minutes_in_day);
  const auto weekday = weekday_of(day);
  const bool bank_holiday = is_bank_holiday(calendar, day);
  for (const auto& session : opening.sessions)
    if (session.end_min > session.start_min && holds_on(session, weekday, bank_holiday))
      visit(session.start_min, session.end_min);
}

// Few at a time, in order; made without asking for memory.
using Intervals = boost::container::small_vector<OpenInterval, 16>;

void join_in_order(Intervals& all) {
  std::ranges::sort(all, {}, &OpenInterval::from);
  auto last = all.begin();
  for (auto next = last; next != all.end(); ++next) {
    if (next == last) continue;
    if (next->from <= last->until)
      last->until = std::max(last->until, next->until);
    else
      *++last = *next;
  }
  if (last != all.end()) all.erase(std::next(last), all.end());
}

// The intervals that begin on the days from `first` to `last`, adjoining and overlapping ones joined, in order.
// `instant` gives the instant of a minute of a day.
template <class ToInstant>
Intervals joined_intervals(const OpeningHours& opening, const Calendar& calendar, LocalDay first, LocalDay last,
                           ToInstant&& instant) {
  Intervals all;
  for (auto day = first; day <= last; day = plus_days(day, 1))
    for_each_session(opening, calendar, day, [&](std::int32_t start, std::int32_t end) {
      all.push_back({instant(day, start), instant(day, end)});
    });
  join_in_order(all);
  return all;
}

// The offset from UTC where it is the same for all the days that may be looked at around `at`: then local time is plain
// arithmetic. A session may end two days after the one on which it began.
std::optional<minutes> steady_offset(const Calendar& calendar, Instant at) {
  constexpr std::int32_t around = search_days + 4;
  const auto& all = calendar.transitions;
  if (all.empty()) return minutes{0};
  const auto after = std::ranges::upper_bound(all, at - days{around}, {}, &ZoneTransition::from);
  if (after != all.end() && after->from <= at + days{around}) return std::nullopt;
  return minutes{(after == all.begin() ? all.front() : *std::prev(after)).offset_min};
}

// Four days answer most questions; the whole week is joined only for an interval that reaches their edge, and for
// openings further off.
template <class Wanted, class ToInstant>
std::optional<OpenInterval> first_wanted(const OpeningHours& opening, const Calendar& calendar, LocalDay today,
                                         Wanted& wanted, ToInstant&& instant) {
  const Instant near_from = instant(plus_days(today, -1), 0);
  const Instant near_until = instant(plus_days(today, 2), 0);
  for (const auto& interval : joined_intervals(opening, calendar, plus_days(today, -2), plus_days(today, 1), instant))
    if (wanted(interval) && interval.from > near_from && interval.until < near_until) return interval;
  for (const auto& interval :
       joined_intervals(opening, calendar, plus_days(today, -search_days), plus_days(today, search_days + 1), instant))
    if (wanted(interval)) return interval;
  return std::nullopt;
}

// The first joined interval around `today` that is wanted. `offset` where it is the same for all days looked at.
template <class Wanted>
std::optional<OpenInterval> first_interval(const OpeningHours& opening, const Calendar& calendar, LocalDay today,
                                           std::optional<minutes> offset, Wanted&& wanted) {
  if (offset)
    return first_wanted(opening, calendar, today, wanted, [&](LocalDay day, std::int32_t minute) -> Instant {
      return sys_days{days{day.days}} + minutes{minute} - *offset;
    });
  return first_wanted(opening, calendar, today, wanted,
                      [&](LocalDay day, std::int32_t minute) { return instant_of(calendar, day, minute); });
}

// Whether a session of the two days that could hold `at` does: the cheap question, asked before any joining.
bool open_at(const OpeningHours& opening, const Calendar& calendar, const LocalTime& local) {
  bool open = false;
  for (const std::int32_t back : {0, 1}) {
    const auto second = local.second_of_day + back * minutes_in_day * 60;
    for_each_session(opening, calendar, plus_days(local.day, -back), [&](std::int32_t start, std::int32_t end) {
      open = open || (second >= start * 60 && second < end * 60);
    });
  }
  return open;
}

LocalTime local_by(minutes offset, Instant at) {
  const auto local = at + offset;
  const auto day = std::chrono::floor<days>(local);
  LocalTime result;
  result.day = {static_cast<std::int32_t>(day.time_since_epoch().count())};
  result.second_of_day = static_cast<std::int32_t>(std::chrono::floor<seconds>(local - day).count());
  result.weekday = weekday_of(result.day);
  return result;
}

bool near_a_clock_change(const Calendar& calendar, Instant at) {
  const auto after = std::ranges::lower_bound(calendar.transitions, at - hours{26}, {}, &ZoneTransition::from);
  return after != calendar.transitions.end() && after->from <= at + hours{26};
}

}  // namespace

LocalTime local_time(const Calendar& calendar, Instant at) {
  const auto* zone = in_force(calendar, at);
  LocalTime result = local_by(minutes{zone == nullptr ? 0 : zone->offset_min}, at);
  result.abbreviation = zone == nullptr ? std::string_view{"GMT"} : std::string_view{zone->abbreviation};
  return result;
}

// The earliest instant at which local clocks show the wanted time or a later one.
Instant instant_of(const Calendar& calendar, LocalDay day, std::int32_t minute_of_day) {
  const Instant wanted = sys_days{days{day.days}} + minutes{minute_of_day};
  const auto& all = calendar.transitions;
  if (all.empty()) return wanted;
  // No offset is as large as a day, so that the zone in force a day earlier is never too late to begin with.
  auto zone = std::ranges::upper_bound(all, wanted - days{1}, {}, &ZoneTransition::from);
  if (zone != all.begin()) --zone;
  for (;; ++zone) {
    const Instant at = wanted - minutes{zone->offset_min};
    const bool too_early = zone != all.begin() && at < zone->from;
    if (too_early) return zone->from;
    const auto next = std::next(zone);
    if (next == all.end() || at < next->from) return at;
  }
}

std::string clock_text(const Calendar& calendar, Instant at) {
  const auto minute = local_time(calendar, at).second_of_day / 60;
  const auto digit = [](std::int32_t value) { return static_cast<char>('0' + value); };
  return {digit(minute / 600), digit(minute / 60 % 10), ':', digit(minute / 10 % 6), digit(minute % 10)};
}

std::string clock_text_seconds(const Calendar& calendar, Instant at) {
  const auto second = local_time(calendar, at).second_of_day;
  return fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
}

std::string day_text(const Calendar& calendar, Instant at) {
  static constexpr std::array weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto local = local_time(calendar, at);
  const std::chrono::year_month_day date{sys_days{days{local.day.days}}};
  return fmt::format("{} {} {} {}", weekdays[static_cast<std::size_t>(local.weekday)],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

std::optional<OpenInterval> open_interval(const OpeningHours& opening, const Calendar& calendar, Instant at) {
  if (opening.all_hours && opening.exceptions.empty()) return OpenInterval{at - days{1}, at + days{search_days}};
  const auto offset = steady_offset(calendar, at);
  const auto local = offset ? local_by(*offset, at) : local_time(calendar, at);
  const bool plain = offset || !near_a_clock_change(calendar, at);
  if (plain && !open_at(opening, calendar, local)) return std::nullopt;
  return first_interval(opening, calendar, local.day, offset,
                        [&](const OpenInterval& interval) { return interval.from <= at && at < interval.until; });
}

std::optional<OpenInterval> next_opening(const OpeningHours& opening, const Calendar& calendar, Instant at) {
  if (opening.all_hours && opening.exceptions.empty()) return std::nullopt;
  const auto offset = steady_offset(calendar, at);
  const auto today = (offset ? local_by(*offset, at) : local_time(calendar, at)).day;
  return first_interval(opening, calendar, today, offset, [&](const OpenInterval& interval) {
    return interval.from > at && interval.from <= at + days{search_days};
  });
}

}  // namespace carehub
