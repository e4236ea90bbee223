#include "tools/replay/shift_replay.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <queue>

#include "dispatcher/core/beside.hpp"
#include "dispatcher/core/core.hpp"
#include "dispatcher/core/digest.hpp"
#include "dispatcher/matching/lookahead/look_ahead.hpp"
#include "tools/replay/trace_site.hpp"

namespace carehub::replay {

namespace {

// What happens at one second happens in this order: who is free again can be sent to who rings now.
enum class Step { clear, sign_on, sign_off, on_scene, call };

struct Due {
  std::int64_t second = 0;
  Step step = Step::call;
  std::size_t which = 0;  // position of the unit or call in the trace
  auto operator<=>(const Due&) const = default;
};

class Player {
 public:
  Player(const Trace& trace, TraceSite site, const ReplayEffort& effort)
      : trace_(trace), effort_(effort), site_(std::move(site)), there_(trace.units.size()) {
    for (std::size_t i = 0; i < trace.units.size(); ++i) {
      const TraceUnit& unit = trace.units[i];
      units_.emplace(unit.fixed ? TraceSite::place(unit).value : TraceSite::team(unit).value, i);
    }
  }

  [[nodiscard]] Result<Replayed> play();

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] Result<void> give(const Command& command, Role role);
  [[nodiscard]] Result<void> tick_until(Instant at);
  [[nodiscard]] Result<void> carry_out(const Due& due);
  [[nodiscard]] Result<void> call_in(std::size_t call);
  [[nodiscard]] Result<void> sign_on(std::size_t unit);
  [[nodiscard]] Result<void> sign_off(std::size_t unit);
  [[nodiscard]] Result<void> reach(std::size_t unit);
  [[nodiscard]] Result<void> clear(std::size_t unit);
  void see(const std::vector<Event>& events);
  [[nodiscard]] Result<void> depart();
  [[nodiscard]] Result<void> improve();
  void look_ahead();
  core::Decision decide(const Command& command, Role role);
  void later(std::int64_t second, Step step, std::size_t which) { due_.push({second, step, which}); }

  const Trace& trace_;
  const ReplayEffort effort_;
  TraceSite site_;
  core::State state_;
  Instant now_;
  Replayed done_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  std::map<std::string, std::size_t> units_;       // by their name in the hub
  std::vector<std::optional<std::size_t>> there_;  // the call that each unit is sent to or with

