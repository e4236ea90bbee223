// What duties, ownership and handovers leave in the records.

#include <algorithm>

#include "dispatcher/core/duties.hpp"
#include "dispatcher/core/evolver.hpp"
#include "dispatcher/core/indices.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

void keep_welfare(Welfare& welfare, ContactResult result, Instant at) {
  if (result == ContactResult::no_answer) {
    welfare.tried = at;
    ++welfare.attempts;
  } else {
    welfare = {std::max(at, welfare.heard.value_or(at)), std::nullopt, 0};  // one told late moves nothing back
  }
}

}  // namespace

void Evolver::operator()(const ContactRecorded& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  const Instant at = e.happened.value_or(stamp_.at);
  c->alerted &= ~bit_of(alert_of(e.kind));
  // Whoever was spoken to for another reason was spoken to.
  if (e.kind == DutyKind::welfare_call || e.result != ContactResult::no_answer) keep_welfare(c->welfare, e.result, at);
  const auto duty = std::ranges::find(c->duties, e.number, &Duty::number);
  if (duty != c->duties.end()) {
    if (e.result == ContactResult::no_answer) {
      ++duty->attempts;
      c->alerted |= bit_of(alert_of(e.kind));  // still asked for
    } else {
      c->duties.erase(duty);
    }
  }
  if (e.result == ContactResult::worse && c->status == CaseStatus::following_up)
    c->status = c->triage ? CaseStatus::triaged : CaseStatus::received;
  note(*c, e.happened, "{}: {}{}{}", words(e.kind), words(e.result), e.note.empty() ? "" : ", ", e.note);
}

void Evolver::operator()(const DutyPromised& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->duties.push_back(e.duty);
  c->duties_given = std::max(c->duties_given, e.duty.number);
  if (!records_.complete()) return;
  std::string text = fmt::format("{} promised for {}", words(e.duty.kind), clock(e.duty.due));
  if (!e.duty.to.empty()) text += " to " + e.duty.to;
  add_line(*c, with_reason(std::move(text), e.duty.about), std::nullopt);
}

void Evolver::operator()(const SignpostedToCommunity& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  std::vector<std::string> names;
  for (const std::string& id : e.entries) {
    const CommunityEntry* entry = find_community(records_.site(), id);
    names.push_back(entry == nullptr ? id : entry->name);
  }
  note(*c, std::nullopt, "signposted to {}{}{}", listed(names), e.advice.empty() ? "" : ": ", e.advice);
  if (!e.follow_up) return end_case(*c, CaseStatus::advised, Outcome::advised);
  release_unit(*c);
  set_assignment(*c, std::nullopt);
  c->latest_safe_dispatch.reset();
  c->claim.reset();
  c->status = CaseStatus::following_up;
}

void Evolver::operator()(const EarlierCallsFound& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->earlier_calls = e.calls;
  std::vector<std::string> numbers;
  for (const CaseId id : e.calls) numbers.push_back(std::to_string(id.value));
  note(*c, std::nullopt, "earlier calls about the same person: {}", listed(numbers));
}

// --- who is responsible ---

void Evolver::operator()(const ReferralAccepted& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->accepted = stamp_.at;
  note(*c, std::nullopt, "accepted: this hub is responsible{}{}", e.note.empty() ? "" : "; ", e.note);
}

void Evolver::operator()(const ConsultationStarted& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->consultation = stamp_.at;
  c->welfare = {stamp_.at, std::nullopt, 0};
  c->alerted &= ~bit_of(AlertKind::welfare_call_due);
  note(*c, std::nullopt, "consultation started");
}

void Evolver::operator()(const PartnerRefused& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  note(*c, std::nullopt, "{} will not come: {}{}{}; the case stays here", e.partner, e.reason,
       e.reference.empty() ? "" : ", reference ", e.reference);
}

// --- crews and shifts ---

void Evolver::operator()(const CrewReportedSafe& e) {
  Team* team = heard(e.team);
  if (team == nullptr) return;
  team->safe_at = e.happened.value_or(stamp_.at);
  team->alerted &= ~bit_of(AlertKind::lone_worker);
}

void Evolver::operator()(const ShiftHandedOver& e) {
  records_.set_handover(e.handover);
}

// It stays to be looked at: whoever took it works through the cases that were named.
void Evolver::operator()(const ShiftTakenOver& e) {
  records_.take_handover(e.by, stamp_.at);
}

}  // namespace carehub::core
