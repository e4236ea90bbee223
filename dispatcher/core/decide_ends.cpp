// How cases end without a visit, and how people arrive.

#include <algorithm>

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/proposals.hpp"
#include "dispatcher/core/red_flags.hpp"
#include "protocols/domain/reject_reasons.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

// 999 had them after all, or nobody can be helped any more.
bool answers_red_flag(Outcome outcome) {
  return outcome == Outcome::conveyed || outcome == Outcome::died;
}

}  // namespace

void Decider::end_case(CaseId id, Event event, const std::string& reason, std::optional<ClockMoment> moment) {
  const Case& c = *draft_.find_case(id);
  const auto holder = holder_of(c);
  if (plans() && is_proposed(c)) want_plan();  // whoever came behind it comes sooner
  if (holder && holder->kind == UnitKind::team) release(id, reason);
  if (moment && *moment != ClockMoment::closed) stop_clocks(id, *moment, now());
  end_clocks(id, reason, moment.has_value());
  emit(std::move(event));
  resolve_all(id, reason);
  offer_again(holder);
}

Decider::Outcome_ Decider::decide(const RecordArrival& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (auto refused = check_time(c.at)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (c.at && *c.at < known.received) {
    return refuse(RefusalCode::invalid_value, "{} is before the call came in", clock(*c.at));
  }
  if (auto refused = check_state(known)) return refused;
  const auto happened = told(c.at);
  const auto holder = holder_of(known);
  stop_clocks(c.case_id, ClockMoment::arrived_at_place, happened.value_or(now()));
  end_clocks(c.case_id, "seen elsewhere", true);
  emit(PersonArrived{c.case_id, happened});
  resolve_all(c.case_id, "arrived");
  offer_again(holder);
  say("{} has arrived; closed", c.case_id.value);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const RecordNotArrived& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  const auto holder = holder_of(known);
  release(c.case_id, blank(c.reason) ? std::string("did not arrive") : c.reason);
  propose(c.case_id, Automatic::no);
  offer_again(holder);
  say("{} did not arrive; the case waits again", c.case_id.value);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const ReferOn& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (draft_.find_service(c.service) == nullptr) {
    return refuse(RefusalCode::unknown_service, "there is no service \"{}\"", shortened(c.service.value, 40));
  }
  if (blank(c.reason)) {
    return refuse(RefusalCode::missing_reason, "say why {} goes to {}", c.case_id.value,
                  service_words(site(), c.service));
  }
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  // Somebody with a red flag goes to 999; elsewhere only by a clinician's word against it.
  const bool to_999 = !check_red_flag(known, c.service);
  if (!to_999) {
    if (auto refused = refuse_end_without_999(site(), known, stamp_.actor.role, c.reason)) return refused;
  }
  const auto despite = to_999 ? std::nullopt : ended_without_999(site(), known, c.reason);
  const std::string reason = "referred on to " + service_words(site(), c.service);
  end_case(c.case_id, CaseReferredOn{c.case_id, c.service, c.reason}, reason, ClockMoment::responded);
  if (despite) raise(AlertKind::red_flag, Severity::high, c.case_id, *despite);
  say("{} {}", c.case_id.value, reason);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const AdviseAndClose& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (blank(c.advice)) return refuse(RefusalCode::missing_reason, "say what was advised");
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_claim(known)) return refused;
  if (auto refused = refuse_end_without_999(site(), known, stamp_.actor.role, c.advice)) return refused;
  const auto despite = ended_without_999(site(), known, c.advice);
  end_case(c.case_id, CaseAdvised{c.case_id, c.advice}, "advised", ClockMoment::responded);
  if (despite) raise(AlertKind::red_flag, Severity::high, c.case_id, *despite);
  say("{} advised and closed", c.case_id.value);
  return std::nullopt;
}

// Where the referrer is told to try instead: a service or somebody of the community directory, by its name.
Decider::Outcome_ Decider::check_redirect(const std::string& to, std::string& name) const {
  if (const ServiceConfig* service = draft_.service_config(ServiceId(to))) {
    name = service->name;
  } else if (const CommunityEntry* entry = find_community(site(), to)) {
    name = entry->name;
  } else {
    return refuse(RefusalCode::unknown_service, "there is no service \"{}\", nor in the community directory",
                  shortened(to, 40));
  }
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const RejectReferral& c) {
  const RejectReason* reason = find_reject_reason(c.reason_code);
  if (reason != nullptr && reason->clinician_only && stamp_.actor.role != Role::navigator) {
    return refuse(RefusalCode::role_not_allowed, "only a clinician may reject with \"{}\"", reason->words);
  }
  if (auto refused = check_exists(c.case_id)) return refused;
  if (reason == nullptr) {
    return refuse(RefusalCode::invalid_value, "{} is no reason to reject; {}", c.reason_code, reject_reasons_words());
  }
  if (reason->comment_required && blank(c.comment)) {
    return refuse(RefusalCode::missing_reason, "\"{}\" needs a comment", reason->words);
  }
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_claim(known)) return refused;
  std::string instead;
  if (!blank(c.redirect_to)) {
    if (auto refused = check_redirect(c.redirect_to, instead)) return refused;
  }
  const bool returned = known.referral.ambulance.validation;  // 999 has it back
  if (!returned) {
    if (auto refused = refuse_end_without_999(site(), known, stamp_.actor.role, c.comment)) return refused;
  }
  const auto despite = returned ? std::nullopt : ended_without_999(site(), known, c.comment);
  const std::string why = fmt::format("rejected: {}", reason->words);
  end_case(c.case_id, CaseRejected{c.case_id, c.reason_code, c.comment, instead}, why, ClockMoment::responded);
  if (returned) {
    raise(AlertKind::ownership_returned, Severity::high, c.case_id,
          fmt::format("{}: back with the ambulance service ({}); tell them", c.case_id.value, reason->words));
  }
  if (despite) raise(AlertKind::red_flag, Severity::high, c.case_id, *despite);
  say("{} {}{}; {} owns it again", c.case_id.value, why, instead.empty() ? instead : "; try " + instead,
      returned ? "the ambulance service" : "the referrer");
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const CloseCase& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (c.outcome == Outcome::none) return refuse(RefusalCode::invalid_value, "say how {} ended", c.case_id.value);
  if (needs_reason(c.outcome) && blank(c.reason)) {
    return refuse(RefusalCode::missing_reason, "\"{}\" needs a reason", words(c.outcome));
  }
  if (c.outcome == Outcome::advised || c.outcome == Outcome::referred_on) {
    return refuse(RefusalCode::invalid_value,
                  "\"{}\" is recorded with what was said or where to: advise or refer it on", words(c.outcome));
  }
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (!known.first_seen && blank(c.reason)) {
    return refuse(RefusalCode::missing_reason, "nobody of this hub has been with {}; say who was, or how it is known",
                  c.case_id.value);
  }
  const bool answered = answers_red_flag(c.outcome);
  if (!answered) {
    if (auto refused = refuse_end_without_999(site(), known, stamp_.actor.role, c.reason)) return refused;
  }
  const auto despite = answered ? std::nullopt : ended_without_999(site(), known, c.reason);
  const std::string why = fmt::format("closed: {}", words(c.outcome));
  end_case(c.case_id, CaseClosed{c.case_id, c.outcome, c.reason}, why, ClockMoment::responded);
  if (despite) raise(AlertKind::red_flag, Severity::high, c.case_id, *despite);
  say("{} closed, {}", c.case_id.value, words(c.outcome));
  return std::nullopt;
}

}  // namespace carehub::core
