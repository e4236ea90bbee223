#include "dispatcher/runtime/engine.hpp"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "dispatcher/core/command_case.hpp"
#include "dispatcher/core/digest.hpp"
#include "dispatcher/runtime/snapshot_rows.hpp"
#include "protocols/wire/codec.hpp"

namespace carehub::runtime {

Actor system_actor() {
  return Actor{UserName{"hub"}, Role::system, ""};
}

std::size_t Engine::HashId::operator()(const CommandId& id) const noexcept {
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), id.bytes.data(), id.bytes.size());
  return static_cast<std::size_t>((halves[0] ^ (halves[1] * 0x9e3779b97f4a7c15ULL)) * 0xff51afd7ed558ccdULL);
}

namespace {

// Of entries from before fingerprints were kept only the case is known.
bool is_another(const journal::Outcome& first, const Command& command, std::uint64_t fingerprint) {
  if (first.fingerprint != 0) return first.fingerprint != fingerprint;
  const auto named = core::case_named_by(command);
  return named.given() && first.case_id.given() && named != first.case_id;
}

}  // namespace

Engine::Engine(core::State state, std::unique_ptr<journal::Journal> journal, HubClock& clock, EngineOptions options)
    : state_(std::move(state)), journal_(std::move(journal)), clock_(clock), options_(options) {
  durable_ = state_.hub().last_sequence;
}

void Engine::start(std::function<void()> wake, std::function<void(const Error&)> failed,
                   std::function<void(const Error&)> damaged) {
  wake_ = std::move(wake);
  journal_->when_damaged(std::move(damaged));
  last_snapshot_ = std::chrono::steady_clock::now();
  journal_->start(std::move(failed));
}

void Engine::submit(const Command& command, const Actor& actor, CommandId id, Answered answered) {
  const auto fingerprint = id.given() ? journal::fingerprint_of(wire::encode(command)) : 0;
  if (id.given() && answer_repeat(command, actor, id, fingerprint, answered)) return;
  const auto sealed = options_.seal.sealed(command);
  decide_and_append(sealed ? *sealed : command, actor, id, fingerprint, std::move(answered));
}

std::optional<PersonView> Engine::opened(std::optional<PersonView> view) const {
  if (view) view = options_.seal.opened(*std::move(view));
  return view;
}

// What is queued is known here, what is committed the journal knows. Another command under a used id must not get that
// one's answer: its sender would believe that it was carried out.
bool Engine::answer_repeat(const Command& command, const Actor& actor, CommandId id, std::uint64_t fingerprint,
                           Answered& answered) {
  if (const auto at = in_flight_.find(id); at != in_flight_.end()) {
    auto& first = pending_[at->second - first_pending_];
    if (first.fingerprint == fingerprint)
      first.answered.push_back(std::move(answered));
    else
      refuse_reuse(actor, id, answered);
    return true;
  }
  const auto outcome = journal_->find(id);
  if (!outcome) return false;
  if (is_another(*outcome, command, fingerprint)) {
    refuse_reuse(actor, id, answered);
    return true;
  }
  answered(wire::Answer{id, !outcome->refusal, true, outcome->refusal, outcome->case_id, outcome->sequence,
                        outcome->message});
  return true;
}

void Engine::refuse_reuse(const Actor& actor, CommandId id, Answered& answered) {
  const Refusal refusal{RefusalCode::command_id_reused,
                        "this command number was used for something else; nothing was done: give it again"};
  const auto who = actor.console.empty() ? actor.user.value : fmt::format("{} on {}", actor.user.value, actor.console);
  submit(ReportHubCondition{AlertKind::command_id_reused, Severity::medium,
                            fmt::format("{} sent two commands under one number; the second was refused", who), false});
  if (answered)
    when_durable([id, refusal, answered = std::move(answered)] {
      answered(wire::Answer{id, false, false, refusal, CaseId{}, Sequence{0}, refusal.text});
    });
}

