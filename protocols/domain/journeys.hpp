#pragma once
// What a hub learns of travel times from its own crews: how long they took beside what was expected of them.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/geo.hpp"

namespace carehub {

// A crew's way to a case as it was expected when it set off.
struct Journey {
  Coordinates to;
  std::string area;              // the locality nearest to it
  std::int32_t metres = 0;       // as the crow flies
  std::int32_t band = 0;         // of the day, when it set off; see matching/learned.hpp
  std::int32_t estimated_s = 0;  // without anything learned
  std::int32_t corrected_s = 0;  // with what had been learned until then
  bool operator==(const Journey&) const = default;
};
BOOST_DESCRIBE_STRUCT(Journey, (), (to, area, metres, band, estimated_s, corrected_s))

struct JourneyUnderWay {
  TeamId team;
  CaseId case_id;
  Instant departed;
  Journey journey;
  bool operator==(const JourneyUnderWay&) const = default;
};
BOOST_DESCRIBE_STRUCT(JourneyUnderWay, (), (team, case_id, departed, journey))

// Completed journeys to one area in one band of the day. Sums of seconds.
struct TravelTally {
  std::string area;
  std::int32_t band = 0;
  std::int64_t journeys = 0;
  std::int64_t error_s = 0;            // of the estimate, whichever way it was wrong
  std::int64_t corrected_error_s = 0;  // of the corrected one, as it was before each journey
  std::int64_t estimated_s = 0;        // of these two the older half fades as new ones come: the newest count most
  std::int64_t took_s = 0;
  bool operator==(const TravelTally&) const = default;
};
BOOST_DESCRIBE_STRUCT(TravelTally, (), (area, band, journeys, error_s, corrected_error_s, estimated_s, took_s))

struct LearnedTravel {
  std::vector<TravelTally> tallies;        // by area, then band
  std::vector<JourneyUnderWay> under_way;  // by team
  std::int64_t left_out = 0;               // arrivals that were not learned from, being doubtful
  bool operator==(const LearnedTravel&) const = default;
};
BOOST_DESCRIBE_STRUCT(LearnedTravel, (), (tallies, under_way, left_out))

// How far the estimate and the corrected one were from the truth in one area; no patient data.
struct AreaTravel {
  std::string area;
  std::int64_t journeys = 0;
  std::int64_t error_s = 0;  // sums, as in TravelTally
  std::int64_t corrected_error_s = 0;
  std::vector<std::int32_t> permille;  // of the estimate, by band of the day, as it would be corrected now
  bool operator==(const AreaTravel&) const = default;
};
BOOST_DESCRIBE_STRUCT(AreaTravel, (), (area, journeys, error_s, corrected_error_s, permille))

struct TravelFigures {
  bool applied = false;  // decisions are made with the correction
  std::int64_t left_out = 0;
  std::vector<AreaTravel> areas;  // every locality, in the site's order
  bool operator==(const TravelFigures&) const = default;
};
BOOST_DESCRIBE_STRUCT(TravelFigures, (), (applied, left_out, areas))

}  // namespace carehub
