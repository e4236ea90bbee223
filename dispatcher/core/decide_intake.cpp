// Taking cases in, and what people say of them later.

#include <algorithm>
#include <charconv>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/clock_rules.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/referral_merge.hpp"
#include "dispatcher/core/referral_notes.hpp"
#include "dispatcher/core/triage_rules.hpp"
#include "protocols/domain/area.hpp"
#include "protocols/domain/geo.hpp"
#include "protocols/domain/needs_999.hpp"
#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/postcode.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

// NHS number checked, locality found, doubts named. Nothing is ever dropped.
void Decider::tidy(Referral& referral) const {
  Person& person = referral.person;
  if (!person.nhs_number.empty()) {
    NhsNumber read = read_nhs_number(person.nhs_number);
    person.nhs_number = std::move(read.digits);
    person.nhs_number_status = read.status;
    if (read.status == NhsNumberStatus::check_digit_wrong) {
      warn(referral, "the NHS number's check digit is wrong; ask for it again");
    } else if (read.status == NhsNumberStatus::malformed) {
      warn(referral, "the NHS number is not ten digits; ask for it again");
    }
  }
  Location& location = referral.location;
  if (!location.postcode.empty()) {
    if (auto tidied = tidy_postcode(location.postcode)) {
      location.postcode = *std::move(tidied);
    } else {
      warn(referral, "the postcode has not the shape of one; ask for it again");
    }
  }
  if (location.position && !in_british_isles(*location.position)) {
    location.doubtful = true;
    if (location.doubt.empty()) location.doubt = "the position lies outside the British Isles";
  }
  if (location.position && location.locality.empty() && in_british_isles(*location.position)) {
    const Locality* nearest = nearest_locality(site(), *location.position);
    const auto apart_m = nearest == nullptr ? 0 : metres_between(nearest->centre, *location.position);
    if (nearest != nullptr && !outside_area(site(), *location.position)) {
      location.locality = nearest->name;
    } else if (nearest != nullptr) {
      const std::string doubt =
          fmt::format("the position lies {} km from {}, outside this hub's area", apart_m / 1000, nearest->name);
      location.doubtful = true;
      if (location.doubt.find(doubt) == std::string::npos) {
        if (!location.doubt.empty()) location.doubt += "; ";
        location.doubt += doubt;
      }
    }
  }
}

Decider::Outcome_ Decider::check_triage(const Triage& triage) const {
  const int priority = static_cast<int>(triage.priority);
  if (priority < 1 || priority > 4) return refuse(RefusalCode::invalid_value, "priority is 1 to 4");
  if (triage.visit_s && (*triage.visit_s < 0 || seconds{*triage.visit_s} > visit_max)) {
    return refuse(RefusalCode::invalid_value, "a visit of {} seconds cannot be right; give up to {} hours",
                  *triage.visit_s, visit_max.count());
  }
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const RegisterCase& c) {
  if (c.triage) {
    if (auto refused = check_triage(*c.triage)) return refused;
  }
  if (c.received && *c.received > now() + clock_skew && !by_machine()) {
    return refuse(RefusalCode::invalid_value, "the call cannot have been received at {}, in the future",
                  clock(*c.received));
  }
  for (const ExternalId& id : c.referral.external_ids) {
    const CaseId known = is_message(id) ? draft_.below().case_of(id) : CaseId{};
    if (known.given()) {
      decision_.case_id = known;
      return refuse(RefusalCode::duplicate_message, "this message is already case {}; nothing more to do", known.value);
    }
  }
  Referral referral = c.referral;
  Instant received = c.received.value_or(now());
  if (received > now() + clock_skew) warn(referral, "the message gave a time of receipt in the future; taken as now");
  if (received > now()) received = now();
  const Duration doubtful_after = minutes(site().thresholds.received_doubtful_min);
  if (now() - received > doubtful_after)
    warn(referral, fmt::format("received more than {} before it was entered", age_text(whole_seconds(doubtful_after))));
  register_case(std::move(referral), c.triage, received);
  return std::nullopt;
}

CaseId Decider::register_case(Referral&& referral, const std::optional<Triage>& triage, Instant received) {
  tidy(referral);
  const CaseId id = draft_.next_case();
  decision_.case_id = id;
  say("registered as {}", id.value);
  const bool doubtful = referral.location.doubtful;
  const std::string doubt = referral.location.doubt;
  emit(CaseReceived{id, std::move(referral), received});
  if (doubtful) {
    raise(AlertKind::location_doubtful, Severity::medium, id,
          fmt::format("{}: where is it? {}", id.value, doubt.empty() ? "the position is doubtful" : doubt));
  }
  recognise(id);
  look_for_duplicates(id);
  look_for_earlier_calls(id);
  if (triage) triage_at_intake(id, *triage);
  after_needs_known(id, Automatic::allowed);
  return id;
}