void Engine::decide_and_append(const Command& command, const Actor& actor, CommandId id, std::uint64_t fingerprint,
                               Answered answered) {
  const Stamp stamp{decided() + 1, clock_.now(), actor, id};
  auto decision = core::decide(state_, command, stamp);
  if (decision.events.empty()) {  // nothing was due, nothing changed
    wire::Answer answer;
    answer.id = id;
    answer.accepted = true;
    answer.case_id = decision.case_id;
    answer.message = std::move(decision.message);
    answer.preview = std::move(decision.preview);
    if (answered) when_durable([answer, answered = std::move(answered)] { answered(answer); });
    return;
  }
  auto sequence = stamp.sequence;
  for (const auto& event : decision.events) core::evolve(state_, event, stamp, sequence++);
  const auto last = sequence - 1;

  Pending pending;
  pending.last = last;
  pending.id = id;
  pending.fingerprint = fingerprint;
  pending.answer = {id,
                    !decision.refusal,
                    false,
                    decision.refusal,
                    decision.case_id,
                    stamp.sequence,
                    decision.message,
                    opened(std::move(decision.person)),
                    {}};
  if (answered) pending.answered.push_back(std::move(answered));
  pending.since = std::chrono::steady_clock::now();
  if (options_.acknowledge_early) finish(pending);
  if (id.given()) in_flight_.emplace(id, first_pending_ + pending_.size());
  pending_.push_back(std::move(pending));

  events_since_snapshot_ += decision.events.size();
  append({stamp, std::move(decision.events), decision.case_id, std::move(decision.message), fingerprint}, last);
  keep_house();
}

void Engine::append(journal::Entry entry, Sequence last) {
  journal_->append(std::move(entry), [this, last] { on_durable(last); });
}

void Engine::keep_house() {
  if (++entries_since_digest_ >= options_.digest_every_entries) append_digest();
  const bool many = events_since_snapshot_ >= options_.snapshot_every_events;
  const bool long_ago = std::chrono::steady_clock::now() - last_snapshot_ >= options_.snapshot_every;
  if (many || long_ago) append_snapshot();
}

void Engine::append_digest() {
  entries_since_digest_ = 0;
  const Stamp stamp{decided() + 1, clock_.now(), system_actor(), CommandId{}};
  const Event event = StateDigested{core::digest(state_)};
  core::evolve(state_, event, stamp, stamp.sequence);
  ++events_since_snapshot_;
  append({stamp, {event}, CaseId{}, ""}, stamp.sequence);
}

void Engine::append_snapshot() {
  events_since_snapshot_ = 0;
  last_snapshot_ = std::chrono::steady_clock::now();
  journal_->append_snapshot(decided(), snapshot_rows(state_, state_.take_snapshot_changes()));
}

void Engine::when_durable(std::function<void()> run) {
  if (pending_.empty() && durable() >= decided()) {
    run();
    return;
  }
  Pending pending;
  pending.last = decided();
  pending.run = std::move(run);
  pending.since = std::chrono::steady_clock::now();
  pending_.push_back(std::move(pending));
}

void Engine::on_durable(Sequence last) {
  durable_.store(last, std::memory_order_release);
  if (!woken_.exchange(true, std::memory_order_acq_rel)) wake_();
}

void Engine::drain() {
  // An exchange, not a store: read before it, the position could be one whose wake-up was just saved.
  (void)woken_.exchange(false, std::memory_order_acq_rel);
  const auto durable_now = durable();
  while (!pending_.empty() && pending_.front().last <= durable_now) {
    auto pending = std::move(pending_.front());
    pending_.pop_front();
    ++first_pending_;
    if (pending.id.given()) in_flight_.erase(pending.id);
    if (!options_.acknowledge_early || pending.run) finish(pending);
  }
}

// Everybody who asked with the same id gets the one answer; all but the first are told that it is a repeat.
void Engine::finish(Pending& pending) {
  for (auto& answered : pending.answered) {
    answered(pending.answer);
    pending.answer.repeated = true;
    pending.answer.person.reset();  // shown to whoever asked, once
  }
  if (pending.run) pending.run();
}

std::chrono::nanoseconds Engine::oldest_wait(Steady now) const {
  return pending_.empty() ? std::chrono::nanoseconds{0} : now - pending_.front().since;
}

void Engine::stop() {
  append_digest();
  append_snapshot();
  journal_->stop();
  drain();
}

}  // namespace carehub::runtime
