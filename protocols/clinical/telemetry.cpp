// Judging one reading: whose it is, what it says, whether it can be, and when it was taken.
#include "protocols/clinical/telemetry.hpp"

#include <algorithm>
#include <limits>

#include "protocols/clinical/identity.hpp"
#include "protocols/clinical/reading_text.hpp"

namespace carehub::clinical {
namespace {

// A clock's skew, measured twice, differs by the time on the way.
constexpr seconds same_moment{5};

bool is_same_moment(Instant a, Instant b) {
  return a - b <= same_moment && b - a <= same_moment;
}

// A small skew is taken off. A large one is not believed: what waited in a queue looks like a clock that is behind.
Instant by_hub_clock(const TelemetryTable& table, const Reading& reading, const ReportTime& time) {
  if (reading.taken == Instant{}) return time.now;
  const auto skew = skew_s(time);
  const bool small = skew && *skew <= table.future_max_s && *skew >= -table.future_max_s;
  return small ? reading.taken - (*time.device_now - time.now) : reading.taken;
}

bool is_from_future(const TelemetryTable& table, Instant taken, const ReportTime& time) {
  const auto skew = skew_s(time);
  return (skew && *skew > table.future_max_s) || taken > time.now + seconds(table.future_max_s);
}

const ReadingRange* range_of(const TelemetryTable& table, const Reading& reading) {
  for (const auto& range : table.ranges)
    if (range.kind == reading.kind && (trimmed(reading.unit).empty() || same_unit(range.unit, reading.unit)))
      return &range;
  return nullptr;
}

std::int32_t converted(std::int32_t hundredths, const ReadingRange& range) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::min((std::int64_t{hundredths} * range.per_mille + 500) / 1000, most));
}

// Without its unit a number may mean two things: a glucose of 40 is very high or very low. Nobody guesses.
bool may_be_in_another_unit(const TelemetryTable& table, const Reading& reading, std::int32_t value,
                            const ReadingRange& own) {
  return trimmed(reading.unit).empty() && std::ranges::any_of(table.ranges, [&](const ReadingRange& other) {
           const auto in_own = converted(value, other);
           return other.kind == reading.kind && other.per_mille != own.per_mille && in_own >= own.least &&
                  in_own <= own.most;
         });
}

// The value in the kind's own unit, or what is wrong with it.
ReadingFault read_value(const TelemetryTable& table, const Reading& reading, std::optional<std::int32_t>& hundredths) {
  const auto* range = range_of(table, reading);
  if (range == nullptr) return ReadingFault::wrong_unit;
  if (const auto end = end_of_scale(reading)) {
    hundredths = *end == ScaleEnd::low ? range->least : range->most;
    return ReadingFault::none;
  }
  const auto value = read_hundredths(reading.kind, reading.value);
  if (!value) return ReadingFault::unreadable;
  if (may_be_in_another_unit(table, reading, *value, *range)) return ReadingFault::wrong_unit;
  hundredths = converted(*value, *range);
  return *hundredths < range->least || *hundredths > range->most ? ReadingFault::implausible : ReadingFault::none;
}

ReadingFault check_time(const TelemetryTable& table, Instant taken, const ReportTime& time) {
  if (is_from_future(table, taken, time)) return ReadingFault::from_future;
  return taken < time.now - minutes(table.old_max_min) ? ReadingFault::too_old : ReadingFault::none;
}

std::vector<std::string> told_signs(const Reading& reading) {
  if (reading.kind == ReadingKind::soft_signs && reading.soft_signs.empty() && !trimmed(reading.value).empty())
    return {std::string(trimmed(reading.value))};
  return reading.soft_signs;
}

bool has_new_signs(const Resident& resident, const Reading& reading) {
  const auto told = told_signs(reading);
  return std::ranges::any_of(told, [&](const auto& sign) {
    return std::ranges::find(resident.soft_signs, sign) == resident.soft_signs.end();
  });
}

bool is_duplicate(const Resident& resident, const Reading& reading, const JudgedReading& judged) {
  if (has_new_signs(resident, reading)) return false;
  if (reading.kind == ReadingKind::soft_signs)
    return resident.soft_signs_at && is_same_moment(*resident.soft_signs_at, judged.taken) &&
           resident.soft_signs == told_signs(reading);
  const auto* last = last_of(resident, reading.kind);
  if (last == nullptr || last->device != reading.device) return false;
  if (is_same_moment(last->taken, judged.taken)) return last->hundredths == judged.hundredths;
  return last->before_taken && is_same_moment(*last->before_taken, judged.taken) && last->before == judged.hundredths;
}

