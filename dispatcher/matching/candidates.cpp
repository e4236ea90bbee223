#include "dispatcher/matching/candidates.hpp"

namespace carehub::matching {

void Found::add(UnitKind kind, const std::string& unit, const ScreenedService& service, const Verdict& verdict) {
  if (verdict)
    offered.push_back(*verdict);
  else
    not_offered.push_back({kind, &unit, &service.config->id, verdict.error()});
}

Found find_all(const World& world, const Asked& asked, const ScreenedServices& services) {
  Found found;
  add_teams(world, asked, services, found);
  add_places(world, asked, services, found);
  add_slots_and_queues(world, asked, services, found);
  return found;
}

}  // namespace carehub::matching
