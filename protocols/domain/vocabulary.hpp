#pragma once
// The words of the field as closed lists. Stored by position: append only, never reorder or remove.

#include <cstdint>

#include "protocols/base/reflect.hpp"

namespace carehub {

// Where a case comes from.
enum class Source { nhs111, ambulance999, call_for_care, care_home, self_referral, gp_home_visit, police, walk_in };
BOOST_DESCRIBE_ENUM(Source, nhs111, ambulance999, call_for_care, care_home, self_referral, gp_home_visit, police,
                    walk_in)

enum class ServiceKind {
  crisis_response,
  paramedic_home_visit,
  safe_haven,
  acute_home_visit,
  mental_health_crisis,
  district_nursing,
  social_care,
  pharmacist,
  occupational_therapy,
  out_of_hours_gp,
  urgent_treatment_centre,
  emergency_department,
  falls_response,
  intensive_home_support,
  ambulance,
  signpost,
};
BOOST_DESCRIBE_ENUM(ServiceKind, crisis_response, paramedic_home_visit, safe_haven, acute_home_visit,
                    mental_health_crisis, district_nursing, social_care, pharmacist, occupational_therapy,
                    out_of_hours_gp, urgent_treatment_centre, emergency_department, falls_response,
                    intensive_home_support, ambulance, signpost)

// The four kinds of capacity a service has.
enum class CapacityKind {
  mobile_teams,    // shift, skills, position with age, queue
  places,          // drop-in rooms: hours, last entry, ages, staff-reported count that goes stale to unknown
  bookable_slots,  // next free times, reported
  advice_queue,    // people waiting and minutes to answer, reported
};
BOOST_DESCRIBE_ENUM(CapacityKind, mobile_teams, places, bookable_slots, advice_queue)

// What the person needs help with. The first nine are the two-hour response needs (domain facts 01); then other crises.
enum class Need {
  unknown,
  falls,
  frailty,
  reduced_function,
  palliative,
  urgent_equipment,
  confusion,
  catheter,
  diabetes,
  carer_breakdown,
  mental_health_crisis,
  social_crisis,
  minor_illness,
  minor_injury,
  medication,
  other,
};
BOOST_DESCRIBE_ENUM(Need, unknown, falls, frailty, reduced_function, palliative, urgent_equipment, confusion, catheter,
                    diabetes, carer_breakdown, mental_health_crisis, social_crisis, minor_illness, minor_injury,
                    medication, other)

// What a team can do; a case needs a set of them. At most 64, kept as a bit mask (skills.hpp).
enum class Skill {
  home_visit,
  crisis,
  nurse,
  paramedic,
  prescriber,
  lifting,
  therapist,
  catheter_care,
  palliative_care,
  mental_health,
  social_work,
  pharmacist,
  doctor,
  diabetes_care,
  equipment,
  intravenous,
  young_people,
  care_worker,
};
BOOST_DESCRIBE_ENUM(Skill, home_visit, crisis, nurse, paramedic, prescriber, lifting, therapist, catheter_care,
                    palliative_care, mental_health, social_work, pharmacist, doctor, diabetes_care, equipment,
                    intravenous, young_people, care_worker)

// The life of a case. Open: received to booked. Closed: completed and after.
enum class CaseStatus {
  received,   // acknowledged, needs not yet set
  triaged,    // needs set, nobody sent: waiting
  proposed,   // a team or place is suggested, a person has to confirm
  allocated,  // a team was told, has not answered
  accepted,   // the crew said yes
  en_route,
  on_scene,
  signposted,  // the person is on the way to a place
  booked,      // the person has a slot
  completed,
  referred_on,
  advised,
  rejected,
  cancelled,
  duplicate,
  following_up,  // open: advised or signposted, and somebody has promised to hear how it went
};
BOOST_DESCRIBE_ENUM(CaseStatus, received, triaged, proposed, allocated, accepted, en_route, on_scene, signposted,
                    booked, completed, referred_on, advised, rejected, cancelled, duplicate, following_up)

// What somebody has promised to do for a case, beside sending help.
enum class DutyKind { welfare_call, call_back, follow_up };
BOOST_DESCRIBE_ENUM(DutyKind, welfare_call, call_back, follow_up)

// How an attempt to reach the person, or whoever rang for them, ended.
enum class ContactResult { reached, no_answer, worse };
BOOST_DESCRIBE_ENUM(ContactResult, reached, no_answer, worse)

// A team is in exactly one of these.
enum class TeamStatus { off_duty, available, allocated, accepted, en_route, on_scene, on_break };
BOOST_DESCRIBE_ENUM(TeamStatus, off_duty, available, allocated, accepted, en_route, on_scene, on_break)

enum class Role { call_handler, operator_, navigator, manager, auditor, admin, crew, referrer, system };
BOOST_DESCRIBE_ENUM(Role, call_handler, operator_, navigator, manager, auditor, admin, crew, referrer, system)

enum class Priority { p1 = 1, p2, p3, p4 };
BOOST_DESCRIBE_ENUM(Priority, p1, p2, p3, p4)

enum class AmbulanceCategory {
  none,
  c1,
  c2,
  c2a,
  c2b,
  c2c,
  c3,
  c4,
  c4t,
  c5,
  hcp1,
  hcp2,
  hcp3,
  hcp4,
  hp4t,
  ift1,
  ift2,
  ift3,
  ift4,
  unknown
};
BOOST_DESCRIBE_ENUM(AmbulanceCategory, none, c1, c2, c2a, c2b, c2c, c3, c4, c4t, c5, hcp1, hcp2, hcp3, hcp4, hp4t, ift1,
                    ift2, ift3, ift4, unknown)

enum class ClockKind {
  two_hour,
  ambulance_validation,
  mental_health_very_urgent,
  mental_health_urgent,
  disposition,
  call_back,
  ambulance_response,  // by its category, whoever answers
  on_floor,            // a long lie harms: NHS England winter falls note
};
BOOST_DESCRIBE_ENUM(ClockKind, two_hour, ambulance_validation, mental_health_very_urgent, mental_health_urgent,
                    disposition, call_back, ambulance_response, on_floor)

// How a clock ended; running until then.
enum class ClockOutcome { running, met, breached, excluded };
BOOST_DESCRIBE_ENUM(ClockOutcome, running, met, breached, excluded)

// What happens in a case's life that a clock rule can start or stop on.
enum class ClockMoment { received, triaged, on_scene, arrived_at_place, responded, closed };
BOOST_DESCRIBE_ENUM(ClockMoment, received, triaged, on_scene, arrived_at_place, responded, closed)

// How a visit or a case ended. Everything from no_contact on needs a reason in words.
enum class Outcome {
  none,
  seen,
  treated_at_home,
  lifted,
  conveyed,
  referred_on,
  advised,
  attended_place,
  no_contact,
  not_needed,
  refused_by_person,
  died,
  other,
};
BOOST_DESCRIBE_ENUM(Outcome, none, seen, treated_at_home, lifted, conveyed, referred_on, advised, attended_place,
                    no_contact, not_needed, refused_by_person, died, other)

enum class AlertKind {
  due_soon,
  breached,
  silent_team,
  stale_capacity,
  unanswered_proposal,
  unanswered_allocation,
  no_capacity,
  red_flag,
  validation_fail_safe,
  not_arrived,
  reported_out_of_order,
  possible_duplicate,
  crew_refused,
  ownership_returned,
  claim_lapsed,
  position_doubtful,
  location_doubtful,
  clock_stepped,
  disk_low,
  journal_slow,
  shift_overrun,
  feed_silent,
  command_id_reused,
  closed_case_news,  // something came about a case that is closed
  journal_damaged,
  better_crew,  // another crew would be so much better that one that was told would be disturbed for it
  welfare_call_due,
  call_back_due,
  follow_up_due,
  repeat_caller,
  lone_worker,       // a crew that is alone with somebody has not been heard
  handover_waiting,  // a shift was handed over and nobody has taken it over
  glass_broken,      // somebody looked at what is not shared with them
  partner_refused,   // the police, an ambulance service: the case stays here
  resident_unwell,
  reading_doubtful,
  home_silent,
};
BOOST_DESCRIBE_ENUM(AlertKind, due_soon, breached, silent_team, stale_capacity, unanswered_proposal,
                    unanswered_allocation, no_capacity, red_flag, validation_fail_safe, not_arrived,
                    reported_out_of_order, possible_duplicate, crew_refused, ownership_returned, claim_lapsed,
                    position_doubtful, location_doubtful, clock_stepped, disk_low, journal_slow, shift_overrun,
                    feed_silent, command_id_reused, closed_case_news, journal_damaged, better_crew, welfare_call_due,
                    call_back_due, follow_up_due, repeat_caller, lone_worker, handover_waiting, glass_broken,
                    partner_refused, resident_unwell, reading_doubtful, home_silent)

enum class Severity { low, medium, high };
BOOST_DESCRIBE_ENUM(Severity, low, medium, high)

enum class AlertState { open, acknowledged, shelved };
BOOST_DESCRIBE_ENUM(AlertState, open, acknowledged, shelved)

// Per service: a person confirms each proposal (the default), or the hub allocates at once.
enum class Mode { propose, automatic };
BOOST_DESCRIBE_ENUM(Mode, propose, automatic)

enum class FlagKind {
  safeguarding,
  scene_safety,
  respect,
  rejected_services,
  reasonable_adjustment,
  repeat_caller,
  agency_contacted,
  additional_information,
  infection_risk,
  wristband,
  access,
  other,
};
BOOST_DESCRIBE_ENUM(FlagKind, safeguarding, scene_safety, respect, rejected_services, reasonable_adjustment,
                    repeat_caller, agency_contacted, additional_information, infection_risk, wristband, access, other)

enum class NhsNumberStatus { absent, well_formed, check_digit_wrong, malformed };
BOOST_DESCRIBE_ENUM(NhsNumberStatus, absent, well_formed, check_digit_wrong, malformed)

// What a candidate for a case is.
enum class UnitKind { team, place, slot, queue };
BOOST_DESCRIBE_ENUM(UnitKind, team, place, slot, queue)

// Why a team, place or service was not offered; the figure's meaning is given with each.
enum class NotOfferedReason {
  red_flag,       // only 999 is offered
  excluded,       // a person excluded it, or its crew refused this case
  wrong_need,     // the service does not take this need
  skill_missing,  // figure: the skill (enum value)
  too_young,
  too_old,               // figure: the limit in years
  wrong_area,            // the service does not cover the place
  off_duty,              // figure: minutes until the next shift, -1 if none is known
  shift_ends,            // figure: minutes by which the visit would pass the shift's end
  on_break,              // figure: minutes left
  busy,                  // figure: minutes until free; queueing is off
  closed,                // figure: minutes until it opens, -1 if not within a week
  last_entry_passed,     // figure: minutes since
  last_referral_passed,  // figure: minutes since
  full,                  // figure: places in all
  capacity_unknown,      // figure: age of the last count in minutes, -1 if never
  cannot_travel,         // the person is housebound
  position_unknown,      // figure: age of the last position in minutes
  unreachable,           // no way there by the travel model
  not_accepting,         // declared closed by its staff
  no_free_slot,
  beyond_limit,  // figure: how many further ones of its kind are summed up in this line
  silent,        // figure: minutes since its crew was heard
  // Of those who could come, but are not chosen:
  later,              // figure: minutes after the chosen one
  misses_target,      // figure: minutes after the target
  delays_another,     // figure: minutes by which another case would pass its target
  riskier,            // figure: chance of a breach, per mille
  kept_free,          // figure: weighted minutes that calls still to come would lose
  makes_others_wait,  // figure: weighted minutes that other cases would lose
  farther,            // figure: minutes of travel more
  others_equal,       // no better than the chosen one
  // Of a service, by what is known of the person:
  ruled_out,       // the clinical rules keep this kind from the case
  wrong_practice,  // only for people of certain GP practices
  wrong_referrer,  // does not take referrals from this source; figure: the source (enum value)
};
BOOST_DESCRIBE_ENUM(NotOfferedReason, red_flag, excluded, wrong_need, skill_missing, too_young, too_old, wrong_area,
                    off_duty, shift_ends, on_break, busy, closed, last_entry_passed, last_referral_passed, full,
                    capacity_unknown, cannot_travel, position_unknown, unreachable, not_accepting, no_free_slot,
                    beyond_limit, silent, later, misses_target, delays_another, riskier, kept_free, makes_others_wait,
                    farther, others_equal, ruled_out, wrong_practice, wrong_referrer)

// How a hub matches cases with those who can help.
enum class MatchingPolicy {
  nearest,  // whoever arrives first, one case at a time
  plan,     // all open cases together, with an eye on the calls still to come
};
BOOST_DESCRIBE_ENUM(MatchingPolicy, nearest, plan)

// Why a command was refused, in order of precedence: one bad input has one answer.
enum class RefusalCode {
  role_not_allowed,
  too_large,
  unknown_case,
  unknown_team,
  unknown_place,
  unknown_service,
  unknown_alert,
  invalid_value,
  missing_reason,
  version_moved,
  wrong_state,
  claimed_by_other,
  team_off_duty,
  team_on_break,
  team_busy,
  already_allocated,
  red_flag,
  not_eligible,
  place_closed,
  place_full,
  already_done,
  unknown_response,
  not_for_community,
  duplicate_message,
  not_your_team,
  command_id_reused,
  unknown_person,
  unknown_home,
  unknown_resident,
  unknown_entry,  // of the community directory
  not_shared,     // no agreement lets this organisation's people see it
  unknown_action,
};
BOOST_DESCRIBE_ENUM(RefusalCode, role_not_allowed, too_large, unknown_case, unknown_team, unknown_place,
                    unknown_service, unknown_alert, invalid_value, missing_reason, version_moved, wrong_state,
                    claimed_by_other, team_off_duty, team_on_break, team_busy, already_allocated, red_flag,
                    not_eligible, place_closed, place_full, already_done, unknown_response, not_for_community,
                    duplicate_message, not_your_team, command_id_reused, unknown_person, unknown_home, unknown_resident,
                    unknown_entry, not_shared, unknown_action)

[[nodiscard]] constexpr bool is_open(CaseStatus status) {
  return status < CaseStatus::completed || status == CaseStatus::following_up;
}
[[nodiscard]] constexpr bool needs_reason(Outcome outcome) {
  return outcome >= Outcome::no_contact;
}

}  // namespace carehub