  struct Sent {
    std::size_t unit;
    CaseId case_id;
  };
  std::deque<Sent> sent_;  // by the last decisions, not told to the crews yet
  Instant looked_ahead_;
};

// Calls are told in the order of the trace, and a hub counts its cases.
CaseId case_of(std::size_t call) {
  return CaseId{core::first_case + call};
}
std::size_t call_of(CaseId id) {
  return static_cast<std::size_t>(id.value - core::first_case);
}

core::Decision Player::decide(const Command& command, Role role) {
  Stamp stamp;
  stamp.sequence = state_.hub().last_sequence + 1;
  stamp.at = now_;
  stamp.actor = Actor{UserName("replay"), role, "replay"};
  core::Decision decision = core::decide(state_, command, stamp);
  Sequence sequence = stamp.sequence;
  for (const Event& event : decision.events) core::evolve(state_, event, stamp, sequence++);
  done_.events += decision.events.size();
  return decision;
}

Result<void> Player::give(const Command& command, Role role) {
  const auto start = Clock::now();
  const core::Decision decision = decide(command, role);
  done_.decide_us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  if (decision.refusal)
    return fail(ErrorCode::conflict, fmt::format("second {}", site_.second(now_)), "the hub refused {}: {}",
                command_name(command), decision.refusal->text);
  see(decision.events);
  return {};
}

// As another thread of a live hub does between events, but by rounds instead of time.
Result<void> Player::improve() {
  if (effort_.rounds_between == 0) return {};
  const auto start = Clock::now();
  const auto standing = core::standing_plan(state_, now_);
  if (!standing) return {};
  const auto better = standing->improved(effort_.rounds_between);
  // The plan may be as good by the time that it comes: it is refused then, and nothing is lost.
  if (better) see(decide(*better, Role::system).events);
  done_.between_us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  return depart();
}

void Player::look_ahead() {
  if (effort_.outlook_every_s == 0 || now_ < looked_ahead_ + seconds{effort_.outlook_every_s}) return;
  const auto given = Clock::now();
  const auto outset = core::outset(state_, now_);
  if (!outset) return;
  looked_ahead_ = now_;
  const auto start = Clock::now();
  done_.outset_us.push_back(std::chrono::duration<double, std::micro>(start - given).count());
  const Outlook outlook = matching::lookahead::look_ahead(*outset);
  done_.outlook_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  for (const CaseOutlook& one : outlook.cases) {
    const TraceCall& call = trace_.calls[call_of(one.case_id)];
    if (call.deadline > site_.second(now_))
      done_.forecasts.push_back({site_.second(now_), call.id, one.breach_permille});
  }
}

// Whom the hub sent where.
void Player::see(const std::vector<Event>& events) {
  for (const Event& event : events) {
    if (const auto* team = std::get_if<TeamAllocated>(&event))
      sent_.push_back({units_.at(team->team.value), team->case_id});
    if (const auto* place = std::get_if<PersonSignposted>(&event))
      sent_.push_back({units_.at(place->place.value), place->case_id});
  }
}

// They set off at once.
Result<void> Player::depart() {
  while (!sent_.empty()) {
    const Sent sent = sent_.front();
    sent_.pop_front();
    const TraceUnit& unit = trace_.units[sent.unit];
    const std::size_t call = call_of(sent.case_id);
    if (!unit.fixed) CAREHUB_CHECK(give(ReportEnRoute{TraceSite::team(unit), std::nullopt}, Role::operator_));
    const Case* c = state_.find_case(sent.case_id);
    CAREHUB_ASSERT(c != nullptr && c->assignment && c->assignment->expected, "case {}", sent.case_id.value);
    const std::int64_t arrive = site_.second(*c->assignment->expected);
    done_.visits.push_back({trace_.calls[call].id, unit.id, site_.second(now_), arrive});
    there_[sent.unit] = call;
    later(arrive, Step::on_scene, sent.unit);
  }
  return {};
}

Result<void> Player::call_in(std::size_t call) {
  CAREHUB_ASSERT(state_.hub().next_case == case_of(call).value, "call {}", trace_.calls[call].id);
  return give(site_.registration(trace_.calls[call]), Role::operator_);
}

Result<void> Player::sign_on(std::size_t unit) {
  const TraceUnit& who = trace_.units[unit];
  if (who.fixed) return give(ReportPlaceCount{TraceSite::place(who), 0, std::nullopt}, Role::operator_);
  return give(SignOnTeam{TraceSite::team(who), "", who.base, site_.instant(who.end)}, Role::operator_);
}

// Who is still out signs off when clear.
Result<void> Player::sign_off(std::size_t unit) {
  const TraceUnit& who = trace_.units[unit];
  const Team* team = who.fixed ? nullptr : state_.find_team(TraceSite::team(who));
  // Signed off already, if it became clear at the last second of its shift.
  if (team == nullptr || there_[unit] || team->status == TeamStatus::off_duty) return {};
  return give(SignOffTeam{TraceSite::team(who), "end of the shift"}, Role::operator_);
}

Result<void> Player::reach(std::size_t unit) {
  const TraceUnit& who = trace_.units[unit];
  const TraceCall& call = trace_.calls[*there_[unit]];
  if (who.fixed) {
    CAREHUB_CHECK(give(ReportPlaceCount{TraceSite::place(who), 1, std::nullopt}, Role::operator_));
    CAREHUB_CHECK(give(RecordArrival{case_of(*there_[unit]), std::nullopt}, Role::operator_));
  } else {
    CAREHUB_CHECK(give(ReportPosition{TraceSite::team(who), call.position, std::nullopt}, Role::operator_));
    CAREHUB_CHECK(give(ReportOnScene{TraceSite::team(who), std::nullopt}, Role::operator_));
  }
  later(site_.second(now_) + call.takes, Step::clear, unit);
  return {};
}

Result<void> Player::clear(std::size_t unit) {
  const TraceUnit& who = trace_.units[unit];
  there_[unit].reset();
  if (who.fixed) return give(ReportPlaceCount{TraceSite::place(who), 0, std::nullopt}, Role::operator_);
  CAREHUB_CHECK(give(ReportClear{TraceSite::team(who), Outcome::seen, "", std::nullopt}, Role::operator_));
  if (site_.second(now_) >= who.end) CAREHUB_CHECK(sign_off(unit));
  return {};
}

Result<void> Player::carry_out(const Due& due) {
  switch (due.step) {
    case Step::call:
      return call_in(due.which);
    case Step::sign_on:
      return sign_on(due.which);
    case Step::sign_off:
      return sign_off(due.which);
    case Step::on_scene:
      return reach(due.which);
    case Step::clear:
      return clear(due.which);
  }
  return {};
}

// As the runtime does: a Tick whenever something is due, a second apart at least.
Result<void> Player::tick_until(Instant at) {
  for (auto next = core::next_timer(state_); next && *next < at; next = core::next_timer(state_)) {
    const Instant due = std::max(now_ + seconds{1}, Instant(std::chrono::ceil<seconds>(*next)));
    if (due >= at) break;
    now_ = due;
    CAREHUB_CHECK(give(Tick{}, Role::system));
    CAREHUB_CHECK(depart());
  }
  now_ = at;
  return {};
}

Result<Replayed> Player::play() {
  now_ = site_.instant(0);
  CAREHUB_CHECK(give(ApplySite{site_.site()}, Role::system));
  for (std::size_t i = 0; i < trace_.units.size(); ++i) {
    const TraceUnit& unit = trace_.units[i];
    const bool known = !unit.fixed || state_.find_place(TraceSite::place(unit)) != nullptr;
    if (!known || unit.end == unit.start) continue;
    later(unit.start, Step::sign_on, i);
    later(unit.end, Step::sign_off, i);
  }
  for (std::size_t i = 0; i < trace_.calls.size(); ++i) later(trace_.calls[i].at, Step::call, i);
  while (!due_.empty() && due_.top().second < trace_.horizon) {
    const Due next = due_.top();
    due_.pop();
    CAREHUB_CHECK(tick_until(site_.instant(next.second)));
    CAREHUB_CHECK(carry_out(next));
    CAREHUB_CHECK(depart());
    const bool over = due_.empty() || due_.top().second > next.second;
    if (over) CAREHUB_CHECK(improve());
    if (over) look_ahead();
  }
  done_.digest = core::digest(state_);
  return std::move(done_);
}

}  // namespace

Result<Replayed> replay(const Trace& trace, const MatchingRules& matching, const ReplayEffort& effort) {
  CAREHUB_TRY(TraceSite site, TraceSite::of(trace, matching));
  return Player(trace, std::move(site), effort).play();
}

}  // namespace carehub::replay
