#include "tools/clinical/route_line.hpp"

#include <boost/json.hpp>

namespace carehub::tools::clinical {
namespace {

namespace json = boost::json;

std::string_view name_of_outcome(ClinicalResult outcome) {
  if (outcome == ClinicalResult::emergency) return "999";
  return outcome == ClinicalResult::service ? "service" : "clinician";
}

json::array written_services(const Route& route) {
  json::array services;
  for (const auto& one : route.services)
    services.push_back({{"service", one.service.value},
                        {"kind", name_of(one.kind)},
                        {"name", one.name},
                        {"ready", one.ready},
                        {"eta_min", one.eta_min},
                        {"target_min", one.target_min}});
  return services;
}

}  // namespace

json::object written(const Route& route) {
  json::array never;
  for (const auto kind : route.never) never.push_back(json::value(name_of(kind)));
  json::array rules;
  json::array because;
  for (const auto& one : route.rules) {
    rules.push_back(json::value(one.rule));
    because.push_back(json::value(one.because));
  }
  json::array ask;
  for (const auto& one : route.to_ask) ask.push_back(json::value(one));
  json::array not_offered;
  for (const auto& [service, why] : route.not_offered)
    not_offered.push_back({{"service", service.value}, {"why", why}});
  json::object result{{"outcome", name_of_outcome(route.outcome)}, {"services", written_services(route)}};
  result["never"] = std::move(never);
  result["rules"] = std::move(rules);
  result["because"] = std::move(because);
  result["priority"] = static_cast<int>(route.priority);
  if (route.target_min) result["target_min"] = *route.target_min;
  result["ask"] = std::move(ask);
  result["not_offered"] = std::move(not_offered);
  json::array gaps;
  for (const auto& [service, why] : route.gaps) gaps.push_back({{"service", service.value}, {"why", why}});
  result["gaps"] = std::move(gaps);
  result["signed_off"] = route.signed_off;
  if (!route.not_looked_at.empty()) {
    json::array names;
    for (const auto& one : route.not_looked_at) names.push_back(json::value(one));
    result["not_looked_at"] = std::move(names);
  }
  return result;
}

}  // namespace carehub::tools::clinical
