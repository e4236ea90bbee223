#pragma once
// One hub: its area, services, teams, places, rules. Loaded from assets/sites/*.toml and journaled, so that a replay
// needs no file.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/domain/clinical.hpp"
#include "protocols/domain/geo.hpp"
#include "protocols/domain/opening_hours.hpp"
#include "protocols/domain/partners.hpp"
#include "protocols/domain/skills.hpp"

namespace carehub {

struct Organisation {
  std::string ods;  // shape is checked, existence is not
  std::string name;
  std::string role;  // "community trust", "ambulance", "111", "OOH GP"
  bool operator==(const Organisation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Organisation, (), (ods, name, role))

struct Locality {
  std::string name;
  Coordinates centre;
  std::int32_t population = 0;
  std::vector<std::string> postcode_districts;
  std::vector<std::string> places;  // villages that people name
  bool label = true;                // drawn on the map
  std::string area;                 // localities managed together: "North East"
  bool operator==(const Locality&) const = default;
};
BOOST_DESCRIBE_STRUCT(Locality, (), (name, centre, population, postcode_districts, places, label, area))

// A session in which a service takes these 111 dispositions; others keep to its hours.
struct SessionWindow {
  std::vector<std::string> dispositions;  // codes; compared without regard to case
  OpeningHours hours;
  bool operator==(const SessionWindow&) const = default;
};
BOOST_DESCRIBE_STRUCT(SessionWindow, (), (dispositions, hours))

struct ServiceConfig {
  ServiceId id;
  std::string name;
  ServiceKind kind = ServiceKind::signpost;
  CapacityKind capacity = CapacityKind::advice_queue;
  std::string organisation;  // ODS code
  OpeningHours hours;
  std::int32_t last_referral_before_close_min = 0;
  std::optional<std::int32_t> min_age_years;  // youngest taken
  std::optional<std::int32_t> max_age_years;  // oldest taken, inclusive
  std::vector<Need> needs;                    // needs it takes; empty: any
  std::vector<std::string> localities;        // empty: the whole area
  std::int32_t target_min = 120;
  std::int32_t visit_min = 45;           // expected time with the person
  std::int32_t capacity_stale_min = 60;  // a reported figure older than this is unknown
  Mode mode = Mode::propose;
  bool queueing = true;                 // visits may be lined up behind the current one
  bool takes_red_flags = false;         // ambulance and emergency department only
  bool catch_all = false;               // always offered last, whatever else fails
  std::optional<Coordinates> position;  // where the person goes, for slots and queues that are not a visit
  bool visits = false;                  // a queue that ends in a visit at home
  std::int32_t typical_wait_min = 60;   // assumed, and said so, while nothing is reported
  std::string public_phone;
  std::string professional_phone;  // non-public
  std::string referral_text;
  std::int32_t dos_type = 0;
  std::optional<std::int32_t> min_age_days;  // youngest taken, where years are too coarse
  std::vector<std::string> practices;        // ODS codes: only people of these GP practices; empty: any
  std::vector<Source> referrers;             // takes referrals from these only; empty: from any
  std::vector<SessionWindow> windows;        // narrower hours for some dispositions
  bool operator==(const ServiceConfig&) const = default;
};
BOOST_DESCRIBE_STRUCT(ServiceConfig, (),
                      (id, name, kind, capacity, organisation, hours, last_referral_before_close_min, min_age_years,
                       max_age_years, needs, localities, target_min, visit_min, capacity_stale_min, mode, queueing,
                       takes_red_flags, catch_all, position, visits, typical_wait_min, public_phone, professional_phone,
                       referral_text, dos_type, min_age_days, practices, referrers, windows))

struct TeamConfig {
  TeamId id;
  std::string name;  // "crisis · nurse"
  ServiceId service;
  SkillSet skills;
  Coordinates base;
  std::string base_name;
  std::vector<Session> roster;  // shifts; end_min may pass midnight
  std::vector<Session> breaks;
  std::int32_t people = 1;  // in the crew; whoever is alone is asked whether all is well
  bool operator==(const TeamConfig&) const = default;
};
BOOST_DESCRIBE_STRUCT(TeamConfig, (), (id, name, service, skills, base, base_name, roster, breaks, people))

struct PlaceConfig {
  PlaceId id;
  std::string name;
  ServiceId service;
  Coordinates position;
  std::string address;
  std::int32_t capacity = 12;
  std::int32_t last_entry_before_close_min = 45;
  std::int32_t count_stale_min = 60;
  std::int32_t typical_stay_min = 90;
  bool operator==(const PlaceConfig&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlaceConfig, (),
                      (id, name, service, position, address, capacity, last_entry_before_close_min, count_stale_min,
                       typical_stay_min))

// Water that a road must go round, or a ferry across: a line that a straight path may not cross without the penalty.
struct Barrier {
  std::string name;
  std::vector<Coordinates> line;
  std::int32_t extra_min = 0;  // added when the straight path crosses it; -1: unreachable
  bool operator==(const Barrier&) const = default;
};
BOOST_DESCRIBE_STRUCT(Barrier, (), (name, line, extra_min))

// A part of the area for which travel times were measured.
struct TravelZone {
  std::string name;
  Coordinates centre;
  bool operator==(const TravelZone&) const = default;
};
BOOST_DESCRIBE_STRUCT(TravelZone, (), (name, centre))

// What holds from this local hour until the next table's.
struct TravelTable {
  std::int32_t from_hour = 0;
  std::vector<std::int32_t> drive_s;  // zones x zones, row-major, from the row's zone to the column's; -1: not known
  bool operator==(const TravelTable&) const = default;
};
BOOST_DESCRIBE_STRUCT(TravelTable, (), (from_hour, drive_s))

// Measured driving times between zones, read from a file beside the site's.
struct TravelMatrix {
  std::string file;
  std::vector<TravelZone> zones;    // none: nothing was measured
  std::int32_t reach_m = 3000;      // a point further than this from every centre is in no zone
  std::vector<TravelTable> tables;  // in order of from_hour; the last one holds past midnight
  bool operator==(const TravelMatrix&) const = default;
};
BOOST_DESCRIBE_STRUCT(TravelMatrix, (), (file, zones, reach_m, tables))

// Estimate: great circle x detour / speed of the hour, plus a fixed time to set off. Measured and learned times take
// its place where there are any.
struct TravelModel {
  std::int32_t detour_percent = 130;
  std::vector<std::int32_t> kmh_by_hour = std::vector<std::int32_t>(24, 42);  // local hour
  std::int32_t fixed_s = 180;
  std::int32_t person_kmh = 25;  // a person going to a place
  std::int32_t person_fixed_s = 600;
  std::vector<Barrier> barriers;
  TravelMatrix matrix;        // of teams
  bool learn = false;         // from the hub's own completed journeys
  bool apply_learned = true;  // false: learned and shown, but not decided with
  bool operator==(const TravelModel&) const = default;
};
BOOST_DESCRIBE_STRUCT(TravelModel, (),
                      (detour_percent, kmh_by_hour, fixed_s, person_kmh, person_fixed_s, barriers, matrix, learn,
                       apply_learned))

// When a clock starts and stops, as data (domain facts 01, 02, 08). Source says which standard it follows.
struct ClockRule {
  ClockKind kind = ClockKind::two_hour;
  std::vector<Source> sources;        // empty: any
  std::vector<Need> needs;            // empty: any
  std::vector<ServiceKind> services;  // empty: any; by the kinds triage named
  ClockMoment start = ClockMoment::received;
  std::vector<ClockMoment> stop;
  std::int32_t target_min = 120;  // met up to and including this; one second later is a breach
  bool from_message = false;      // due and start come with the message (ambulance breach time)
  bool starts_when_open = false;  // received out of hours: starts at the next opening of its service
  std::int32_t minimum_age_years = 0;
  bool leads = true;                          // takes part in ranking by slack
  std::string source;                         // "NHS England, 2-hour UCR standard, 2026"
  bool confirmed = false;                     // confirmed with the commissioner
  std::vector<AmbulanceCategory> categories;  // empty: any, and none
  bool from_disposition = false;              // due by the time that the 111 disposition allows
  bool from_floor = false;                    // starts when the person came to lie on the floor
  bool operator==(const ClockRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClockRule, (),
                      (kind, sources, needs, services, start, stop, target_min, from_message, starts_when_open,
                       minimum_age_years, leads, source, confirmed, categories, from_disposition, from_floor))

struct Thresholds {
  std::int32_t due_soon_min = 30;
  std::int32_t position_stale_s = 60;
  std::int32_t position_unknown_s = 300;
  std::int32_t silent_team_min = 15;
  std::int32_t proposal_answer_min = 5;
  std::int32_t allocation_answer_min = 5;
  std::int32_t claim_min = 5;
  std::int32_t fail_safe_before_min = 10;  // before the validation breach time
  std::int32_t not_arrived_after_min = 30;
  std::int32_t duplicate_window_min = 240;
  std::int32_t duplicate_metres = 300;
  std::int32_t closed_stay_min = 120;  // a closed case stays in the consoles' picture this long
  std::int32_t opel_ask_again_min = 480;
  std::int32_t escalate_high_min = 5;  // an urgent alert that nobody takes goes a step up
  std::int32_t escalate_medium_min = 30;
  std::int32_t shift_overrun_min = 5;         // after the end of the shift
  std::int32_t count_at_opening_min = 15;     // staff count a place within this time of its opening
  std::int32_t received_doubtful_min = 1440;  // a call entered later than this carries a warning
  std::int32_t confirming_s = 30;             // a proposal this young may be under a person's finger
  std::int32_t better_by_s = 60;              // a new first offer must be better by this much
  std::int32_t proposal_fresh_s = 120;        // a proposal this young is carried out as it was made
  std::int32_t speed_max_kmh = 200;           // faster is a false position
  std::int32_t break_max_min = 180;
  std::int32_t shelve_max_min = 1440;
  std::int32_t stale_position_penalty_s = 120;  // stale data ranks lower, as if it arrived this much later
  std::int32_t unknown_position_penalty_s = 600;
  std::int32_t unknown_wait_penalty_s = 900;
  std::int32_t board_low_percent = 25;         // free capacity up to this is shown as low
  std::vector<std::int32_t> welfare_call_min;  // by priority 1 to 4, while somebody waits; 0 or missing: none
  std::int32_t welfare_retry_min = 10;         // after a call that nobody answered
  std::int32_t welfare_attempts = 3;           // in vain, then it is urgent
  std::int32_t repeat_window_min = 4320;       // calls about the same person within this are counted together
  std::int32_t repeat_concern = 3;             // so many of them ask for a clinician; one more is urgent
  std::int32_t lone_worker_min = 0;  // who is alone with a person is rung after so long without a word; 0: never
  std::int32_t break_glass_min = 30;
  std::int32_t handover_min = 15;  // a handover that nobody has taken over by then is urgent
  bool operator==(const Thresholds&) const = default;
};
BOOST_DESCRIBE_STRUCT(Thresholds, (),
                      (due_soon_min, position_stale_s, position_unknown_s, silent_team_min, proposal_answer_min,
                       allocation_answer_min, claim_min, fail_safe_before_min, not_arrived_after_min,
                       duplicate_window_min, duplicate_metres, closed_stay_min, opel_ask_again_min, escalate_high_min,
                       escalate_medium_min, shift_overrun_min, count_at_opening_min, received_doubtful_min,
                       confirming_s, better_by_s, proposal_fresh_s, speed_max_kmh, break_max_min, shelve_max_min,
                       stale_position_penalty_s, unknown_position_penalty_s, unknown_wait_penalty_s, board_low_percent,
                       welfare_call_min, welfare_retry_min, welfare_attempts, repeat_window_min, repeat_concern,
                       lone_worker_min, break_glass_min, handover_min))

// How cases are matched. A cost of 1 is a minute that a case of weight 1 waits. Source of the defaults: paired replays
// of synthetic days (docs/matching-figures.md); the weights of priorities are the hub's own judgement.
struct MatchingRules {
  MatchingPolicy policy = MatchingPolicy::nearest;
  std::vector<std::int32_t> weights = {10, 4, 1, 1};  // of priorities 1 to 4
  std::int32_t breach_min = 480;                      // a breached target costs so many minutes of waiting
  std::int32_t breach_extra_permille = 600;           // added to the weight where a breach is counted
  std::int32_t late_permille = 735;                   // of a minute of waiting, after two hours
  std::int32_t travel_permille = 150;                 // a minute of a team's travel
  std::int32_t reserve_permille = 850;                // of what a busy minute is likely to cost calls still to come
  std::int32_t hold_min = 60;                         // who is held back is taken to wait so much longer,
  std::int32_t hold_due_min = 40;                     // and so much more as the target comes near
  std::int32_t review_s = 60;                         // all is looked at again so often
  std::int32_t ahead_min = 60;                        // shifts that begin within this time are planned with
  std::int32_t rounds = 24;                           // of taking out and putting back, in each decision
  std::int32_t moves = 15'000;                        // routes tried in each decision, at most
  std::int32_t rounds_between = 200;                  // of taking out and putting back between events
  std::int32_t told_min = 120;  // a crew that was told is disturbed only where so much is gained; 0: never
  bool operator==(const MatchingRules&) const = default;
};
// Of a case of this priority; 1 where the site names none.
[[nodiscard]] std::int32_t weight_of(const MatchingRules& rules, Priority priority);
BOOST_DESCRIBE_STRUCT(MatchingRules, (),
                      (policy, weights, breach_min, breach_extra_permille, late_permille, travel_permille,
                       reserve_permille, hold_min, hold_due_min, review_s, ahead_min, rounds, moves, rounds_between,
                       told_min))

// Playing the next hours forward. Source of the spreads: synthetic days (docs/shift-trace.md), where a visit's
// deviation is 45 to 50 per cent of its mean; of journeys the hub's own judgement.
struct LookaheadRules {
  std::int32_t every_s = 5;  // a new outlook so often; 0: none
  std::int32_t horizon_min = 120;
  std::int32_t futures = 100;                // played for each outlook,
  std::int32_t action_futures = 50;          // for each proposal once more without it,
  std::int32_t actions = 6;                  // for so many proposals,
  std::int32_t delay_min = 10;               // which are left for so long
  std::int32_t visit_spread_permille = 480;  // standard deviation of what a visit takes, of what was expected
  std::int32_t travel_spread_permille = 100;
  std::int32_t moves = 20'000'000;  // routes tried, at most
  // How full services will be is looked at further ahead, in fewer futures and less often: 0: it is not.
  std::int32_t forecast_min = 240;
  std::int32_t forecast_futures = 40;
  std::int32_t forecast_every_s = 30;
  bool operator==(const LookaheadRules&) const = default;
};
BOOST_DESCRIBE_STRUCT(LookaheadRules, (),
                      (every_s, horizon_min, futures, action_futures, actions, delay_min, visit_spread_permille,
                       travel_spread_permille, moves, forecast_min, forecast_futures, forecast_every_s))

// Mean calls of one source and its spread over the day; used by the simulator and the board's expected line.
struct DemandStream {
  Source source = Source::nhs111;
  std::string name;                           // "111 mental-health option"
  std::int32_t per_day_x100 = 0;              // mean on a day of factor 1, times 100
  std::vector<std::int32_t> weekday_weights;  // 24, local hour
  std::vector<std::int32_t> weekend_weights;  // 24
  std::vector<std::int32_t> day_factors_percent = std::vector<std::int32_t>(7, 100);  // Monday first
  std::vector<Need> needs;                                                            // drawn with need_weights
  std::vector<std::int32_t> need_weights;
  std::string basis;  // source of the figure
  bool operator==(const DemandStream&) const = default;
};
BOOST_DESCRIBE_STRUCT(DemandStream, (),
                      (source, name, per_day_x100, weekday_weights, weekend_weights, day_factors_percent, needs,
                       need_weights, basis))

struct MapLine {
  std::string name;
  std::string kind;  // outline, road, water
  std::vector<Coordinates> points;
  bool operator==(const MapLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(MapLine, (), (name, kind, points))

// What triage needs, if the referrer names a need and nothing else.
struct NeedRule {
  Need need = Need::other;
  SkillSet skills;
  std::vector<ServiceKind> services;  // best first
  Priority priority = Priority::p3;
  bool operator==(const NeedRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(NeedRule, (), (need, skills, services, priority))

// What is offered when a level of pressure is declared. Written by the hub itself and signed off by nobody.
struct SuggestedAction {
  std::int32_t level = 3;  // OPEL, 1 to 4
  std::string text;
  std::string owner;
  bool operator==(const SuggestedAction&) const = default;
};
BOOST_DESCRIBE_STRUCT(SuggestedAction, (), (level, text, owner))

struct Site {
  std::string id;    // isle-of-wight
  std::string name;  // Isle of Wight
  std::string hub_ods;
  std::int32_t population = 0;
  std::vector<Organisation> organisations;
  std::vector<Locality> localities;
  std::vector<ServiceConfig> services;
  std::vector<TeamConfig> teams;
  std::vector<PlaceConfig> places;
  TravelModel travel;
  std::vector<ClockRule> clock_rules;
  std::vector<NeedRule> need_rules;
  Thresholds thresholds;
  std::vector<DemandStream> demand;
  std::vector<MapLine> map_lines;
  Calendar calendar;
  std::string source_digest;  // of the file it was read from
  MatchingRules matching;
  LookaheadRules lookahead;
  ClinicalContent clinical;
  std::vector<SharingAgreement> sharing;
  std::vector<CommunityEntry> community;
  std::vector<CareHome> care_homes;
  std::vector<SuggestedAction> suggested_actions = {};
  bool operator==(const Site&) const = default;
};
BOOST_DESCRIBE_STRUCT(Site, (),
                      (id, name, hub_ods, population, organisations, localities, services, teams, places, travel,
                       clock_rules, need_rules, thresholds, demand, map_lines, calendar, source_digest, matching,
                       lookahead, clinical, sharing, community, care_homes, suggested_actions))

[[nodiscard]] const ServiceConfig* find_service(const Site& site, const ServiceId& id);
[[nodiscard]] const TeamConfig* find_team(const Site& site, const TeamId& id);
[[nodiscard]] const PlaceConfig* find_place(const Site& site, const PlaceId& id);
[[nodiscard]] const CommunityEntry* find_community(const Site& site, std::string_view id);
// What the site says of a need; null where it says nothing.
[[nodiscard]] const NeedRule* find_need_rule(const Site& site, Need need);
[[nodiscard]] const CareHome* find_home(const Site& site, const HomeId& id);
// The locality whose centre is nearest, or null where the site has none.
[[nodiscard]] const Locality* nearest_locality(const Site& site, Coordinates at);

}  // namespace carehub
