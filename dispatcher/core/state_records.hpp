#pragma once
// evolve()'s way into the state: hands out records to be changed, and afterwards brings every index up to date.

#include <boost/container/small_vector.hpp>

#include "dispatcher/core/state.hpp"

namespace carehub::core {

class StateRecords final : public Records {
 public:
  explicit StateRecords(State& state) : state_(state) {}

  [[nodiscard]] const Site& site() const override { return state_.site(); }
  [[nodiscard]] const ServiceConfig* service_config(const ServiceId& id) const override {
    return state_.service_config(id);
  }
  [[nodiscard]] const PlaceConfig* place_config(const PlaceId& id) const override { return state_.place_config(id); }

  [[nodiscard]] const Case* find_case(CaseId id) const override { return state_.find_case(id); }
  [[nodiscard]] Case* edit_case(CaseId id) override;
  [[nodiscard]] Team* edit_team(const TeamId& id) override;
  [[nodiscard]] Place* edit_place(const PlaceId& id) override;
  [[nodiscard]] ServiceState* edit_service(const ServiceId& id) override;
  [[nodiscard]] Alert* edit_alert(AlertId id) override;
  [[nodiscard]] HourTally* edit_hour(LocalDay day, std::int32_t hour) override;
  [[nodiscard]] LearnedTravel* edit_travel() override;

  [[nodiscard]] PersonRecord* edit_person(const PersonId& id) override;
  [[nodiscard]] Resident* edit_resident(const ResidentId& id) override;
  [[nodiscard]] HomeState* edit_home(const HomeId& id) override;
  void put_resident(Resident resident) override;

  Case& add_case(CaseId id) override;
  void add_alert(Alert alert) override;
  void remove_alert(AlertId id) override;
  void after_referral_change(const Case& c) override;

  void set_site(const Site& site, Instant at) override;
  void set_opel(Opel opel) override;
  void set_handover(Handover handover) override;
  void take_handover(const UserName& by, Instant at) override;
  void add_action(AssignedAction action) override;
  [[nodiscard]] AssignedAction* edit_action(ActionId id) override;
  void count_gap(const GapNoted& gap) override;
  void count_refusal() override;
  void move_round(const RoundMoved& round) override;
  void plan_reviewed(Instant at) override;
  [[nodiscard]] bool complete() const override { return true; }

  // Somebody signed on or off, or the rosters are others.
  void duty_changed() { state_.duty_book_.reset(); }

  // Ends the event: position, time, indices.
  void settle(Sequence sequence, Instant at);

 private:
  void reconcile(const Site& site, Instant at);
  void sample_capacity(Instant at);

  State& state_;
  // Changed by this event. References stay good: maps and single allocations.
  template <class T>
  using Few = boost::container::small_vector<T, 4>;
  Few<CaseId> cases_;
  Few<Slot<Team>*> teams_;
  Few<Slot<Place>*> places_;
  Few<Slot<ServiceState>*> services_;
  Few<Slot<HomeState>*> homes_;
  Few<std::pair<Slot<Alert>*, Severity>> alerts_;  // with the severity counted
  bool site_changed_ = false;
};

}  // namespace carehub::core