// Whoever is no clinician may name the need; where the rules say that a clinician decides first, it stays a call that
// waits for one, with what was named kept beside it.
void Decider::triage_at_intake(CaseId id, const Triage& asked) {
  auto triage = by_rules(site(), draft_.find_case(id)->referral, with_record(id, asked), {}, now());
  const auto role = stamp_.actor.role;
  const bool clinical = role == Role::navigator || role == Role::admin;
  note_floor(id, triage);
  if (triage.result != ClinicalResult::clinician || clinical) {
    emit(CaseTriaged{id, std::move(triage), {}});
    return;
  }
  const auto why = reason_words(site(), triage);
  emit(NoteAdded{id, fmt::format("named at intake: {}; a clinician decides first: {}", words(asked.need), why)});
  say("a clinician decides first: {}", why);
}

// Minutes on the floor, as answered, begin a timer of their own.
void Decider::note_floor(CaseId id, const Triage& triage) {
  const Case* below = draft_.below().find_case(id);
  const Referral& known = below == nullptr ? draft_.find_case(id)->referral : below->referral;
  const auto told = std::ranges::find(triage.facts, "time_on_floor_min", &KnownFact::fact);
  if (known.on_floor_since || told == triage.facts.end()) return;
  std::int32_t minutes_on_floor = 0;
  const std::string& text = told->value;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), minutes_on_floor);
  if (fault != std::errc() || end != text.data() + text.size() || minutes_on_floor < 0) return;
  Referral referral = known;
  referral.on_floor_since = now() - minutes(minutes_on_floor);
  const std::string note = "on the floor since " + clock(*referral.on_floor_since);
  emit(ReferralUpdated{id, std::move(referral), note});
}

void Decider::after_needs_known(CaseId id, Automatic automatic) {
  if (draft_.find_case(id)->triage) stop_clocks(id, ClockMoment::triaged, now());
  start_clocks(id);
  note_gaps(id);
  mark_red_flag(id);
  propose(id, automatic);
}

// Also while somebody is on the way who cannot help in this.
void Decider::mark_red_flag(CaseId id) {
  const Case& c = *draft_.find_case(id);
  if (!red_flagged(c) || !is_open(c.status)) return;
  if (is_waiting(c))
    return raise(AlertKind::red_flag, Severity::high, id, fmt::format("{}: red flag, 999 first", id.value));
  const ServiceConfig* config = c.assignment ? draft_.service_config(c.assignment->service) : nullptr;
  if (config != nullptr && config->takes_red_flags) return;
  raise(AlertKind::red_flag, Severity::high, id,
        fmt::format("{}: red flag now, and {}; 999 first", id.value, has_words(c)));
}

