// What other systems say of a case they know by their own references: updates, cancellations, answers. Calls that may
// be the same one. A message taken in twice is answered as such; a reference that fits two cases is never silently
// one's.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/red_flags.hpp"
#include "dispatcher/core/referral_merge.hpp"
#include "dispatcher/core/referral_notes.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

std::string numbers(const std::vector<CaseId>& ids) {
  std::vector<std::string> items;
  for (const CaseId id : ids) items.push_back(std::to_string(id.value));
  return listed(items);
}

}  // namespace

// --- which case ---

// The open ones that carry one of the references, newest first; where none is open, the newest closed one.
std::vector<CaseId> Decider::cases_by_external(const std::vector<ExternalId>& ids) const {
  std::vector<CaseId> found;
  CaseId closed;
  for (const ExternalId& id : ids) {
    for (const CaseId known : draft_.below().case_indices().find_all(id)) {
      if (is_open(draft_.find_case(known)->status))
        found.push_back(known);
      else
        closed = std::max(closed, known);
    }
  }
  std::sort(found.begin(), found.end(), std::greater<>());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.empty() && closed.given()) found.push_back(closed);
  return found;
}

Decider::Outcome_ Decider::check_new_message(const std::vector<ExternalId>& ids) {
  for (const ExternalId& id : ids) {
    const CaseId known = is_message(id) ? draft_.below().case_of(id) : CaseId{};
    if (!known.given()) continue;
    decision_.case_id = known;
    return refuse(RefusalCode::duplicate_message, "this message was already taken in with case {}", known.value);
  }
  return std::nullopt;
}

// Where a message fits more than one open case, each of them says so.
void Decider::tell_all(const std::vector<CaseId>& matches, const std::string& what) {
  if (matches.size() < 2) return;
  const std::string all = numbers(matches);
  for (const CaseId id : matches) {
    emit(NoteAdded{id, what});
    raise(AlertKind::possible_duplicate, Severity::medium, id,
          fmt::format("{}: {} carry the same reference; look at all of them", id.value, all));
  }
}

// Same number, phone or place and age within the last hours. People decide whether it is the same call.
void Decider::look_for_duplicates(CaseId id) {
  const Case& c = *draft_.find_case(id);
  const Thresholds& limits = site().thresholds;
  const RecentCalls::Likeness likeness{now() - minutes(limits.duplicate_window_min), limits.duplicate_metres,
                                       local_time(site().calendar, now()).day};
  std::vector<CaseId> others = draft_.below().recent_calls().alike(c.referral, likeness);
  if (others.size() > duplicates_max) others.resize(duplicates_max);
  if (others.empty()) return look_for_same_reference(id);
  const std::string text = fmt::format("{} may be the same call as {}", id.value, others.front().value);
  emit(PossibleDuplicateFound{id, std::move(others)});
  raise(AlertKind::possible_duplicate, Severity::low, id, text);
  look_for_same_reference(id);
}

// Another open case that came with the same reference: linked, and said so.
void Decider::look_for_same_reference(CaseId id) {
  const Case& c = *draft_.find_case(id);
  if (!is_open(c.status)) return;
  std::vector<CaseId> others;
  for (const ExternalId& external : c.referral.external_ids) {
    if (is_message(external)) continue;
    for (const CaseId other : draft_.below().case_indices().find_all(external)) {
      const bool known = std::find(others.begin(), others.end(), other) != others.end();
      if (other != id && !known && is_open(draft_.find_case(other)->status)) others.push_back(other);
    }
  }
  if (others.empty()) return;
  std::sort(others.begin(), others.end(), std::greater<>());
  if (others.size() > duplicates_max) others.resize(duplicates_max);
  const auto& linked = c.possible_duplicates;
  const bool new_link = std::any_of(others.begin(), others.end(), [&](CaseId other) {
    return std::find(linked.begin(), linked.end(), other) == linked.end();
  });
  if (!new_link) return;
  const std::string text = fmt::format("{} carries the same reference as {}", id.value, numbers(others));
  emit(PossibleDuplicateFound{id, std::move(others)});
  raise(AlertKind::possible_duplicate, Severity::medium, id, text);
}

