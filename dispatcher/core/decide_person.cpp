// What is known of a person: told once by whoever knows it, seen by whom an agreement names, every look an event.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/sharing.hpp"
#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/postcode.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

// By the case's NHS number where it is a good one, else by the number itself.
PersonId Decider::person_of(CaseId case_id, const PersonId& person) const {
  if (const Case* c = case_id.given() ? draft_.below().find_case(case_id) : nullptr) {
    const Person& known = c->referral.person;
    return known.nhs_number_status == NhsNumberStatus::well_formed ? PersonId(known.nhs_number) : PersonId{};
  }
  const NhsNumber read = read_nhs_number(person.value);
  return read.status == NhsNumberStatus::well_formed ? PersonId(read.digits) : PersonId{};
}

Decider::Outcome_ Decider::check_person(CaseId case_id, const PersonId& person) const {
  if (case_id.given()) {
    if (auto refused = check_exists(case_id)) return refused;
    if (person_of(case_id, person).given()) return std::nullopt;
    return refuse(RefusalCode::unknown_person, "{} has no good NHS number, so nothing can be on record by it",
                  case_id.value);
  }
  if (person_of(case_id, person).given()) return std::nullopt;
  return refuse(RefusalCode::unknown_person, "\"{}\" is no NHS number; give its ten digits",
                shortened(person.value, 40));
}

// A crew sees whom it visits, and nobody else.
Decider::Outcome_ Decider::check_own_visit(CaseId case_id) const {
  if (!by_crew()) return std::nullopt;
  const Case* c = case_id.given() ? draft_.find_case(case_id) : nullptr;
  const bool with_team = c != nullptr && c->assignment && c->assignment->kind == UnitKind::team;
  const Team* team = with_team ? draft_.find_team(TeamId(c->assignment->unit)) : nullptr;
  const bool visits = c != nullptr && c->status >= CaseStatus::allocated && c->status <= CaseStatus::on_scene;
  if (team != nullptr && team->crew_user == stamp_.actor.user && visits) {
    return std::nullopt;
  }
  return refuse(RefusalCode::not_your_team, "a crew sees the record of whom it was sent to; ask the desk");
}

Decider::Outcome_ Decider::decide(const TellOfPerson& c) {
  if (auto refused = check_person(c.case_id, c.person)) return refused;
  if (c.until && *c.until <= now()) {
    return refuse(RefusalCode::invalid_value, "{} is past; what is told must hold for some time", clock(*c.until));
  }
  const PersonId person = person_of(c.case_id, c.person);
  // The desk writes down what others tell; who tells it directly speaks for their own organisation.
  const bool direct = stamp_.actor.role == Role::referrer || blank(c.organisation);
  const std::string organisation = direct ? organisation_of(site(), stamp_.actor) : c.organisation;
  if (!direct && !looks_like_ods_code(organisation)) {
    return refuse(RefusalCode::invalid_value, "\"{}\" is no organisation's code; write its ODS code, such as {}",
                  shortened(organisation, 40), site().hub_ods);
  }
  const PersonRecord* known = draft_.find_person(person);
  if (blank(c.text) && (known == nullptr || find_entry(*known, c.field, organisation) == nullptr)) {
    return refuse(RefusalCode::invalid_value, "say what is to be known of the {}", words(c.field));
  }
  PersonEntry entry{c.field, blank(c.text) ? std::string() : c.text, organisation, who(stamp_.actor), now(), c.until};
  emit(PersonTold{person, c.case_id, std::move(entry)});
  say("{}: {}", words(c.field), blank(c.text) ? "no longer holds" : "kept");
  recognise_everywhere(person);
  return std::nullopt;
}

// Open cases about the person say what is on record.
void Decider::recognise_everywhere(const PersonId& person) {
  for (const CaseId id : draft_.below().case_indices().open()) {
    const Person& one = draft_.below().find_case(id)->referral.person;
    if (one.nhs_number_status == NhsNumberStatus::well_formed && one.nhs_number == person.value) recognise(id);
  }
}

void Decider::recognise(CaseId id) {
  const Case& c = *draft_.find_case(id);
  // A draft keeps who it is only of a new case, or of one whose referral was just told anew.
  const Case* below = draft_.below().find_case(id);
  const bool told_now = !c.referral.person.nhs_number.empty() || below == nullptr;
  const Person& known = told_now ? c.referral.person : below->referral.person;
  if (known.nhs_number_status != NhsNumberStatus::well_formed) return;
  const PersonRecord* record = draft_.find_person(PersonId(known.nhs_number));
  if (record == nullptr) return;
  auto fields = known_fields(*record, now());
  auto safety = text_of(*record, PersonField::scene_safety, now());
  if (fields == c.known_fields && (fields.empty() || safety == c.safety)) return;
  const bool often = std::ranges::find(fields, PersonField::frequent_caller) != fields.end();
  emit(PersonRecognised{id, std::move(fields), std::move(safety)});
  if (often) {
    raise(AlertKind::repeat_caller, Severity::low, id,
          fmt::format("{}: there is a plan for calls of this person; look at it first", id.value));
  }
}

