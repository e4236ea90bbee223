// Who is responsible for a case is always one, and said: the referrer until the hub has it, the hub until another
// has it. Source: BaRS application 4 (domain facts 02).

#include "dispatcher/core/clock_rules.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/ownership.hpp"

namespace carehub::core {

Decider::Outcome_ Decider::decide(const AcceptReferral& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_claim(known)) return refused;
  if (known.accepted) {
    return refuse(RefusalCode::already_done, "{} was accepted at {}", c.case_id.value, clock(*known.accepted));
  }
  if (red_flagged(known)) {
    return refuse(RefusalCode::red_flag, "{} has a red flag: it stays with 999; reject it back or send 999",
                  c.case_id.value);
  }
  emit(ReferralAccepted{c.case_id, c.note});
  stop_validation(c.case_id);
  resolve(AlertKind::validation_fail_safe, c.case_id, "accepted by this hub");
  say("{} accepted: this hub is responsible", c.case_id.value);
  return std::nullopt;
}

// The ambulance service has its answer.
void Decider::stop_validation(CaseId id) {
  const Clock* clock = nullptr;
  for (const Clock& one : draft_.find_case(id)->clocks) {
    if (one.kind == ClockKind::ambulance_validation && one.outcome == ClockOutcome::running) clock = &one;
  }
  if (clock == nullptr) return;
  const auto outcome = is_late(now(), clock->due) ? ClockOutcome::breached : ClockOutcome::met;
  emit(ClockStopped{id, ClockKind::ambulance_validation, now(), outcome, ""});
  end_clock_alerts(id);
}

Decider::Outcome_ Decider::decide(const StartConsultation& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_claim(known)) return refused;
  if (known.consultation) {
    return refuse(RefusalCode::already_done, "the consultation about {} began at {}", c.case_id.value,
                  clock(*known.consultation));
  }
  emit(ConsultationStarted{c.case_id});
  resolve(AlertKind::welfare_call_due, c.case_id, "a clinician speaks with them");
  say("{}: in progress, the consultation has started", c.case_id.value);
  return std::nullopt;
}

// Never closes the case: whoever was asked for help still needs it.
Decider::Outcome_ Decider::decide(const RecordPartnerRefusal& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (blank(c.partner)) return refuse(RefusalCode::invalid_value, "say who will not come");
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why {} will not come", shortened(c.partner, 60));
  emit(PartnerRefused{c.case_id, c.partner, c.reason, c.reference});
  if (!is_open(draft_.find_case(c.case_id)->status)) {
    mark_news_if_closed(c.case_id, shortened(c.partner, 60) + " will not come");
  } else {
    raise(AlertKind::partner_refused, Severity::high, c.case_id,
          fmt::format("{}: {} will not come; the case stays with this hub, decide what else", c.case_id.value,
                      shortened(c.partner, 60)));
  }
  say("{}: noted; the case stays with this hub", c.case_id.value);
  return std::nullopt;
}

}  // namespace carehub::core
