#pragma once
// The state as it will be after the events of the decision being made. Holds copies of the few records they change, and
// reads everything else from the state below.

#include <boost/container/static_vector.hpp>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "dispatcher/core/state.hpp"

namespace carehub::core {

// Few records change in one decision: looked through in order, the first ones held in place. They never move, so that
// pointers stay good.
template <class T, std::size_t InPlace>
class Changed {
 public:
  template <class Id>
  [[nodiscard]] T* find(const Id& id) {
    return const_cast<T*>(std::as_const(*this).find(id));
  }
  template <class Id>
  [[nodiscard]] const T* find(const Id& id) const {
    for (const T& record : first_) {
      if (record.id == id) return &record;
    }
    for (const auto& record : others_) {
      if (record->id == id) return record.get();
    }
    return nullptr;
  }
  template <class... From>
  T& add(From&&... from) {
    if (first_.size() < InPlace) return first_.emplace_back(std::forward<From>(from)...);
    return *others_.emplace_back(std::make_unique<T>(std::forward<From>(from)...));
  }
  template <class F>
  void for_each(F&& visit) const {
    for (const T& record : first_) visit(record);
    for (const auto& record : others_) visit(*record);
  }

 private:
  boost::container::static_vector<T, InPlace> first_;
  std::vector<std::unique_ptr<T>> others_;
};

class Draft final : public Records {
 public:
  explicit Draft(const State& state);
  ~Draft() override;

  [[nodiscard]] const State& below() const { return state_; }
  // Changed cases are without history, explanation and story; rules that need those read the state below.
  [[nodiscard]] const Case* find_case(CaseId id) const override;
  [[nodiscard]] const Team* find_team(const TeamId& id) const;
  [[nodiscard]] const Place* find_place(const PlaceId& id) const;
  [[nodiscard]] const ServiceState* find_service(const ServiceId& id) const;
  [[nodiscard]] const Alert* find_alert(AlertId id) const;
  [[nodiscard]] const PersonRecord* find_person(const PersonId& id) const;
  [[nodiscard]] const Resident* find_resident(const ResidentId& id) const;
  [[nodiscard]] const HomeState* find_home(const HomeId& id) const;
  [[nodiscard]] const Alert* find_alert(const AlertKey& key) const;
  [[nodiscard]] std::vector<AlertId> alerts_of(CaseId id) const;
  [[nodiscard]] bool has_changed(CaseId id) const;

  [[nodiscard]] CaseId next_case() const { return CaseId{next_case_}; }
  [[nodiscard]] AlertId next_alert() const { return AlertId{next_alert_}; }

  // The state's lists with the changed records in place of the old ones.
  [[nodiscard]] std::vector<const Team*> teams() const;
  [[nodiscard]] std::vector<const Place*> places() const;
  [[nodiscard]] std::vector<const ServiceState*> services() const;
  // What this decision has changed so far.
  [[nodiscard]] std::vector<const Team*> changed_teams() const;
  [[nodiscard]] std::vector<const Place*> changed_places() const;
  [[nodiscard]] std::vector<const Case*> changed_cases() const;
  // Waiting cases by id, the new ones among them.
  [[nodiscard]] std::vector<const Case*> waiting_cases() const;

  [[nodiscard]] const Site& site() const override { return state_.site(); }
  [[nodiscard]] const ServiceConfig* service_config(const ServiceId& id) const override {
    return state_.service_config(id);
  }
  [[nodiscard]] const PlaceConfig* place_config(const PlaceId& id) const override { return state_.place_config(id); }
  [[nodiscard]] Case* edit_case(CaseId id) override;
  [[nodiscard]] Team* edit_team(const TeamId& id) override;
  [[nodiscard]] Place* edit_place(const PlaceId& id) override;
  [[nodiscard]] ServiceState* edit_service(const ServiceId& id) override;
  [[nodiscard]] Alert* edit_alert(AlertId id) override;
  [[nodiscard]] HourTally* edit_hour(LocalDay, std::int32_t) override { return nullptr; }
  [[nodiscard]] LearnedTravel* edit_travel() override { return nullptr; }
  [[nodiscard]] PersonRecord* edit_person(const PersonId& id) override;
  [[nodiscard]] Resident* edit_resident(const ResidentId& id) override;
  [[nodiscard]] HomeState* edit_home(const HomeId& id) override;
  void put_resident(Resident resident) override;
  Case& add_case(CaseId id) override;
  void add_alert(Alert alert) override;
  void remove_alert(AlertId id) override;
  void after_referral_change(const Case&) override {}
  void set_site(const Site&, Instant) override {}
  void set_opel(Opel) override {}
  void set_handover(Handover) override {}
  void take_handover(const UserName&, Instant) override {}
  void add_action(AssignedAction) override {}
  [[nodiscard]] AssignedAction* edit_action(ActionId) override { return nullptr; }
  void count_gap(const GapNoted&) override {}
  void count_refusal() override {}
  void move_round(const RoundMoved&) override {}
  void plan_reviewed(Instant) override {}
  [[nodiscard]] bool complete() const override { return false; }

 private:
  const State& state_;
  std::uint64_t next_case_;
  std::uint64_t next_alert_;
  Changed<Case, 3> cases_;
  Changed<Team, 4> teams_;
  Changed<Place, 1> places_;
  Changed<ServiceState, 1> services_;
  std::vector<std::unique_ptr<PersonRecord>> persons_;  // in no order
  std::vector<std::unique_ptr<Resident>> residents_;
  std::vector<std::unique_ptr<HomeState>> homes_;
  std::vector<std::pair<AlertId, std::unique_ptr<Alert>>> alerts_;  // null: resolved
};

}  // namespace carehub::core
