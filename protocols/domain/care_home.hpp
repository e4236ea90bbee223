#pragma once
// What care homes report of their residents, and what is kept of it. Values are whole hundredths of the unit named with
// each kind, so that every compiler decides alike.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/reflect.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/opening_hours.hpp"

namespace carehub {

enum class ReadingKind {
  glucose,        // mmol/L
  ketones,        // mmol/L
  systolic,       // mmHg
  diastolic,      // mmHg
  pulse,          // beats a minute
  spo2,           // per cent
  resp_rate,      // breaths a minute
  temperature,    // degrees Celsius
  consciousness,  // A, C, V, P, U: 0, 100, 200, 300, 400
  on_oxygen,      // 0 or 100
  urine,          // dipstick, pluses of leucocytes and nitrites as told: 0 clear, 100 to 400
  soft_signs,     // no number: the codes are in the reading
};
BOOST_DESCRIBE_ENUM(ReadingKind, glucose, ketones, systolic, diastolic, pulse, spo2, resp_rate, temperature,
                    consciousness, on_oxygen, urine, soft_signs)

// One measurement, as the home's device sends it.
struct Reading {
  ResidentId resident;
  ReadingKind kind = ReadingKind::glucose;
  std::string value;  // as sent: "5.4", "A", "++"
  std::string unit;   // as sent: "mmol/L", "mg/dL"; empty: the kind's own
  Instant taken;      // by the device's clock
  std::string device;
  std::string identity;                 // what the device says of whom it measured: NHS number, or name
  std::vector<std::string> soft_signs;  // codes of the clinical content's table
  bool operator==(const Reading&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reading, (), (resident, kind, value, unit, taken, device, identity, soft_signs))

// Why a reading is kept and not believed. Nothing is dropped.
enum class ReadingFault {
  none,
  unknown_resident,
  other_person,  // measured on somebody else, by what the device says
  wrong_unit,
  unreadable,
  implausible,
  from_future,  // the device's clock is ahead
  too_old,
  duplicate,
};
BOOST_DESCRIBE_ENUM(ReadingFault, none, unknown_resident, other_person, wrong_unit, unreadable, implausible,
                    from_future, too_old, duplicate)

struct JudgedReading {
  Reading reading;
  std::optional<std::int32_t> hundredths;  // in the kind's unit; none where it could not be read, and of soft signs
  ReadingFault fault = ReadingFault::none;
  Instant taken;  // by the hub's clock, as well as it can be told
  bool operator==(const JudgedReading&) const = default;
};
BOOST_DESCRIBE_STRUCT(JudgedReading, (), (reading, hundredths, fault, taken))

// What is usual for a resident (RESTORE2: against the resident's own baseline as well).
struct Usual {
  ReadingKind kind = ReadingKind::systolic;
  std::int32_t hundredths = 0;
  bool operator==(const Usual&) const = default;
};
BOOST_DESCRIBE_STRUCT(Usual, (), (kind, hundredths))

// The last of a kind, and the one before it, for triggers that want two.
struct LastReading {
  ReadingKind kind = ReadingKind::glucose;
  std::int32_t hundredths = 0;
  Instant taken;
  std::string device;
  std::optional<std::int32_t> before;
  std::optional<Instant> before_taken;
  bool operator==(const LastReading&) const = default;
};
BOOST_DESCRIBE_STRUCT(LastReading, (), (kind, hundredths, taken, device, before, before_taken))

struct Resident {
  ResidentId id;
  HomeId home;
  std::uint64_t version = 0;
  PersonId person;  // NHS number, where it is known
  std::string name;
  std::optional<LocalDay> born;
  bool spo2_scale_2 = false;  // hypercapnic failure recorded and a target of 88 to 92 per cent prescribed
  std::vector<Usual> usual;
  std::vector<LastReading> latest;
  std::vector<std::string> soft_signs;  // as last told
  std::optional<Instant> soft_signs_at;
  std::vector<std::string> triggers;  // that hold now: ids of the clinical content
  CaseId case_id;                     // opened for the present alert
  bool left = false;                  // moved out, or died
  std::uint64_t alerted = 0;
  bool operator==(const Resident&) const = default;
};
BOOST_DESCRIBE_STRUCT(Resident, (),
                      (id, home, version, person, name, born, spo2_scale_2, usual, latest, soft_signs, soft_signs_at,
                       triggers, case_id, left, alerted))

struct HomeState {
  HomeId id;
  std::uint64_t version = 0;
  std::optional<Instant> heard;
  std::optional<std::int32_t> skew_s;  // of its devices' clock, as last seen; positive: ahead
  std::int64_t readings = 0;
  std::int64_t doubtful = 0;  // of them kept and not believed
  std::uint64_t alerted = 0;
  Instant expected_from = {};  // it stands in the site file since then: silence counts from here until it is heard
  bool operator==(const HomeState&) const = default;
};
BOOST_DESCRIBE_STRUCT(HomeState, (), (id, version, heard, skew_s, readings, doubtful, alerted, expected_from))

}  // namespace carehub
