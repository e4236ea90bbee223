#include "tools/simulate/shift.hpp"

#include "tools/simulate/capacity.hpp"
#include "tools/simulate/crew.hpp"
#include "tools/simulate/desk.hpp"
#include "tools/simulate/homes.hpp"
#include "tools/simulate/scene.hpp"

namespace carehub::tools::simulate {

Role role_of(Desk desk) {
  switch (desk) {
    case Desk::call_handler:
      return Role::call_handler;
    case Desk::navigator:
      return Role::navigator;
    case Desk::operator_:
      return Role::operator_;
    case Desk::crew:
      return Role::crew;
    case Desk::capacity:
      return Role::operator_;
  }
  return Role::auditor;
}

UserName user_of(Desk desk) {
  switch (desk) {
    case Desk::call_handler:
      return UserName("j.poole");
    case Desk::navigator:
      return UserName("m.cole");
    case Desk::operator_:
      return UserName("r.hale");
    case Desk::crew:
      return UserName("crews");
    case Desk::capacity:
      return UserName("capacity");
  }
  return {};
}

struct Shift::Parts {
  std::shared_ptr<const Site> site;
  ShiftOptions options;
  std::optional<Instant> begun;
  CallBook book;
  Callers callers;
  Navigator navigator;
  Operator operator_;
  std::vector<Crew> crews;
  std::vector<PlaceStaff> places;
  std::vector<ServiceStaff> services;
  std::vector<HomeStaff> homes;
};

Shift::Shift(std::shared_ptr<const Site> site, const ShiftOptions& options) : parts_(std::make_unique<Parts>()) {
  parts_->site = std::move(site);
  parts_->options = options;
  for (const auto& team : parts_->site->teams) parts_->crews.emplace_back(team, options.seed);
  for (const auto& home : parts_->site->care_homes) parts_->homes.emplace_back(home, options.seed);
  for (const auto& place : parts_->site->places) parts_->places.emplace_back(place, options.seed);
  for (const auto& service : parts_->site->services)
    if (service.capacity == CapacityKind::advice_queue || service.capacity == CapacityKind::bookable_slots)
      parts_->services.emplace_back(service, options.seed);
}

Shift::~Shift() = default;

std::vector<Outgoing> Shift::step(Instant now, const console::Picture& picture) {
  auto& parts = *parts_;
  if (!parts.begun) parts.begun = now;
  std::vector<Outgoing> out;
  const Scene scene{*parts.site, picture, parts.options, now, *parts.begun, out};
  parts.book.note_cases(picture);
  parts.operator_.step(scene);  // before the crews, whose reports end alerts
  for (auto& crew : parts.crews) crew.step(scene);
  for (auto& place : parts.places) place.step(scene);
  for (auto& service : parts.services) service.step(scene);
  for (auto& home : parts.homes) home.step(scene);
  parts.callers.step(scene, parts.book);
  parts.navigator.step(scene, parts.book);
  return out;
}

}  // namespace carehub::tools::simulate