// Concern has no unit and needs no clock: only whose it is matters, and that it is of today.
ReadingFault judge_signs(const TelemetryTable& table, const ReportTime& time, JudgedReading& judged) {
  const auto fault = check_time(table, judged.taken, time);
  judged.taken = std::min(judged.taken, time.now);
  return fault == ReadingFault::from_future ? ReadingFault::none : fault;
}

void take_signs(Resident& resident, const JudgedReading& judged) {
  auto told = told_signs(judged.reading);
  if (told.empty() && judged.reading.kind != ReadingKind::soft_signs) return;
  if (resident.soft_signs_at && judged.taken < *resident.soft_signs_at) return;
  if (resident.soft_signs_at != judged.taken) resident.soft_signs.clear();
  for (auto& sign : told)
    if (std::ranges::find(resident.soft_signs, sign) == resident.soft_signs.end())
      resident.soft_signs.push_back(std::move(sign));
  resident.soft_signs_at = judged.taken;
}

void take_older(LastReading& last, const JudgedReading& judged) {
  if (last.before_taken && judged.taken <= *last.before_taken) return;
  last.before = judged.hundredths;
  last.before_taken = judged.taken;
}

}  // namespace

std::optional<std::int32_t> skew_s(const ReportTime& time) {
  if (!time.device_now) return std::nullopt;
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp(whole_seconds(*time.device_now - time.now), -most, most));
}

JudgedReading judge(const TelemetryTable& table, const Resident* resident, const Reading& reading,
                    const ReportTime& time) {
  JudgedReading judged{reading, {}, ReadingFault::none, by_hub_clock(table, reading, time)};
  const bool signs = reading.kind == ReadingKind::soft_signs;
  if (signs) {
    judged.fault = judge_signs(table, time, judged);
  } else {
    judged.fault = read_value(table, reading, judged.hundredths);
    if (judged.fault == ReadingFault::none) judged.fault = check_time(table, judged.taken, time);
    if (judged.fault != ReadingFault::from_future) judged.taken = std::min(judged.taken, time.now);
  }
  if (resident == nullptr) {
    judged.fault = ReadingFault::unknown_resident;
  } else if (!may_be(*resident, reading.identity)) {
    judged.fault = ReadingFault::other_person;
  } else if (judged.fault == ReadingFault::none && is_duplicate(*resident, reading, judged)) {
    judged.fault = ReadingFault::duplicate;
  }
  return judged;
}

void take(Resident& resident, const JudgedReading& judged) {
  if (judged.fault != ReadingFault::none) return;
  take_signs(resident, judged);
  if (!judged.hundredths) return;
  const auto kind = judged.reading.kind;
  auto last = std::ranges::find(resident.latest, kind, &LastReading::kind);
  if (last == resident.latest.end()) {
    resident.latest.push_back({kind, *judged.hundredths, judged.taken, judged.reading.device, {}, {}});
    return;
  }
  if (judged.taken < last->taken) return take_older(*last, judged);
  if (judged.taken > last->taken) {
    last->before = last->hundredths;
    last->before_taken = last->taken;
  }
  last->hundredths = *judged.hundredths;
  last->taken = judged.taken;
  last->device = judged.reading.device;
}

void forget_until(Resident& resident, Instant at) {
  std::erase_if(resident.latest, [&](const LastReading& last) { return last.taken <= at; });
  for (LastReading& last : resident.latest) {
    if (!last.before_taken || *last.before_taken > at) continue;
    last.before.reset();
    last.before_taken.reset();
  }
  if (!resident.soft_signs_at || *resident.soft_signs_at > at) return;
  resident.soft_signs.clear();
  resident.soft_signs_at.reset();
}

const LastReading* last_of(const Resident& resident, ReadingKind kind) {
  const auto found = std::ranges::find(resident.latest, kind, &LastReading::kind);
  return found == resident.latest.end() ? nullptr : &*found;
}

}  // namespace carehub::clinical
