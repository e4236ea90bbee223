#include "protocols/clinical/service_options.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace carehub::clinical {
namespace {

// The rank of a kind by what triage asked for; what it did not ask for comes last.
std::size_t rank_of(const std::vector<ServiceKind>& kinds, ServiceKind kind) {
  return static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin());
}

// Whoever takes everything comes last, unless it was asked for or there is nobody else to ask.
bool only_last_resort(const ServiceConfig& service, const Triage& triage, bool emergency) {
  return service.catch_all && !emergency && rank_of(triage.services, service.kind) == triage.services.size();
}

bool can_never(NotOfferedReason reason) {
  switch (reason) {
    case NotOfferedReason::red_flag:
    case NotOfferedReason::wrong_need:
    case NotOfferedReason::too_young:
    case NotOfferedReason::too_old:
    case NotOfferedReason::cannot_travel:
    case NotOfferedReason::ruled_out:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::vector<ServiceOption> service_options(const Site& site, const Triage& triage, bool emergency,
                                           const Explanation& explanation) {
  std::vector<ServiceOption> options;
  for (const auto& one : explanation.offered) {
    const auto same = [&](const ServiceOption& option) { return option.service->id == one.service; };
    const auto* service = find_service(site, one.service);
    if (service == nullptr || std::ranges::any_of(options, same)) continue;
    // Whoever promises to be quicker than the pathway asks is ready only if it keeps that.
    const auto target_min = triage.target_min.value_or(service->target_min);
    const auto promised_min = std::min(target_min, service->target_min);
    const bool in_time = !one.late && one.arrival - explanation.at <= minutes{promised_min};
    options.push_back({service, &one, in_time && !only_last_resort(*service, triage, emergency), target_min});
  }
  std::ranges::stable_sort(options, {}, [&](const ServiceOption& option) {
    return std::tuple(only_last_resort(*option.service, triage, emergency), !option.ready,
                      rank_of(triage.services, option.service->kind), option.by->arrival);
  });
  return options;
}

std::vector<ServiceKind> never_kinds(const Site& site, const Triage& triage, const Explanation& explanation) {
  std::set<ServiceKind> open;
  std::set<ServiceKind> shut(triage.never.begin(), triage.never.end());
  for (const auto& one : explanation.offered)
    if (const auto* service = find_service(site, one.service)) open.insert(service->kind);
  for (const auto& one : explanation.not_offered)
    if (const auto* service = find_service(site, one.service))
      (can_never(one.reason) ? shut : open).insert(service->kind);
  std::vector<ServiceKind> never;
  for (const auto kind : shut)
    if (!open.contains(kind) || std::ranges::find(triage.never, kind) != triage.never.end()) never.push_back(kind);
  return never;
}

}  // namespace carehub::clinical
