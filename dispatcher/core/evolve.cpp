#include "dispatcher/core/core.hpp"
#include "dispatcher/core/evolver.hpp"
#include "dispatcher/core/indices.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/state_records.hpp"
#include "dispatcher/matching/shifts.hpp"
#include "protocols/domain/opening_hours.hpp"

namespace carehub::core {

void apply(Records& records, const Event& event, const Stamp& stamp) {
  std::visit(Evolver(records, stamp), event);
}

namespace {

// Whether the book of who is on duty says something else from now on: not where somebody comes and goes as rostered.
bool changes_duty(const State& state, const Event& event, Instant at) {
  if (std::holds_alternative<SiteApplied>(event)) return true;
  if (const auto* on = std::get_if<TeamSignedOn>(&event)) {
    const TeamConfig* config = state.team_config(on->team);
    if (config == nullptr) return true;
    const auto shift = matching::next_shift(*config, state.site().calendar, on->shift_start - seconds(1));
    return !shift || shift->from != on->shift_start || on->shift_end != shift->until;
  }
  if (const auto* off = std::get_if<TeamSignedOff>(&event)) {
    const Team* team = state.find_team(off->team);
    // In the last of its shift nobody counted on it any more.
    return team == nullptr || !team->shift_end || at + matching::plan::PriceBook::last_of_shift < *team->shift_end;
  }
  return false;
}

}  // namespace

void evolve(State& state, const Event& event, const Stamp& stamp, Sequence sequence) {
  StateRecords records(state);
  if (changes_duty(state, event, stamp.at)) records.duty_changed();
  apply(records, event, stamp);
  records.settle(sequence, stamp.at);
}

Case* Evolver::change(CaseId id) {
  Case* c = records_.edit_case(id);
  if (c != nullptr) ++c->version;
  return c;
}

Team* Evolver::change(const TeamId& id) {
  Team* team = records_.edit_team(id);
  if (team != nullptr) ++team->version;
  return team;
}

Place* Evolver::change(const PlaceId& id) {
  Place* place = records_.edit_place(id);
  if (place != nullptr) ++place->version;
  return place;
}

ServiceState* Evolver::change(const ServiceId& id) {
  ServiceState* service = records_.edit_service(id);
  if (service != nullptr) ++service->version;
  return service;
}

Alert* Evolver::change(AlertId id) {
  Alert* alert = records_.edit_alert(id);
  if (alert != nullptr) ++alert->version;
  return alert;
}

Team* Evolver::heard(const TeamId& id) {
  Team* team = change(id);
  if (team == nullptr) return nullptr;
  team->last_heard = stamp_.at;
  team->alerted &= ~bit_of(AlertKind::silent_team);
  return team;
}

void Evolver::add_line(Case& c, std::string what, std::optional<Instant> happened) {
  if (happened == stamp_.at) happened.reset();
  if (c.history.capacity() == 0) c.history.reserve(8);
  c.history.push_back({stamp_.at, who(stamp_.actor), std::move(what), happened});
}

std::string Evolver::clock(Instant at) const {
  return clock_text(records_.site().calendar, at);
}

HourTally* Evolver::hour_of(Instant at) {
  const LocalTime local = local_time(records_.site().calendar, at);
  return records_.edit_hour(local.day, local.second_of_day / 3600);
}

// --- the site and the hub ---

void Evolver::operator()(const SiteApplied& e) {
  records_.set_site(e.site, stamp_.at);
}

void Evolver::operator()(const OpelDeclared& e) {
  records_.set_opel({e.level, who(stamp_.actor), stamp_.at, e.reason});
}

// --- alerts ---

// On the object, so that the same cause is not raised twice. No new version: nobody's decision depends on it.
void Evolver::mark_alert(const Alert& alert, bool raised) {
  const auto mark = [&](auto* record) {
    if (record == nullptr) return;
    record->alerted = raised ? record->alerted | bit_of(alert.kind) : record->alerted & ~bit_of(alert.kind);
  };
  if (alert.case_id.given()) return mark(records_.edit_case(alert.case_id));
  if (alert.team.given()) return mark(records_.edit_team(alert.team));
  if (alert.place.given()) return mark(records_.edit_place(alert.place));
  if (alert.service.given()) return mark(records_.edit_service(alert.service));
  if (alert.resident.given()) return mark(records_.edit_resident(alert.resident));
  if (alert.home.given()) return mark(records_.edit_home(alert.home));
}

void Evolver::operator()(const AlertRaised& e) {
  Alert alert = e.alert;
  alert.version = 1;
  mark_alert(alert, true);
  records_.add_alert(std::move(alert));
}

void Evolver::operator()(const AlertChanged& e) {
  Alert* alert = change(e.alert);
  if (alert == nullptr) return;
  if (e.severity > alert->severity && alert->state == AlertState::acknowledged) alert->state = AlertState::open;
  alert->severity = e.severity;
  alert->text = e.text;
  mark_alert(*alert, true);
}

void Evolver::operator()(const AlertAcknowledged& e) {
  Alert* alert = change(e.alert);
  if (alert == nullptr) return;
  alert->state = AlertState::acknowledged;
  alert->taken_by = who(stamp_.actor);
}

void Evolver::operator()(const AlertShelved& e) {
  Alert* alert = change(e.alert);
  if (alert == nullptr) return;
  alert->state = AlertState::shelved;
  alert->shelved_until = e.until;
  alert->taken_by = who(stamp_.actor);
  alert->note = e.reason;
}

void Evolver::operator()(const AlertUnshelved& e) {
  if (Alert* alert = change(e.alert)) alert->state = AlertState::open;
}

void Evolver::operator()(const AlertEscalated& e) {
  Alert* alert = change(e.alert);
  if (alert == nullptr) return;
  alert->escalated = true;
  alert->note = "passed on to " + e.to;
}

// A stale figure is asked for again: at the next opening when the hub ended the alert, else after the usual time.
// What a person resolved stays marked on cases and teams until its cause is gone.
void Evolver::operator()(const AlertResolved& e) {
  Alert* found = records_.edit_alert(e.alert);
  if (found == nullptr) return;
  const Alert alert = *found;
  records_.remove_alert(e.alert);
  const bool by_hub = stamp_.actor.role == Role::system;
  if (alert.kind == AlertKind::stale_capacity) {
    mark_alert(alert, false);
    if (Place* place = records_.edit_place(alert.place)) {
      const PlaceConfig* config = records_.place_config(alert.place);
      place->watched_from = stamp_.at + minutes(by_hub || config == nullptr ? 0 : config->count_stale_min);
    }
    if (ServiceState* service = records_.edit_service(alert.service)) {
      const ServiceConfig* config = records_.service_config(alert.service);
      service->watched_from = stamp_.at + minutes(by_hub || config == nullptr ? 0 : config->capacity_stale_min);
    }
  }
}

}  // namespace carehub::core
