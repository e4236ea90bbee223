// Looking again: as people and places become free, go away or fall silent, waiting cases get a better answer, or
// another one for the one that is gone. The most urgent first; one decision looks at a bounded number, a round goes on
// from Tick to Tick until every case has been looked at.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/proposals.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

// Triage has said what is needed, or a red flag has.
bool Decider::can_be_answered(const Case& c) const {
  return is_waiting(c) && (c.triage || red_flagged(c));
}

// What takes everybody gives way to whoever can really help, later though that may be. Not where 999 is the answer.
bool Decider::is_makeshift(const Case& c, const ServiceId& service) const {
  const ServiceConfig* config = draft_.service_config(service);
  return config != nullptr && config->catch_all && !red_flagged(c);
}

// One unit alone answers quickly whether it could be better than what the case has.
bool Decider::could_gain(const matching::World& world, const Case& c, UnitKind kind, const std::string& unit) const {
  const bool proposed = is_proposed(c) && c.assignment->expected;
  const bool makeshift = proposed && is_makeshift(c, c.assignment->service);
  const seconds better_by(site().thresholds.better_by_s);
  if (proposed && c.assignment->unit == unit) return false;
  if (proposed && !makeshift && now() + better_by > *c.assignment->expected) return false;
  const auto candidate = matching::find_offer(world, c, kind, unit);
  if (!candidate || !proposed) return candidate.has_value();
  return (makeshift && !is_makeshift(c, candidate->service)) ||
         candidate->arrival + better_by <= *c.assignment->expected;
}

// Worth a full answer: the round is about everybody, about the unit it was proposed, or about one that may be better.
bool Decider::concerns(const RoundMoved& round, const matching::World& all, const Case& c) const {
  if (round.unit.empty()) return true;
  if (is_proposed(c) && c.assignment->unit == round.unit && c.assignment->kind == round.kind) return true;
  return could_gain(all, c, round.kind, round.unit);
}

void Decider::withdraw(CaseId id, const std::string& reason) {
  emit(ProposalWithdrawn{id, reason, {}});
  resolve(AlertKind::unanswered_proposal, id, "withdrawn");
}

// Whoever was proposed and cannot come any more is withdrawn at once. A person may be confirming a young proposal: one
// that still holds stays, the better one shows among the options.
void Decider::look_again(CaseId id) {
  const Case& c = *draft_.find_case(id);
  if (!can_be_answered(c)) return;
  Explanation found = find_response(c);
  if (!is_proposed(c)) return propose_from(id, std::move(found), Automatic::allowed);
  const Assignment had = *c.assignment;
  const Candidate* still = offer_of(found, had);
  if (still == nullptr) {
    withdraw(id, why_gone(found, had));
    return propose_from(id, std::move(found), Automatic::allowed);
  }
  const seconds better_by(site().thresholds.better_by_s);
  const bool worse = had.expected && still->arrival >= *had.expected + better_by;
  const bool young = had.since + seconds(site().thresholds.confirming_s) > now();
  const Candidate& first = found.offered.front();
  const bool other_kind =
      (is_makeshift(c, still->service) && !is_makeshift(c, first.service)) || (still->late && !first.late);
  const bool better = &first != still && (other_kind || first.arrival + better_by <= still->arrival);
  const bool exchange = better && (worse || !young);
  if (exchange && worse) withdraw(id, fmt::format("it would now arrive at {}", clock(still->arrival)));
  if (exchange || worse) propose_from(id, std::move(found), exchange ? Automatic::allowed : Automatic::no);
}

// --- rounds ---

std::size_t Decider::go_round(RoundMoved round, std::size_t most) {
  const auto& waiting = draft_.below().case_indices().waiting();
  const matching::World all = world();
  const bool was_open = proposing_again_;
  proposing_again_ = true;
  std::vector<CaseId> concerned;
  std::size_t looked_at = 0;
  auto at = waiting.upper_bound({round.reached_urgency, CaseId{round.reached_case}});
  for (; at != waiting.end() && looked_at < most && concerned.size() < reconsidered_max; ++at) {
    const auto [urgency, id] = *at;
    const bool changed = draft_.has_changed(id);
    if (changed && ticking_) break;  // as it is after this Tick, in the next one
    round.reached_urgency = urgency;
    round.reached_case = id.value;
    const Case& c = *draft_.find_case(id);
    if (changed || !can_be_answered(c)) continue;
    ++looked_at;
    if (concerns(round, all, c)) concerned.push_back(id);
  }
  round.over = at == waiting.end();
  for (CaseId id : concerned) look_again(id);
  proposing_again_ = was_open;
  finish_round(std::move(round));
  return looked_at;
}

// Who was sent away meanwhile is asked for from the beginning: what it was proposed to has to be answered anew.
void Decider::finish_round(RoundMoved round) {
  const auto& known = draft_.below().hub().rounds;
  const auto same_unit = [&](const RoundMoved& other) { return other.kind == round.kind && other.unit == round.unit; };
  const bool restarted = std::any_of(sent_meanwhile_.begin(), sent_meanwhile_.end(), same_unit);
  const bool was_known = std::any_of(known.begin(), known.end(), same_unit);
  if (!restarted && was_known) {
    emit(std::move(round));
  } else if (!restarted && !round.over) {
    start_round(std::move(round));
  }
  for (RoundMoved& other : sent_meanwhile_) start_round(std::move(other));
  sent_meanwhile_.clear();
}

