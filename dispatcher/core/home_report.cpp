#include "dispatcher/core/home_report.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "dispatcher/core/closed_case.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

bool holds_id(const std::vector<std::string>& ids, const ReadingTrigger& trigger) {
  return std::ranges::find(ids, trigger.id) != ids.end();
}

std::vector<std::string> ids_of(const Held& held) {
  std::vector<std::string> ids;
  for (const ReadingTrigger* trigger : held) ids.push_back(trigger->id);
  return ids;
}

Severity severity_of(const ReadingTrigger& trigger) {
  return trigger.emergency ? Severity::high : trigger.severity;
}

int gravest_before(const ClinicalContent& content, const Resident& resident) {
  int gravest = -1;
  for (const ReadingTrigger& trigger : content.telemetry.triggers)
    if (holds_id(resident.triggers, trigger)) gravest = std::max(gravest, clinical::gravity(trigger));
  return gravest;
}

// Each is told once of a case, however often the values go to and fro.
bool is_told(const Case& c, const ReadingTrigger& trigger) {
  if (c.referral.narrative.find(trigger.id + " (") != std::string::npos) return true;
  return std::ranges::any_of(c.history, [&](const HistoryEntry& entry) {
    return entry.what.find("[" + trigger.id + "]") != std::string::npos;
  });
}

bool is_doubtful(const JudgedReading& judged) {
  return judged.fault != ReadingFault::none && judged.fault != ReadingFault::duplicate;
}

// "; before also too old": faults that the open alert names and this report does not have, so that two faults by turns
// do not change its text each time.
std::string named_before(const Alert* open, const std::vector<JudgedReading>& doubts) {
  std::string text;
  if (open == nullptr) return text;
  for_each_value<ReadingFault>([&](ReadingFault fault) {
    if (fault == ReadingFault::none || fault == ReadingFault::duplicate) return;
    const bool now = std::ranges::find(doubts, fault, &JudgedReading::fault) != doubts.end();
    if (now || open->text.find(words(fault)) == std::string::npos) return;
    text += fmt::format("{}{}", text.empty() ? "; before also " : ", ", words(fault));
  });
  return text;
}

}  // namespace

Decider::HomeReport::Known& Decider::HomeReport::known(const ResidentId& id) {
  auto [found, is_new] = known_.try_emplace(id);
  if (is_new) {
    const Resident* resident = hub_.draft_.find_resident(id);
    if (resident != nullptr && resident->home == home_.id && !resident->left) found->second = {true, false, *resident};
  }
  return found->second;
}

void Decider::HomeReport::judge_all() {
  const clinical::ReportTime time{hub_.now(), report_.device_now};
  judged_.reserve(report_.readings.size());
  for (const Reading& reading : report_.readings) {
    Known& who = known(reading.resident);
    const Resident* resident = who.here ? &who.resident : nullptr;
    judged_.push_back(clinical::judge(hub_.site().clinical.telemetry, resident, reading, time));
    if (judged_.back().fault != ReadingFault::none) continue;
    clinical::take(who.resident, judged_.back());
    if (!std::exchange(who.seen, true)) seen_.push_back(&who.resident);
  }
}

const Case* Decider::HomeReport::open_case_of(const Resident& resident) const {
  if (!resident.case_id.given()) return nullptr;
  const Case* c = hub_.draft_.find_case(hub_.kept_case_of(resident.case_id));
  return c != nullptr && is_open(c->status) ? c : nullptr;
}

void Decider::HomeReport::look_at(Resident& resident) {
  const Case* open = open_case_of(resident);
  if (open == nullptr && resident.case_id.given()) forget_closed_case(hub_.draft_, resident);
  const Held held = clinical::triggers(hub_.site().clinical, resident, today_);
  if (held.empty() && resident.triggers.empty() && !resident.case_id.given()) return;
  Held fresh;
  std::ranges::copy_if(held, std::back_inserter(fresh),
                       [&](const auto* trigger) { return !holds_id(resident.triggers, *trigger); });
  const CaseId case_id = open != nullptr ? open->id : CaseId{};
  auto ids = ids_of(held);
  if (ids != resident.triggers || case_id != resident.case_id)
    hub_.emit(TriggersChanged{resident.id, std::move(ids), case_id});
  if (open != nullptr) return tell_case(*open, resident, fresh);
  look_at_alert(resident, held, fresh);
}

// A value that changes from minute to minute changes no alert; another trigger does.
void Decider::HomeReport::look_at_alert(const Resident& resident, const Held& held, const Held& fresh) {
  const AlertKey key{{}, "resident/" + resident.id.value, AlertKind::resident_unwell};
  if (held.empty()) return hub_.resolve(key, "newer readings are as they should be");
  const Alert* open = hub_.draft_.find_alert(key);
  const Resident* now = hub_.draft_.find_resident(resident.id);
  const bool marked = (now->alerted & bit_of(AlertKind::resident_unwell)) != 0;
  if (fresh.empty() && (open != nullptr ? held.size() == resident.triggers.size() : marked)) return;
  Alert alert;
  alert.kind = AlertKind::resident_unwell;
  alert.severity = severity_of(*held.front());
  alert.resident = resident.id;
  alert.text = unwell_words(hub_.site(), resident, held, hub_.now());
  hub_.raise(std::move(alert));
}