// What a duplicate was closed into has its news.
CaseId Decider::kept_case_of(CaseId id) const {
  for (int depth = 0; depth < 100; ++depth) {
    const Case* c = draft_.find_case(id);
    if (c == nullptr || c->status != CaseStatus::duplicate || !c->duplicate_of.given()) break;
    id = c->duplicate_of;
  }
  return id;
}

// Nobody looks at a closed case by itself.
void Decider::mark_news_if_closed(CaseId id, const std::string& news) {
  const Case& c = *draft_.find_case(id);
  if (is_open(c.status)) return;
  const bool red = red_flagged(c);
  raise(AlertKind::closed_case_news, red ? Severity::high : Severity::medium, id,
        fmt::format("{}: news after it was closed ({}){}{}; reopen it if somebody must act", id.value, words(c.status),
                    red ? ", with a red flag" : "", blank(news) ? "" : ": " + shortened(news, 120)));
}

// Whoever was closed into a case that never should have been is looked at again by a person.
void Decider::mark_duplicates_of(CaseId id) {
  constexpr std::uint64_t near_in_number = 500;
  const CaseId after{id.value - std::min(id.value, near_in_number)};
  for (const Case* other : draft_.below().cases_after(after, 2 * near_in_number)) {
    if (other->status != CaseStatus::duplicate || other->duplicate_of != id) continue;
    raise(
        AlertKind::closed_case_news, Severity::high, other->id,
        fmt::format("{}: was closed as a duplicate of {}, which was entered in error; reopen it unless it was as well",
                    other->id.value, id.value));
  }
}

// --- the messages ---

Decider::Outcome_ Decider::decide(const UpdateReferral& c) {
  CaseId id = c.case_id;
  std::vector<CaseId> matches;
  if (id.given()) {
    if (auto refused = check_exists(id)) return refused;
  } else {
    if (auto refused = check_new_message(c.referral.external_ids)) return refused;
    matches = cases_by_external(c.referral.external_ids);
    if (matches.empty()) {
      Referral referral = c.referral;
      warn(referral, "came as an update of a case that this hub does not know");
      register_case(std::move(referral), std::nullopt, now());
      say("not known here; registered as new case {}", decision_.case_id.value);
      return std::nullopt;
    }
    id = matches.front();
  }
  id = kept_case_of(id);
  decision_.case_id = id;
  const bool was_red = red_flagged(*draft_.find_case(id));
  const auto position = draft_.find_case(id)->referral.location.position;
  Referral newer = c.referral;
  tidy(newer);
  emit(ReferralUpdated{id, merged(draft_.find_case(id)->referral, newer), c.note});
  say("{} updated", id.value);
  tell_all(matches, fmt::format("an update with the same reference was added to {}", id.value));
  look_for_same_reference(id);
  recognise(id);
  const Case& updated = *draft_.find_case(id);
  if (!is_open(updated.status)) {
    mark_news_if_closed(id, c.note);
    return std::nullopt;
  }
  if (updated.referral.location.doubtful) {
    raise(AlertKind::location_doubtful, Severity::medium, id,
          fmt::format("{}: where is it? {}", id.value, updated.referral.location.doubt));
  } else {
    resolve(AlertKind::location_doubtful, id, "the place is known");
  }
  start_clocks(id);
  end_clock_alerts(id);
  mark_red_flag(id);
  const Case& now_known = *draft_.find_case(id);
  const bool moved = now_known.referral.location.position != position;
  if (is_waiting(now_known) && (moved || red_flagged(now_known) != was_red)) propose(id);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const CancelCase& c) {
  const auto matches = c.case_id.given() ? std::vector{c.case_id} : cases_by_external(c.external_ids);
  const CaseId id = matches.empty() ? CaseId{} : matches.front();
  decision_.case_id = id;
  if (auto refused = check_exists(id)) return refused;
  if (matches.size() > 1) return cancel_none_of(matches, c.reason);
  const Case& known = *draft_.find_case(id);
  if (known.status == CaseStatus::cancelled) {
    return refuse(by_machine() ? RefusalCode::duplicate_message : RefusalCode::already_done,
                  "{} was cancelled already at {}; nothing more to do", id.value, clock(known.closed.value_or(now())));
  }
  std::string reason = c.reason;
  if (blank(reason) && !by_machine()) return refuse(RefusalCode::missing_reason, "say why {} is cancelled", id.value);
  if (blank(reason)) reason = c.entered_in_error ? "entered in error" : "cancelled by the referrer";
  if (auto refused = check_state(known)) return refused;
  // What the referrer takes back is the referrer's; at the desk it would be an end without 999.
  const Role role = stamp_.actor.role;
  const bool by_desk = (role == Role::operator_ || role == Role::navigator) && !c.entered_in_error;
  if (by_desk) {
    if (auto refused = refuse_end_without_999(site(), known, role, reason)) return refused;
  }
  const auto despite = by_desk ? ended_without_999(site(), known, reason) : std::nullopt;
  end_case(id, CaseCancelled{id, reason, c.entered_in_error}, reason,
           c.entered_in_error ? std::nullopt : std::optional(ClockMoment::responded));
  resolve(AlertKind::ownership_returned, id, "cancelled by the referrer");
  if (despite) raise(AlertKind::red_flag, Severity::high, id, *despite);
  if (c.entered_in_error) mark_duplicates_of(id);
  say("{} cancelled", id.value);
  return std::nullopt;
}

