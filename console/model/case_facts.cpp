#include "console/model/case_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/ahead.hpp"
#include "console/model/case_list.hpp"
#include "console/model/clinical_words.hpp"
#include "console/model/contacts.hpp"
#include "console/model/duty_words.hpp"
#include "console/model/options.hpp"
#include "console/model/text.hpp"
#include "console/model/worklist.hpp"
#include "protocols/domain/needs_999.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

using Lines = std::vector<FactLine>;

void add(Lines& lines, std::string label, std::string text, bool warns = false, bool strong = false) {
  if (!text.empty()) lines.push_back({std::move(label), std::move(text), warns, strong});
}

void add_from(Lines& lines, const Case& c) {
  const Referral& r = c.referral;
  add(lines, "From", with(source_text(c), r.referrer));
  if (!r.ambulance.requester.empty())
    add(lines, "Asked by", r.ambulance.requester + (r.ambulance.validation ? ", clinical validation" : ""));
}

// "call back 18:01, 27 min early · two hours 19:12, 46 min early": all that ended alike, in one quiet line.
void add_ended(Lines& lines, const std::vector<ClockLine>& clocks) {
  for (const std::string how : {"met", "late", "not counted"}) {
    std::string text;
    for (const auto& clock : clocks)
      if (clock.ended == how) text = with(text, with(lower(clock.name), clock.brief, " "), " · ");
    add(lines, capitalised(how), text);
  }
}

void add_clocks(Lines& lines, const Case& c, std::vector<ClockLine> clocks, const Site& site, Instant now) {
  std::ranges::stable_sort(clocks, {}, [](const ClockLine& clock) { return std::pair(!clock.leads, clock.due); });
  for (const auto& clock : clocks) {
    if (!clock.ended.empty()) continue;
    const bool warns = clock.urgency >= Urgency::due_soon;
    add(lines, "Clock", fmt::format("{}: {}", clock.name, clock.brief), warns, clock.leads || warns);
    lines.back().late = clock.urgency == Urgency::breached;
  }
  add_ended(lines, clocks);
  add(lines, "Fail-safe", fail_safe_text(c, site, now), true, c.fail_safe_fired);
}

// "17:58 call back, 111 disposition; 18:20 two hours"
std::string started_text(const std::vector<ClockLine>& clocks) {
  std::string text;
  std::string at;
  for (const auto& clock : clocks) {
    text += (clock.started == at ? ", " : (text.empty() ? "" : "; ") + clock.started + " ") + lower(clock.name);
    at = clock.started;
  }
  return text;
}

// What is likely to become of it.
void add_outlook(Lines& lines, const Case& c, const Picture& picture, Instant now) {
  const CaseOutlook* outlook = outlook_of(picture, c.id, now);
  if (outlook == nullptr || !is_open(c.status)) return;
  add(lines, "Outlook", outlook_text(*outlook, picture, now), outlook->breach_permille >= chance_warns_permille);
  if (const ActionOutlook* action = action_of(picture, c.id, now))
    add(lines, "If left", action_text(*action, picture.outlook->delay_min),
        action->later_permille >= chance_warns_permille);
}

void add_flags(Lines& lines, const Referral& r, const ClinicalContent& clinical) {
  add(lines, "Red flags", red_flag_words(r, clinical), true, true);
  add(lines, "Flags", flags_text(r), true);
  add(lines, "Adjustments", adjustments_text(r));
  for (const Flag& flag : r.flags)
    if (says_scene_is_safe(flag)) add(lines, "Scene", flag.text.empty() ? "said to be safe" : flag.text);
}

void add_story(Lines& lines, const Referral& r) {
  const auto add_long = [&](std::string label, std::string text) {
    if (!text.empty()) lines.push_back({.label = std::move(label), .text = std::move(text), .folds = true});
  };
  add_long("Story", r.narrative.empty() ? r.summary : r.narrative);
  std::string sbard;
  for (const auto& [letter, text] : {std::pair{"S", &r.sbard.situation},
                                     {"B", &r.sbard.background},
                                     {"A", &r.sbard.assessment},
                                     {"R", &r.sbard.recommendation},
                                     {"D", &r.sbard.decision}})
    if (!text->empty()) sbard = with(sbard, fmt::format("{} {}", letter, *text), "  ");
  add_long("SBARD", sbard);
  std::string observed;
  for (const Observation& o : r.observations) observed = with(observed, o.name + ": " + o.value, " · ");
  add_long("Observed", observed);
}