// Too many rounds become one about everybody.
void Decider::start_round(RoundMoved round) {
  if (draft_.below().hub().rounds.size() >= rounds_max) round = RoundMoved{};
  emit(std::move(round));
}

void Decider::unit_freed(UnitKind kind, const std::string& unit) {
  if (plans()) return want_plan();
  if (proposing_again_ || draft_.below().case_indices().waiting().empty()) return;
  RoundMoved round;
  round.kind = kind;
  round.unit = unit;
  go_round(std::move(round), reconsidered_max);
}

void Decider::unit_gone(UnitKind kind, const std::string& unit) {
  if (plans()) want_plan();
  RoundMoved round;
  round.kind = kind;
  round.unit = unit;
  if (proposing_again_) {
    sent_meanwhile_.push_back(std::move(round));
    return;
  }
  std::vector<std::pair<Instant, CaseId>> affected;
  for (CaseId id : draft_.below().case_indices().proposed_to(unit)) {
    const Case& c = *draft_.find_case(id);
    if (plans() && !red_flagged(c)) continue;
    if (is_proposed(c) && c.assignment->unit == unit && c.assignment->kind == kind)
      affected.emplace_back(c.latest_safe_dispatch.value_or(never), id);
  }
  if (affected.empty()) return;
  std::sort(affected.begin(), affected.end());
  proposing_again_ = true;
  for (std::size_t i = 0; i < std::min(affected.size(), reconsidered_max); ++i) look_again(affected[i].second);
  proposing_again_ = false;
  if (affected.size() > reconsidered_max) sent_meanwhile_.push_back(std::move(round));
  for (RoundMoved& other : sent_meanwhile_) start_round(std::move(other));
  sent_meanwhile_.clear();
}

void Decider::go_on_with_rounds() {
  const std::vector<RoundMoved> rounds = draft_.below().hub().rounds;
  std::size_t left = round_cases_max;
  for (const RoundMoved& round : rounds) {
    if (left == 0) return;
    left -= std::min(left, std::max<std::size_t>(go_round(round, left), 1));
  }
}

// --- what the best answer is worth as time goes by ---

// Each waiting case has its own second of the minute, so that no Tick has to look at all of them. Where more share one
// than a Tick looks at, the next minute goes on behind them.
void Decider::tick_outlooks() {
  const auto second = static_cast<std::uint64_t>(whole_seconds(now().time_since_epoch()));
  const auto& due = draft_.below().case_indices().waiting_in_second(second);
  if (due.empty()) return;
  const std::size_t skipped = due.size() > outlooks_max ? second / 60 * outlooks_max % due.size() : 0;
  auto at = std::next(due.begin(), static_cast<std::ptrdiff_t>(skipped));
  const std::size_t most = std::min(outlooks_max, due.size());
  for (std::size_t looked_at = 0; looked_at < most; ++looked_at) {
    const Case& c = *draft_.find_case(*at);
    const bool planned = plans() && !red_flagged(c);
    if (!planned && !draft_.has_changed(*at) && can_be_answered(c)) tick_outlook(c);
    if (++at == due.end()) at = due.begin();
  }
}

void Decider::tick_outlook(const Case& c) {
  // A new outlook moves the case in the order that a round follows: it must not slip past unseen.
  if (!draft_.below().hub().rounds.empty()) return look_again(c.id);
  Explanation found = find_response(c);
  if (found.offered.empty()) return;
  if (!is_proposed(c)) return propose_from(c.id, std::move(found), Automatic::no);
  const Candidate* still = offer_of(found, *c.assignment);
  if (still == nullptr) {
    withdraw(c.id, why_gone(found, *c.assignment));
    return propose_from(c.id, std::move(found), Automatic::no);
  }
  const bool young = c.assignment->since + seconds(site().thresholds.confirming_s) > now();
  if (still->late && !found.offered.front().late && !young) {
    withdraw(c.id, fmt::format("it would arrive too late, at {}", clock(still->arrival)));
    return propose_from(c.id, std::move(found), Automatic::no);
  }
  const auto latest = latest_safe_dispatch(c, found.offered.front());
  if (differs(latest, c.latest_safe_dispatch) || differs(still->arrival, c.assignment->expected)) {
    emit(OutlookChanged{c.id, latest, still->arrival});
  }
}

// --- who holds a case ---

std::optional<Decider::Holder> Decider::holder_of(const Case& c) const {
  if (!c.assignment || c.status < CaseStatus::allocated || !is_open(c.status)) return std::nullopt;
  return Holder{c.assignment->kind, c.assignment->unit};
}

void Decider::offer_again(const std::optional<Holder>& holder) {
  if (!holder) return;
  if (holder->kind == UnitKind::team) sign_off_if_retired(TeamId(holder->unit));
  if (holder->kind == UnitKind::team || holder->kind == UnitKind::place) unit_freed(holder->kind, holder->unit);
}

}  // namespace carehub::core
