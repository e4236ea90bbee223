// What is owed to people who wait: calls to hear how they are, calls that were promised, whoever rings again and again.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/duties.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/proposals.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

// Whom to ring where nobody was named.
std::string usual_contact(const Referral& referral) {
  const auto& contacts = referral.person.contacts;
  const auto at = std::ranges::find_if(contacts, &Contact::call_back);
  const Contact* one = at != contacts.end() ? &*at : contacts.empty() ? nullptr : &contacts.front();
  if (one == nullptr) return "whoever rang";
  std::string words = one->name.empty() ? one->relation : one->name;
  if (!one->phone.empty()) words += (words.empty() ? "" : ", ") + one->phone;
  return words.empty() ? "whoever rang" : words;
}

}  // namespace

// The named one, or that of its kind which is due first.
const Duty* Decider::find_duty(const Case& c, DutyKind kind, std::int32_t number) const {
  const Duty* first = nullptr;
  for (const Duty& duty : c.duties) {
    if (duty.kind != kind || (number != 0 && duty.number != number)) continue;
    if (first == nullptr || duty.due < first->due) first = &duty;
  }
  return first;
}

Decider::Outcome_ Decider::check_promised(Instant at) const {
  if (at <= now()) {
    return refuse(RefusalCode::invalid_value, "{} is past; promise a time to come", clock(at));
  }
  if (at > now() + promise_max) {
    return refuse(RefusalCode::invalid_value, "{} is too far off; promise up to {} days", clock(at),
                  promise_max.count() / 24);
  }
  return std::nullopt;
}

void Decider::promise(CaseId id, Duty duty) {
  duty.number = draft_.find_case(id)->duties_given + 1;
  emit(DutyPromised{id, std::move(duty)});
}