void add_location(Lines& lines, const Location& location) {
  if (location.doubtful)
    add(lines, "Location", location.doubt.empty() ? "doubtful: confirm it" : "doubtful: " + location.doubt, true);
}

// Every number once: an updated message brings the same people again.
void add_contacts(Lines& lines, const Referral& r, Role role) {
  for (const Contact& contact : merged_contacts(r.person.contacts)) {
    std::string text = with(contact.name, contact.relation);
    const bool hidden = contact.non_public && !sees_non_public(role);
    text = with(text, hidden ? std::string("number for clinicians only") : contact.phone, " ");
    if (contact.call_back) text += " · ring this one";
    if (contact.non_public && !hidden) text += " · non-public number";
    add(lines, "Contact", text);
  }
}

void add_person(Lines& lines, const Referral& r) {
  std::string nhs = r.person.nhs_number;
  if (r.person.nhs_number_status == NhsNumberStatus::well_formed && nhs.size() == 10)
    nhs = nhs.substr(0, 3) + " " + nhs.substr(3, 3) + " " + nhs.substr(6);
  const bool doubtful = r.person.nhs_number_status == NhsNumberStatus::check_digit_wrong ||
                        r.person.nhs_number_status == NhsNumberStatus::malformed;
  add(lines, "Person", with(r.person.name, nhs.empty() ? nhs : "NHS " + nhs + (doubtful ? ", does not check" : "")),
      doubtful);
  add(lines, "Address", with(r.location.address, r.location.postcode));
}

std::string assignment_words(const Case& c, const Picture& picture, Instant now) {
  const Assignment& a = *c.assignment;
  std::string text = unit_name(picture, a.kind, a.unit);
  if (c.status == CaseStatus::proposed) {
    // Nobody was sent: no time of arrival, only what the journey would take.
    if (const auto journey = proposed_journey(c, picture, now))
      text += fmt::format(", {} once sent", age_text(whole_seconds(*journey)));
    text += ", has waited " + age_text(whole_seconds(now - a.since)) + " for an answer";
  } else if (a.expected && c.status != CaseStatus::on_scene) {
    text += ", expected " + time_text(picture.site->calendar, *a.expected, now);
  }
  if (!a.override_reason.empty()) text += " · override: " + a.override_reason;
  return text;
}

// In one line what the rules say, the gravest reason, and whether anybody stands for them; `why` has them all.
void add_rules(Lines& lines, const Case& c, const Picture& picture) {
  const auto said = clinical_lines(c, *picture.site);
  if (said.empty()) return;
  const auto because = std::ranges::find(said, "Because", &ClinicalLine::label);
  const auto reasons = std::ranges::count(said, "Because", &ClinicalLine::label);
  std::string text = said.front().text;
  if (because != said.end()) text = with(text, because->text, ": ");
  if (reasons > 1) text += fmt::format(" (and {} more)", reasons - 1);
  add(lines, said.front().label, std::move(text), said.front().warns);
  for (const auto& line : said)
    if (line.label == "Bring") add(lines, line.label, line.text);
}

void add_needs(Lines& lines, const Case& c, const Picture& picture) {
  if (c.triage) add(lines, "Needs", with(words(c.triage->skills), c.triage->reason, " · "));
  add_rules(lines, c, picture);
}

void add_same_person(Lines& lines, const Case& c) {
  std::string duplicates;
  for (const CaseId& id : c.possible_duplicates) duplicates = with(duplicates, fmt::format("{}", id.value));
  if (!duplicates.empty()) add(lines, "Same as?", "perhaps case " + duplicates, true);
}

// Who is on the way or there stands above the story; who is only asked stands with the options as well.
void add_assignment(Lines& lines, const Case& c, const Picture& picture, Instant now, bool proposed) {
  if (c.assignment && proposed == (c.status == CaseStatus::proposed))
    add(lines, proposed ? "Proposed" : "With", assignment_words(c, picture, now));
}

void add_claim(Lines& lines, const Case& c, const Picture& picture, Instant now) {
  if (c.claim)
    add(lines, "Claimed", c.claim->user.value + " until " + time_text(picture.site->calendar, c.claim->until, now));
}

void add_ids(Lines& lines, const Case& c, const std::vector<ClockLine>& clocks) {
  for (const ExternalId& id : c.referral.external_ids)
    if (id.system == "journey") add(lines, "Journey", id.value);
  add(lines, "Started", started_text(clocks));
}

// Where a line about who has the case belongs: those that warn stand above the story.
enum class DutyPart { door, urgent, known, hands };

