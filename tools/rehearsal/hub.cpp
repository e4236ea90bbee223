#include "tools/rehearsal/hub.hpp"

#include "protocols/base/assert.hpp"

namespace carehub::tools::rehearsal {

using simulate::role_of;
using simulate::user_of;

HubInProcess::HubInProcess(std::shared_ptr<const Site> site, Instant begin, Observer* observer)
    : now_(begin), observer_(observer) {
  picture_.site = site;
  const bool applied = give(ApplySite{*site}, {UserName("hub"), Role::system, "test"});
  CAREHUB_ASSERT(applied);
  publish();
}

bool HubInProcess::give(const Command& command, const Actor& actor) {
  Stamp stamp;
  stamp.sequence = state_.hub().last_sequence + 1;
  stamp.at = now_;
  stamp.actor = actor;
  const auto decision = core::decide(state_, command, stamp);
  for (std::size_t i = 0; i < decision.events.size(); ++i)
    core::evolve(state_, decision.events[i], stamp, stamp.sequence + i);
  events += decision.events.size();
  if (observer_ != nullptr) observer_->decided(state_, stamp, decision);
  ++given[std::string(command_name(command))];
  if (decision.refusal) refusals.push_back({std::string(command_name(command)), *decision.refusal, now_});
  return !decision.refusal;
}

// As the runtime does: a tick at each timer, a second apart at least.
void HubInProcess::tick_until(Instant at) {
  for (int i = 0; i < 10'000; ++i) {
    const auto due = core::next_timer(state_);
    if (!due || *due > at) break;
    now_ = std::max(now_, *due);
    give(Tick{}, {UserName("hub"), Role::system, "test"});
    const auto next = core::next_timer(state_);
    if (next && *next <= now_) now_ += seconds{1};
  }
  now_ = std::max(now_, at);
}

void HubInProcess::publish() {
  const auto changes = state_.take_changes();
  for (const auto id : changes.cases)
    if (const auto* c = state_.find_case(id)) {
      picture_.cases.insert_or_assign(id, std::make_shared<const Case>(*c));
      if (c->closed) leaving_.emplace(*c->closed + minutes{picture_.site->thresholds.closed_stay_min}, id);
    }
  for (const auto& id : changes.teams)
    if (const auto* team = state_.find_team(id))
      picture_.teams.insert_or_assign(id, std::make_shared<const Team>(*team));
  for (const auto& id : changes.places)
    if (const auto* place = state_.find_place(id))
      picture_.places.insert_or_assign(id, std::make_shared<const Place>(*place));
  for (const auto& id : changes.services)
    if (const auto* service = state_.find_service(id))
      picture_.services.insert_or_assign(id, std::make_shared<const ServiceState>(*service));
  for (const auto id : changes.alerts) {
    if (const auto* alert = state_.find_alert(id))
      picture_.alerts.insert_or_assign(id, std::make_shared<const Alert>(*alert));
    else
      picture_.alerts.erase(id);
  }
  picture_.status.opel = state_.hub().opel;
  drop_closed();
}

// As a console's picture does, so that a year is no slower than a day.
void HubInProcess::drop_closed() {
  while (!leaving_.empty() && leaving_.begin()->first <= now_) {
    const auto known = picture_.cases.find(leaving_.begin()->second);
    if (known != picture_.cases.end() && !is_open(known->second->status))
      picture_.cases.erase(leaving_.begin()->second);
    leaving_.erase(leaving_.begin());
  }
}

void HubInProcess::play(simulate::Shift& shift, Instant end, Duration every, const std::set<simulate::Desk>& absent) {
  while (now_ < end) {
    tick_until(now_ + every);
    publish();
    for (const auto& outgoing : shift.step(now_, picture_))
      if (!absent.contains(outgoing.desk))
        give(outgoing.command, {user_of(outgoing.desk), role_of(outgoing.desk), "simulator"});
    publish();
    if (observer_ != nullptr) observer_->stepped(state_, now_);
  }
}

}  // namespace carehub::tools::rehearsal