// Which of them is meant only a person can tell: nothing is closed on a guess.
Decider::Outcome_ Decider::cancel_none_of(const std::vector<CaseId>& matches, const std::string& reason) {
  tell_all(matches, fmt::format("a cancellation came for {}, which carry the same reference{}{}; nothing was cancelled",
                                numbers(matches), blank(reason) ? "" : ": ", reason));
  say("the reference fits {}: nothing was cancelled; a person has to say which", numbers(matches));
  return std::nullopt;
}

// Without a message number the same words are the same answer.
bool Decider::has_answer(CaseId id, const RecordResponse& c) const {
  const std::string line = answer_words(c.kind, c.reason, c.note);
  const auto& history = draft_.below().find_case(id)->history;
  return std::any_of(history.begin(), history.end(), [&](const HistoryEntry& entry) { return entry.what == line; });
}

// A partner that rejects what was referred on leaves nobody responsible: the case is open here again.
Decider::Outcome_ Decider::decide(const RecordResponse& c) {
  if (auto refused = check_new_message(c.external_ids)) return refused;
  const auto matches = cases_by_external(c.external_ids);
  if (matches.empty()) {
    return refuse(RefusalCode::unknown_response, "this answers nothing that this hub has sent; check where it belongs");
  }
  decision_.case_id = matches.front();
  std::vector<ExternalId> messages;
  std::copy_if(c.external_ids.begin(), c.external_ids.end(), std::back_inserter(messages), is_message);
  if (messages.empty() && has_answer(matches.front(), c)) {
    return refuse(RefusalCode::duplicate_message, "this answer was already taken in with case {}",
                  matches.front().value);
  }
  for (const CaseId id : matches) record_response(id, c, messages);
  tell_all(matches, "an answer came for a reference that several open cases carry; it was added to each");
  say("answer recorded with {}", numbers(matches));
  return std::nullopt;
}

// Only what was handed on can come back: a rejection of anything else stands in the history.
void Decider::record_response(CaseId id, const RecordResponse& c, const std::vector<ExternalId>& messages) {
  emit(ResponseRecorded{id, c.kind, c.reason, c.note, messages});
  const Case& known = *draft_.find_case(id);
  const bool handed_on = known.status == CaseStatus::referred_on || known.returned_to_ambulance;
  if (c.kind != "rejected" || !handed_on) return;
  if (draft_.find_case(id)->status == CaseStatus::referred_on) {
    emit(CaseReopened{id, "the partner rejected it"});
    resume_clocks(id);
    after_needs_known(id, Automatic::no);
  }
  raise(AlertKind::ownership_returned, Severity::high, id,
        fmt::format("{}: the partner rejected it; this hub is responsible again", id.value));
}

}  // namespace carehub::core
