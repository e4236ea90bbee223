#pragma once
// The pathway of one person at one moment: what the clinical content says, then who of the hub's directory could
// answer. The same assessment and the same matching as in the live hub.

#include <string>
#include <vector>

#include "protocols/clinical/assess.hpp"
#include "protocols/clinical/service_options.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::tools::clinical {

struct RouteQuestion {
  Instant at;
  Referral referral;
  carehub::clinical::Facts facts;          // beside what the referral says
  std::vector<std::string> not_looked_at;  // members that nobody here knows: "observations.pain"
};

struct RoutedService {
  ServiceId service;
  ServiceKind kind = ServiceKind::signpost;
  std::string name;
  bool ready = false;
  std::int64_t eta_min = 0;
  std::int32_t target_min = 0;
};

struct Route {
  ClinicalResult outcome = ClinicalResult::clinician;
  std::vector<RoutedService> services;  // best first, never empty where the hub has a catch-all
  std::vector<ServiceKind> never;
  std::vector<carehub::clinical::Fired> rules;
  std::vector<std::string> to_ask;  // facts that would decide more
  Priority priority = Priority::p3;
  std::optional<std::int32_t> target_min;
  std::vector<std::pair<ServiceId, std::string>> not_offered;  // one line a service, in words
  std::vector<std::pair<ServiceId, std::string>> gaps;         // services that failed exactly one test, in words
  bool signed_off = false;
  std::vector<std::string> not_looked_at;  // of the question
};

[[nodiscard]] Route route(const Site& site, const RouteQuestion& question);

}  // namespace carehub::tools::clinical
