#include "protocols/domain/words.hpp"

#include <fmt/format.h>

#include <array>

#include "protocols/base/assert.hpp"

namespace carehub {
namespace {

// One phrase for each value of an enum that counts from 0; a table that is too short or too long does not compile.
template <class E, std::size_t N>
std::string_view look_up(const std::array<std::string_view, N>& table, E value) {
  static_assert(N == enum_count<E>, "every value needs its words");
  const auto index = static_cast<std::size_t>(value);
  return index < N ? table[index] : std::string_view{"not known to this version"};
}

constexpr std::array<std::string_view, 8> source_words{"NHS 111",       "999 ambulance", "Call for Care", "care home",
                                                       "self-referral", "GP home visit", "police",        "walk-in"};

constexpr std::array<std::string_view, 16> service_kind_words{"crisis response",
                                                              "paramedic home visit",
                                                              "Safe Haven",
                                                              "acute home visit",
                                                              "mental health crisis",
                                                              "district nursing",
                                                              "social care",
                                                              "pharmacist",
                                                              "occupational therapy",
                                                              "out-of-hours GP",
                                                              "urgent treatment centre",
                                                              "emergency department",
                                                              "falls response",
                                                              "intensive home support",
                                                              "ambulance",
                                                              "signpost"};

constexpr std::array<std::string_view, 16> need_words{
    "need not known", "fall",          "frailty",    "reduced function", "palliative care crisis", "urgent equipment",
    "confusion",      "catheter care", "diabetes",   "carer breakdown",  "mental health crisis",   "social crisis",
    "minor illness",  "minor injury",  "medication", "other need"};

constexpr std::array<std::string_view, 18> skill_words{
    "home visit", "crisis",        "nurse",           "paramedic",     "prescriber",   "lifting",
    "therapist",  "catheter care", "palliative care", "mental health", "social work",  "pharmacist",
    "doctor",     "diabetes care", "equipment",       "intravenous",   "young people", "care worker"};

constexpr std::array<std::string_view, 16> case_status_words{
    "received", "waiting for a team", "proposed",  "team told",        "accepted by the crew", "on the way",
    "on scene", "going to a place",   "booked",    "completed",        "referred on",          "advised",
    "rejected", "cancelled",          "duplicate", "to be followed up"};

constexpr std::array<std::string_view, 7> team_status_words{"off duty",   "available", "told of a visit", "accepted",
                                                            "on the way", "on scene",  "on a break"};

constexpr std::array<std::string_view, 9> role_words{"call handler",  "operator", "navigator", "manager", "auditor",
                                                     "administrator", "crew",     "referrer",  "system"};

constexpr std::array<std::string_view, 20> ambulance_category_words{
    "no category", "C1",   "C2",   "C2A",  "C2B",  "C2C",  "C3",   "C4",   "C4T",  "C5",
    "HCP1",        "HCP2", "HCP3", "HCP4", "HP4T", "IFT1", "IFT2", "IFT3", "IFT4", "unknown category"};

constexpr std::array<std::string_view, 8> clock_kind_words{
    "two hours", "ambulance validation", "mental health, very urgent", "mental health, urgent", "111 disposition",
    "call back", "ambulance response",   "time on the floor"};

constexpr std::array<std::string_view, 13> outcome_words{
    "no outcome yet",        "seen",    "treated at home",  "lifted",          "conveyed",
    "referred on",           "advised", "attended a place", "no contact made", "not needed",
    "refused by the person", "died",    "other outcome"};

constexpr std::array<std::string_view, 37> alert_kind_words{"due soon",
                                                            "late",
                                                            "team silent",
                                                            "capacity figure too old",
                                                            "proposal unanswered",
                                                            "crew has not answered",
                                                            "no capacity",
                                                            "red flag",
                                                            "ambulance fail-safe",
                                                            "person has not arrived",
                                                            "reported out of order",
                                                            "possible duplicate",
                                                            "crew refused",
                                                            "rejected, handed back",
                                                            "claim ran out",
                                                            "position doubtful",
                                                            "location doubtful",
                                                            "clock stepped",
                                                            "disk low",
                                                            "journal slow",
                                                            "shift overrun",
                                                            "feed silent",
                                                            "command number used twice",
                                                            "news about a closed case",
                                                            "journal damaged",
                                                            "a better crew",
                                                            "welfare call due",
                                                            "call-back due",
                                                            "follow-up due",
                                                            "repeat caller",
                                                            "alone with somebody",
                                                            "handover waits",
                                                            "glass broken",
                                                            "partner refused",
                                                            "resident unwell",
                                                            "reading doubtful",
                                                            "care home silent"};

constexpr std::array<std::string_view, 3> duty_kind_words{"welfare call", "call-back", "follow-up"};

constexpr std::array<std::string_view, 3> contact_result_words{"reached", "no answer", "worse"};

constexpr std::array<std::string_view, 10> person_field_words{
    "history",      "care plan",    "key worker", "end-of-life wishes",      "reasonable adjustments",
    "safeguarding", "scene safety", "Red Bag",    "plan for frequent calls", "access"};

constexpr std::array<std::string_view, 8> community_kind_words{
    "pharmacy",         "local area co-ordinator", "social prescribing", "carers' hub",
    "recovery college", "voluntary service",       "equipment",          "other help"};

constexpr std::array<std::string_view, 12> reading_kind_words{
    "blood glucose",  "ketones",     "systolic pressure", "diastolic pressure", "pulse",          "oxygen saturation",
    "breathing rate", "temperature", "consciousness",     "oxygen given",       "urine dipstick", "soft signs"};

constexpr std::array<std::string_view, 9> reading_fault_words{
    "no fault",       "resident not known",       "measured on somebody else",   "unit not known",
    "cannot be read", "not possible in a person", "the device's clock is ahead", "too old",
    "sent before"};

constexpr std::array<std::string_view, 12> flag_kind_words{"safeguarding",
                                                           "scene safety",
                                                           "ReSPECT form",
                                                           "services already rejected",
                                                           "reasonable adjustment",
                                                           "repeat caller",
                                                           "agency already contacted",
                                                           "additional information",
                                                           "infection risk",
                                                           "wristband",
                                                           "access",
                                                           "other flag"};

bool is_place(const NotOffered& line) {
  return line.kind == UnitKind::place;
}

std::string duration_words(std::int64_t minutes_left) {
  return age_text(minutes_left * 60);
}

// "next shift in 2 h 10", or without a figure when none is known.
std::string with_known(std::string_view text, std::string_view lead, std::int64_t minutes_left) {
  if (minutes_left < 0) return std::string{text};
  return fmt::format("{}, {} {}", text, lead, duration_words(minutes_left));
}

std::string wrong_referrer_words(std::int64_t figure) {
  if (figure < 0 || figure >= static_cast<std::int64_t>(enum_count<Source>))
    return "does not take referrals from there";
  return fmt::format("does not take referrals from {}", words(static_cast<Source>(figure)));
}

std::string skill_missing_words(std::int64_t figure) {
  const bool known = figure >= 0 && figure < static_cast<std::int64_t>(enum_count<Skill>);
  return known ? fmt::format("no {} skill", words(static_cast<Skill>(figure))) : "a needed skill is missing";
}

std::string too_old_words(std::string_view what, std::int64_t figure) {
  if (figure < 0) return fmt::format("{} never reported", what);
  return fmt::format("{} last reported {} ago", what, duration_words(figure));
}

std::string time_words(const NotOffered& line) {
  const auto figure = line.figure;
  switch (line.reason) {
    case NotOfferedReason::off_duty:
      return with_known("off duty", "next shift in", figure);
    case NotOfferedReason::shift_ends:
      return fmt::format("shift ends {} before the visit would", duration_words(figure));
    case NotOfferedReason::on_break:
      return with_known("on a break", "back in", figure);
    case NotOfferedReason::busy:
      return with_known("busy", "free in", figure);
    case NotOfferedReason::closed:
      return with_known("closed", "opens in", figure);
    case NotOfferedReason::last_entry_passed:
      return fmt::format("last entry would be missed by {}", duration_words(figure));
    case NotOfferedReason::last_referral_passed:
      return fmt::format("last referral was {} ago", duration_words(figure));
    case NotOfferedReason::capacity_unknown:
      return too_old_words(is_place(line) ? "count" : "capacity", figure);
    case NotOfferedReason::position_unknown:
      return too_old_words("position", figure);
    case NotOfferedReason::silent:
      return fmt::format("not heard for {}", duration_words(figure));
    default:
      return std::string{name_of(line.reason)};
  }
}

}  // namespace

std::string_view words(Source value) {
  return look_up(source_words, value);
}
std::string_view words(ServiceKind value) {
  return look_up(service_kind_words, value);
}
std::string_view words(Need value) {
  return look_up(need_words, value);
}
std::string_view words(Skill value) {
  return look_up(skill_words, value);
}
std::string_view words(CaseStatus value) {
  return look_up(case_status_words, value);
}
std::string_view words(TeamStatus value) {
  return look_up(team_status_words, value);
}
std::string_view words(Role value) {
  return look_up(role_words, value);
}
std::string_view words(AmbulanceCategory value) {
  return look_up(ambulance_category_words, value);
}
std::string_view words(ClockKind value) {
  return look_up(clock_kind_words, value);
}
std::string_view words(Outcome value) {
  return look_up(outcome_words, value);
}
std::string_view words(AlertKind value) {
  return look_up(alert_kind_words, value);
}
std::string_view words(DutyKind value) {
  return look_up(duty_kind_words, value);
}
std::string_view words(ContactResult value) {
  return look_up(contact_result_words, value);
}
std::string_view words(PersonField value) {
  return look_up(person_field_words, value);
}
std::string_view words(CommunityKind value) {
  return look_up(community_kind_words, value);
}
std::string_view words(ReadingKind value) {
  return look_up(reading_kind_words, value);
}
std::string_view words(ReadingFault value) {
  return look_up(reading_fault_words, value);
}
std::string_view words(FlagKind value) {
  return look_up(flag_kind_words, value);
}

std::string words(const WhyNot& why) {
  const auto figure = why.figure;
  switch (why.reason) {
    case NotOfferedReason::later:
      return fmt::format("arrives {} later", duration_words(figure));
    case NotOfferedReason::misses_target:
      return fmt::format("arrives {} after the target", duration_words(figure));
    case NotOfferedReason::delays_another:
      return fmt::format("delays {} past its target by {}",
                         why.other.given() ? std::to_string(why.other.value) : "another case", duration_words(figure));
    case NotOfferedReason::riskier:
      return fmt::format("chance of a breach {} in 100", (figure + 5) / 10);
    case NotOfferedReason::kept_free:
      return fmt::format("kept free for calls likely to come, worth {} weighted min", figure);
    case NotOfferedReason::makes_others_wait:
      return fmt::format("makes other cases wait {} weighted min", figure);
    case NotOfferedReason::farther:
      return fmt::format("{} more on the road", duration_words(figure));
    case NotOfferedReason::others_equal:
      return "no better";
    default:
      return words(NotOffered{UnitKind::team, "", {}, why.reason, figure});
  }
}

std::string words(const NotOffered& line) {
  switch (line.reason) {
    case NotOfferedReason::red_flag:
      return "red flag: only 999 is offered";
    case NotOfferedReason::excluded:
      return "excluded for this case";
    case NotOfferedReason::wrong_need:
      return "does not take this need";
    case NotOfferedReason::skill_missing:
      return skill_missing_words(line.figure);
    case NotOfferedReason::too_young:
      return fmt::format("takes people from {} years", line.figure);
    case NotOfferedReason::too_old:
      return fmt::format("takes people up to {} years", line.figure);
    case NotOfferedReason::wrong_area:
      return "does not cover this area";
    case NotOfferedReason::full:
      return fmt::format("all {} places taken", line.figure);
    case NotOfferedReason::cannot_travel:
      return "the person cannot travel";
    case NotOfferedReason::unreachable:
      return "no way there";
    case NotOfferedReason::not_accepting:
      return is_place(line) ? "closed by its staff" : "not accepting referrals";
    case NotOfferedReason::no_free_slot:
      return "no free slot";
    case NotOfferedReason::ruled_out:
      return "ruled out for this case by the clinical rules";
    case NotOfferedReason::wrong_practice:
      return "only for people of certain GP practices";
    case NotOfferedReason::wrong_referrer:
      return wrong_referrer_words(line.figure);
    case NotOfferedReason::beyond_limit:
      return fmt::format("and {} more", line.figure);
    case NotOfferedReason::later:
    case NotOfferedReason::misses_target:
    case NotOfferedReason::delays_another:
    case NotOfferedReason::riskier:
    case NotOfferedReason::kept_free:
    case NotOfferedReason::makes_others_wait:
    case NotOfferedReason::farther:
    case NotOfferedReason::others_equal:
      return words(WhyNot{line.reason, line.figure, {}});
    default:
      return time_words(line);
  }
}

std::string countdown_text(std::int64_t span_s) {
  const bool negative = span_s < 0;
  // The magnitude is taken unsigned, because the lowest number has no positive twin.
  const auto whole = negative ? 0 - static_cast<std::uint64_t>(span_s) : static_cast<std::uint64_t>(span_s);
  const auto* sign = negative ? "-" : "";
  if (whole < 3600) return fmt::format("{}{}:{:02}", sign, whole / 60, whole % 60);
  return fmt::format("{}{}:{:02}:{:02}", sign, whole / 3600, whole / 60 % 60, whole % 60);
}

std::string age_text(std::int64_t span_s) {
  if (span_s < 0) return "0 s";
  if (span_s < 60) return fmt::format("{} s", span_s);
  const auto whole_minutes = span_s / 60;
  if (whole_minutes < 60) return fmt::format("{} min", whole_minutes);
  const auto whole_hours = whole_minutes / 60;
  if (whole_hours < 48) return fmt::format("{} h {:02}", whole_hours, whole_minutes % 60);
  return fmt::format("{} days", whole_hours / 24);
}

}  // namespace carehub
