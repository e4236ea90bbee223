// One open alert for each cause and object; it ends when the cause does, or when a person says why.

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"

namespace carehub::core {

// The object remembers that this was raised. Without the mark its timer would come back at once.
bool Decider::is_marked(const Alert& alert) const {
  const auto marked = [&](const auto* record) {
    return record == nullptr || (record->alerted & bit_of(alert.kind)) != 0;
  };
  if (alert.case_id.given()) return marked(draft_.find_case(alert.case_id));
  if (alert.team.given()) return marked(draft_.find_team(alert.team));
  if (alert.place.given()) return marked(draft_.find_place(alert.place));
  if (alert.service.given()) return marked(draft_.find_service(alert.service));
  if (alert.resident.given()) return marked(draft_.find_resident(alert.resident));
  if (alert.home.given()) return marked(draft_.find_home(alert.home));
  return true;
}

void Decider::raise(Alert alert) {
  if (const Alert* open = draft_.find_alert(key_of(alert))) {
    const Severity severity = std::max(open->severity, alert.severity);
    if (open->text == alert.text && open->severity == severity && is_marked(alert)) return;
    emit(AlertChanged{open->id, severity, std::move(alert.text)});
    return;
  }
  alert.id = draft_.next_alert();
  alert.raised = now();
  emit(AlertRaised{std::move(alert)});
}

void Decider::raise(AlertKind kind, Severity severity, CaseId id, std::string text) {
  Alert alert;
  alert.kind = kind;
  alert.severity = severity;
  alert.case_id = id;
  alert.text = std::move(text);
  raise(std::move(alert));
}

void Decider::raise(AlertKind kind, Severity severity, const TeamId& id, std::string text) {
  Alert alert;
  alert.kind = kind;
  alert.severity = severity;
  alert.team = id;
  alert.text = std::move(text);
  raise(std::move(alert));
}

void Decider::raise(AlertKind kind, Severity severity, const PlaceId& id, std::string text) {
  Alert alert;
  alert.kind = kind;
  alert.severity = severity;
  alert.place = id;
  alert.text = std::move(text);
  raise(std::move(alert));
}

void Decider::raise(AlertKind kind, Severity severity, const ServiceId& id, std::string text) {
  Alert alert;
  alert.kind = kind;
  alert.severity = severity;
  alert.service = id;
  alert.text = std::move(text);
  raise(std::move(alert));
}

void Decider::resolve(const AlertKey& key, std::string_view reason) {
  if (const Alert* alert = draft_.find_alert(key)) emit(AlertResolved{alert->id, std::string(reason)});
}

void Decider::resolve(AlertKind kind, const TeamId& id, std::string_view reason) {
  resolve(AlertKey{{}, "team/" + id.value, kind}, reason);
}

// A person or place is on its way to the need, so nobody has to look for one.
void Decider::resolve_waiting_alerts(CaseId id, const std::string& reason) {
  for (AlertId alert_id : draft_.alerts_of(id)) {
    const Alert* alert = draft_.find_alert(alert_id);
    if (alert == nullptr) continue;
    switch (alert->kind) {
      case AlertKind::unanswered_proposal:
      case AlertKind::no_capacity:
      case AlertKind::crew_refused:
      case AlertKind::claim_lapsed:
      case AlertKind::validation_fail_safe:
      case AlertKind::red_flag:
      case AlertKind::ownership_returned:
        emit(AlertResolved{alert_id, reason});
        break;
      default:
        break;
    }
  }
}

// What came back to the ambulance service must still be told to somebody, and who broke the glass be asked why.
void Decider::resolve_all(CaseId id, const std::string& reason) {
  for (AlertId alert_id : draft_.alerts_of(id)) {
    const Alert* alert = draft_.find_alert(alert_id);
    const bool stays =
        alert != nullptr && (alert->kind == AlertKind::ownership_returned || alert->kind == AlertKind::glass_broken);
    if (alert != nullptr && !stays) emit(AlertResolved{alert_id, reason});
  }
}

// A silent team was not offered to anybody.
void Decider::team_heard(const TeamId& id) {
  resolve(AlertKind::silent_team, id, "heard again");
  const Team* before = draft_.below().find_team(id);
  const bool was_silent = before != nullptr && (before->alerted & bit_of(AlertKind::silent_team)) != 0;
  if (was_silent) unit_freed(UnitKind::team, id.value);
}

}  // namespace carehub::core