void Decider::HomeReport::tell_case(const Case& c, const Resident& resident, const Held& fresh) {
  const CaseId id = c.id;
  const Case* below = hub_.draft_.below().find_case(id);
  const ReadingTrigger* gravest = nullptr;
  std::string told;
  for (const ReadingTrigger* trigger : fresh) {
    if (below != nullptr && is_told(*below, *trigger)) continue;
    if (gravest == nullptr) gravest = trigger;
    told += fmt::format("{}{} [{}]: {}", told.empty() ? "" : "; ", trigger->because, trigger->id,
                        measured_words(hub_.site(), resident, *trigger, hub_.now()));
  }
  if (gravest == nullptr) return;
  hub_.emit(NoteAdded{id, fmt::format("from {}: {}", home_.name, told)});
  if (clinical::gravity(*gravest) > gravest_before(hub_.site().clinical, resident)) raise_case(id, resident, *gravest);
}

// It is worse than what the case was opened for: somebody has to look at it again.
void Decider::HomeReport::raise_case(CaseId id, const Resident& resident, const ReadingTrigger& gravest) {
  const std::string text = unwell_words(hub_.site(), resident, {&gravest}, hub_.now());
  const Case& c = *hub_.draft_.find_case(id);
  if (gravest.emergency && !red_flagged(c)) {
    // The draft holds the case without its story.
    Referral referral = hub_.draft_.below().find_case(id)->referral;
    referral.red_flags.emplace_back("immediate_danger");
    hub_.emit(ReferralUpdated{id, std::move(referral), fmt::format("worse: {}", gravest.because)});
    hub_.start_clocks(id);
    hub_.end_clock_alerts(id);
    hub_.mark_red_flag(id);
    if (is_waiting(*hub_.draft_.find_case(id))) hub_.propose(id);
    return;
  }
  if (c.triage && c.triage->priority != Priority::p1)
    hub_.emit(PriorityChanged{id, c.triage->priority, static_cast<Priority>(static_cast<int>(c.triage->priority) - 1),
                              fmt::format("worse: {}", gravest.because)});
  hub_.raise(AlertKind::resident_unwell, severity_of(gravest), id, fmt::format("{}: worse: {}", id.value, text));
}

bool Decider::HomeReport::would_be_emergency(const JudgedReading& judged) const {
  if (!is_doubtful(judged) || !judged.hundredths) return false;
  if (judged.fault == ReadingFault::implausible || judged.fault == ReadingFault::too_old) return false;
  JudgedReading believed = judged;
  believed.fault = ReadingFault::none;
  Resident somebody;
  clinical::take(somebody, believed);
  return std::ranges::any_of(clinical::triggers(hub_.site().clinical, somebody, today_), &ReadingTrigger::emergency);
}

// One alert for the home. Its text is written anew when there are twice as many, or another fault, not each minute.
void Decider::HomeReport::look_at_doubts() {
  std::vector<JudgedReading> doubts;
  std::ranges::copy_if(judged_, std::back_inserter(doubts), is_doubtful);
  if (doubts.empty()) return;
  const auto doubtful = doubts.size();
  const HomeState* before = hub_.draft_.below().find_home(home_.id);
  const auto earlier = static_cast<std::uint64_t>(before == nullptr ? 0 : before->doubtful);
  const bool doubled = std::bit_width(earlier) != std::bit_width(earlier + doubtful);
  const bool marked = before != nullptr && (before->alerted & bit_of(AlertKind::reading_doubtful)) != 0;
  const bool emergency = std::ranges::any_of(doubts, [&](const auto& one) { return would_be_emergency(one); });
  const Severity severity = emergency ? Severity::high : Severity::medium;
  const Alert* open = hub_.draft_.find_alert(AlertKey{{}, "home/" + home_.id.value, AlertKind::reading_doubtful});
  const bool news =
      open == nullptr || open->severity < severity ||
      std::ranges::any_of(
          doubts, [&](const JudgedReading& one) { return open->text.find(words(one.fault)) == std::string::npos; });
  if (!doubled && !(news && (open != nullptr || !marked || emergency))) return;
  Alert alert;
  alert.kind = AlertKind::reading_doubtful;
  alert.severity = severity;
  alert.home = home_.id;
  alert.text =
      fmt::format("{}: {} of {} readings not believed: {}{}; {} so far.{} Look at the device, or ring the home",
                  home_.name, doubtful, judged_.size(), fault_words(doubts), named_before(open, doubts),
                  earlier + doubtful, emergency ? " One would ask for 999 if it is true: ring the home now." : "");
  hub_.raise(std::move(alert));
}

void Decider::HomeReport::say_what_came() const {
  const auto not_believed =
      std::ranges::count_if(judged_, [](const auto& one) { return one.fault != ReadingFault::none; });
  std::string message =
      fmt::format("{}: {} reading{} taken", home_.name, judged_.size(), judged_.size() == 1 ? "" : "s");
  if (not_believed > 0) message += fmt::format(", {} not believed: {}", not_believed, fault_words(judged_));
  hub_.decision_.message = std::move(message);
}

void Decider::HomeReport::run() {
  judge_all();
  hub_.emit(ReadingsTaken{home_.id, clinical::skew_s({hub_.now(), report_.device_now}), judged_});
  hub_.resolve(AlertKey{{}, "home/" + home_.id.value, AlertKind::home_silent}, "heard again");
  for (Resident* resident : seen_) look_at(*resident);
  look_at_doubts();
  say_what_came();
}

}  // namespace carehub::core
