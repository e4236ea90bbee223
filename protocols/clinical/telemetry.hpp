#pragma once
// What a care home's devices report, judged one by one, and what it asks for. Pure: the hub's clock is handed in.
// Units: whole hundredths of each kind's own unit.
// Source: the tables in assets/clinical/telemetry.toml, with their own sources.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/clinical/news2.hpp"
#include "protocols/domain/clinical.hpp"

namespace carehub::clinical {

// When a report came in, and what its sender's clock said then.
struct ReportTime {
  Instant now;
  std::optional<Instant> device_now = {};
};

// How far the sender's clock is ahead of the hub's; negative: behind.
[[nodiscard]] std::optional<std::int32_t> skew_s(const ReportTime& time);

// One reading as the hub sees it: its value in the kind's own unit, its time by the hub's clock, and why it is not
// believed. `resident` is as known before the reading; null where nobody has that number in this home.
[[nodiscard]] JudgedReading judge(const TelemetryTable& table, const Resident* resident, const Reading& reading,
                                  const ReportTime& time);

// Puts a reading that is believed into what is known of its resident. An older one than the last does not replace it.
void take(Resident& resident, const JudgedReading& judged);

// Forgets what was measured up to then: the case about it is closed, somebody has looked.
void forget_until(Resident& resident, Instant at);

// Whether a device's word of whom it measured can be this resident: by NHS number, by name ("E. Harlow"), by the home's
// own number. Nothing said, or nothing to hold against it: it can.
[[nodiscard]] bool may_be(const Resident& resident, std::string_view identity);

// Which triggers hold, the gravest first. What was not measured never holds; what held (resident.triggers) holds until
// a newer reading says otherwise, not because time went by. Urine alone never holds from 65 on, nor at an age not
// known.
[[nodiscard]] std::vector<const ReadingTrigger*> triggers(const ClinicalContent& content, const Resident& resident,
                                                          LocalDay today);
// Nothing but a urine dipstick makes it hold.
[[nodiscard]] bool is_urine_alone(const ReadingTrigger& trigger);
// 0 low, 1 medium, 2 high, 3 emergency.
[[nodiscard]] int gravity(const ReadingTrigger& trigger);

// The last readings as one set; those more than `within_min` older than the newest of them are left out.
[[nodiscard]] Observations observations_of(const Resident& resident, LocalDay today, std::int32_t within_min);

[[nodiscard]] const LastReading* last_of(const Resident& resident, ReadingKind kind);
// "2.8 mmol/L", "A", "++", "on oxygen"
[[nodiscard]] std::string value_words(const TelemetryTable& table, ReadingKind kind, std::int32_t hundredths);
// "Off food, or drinks less than usual; More tired": a sign that the content does not name stands as it was told.
[[nodiscard]] std::string soft_sign_words(const SoftSignTable& table, const std::vector<std::string>& signs);

}  // namespace carehub::clinical