// What is on record is known, unless somebody was asked and said otherwise.
Triage Decider::with_record(CaseId id, Triage triage) const {
  const Case& c = *draft_.find_case(id);
  const auto add = [&](PersonField field, const char* fact, const char* value) {
    const bool on_record = std::ranges::find(c.known_fields, field) != c.known_fields.end();
    const bool told = std::ranges::find(triage.facts, fact, &KnownFact::fact) != triage.facts.end();
    if (on_record && !told) triage.facts.push_back({fact, value});
  };
  add(PersonField::key_worker, "key_worker", "yes");
  add(PersonField::care_plan, "key_worker", "yes");
  add(PersonField::end_of_life, "epaccs_preferred_place", "on record");
  return triage;
}

// Somebody without a good NHS number has no record, but may have a case with a way in.
Decider::Outcome_ Decider::decide(const ViewPerson& c) {
  if (auto refused = c.case_id.given() ? check_exists(c.case_id) : check_person(c.case_id, c.person)) return refused;
  if (auto refused = check_own_visit(c.case_id)) return refused;
  if (wants(c.fields, PersonField::access) && blank(c.reason)) {
    return refuse(RefusalCode::missing_reason, "say why the way in has to be known; the look is recorded");
  }
  Seen seen = look_for(c);
  emit(PersonViewed{seen.view.person, c.case_id, seen.shown, seen.view.not_shared,
                    organisation_of(site(), stamp_.actor), c.reason, seen.glass_broken});
  const auto shown = seen.view.entries.size() + seen.view.earlier.size() + (seen.view.access.empty() ? 0 : 1);
  const auto withheld = seen.view.not_shared.size();
  say("{} shown{}", shown, withheld == 0 ? std::string() : fmt::format(", {} kinds not shared with you", withheld));
  decision_.person = std::move(seen.view);
  return std::nullopt;
}

Seen Decider::look_for(const ViewPerson& c) const {
  static const PersonRecord nothing;
  const PersonId person = person_of(c.case_id, c.person);
  const PersonRecord* known = person.given() ? draft_.find_person(person) : nullptr;
  const PersonRecord& record = known == nullptr ? nothing : *known;
  const Look look{site(), stamp_.actor, c.fields, now()};
  Seen seen = look_at(record, look);
  seen.view.person = person;
  if (wants(c.fields, PersonField::access) && may_see(record, PersonField::access, look))
    seen.view.access = access_of_cases(person, c.case_id);
  if (person.given() && may_see(record, PersonField::history, look) && wants(c.fields, PersonField::history))
    seen.view.earlier = earlier_cases(person, c.case_id);
  if (!seen.view.access.empty() && std::ranges::find(seen.shown, PersonField::access) == seen.shown.end())
    seen.shown.push_back(PersonField::access);
  return seen;
}

namespace {

// Newest first, until the visitor has enough.
template <class Visit>
void for_cases_of(const State& state, const PersonId& person, Visit visit) {
  const auto found = state.case_indices().find_all(CaseIndices::person_key(person));
  for (auto at = found.rbegin(); at != found.rend(); ++at) {
    const Case& c = *state.find_case(*at);
    if (c.referral.person.nhs_number == person.value && !visit(c)) return;
  }
}

}  // namespace

std::string Decider::access_of_cases(const PersonId& person, CaseId about) const {
  std::string access = about.given() ? draft_.below().find_case(about)->referral.location.access : std::string();
  if (!access.empty() || !person.given()) return access;
  for_cases_of(draft_.below(), person, [&](const Case& c) {
    access = c.referral.location.access;
    return access.empty();
  });
  return access;
}

std::vector<EarlierCase> Decider::earlier_cases(const PersonId& person, CaseId except) const {
  std::vector<EarlierCase> found;
  for_cases_of(draft_.below(), person, [&](const Case& c) {
    if (c.id == except) return true;
    const bool open = is_open(c.status);
    found.push_back({c.id, c.received, c.referral.summary,
                     open ? std::string(words(c.status)) : fmt::format("{}, {}", words(c.status), words(c.outcome))});
    return found.size() < earlier_cases_max;
  });
  return found;
}

// Once for as long as a screen shows it, so that the journal says who saw which case and is not drowned in it.
Decider::Outcome_ Decider::decide(const ViewCase& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  emit(CaseViewed{c.case_id, organisation_of(site(), stamp_.actor)});
  say("{} seen", c.case_id.value);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const BreakGlass& c) {
  if (auto refused = check_person(c.case_id, c.person)) return refused;
  if (auto refused = check_own_visit(c.case_id)) return refused;
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why you must see what is not shared with you");
  const PersonId person = person_of(c.case_id, c.person);
  const Instant until = now() + minutes(site().thresholds.break_glass_min);
  const std::string organisation = organisation_of(site(), stamp_.actor);
  emit(GlassBroken{person, c.case_id, {stamp_.actor.user, until, c.reason}, organisation});
  Alert alert;
  alert.kind = AlertKind::glass_broken;
  alert.severity = Severity::high;
  alert.case_id = c.case_id;
  alert.text = fmt::format("{} of {} sees everything on record of somebody until {}; ask why",
                           person_words(stamp_.actor.user.value), organisation, clock(until));
  raise(std::move(alert));
  say("everything is shown to you until {}; each look is recorded, and the hub was told", clock(until));
  return std::nullopt;
}

}  // namespace carehub::core