Decider::Outcome_ Decider::decide(const PromiseCallBack& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (auto refused = check_promised(c.at)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  std::string to = blank(c.to) ? usual_contact(draft_.below().find_case(c.case_id)->referral) : c.to;
  say("{}: {} will be rung back at {}", c.case_id.value, to, clock(c.at));
  promise(c.case_id, {0, DutyKind::call_back, c.at, std::move(to), c.about, 0});
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const RecordContact& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (auto refused = check_time(c.at)) return refused;
  if (c.result == ContactResult::worse && blank(c.note)) {
    return refuse(RefusalCode::missing_reason, "say what has become worse");
  }
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (c.at && *c.at < known.received) {
    return refuse(RefusalCode::invalid_value, "{} is before the call came in", clock(*c.at));
  }
  const bool promised = c.kind != DutyKind::welfare_call;
  const Duty* duty = promised ? find_duty(known, c.kind, c.number) : nullptr;
  if (promised && duty == nullptr) {
    return refuse(RefusalCode::already_done, "no {} is owed for {}", words(c.kind), c.case_id.value);
  }
  std::optional<Instant> again;
  if (c.result == ContactResult::no_answer) again = now() + minutes(site().thresholds.welfare_retry_min);
  emit(ContactRecorded{c.case_id, c.kind, duty == nullptr ? 0 : duty->number, c.result, c.note, told(c.at), again});
  after_contact(c);
  return std::nullopt;
}

void Decider::after_contact(const RecordContact& c) {
  const CaseId id = c.case_id;
  const AlertKind kind = alert_of(c.kind);
  const Case& known = *draft_.find_case(id);
  if (c.result == ContactResult::worse) {
    raise(kind, Severity::high, id, fmt::format("{}: worse, by the {}; triage it again now", id.value, words(c.kind)));
    if (is_waiting(known)) propose(id, Automatic::no);
    say("{}: worse; a clinician has to look now", id.value);
    return;
  }
  if (c.result == ContactResult::no_answer) return after_no_answer(c);
  resolve(kind, id, "reached");
  say("{}: {} made", id.value, words(c.kind));
  if (known.status == CaseStatus::following_up && known.duties.empty()) {
    emit(CaseClosed{id, Outcome::advised, blank(c.note) ? std::string("followed up") : "followed up: " + c.note});
    resolve_all(id, "followed up");
    say("{} followed up and closed", id.value);
  }
}

// Once in vain is tried again; again and again means that somebody has to go and look.
void Decider::after_no_answer(const RecordContact& c) {
  const CaseId id = c.case_id;
  const Case& known = *draft_.find_case(id);
  const Duty* duty = find_duty(known, c.kind, c.number);
  const auto attempts = c.kind == DutyKind::welfare_call ? known.welfare.attempts : duty->attempts;
  if (attempts >= site().thresholds.welfare_attempts) {
    raise(alert_of(c.kind), Severity::high, id,
          fmt::format("{}: {} calls in vain; consider sending somebody to look", id.value, attempts));
    say("{}: nobody answered, {} times now; consider sending somebody", id.value, attempts);
    return;
  }
  if (c.kind == DutyKind::welfare_call) resolve(AlertKind::welfare_call_due, id, "tried, and tried again soon");
  say("{}: nobody answered; to be tried again", id.value);
}

// One that was due is made by whoever saw or spoke to the person; the next is owed from now on.
void Decider::end_welfare_call(CaseId id, const std::string& because) {
  if (draft_.below().find_alert(AlertKey{id, {}, AlertKind::welfare_call_due}) == nullptr) return;
  emit(ContactRecorded{id, DutyKind::welfare_call, 0, ContactResult::reached, because, std::nullopt, std::nullopt});
  resolve(AlertKind::welfare_call_due, id, because);
}

void Decider::tick_duties(const Case& c) {
  const CaseId id = c.id;
  const auto marked = [&](AlertKind kind) { return (c.alerted & bit_of(kind)) != 0; };
  if (const auto at = welfare_call_at(c, site().thresholds);
      at && *at <= now() && !marked(AlertKind::welfare_call_due)) {
    const Instant heard = c.welfare.heard.value_or(c.received);
    raise(AlertKind::welfare_call_due, Severity::medium, id,
          fmt::format("{}: waits, last spoken to at {}; ring and ask how it is", id.value, clock(heard)));
  }
  for (const Duty& duty : c.duties) {
    const AlertKind kind = alert_of(duty.kind);
    if (duty.due > now() || marked(kind)) continue;
    raise(kind, Severity::medium, id,
          fmt::format("{}: {} promised for {}", id.value, words(duty.kind), clock(duty.due)));
  }
}

// Beside possible duplicates, which are about one call: the same person again within days.
void Decider::look_for_earlier_calls(CaseId id) {
  const Thresholds& limits = site().thresholds;
  const Case& c = *draft_.find_case(id);
  const RecentCalls::Likeness likeness{c.received - minutes(limits.repeat_window_min), same_house_m,
                                       local_time(site().calendar, now()).day};
  std::vector<CaseId> calls = draft_.below().recent_calls().alike(c.referral, likeness);
  std::erase_if(calls, [&](CaseId other) { return other == id || are_two_people(c, *draft_.find_case(other)); });
  if (calls.empty()) return;
  const auto count = static_cast<std::int32_t>(calls.size()) + 1;
  if (calls.size() > repeat_calls_max) calls.resize(repeat_calls_max);
  emit(EarlierCallsFound{id, std::move(calls)});
  if (limits.repeat_concern <= 0 || count < limits.repeat_concern) return;
  const bool urgent = count > limits.repeat_concern;
  raise(AlertKind::repeat_caller, urgent ? Severity::high : Severity::medium, id,
        fmt::format("{}: call {} about the same person within {}; a clinician should look", id.value, count,
                    age_text(std::int64_t{limits.repeat_window_min} * 60)));
}

Decider::Outcome_ Decider::decide(const ReportSafe& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  if (auto refused = check_time(c.at)) return refused;
  emit(CrewReportedSafe{c.team, told(c.at)});
  team_heard(c.team);
  resolve(AlertKind::lone_worker, c.team, "all is well");
  say("{}: all is well, noted", c.team.value);
  return std::nullopt;
}

}  // namespace carehub::core
