#include "tools/rehearsal/watch.hpp"

#include <algorithm>

#include "protocols/domain/words.hpp"

namespace carehub::tools::rehearsal {
namespace {

// More are of no use to whoever reads them.
constexpr std::size_t faults_kept = 1'000;
// A case that waits has somebody's answer, a claim or an alert within this time.
constexpr minutes owner_within{45};
constexpr hours look_every{1};

std::optional<std::int32_t> age_of(const Site& site, const Case& c, Instant at) {
  return age_years(c.referral.person, local_time(site.calendar, at).day);
}

bool fits_age(const ServiceConfig& service, std::int32_t age) {
  return (!service.min_age_years || age >= *service.min_age_years) &&
         (!service.max_age_years || age <= *service.max_age_years);
}

// At the time of asking, or when somebody is expected to be there.
bool is_open_for(const Site& site, const ServiceConfig& service, const Assignment& assignment, Instant now) {
  const auto open = [&](Instant at) { return open_interval(service.hours, site.calendar, at).has_value(); };
  if (assignment.kind == UnitKind::place) return open(std::max(now, assignment.expected.value_or(now)));
  return open(now) || (assignment.expected && open(*assignment.expected));
}

bool is_navigator(const Actor& actor) {
  return actor.role == Role::navigator || actor.role == Role::admin;
}

bool has_alert(const core::State& state, CaseId id) {
  return std::ranges::any_of(state.alerts(), [&](const auto* alert) { return alert->case_id == id; });
}

}  // namespace

void Watch::say(Instant at, std::string_view rule, std::string text) {
  if (faults_.size() < faults_kept) faults_.push_back({at, std::string(rule), std::move(text)});
}

void Watch::see_offer(const core::State& state, const Stamp& stamp, CaseId id, const Assignment& assignment) {
  const auto* c = state.find_case(id);
  const auto* service = find_service(*site_, assignment.service);
  if (c == nullptr || service == nullptr)
    return say(stamp.at, "record", fmt::format("{}: an offer of nothing", id.value));
  ++counts_.offers;
  const auto tell = [&](std::string_view rule, std::string_view what) {
    say(stamp.at, rule, fmt::format("{}: {} ({}) {}", id.value, service->id.value, assignment.unit, what));
  };
  if (red_flagged(*c) && !service->takes_red_flags && !is_navigator(stamp.actor))
    tell("red flag", "was offered a case with a red flag");
  const auto age = age_of(*site_, *c, stamp.at);
  if (age && !fits_age(*service, *age) && !service->catch_all) tell("age", fmt::format("does not take age {}", *age));
  if (!service->catch_all && !is_open_for(*site_, *service, assignment, stamp.at)) tell("closed", "was closed");
  if (c->triage && std::ranges::count(c->triage->never, service->kind) != 0) tell("ruled out", "was ruled out");
}

// A clock may start again with what it had, or be due earlier; it never gains time.
void Watch::see_started(const Stamp& stamp, CaseId id, const Clock& clock) {
  ++counts_.clocks;
  const auto [known, added] = started_.try_emplace({id, clock.kind}, Started{clock, stamp.at});
  if (added) return;
  if (clock.started > known->second.clock.started || clock.due > known->second.clock.due)
    say(stamp.at, "clock",
        fmt::format("{}: {} began anew, from {} due {} to {} due {}", id.value, words(clock.kind),
                    iso8601(known->second.clock.started), iso8601(known->second.clock.due), iso8601(clock.started),
                    iso8601(clock.due)));
  known->second.clock = clock;
}

void Watch::see_breach(const core::State& state, const Stamp& stamp, CaseId id, ClockKind kind) {
  ++counts_.breaches;
  const auto known = started_.find({id, kind});
  const bool late_already = known != started_.end() && known->second.told + minutes{1} >= known->second.clock.due;
  if (!warned_.contains(id) && !late_already)
    say(stamp.at, "warning", fmt::format("{}: {} broken without a warning before", id.value, words(kind)));
  const auto* c = state.find_case(id);
  if (kind == ClockKind::ambulance_validation && c != nullptr && is_waiting(*c) && !fail_safe_.contains(id))
    say(stamp.at, "fail-safe", fmt::format("{}: validation time passed and no fail-safe fired", id.value));
}

void Watch::see_event(const core::State& state, const Stamp& stamp, const Event& event) {
  if (const auto* e = std::get_if<CaseReceived>(&event)) {
    counts_.validations += e->referral.ambulance.validation ? 1 : 0;
  } else if (const auto* proposed = std::get_if<ResponseProposed>(&event)) {
    see_offer(state, stamp, proposed->case_id, proposed->assignment);
  } else if (const auto* sent = std::get_if<TeamAllocated>(&event)) {
    see_offer(state, stamp, sent->case_id, sent->assignment);
  } else if (const auto* signposted = std::get_if<PersonSignposted>(&event)) {
    see_offer(state, stamp, signposted->case_id, signposted->assignment);
  } else if (const auto* booked = std::get_if<ServiceBooked>(&event)) {
    see_offer(state, stamp, booked->case_id, booked->assignment);
  } else if (const auto* begun = std::get_if<ClockStarted>(&event)) {
    see_started(stamp, begun->case_id, begun->clock);
  } else if (const auto* broken = std::get_if<ClockBreached>(&event)) {
    see_breach(state, stamp, broken->case_id, broken->kind);
  } else if (const auto* fired = std::get_if<FailSafeFired>(&event)) {
    ++counts_.fail_safes;
    fail_safe_.insert(fired->case_id);
  } else if (const auto* raised = std::get_if<AlertRaised>(&event)) {
    if (raised->alert.kind == AlertKind::due_soon) warned_.insert(raised->alert.case_id);
  }
}

void Watch::decided(const core::State& state, const Stamp& stamp, const core::Decision& decision) {
  for (const auto& event : decision.events) see_event(state, stamp, event);
  if (!decision.case_id.given()) return;
  const auto* c = state.find_case(decision.case_id);
  if (c == nullptr) return;
  if (red_flagged(*c) && red_.insert(c->id).second) ++counts_.red_flags;
  const auto age = age_of(*site_, *c, stamp.at);
  const bool young = c->triage && c->triage->need == Need::mental_health_crisis && age && *age < 18;
  if (young && young_.insert(c->id).second) ++counts_.young_people;
}

void Watch::look_for_owners(const core::State& state, Instant now) {
  for (const auto* c : state.open_cases()) {
    // Until it is answered, a call sent for validation is the ambulance service's own.
    const bool owned =
        c->assignment || c->claim || now - c->received < owner_within || c->referral.ambulance.validation;
    if (!owned && !has_alert(state, c->id))
      say(now, "owner",
          fmt::format("{}, {}: nobody has it since {}; last: {}", c->id.value, words(c->status), iso8601(c->received),
                      c->history.empty() ? "nothing" : c->history.back().what));
  }
}

void Watch::stepped(const core::State& state, Instant now) {
  if (now < next_look_) return;
  next_look_ = now + look_every;
  look_for_owners(state, now);
}

}  // namespace carehub::tools::rehearsal
