// Capacity, alerts, the declared level, and the system itself.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/capacity.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

Decider::Outcome_ Decider::decide(const ReportPlaceCount& c) {
  const Place* place = draft_.find_place(c.place);
  if (place == nullptr)
    return refuse(RefusalCode::unknown_place, "there is no place \"{}\"", shortened(c.place.value, 40));
  if (c.occupied < 0 || c.occupied > 10 * std::max(place->capacity, 1)) {
    return refuse(RefusalCode::invalid_value, "{} people cannot be right for {} places; count again", c.occupied,
                  place->capacity);
  }
  if (auto refused = check_time(c.at)) return refused;
  emit(PlaceCounted{c.place, c.occupied, told(c.at)});
  resolve(AlertKey{{}, "place/" + c.place.value, AlertKind::stale_capacity}, "counted");
  const std::string name = place_words(site(), c.place);
  if (is_full(c.place)) {
    unit_gone(UnitKind::place, c.place.value);
  } else {
    unit_freed(UnitKind::place, c.place.value);
  }
  say("{}: {} of {} places taken", name, c.occupied, place->capacity);
  return std::nullopt;
}

// Whoever is on the way to a place that closes would stand before a locked door.
Decider::Outcome_ Decider::decide(const SetPlaceOpen& c) {
  const Place* place = draft_.find_place(c.place);
  if (place == nullptr)
    return refuse(RefusalCode::unknown_place, "there is no place \"{}\"", shortened(c.place.value, 40));
  const std::string name = place_words(site(), c.place);
  if (!c.open && blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why {} is closed", name);
  if (place->closed_by_staff != c.open) {
    return refuse(RefusalCode::already_done, "{} is already {}", name, c.open ? "open" : "closed");
  }
  const std::vector<CaseId> travelling = place->travelling;
  emit(PlaceOpenSet{c.place, c.open, c.reason});
  if (c.open) {
    unit_freed(UnitKind::place, c.place.value);
  } else {
    resolve(AlertKey{{}, "place/" + c.place.value, AlertKind::stale_capacity}, "closed");
    for (CaseId id : travelling) {
      raise(AlertKind::not_arrived, Severity::high, id,
            fmt::format("{}: {} has closed while the person is on the way", id.value, name));
    }
    unit_gone(UnitKind::place, c.place.value);
  }
  say("{} {}", name, c.open ? "open" : "closed");
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const ReportServiceCapacity& c) {
  if (draft_.find_service(c.service) == nullptr) {
    return refuse(RefusalCode::unknown_service, "there is no service \"{}\"", shortened(c.service.value, 40));
  }
  const auto negative = [](std::optional<std::int32_t> value) { return value && *value < 0; };
  if (negative(c.free) || negative(c.queue) || negative(c.wait_min)) {
    return refuse(RefusalCode::invalid_value, "a count cannot be below nought");
  }
  emit(ServiceCapacityReported{c});
  resolve(AlertKey{{}, "service/" + c.service.value, AlertKind::stale_capacity}, "reported");
  const ServiceConfig* config = draft_.service_config(c.service);
  const UnitKind kind = config == nullptr ? UnitKind::queue : unit_kind(*config);
  unit_gone(kind, c.service.value);  // its waits or times are others now
  if (!c.not_accepting) unit_freed(kind, c.service.value);
  say("{}: noted", service_words(site(), c.service));
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const SetServiceMode& c) {
  const ServiceState* service = draft_.find_service(c.service);
  if (service == nullptr) {
    return refuse(RefusalCode::unknown_service, "there is no service \"{}\"", shortened(c.service.value, 40));
  }
  const std::string name = service_words(site(), c.service);
  const std::string_view mode = c.mode == Mode::automatic ? "sent at once" : "proposed to a person";
  if (service->mode == c.mode) return refuse(RefusalCode::already_done, "{} is already {}", name, mode);
  emit(ServiceModeChanged{c.service, c.mode, c.reason});
  say("{}: answers are now {}", name, mode);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const DeclareOpel& c) {
  if (c.level < 1 || c.level > 4) return refuse(RefusalCode::invalid_value, "OPEL is 1 to 4");
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why OPEL {} is declared", c.level);
  emit(OpelDeclared{c.level, c.reason});
  const std::string suggested = suggestions(c.level);
  say("OPEL {} declared{}{}", c.level, suggested.empty() ? "" : "; actions suggested, not signed off: ", suggested);
  return std::nullopt;
}

// --- alerts ---

Decider::Outcome_ Decider::check_exists(AlertId id) const {
  if (draft_.find_alert(id) != nullptr) return std::nullopt;
  if (id.given() && id < draft_.next_alert()) {
    return refuse(RefusalCode::unknown_alert, "alert {} has ended already", id.value);
  }
  return refuse(RefusalCode::unknown_alert, "there is no alert {}", id.value);
}

Decider::Outcome_ Decider::decide(const AcknowledgeAlert& c) {
  if (auto refused = check_exists(c.alert)) return refused;
  const Alert& alert = *draft_.find_alert(c.alert);
  if (alert.state == AlertState::acknowledged) {
    return refuse(RefusalCode::already_done, "{} has already taken it", alert.taken_by);
  }
  emit(AlertAcknowledged{c.alert});
  say("taken: {}", alert.text);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const ShelveAlert& c) {
  if (auto refused = check_exists(c.alert)) return refused;
  const auto longest_min = site().thresholds.shelve_max_min;
  if (c.minutes < 1 || c.minutes > longest_min) {
    return refuse(RefusalCode::invalid_value, "an alert is put aside for 1 to {} minutes", longest_min);
  }
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why the alert can wait");
  const Instant until = now() + minutes(c.minutes);
  emit(AlertShelved{c.alert, until, c.reason});
  say("put aside until {}", clock(until));
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const EscalateAlert& c) {
  if (auto refused = check_exists(c.alert)) return refused;
  if (blank(c.to)) return refuse(RefusalCode::invalid_value, "say to whom the alert is passed on");
  // Whoever it is handed to must see it: it is no longer put aside.
  if (draft_.find_alert(c.alert)->state == AlertState::shelved) emit(AlertUnshelved{c.alert});
  emit(AlertEscalated{c.alert, c.to});
  say("passed on to {}", c.to);
  return std::nullopt;
}

namespace {

// The hub sees for itself when these are over. Ended by hand they would be gone while their cause goes on.
bool ends_with_its_cause(AlertKind kind) {
  switch (kind) {
    case AlertKind::breached:
    case AlertKind::unanswered_proposal:
    case AlertKind::unanswered_allocation:
    case AlertKind::no_capacity:
    case AlertKind::not_arrived:
    case AlertKind::shift_overrun:
      return true;
    default:
      return false;
  }
}

}  // namespace

Decider::Outcome_ Decider::decide(const ResolveAlert& c) {
  if (auto refused = check_exists(c.alert)) return refused;
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why the alert has ended");
  const Alert alert = *draft_.find_alert(c.alert);
  if (ends_with_its_cause(alert.kind)) {
    return refuse(RefusalCode::wrong_state,
                  "this ends by itself when its cause does; acknowledge it, or put it aside for a while");
  }
  emit(AlertResolved{c.alert, c.reason});
  if (alert.kind == AlertKind::silent_team) spoken_to(alert.team);
  say("alert ended");
  return std::nullopt;
}

// A person has spoken to the crew: it is there, though its device says nothing.
void Decider::spoken_to(const TeamId& id) {
  const Team* team = draft_.find_team(id);
  if (team == nullptr || team->status == TeamStatus::off_duty) return;
  emit(CrewTookTeam{id, {}, team->crew_user});
  unit_freed(UnitKind::team, id.value);
}

// --- the system ---

namespace {

template <class List, class Id>
bool has(const List& list, const Id& id) {
  return std::any_of(list.begin(), list.end(), [&](const auto& config) { return config.id == id; });
}

bool has_unit(const Site& site, const Assignment& a) {
  if (!has(site.services, a.service)) return false;
  if (a.kind == UnitKind::team) return has(site.teams, TeamId(a.unit));
  if (a.kind == UnitKind::place) return has(site.places, PlaceId(a.unit));
  return has(site.services, ServiceId(a.unit));
}

}  // namespace

// Who is on the way to a unit that is no more has to be told; who was only proposed one waits for the next answer.
void Decider::withdraw_proposals_not_in(const Site& newer) {
  for (CaseId id : draft_.below().case_indices().open()) {
    const Case& c = *draft_.find_case(id);
    if (!c.assignment || has_unit(newer, *c.assignment)) continue;
    const std::string unit = unit_words(site(), *c.assignment);
    if (c.status == CaseStatus::proposed) {
      withdraw(id, fmt::format("{} is no longer in the site file", unit));
    } else if (c.status == CaseStatus::signposted || c.status == CaseStatus::booked) {
      raise(AlertKind::not_arrived, Severity::high, id,
            fmt::format("{}: {} is no longer in the site file while the person is on the way", id.value, unit));
    }
  }
}

Decider::Outcome_ Decider::decide(const ApplySite& c) {
  if (c.site.id.empty() || c.site.services.empty()) {
    return refuse(RefusalCode::invalid_value, "the site names no id or no service; check the site file");
  }
  withdraw_proposals_not_in(c.site);
  emit(SiteApplied{c.site});
  for (const Team* team : draft_.below().team_list()) {
    if (has(c.site.teams, team->id)) continue;
    if (team->status != TeamStatus::off_duty && team->queue.empty()) {
      emit(TeamSignedOff{team->id, "no longer in the site file"});
      resolve_team_alerts(team->id, "no longer in the site file");
    }
  }
  if (!draft_.below().case_indices().waiting().empty()) emit(RoundMoved{});  // every answer, by the new file
  say("{} applied: {} services, {} teams, {} places", c.site.name, c.site.services.size(), c.site.teams.size(),
      c.site.places.size());
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const OpenSession& c) {
  emit(SessionOpened{c.console, c.address});
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const CloseSession& c) {
  emit(SessionClosed{c.console, c.reason});
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const ReportHubCondition& c) {
  const bool of_the_machine = c.kind == AlertKind::clock_stepped || c.kind == AlertKind::disk_low ||
                              c.kind == AlertKind::journal_slow || c.kind == AlertKind::feed_silent ||
                              c.kind == AlertKind::command_id_reused || c.kind == AlertKind::journal_damaged;
  if (!of_the_machine) return refuse(RefusalCode::invalid_value, "{} is no condition of the machine", words(c.kind));
  const AlertKey key{{}, "hub", c.kind};
  if (c.over) {
    if (draft_.find_alert(key) == nullptr) return refuse(RefusalCode::already_done, "nothing of this kind is open");
    resolve(key, blank(c.text) ? std::string("over") : c.text);
    return std::nullopt;
  }
  if (const Alert* open = draft_.find_alert(key);
      open != nullptr && open->text == c.text && open->severity >= c.severity) {
    return refuse(RefusalCode::already_done, "this is known already");
  }
  Alert alert;
  alert.kind = c.kind;
  alert.severity = c.severity;
  alert.text = c.text;
  raise(std::move(alert));
  say("{}", c.text);
  return std::nullopt;
}

}  // namespace carehub::core