Decider::Outcome_ Decider::decide(const CorrectCase& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  auto correction = corrected(known.referral, c.field, c.value);
  if (!correction) return refuse(RefusalCode::invalid_value, "{}", correction.error().detail);
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why the {} is corrected", c.field);
  tidy(correction->referral);
  const bool waits = is_waiting(known);
  emit(CaseCorrected{c.case_id, std::move(correction->referral), c.field, std::move(correction->before),
                     std::move(correction->after), c.reason});
  say("{}: {} corrected", c.case_id.value, c.field);
  if (!is_open(known.status)) return std::nullopt;
  start_clocks(c.case_id);
  end_clock_alerts(c.case_id);
  if (c.field == "position") {
    resolve(AlertKind::location_doubtful, c.case_id, "the place is known");
    if (waits) propose(c.case_id, Automatic::no);
  }
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const TriageCase& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (auto refused = check_triage(c.triage)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_claim(known)) return refused;
  note_floor(c.case_id, c.triage);
  const Referral& referral = draft_.below().find_case(c.case_id)->referral;
  emit(CaseTriaged{c.case_id, by_rules(site(), referral, with_record(c.case_id, c.triage), c.red_flags, now()),
                   c.red_flags});
  say("{} triaged: {}", c.case_id.value, words(c.triage.need));
  resolve(AlertKind::claim_lapsed, c.case_id, "triaged");
  resolve(AlertKind::welfare_call_due, c.case_id, "a clinician has looked");
  resolve(AlertKind::follow_up_due, c.case_id, "a clinician has looked");
  after_needs_known(c.case_id, Automatic::allowed);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const SetPriority& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const int priority = static_cast<int>(c.priority);
  if (priority < 1 || priority > 4) return refuse(RefusalCode::invalid_value, "priority is 1 to 4");
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (!known.triage) return refuse(RefusalCode::wrong_state, "{} is not triaged yet; triage it first", c.case_id.value);
  const Priority before = known.triage->priority;
  if (before == c.priority) {
    return refuse(RefusalCode::already_done, "{} already has priority {}", c.case_id.value, priority);
  }
  emit(PriorityChanged{c.case_id, before, c.priority, c.reason});
  say("{} now has priority {}", c.case_id.value, priority);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const AddNote& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (blank(c.text)) return refuse(RefusalCode::invalid_value, "the note is empty; write something");
  if (auto refused = check_time(c.at)) return refused;
  emit(NoteAdded{c.case_id, c.text, told(c.at)});
  say("note added to {}", c.case_id.value);
  const bool from_outside = by_machine() || stamp_.actor.role == Role::referrer;
  if (from_outside) mark_news_if_closed(c.case_id, c.text);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const LinkCases& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (auto refused = check_exists(c.to)) return refused;
  if (c.case_id == c.to) return refuse(RefusalCode::invalid_value, "a case cannot be linked with itself");
  CaseId chain = c.to;
  for (int depth = 0; c.duplicate && chain.given() && depth < 100; ++depth) {
    if (chain == c.case_id) {
      return refuse(RefusalCode::invalid_value, "{} is itself a duplicate of {}; link it the other way", c.to.value,
                    c.case_id.value);
    }
    const Case* next = draft_.find_case(chain);
    chain = next == nullptr ? CaseId{} : next->duplicate_of;
  }
  if (auto refused = check_state(*draft_.find_case(c.case_id))) return refused;
  const std::string reason = fmt::format("duplicate of {}", c.to.value);
  if (c.duplicate) {
    if (auto refused = check_may_stand_for(c.to, c.case_id)) return refused;
    carry_clocks(c.case_id, c.to);
    end_case(c.case_id, CaseLinked{c.case_id, c.to, true, c.reason}, reason, std::nullopt);
  } else {
    emit(CaseLinked{c.case_id, c.to, false, c.reason});
    resolve(AlertKind::possible_duplicate, c.case_id, "looked at by a person");
  }
  resolve(AlertKind::possible_duplicate, c.to, "looked at by a person");
  say("{} linked with {}{}", c.case_id.value, c.to.value, c.duplicate ? " as its duplicate" : "");
  return std::nullopt;
}

// What one case is closed into goes on with both: it must be open, and answer what the other had to.
Decider::Outcome_ Decider::check_may_stand_for(CaseId id, CaseId duplicate) const {
  const Case& kept = *draft_.find_case(id);
  const Case& other = *draft_.find_case(duplicate);
  if (!is_open(kept.status)) {
    return refuse(RefusalCode::wrong_state, "{} is closed ({}); reopen it first, or keep {} open", id.value,
                  words(kept.status), duplicate.value);
  }
  if (red_flagged(other) && !is_with_999(other, site()) && !red_flagged(kept)) {
    return refuse(RefusalCode::red_flag, "{} has a red flag ({}) that {} has not; link {} to it, or take 999 first",
                  duplicate.value, shortened(why_999(other, site().clinical), 200), id.value, id.value);
  }
  const bool asked = other.referral.ambulance.validation && !kept.referral.ambulance.validation;
  const Clock* clock = find_clock(other, ClockKind::ambulance_validation);
  if (asked && clock != nullptr && clock->outcome == ClockOutcome::running) {
    return refuse(RefusalCode::wrong_state,
                  "999 waits for an answer about {}; answer it first, or link {} with {} as its duplicate",
                  duplicate.value, id.value, duplicate.value);
  }
  return std::nullopt;
}

// Its clocks go on from where they always started.
Decider::Outcome_ Decider::decide(const ReopenCase& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why {} is reopened", c.case_id.value);
  if (auto refused = check_state(*draft_.find_case(c.case_id))) return refused;
  emit(CaseReopened{c.case_id, c.reason});
  resolve(AlertKind::closed_case_news, c.case_id, "reopened");
  say("{} reopened", c.case_id.value);
  resume_clocks(c.case_id);
  after_needs_known(c.case_id, Automatic::no);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const ClaimCase& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_claim(known)) return refused;
  const Instant until = now() + minutes(site().thresholds.claim_min);
  emit(CaseClaimed{c.case_id, stamp_.actor.user, until});
  resolve(AlertKind::claim_lapsed, c.case_id, "taken up again");
  say("{} is yours until {}", c.case_id.value, clock(until));
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const ReleaseClaim& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_claim(known)) return refused;
  if (!known.claim) return refuse(RefusalCode::already_done, "nobody has taken up {}", c.case_id.value);
  emit(ClaimEnded{c.case_id, "given back"});
  say("{} given back", c.case_id.value);
  return std::nullopt;
}

}  // namespace carehub::core
