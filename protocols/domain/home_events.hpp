#pragma once
// What care homes reported, and what follows from it. Part of event.hpp.

#include <optional>
#include <string>
#include <vector>

#include "protocols/domain/care_home.hpp"

namespace carehub {

struct ResidentEnrolled {
  Resident resident;  // without readings
};
BOOST_DESCRIBE_STRUCT(ResidentEnrolled, (), (resident))

struct ResidentRemoved {
  HomeId home;
  ResidentId resident;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ResidentRemoved, (), (home, resident, reason))

struct ReadingsTaken {
  HomeId home;
  std::optional<std::int32_t> skew_s;
  std::vector<JudgedReading> readings;
};
BOOST_DESCRIBE_STRUCT(ReadingsTaken, (), (home, skew_s, readings))

// Which triggers hold for a resident, whenever that changes.
struct TriggersChanged {
  ResidentId resident;
  std::vector<std::string> triggers;
  CaseId case_id;  // the case that is about it
};
BOOST_DESCRIBE_STRUCT(TriggersChanged, (), (resident, triggers, case_id))

}  // namespace carehub
