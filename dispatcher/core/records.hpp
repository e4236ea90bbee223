#pragma once
// What an event may change. Filled by the state itself, and by the draft on which decide() sees the effect of its own
// events before they are final: one meaning of each event, in one place.

#include "protocols/domain/event.hpp"
#include "protocols/domain/picture.hpp"

namespace carehub::core {

class Records {
 public:
  virtual ~Records() = default;

  [[nodiscard]] virtual const Site& site() const = 0;
  [[nodiscard]] virtual const ServiceConfig* service_config(const ServiceId& id) const = 0;
  [[nodiscard]] virtual const PlaceConfig* place_config(const PlaceId& id) const = 0;

  [[nodiscard]] virtual const Case* find_case(CaseId id) const = 0;
  // The record to be changed; null when there is none.
  [[nodiscard]] virtual Case* edit_case(CaseId id) = 0;
  [[nodiscard]] virtual Team* edit_team(const TeamId& id) = 0;
  [[nodiscard]] virtual Place* edit_place(const PlaceId& id) = 0;
  [[nodiscard]] virtual ServiceState* edit_service(const ServiceId& id) = 0;
  [[nodiscard]] virtual Alert* edit_alert(AlertId id) = 0;
  // The count of an hour, made when missing; null where counts are not kept.
  [[nodiscard]] virtual HourTally* edit_hour(LocalDay day, std::int32_t hour) = 0;
  // Null where the site does not say that travel times are learned, and on a draft.
  [[nodiscard]] virtual LearnedTravel* edit_travel() = 0;

  // Made when there is none.
  [[nodiscard]] virtual PersonRecord* edit_person(const PersonId& id) = 0;
  [[nodiscard]] virtual Resident* edit_resident(const ResidentId& id) = 0;
  [[nodiscard]] virtual HomeState* edit_home(const HomeId& id) = 0;
  // A new resident, or the same one told anew.
  virtual void put_resident(Resident resident) = 0;

  // A blank case under the next id, to be filled and then told of by after_referral_change.
  virtual Case& add_case(CaseId id) = 0;
  virtual void add_alert(Alert alert) = 0;
  virtual void remove_alert(AlertId id) = 0;
  // To be called after a change of a referral that is part of a case.
  virtual void after_referral_change(const Case& c) = 0;

  virtual void set_site(const Site& site, Instant at) = 0;
  virtual void set_opel(Opel opel) = 0;
  virtual void set_handover(Handover handover) = 0;
  virtual void take_handover(const UserName& by, Instant at) = 0;
  virtual void add_action(AssignedAction action) = 0;
  // Null when there is none, and on a draft.
  [[nodiscard]] virtual AssignedAction* edit_action(ActionId id) = 0;
  virtual void count_gap(const GapNoted& gap) = 0;
  virtual void count_refusal() = 0;
  virtual void move_round(const RoundMoved& round) = 0;
  virtual void plan_reviewed(Instant at) = 0;

  // A draft keeps no history and no counts.
  [[nodiscard]] virtual bool complete() const = 0;
};

// Carries out one event. Total: what does not fit is left alone, because an event is a fact and cannot be refused.
void apply(Records& records, const Event& event, const Stamp& stamp);

}  // namespace carehub::core