DutyPart part_of(const DutyLine& line) {
  if (line.label == "Safety") return DutyPart::door;
  if (line.label == "Owed" || line.label == "In progress") return DutyPart::urgent;
  if (line.label == "Repeat" || line.label == "On record") return line.warns ? DutyPart::urgent : DutyPart::known;
  return line.warns ? DutyPart::urgent : DutyPart::hands;
}

void add_duties(Lines& lines, const std::vector<DutyLine>& duties, DutyPart part) {
  for (const auto& line : duties)
    if (part_of(line) == part) add(lines, line.label, line.text, line.warns);
}

}  // namespace

std::string flags_text(const Referral& referral) {
  std::string flags;
  for (const Flag& flag : referral.flags) {
    if (flag.kind == FlagKind::reasonable_adjustment || says_scene_is_safe(flag)) continue;
    const std::string kind(words(flag.kind));
    // "ReSPECT form: ReSPECT form held at home" says it twice.
    const bool says_itself = lower(flag.text).contains(lower(kind));
    flags = with(flags, flag.text.empty() ? kind : says_itself ? flag.text : kind + ": " + flag.text, " · ");
  }
  return flags;
}

std::string adjustments_text(const Referral& referral) {
  std::string text;
  for (const Flag& flag : referral.flags)
    if (flag.kind == FlagKind::reasonable_adjustment)
      text = with(text, flag.text.empty() ? flag.code : flag.text, " · ");
  text = with(text, referral.person.communication_needs, " · ");
  if (referral.person.housebound) text = with(text, "housebound", " · ");
  return text;
}

std::string case_title(const Case& c, const Picture& picture, Instant now) {
  std::string title = need_text(c, now);
  if (const auto age = age_years(c.referral.person, local_time(picture.site->calendar, now).day))
    title += fmt::format(", {}", *age);
  const std::string locality = locality_text(c);
  if (!locality.empty() && locality != "–") title += ", " + locality;
  return title;
}

std::vector<FactLine> case_facts(const Case& c, const Picture& picture, Instant now, Role role) {
  Lines lines;
  const auto duties = duty_lines(c, *picture.site, now);
  const auto clocks = clock_lines(c, picture, now);
  add_flags(lines, c.referral, picture.site->clinical);
  add_duties(lines, duties, DutyPart::door);
  add_from(lines, c);
  add_clocks(lines, c, clocks, *picture.site, now);
  add_assignment(lines, c, picture, now, false);
  add_location(lines, c.referral.location);
  add_duties(lines, duties, DutyPart::urgent);
  add_same_person(lines, c);
  add_story(lines, c.referral);
  add_duties(lines, duties, DutyPart::known);
  add_needs(lines, c, picture);
  add_contacts(lines, c.referral, role);
  add_person(lines, c.referral);
  add_outlook(lines, c, picture, now);
  add_duties(lines, duties, DutyPart::hands);
  add_assignment(lines, c, picture, now, true);
  add_claim(lines, c, picture, now);
  add(lines, "Warnings", joined(c.referral.warnings, " · "), true);
  add_ids(lines, c, clocks);
  return lines;
}

std::string history_text(const HistoryEntry& entry, const Calendar& calendar, Instant now) {
  constexpr minutes worth_saying{1};
  auto text = entry.by.empty() || entry.by == "hub" ? entry.what : fmt::format("{} · {}", entry.what, entry.by);
  if (entry.happened && entry.at - *entry.happened >= worth_saying)
    text += fmt::format(" (happened {})", time_text(calendar, *entry.happened, now));
  return text;
}

namespace {

// "due 18:00" of a clock, "promised for 18:00" of what is owed: with the day, if it is not the entry's.
void say_day(std::string& text, std::string_view before, Instant due, Instant told, const Calendar& calendar) {
  if (local_time(calendar, due).day == local_time(calendar, told).day) return;
  const auto bare = std::string(before) + clock_text(calendar, due);
  const auto at = text.find(bare);
  if (at == std::string::npos) return;
  text.replace(at, bare.size(), std::string(before) + time_text(calendar, due, told));
}

}  // namespace

std::string history_text(const HistoryEntry& entry, const Case& c, const Calendar& calendar, Instant now) {
  auto dated = entry;
  for (const auto& clock : c.clocks)
    if (entry.what.starts_with(fmt::format("clock {} run", words(clock.kind))))
      say_day(dated.what, "due ", clock.due, entry.at, calendar);
  for (const auto& duty : c.duties)
    if (entry.what.starts_with(words(duty.kind))) say_day(dated.what, "promised for ", duty.due, entry.at, calendar);
  return history_text(dated, calendar, now);
}

}  // namespace carehub::console
